"""``indikator.xlsx``: every desa by code, percentages that can be sorted, and what needs checking in plain words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from audit.pipeline.results_indicators import _results
from audit.programme.family_totals import family_totals
from audit.programme.reported_indicators import reported_indicators
from audit.reference.areas import areas_of
from audit.reference.lokus_rules import QUALITY_CHOICES, THRESHOLD_CHOICES
from audit.report.indicator_rows import period_words
from audit.report.indicator_workbook import IndicatorBook, write_indicator_workbook
from audit.results import LineList
from audit.schemas import FAMILY_TOTALS, INDICATORS

AREAS = areas_of("64.74")
DESA = [area.code for area in AREAS.desa]
DAY = date(2025, 9, 15)
CHANGES = [
    (name, str(value), 1, DESA[0], "")
    for name, values in (THRESHOLD_CHOICES | QUALITY_CHOICES).items()
    for value in values[1:]
]


def book(tmp_path: Path, *rows: tuple, language="id"):
    frame = pd.DataFrame(rows, columns=["indicator", "area_code", "period", "numerator", "denominator"])
    found = reported_indicators(INDICATORS.conform(frame.assign(source="laporan")), AREAS, as_of=DAY)
    assert found is not None
    lists = {r.id: r.rows for r in _results(found, AREAS, 7) if isinstance(r, LineList)}
    totals = FAMILY_TOTALS.conform(
        pd.DataFrame([{"area_code": DESA[0], "period": "2025", "source": "PK", "families": 3, "target_families": 4}])
    )
    families = family_totals(totals, AREAS, as_of=DAY)
    assert families is not None
    path = tmp_path / "indikator.xlsx"
    write_indicator_workbook(
        path,
        IndicatorBook(
            lists["indicators_list"],
            lists["indicators_check_list"],
            lists["indicators_left_out"],
            families.rows,
            families.identities.table,
            pd.DataFrame(CHANGES, columns=["choice", "value", "focus", "entered", "left"]),
            AREAS,
        ),
        language=language,
    )
    return openpyxl.load_workbook(path)


ROWS = (
    ("safe_water", DESA[0], "2025", 905, 1000),
    ("safe_water", DESA[1], "2025", 12, 10),
    ("safe_water", DESA[2], "entah", 1, 2),
    ("unmet_need", DESA[0], "2025", 0, 0),
)


def test_a_desa_has_its_figure_its_target_and_what_is_missing(tmp_path):
    sheet = book(tmp_path, *ROWS)["Per Wilayah"]
    heads = [cell.value for cell in sheet[2]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=3)]
    name = AREAS.by_code[DESA[0]].name
    (water,) = [
        row
        for row in rows
        if row[heads[0]] == name and str(row["Indikator"]).startswith("Rumah tangga dengan akses air")
    ]
    assert (water["Sasaran"], water["Terlayani"], water["Cakupan (%)"], water["Target (%)"]) == (1000, 905, 90.5, 100)
    assert (water["Keadaan"], water["Kekurangan"]) == ("Belum tercapai", 95)
    assert len(rows) == 29 * len(AREAS.by_code)
    first = [row[heads[0]] for row in rows[::29]]
    assert first == [AREAS.by_code[code].name for code in sorted(AREAS.by_code)]


def test_percentages_are_numbers_and_what_is_unknown_is_empty(tmp_path):
    sheet = book(tmp_path, *ROWS)["Persentase"]
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows()}
    assert rows[AREAS.by_code[DESA[0]].name][2] == 90.5
    assert rows[AREAS.by_code[DESA[1]].name][2] is None


def test_what_needs_checking_is_said_in_words(tmp_path):
    sheet = book(tmp_path, *ROWS)["Perlu Dicocokkan"]
    said = " ".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "(12) tercatat lebih banyak daripada sasarannya (10)" in said
    assert "entah" in said
    assert "safe_water" not in said


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_choice_of_lokus_has_words_in_both_languages(tmp_path, language):
    made = book(tmp_path, *ROWS, language=language)
    sheet = made.worksheets[-1]
    assert sheet.max_row == len(CHANGES) + 2
    assert sheet.cell(3, 4).value == AREAS.by_code[DESA[0]].name


def test_a_broken_identity_stands_with_its_numbers(tmp_path):
    sheet = book(tmp_path, *ROWS)["Pemeriksaan KRS"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[2:] for row in rows if row[-1] == "Belum cocok"] == [[4, 3, 1, "Belum cocok"]]


@pytest.mark.parametrize(
    ("period", "said"),
    [
        ("2025", "2025"),
        ("2025-08", "Agustus 2025"),
        ("2025-S1", "semester 1 tahun 2025"),
        ("2025-Q3", "triwulan 3 tahun 2025"),
        ("", ""),
    ],
)
def test_periods_are_said_in_words(period, said):
    assert period_words(period, "id") == said
