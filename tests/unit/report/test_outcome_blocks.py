"""What the appendix of notebook 40 says: titles from the numbers, both editions apart, refusals where one looks."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.language import text
from audit.pipeline.results_outcomes import outcome_results
from audit.reference.risk_columns import FACTOR_COLUMNS
from audit.results import Cell, CountTable, RateTable

MONTH, CYCLE = "2025-08", "2025-2"
BLOCKS = ("risk_height", "risk_short_and_thin", "risk_development", "risk_anaemia")


def _made():
    """The invented rows of the test of the results."""
    path = Path(__file__).parents[1] / "pipeline" / "test_results_outcomes.py"
    spec = importlib.util.spec_from_file_location("rows_of_outcomes", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


made = _made()


def blocks(context, young: pd.DataFrame, *, coverage: float = 0.9, **changes) -> dict[str, report.Block]:
    cover = made.coverage(coverage)
    results = (*outcome_results(young, made.women(), MONTH, CYCLE, cover), cover)
    pattern = solve_pattern(results)
    own = replace(context, released={r.id: release(r, pattern) for r in results}, **changes)
    return {name: getattr(report, name)(own) for name in BLOCKS}


def row(content, label: str) -> list[str]:
    (found,) = [r for r in content.tables[0].rows if r.cells[0].text == label]
    return [cell.text for cell in found.cells]


def test_titles_carry_the_figure_of_the_district(context):
    young = made.children()
    shown = blocks(context, young)
    mean = f"{abs(young['had_cm'].mean()):.1f}".replace(".", ",")
    assert (
        shown["risk_height"].public.title == f"Rata-rata tinggi anak {mean} cm di bawah nilai tengah WHO untuk umurnya"
    )
    share = 100 * young["not_as_expected"].sum() / young["not_as_expected"].count()
    assert shown["risk_development"].public.title.startswith(f"{share:.1f}%".replace(".", ","))


def test_a_mean_above_the_median_is_said_to_be_above(context):
    young = made.children().assign(had_cm=lambda f: -f["had_cm"])
    assert "di atas" in blocks(context, young)["risk_height"].public.title


def test_every_table_says_n_events_missing_design_and_degrees_of_freedom(context):
    for name, block in blocks(context, made.children()).items():
        notes = " ".join(block.public.tables[0].notes)
        assert "galat menurut desa" in notes, name
        assert re.search(r"Faktor mendasar: [\d.]+ .*dalam model; [\d.]+ tidak ikut", notes), name
        assert re.search(r"derajat bebas \d+", notes), name
        assert block.public.reading, name


def test_a_factor_with_a_latrine_missing_is_two_centimetres_shorter(context):
    cells = row(blocks(context, made.children())["risk_height"].public, "Rumah tanpa jamban layak")
    match = re.fullmatch(r"−(\d,\d) \(−(\d,\d); −(\d,\d)\)", cells[4])
    assert match
    assert match.group(3) < "2,0" < match.group(2)


def test_models_of_few_desa_are_in_the_restricted_edition_alone(context):
    block = blocks(context, made.children(desa=8), edition="terbatas")["risk_development"]
    assert row(block.public, "Keluarga 40% termiskin")[3:] == ["*"] * 3
    assert block.public.tables[0].notes[0] == text("report.mark.hidden", "id")
    assert block.restricted
    assert "*" not in row(block.restricted, "Keluarga 40% termiskin")


def test_low_coverage_leaves_the_figure_and_one_sentence(context):
    content = blocks(context, made.children(), coverage=0.7)["risk_height"].public
    assert not content.tables
    assert any("faktor risiko belum dapat dinilai" in said for said in content.paragraphs)


def test_how_to_read_a_ratio_stands_only_where_there_is_one(context):
    with_table, without = (blocks(context, made.children(), coverage=c) for c in (0.9, 0.7))
    for name in BLOCKS:
        outcome = name.removeprefix("risk_")
        ratio, measure = (text(f"risk_outcome.{part}.{outcome}", "id") for part in ("reading", "measure"))
        assert with_table[name].public.reading == f"{ratio} {measure}"
        if not without[name].public.tables:
            assert without[name].public.reading == measure
    assert not without["risk_height"].public.tables


def test_an_outcome_known_of_few_has_its_name_for_title_and_the_reason(context):
    content = blocks(context, made.children(screened=0.2))["risk_development"].public
    assert content.title == text("report.risk_development.name", "id")
    assert any("diperlukan 40%" in said for said in content.paragraphs)


def test_a_run_without_these_results_says_so(context):
    empty = replace(context, released={})
    for name in BLOCKS:
        content = getattr(report, name)(empty).public
        assert content.paragraphs == (text("report.not_available", "id"),)


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_figure_is_shown_without_saying_that_it_is_no_cause(context, language):
    for block in blocks(context, made.children(), language=language).values():
        assert text("risk_outcome.limits", language) in block.public.paragraphs


def test_what_no_list_holds_is_named_where_the_reader_looks(context):
    cell = Cell.of(MONTH, status="haz_known").replace("risk.preterm", "known")
    whole = Cell.of(MONTH, status="haz_known")
    known = RateTable("risk_known", CountTable("k", (cell,), (50,)), CountTable("n", (whole,), (100,)))
    own = replace(context, released={"risk_known": release(known, solve_pattern([known]))})
    said = " ".join(report.risk_data(own).public.paragraphs)
    assert "pendidikan ibu" in said
    assert "Hb anak" in said
    assert "mother_low_education" not in FACTOR_COLUMNS
