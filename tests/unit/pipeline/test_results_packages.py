"""The five packages from canonical tables to what the public may read: nobody's desa, nobody's number."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from audit.cases.people import People
from audit.cases.rules import screen
from audit.disclosure import printed_by, release, solve_pattern
from audit.disclosure.attack import attack
from audit.pipeline import load_params
from audit.pipeline.results_packages import package_results
from audit.pipeline.tables import Tables
from audit.quality import Linking
from audit.reference.areas import areas_of
from audit.reference.rule_sets import rule_set
from audit.reference.service_packages import ELEMENTS, service_facts
from audit.results import CountTable, Finding, LineList, RateTable
from audit.schemas import (
    CHILDREN,
    CONSENTS,
    KPM_CHILDREN,
    KPM_PAUD,
    PACKAGE_AVAILABILITY,
    PACKAGE_RECEIPT,
    REGISTERED,
    VISITS,
    WOMEN,
)

AREAS = areas_of("64.74")
FIRST, SECOND = AREAS.kecamatan[:2]
MONTHS = ("2025-04", "2025-05", "2025-06")
FACTS = [name for name in KPM_CHILDREN.names if name in service_facts()]


@pytest.fixture(scope="module")
def compute(repository):
    params = load_params(repository / "params" / "64.74-kota-bontang.yaml")

    def compute(desa: list[str], n: int = 40, *, refused: tuple[str, ...] = (), programme=None, more=()) -> dict:
        """``n`` children of 2024 in each desa; every month filed, everything received but what is drawn."""
        rng = np.random.default_rng(5)
        ids = [f"{code}/{i}" for code in desa for i in range(n)]
        children = pd.DataFrame(
            {
                "child_id": ids,
                "birth_date": pd.Timestamp("2024-06-15") - pd.to_timedelta(rng.integers(0, 300, len(ids)), unit="D"),
                "area_code": [code for code in desa for _ in range(n)],
                "household_id": [f"h{i // 2}" for i in range(len(ids))],
            }
        )
        form = pd.MultiIndex.from_product([ids, MONTHS], names=["person_id", "month"]).to_frame(index=False)
        for fact in FACTS:
            form[fact] = pd.array(rng.random(len(form)) < 0.8, dtype="boolean")
        said = pd.DataFrame(
            {"person_id": list(refused), "purpose": "audit", "decided_on": "2025-05-01", "given": False}
        )
        tables = Tables(
            CHILDREN.conform(pd.concat([children, *more])),
            VISITS.empty(),
            REGISTERED.empty(),
            (),
            Linking(0, 0, 0, 0, 0, 0),
            consents=CONSENTS.conform(said),
            programme={"kpm_children": KPM_CHILDREN.conform(form)} if programme is None else programme,
        )
        frame = pd.DataFrame({name: pd.Series(dtype="object") for name in ("person_id", "group", "area_code", "area")})
        frame["age_months"] = pd.Series(dtype="float64")
        screening = screen(People(frame, {}), rule_set("risk_practice_2026"))
        return {result.id: result for result in package_results(tables, None, screening, params)}

    return compute


def desa_of(kecamatan, number):
    return [area.code for area in AREAS.within(kecamatan.code)][:number]


@pytest.fixture(scope="module")
def results(compute):
    return compute(desa_of(FIRST, 3) + desa_of(SECOND, 3))


def tables(results) -> list[CountTable]:
    found = []
    for result in results.values():
        found += [result] if isinstance(result, CountTable) else []
        found += [result.numerator, result.denominator] if isinstance(result, RateTable) else []
    return found


def test_nothing_is_said_where_nothing_was_handed_in(compute):
    assert compute(desa_of(FIRST, 1), programme={}) == {}


def test_lists_are_restricted_and_no_public_table_counts_a_desa(results):
    lists = {id for id, result in results.items() if isinstance(result, LineList)}
    assert lists == {"kpm_2a", "kpm_2b", "kpm_3a", "kpm_3b", "kpm_4", "kpm_missing", "kpm_households"}
    assert all(release(results[id], solve_pattern([])).public is None for id in lists)
    assert {c.level("area") for t in tables(results) for c in t.cells} == {None, FIRST.code, SECOND.code}


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [(3, 3, {FIRST.code, SECOND.code}), (3, 2, set()), (3, 0, {FIRST.code}), (2, 2, set()), (1, 0, set())],
)
def test_a_kecamatan_is_told_only_where_neither_it_nor_the_rest_is_one_or_two_desa(compute, first, second, told):
    results = compute(desa_of(FIRST, first) + desa_of(SECOND, second), n=12)
    assert {c.level("area") for t in tables(results) for c in t.cells} - {None} == told


def test_people_of_desa_that_filed_nothing_are_in_no_denominator_and_the_desa_are_counted(compute, results):
    elsewhere = pd.DataFrame({"child_id": ["x"], "birth_date": [pd.Timestamp("2024-06-15")]})
    elsewhere["area_code"] = AREAS.desa[-1].code
    more = compute(desa_of(FIRST, 3) + desa_of(SECOND, 3), more=[elsewhere])
    assert more["packages_received"] == results["packages_received"]
    found = results["packages_filed.2025-Q2"]
    assert isinstance(found, Finding)
    assert (found.values["desa"], found.values["all"]) == (6, len(AREAS.desa))


def test_parts_add_up_from_services_to_packages_to_everybody(results):
    for name in ("packages_received", "packages_unknown"):
        counts = results[name].numerator
        by = {cell.level("service"): n for cell, n in zip(counts.cells, counts.counts, strict=True)}
        packages = sum(n for level, n in by.items() if level in {f"child.{p}" for p in
                       ("kia", "gizi", "sanitasi", "perlindungan_sosial", "paud")})  # fmt: skip
        assert by["child"] == packages == by["pairs"] - by["mother"]
        assert by["child.sanitasi"] == by["child.safe_water"] + by["child.latrine"]


def test_no_hidden_number_can_be_recomputed_from_all_of_them(compute):
    few = compute(desa_of(FIRST, 3) + desa_of(SECOND, 3), n=4)
    pattern = solve_pattern(few.values())
    facts = [fact for result in few.values() for fact in release(result, pattern).facts]
    assert sum(fact.hidden for fact in facts) > 10
    report = attack(facts, printed_by(few.values()).partitions)
    assert (report.attacked > 0, report.found) == (True, ())


def test_whoever_refused_is_counted_and_on_no_list(compute, results):
    who = str(results["kpm_3b"].rows["person_id"].iloc[0])
    less = compute(desa_of(FIRST, 3) + desa_of(SECOND, 3), refused=(who,))
    assert less["packages_received"] == results["packages_received"]
    for result in less.values():
        if isinstance(result, LineList):
            assert (
                not result.rows.astype(str).apply(lambda column: column.str.contains(who, regex=False)).any(axis=None)
            )
    assert len(less["kpm_households"].rows) <= len(results["kpm_households"].rows)


def test_forms_say_three_months_in_one_cell_and_the_desa_has_what_its_people_have(results):
    rows = results["kpm_2b"].rows
    assert len(rows) == 240
    assert set("".join(rows["weighing"].str.replace(" ", ""))) == {"Y", "T"}  # every month was filed
    recap, desa = results["kpm_3b"].rows, results["kpm_4"].rows.set_index("area_code")
    sums = recap.groupby("area_code")[["received", "applicable"]].sum()
    assert desa["child_received"].to_dict() == sums["received"].to_dict()
    assert desa["pairs_due"].to_dict() == sums["applicable"].to_dict()
    assert desa["mother_share"].isna().all()


def test_availability_paud_and_names_that_nobody_knows(compute):
    quarter = {"quarter": "2025-Q2", "area_code": AREAS.desa[0].code, "package": "kia"}
    form = PACKAGE_AVAILABILITY.conform(pd.DataFrame([{**quarter, **dict.fromkeys(ELEMENTS, True), "staff": False}]))
    older = pd.DataFrame(
        {"child_id": ["p"], "birth_date": [pd.Timestamp("2022-01-01")], "area_code": AREAS.desa[0].code}
    )
    paud = KPM_PAUD.conform(pd.DataFrame({"person_id": "p", "month": MONTHS, "paud": True}))
    words = PACKAGE_RECEIPT.conform(
        pd.DataFrame({"person_id": ["p", "p"], "month": MONTHS[:2], "fact": ["Yandu plus", "ANC"], "times": 1})
    )
    results = compute([], more=[older], programme={"package_availability": form, "kpm_paud": paud,
                                                   "package_receipt": words})  # fmt: skip
    assert not results["packages_available"].personal
    assert results["packages_lacking"].values == {"element": "packages.element.staff", "n": 1, "all": 1}
    assert results["packages_paud"].values == (1.0,)
    assert results["packages_words"].values == {"names": 1, "rows": 1}
    assert results["kpm_words"].rows["fact"].tolist() == ["Yandu plus"]
    assert len(results["kpm_1"].rows) == 1
    assert WOMEN.name not in results
