"""What a district may decide about the essential indicators, and what is told of a slip."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.errors import ParamsError
from audit.pipeline.reported import reported
from audit.pipeline.results_indicators import indicator_results
from audit.pipeline.tables import Tables
from audit.quality import Linking
from audit.reference.areas import areas_of
from audit.reference.essential_indicators import agreed_targets, essential_indicators
from audit.results import Finding
from audit.schemas import CHILDREN, INDICATORS, REGISTERED, VISITS

WHOLE = areas_of("17.71").district.code
OWN = 'indicators: {targets: {safe_water: 62.5, girls_iron_tablets: 70}, document: "RPJMD contoh"}\n'
SOURCE = "indicators: {sources: {safe_water: Dinas PUPR}}\n"


def tables(*told: tuple[str, int, int]) -> Tables:
    rows = pd.DataFrame(told, columns=["source", "numerator", "denominator"])
    rows = INDICATORS.conform(rows.assign(indicator="safe_water", area_code=WHOLE, period="2025-S1"))
    return Tables(
        CHILDREN.empty(), VISITS.empty(), REGISTERED.empty(), rows=(), linking=Linking(0, 0, 0, 0, 0, 0),
        programme={"indicators": rows},
    )  # fmt: skip


def whole(params, *told: tuple[str, int, int]) -> dict:
    found = reported(tables(*told), params)
    assert found is not None
    return found.now.at(WHOLE).loc["safe_water"].to_dict()


def test_a_district_that_decides_nothing_has_the_targets_of_the_nation(load):
    assert load().indicators.goals == agreed_targets()


def test_its_own_targets_go_before_and_may_fill_what_documents_leave_open(load):
    goals = load(OWN).indicators.goals
    assert "girls_iron_tablets" not in agreed_targets()
    assert (goals["safe_water"], goals["girls_iron_tablets"]) == (0.625, 0.7)
    assert {id: goal for id, goal in goals.items() if id in agreed_targets() and id != "safe_water"} == {
        id: goal for id, goal in agreed_targets().items() if id != "safe_water"
    }


def test_gaps_are_taken_to_the_own_target_and_the_document_is_named(load):
    given = tables(("Dinas PUPR", 500, 1000))
    for said, target in ((OWN, 0.625), ("", agreed_targets()["safe_water"])):
        params = load(said)
        found = {one.id: one for one in indicator_results(given, params, reported(given, params))}
        told = [
            one for one in found.values() if isinstance(one, Finding) and one.values.get("indicator") == "safe_water"
        ]
        assert [one.values["target"].value for one in told if "target" in one.values] == [target]
        named = found.get("indicator_targets")
        assert (named.values if isinstance(named, Finding) else None) == (
            {"n": 2, "document": "RPJMD contoh"} if said else None
        )


def test_the_chosen_source_counts_where_several_report(load):
    both = (("Dinas PUPR", 40, 100), ("Puskesmas", 70, 100))
    assert whole(load(), *both)["reason"] == "several_sources"
    chosen = whole(load(SOURCE), *both)
    assert (chosen["value"], chosen["source"], chosen["reason"]) == (0.4, "Dinas PUPR", "")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('indicators: {targets: {entah: 50}, document: "RPJMD"}\n', "29 indikator"),
        ("indicators: {sources: {entah: Dinas}}\n", "29 indikator"),
        ("indicators: {targets: {safe_water: 50}}\n", "document"),
        ('indicators: {document: "RPJMD"}\n', "document"),
        ('indicators: {targets: {safe_water: 101}, document: "RPJMD"}\n', "indicators"),
        ('indicators: {targets: {safe_water: -1}, document: "RPJMD"}\n', "indicators"),
    ],
)
def test_a_slip_is_told_with_its_place(load, said, told):
    with pytest.raises(ParamsError) as refused:
        load(said)
    assert told in str(refused.value)
    assert "indicators" in str(refused.value)


def test_the_example_names_every_code(repository):
    text = (repository / "params" / "_contoh-daerah.yaml").read_text(encoding="utf-8")
    assert [one.id for one in essential_indicators() if one.id not in text] == []
