"""What notebook 40 says of factors that can be changed and of inequality; nothing withheld is told."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from factor_rows import MONTH, STATES, factor_rows

from audit import report
from audit.disclosure import release, solve_pattern
from audit.disclosure.released import ShownRow
from audit.language import text
from audit.pipeline.results_risk import risk_results
from audit.reference.risk_columns import FACTOR_COLUMNS, PRESENT
from audit.report.figures.bubbles import Bubble, bubbles
from audit.report.figures.concentration_curve import concentration_curve
from audit.report.figures.contributions import contributions
from audit.report.figures.equiplot import equiplot
from audit.results import Cell, CountTable, RateTable

BLOCKS = ("risk_fractions", "risk_inequality", "risk_concentration", "risk_decomposition")
LATRINE, SHORT, LOW = "Rumah tanpa jamban layak", "Tinggi badan ibu di bawah 150 cm", "Berat lahir di bawah 2.500 gram"


def register(n: int = 2500, *, ratio: float = 3.0, poor: float = 1.6, small: int | None = None, desa: int = 40):
    """No latrine goes with ``ratio`` times, poverty with ``poor`` times as many stunted children."""
    rng = np.random.default_rng(9)
    latrine, short, rank = rng.random(n) < 0.3, rng.random(n) < 0.3, rng.integers(1, 11, n).astype(float)
    low = np.arange(n) < small if small is not None else rng.random(n) < 0.2
    risk = 0.12 * np.where(latrine, ratio, 1.0) * np.where(rank <= 4, poor, 1.0)
    stunted = rng.random(n) < risk
    if small is not None:
        stunted[:small] = np.arange(small) < 6
    return factor_rows(
        area=rng.integers(0, desa, n).astype(str),
        age_months=rng.uniform(0, 60, n),
        male=rng.integers(0, 2, n),
        stunted=stunted,
        rank=rank,
        has={
            "poorest_40_percent": rank <= 4,
            "no_proper_sanitation": latrine,
            "mother_short": short,
            "low_birth_weight": low,
        },
    )


def blocks(context, rows: pd.DataFrame, *, k: int = 5, **changes) -> dict[str, report.Block]:
    cell = Cell.of(MONTH)
    measured = CountTable("coverage", (cell,), (len(rows),))
    listed = CountTable("coverage.of", (cell.replace("population", "registered"),), (round(len(rows) / 0.9),))
    cover = RateTable("coverage", measured, listed)
    results = (*risk_results(rows, MONTH, cover), cover)
    pattern = solve_pattern(results, k=k)
    own = replace(context, released={r.id: release(r, pattern) for r in results}, **changes)
    return {name: getattr(report, name)(own) for name in BLOCKS}


def row(content, label: str, table: int = 0) -> list[str]:
    (found,) = [r for r in content.tables[table].rows if r.cells[0].text == label]
    return [cell.text for cell in found.cells]


@pytest.fixture(scope="module")
def shown(context):
    return blocks(context, register())


def test_the_title_names_the_greatest_fraction_with_the_number_of_the_table(shown):
    content = shown["risk_fractions"].public
    count = re.match(r"\d+", row(content, LATRINE)[4])
    assert count
    assert content.title == text("risk_fraction.title", factor="rumah tanpa jamban layak", count=int(count.group()))
    assert content.figure
    assert content.title in content.figure.alt
    assert content.figure.svg != content.figure.narrow


def test_prevalence_cases_ratio_and_model_stand_in_the_table(shown):
    content = shown["risk_fractions"].public
    rows = register()
    with_it = rows["no_proper_sanitation"].eq(PRESENT)
    counts, share, ratio, *_ = row(content, LATRINE)[1:]
    cases, children = f"{rows.loc[with_it, 'stunted'].sum():.0f}", f"{with_it.sum():.0f}"
    assert counts == f"{cases} dari {children}"
    assert share == f"{100 * with_it.mean():.0f}%"
    assert 2.5 < float(ratio.replace(",", ".")) < 3.5
    heads = [r.cells[0].text for r in content.tables[0].rows if r.level == 0]
    assert any(f"{rows['stunted'].sum():.0f} pendek dari 2.500 anak" in head for head in heads)
    assert any("derajat bebas" in note for note in content.tables[0].notes)


def test_the_reader_is_told_that_fractions_are_not_added_up_and_what_all_together_come_to(shown):
    content = shown["risk_fractions"].public
    assert text("attributable.no_sum") in content.paragraphs[0]
    (joint,) = [said for said in content.paragraphs if said.startswith("Bila semua faktor di atas dilihat bersama")]
    printed = row(content, text("risk_fraction.together"))[4]
    assert re.findall(r"\d+", joint.split("(")[0])[0] == re.findall(r"\d+", printed)[0]


def test_what_cannot_be_changed_is_named_below_the_table_and_nowhere_in_it(shown):
    content = shown["risk_fractions"].public
    assert not [r for r in content.tables[0].rows if r.cells[0].text == SHORT]
    assert any(note.startswith(SHORT) for note in content.tables[0].notes)
    assert SHORT not in content.figure.svg


def test_without_a_certain_fraction_the_title_says_so(context):
    content = blocks(context, register(ratio=1.0, poor=1.0))["risk_fractions"].public
    assert content.title == text("risk_fraction.title_none")


def test_the_key_of_the_bubbles_gives_no_number_to_a_factor_that_is_not_certain(shown):
    words = shown["risk_fractions"].public.figure.svg
    assert text("risk_fraction.key_unsure", name=LOW) in words
    count = int(re.match(r"\d+", row(shown["risk_fractions"].public, LATRINE)[4]).group())
    assert text("risk_fraction.key", name=LATRINE, count=count) in words


def test_a_withheld_fraction_stands_nowhere_in_public_and_in_full_in_the_restricted_edition(context):
    both = blocks(context, register(small=45), k=10, edition="terbatas")["risk_fractions"]
    assert row(both.public, LOW)[1] == row(both.public, LOW)[4] == "*"
    assert row(both.public, text("risk_fraction.together"))[4] == "*"
    assert both.public.title == text("report.risk_fractions.name")
    assert both.public.figure
    assert LOW not in both.public.figure.svg
    assert both.restricted
    assert "*" not in row(both.restricted, LOW)


def test_models_of_few_desa_have_no_public_fraction(context):
    both = blocks(context, register(desa=7), edition="terbatas")
    assert row(both["risk_fractions"].public, LATRINE)[4] == "*"
    assert both["risk_fractions"].public.figure is None
    assert both["risk_decomposition"].public.tables == ()
    assert both["risk_decomposition"].public.paragraphs == (text("risk_fraction.decomposition.disamarkan"),)
    assert both["risk_fractions"].restricted.figure
    assert both["risk_decomposition"].restricted.figure


def test_the_equiplot_says_beside_itself_what_the_gap_comes_to(shown):
    content = shown["risk_inequality"].public
    words = re.sub(r"<[^>]+>|\s+", " ", content.figure.svg)
    index = re.search(r"−\d,\d+", next(said for said in content.paragraphs if "Erreygers" in said))
    assert index
    assert f"Indeks konsentrasi (Erreygers): {index.group()}" in words
    slope = re.search(r"SII\): (−\d+) dari 100 anak", words)
    ends = next(re.findall(r"(\d+) dari 100 anak", said) for said in content.paragraphs if "ujung" in said)
    assert slope
    assert int(slope.group(1).replace("−", "-")) == int(ends[1]) - int(ends[0])  # as they are printed


def test_children_of_unknown_welfare_are_counted_beside_the_equiplot(shown):
    content = shown["risk_inequality"].public
    unknown = row(content, text("risk_block.fifth.unknown"))[1]
    said = text("risk_block.inequality_unknown", n=unknown)
    assert (said in content.paragraphs) == (unknown not in ("0", "*"))


def test_the_curve_adds_up_from_the_poorest_and_its_title_is_a_row(shown):
    content = shown["risk_concentration"].public
    rows = register()
    two = rows["welfare_rank"] <= 4
    cases = rows.loc[two, "stunted"].sum() / rows["stunted"].sum()
    assert row(content, "Seperlima kedua")[1:] == [f"{100 * two.mean():.0f}%", f"{100 * cases:.0f}%"]
    assert row(content, "Seperlima terkaya")[1:] == ["100%", "100%"]
    assert all(words in content.title for words in row(content, "Seperlima kedua")[1:])


def test_a_hidden_fifth_leaves_no_curve(context):
    rows = register()
    poorest = rows.index[rows["wealth_fifth"].eq("q1")]
    rows.loc[poorest, ["stunted", "status"]] = [0.0, "not_stunted"]
    rows.loc[poorest[:3], ["stunted", "status"]] = [1.0, "moderately_stunted"]
    both = blocks(context, rows, edition="terbatas")["risk_concentration"]
    assert both.public.tables == ()
    assert both.public.figure is None
    assert both.restricted.figure


def test_parts_are_named_by_the_largest_and_add_up_as_printed(shown):
    content = shown["risk_decomposition"].public
    values = [r.cells[1].value for r in content.tables[0].rows]
    assert sum(values[:-1]) == pytest.approx(values[-1])
    itself = text("risk_block.factor.poorest_40_percent")
    name = next(r.cells[0].text for r in content.tables[0].rows if r.cells[0].text != itself and r.cells[1].value < 0)
    assert content.title == text("risk_fraction.parts_title", factor=name[:1].lower() + name[1:])
    assert any("2.500 anak" in note for note in content.tables[0].notes)
    total, other = next(re.findall(r"−\d,\d+", note) for note in content.tables[0].notes if "Indeks di sini" in note)
    assert f"{abs(values[-1]):.3f}".replace(".", ",") == total[1:]
    assert any(f"(Erreygers) {other} " in said for said in shown["risk_inequality"].public.paragraphs)


def test_without_a_clear_gradient_no_part_is_called_the_largest(context):
    content = blocks(context, register(poor=1.0))["risk_decomposition"].public
    assert content.title == text("report.risk_decomposition.name")
    assert content.paragraphs == (text("risk_block.gradient.none"),)


def test_without_any_list_each_block_is_one_sentence(context):
    rows = register().assign(**dict.fromkeys(FACTOR_COLUMNS, pd.Categorical([None] * 2500, dtype=STATES)))
    for name, block in blocks(context, rows.assign(welfare_rank=np.nan, wealth_fifth="factor.unknown")).items():
        why = text("report.not_available")
        if name == "risk_decomposition":
            why = text("risk_block.nothing_compared", block=text("report.risk_factors.name"))
        assert block.public.paragraphs == (why,), name
        assert block.public.figure is None


def drawings():
    factor = Bubble("Jamban: 20 dari 100", 0.3, 2.0, 20.0, sure=True)
    other = Bubble("Asap: 0 dari 100", 0.6, 0.9, -3.0, sure=False)
    here = Cell.of(MONTH, status="stunted")
    rows = [("termiskin", ShownRow(here, 30, 100, 0.3, 0.2, 0.4)), ("terkaya", ShownRow(here, None, hidden=True))]
    words = {"alt": "<uji>", "tick": str}
    return {
        "bubbles": lambda f=(factor, other): bubbles("u", f, **words, ratio=str, axes_names=("x", "y")),
        "equiplot": lambda r=rows: equiplot("u", r, **words, percent=lambda p: f"{p:.2f}", ends=(0.31, 0.1)),
        "curve": lambda: concentration_curve("u", [(0.4, 0.6), (1, 1)], **words, axes_names=("x", "y"), equal="rata"),
        "parts": lambda: contributions(
            "u", [("a", -0.1), ("sisa", 0.02)], alt="<uji>", number=str, axis="bagian", quiet="sisa"
        ),
    }


@pytest.mark.parametrize("name", ["bubbles", "equiplot", "curve", "parts"])
def test_the_same_numbers_give_the_same_bytes_under_a_name(name):
    draw = drawings()[name]
    assert draw() == draw()
    assert 'aria-label="&lt;uji&gt;"' in draw()


def test_a_bubble_that_is_not_certain_is_hollow_and_a_single_one_is_drawn():
    sure = Bubble("satu", 0.3, 2.0, 20.0, sure=True)
    draw = drawings()["bubbles"]
    assert draw((sure,)) != draw((replace(sure, sure=False),))
    assert "1. satu" in draw((sure,))


def test_a_hidden_fifth_has_a_star_and_no_dot():
    svg = drawings()["equiplot"]()
    assert "0.30" in svg
    assert svg.count("*") >= 1
