"""Which unit sends a workbook?"""

from dataclasses import replace

import pytest

from support.domain import make_table
from zcert.exchange.naming import stem_unit, unit_of
from zcert.preset import NO_PRESET, Preset
from zcert.table import Origin, Table

GENERIC = "高级专业技术资格证书采集表"


def working(*units: str, sends: str = "杭州市") -> Table:
    return make_table(*({"工作单位": unit, "上报单位": sends} for unit in units))


def summary(table: Table) -> Table:
    return replace(table, origins=[Origin("甲.xlsx", "采集表", "4")] * len(table.rows))


@pytest.mark.parametrize(
    ("preset", "table", "stem", "unit"),
    [
        pytest.param(Preset("预设中学"), working("甲中学"), "乙", "预设中学", id="the template was made for it"),
        pytest.param(NO_PRESET, working("甲中学", "甲 中学"), "乙", "甲中学", id="all work there"),
        pytest.param(NO_PRESET, working("甲中学", ""), "乙", "甲中学", id="one does not say"),
        pytest.param(NO_PRESET, working("甲中学", "丙小学"), "乙教育局", "乙教育局", id="the file's name"),
        pytest.param(NO_PRESET, working("甲中学", "丙小学"), GENERIC, "杭州市", id="all are sent up by one"),
        pytest.param(NO_PRESET, summary(working("甲中学")), "西湖区汇总表", "西湖区", id="a summary of one unit"),
        pytest.param(NO_PRESET, summary(working("甲", "乙")), "高级专业技术资格证书汇总表", "杭州市", id="summary"),
        pytest.param(NO_PRESET, make_table(), GENERIC, "", id="nothing tells it"),
    ],
)
def test_the_unit(preset: Preset, table: Table, stem: str, unit: str) -> None:
    assert unit_of(preset, [table], stem) == unit


def test_two_that_send_rows_up_tell_nothing() -> None:
    assert unit_of(NO_PRESET, [working("甲"), working("乙", sends="宁波市")], GENERIC) == ""


@pytest.mark.parametrize(
    ("stem", "unit"),
    [
        ("甲中学", "甲中学"),
        ("甲中学采集表", "甲中学"),
        ("甲中学-副本", "甲中学"),
        ("甲中学_20261125", "甲中学"),
        ("甲中学（2）", "甲中学"),
        ("甲中学(身份证号)", "甲中学"),
        ("示例市丙学院高级专业技术资格证书采集表（特殊证书）", "示例市丙学院"),
        ("高级专业技术资格证书汇总表（第2册）", ""),
        ("新建 XLSX 工作表", ""),
        ("工作簿1", ""),
        ("Book1", ""),
        ("20261125", ""),
        ("第一工作站", "第一工作站"),
    ],
)
def test_the_unit_in_a_file_name(stem: str, unit: str) -> None:
    assert stem_unit(stem) == unit
