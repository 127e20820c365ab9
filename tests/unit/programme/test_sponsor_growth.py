"""Growth before and after a sponsor beside like children, against a plain loop over invented heights."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from statistics import mean

import numpy as np
import pandas as pd
import pytest

from audit.anthropometry import zscores
from audit.programme.sponsor_growth import growth_courses
from audit.programme.sponsor_ledger import sponsored
from audit.programme.sponsor_results import course_results
from audit.reference.areas import areas_of
from audit.reference.groups import AGE_BANDS_MONTHS
from audit.reference.sponsor_rules import HEIGHT_BANDS
from audit.results import CountTable, Finding
from audit.schemas import CHILDREN, SPONSORSHIPS, VISITS, WOMEN

AREAS = areas_of("19.71")
DAY = date(2025, 9, 15)
BEFORE, AFTER, START = pd.Timestamp("2025-02-10"), pd.Timestamp("2025-08-10"), pd.Timestamp("2025-03-01")
N, AIDED = 300, 40


def register(seed=1):
    """Boys of two ages whose height is drawn about -2 SD, twice; the first ``AIDED`` of them have a sponsor."""
    rng = np.random.default_rng(seed)
    born = pd.Timestamp("2023-08-01") - pd.to_timedelta(rng.integers(0, 600, N), unit="D")
    children = CHILDREN.conform(
        pd.DataFrame(
            {
                "child_id": [f"c{n:03d}" for n in range(N)],
                "sex": "m",
                "birth_date": born,
                "area_code": AREAS.desa[0].code,
            }
        )
    )
    parts = []
    for day in (BEFORE, AFTER):
        months = (day - born).days.to_numpy() / 30.4375
        height = 49.9 + 2.9 * months**0.85 - 6.5 + rng.normal(0, 3.0, N)
        parts.append(
            pd.DataFrame(
                {
                    "child_id": children["child_id"],
                    "visit_date": day,
                    "seq": 1,
                    "lenhei_cm": height.round(1),
                    "measure": "h",
                }
            )
        )
    return children, VISITS.conform(pd.concat(parts, ignore_index=True))


def ledger(ids, *, programme="baas", start=START):
    rows = [
        {"sponsorship_id": f"s{n}", "person_id": one, "programme": programme, "started_on": start, "months_planned": 6}
        for n, one in enumerate(ids)
    ]
    return SPONSORSHIPS.conform(pd.DataFrame(rows)) if rows else SPONSORSHIPS.empty()


def courses(children, visits, ids, *, at_risk=(), **more):
    rows = sponsored(ledger(ids, **more), children, WOMEN.empty(), as_of=DAY)
    return {one.months: one for one in growth_courses(rows, children, visits, list(at_risk), AREAS, as_of=DAY)}


def by_hand(children, visits, ids, at_risk):
    """Mean change of the aided, and of like children stratum by stratum, one child after the other."""
    z = {}
    for row in visits.merge(children, on="child_id").itertuples():
        age = (row.visit_date - row.birth_date).days
        found = zscores(sex=["m"], age=[age], lenhei=[row.lenhei_cm], measure=["h"])
        if not bool(found["haz_flag"].iloc[0]):
            z[row.child_id, row.visit_date] = (found["haz"].iloc[0], age / 30.4375)
    stratum = {}
    for child in children["child_id"]:
        if (child, BEFORE) in z and (child, AFTER) in z:
            haz, months = z[child, BEFORE]
            age = next(band for band, (low, top) in AGE_BANDS_MONTHS.items() if low <= months < top)
            stratum[child] = (age, sum(haz >= end for end in HEIGHT_BANDS))
    like, aided = defaultdict(list), [one for one in ids if one in stratum]
    for child, where in stratum.items():
        if child not in ids:
            like[where].append(child)
    aided = [one for one in aided if like[stratum[one]]]
    change = {one: z[one, AFTER][0] - z[one, BEFORE][0] for one in stratum}
    risky = [one for one in aided if one in at_risk and z[one, BEFORE][0] >= -2]
    return {
        "n": len(aided),
        "change": mean(change[one] for one in aided),
        "like": mean(mean(change[other] for other in like[stratum[one]]) for one in aided),
        "at_risk": len(risky),
        "still": sum(z[one, AFTER][0] >= -2 for one in risky),
    }


@pytest.fixture(scope="module")
def shorter():
    """The register, and the ids of the shortest at the start: those who are given a sponsor."""
    children, visits = register()
    first = visits[visits["visit_date"].eq(BEFORE)].merge(children, on="child_id")
    haz = zscores(
        sex=first["sex"],
        age=(BEFORE - first["birth_date"]).dt.days,
        lenhei=first["lenhei_cm"],
        measure=first["measure"],
    )
    order = first.assign(haz=haz["haz"], flag=haz["haz_flag"])
    order = order[~order["flag"].astype(bool)].sort_values("haz")
    return children, visits, order["child_id"].iloc[10:90:2].tolist()


def test_both_groups_are_as_a_plain_loop_gives_them(shorter):
    children, visits, ids = shorter
    at_risk = children["child_id"].iloc[::3].tolist()
    found, wanted = courses(children, visits, ids, at_risk=at_risk)[6], by_hand(children, visits, ids, at_risk)
    assert found.aided.n == wanted["n"] > 20
    assert found.aided.change == pytest.approx(wanted["change"], abs=1e-9)
    assert found.like.change == pytest.approx(wanted["like"], abs=1e-9)
    assert (found.aided.at_risk, found.aided.still) == (wanted["at_risk"], wanted["still"])
    assert found.aided.n + found.unlike + found.not_measured == len(ids)
    assert found.aided.low is not None and found.aided.low < found.aided.change < (found.aided.high or 0)


def test_regression_to_the_mean_is_seen_in_both(shorter):
    """Nobody was helped here: the shortest measure taller later, and like children do so as much."""
    found = courses(*shorter)[6]
    assert found.aided.change is not None and found.like.change is not None
    assert found.aided.change > 0.3
    assert found.like.change == pytest.approx(found.aided.change, abs=0.35)


def test_children_of_the_same_age_show_what_being_short_alone_goes_with(shorter):
    """Height is drawn anew each time, so all of an age change by as much as their mean, and the short rise beside them.

    The reference is a plain loop: mean change of every child without a sponsor, age by age as the aided are.
    """
    children, visits, ids = shorter
    found = courses(children, visits, ids)[6]
    z = {}
    for row in visits.merge(children, on="child_id").itertuples():
        age = (row.visit_date - row.birth_date).days
        one = zscores(sex=["m"], age=[age], lenhei=[row.lenhei_cm], measure=["h"])
        if not bool(one["haz_flag"].iloc[0]):
            z[row.child_id, row.visit_date] = (one["haz"].iloc[0], age / 30.4375)
    whole = [child for child in children["child_id"] if (child, BEFORE) in z and (child, AFTER) in z]
    band = {
        child: (
            next(name for name, (low, top) in AGE_BANDS_MONTHS.items() if low <= z[child, BEFORE][1] < top),
            sum(z[child, BEFORE][0] >= end for end in HEIGHT_BANDS),
        )
        for child in whole
    }
    others = [child for child in whole if child not in ids]
    aided = [child for child in whole if child in ids and band[child] in {band[other] for other in others}]
    change = {child: z[child, AFTER][0] - z[child, BEFORE][0] for child in whole}
    wanted = mean(mean(change[o] for o in others if band[o][0] == band[child][0]) for child in aided)
    assert found.same_age.change == pytest.approx(wanted, abs=1e-9)
    assert found.same_age.n >= found.like.n
    assert found.like.change is not None and found.like.change > wanted


def test_like_children_have_no_sponsor_of_either_programme(shorter):
    children, visits, ids = shorter
    both = pd.concat(
        [
            ledger(ids[:20]),
            ledger(ids[20:], programme="genting").assign(sponsorship_id=[f"g{n}" for n in range(len(ids) - 20)]),
        ]
    )
    rows = sponsored(SPONSORSHIPS.conform(both), children, WOMEN.empty(), as_of=DAY)
    found = [one for one in growth_courses(rows, children, visits, [], AREAS, as_of=DAY) if one.months == 6]
    assert [one.programme for one in found] == ["baas", "genting"]
    alone = courses(children, visits, ids[:20])[6]
    assert found[0].like.n < alone.like.n


def test_everybody_supported_leaves_nobody_to_compare_with(shorter):
    children, visits, _ = shorter
    found = courses(children, visits, children["child_id"].tolist())[6]
    assert (found.aided.n, found.like.n, found.like.change, found.aided.change) == (0, 0, None, None)
    assert found.unlike > 250


def test_nobody_begun_no_visits_and_too_early_say_nothing(shorter):
    children, visits, ids = shorter
    assert courses(children, visits, []) == {}
    assert courses(children, visits, ids, start=pd.Timestamp("2025-12-01")) == {}
    none = courses(children, VISITS.empty(), ids)[6]
    assert (none.aided.n, none.not_measured) == (0, len(ids))
    assert courses(children, visits, ids)[12].aided.n == 0  # half a year is no year


def test_few_are_withheld_and_z_is_no_outcome_of_genting(shorter):
    children, visits, ids = shorter
    rows = sponsored(ledger(ids, programme="genting"), children, WOMEN.empty(), as_of=DAY)
    results = course_results(growth_courses(rows, children, visits, [], AREAS, as_of=DAY), "2025-2")
    assert not [one for one in results if isinstance(one, Finding) and one.id.startswith("sponsor_growth.")]
    few = course_results(tuple(courses(children, visits, ids[:19]).values()), "2025-2")
    found = {one.id: one for one in few if isinstance(one, Finding)}
    assert all(value.restricted for value in found["sponsor_growth.6.aided"].values.values())
    many = course_results(tuple(courses(children, visits, ids).values()), "2025-2")
    found = {one.id: one for one in many if isinstance(one, Finding)}
    assert not any(value.restricted for value in found["sponsor_growth.6.aided"].values.values())
    assert isinstance(many[0], CountTable)
    assert course_results((), "2025-2") == ()
