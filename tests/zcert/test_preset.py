"""What a workbook knows of its unit: its facts, and the rows that lack them."""

from support.domain import make_table
from support.third_form import GUEST
from zcert.preset import NO_PRESET, Preset, left_out, preset_of
from zcert.tidying import Repair

PRESET = Preset("甲中学", "杭州市")


def test_facts_are_read_back() -> None:
    assert PRESET.facts == {"填报单位": "甲中学", "上报单位": "杭州市"}
    assert Preset("甲中学").facts == {"填报单位": "甲中学"}
    assert preset_of(PRESET.facts | {"字典日期": "2026-11-21"}) == PRESET
    assert preset_of({}) == NO_PRESET


def test_the_sentence() -> None:
    assert PRESET.sentence == "填报单位：甲中学    上报单位：杭州市"
    assert (Preset("甲中学").sentence, NO_PRESET.sentence) == ("填报单位：甲中学", "")


def test_only_what_is_missing_is_left_out() -> None:
    table = make_table({"上报单位": ""}, {"上报单位": "宁波市"}, {"上报单位": " ", "工作单位": ""})
    assert left_out(table, PRESET) == [
        Repair(4, "上报单位", "", "杭州市"),
        Repair(6, "上报单位", " ", "杭州市"),
    ]
    assert left_out(table, Preset("甲中学")) == left_out(make_table({}, form=GUEST), PRESET) == []
