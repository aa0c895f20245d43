"""A hundred good workbooks among half as many nasty files: the summary is that of the good ones alone."""

import hashlib
import json
import shutil
import sys
from pathlib import Path

import pytest

from support import main, nasty
from support.merging import EDITION, TODAY, people, reason, statuses, summary_rows
from zcert.values.id_number import accepted_regions
from zcert_addin.filling.collection import fill
from zcert_templates import RESIDENT
from zcert_templates.build import build_collection

NO_FILE = "不是普通文件，没有汇总，请换成采集表文件本身"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pipes, links and odd names are those of POSIX")
GOOD = 100


def merge(capsys: pytest.CaptureFixture[str], folder: Path) -> dict[str, object]:
    main.run(["merge", str(folder), *TODAY, "--json", "--yes"])
    captured = capsys.readouterr()
    assert captured.err == ""
    document = json.loads(captured.out)
    assert isinstance(document, dict)
    return document


def digests(folder: Path) -> dict[str, str]:
    files = [path for path in folder.iterdir() if path.is_file()]
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files if "设备" not in path.name}


def test_nasty_files_among_good_ones(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good, mixed = tmp_path / "好", tmp_path / "混" / "里"
    good.mkdir()
    template = build_collection(RESIDENT, EDITION, accepted_regions())
    for at in range(GOOD):
        (good / f"单位{at:03}.xlsx").write_bytes(fill(template, people(2, at)))
    mixed.parent.mkdir()
    shutil.copytree(good, mixed)
    names = nasty.write_files(mixed)
    assert len(names) >= 50
    before = digests(mixed)
    alone, among = merge(capsys, good), merge(capsys, mixed)
    assert among["rows"] == alone["rows"] == 2 * GOOD
    assert summary_rows(mixed) == summary_rows(good)
    after = digests(mixed)
    assert {name: after[name] for name in before} == before
    found = statuses(among)
    bad = {name: found[name] for name in names}
    assert {name for name, status in bad.items() if status == "merged"} == set()
    assert len(found) == GOOD + len(names)
    for name in names:
        sentence = reason(among, name)
        assert sentence
        assert "Traceback" not in sentence
    assert reason(among, "炸弹.xlsx").startswith("文件解开后异常庞大")
    assert reason(among, "管道.xlsx") == reason(among, "设备.xlsx") == reason(among, "环甲.xlsx") == NO_FILE
    assert reason(among, "外链.xlsx").startswith("是指向文件夹以外的链接")
    assert reason(among, "重名部件.xlsx").startswith("文件内部结构异常")
    assert reason(among, "重叠.xlsx").startswith("文件内部结构异常")
    assert reason(among, "远处.xlsx").startswith("工作表范围过大")
    assert reason(among, "界外行.xlsx") == reason(among, "界外行.xlsb")
    assert reason(among, "界外行.xlsb").startswith("工作表中有单元格在Excel的行列范围以外")
    assert reason(among, "行号重复.xlsx") == reason(among, "同名工作表.xlsx") == "不是证书采集表或汇总表，没有汇总"
    assert reason(among, "实体.xlsx").startswith("文件内部含有不允许的文档类型声明")
