"""What the appendix of notebook 40 says: titles from the numbers, nothing withheld is told, figures on both papers."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from factor_rows import MONTH, factor_rows

from audit import report
from audit.cases.stunting import stunting
from audit.disclosure import release, solve_pattern
from audit.disclosure.released import ShownFinding, ShownNumber, ShownRow, ShownSentence
from audit.language import text
from audit.pipeline.results_appendix import appendix_results
from audit.pipeline.results_risk import risk_results
from audit.reference.appendix_rules import PAIRS
from audit.reference.areas import areas_of
from audit.report.figures.along_age import AgePoint, age_curve, height_by_age
from audit.report.figures.apart import apart
from audit.report.risk_words import Effect
from audit.report.sections.appendix_missing import _changed
from audit.report.view import View
from audit.results import Cell, CountTable, RateTable
from audit.survey.snapshot import age_leaves

AREAS = areas_of("17.71")
BLOCKS = (
    "risk_heights", "risk_age_curve", "risk_between_desa", "risk_missing", "risk_together", "risk_unrecorded",
    "risk_overlap",
)  # fmt: skip
DRAWN = BLOCKS[:3]
LATRINE = "Rumah tanpa jamban layak"


def register(n: int = 3000, *, desa: int = 40, unknown: float = 0.2, together: float = 0.0) -> pd.DataFrame:
    """Odd desa are stunted more often; latrine and water go with stunting, both at once by ``together`` more."""
    rng = np.random.default_rng(8)
    where, rank = rng.integers(0, desa, n), rng.integers(1, 11, n).astype(float)
    has = {"no_proper_sanitation": rng.random(n) < 0.4, "unsafe_water": rng.random(n) < 0.4}
    has |= {"poorest_40_percent": rank <= 4, "household_smoker": rng.random(n) < 0.5}
    latrine, water = has["no_proper_sanitation"], has["unsafe_water"]
    share = 0.1 + 0.08 * latrine + 0.08 * water + together * (latrine & water) + 0.12 * (where % 2)
    short = rng.random(n) < share
    return factor_rows(
        area=np.array([area.code for area in AREAS.desa])[where],
        age_months=rng.integers(0, 1826, n) / 30.4375,
        male=rng.integers(0, 2, n),
        haz=np.where(short, -2.5, -0.5) + rng.normal(0, 0.2, n).round(2),
        stunted=short,
        rank=rank,
        has={factor: np.where(rng.random(n) < unknown, -1, present) for factor, present in has.items()},
    )


def blocks(context, rows: pd.DataFrame, *, coverage: float = 0.9, **changes) -> dict[str, report.Block]:
    cell = Cell.of(MONTH)
    measured = CountTable("coverage", (cell,), (len(rows),))
    listed = CountTable("coverage.of", (cell.replace("population", "registered"),), (round(len(rows) / coverage),))
    cover = RateTable("coverage", measured, listed)
    now = rows.assign(period=MONTH, age_days=rows["age_months"] * 30.4375, age=age_leaves(rows["age_months"]))
    shown = risk_results(rows, MONTH, cover)
    results = (
        cover, stunting(now, (MONTH,), AREAS), *shown, *appendix_results(rows, now, MONTH, shown, areas=AREAS, seed=1),
    )  # fmt: skip
    pattern = solve_pattern(results)
    own = replace(context, released={r.id: release(r, pattern) for r in results}, **changes)
    return {name: getattr(report, name)(own) for name in BLOCKS}


@pytest.fixture(scope="module")
def shown(context):
    return blocks(context, register(together=0.3), edition="terbatas")


def row(content, label: str, table: int = 0) -> list[str]:
    found = [r for r in content.tables[table].rows if r.cells[0].text == label]
    return [cell.text for cell in found[0].cells]


def test_titles_name_both_ages_as_the_tables_print_them(shown):
    heights, curve = (shown[name].public for name in ("risk_heights", "risk_age_curve"))
    for month in ("6", "24"):
        assert f"{row(heights, month)[2]} pada umur {month} bulan" in heights.title
        percent = float(row(curve, month)[1].rstrip("%").replace(",", "."))
        assert f"{percent:.0f}%" in curve.title or abs(percent % 1 - 0.5) < 0.06


def test_each_figure_is_drawn_on_both_papers_with_its_title_in_words(shown):
    for name in DRAWN:
        content = shown[name].public
        assert content.figure, name
        assert content.title in content.figure.alt
        assert content.figure.svg != content.figure.narrow
        assert content.reading, name


def test_places_apart_are_counted_as_they_are_listed_and_in_order_of_codes(shown):
    content = shown["risk_between_desa"].public
    more, fewer, same = (int(x) for x in re.findall(r"(?:^|, |dan )(\d+)", content.paragraphs[1]))
    sides = [r.cells[1].text for r in content.tables[1].rows]
    assert (sides.count("Lebih banyak"), sides.count("Lebih sedikit")) == (more, fewer)
    assert more >= 1
    assert fewer >= 1
    assert more + fewer + same <= 40
    names = [r.cells[0].text for r in content.tables[1].rows]
    codes = [next(a.code for a in AREAS.desa if a.name == name) for name in names]
    assert codes == sorted(codes)


def test_more_places_apart_than_in_the_funnel_are_no_contradiction(shown):
    assert text("risk_appendix.between_beside_funnel", "id") in shown["risk_between_desa"].public.paragraphs


def test_the_title_of_what_is_not_recorded_is_the_number_of_its_column(shown):
    content = shown["risk_unrecorded"].public
    limit = max(r.cells[4].value for r in content.tables[0].rows)
    assert content.title.endswith(f"(nilai-E batas rentang {limit:.1f})".replace(".", ","))


def test_factors_whose_conclusion_changes_are_named_with_the_change(context):
    """Each factor stands under its own change; one that stays clear stands nowhere, and one withheld silences all."""
    sides = {
        "unsafe_water": ((1.1, 2.0), (0.9, 2.0)),
        "preterm": ((0.9, 2.0), (1.1, 2.0)),
        "mother_short": ((1.1, 2.0), (0.5, 0.9)),
        "teen_mother": ((1.1, 2.0), (1.2, 2.0)),
    }
    row = ShownRow(Cell.of(MONTH), None)

    def found(low, high):
        numbers = {"low": ShownNumber(low, 2), "high": ShownNumber(high, 2)}
        return ShownFinding("", ShownSentence("", {}), (), numbers)

    compared = tuple(Effect(f, "underlying", found(*one), row, row) for f, (one, _) in sides.items())
    imputed = {f: found(*other) for f, (_, other) in sides.items()}
    view = View(context, "publik")
    assert list(_changed(view, compared, imputed)) == [
        text(f"risk_appendix.missing_changed.{how}", "id", factors=name)
        for how, name in (
            ("unclear", "rumah tanpa air minum layak"),
            ("clear", "lahir sebelum 37 minggu"),
            ("turned", "tinggi badan ibu di bawah 150 cm"),
        )
    ]
    assert list(_changed(view, compared, imputed | {"preterm": None})) == []


def test_a_pair_beyond_the_sum_is_said_with_its_reason(shown):
    content = shown["risk_together"].public
    assert content.title.startswith("1 dari ")
    assert any("lebih sering pendek" in said and "kuman dari tinja" in said for said in content.paragraphs)
    low = re.search(r"\(([\d,]+)–", row(content, text("risk_appendix.pair_reri", "id"))[2])
    assert low
    assert float(low.group(1).replace(",", ".")) > 0


def test_without_such_a_pair_the_title_says_so(context):
    content = blocks(context, register())["risk_together"].public
    assert content.title == text("risk_appendix.pair_title_none", "id")


def test_the_three_ways_stand_side_by_side_and_the_title_counts_them(shown):
    content = shown["risk_missing"].public
    assert re.match(r".*\d dari 4 faktor", content.title)
    _, unknown, complete, imputed, bounds = row(content, LATRINE)
    assert re.fullmatch(r"[\d.]+ dari 3\.000 \(\d+%\)", unknown)
    assert re.match(r"\d,\d\d \(", complete)
    assert re.match(r"\d,\d\d \(", imputed)
    low, high = (float(x.replace(",", ".")) for x in bounds.split("–"))
    assert low < float(imputed[:4].replace(",", ".")) < high


def test_with_every_answer_known_one_sentence_stands_there(context):
    content = blocks(context, register(unknown=0.0))["risk_missing"].public
    assert len(content.paragraphs) == 1
    assert "5%" in content.paragraphs[0]
    assert content.tables == ()


def test_every_table_says_children_cases_missing_design_and_degrees_of_freedom(shown):
    for name in ("risk_between_desa", "risk_overlap"):
        table = shown[name].public.tables[0]
        said = " ".join(
            [*(c.text for r in table.rows for c in r.cells), *(c.label for c in table.columns), *table.notes]
        )
        for word in (" dari ", "ogit" if "between" in name else "Poisson", "erajat bebas", "kosong"):
            assert word.lower() in said.lower(), (name, word)


def test_models_of_few_desa_are_in_the_restricted_edition_alone(context):
    shown = blocks(context, register(desa=8), edition="terbatas")
    for name in ("risk_unrecorded", "risk_overlap", "risk_missing"):
        public, restricted = shown[name].public, shown[name].restricted
        assert public.title == text(f"report.{name}.name", "id")
        assert restricted
        assert "*" in [c.text for r in public.tables[0].rows for c in r.cells]
        assert "*" not in [c.text for r in restricted.tables[0].rows for c in r.cells]
    assert shown["risk_age_curve"].public.figure is None
    assert shown["risk_between_desa"].public.figure is None
    assert shown["risk_between_desa"].restricted.figure


def test_a_hidden_desa_is_neither_drawn_nor_listed(context):
    rows = register()
    own = rows.index[rows["area"].eq(AREAS.desa[5].code)]
    rows.loc[own, ["stunted", "status"]] = [0.0, "not_stunted"]
    rows.loc[own[:2], ["stunted", "status"]] = [1.0, "moderately_stunted"]
    shown = blocks(context, rows, edition="terbatas")["risk_between_desa"]
    assert AREAS.desa[5].name not in [r.cells[0].text for r in shown.public.tables[1].rows]
    assert AREAS.desa[5].name in [r.cells[0].text for r in shown.restricted.tables[1].rows]
    public, restricted = (re.search(r"(\d+) garis", c.figure.alt) for c in (shown.public, shown.restricted))
    assert int(public.group(1)) < int(restricted.group(1)) == 40


def test_low_coverage_leaves_what_compares_no_factors(context):
    shown = blocks(context, register(), coverage=0.6)
    why = text("risk_block.nothing_compared", "id", block=text("report.risk_factors.name", "id"))
    for name in ("risk_missing", "risk_together", "risk_unrecorded", "risk_overlap"):
        assert shown[name].public.paragraphs == (why,), name
    assert shown["risk_heights"].public.figure


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_pair_has_its_reason_in_words_and_blocks_speak_the_language(context, language):
    assert all(text(f"risk_appendix.why.{pair.id}", language) for pair in PAIRS)
    content = blocks(context, register(), language=language)["risk_unrecorded"].public
    assert content.reading == text("interaction.about_e_value", language)


def test_figures_are_the_same_bytes_and_name_their_lines():
    points = [AgePoint(m + 0.5, -0.02 * m, -0.02 * m - 0.2, -0.02 * m + 0.2) for m in range(60)]
    words = {"alt": "a", "axis": "umur"}
    one = height_by_age("t", points, number=lambda z: f"{z:.1f}", names=("baku", "batas"), **words)
    assert one == height_by_age("t", points, number=lambda z: f"{z:.1f}", names=("baku", "batas"), **words)
    assert 'aria-label="a"' in one
    assert all(name in one for name in ("baku", "batas", "umur"))
    shares = [AgePoint(m, 0.1, 0.05, 0.2) for m in range(60)]
    assert age_curve("t", shares, tick=lambda p: f"{p:.0%}", **words).count("umur") == 1
    places = [(5.0, 1.0, 9.0), (-1.0, -4.0, 2.0)]
    marks = {"alt": "a", "number": lambda x: f"{x:.0f}", "axis": "desa", "side": "anak", "zero": "perkiraan"}
    assert apart("t", places, **marks) == apart("t", places[::-1], **marks)
    assert "perkiraan" in apart("t", places, **marks)
