"""Each sentence about a file that is not read says what it is and what to do, in Excel and in WPS alike."""

import pytest

from zcert_addin.commands import read_unit
from zcert_addin.reading import isolated, preflight
from zcert_addin.summary.sources import list_workbooks

SENTENCES = {
    **{name: text for name, text in vars(preflight).items() if name.isupper() and isinstance(text, str)},
    "BROKEN": read_unit.BROKEN,
    "SLOW": isolated.reason("slow", "，没有汇总", "再提交"),
    "DEAD": isolated.reason("dead"),
}
OF_OTHERS = {"ENCRYPTED"}
"""It is about a password, wherever the file is opened."""


@pytest.mark.parametrize("name", sorted(SENTENCES.keys() - OF_OTHERS))
def test_it_says_what_to_do_in_both_programs(name: str) -> None:
    text = SENTENCES[name]
    told, _, advice = text.partition("，请")
    assert told
    assert advice
    assert not text.endswith(("。", "，", "；"))
    assert "Excel中" not in text
    assert "在Excel或WPS" in text or "Excel" not in advice


def test_all_sentences_of_the_judge_are_among_them() -> None:
    assert {"EMPTY", "DAMAGED", "TOO_LARGE", "OFF_GRID", "NO_FILE", "OUTSIDE", "DUPLICATE_ROW"} <= SENTENCES.keys()


def test_a_pipe_in_the_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("管道")
    (folder / "环.xlsx").symlink_to(folder / "环.xlsx")
    (listed,) = list_workbooks(folder, folder / "汇总.xlsx")
    assert (listed.reason, listed.doubtful) == ("不是普通文件，没有汇总，请换成采集表文件本身", True)
