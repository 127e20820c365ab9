"""The scorecard of all quarters at once against one person, service and month at a time, written out plainly."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import pytest

from audit.programme.household_receipt import household_receipt
from audit.programme.quarter import Quarter
from audit.programme.scorecard import scorecard
from audit.programme.scorecard_evidence import receipt_evidence
from audit.programme.scorecard_people import scorecard_people
from audit.reference.areas import areas_of
from audit.reference.service_packages import package_set, standard_set
from audit.schemas import CHILDREN, KPM_CHILDREN, KPM_MOTHERS, PACKAGE_RECEIPT, WOMEN

AREAS = areas_of("64.74")
DESA = [area.code for area in AREAS.desa[:3]]
PACKAGES, STANDARDS = package_set(), standard_set("spm_health_2024")
QUARTERS = [Quarter(2024, 4), Quarter(2025, 1), Quarter(2025, 2), Quarter(2025, 3)]
MONTHS = [str(month) for month in pd.period_range("2024-01", "2025-09", freq="M")]
YES, NO, UNKNOWN, TS, TS_UNKNOWN, NONE = 1, 0, -1, -2, -3, -4


@pytest.fixture(scope="module", params=[1, 2])
def world(request):
    rng = np.random.default_rng(request.param)
    n = 40
    children = pd.DataFrame(
        {
            "child_id": [f"c{i}" for i in range(n)],
            "birth_date": pd.Timestamp("2025-09-30") - pd.to_timedelta(rng.integers(0, 900, n), unit="D"),
            "area_code": rng.choice(np.array([*DESA, None], dtype=object), n),
            "household_id": [f"h{i % 25}" for i in range(n)],
        }
    )
    women = pd.DataFrame(
        {
            "woman_id": [f"w{i}" for i in range(n)],
            "contact_date": pd.Timestamp("2024-10-05") + pd.to_timedelta(rng.integers(0, 350, n), unit="D"),
            "group": "bumil",
            "gestation_weeks": pd.Series(rng.integers(5, 38, n)).where(rng.random(n) < 0.8),
            "area_code": DESA[0],
            "household_id": [f"h{i % 25}" for i in range(n)],
        }
    )
    late = rng.random(n) < 0.4
    women.loc[late, "group"] = "nifas"
    women.loc[late, "delivery_date"] = women.loc[late, "contact_date"] - pd.Timedelta(days=20)
    women.loc[late, "gestation_weeks"] = np.nan
    risk = pd.Series({f"w{i}": bool(i % 2) for i in range(n) if i % 3}, dtype="boolean")
    return {
        "children": CHILDREN.conform(children),
        "women": WOMEN.conform(women),
        "risk": risk,
        "mothers": _form(KPM_MOTHERS, women["woman_id"], rng),
        "kids": _form(KPM_CHILDREN, children["child_id"], rng),
        "receipt": _marked(children["child_id"], women["woman_id"], rng),
    }


def _form(table, ids, rng):
    rows = pd.MultiIndex.from_product([ids, MONTHS], names=["person_id", "month"]).to_frame(index=False)
    for name in set(table.names) & set(PACKAGES.facts):
        said = pd.array(rng.random(len(rows)) < 0.6, dtype="boolean")
        said[rng.random(len(rows)) < 0.08] = pd.NA
        rows[name] = said
    return table.conform(rows[rng.random(len(rows)) < 0.9])


def _marked(children, women, rng):
    every = [(w, "antenatal") for w in women] + [(w, "postnatal") for w in women] + [(c, "weighing") for c in children]
    rows = [(who, month, fact) for who, fact in every for month in MONTHS if rng.random() < 0.3]
    frame = pd.DataFrame(rows, columns=["person_id", "month", "fact"])
    frame["times"] = rng.integers(0, 3, len(frame))
    frame["to_standard"] = pd.array(rng.random(len(frame)) < 0.7, dtype="boolean")
    frame.loc[rng.random(len(frame)) < 0.3, "to_standard"] = pd.NA
    return PACKAGE_RECEIPT.conform(frame)


def _notes(world):
    """Times and mark by person, fact and month: the largest, and no where any note says so."""
    times, marks = {}, {}
    for form in (world["mothers"], world["kids"]):
        for row in form.to_dict("records"):
            for fact in set(form.columns) & set(PACKAGES.facts):
                if not pd.isna(row[fact]):
                    times.setdefault((row["person_id"], fact), {})[row["month"]] = int(row[fact])
    for row in world["receipt"].to_dict("records"):
        key = (row["person_id"], row["fact"])
        here = times.setdefault(key, {})
        here[row["month"]] = max(here.get(row["month"], 0), row["times"])
        if not pd.isna(row["to_standard"]):
            held = marks.setdefault(key, {})
            held[row["month"]] = held.get(row["month"], True) and bool(row["to_standard"])
    return times, marks


def _span(first, last):
    return [str(month) for month in pd.period_range(first, last, freq="M")]


def _plain_ask(ask, row, quarter, times, marks):
    stages = {stage.id for stage in PACKAGES.stages_of("mother")}
    if pd.isna(row["stage"]):
        if not stages <= set(ask.at_least):
            return TS_UNKNOWN
        least = max(ask.at_least.values())
    elif row["stage"] in ask.at_least:
        least = ask.at_least[row["stage"]]
    else:
        return TS
    said, mark = times.get((row["person_id"], ask.fact), {}), marks.get((row["person_id"], ask.fact), {})
    last = f"{quarter.end:%Y-%m}"
    own = _span(f"{quarter.start:%Y-%m}", last)
    said = {month: n for month, n in said.items() if month <= last}
    if ask.within == "state":
        newest = said[max(said)] if said else None
        yes = any(said.get(month, 0) > 0 for month in own) or (newest or 0) > 0
        return YES if yes else UNKNOWN if newest is None else NO
    start = {"year": f"{quarter.end - pd.DateOffset(months=11):%Y-%m}", "quarter": own[0]}.get(ask.within)
    began = row["delivered"] if ask.within == "delivery" else row["began"]
    if start is None:
        start, certain = (own[0], False) if pd.isna(began) else (f"{began:%Y-%m}", True)
    else:
        start, certain = start if pd.isna(began) else max(start, f"{row['began']:%Y-%m}"), True
    window = _span(start, last)
    counted = sum(n for m, n in said.items() if m in window and (not ask.needs_mark or mark.get(m) is True))
    possible = sum(n for m, n in said.items() if m in window and (not ask.needs_mark or mark.get(m) is not False))
    if counted >= least:
        return YES
    if ask.due_days and not pd.isna(row["delivered"]) and (quarter.end - row["delivered"]).days < ask.due_days:
        return TS
    if ask.within == "ever":
        return NO if any(said.get(month) == 0 for month in own) else UNKNOWN
    return NO if certain and possible < least and all(month in said for month in window) else UNKNOWN


def _plain_service(service, asks, row, quarter, notes):
    if service.target != row["target"]:
        return TS
    states = [_plain_ask(ask, row, quarter, *notes) for ask in asks]
    asked = [state for state in states if state != TS]
    state = TS if not asked else NO if NO in asked else min(asked)
    if service.only_at_risk and not pd.isna(row["at_risk"]) and not row["at_risk"]:
        return TS
    return TS_UNKNOWN if service.only_at_risk and pd.isna(row["at_risk"]) and state != TS else state


@pytest.fixture(scope="module")
def found(world):
    by = [
        scorecard_people(world["children"], world["women"], quarter, PACKAGES, at_risk=world["risk"])
        for quarter in QUARTERS
    ]
    evidence = receipt_evidence(
        pd.concat(by), QUARTERS, forms=(world["mothers"], world["kids"]), receipt=world["receipt"]
    )
    return [scorecard(who, evidence, q, PACKAGES, AREAS, STANDARDS) for who, q in zip(by, QUARTERS, strict=True)]


def test_states_of_four_quarters_are_those_of_the_plain_way(world, found):
    notes, seen = _notes(world), Counter()
    for card in found:
        for i, row in enumerate(card.people.to_dict("records")):
            for service in PACKAGES.services:
                plain = _plain_service(service, service.asks, row, card.quarter, notes)
                assert card.states[service.id].iloc[i] == plain, (card.quarter.id, row["person_id"], service.id)
                standard = STANDARDS.of(service.id)
                judged = TS if service.target != row["target"] else NONE
                if standard is not None:
                    judged = _plain_service(service, standard.asks, row, card.quarter, notes)
                assert card.judged[service.id].iloc[i] == judged, (card.quarter.id, row["person_id"], service.id)
                seen[plain, judged] += 1
    assert {state for state, _ in seen} == {YES, NO, UNKNOWN, TS, TS_UNKNOWN}
    assert {state for _, state in seen} >= {YES, NO, UNKNOWN, TS, NONE}


def test_counts_by_place_and_level_are_those_of_counting_one_by_one(found):
    names = {"received": (YES,), "applicable": (YES, NO, UNKNOWN), "receipt.unknown": (UNKNOWN,)}
    inside = {s.id: ("pairs", s.target, f"{s.target}.{s.package}", s.id) for s in PACKAGES.services}
    for card in found:
        plain = Counter()
        for i, row in enumerate(card.people.to_dict("records")):
            code = row["area_code"]
            known = not pd.isna(code)
            places = (None, code.rpartition(".")[0], code) if known else (None, AREAS.unknown_parts[0])
            for service in PACKAGES.of(row["target"]):
                for name, states in names.items():
                    if card.states[service.id].iloc[i] in states:
                        plain.update((name, place, level) for place in places for level in inside[service.id])
        for table in (card.received.numerator, card.received.denominator, card.unknown.numerator):
            for cell, count in zip(table.cells, table.counts, strict=True):
                assert count == plain[cell.level("receipt"), cell.level("area"), cell.level("service")], cell


def test_households_are_those_of_asking_one_after_the_other(found):
    for card in found:
        states = card.states.assign(home=card.people["household_id"].to_numpy())
        homes = {home: rows.drop(columns="home").to_numpy() for home, rows in states.groupby("home")}
        had = [
            home for home, v in homes.items() if (v == YES).any() and not np.isin(v, (NO, UNKNOWN, TS_UNKNOWN)).any()
        ]
        lacking = {home for home, v in homes.items() if (v == NO).any()}
        receipt = household_receipt(card, AREAS)
        assert receipt.all_received.numerator.counts[0] == len(had)
        assert set(receipt.lines.rows["household_id"]) == lacking
