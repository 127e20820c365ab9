"""Forms beside the register: what they say is shown, and where there is none, what to do."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from audit import report
from audit.disclosure import release, solve_pattern
from audit.quality import equipment_counts
from audit.register.equipment_list import EQUIPMENT
from audit.results import Cell, CheckResult, CountTable, CountValue, Finding, LineList, RateTable, Sentence

MONTH, CYCLE = "2025-08", "2025-2"
SECTIONS = ("equipment", "standardisation", "remeasurement", "expected_cases", "timeliness")


@pytest.fixture
def shown(make_context, context):
    """Return a function: a section of the invented audit with these results more."""

    def of(section, *results, edition="publik"):
        pattern = solve_pattern(results)
        released = {**context.released, **{r.id: release(r, pattern) for r in results}}
        return getattr(report, section)(make_context(released=released, edition=edition)).content

    return of


def words(content) -> str:
    cells = [cell.text for table in content.tables for row in table.rows for cell in row.cells]
    return " ".join([content.title, *content.paragraphs, *cells])


@pytest.mark.parametrize("section", SECTIONS)
def test_absence_is_said_and_never_looks_like_a_good_result(section, shown):
    content = shown(section)
    assert content.tables == ()
    assert content.paragraphs
    assert "%" not in words(content)


@pytest.mark.parametrize("section", SECTIONS[:3])
def test_absence_says_who_prepares_what_is_missing_and_no_command(section, shown):
    assert "Tim teknis menyiapkan" in words(shown(section))
    assert "aks " not in words(shown(section))


def test_a_rate_of_entry_has_its_rows(shown):
    counts = [CountTable(f"t{n}", (Cell.of(CYCLE, entered=level),), (size,), personal=False)
              for n, (level, size) in enumerate((("in_time", 30), ("known", 40)))]  # fmt: skip
    meaning = Sentence("rows.timeliness_poor", {"days": 31})
    check = CheckResult("timeliness", CYCLE, "poor", 75.0, "percent", 40, meaning, (RateTable("t", *counts),))
    assert [cell.text for cell in shown("timeliness", check).tables[0].rows[0].cells][1:] == ["40", "30", "75,0%"]


FIGURES = {"remeasurement": 22.3, "remeasurement_low": 18.6, "remeasurement_high": 27.5, "remeasurement_tem": 0.23}
AGAIN = Cell.of(MONTH, remeasurement="measured_again")


def again(says: str, n: int, **values: float | None) -> list[CheckResult]:
    """Checks of measuring again: the prevalence under "percent", its limits and the TEM."""
    counts = CountTable("remeasurement", (AGAIN,), (n,))
    meaning = Sentence(f"remeasurement.{says}", {"n": CountValue(AGAIN, n)})
    units = {"remeasurement_tem": "cm"}
    return [
        CheckResult(id.replace("_", "."), MONTH, "good", value, units.get(id, "percent"), n, meaning, (counts,))
        for id, value in values.items()
    ]


def test_measuring_again_stands_beside_what_was_measured_first(shown):
    content = shown("remeasurement", *again("agrees", 223, **FIGURES))
    cells = [[cell.text for cell in row.cells] for row in content.tables[0].rows]
    assert [value for _, value in cells[1:]] == ["223", "22,3%", "18,6–27,5%", "0,23 cm"]
    assert cells[0][1].endswith("%")
    assert "22,3%" in content.title


def test_a_warning_stands_without_a_figure(shown):
    content = shown("remeasurement", *again("one_sided", 60, remeasurement=None))
    assert content.tables == ()
    assert "60 anak yang diukur ulang" in words(content)


def test_too_few_measured_again_give_no_figure_away(shown):
    content = shown("remeasurement", *again("agrees", 3, **FIGURES))
    assert content.tables == ()
    assert "22,3" not in words(content)
    assert "disamarkan" in words(content)


def test_cadres_of_a_small_session_are_hidden_and_explained(shown):
    cell = Cell.of("2025-08/1")
    meaning = Sentence("standardisation.good", {"n": CountValue(cell, 3)})
    counts = CountTable("standardisation.lenhei_cm.1", (cell,), (3,))
    check = CheckResult("standardisation.1.lenhei_cm", "2025-08/1", "good", 0.31, "cm", 3, meaning, (counts,))
    public, restricted = shown("standardisation", check), shown("standardisation", check, edition="terbatas")
    assert [cell.text for cell in public.tables[0].rows[0].cells][1:4:2] == ["*", "*"]
    assert public.tables[0].notes
    assert [cell.text for cell in restricted.tables[0].rows[0].cells][1:4:2] == ["0,31 cm", "3"]


def test_desa_and_posyandu_are_named_in_the_restricted_edition_alone(shown, context):
    desa = context.areas.desa[0]
    row = {"area_code": desa.code, "registered": 62.0, "listed": 15, "expected": 12.8, "low": 6.0, "high": 19.6}
    unknown = {"area_code": context.areas.desa[1].code, "registered": None, "listed": 2}
    lines = LineList("desa_expected", pd.DataFrame([row | {"verdict": ""}, unknown | {"verdict": ""}]))
    finding = Finding("expected_cases", Sentence("rows.expected_cases_good", {"source": "SSGI 2024", "month": MONTH}))
    assert shown("expected_cases", finding, lines).tables == ()
    cells = [
        [c.text for c in r.cells] for r in shown("expected_cases", finding, lines, edition="terbatas").tables[0].rows
    ]
    assert cells[0] == [desa.name, "62", "15", "13 (6–20)", "dalam rentang"]
    assert cells[1][1:] == ["–", "2", "–", "–"]

    listed = EQUIPMENT.conform(pd.DataFrame({"area_code": [desa.code], "posyandu": ["Melati"], "kit_standard": [True]}))
    looks = {"rows": 11, "haz_flagged": 0.0, "contrary_posture": None, "digit_score": 41.7, "calibrated": None}
    results = equipment_counts(CYCLE, listed, date(2025, 9, 5)), LineList("equipment", listed.assign(**looks))
    assert "Melati" not in words(shown("equipment", *results))
    restricted = shown("equipment", *results, edition="terbatas")
    assert [cell.text for cell in restricted.tables[1].rows[0].cells] == [
        f"{desa.name}, Melati", "Ya", "Tidak tercatat", "–", "11", "0,0%", "–", "41,7",
    ]  # fmt: skip
