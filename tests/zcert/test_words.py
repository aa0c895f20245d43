from typing import get_args, get_type_hints

from zcert import words
from zcert.codes import Severity
from zcert.consolidating import FileReport
from zcert.results import RIGHT
from zcert.several_files import Duplicate


def test_every_severity_status_and_kind_has_a_word() -> None:
    assert set(words.LEVELS) == set(get_args(Severity))
    assert set(words.STATUSES) == set(get_args(get_type_hints(FileReport)["status"]))
    assert set(words.SAME_PERSON) == set(get_args(get_type_hints(Duplicate)["kind"]))
    for known in (words.LEVELS, words.STATUSES, words.SAME_PERSON):
        assert len(set(known.values())) == len(known)


def test_the_words_for_right_begin_no_word_for_wrong() -> None:
    assert set(RIGHT.values()) == {words.CORRECT, words.NORMAL}
    assert not words.ERROR.startswith((words.CORRECT, words.NORMAL))
