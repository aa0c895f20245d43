"""Names of units in groups: laws, cases, and thousands of names at once."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zcert.unit_groups import UnitGroup, unit_groups
from zcert.values.text import tidy
from zcert.values.unit_name import compared, resemblance

COUNTS = st.dictionaries(st.text("杭州市第一二人民医完(（） 1", min_size=4, max_size=8), st.integers(1, 9), max_size=12)


def texts(groups: list[UnitGroup]) -> list[list[str]]:
    return [list(group.counts) for group in groups]


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param({}, [], id="nothing"),
        pytest.param({"杭州市第一中学": 3, "杭州市第二中学": 2}, [], id="different units"),
        pytest.param({"": 5, " ": 2, "/": 1}, [], id="no names"),
        pytest.param(
            {"杭州一中(东)": 1, "杭州一中（东）": 4, "杭州 一中(东)": 2},
            [["杭州一中（东）", "杭州 一中(东)", "杭州一中(东)"]],
            id="one name, the most frequent spelling first",
        ),
        pytest.param(
            {"宁波市人民医完": 1, "宁波市人民医院": 9, "宁波人民医院": 2},
            [["宁波市人民医院", "宁波人民医院", "宁波市人民医完"]],
            id="two slips of one name",
        ),
        pytest.param(
            {"绍兴市人民医院": 3, "绍兴县人民医院": 2, "绍兴人民医院": 9}, [], id="between two different units"
        ),
        pytest.param(
            {"绍兴市人民医院": 3, "绍兴人民医院": 9}, [["绍兴人民医院", "绍兴市人民医院"]], id="not between two"
        ),
        pytest.param(
            {"宁波市人民医院": 9, "宁波市人民医完": 3, "宁波市人名医完": 2},
            [["宁波市人民医院", "宁波市人民医完"]],
            id="steps do not add up",
        ),
        pytest.param(
            {"甲乙丙丁 戊": 1, "甲乙丙丁戊": 1, "宁波市人民医院": 5, "宁波市人民医完": 1},
            [["宁波市人民医院", "宁波市人民医完"], ["甲乙丙丁戊", "甲乙丙丁 戊"]],
            id="the group with more rows first",
        ),
    ],
)
def test_groups(counts: dict[str, int], expected: list[list[str]]) -> None:
    assert texts(unit_groups(counts)) == expected


@pytest.mark.parametrize(
    ("counts", "proposed"),
    [
        pytest.param({"杭州一中": 1, "杭州 一中": 3}, "杭州一中", id="the most frequent one is not tidy"),
        pytest.param({"杭州一中 ": 2, "杭州一中": 2}, "杭州一中", id="tidy"),
        pytest.param({"杭州人民医院": 2, "杭州市人民医院": 2}, "杭州市人民医院", id="fuller"),
        pytest.param({"杭州市第1医院": 2, "杭州市第一医院": 2}, "杭州市第一医院", id="written out"),
        pytest.param({"杭州市第1医院": 3, "杭州市第一医院": 2}, "杭州市第1医院", id="more frequent"),
    ],
)
def test_what_is_proposed(counts: dict[str, int], proposed: str) -> None:
    (group,) = unit_groups(counts)
    assert group.proposals == dict.fromkeys(counts, proposed)


@pytest.mark.parametrize(
    ("counts", "proposals"),
    [
        pytest.param(
            {"清湖镇实验小学": 40, "清塘镇实验小学": 10, "清塘镇 实验小学": 1},
            {"清塘镇 实验小学": "清塘镇实验小学"},
            id="another character, often",
        ),
        pytest.param(
            {"清湖镇实验小学": 40, "清塘镇实验小学": 9}, {"清塘镇实验小学": "清湖镇实验小学"}, id="not so often"
        ),
        pytest.param({"宁海县教育局": 40, "宁海教育局": 30}, {"宁海教育局": "宁海县教育局"}, id="left out, often"),
        pytest.param(
            {"宁海县教育局": 40, "宁海县 教育局": 30}, {"宁海县 教育局": "宁海县教育局"}, id="one name, often"
        ),
    ],
)
def test_a_slip_is_not_made_often(counts: dict[str, int], proposals: dict[str, str]) -> None:
    (group,) = unit_groups(counts)
    assert group.proposals == {text: proposals.get(text, text) for text in group.counts}


def test_groups_that_stay_as_they_are_come_last() -> None:
    counts = {"清湖镇实验小学": 40, "清塘镇实验小学": 20, "宁海县教育局": 1, "宁海教育局": 1}
    assert texts(unit_groups(counts)) == [["宁海县教育局", "宁海教育局"], ["清湖镇实验小学", "清塘镇实验小学"]]


@given(COUNTS, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(counts: dict[str, int], rng: object) -> None:
    turned = list(counts.items())
    rng.shuffle(turned)  # type: ignore[attr-defined]
    assert unit_groups(dict(turned)) == unit_groups(counts)
    assert texts(unit_groups(dict(turned))) == texts(unit_groups(counts))


@given(COUNTS)
def test_groups_keep_to_what_names_resemble(counts: dict[str, int]) -> None:
    groups = unit_groups(counts)
    members = [text for group in groups for text in group.counts]
    assert len(members) == len(set(members))
    for group in groups:
        assert group.counts == {text: counts[text] for text in group.counts}
        first = next(iter(group.counts))
        assert group.counts[first] == max(group.counts.values())
        assert set(group.proposals.values()) == {tidy(first)}
        assert any(all(resemblance(middle, other) == "alike" for other in group.counts) for middle in group.counts)
        assert all(resemblance(one, other) != "different" for one, other in combinations(group.counts, 2))


@given(COUNTS)
def test_spellings_of_one_name_are_never_parted(counts: dict[str, int]) -> None:
    at = {text: number for number, group in enumerate(unit_groups(counts)) for text in group.counts}
    for one, other in combinations(counts, 2):
        if compared(one) and compared(one) == compared(other):
            assert at[one] == at[other]


def test_thousands_of_names_are_not_compared_in_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = []
    monkeypatch.setattr("zcert.unit_groups.substituted", lambda *pair: judged.append(pair) or "alike")
    monkeypatch.setattr("zcert.unit_groups.added", lambda *pair: judged.append(pair) or "alike")
    counts = {f"{chr(0x4E00 + at)}{chr(0x5E00 + at)}实验研究中心": 2 for at in range(3000)}
    slips = {f"{name[:-1]}新": 1 for name in list(counts)[:100]}
    groups = unit_groups(counts | slips)
    assert len(groups) == len(judged) == 100
