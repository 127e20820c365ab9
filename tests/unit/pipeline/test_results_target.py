"""Findings of the target: page one by district, refused trends, scenarios by hand, and numbers tied to their counts."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from audit.disclosure import release, solve_pattern
from audit.disclosure.attack import attack
from audit.language import text
from audit.pipeline.load import load_params
from audit.pipeline.params import TargetParams
from audit.pipeline.results_target import target_results
from audit.reference.areas import areas_of
from audit.reference.groups import STATUS
from audit.reference.published import PublishedPrevalence, published_for
from audit.results import Cell, CheckResult, CountTable, CountValue, Finding, RateTable, Sentence, TiedValue

MONTHS = ("2025-02", "2025-08")
CODE = "35.71"
PAGE_ONE = ("target_front", "target_outlook")
DOCUMENT = "RPJMD Kota Contoh 2025-2029"


def survey(year: int, percent: float, *, said_by: str = "") -> PublishedPrevalence:
    return PublishedPrevalence(
        area_code=CODE, period=str(year), source=f"SSGI {year}", kind="survei", percent=percent, numerator=None,
        denominator=None, said_by=said_by, sources=1, url="", note="", disputed=bool(said_by),
    )  # fmt: skip


def goal(percent: float = 14.0, year: int = 2029, **changes) -> TargetParams:
    given = {"type": "survey_prevalence", "percent": percent, "survey": "SSGI", "year": year, "document": DOCUMENT}
    return TargetParams.model_validate(given | changes)


def counts(
    stunted: tuple[int, ...] = (300, 200, 100),
    measured: tuple[int, ...] = (2000, 2000, 2000),
    registered: tuple[int | None, ...] = (4000, 3000, 3000),
) -> tuple[RateTable, RateTable]:
    """Stunting of both months and coverage of the newest: the district, its three kecamatan, the unknown part."""
    areas = areas_of(CODE)
    places = [None, *(a.code for a in areas.kecamatan), areas.unknown_parts[0]]
    cells = [Cell.of(month, area=place) for month in MONTHS for place in places]
    short, known = ([sum(parts), *parts, 0] * 2 for parts in (stunted, measured))
    partitions = (areas.partition, STATUS)
    numerator = CountTable(
        "stunting", tuple(c.replace("status", "stunted") for c in cells), tuple(short), partitions
    )  # fmt: skip
    denominator = CountTable(
        "stunting.of", tuple(c.replace("status", "haz_known") for c in cells), tuple(known), partitions
    )
    listed = {
        Cell.of(MONTHS[-1], area=p): n for p, n in zip(places[1:4], registered, strict=True) if n is not None
    }  # fmt: skip
    came = CountTable("coverage", tuple(listed), tuple(min(n, 2000) for n in listed.values()), (areas.partition,))
    of = CountTable(
        "coverage.of", tuple(c.replace("population", "registered") for c in listed), tuple(listed.values())
    )  # fmt: skip
    return RateTable("stunting", numerator, denominator), RateTable("coverage", came, of)


def results(target, figures, *, tables=None, others=()) -> Mapping[str, Finding]:
    stunting, coverage = tables or counts()
    found = target_results(
        target,
        figures,
        months=MONTHS,
        stunting=stunting,
        coverage=coverage,
        others=others,
        areas=areas_of(CODE),
        seed=3,
    )
    assert len({f.id for f in found}) == len(found)
    return {f.id: f for f in found}


def said(found: Mapping[str, Finding], language: str = "id", places: tuple[str, ...] = PAGE_ONE) -> list[str]:
    starts = tuple(f"{place}.{language}." for place in places)
    return [f.sentence.id.partition(".")[2] for id, f in found.items() if id.startswith(starts)]


def number(finding: Finding, name: str) -> float:
    value = finding.values[name]
    assert isinstance(value, TiedValue)
    assert value.value is not None
    return value.value


THREE = (survey(2022, 20.0), survey(2023, 20.5), survey(2024, 20.0))


def test_with_three_surveys_the_trend_is_refused_and_scenarios_stand_in_its_place():
    found = results(goal(), THREE)
    assert said(found) == ["pace_unclear", "trend_refused", "reached"]
    assert not any(id.startswith("target_ahead.") for id in found)
    # 20 % less a tenth a year: 18 in 2025, 14.58 in 2027, 13.1 in 2028; by 3 % first under 14 % after twelve years.
    fast = {f.values["year"]: number(f, "low") for f in found.values() if f.id.startswith("target_scenario.01")}
    assert fast["2025"] == pytest.approx(0.18)
    assert found["target_outlook.id.01"].sentence.values["years"] == "2036, 2030, dan 2028"
    assert "p_reach" not in found["target_rates"].values


def test_with_four_surveys_there_is_a_fan_and_a_probability_and_no_scenario():
    found = results(goal(), [survey(2021, 24.0), *THREE])
    assert not any(id.startswith("target_scenario.") for id in found)
    assert [id for id in found if id.startswith("target_ahead.")] == [f"target_ahead.{y}" for y in range(2025, 2030)]
    rates = found["target_rates"]
    assert 0 < number(rates, "p_reach") < 1
    # From 20 to 14 % in five years: 1 - 0.7^(1/5).
    assert number(rates, "required") == pytest.approx(1 - 0.7**0.2)


def test_no_probability_stands_among_the_sentences_of_page_one():
    found = results(goal(), [survey(2021, 24.0), *THREE])
    for f in found.values():
        if f.id.startswith(PAGE_ONE):
            words = text(f.sentence.id, "id", **f.sentence.values)
            assert "peluang" not in words.lower()


def test_a_newest_survey_that_offices_tell_differently_is_no_end_of_a_trend():
    told = [survey(2021, 22.0), *THREE[:2], survey(2024, 15.0, said_by="Dinas"), survey(2024, 18.0, said_by="Dinas")]
    found = results(goal(), [*told, survey(2020, 25.0)])
    assert said(found) == ["pace_fell", "trend_disputed", "reached"]
    assert "disputed" in said(found, places=("target_note",))
    first = found["target_scenario.000"]
    assert [number(first, "low"), number(first, "high")] == pytest.approx([0.15 * 0.97, 0.18 * 0.97])
    whole = found["target_averted.all"]
    assert [number(whole, "fewer"), number(whole, "fewer_to")] == pytest.approx([10_000 * 0.01, 10_000 * 0.04])


def test_children_fewer_are_tied_to_every_count_that_they_are_divided_by():
    found = results(goal(), THREE)
    parts = [f for id, f in found.items() if id.startswith("target_averted.") and not id.endswith("all")]
    whole = found["target_averted.all"]
    assert number(whole, "fewer") == pytest.approx(10_000 * 0.06)
    assert sum(number(f, "fewer") for f in parts) == pytest.approx(number(whole, "fewer"))
    for f in (*parts, whole):
        for name in ("fewer", "fewer_to", "low", "high"):
            value = f.values[name]
            assert isinstance(value, TiedValue)
            assert len(value.cells) == 9
        assert number(f, "low") <= number(f, "fewer") <= number(f, "high")


def test_with_one_small_kecamatan_no_public_number_of_children_is_left():
    tables = counts(stunted=(300, 200, 3))
    found = results(goal(), THREE, tables=tables)
    everything = (*tables, *found.values())
    pattern = solve_pattern(everything)
    released = {r.id: release(r, pattern) for r in everything}
    averted = [released[id] for id in found if id.startswith("target_averted.")]
    assert len(averted) == 4
    for shown in averted:
        assert shown.public.sentence.id == "target_block.averted.disamarkan"
        assert set(shown.public.values) == {"area", "source"}
        assert "low" in shown.restricted.values
    sides = [side for table in tables for side in (table.numerator, table.denominator)]
    facts = [fact for shown in released.values() for fact in shown.facts]
    assert attack(facts, [partition for side in sides for partition in side.partitions]).found == ()


@pytest.mark.parametrize(
    ("registered", "figures", "id"),
    [
        ((4000, None, 3000), THREE, "target_block.no_list"),
        ((0, 0, 0), THREE, "target_block.no_list"),
        ((4000, 3000, 3000), (survey(2023, 20.0), survey(2024, 12.0)), "target.avert_met"),
    ],
)
def test_why_there_are_no_children_to_count_is_said(registered, figures, id):
    found = results(goal(), figures, tables=counts(registered=registered))
    assert not any(name.startswith("target_averted.") for name in found)
    assert found["target_averted_none"].sentence.id == id


def test_without_a_target_the_change_of_the_surveys_is_told_and_no_child_is_counted():
    found = results(None, (survey(2022, 25.0), survey(2024, 15.0)))
    assert said(found) == ["none", "moved_fell", "trend_refused"]
    assert not any(id.startswith(("target_averted", "target_goal")) for id in found)


def test_without_any_survey_a_target_says_that_it_cannot_be_compared():
    found = results(goal(), ())
    assert said(found) == ["no_survey"]
    assert {id.partition(".")[0] for id in found} == {"target_front", "target_goal"}
    assert said(results(None, ())) == ["none"]


def test_a_target_of_cases_stands_beside_both_months_with_those_measured():
    found = results(goal(type="cases", percent=None, survey=None, cases=100), THREE)
    assert said(found)[:2] == ["cases_pace", "cases_before"]
    values = found["target_front.id.00"].sentence.values
    assert (values["stunted"], values["measured"]) == (
        CountValue(Cell.of(MONTHS[-1], status="stunted"), 600),
        CountValue(Cell.of(MONTHS[-1], status="haz_known"), 6000),
    )
    assert values["fewer"] == 125  # 500 too many, four years
    nobody = counts(stunted=(0, 0, 0), measured=(0, 0, 0))
    assert said(results(goal(type="cases", percent=None, survey=None, cases=9), (), tables=nobody)) == ["no_count"]


def test_a_target_of_no_new_case_takes_new_cases_of_the_rates():
    cell = Cell.of("neraca", case="became_short@2025-02-28..2025-08-31")
    rate = CheckResult(
        "case_rates.incidence", "neraca", "good", 3.0, "per_100_child_years", 7, Sentence("situation.case_rates"),
        (CountTable("case_rates.incidence", (cell,), (7,)),),
    )  # fmt: skip
    target = goal(type="no_new_cases", percent=None, survey=None)
    found = results(target, (), others=(rate,))
    assert said(found) == ["new_cases"]
    assert found["target_front.id.00"].sentence.values["new"] == CountValue(cell, 7)
    assert said(results(target, ())) == ["no_count"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("14.03-kabupaten-bengkalis", ["none", "moved_fell"]),
        ("17.71-kota-bengkulu", ["not_met", "moved_fell", "trend_disputed", "reached"]),
        ("19.71-kota-pangkalpinang", ["not_met", "moved_unclear", "trend_refused", "reached"]),
        ("35.71-kota-kediri", ["not_met", "moved_unclear", "trend_refused", "reached"]),
        ("64.74-kota-bontang", ["none", "moved_unclear"]),
    ],
)
def test_what_page_one_of_each_district_says(repository, name, expected):
    params = load_params(repository / "params" / f"{name}.yaml")
    found = results(params.target, published_for(params.district.code))
    assert said(found) == said(found, "en") == expected
    front = [f.sentence for id, f in found.items() if id.startswith("target_front.id.")]
    words = " ".join(text(s.id, "id", **s.values) for s in front)
    if params.target:
        assert params.target.document in words
    assert "SSGI 2024" in words
