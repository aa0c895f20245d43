"""Which address codes can be on a card, and what the places are called."""

import datetime as dt

import pytest
from stdnum.iso7064 import mod_11_2

from support.domain import TODAY
from zcert.finding import Fault
from zcert.values import id_number, region
from zcert.values.id_number import ResidentId, parse
from zcert_dictionaries import Region, load_regions
from zcert_udfs import identity

FIRST_CARDS = 1984
"""The year in which identity cards began."""


def number(code: str, born: str = "19680307") -> str:
    body = f"{code}{born}901"
    return body + mod_11_2.calc_check_digit(body)


def remarks(text: str) -> list[str]:
    person = parse(text, TODAY)
    assert isinstance(person, ResidentId), person
    return [remark.code for remark in person.warnings if remark.code != "id-region-age"]


@pytest.mark.parametrize("code", [code for code, span in region.spans().items() if not span.verified])
def test_unverified_places_are_right_with_a_warning(code: str) -> None:
    assert remarks(number(code)) == ["id-region-unverified"]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("330106", "浙江省杭州市西湖区"),
        ("330113", "浙江省杭州市临平区"),
        ("332522", "浙江省丽水地区青田县"),
        ("330719", "浙江省金华市兰溪市"),
        ("330206", "浙江省宁波市北仑区"),
        ("330402", "浙江省嘉兴市南湖区"),
        ("441900", "广东省东莞市"),
        ("330000", "浙江省"),
        ("330100", "浙江省杭州市"),
        ("810000", "香港特别行政区"),
        ("999999", ""),
        ("", ""),
    ],
)
def test_region_name(code: str, name: str) -> None:
    assert region.name(code) == name


def test_every_accepted_region_has_a_name() -> None:
    assert all(region.name(code) for code in id_number.accepted_regions())


@pytest.mark.parametrize(
    ("code", "accepted"),
    [(code, True) for code in ("441900", "442000", "460400", "620200", "810000", "820000", "830000")]
    + [(code, False) for code in ("330000", "330100", "110100", "710000", "332827", "830001", "933840")],
)
def test_accepted_region(code: str, *, accepted: bool) -> None:
    assert (code in id_number.accepted_regions()) is accepted


def test_span_of_a_code_that_came_back() -> None:
    assert region.spans()["330106"] == region.Span(1980, None, verified=True)
    assert region.spans()["330121"] == region.Span(1980, 1987, verified=True)


@pytest.mark.parametrize(
    "code",
    [
        *("320219", "430419", "321119", "230119", "330119"),  # cities below a prefecture-level city, 1985 to 1990
        *("632824", "632825", "632826", "612403", "622961"),
        *("460100", "460200", "460300", "330500"),  # cities without districts
    ],
)
def test_codes_that_holders_reported_are_right_with_a_remark(code: str) -> None:
    assert remarks(number(code)) == ["id-region-unverified"]
    assert remarks(f"{code}680307901") == ["id-region-unverified"]
    assert identity.check_id(number(code)) == "正确"
    assert identity.region_of(code) == region.name(code)


@pytest.mark.parametrize("code", ["330219", "330719", "330106", "441900", "620200", "330501", "339005"])
def test_codes_of_official_tables_are_right_without_a_remark(code: str) -> None:
    assert remarks(number(code)) == []


@pytest.mark.parametrize("code", ["330199", "330100", "330000", "332819", "110100", "632827", "990119", "710119"])
def test_codes_of_nowhere_are_wrong(code: str) -> None:
    fault = parse(number(code), TODAY)
    assert isinstance(fault, Fault)
    assert fault.code == "id-region"


def test_cities_without_districts_are_those_of_the_tables() -> None:
    """No county-level code from XX02 to XX20 was in force below them in some year since the first cards."""
    counties = [one for one in load_regions() if one.level == "county" and 2 <= int(one.code[4:]) <= 20]
    official = [one for one in counties if one.certainty != "X"]
    cities = [one for one in load_regions() if one.level == "prefecture" and one.name.endswith("市")]
    found = {city.code for city in cities if any(not_divided(city, year, official) for year in years(city))}
    above = region.ISSUING_ABOVE_COUNTY | region.CITIES_ONCE_WITHOUT_DISTRICTS
    assert found == above - {"810000", "820000", "830000"}
    assert not region.ISSUING_ABOVE_COUNTY & region.CITIES_ONCE_WITHOUT_DISTRICTS


def years(one: Region) -> range:
    return range(max(FIRST_CARDS, one.from_year), (one.to_year or dt.date(2026, 1, 1).year) + 1)


def not_divided(city: Region, year: int, counties: list[Region]) -> bool:
    return not any(one.code[:4] == city.code[:4] and year in years(one) for one in counties)
