"""A summary opens on the first sheet that has people."""

from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from support.merging import EDITION, SUMMARY, merge, people
from support.office import convert
from zcert_addin.demonstration.people import cells, person
from zcert_addin.filling.collection import filled
from zcert_addin.summary.front import bring_to_front
from zcert_templates import RESIDENT, SPECIAL


def papers(count: int) -> bytes:
    rng = Random(3)
    return filled(SPECIAL, EDITION, [cells(SPECIAL, person(rng, SPECIAL, EDITION, "示例院")) for _ in range(count)])


@pytest.mark.parametrize(
    ("files", "front", "selected"),
    [
        pytest.param({"甲.xlsx": "id"}, "汇总表", ["汇总表"], id="identity numbers"),
        pytest.param({"甲.xlsx": "special"}, "汇总表(特殊证书)", [], id="other papers only"),
        pytest.param({"甲.xlsx": "special", "乙.xlsx": "id"}, "汇总表", ["汇总表"], id="both"),
        pytest.param({"甲.xlsx": "none"}, "汇总表", ["汇总表"], id="nobody"),
    ],
)
def test_front(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, files: dict[str, str], front: str, selected: list[str]
) -> None:
    content = {"id": filled(RESIDENT, EDITION, people(2)), "special": papers(2), "none": papers(0)}
    for name, kind in files.items():
        (tmp_path / name).write_bytes(content[kind])
    merge(capsys, tmp_path)
    book = load_workbook(tmp_path / SUMMARY)
    assert book.active is not None
    assert book.active.title == front
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == selected


def test_a_workbook_without_a_view_is_no_template() -> None:
    with pytest.raises(ValueError, match="no view"):
        bring_to_front("<workbook/>", [])


@pytest.mark.office
def test_office_opens_on_the_other_papers(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(papers(2))
    merge(capsys, tmp_path)
    saved = load_workbook(convert(tmp_path / SUMMARY, "xlsx", tmp_path / "saved"))
    assert saved.active is not None
    assert saved.active.title == "汇总表(特殊证书)"
    assert [sheet.title for sheet in saved.worksheets if sheet.sheet_view.tabSelected] == ["汇总表(特殊证书)"]
