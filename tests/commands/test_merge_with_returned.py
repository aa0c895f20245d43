"""A returned workbook among those to be merged holds no people but those of its unit: nobody is counted twice."""

import shutil
from pathlib import Path

import pytest

from support.merging import merge as merge_by_command
from support.merging import people, reason, statuses
from support.returning import DAY, merge, return_all, spoilt, type_into, write_unit
from zcert.return_basis import IS_RETURNED

ROWS = people(3, 1)


@pytest.mark.parametrize("mended", [False, True], ids=["as it was returned", "mended"])
def test_it_is_named_and_not_merged(tmp_path: Path, capsys: pytest.CaptureFixture[str], mended: bool) -> None:  # noqa: FBT001
    write_unit(tmp_path / "甲.xlsx", spoilt(ROWS, {1: {DAY: "x"}}))
    back = return_all(merge(tmp_path), tmp_path / "退回")["甲"]
    if mended:
        type_into(back, {(4, DAY): "20200105"})
    shutil.move(back, tmp_path / back.name)
    (tmp_path / "退回").rmdir()
    document = merge_by_command(capsys, tmp_path)
    assert document["rows"] == 3
    assert statuses(document) == {
        "甲.xlsx": "merged",
        "甲（退回）.xlsx": "skipped",
        "高级专业技术资格证书汇总表.xlsx": "skipped",
    }
    assert (
        reason(document, back.name)
        == IS_RETURNED
        == ("是退回改正的表，没有汇总，改好以后请用“并入改正”（“zcert accept”）并入汇总表")
    )


def test_in_a_folder_below_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_unit(tmp_path / "甲.xlsx", spoilt(ROWS, {1: {DAY: "x"}}))
    return_all(merge(tmp_path), tmp_path / "退回")
    document = merge_by_command(capsys, tmp_path, "--recursive")
    assert (document["rows"], statuses(document)["退回/甲（退回）.xlsx"]) == (3, "skipped")
