"""The scorecard on made children: what it says of good and of spoilt data, and where it says nothing."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import value_at_z
from audit.disclosure import release, solve_pattern
from audit.language import has, text
from audit.quality import scorecard, scorecard_lines
from audit.quality.flags import flags
from audit.reference.areas import areas_of
from audit.reference.quality_rules import ENA_POINTS
from audit.results import CheckResult
from audit.schemas import CHILDREN, VISITS
from audit.survey.snapshot import snapshot

AREAS = areas_of("17.71")
DESA = [area.code for area in AREAS.desa]
DAYS_PER_MONTH = 30.4375
KINDS = (
    "completeness.birth_date", "completeness.sex", "completeness.area_code", "completeness.weight_kg",
    "completeness.lenhei_cm", "completeness.measure", "completeness.muac_cm", "sex_ratio", "age_ratio",
    "age_distribution", "age_heaping", "digits.weight", "digits.lenhei", "digits.muac", "clustering.haz",
    "clustering.whz", "outliers_mahalanobis", "ena_score",
    *(f"{kind}.{i}" for kind in ("flags_who", "flags_smart", "sd", "skewness", "kurtosis", "outliers_tukey")
      for i in ("haz", "waz", "whz")),
)  # fmt: skip


def register(n: int = 1200, months: int = 1, seed: int = 0) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Well measured children: z-scores of a normal population, ages as a population has them."""
    rng = np.random.default_rng(seed)
    first = np.datetime64("2025-01-15")
    age = (rng.choice([*range(6, 30)] * 34 + [*range(30, 59)] * 33, n) + rng.random(n)) * DAYS_PER_MONTH
    place = rng.integers(0, 40, n)
    children = CHILDREN.conform(
        pd.DataFrame(
            {
                "child_id": [f"c{i:05d}" for i in range(n)],
                "sex": rng.permutation(np.repeat(["m", "f"], [n // 2, n - n // 2])),
                "birth_date": first - age.astype("timedelta64[D]"),
                "area_code": [DESA[p] for p in place],
                "posyandu": "Melati",
            }
        )
    )
    haz, whz = rng.normal(-1.0, 1.0, n), rng.normal(-0.4, 1.0, n)
    visits = []
    for month in range(months):
        date = first + np.timedelta64(30 * month, "D")
        days = (date - children["birth_date"].to_numpy(dtype="datetime64[D]")).astype("float64")
        measure = np.where(days < 731, "l", "h")
        sex = children["sex"].to_numpy(dtype=object)
        lenhei = np.round(value_at_z("haz", sex, days, haz), 1)
        by_length, by_height = (value_at_z(table, sex, lenhei, whz) for table in ("wfl", "wfh"))
        weight = np.round(np.where(measure == "l", by_length, by_height), 1)
        visits.append(
            pd.DataFrame(
                {
                    "child_id": children["child_id"],
                    "visit_date": date,
                    "seq": 1,
                    "weight_kg": weight,
                    "lenhei_cm": lenhei,
                    "measure": measure,
                    "muac_cm": np.round(rng.normal(15, 1.1, n), 1),
                }
            )
        )
    return children, VISITS.conform(pd.concat(visits))


def found(checks: list[CheckResult], id: str, subject: str = "all") -> CheckResult:
    return next(c for c in checks if c.id == id and c.subject == subject)


@pytest.fixture(scope="module")
def tables():
    return register()


def test_every_check_comes_once_for_each_subject(tables):
    checks = scorecard(*tables)
    assert sorted(c.id for c in checks) == sorted(KINDS)
    assert {c.subject for c in checks} == {"all"}
    by_desa = scorecard(*tables, by=("kecamatan", "desa"))
    assert len(by_desa) == len(KINDS) * tables[0]["area_code"].nunique()
    assert {c.subject for c in by_desa} == {f"{d[:8]}|{d}" for d in tables[0]["area_code"]}


@pytest.mark.parametrize("rules", ["who2019", "ena2020"])
def test_good_measurements_are_called_good(tables, rules):
    checks = scorecard(*tables, rules=rules)
    assert {c.id: c.status for c in checks if c.status != "good"} == {}
    assert found(checks, "sd.whz").value == pytest.approx(1.0, abs=0.06)
    assert found(checks, "sex_ratio").value == 50.0


def test_every_meaning_has_its_words_in_both_languages(tables):
    children, visits = tables
    poor = visits.assign(lenhei_cm=visits["lenhei_cm"].round(), weight_kg=np.nan)
    for check in [*scorecard(children, visits), *scorecard(children, poor)]:
        for language in ("id", "en"):
            assert text(check.meaning.id, language)
            assert has(f"{check.meaning.id}.disamarkan", language)


@pytest.mark.parametrize("status", ["good", "fair", "poor"])
def test_an_overall_score_is_said_not_to_accept_or_reject(status):
    assert "tidak menerima atau menolak" in text(f"scorecard.ena_{status}", "id")
    assert "does not accept or reject" in text(f"scorecard.ena_{status}", "en")


def test_rounded_heights_are_noticed_and_raise_the_score_by_their_points(tables):
    children, visits = tables
    rounded = visits.assign(lenhei_cm=visits["lenhei_cm"].round())
    before, after = scorecard(children, visits), scorecard(children, rounded)
    check = found(after, "digits.lenhei")
    assert (check.status, round(check.value or 0)) == ("poor", 100)
    assert check.table is not None
    assert check.table["whole"].item() == 1.0
    points = found(after, "ena_score").table
    assert points is not None
    assert points["digits_lenhei"].item() == ENA_POINTS["digits_lenhei"][-1]
    assert (found(after, "ena_score").value or 0) >= (found(before, "ena_score").value or 0) + 10


def test_swapped_digits_widen_the_spread_and_are_flagged(tables):
    children, visits = tables
    rng = np.random.default_rng(1)
    wrong = visits.assign(lenhei_cm=visits["lenhei_cm"] + np.where(rng.random(len(visits)) < 0.15, 25, 0))
    checks = scorecard(children, wrong)
    for id in ("flags_who.haz", "flags_smart.haz", "flags_smart.whz", "outliers_mahalanobis"):
        assert found(checks, id).status == "poor", id
    assert found(scorecard(children, wrong, rules="ena2020"), "ena_score").status != "good"


def test_copied_measurements_are_too_narrow(tables):
    children, visits = tables
    middle = zs_shrunk(visits, 0.3)
    check = found(scorecard(children, middle, rules="ena2020"), "sd.whz")
    assert (check.status, check.meaning.id) == ("poor", "scorecard.sd_narrow_poor")


def zs_shrunk(visits: pd.DataFrame, factor: float) -> pd.DataFrame:
    """Weights drawn towards the weight that the length lets expect."""
    slope = np.polyfit(visits["lenhei_cm"], visits["weight_kg"], 2)
    expected = np.polyval(slope, visits["lenhei_cm"])
    return visits.assign(weight_kg=(expected + factor * (visits["weight_kg"] - expected)).round(1))


def test_only_boys_is_poor_and_cases_in_one_posyandu_are_clustered(tables):
    children, visits = tables
    children = children.assign(sex="m")
    assert found(scorecard(children, visits), "sex_ratio").value == 100
    few = children.assign(sex=np.where(np.arange(len(children)) % 10 == 0, "f", "m"))
    assert found(scorecard(few, visits), "sex_ratio").status == "poor"
    thin = visits.assign(
        weight_kg=visits["weight_kg"] * np.where(children["area_code"].eq(DESA[0]).to_numpy(), 0.7, 1.0)
    )
    check = found(scorecard(tables[0], thin), "clustering.whz")
    assert check.status == "poor"
    assert (check.value or 0) > 0


def test_each_child_counts_once_and_each_measurement_is_looked_at():
    children, visits = register(400, months=3)
    checks = scorecard(children, visits)
    assert found(checks, "digits.weight").n > 1000
    assert found(checks, "sex_ratio").n == 400
    by_month = scorecard(children, visits, by="month")
    assert [c.n for c in by_month if c.id == "completeness.sex"] == [
        int((visits["visit_date"].dt.strftime("%Y-%m") == m).sum() - old(children, visits, m))
        for m in ("2025-01", "2025-02", "2025-03")
    ]


def old(children: pd.DataFrame, visits: pd.DataFrame, month: str) -> int:
    """Measurements of a month at 60 months of age or more."""
    dates = visits.loc[visits["visit_date"].dt.strftime("%Y-%m").eq(month), ["child_id", "visit_date"]]
    born = dates["child_id"].map(children.set_index("child_id")["birth_date"])
    return int(((dates["visit_date"] - born).dt.days / DAYS_PER_MONTH >= 60).sum())


def test_nothing_one_child_and_all_missing_are_not_assessed():
    children, visits = register(60)
    assert {c.status for c in scorecard(children.head(0), visits.head(0))} == {"not_assessable"}
    assert scorecard(children.head(0), visits.head(0), by="desa") == []
    one = scorecard(children.head(1), visits.head(1))
    assert {c.status for c in one if not c.id.startswith("completeness")} == {"not_assessable"}
    empty = visits.assign(weight_kg=np.nan, lenhei_cm=np.nan, muac_cm=np.nan)
    checks = scorecard(children.assign(sex=pd.NA, birth_date=pd.NaT), empty)
    assert found(checks, "completeness.weight_kg").status == "poor"
    assert found(checks, "completeness.muac_cm").status == "not_assessable"
    assert {c.status for c in checks if not c.id.startswith("completeness")} == {"not_assessable"}
    assert {c.value for c in checks if c.status == "not_assessable"} == {None}


def test_equal_values_have_no_shape():
    children, visits = register(200)
    same = visits.assign(weight_kg=10.0, lenhei_cm=80.0)
    assert found(scorecard(children, same), "digits.weight").status == "poor"


def test_places_and_posyandu_that_are_not_known_have_a_subject_of_their_own():
    children, visits = register(60)
    children = children.assign(
        area_code=["17.71.01", pd.NA, "17.71", *children["area_code"][3:]], posyandu=[pd.NA, *children["posyandu"][1:]]
    )
    subjects = {c.subject for c in scorecard(children, visits, by="desa")}
    assert {"17.71.01.00", "17.71.00", "00"} <= subjects
    assert "17.71.01.00/00" in {c.subject for c in scorecard(children, visits, by="posyandu")}


def test_a_subject_among_many_is_judged_as_if_it_were_alone():
    children, visits = register(3_000, months=2, seed=4)
    rng = np.random.default_rng(5)
    places = rng.choice(40, len(children), p=np.arange(40) / np.arange(40).sum())  # of some 4 to 150 children
    children["posyandu"] = [f"Melati {place}" for place in places]
    visits.loc[rng.random(len(visits)) < 0.1, ["weight_kg", "lenhei_cm"]] = np.nan
    visits["weight_kg"] += np.where(rng.random(len(visits)) < 0.02, 6.0, 0.0)
    together = scorecard(children.assign(area_code=DESA[0]), visits, by="posyandu")
    for name, of_one in children.groupby("posyandu"):
        alone = scorecard(of_one.assign(area_code=DESA[0]), visits[visits["child_id"].isin(of_one["child_id"])])
        for one, other in zip((c for c in together if c.subject == f"{DESA[0]}/{name}"), alone, strict=True):
            assert (one.id, one.status, one.n, one.meaning) == (other.id, other.status, other.n, other.meaning)
            assert one.value == other.value or one.value == pytest.approx(other.value, rel=1e-9)
            if one.table is not None and other.table is not None:
                pd.testing.assert_frame_equal(one.table, other.table, rtol=1e-9)


def test_a_team_is_a_column_of_the_visits_or_is_refused(tables):
    children, visits = tables
    with pytest.raises(ValueError, match="team"):
        scorecard(children, visits, by="team")
    with pytest.raises(ValueError, match="rt"):
        scorecard(children, visits, by="rt")
    with pytest.raises(ValueError, match="who2006"):
        scorecard(children, visits, rules="who2006")  # pyright: ignore
    by_team = scorecard(children, visits.assign(team=np.arange(len(visits)) % 2), by="team")
    assert {c.subject for c in by_team} == {"0", "1"}


def test_posyandu_and_teams_have_no_cells_and_go_on_as_a_restricted_list(tables):
    checks = scorecard(*tables, by="posyandu")
    assert {c.tables for c in checks} == {()}
    released = release(scorecard_lines(checks), solve_pattern([]))
    assert released.public is None
    assert len(released.restricted.rows) == len(checks)


def test_counts_by_kecamatan_are_the_cells_of_other_tables(tables):
    children, visits = tables
    checks = scorecard(children, visits, by=("kecamatan", "month"))
    frame = snapshot(children, visits, ["2025-01"], AREAS)
    same = flags(frame, ["2025-01"])
    whole = scorecard(children, visits, by="month")
    pattern = solve_pattern([*checks, *whole, same])
    for check in checks:
        assert release(check, pattern).public is not None
    mine = {t.numerator.cells[0]: t for c in whole if c.id.startswith("flags_who") for t in c.tables}  # pyright: ignore
    for cell, count, of in zip(same.numerator.cells, same.numerator.counts, same.denominator.counts, strict=True):
        assert mine[cell].numerator.counts == (count,)
        assert mine[cell].denominator.counts == (of,)


def test_a_district_of_a_year_takes_no_more_than_two_seconds():
    children, visits = register(20_000, months=12)
    scorecard(*register(100))
    began = time.process_time()
    checks = scorecard(children, visits, by="kecamatan")
    assert time.process_time() - began < 2.0
    assert len(checks) % len(KINDS) == 0
