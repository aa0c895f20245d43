"""The report and the console say the same."""

from pathlib import Path

import pytest

from support import main
from support.merging import (
    EDITION,
    TODAY,
    people,
    report_texts,
)
from zcert_addin.filling.collection import filled
from zcert_templates import RESIDENT


def test_console_and_report_say_the_same_of_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "甲.xlsx").write_bytes(filled(RESIDENT, EDITION, people(3, 1)))
    (tmp_path / "乙.xlsx").write_bytes(b"PK")
    (tmp_path / "丙.txt").touch()
    main.run(["merge", str(tmp_path), *TODAY])
    expected = {"甲.xlsx": "已汇总", "乙.xlsx": "未汇总", "丙.txt": "跳过"}
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert {cells[0]: cells[2] for cells in told if cells and cells[0] in expected} == expected
    reported = [cells for cells in report_texts(tmp_path) if len(cells) > 1 and cells[1] in expected]
    assert {(cells[1], *set(cells).intersection(expected.values())) for cells in reported} == set(expected.items())
