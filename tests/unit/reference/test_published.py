from __future__ import annotations

import csv
import re
from collections import Counter

import pytest

from audit.errors import ReferenceDataError
from audit.reference.published import NATION, published_for, survey_names

DISTRICTS = ("14.03", "17.71", "19.71", "35.71", "64.74")
PLACES = (NATION, *(code[:2] for code in DISTRICTS), *DISTRICTS)


def every_row():
    return [row for code in PLACES for row in published_for(code)]


def of(code, source):
    return [row for row in published_for(code) if row.source == source]


@pytest.mark.shared
def test_every_figure_collected_is_here_and_no_other(shared):
    with shared("data/prevalensi/prevalensi_lima_daerah.csv").open(encoding="utf-8", newline="") as file:
        given = Counter(
            (r["kode"], r["tahun"], r["jenis"], figure(r["persen"]), figure(r["pembilang"]), figure(r["penyebut"]))
            for r in csv.DictReader(file)
        )
    kept = Counter((r.area_code, str(r.year), r.kind, r.percent, r.numerator, r.denominator) for r in every_row())
    assert kept == given


def figure(text):
    return float(text) if text else None


def test_the_survey_figures_of_kediri_are_those_that_the_vice_presidents_office_printed():
    (ski,), (ssgi,) = of("35.71", "SKI 2023"), of("35.71", "SSGI 2024")
    assert (ski.percent, ssgi.percent) == (18.6, 17.6)
    assert (ski.kind, ssgi.kind, ssgi.year) == ("survei", "survei", 2024)


def test_two_offices_that_disagree_stand_side_by_side_and_both_are_marked():
    both = of("17.71", "SSGI 2024")
    assert {(row.percent, row.said_by) for row in both} == {(13.8, ""), (16.1, "Dinas Kesehatan Kota Bengkulu")}
    assert [row for row in every_row() if row.disputed] == both


def test_measured_and_examined_children_of_one_weighing_are_no_dispute():
    (measured,) = of("64.74", "Operasi timbang Mei 2025")
    (examined,) = of("64.74", "Operasi timbang Mei 2025, setelah pemeriksaan dokter")
    assert (measured.numerator, examined.numerator) == (1752, 1219)
    assert not measured.disputed
    assert not examined.disputed


def test_a_percentage_agrees_with_its_own_numerator_and_denominator():
    with_both = [row for row in every_row() if row.numerator is not None and row.denominator is not None]
    assert len(with_both) >= 5
    for row in with_both:
        last_digit = 10.0 ** -len(str(row.percent).partition(".")[2])
        assert abs(row.percent - 100 * row.numerator / row.denominator) <= last_digit, row


def test_a_count_without_a_denominator_has_no_percentage():
    (row,) = of("17.71", "e-PPGBM Oktober 2025")
    assert (row.period, row.numerator, row.denominator, row.percent) == ("2025-10", 52, None, None)


def test_coverage_is_never_called_a_prevalence():
    (row,) = of("14.03", "e-PPGBM Februari 2025")
    assert (row.kind, row.percent) == ("cakupan", 72.0)


@pytest.mark.parametrize("code", PLACES)
def test_rows_are_of_one_place_and_by_period(code):
    rows = published_for(code)
    assert rows
    assert {row.area_code for row in rows} == {code}
    assert [row.period for row in rows] == sorted(row.period for row in rows)


def test_a_district_about_which_nothing_was_collected_has_no_figures():
    assert published_for("11.01") == ()


@pytest.mark.parametrize("code", ["99", "99.99", "1771", "17.71.01", ""])
def test_a_code_that_is_no_such_area_is_refused(code):
    with pytest.raises(ReferenceDataError, match="Kemendagri"):
        published_for(code)


def test_surveys_are_named_once_and_without_their_years():
    assert survey_names() == ("Riskesdas", "SKI", "SSGBI", "SSGI")


NOT_ENGLISH = r"\b(yang|dari|dan|tanpa|bulan|anak|balita|setelah|Mei|Juni|Juli|Agustus|Oktober|Desember|Januari)\b"


def test_what_is_printed_of_a_figure_is_said_in_english_too():
    rows = every_row()
    assert [row.note for row in rows if bool(row.note) != bool(row.note_en)] == []
    said = [text for row in rows for text in (row.source_en or row.source, row.note_en)]
    assert [text for text in said if re.search(NOT_ENGLISH, text)] == []
    assert [row.source for row in rows if row.source_en == row.source] == []
