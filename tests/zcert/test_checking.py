from random import Random
from types import SimpleNamespace

from hypothesis import given, settings
from hypothesis import strategies as st

from support.domain import KEY, MAN, RESIDENT, SPECIAL, TODAY, inspect, make_table, places
from zcert.checking import check
from zcert.codes import CODES
from zcert.photos.album import Album, sort_names
from zcert.rules import RULES, phone, required
from zcert.rules.photo import orphan_finding
from zcert_addin.demonstration.people import person
from zcert_dictionaries import load_edition


def test_findings_stand_in_the_order_of_the_sheet() -> None:
    table = make_table(
        {"联系电话": "1", "姓名": "", KEY: "3301", "上报单位": ""},
        {},
        {KEY: MAN, "取得时间": "1", "备注": " "},
        stray=((4, "x"),),
    )
    assert places(check(inspect(table))) == [
        (4, KEY, "id-length"),
        (4, "姓名", "required"),
        (4, "联系电话", "phone-format"),
        (4, "上报单位", "required"),
        (4, "（表格以外）", "outside-columns"),
        (6, "性别", "sex-mismatch"),
        (6, "取得时间", "date-format"),
    ]


def test_findings_about_one_cell_keep_the_order_of_the_rules() -> None:
    found = places(check(inspect(make_table({KEY: "3301 "}))))
    assert found == [(4, KEY, "id-length"), (4, KEY, "untidy-text")]


def test_findings_about_no_row_come_last() -> None:
    orphans = SimpleNamespace(check=lambda _inspection: [orphan_finding("a.jpg", "照片检测")])
    found = check(inspect(make_table({"姓名": ""})), [orphans, required])
    assert places(found) == [(4, "姓名", "required"), (None, "照片检测", "photo-orphan")]


def test_only_the_rules_asked_for_run() -> None:
    table = make_table({"联系电话": "1", "姓名": ""})
    assert places(check(inspect(table), [phone])) == [(4, "联系电话", "phone-format")]
    assert check(inspect(table), ()) == []


def test_photos_are_looked_at_only_with_an_album() -> None:
    table = make_table({})
    assert check(inspect(table)) == []
    found = check(inspect(table, Album(sort_names(()), {})))
    assert places(found) == [(4, "照片检测", "photo-missing")]


def test_people_of_the_demonstration_are_right() -> None:
    edition, rng = load_edition(), Random(7)
    for form in (RESIDENT, SPECIAL):
        rows = [person(rng, form, edition, "杭州样本大学", earliest=1981) for _ in range(60)]
        assert check(inspect(make_table(*rows, form=form))) == []


cells = st.text("0123456789Xx 　\n张三E+-.年（）\u200b", max_size=20)


@given(st.lists(st.fixed_dictionaries(dict.fromkeys(SPECIAL.headers, cells)), max_size=4))
@settings(max_examples=60, deadline=None)
def test_no_table_raises(rows: list[dict[str, str]]) -> None:
    for form in (RESIDENT, SPECIAL):
        kept = [{header: text for header, text in row.items() if header in form.headers} for row in rows]
        table = make_table(*kept, form=form)
        for finding in check(inspect(table)):
            assert finding.code in CODES
            assert finding.row in table.numbers
            assert finding.column in form.headers
            assert finding.message
        for rule in RULES:
            assert {finding.code for finding in rule.check(inspect(table))} <= set(rule.CODES)


def test_all_rules_are_meant_unless_told() -> None:
    table = make_table(dict.fromkeys(RESIDENT.headers, "错 误"))
    assert check(inspect(table)) == check(inspect(table), RULES)
    assert inspect(table).today == TODAY
