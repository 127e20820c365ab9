"""What notebook 40 says: titles from the numbers, withheld ratios nowhere, no word that puts a cause."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from factor_rows import MONTH, STATES, factor_rows

from audit import report
from audit.disclosure import release, solve_pattern
from audit.disclosure.released import ShownFinding, ShownNumber, ShownRow, ShownSentence
from audit.language import text
from audit.pipeline.results_risk import risk_results
from audit.reference.risk_columns import FACTOR_COLUMNS
from audit.reference.risk_framework import FRAMEWORK_LEVELS
from audit.report.figures.forest import ForestLevel, ForestRow, forest
from audit.report.risk_words import Effect
from audit.report.sections.risk_factors import _clear, _difference
from audit.report.view import View
from audit.results import Cell, CountTable, RateTable

BLOCKS = ("risk_factors", "risk_differences", "risk_inequality", "risk_data")


def register(n: int = 2000, *, ratio: float = 3.0, small: int | None = None, desa: int = 40) -> pd.DataFrame:
    """Children without a latrine are stunted ``ratio`` times as often; ``small``: so many of low weight."""
    rng = np.random.default_rng(5)
    latrine, rank = rng.random(n) < 0.3, rng.integers(1, 11, n).astype(float)
    low = np.arange(n) < small if small is not None else rng.random(n) < 0.2
    stunted = rng.random(n) < 0.15 * np.where(latrine, ratio, 1.0)
    return factor_rows(
        area=rng.integers(0, desa, n).astype(str),
        age_months=rng.uniform(0, 60, n),
        male=rng.integers(0, 2, n),
        stunted=stunted,
        rank=rank,
        has={"poorest_40_percent": rank <= 4, "no_proper_sanitation": latrine, "low_birth_weight": low},
    )


def blocks(context, rows: pd.DataFrame, *, coverage: float = 0.9, **changes) -> dict[str, report.Block]:
    cell = Cell.of(MONTH)
    measured = CountTable("coverage", (cell,), (len(rows),))
    listed = CountTable("coverage.of", (cell.replace("population", "registered"),), (round(len(rows) / coverage),))
    cover = RateTable("coverage", measured, listed)
    results = (*risk_results(rows, MONTH, cover), cover)
    pattern = solve_pattern(results)
    own = replace(context, released={r.id: release(r, pattern) for r in results}, **changes)
    return {name: getattr(report, name)(own) for name in BLOCKS}


def row(content, label: str, table: int = 0) -> list[str]:
    (found,) = [r for r in content.tables[table].rows if r.cells[0].text == label]
    return [cell.text for cell in found.cells]


def test_the_title_names_the_factor_with_the_largest_ratio_and_the_chart_is_drawn_twice(context):
    content = blocks(context, register())["risk_factors"].public
    ratio = re.match(r"[\d,]+", row(content, "Rumah tanpa jamban layak")[4])
    assert ratio
    assert content.title.startswith("Perbedaan terbesar: rumah tanpa jamban layak")
    assert f"{float(ratio.group().replace(',', '.')):.1f}".replace(".", ",") in content.title
    assert content.figure
    assert content.title in content.figure.alt
    assert content.figure.svg != content.figure.narrow


def test_without_a_clear_difference_the_title_says_so(context):
    shown = blocks(context, register(ratio=1.0))
    assert shown["risk_factors"].public.title == text("risk_block.title_none", "id")
    assert shown["risk_differences"].public.paragraphs == (text("risk_block.no_difference", "id"),)


def test_differences_are_told_in_children_of_a_hundred_and_add_up_as_printed(context):
    (said,) = blocks(context, register())["risk_differences"].public.paragraphs
    first, second, apart = (
        int(x) for x in re.findall(r"kira-kira (\d+)", said) + re.findall(r"Selisihnya (\d+)", said)
    )
    assert first - second == apart
    assert first > 2 * second


def test_the_title_of_differences_is_the_largest_that_is_told(context):
    content = blocks(context, register())["risk_differences"].public
    told = max(int(x) for said in content.paragraphs for x in re.findall(r"Selisihnya (\d+)", said))
    assert content.title == f"Selisih terbesar: rumah tanpa jamban layak, {told} dari 100 anak"


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.3, 4.2, "(rentang perkiraan kurang dari 1 sampai 4)"), (1.6, 4.2, "(rentang perkiraan 2 sampai 4)"),
     (-4.2, -0.3, "(rentang perkiraan kurang dari 1 sampai 4)"), (-0.3, 4.2, "")],
)  # fmt: skip
def test_a_difference_is_clear_or_not_before_it_is_rounded(context, low, high, said):
    """A limit that rounds to none is no reason to say that a clear difference is not clear, nor the other way."""
    numbers = {"a": 16.2, "b": 13.9, "apart_low": low, "apart_high": high, "low": 1.02, "high": 1.4}
    shown = {name: ShownNumber(x, 1) for name, x in numbers.items()}
    row = ShownRow(Cell.of(MONTH), None)
    found = ShownFinding("", ShownSentence("", {}), (), shown)
    effect = Effect("household_smoker", "underlying", found, row, row)
    assert _clear(effect) is bool(said)
    if said:
        assert _difference(View(context, "publik"), effect).endswith(f"Selisihnya 2 dari 100 anak {said}.")


def test_a_ratio_whose_counts_are_hidden_stands_nowhere_in_public_and_in_full_in_the_restricted_edition(context):
    rows = register(small=40)
    rows.loc[rows.index[:40], ["stunted", "status"]] = [0.0, "not_stunted"]
    rows.loc[rows.index[:3], ["stunted", "status"]] = [1.0, "moderately_stunted"]
    shown = blocks(context, rows, edition="terbatas")["risk_factors"]
    label = "Berat lahir di bawah 2.500 gram"
    assert row(shown.public, label)[1:] == ["*", "*", "*", "*"]
    assert shown.public.title == text("report.risk_factors.name", "id")
    assert shown.restricted
    hidden = row(shown.restricted, label)[4]
    assert re.match(r"\d,\d\d \(", hidden)
    assert hidden not in str(shown.to_json()["public"])


def test_models_of_few_desa_are_in_the_restricted_edition_alone(context):
    shown = blocks(context, register(desa=7), edition="terbatas")["risk_factors"]
    assert row(shown.public, "Rumah tanpa jamban layak")[3:] == ["*", "*"]
    assert any("edisi terbatas" in said for said in shown.public.paragraphs)
    assert shown.restricted
    assert "*" not in row(shown.restricted, "Rumah tanpa jamban layak")[3:]


def test_low_coverage_is_one_sentence_where_the_reader_looks(context):
    content = blocks(context, register(), coverage=0.79)["risk_factors"].public
    (said,) = content.paragraphs
    assert "79%" in said
    assert content.tables == ()
    assert content.figure is None


def test_a_factor_that_few_lists_know_is_named_with_its_share(context):
    rows = register()
    rows.loc[400:, "low_birth_weight"] = np.nan
    content = blocks(context, rows)["risk_data"].public
    (said,) = [said for said in content.paragraphs if "kurang dari 40% anak" in said]
    assert "berat lahir di bawah 2.500 gram" in said
    assert "jamban" not in said
    assert row(content, "Berat lahir di bawah 2.500 gram")[1:] == ["2.000", "400", "20,0%"]


def test_fifths_stand_in_order_with_both_ends_in_the_title(context):
    rows = register()
    rows["stunted"] = (np.arange(len(rows)) % 10 < 5 - rows["welfare_rank"] / 2.5).astype(float)
    rows["status"] = np.where(rows["stunted"].eq(1), "moderately_stunted", "not_stunted")
    content = blocks(context, rows)["risk_inequality"].public
    first, last = row(content, "Seperlima termiskin")[3], row(content, "Seperlima terkaya")[3]
    assert first in content.title
    assert last in content.title
    assert "Makin rendah tingkat kesejahteraan" in content.paragraphs[0]


def test_without_any_list_every_block_says_in_one_sentence_that_there_is_nothing(context):
    rows = register().assign(**dict.fromkeys(FACTOR_COLUMNS, pd.Categorical([None] * 2000, dtype=STATES)))
    rows = rows.assign(welfare_rank=np.nan, wealth_fifth="factor.unknown")
    shown = blocks(context, rows)
    for name in ("risk_factors", "risk_differences", "risk_inequality"):
        assert len(shown[name].public.paragraphs) == 1, name


def test_every_name_of_factor_and_level_is_in_both_languages():
    for language in ("id", "en"):
        assert all(text(f"risk_block.factor.{factor}", language) for factor in FACTOR_COLUMNS)
        assert all(text(f"risk_block.level.{level}", language) for level in FRAMEWORK_LEVELS)


def test_a_forest_puts_no_mark_where_a_ratio_is_withheld_and_names_each_level():
    rows = (ForestRow("tampak", 1.5, 1.1, 2.0, 1.8, "3 dari 9"), ForestRow("samar", None, None, None, None, "*", True))
    words = {"alt": "a", "ratio": lambda x: f"{x:.2f}", "axis": "r", "crude": "k", "adjusted": "d"}
    both = forest("f", [ForestLevel("Tingkat", rows)], **words)
    one = forest("f", [ForestLevel("Tingkat", rows[:1])], **words)
    assert both == forest("f", [ForestLevel("Tingkat", rows)], **words)
    assert both.count("1.50") == one.count("1.50") == 1
    assert 'aria-label="a"' in both


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_reader_is_told_that_a_difference_is_no_cause(context, language):
    content = blocks(context, register(), language=language)["risk_factors"].public
    assert text("risk_block.limits", language) in content.paragraphs
