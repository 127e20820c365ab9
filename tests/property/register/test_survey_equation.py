"""Whatever stands in the rows of a survey, each child is kept or set aside, once, in every format."""

from __future__ import annotations

import csv

import pandas as pd
import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.errors import InputError
from audit.register.surveys import read_survey

HEADERS = {
    "anthro": ["sex", "agedays", "weight", "lenhei", "oedema", "cluster", "sw", "region"],
    "ena": ["SURVDATE", "CLUSTER", "SEX", "MONTHS", "WEIGHT", "HEIGHT", "EDEMA", "MUAC"],
    "dhs_kr": ["v005", "v021", "b4", "b5", "hw1", "hw2", "hw3", "hw15"],
    "dhs_pr": ["hv005", "hv021", "hv103", "hc1", "hc2", "hc3", "hc15", "hc27"],
    "mics": ["HH1", "HL4", "CAGE", "CAGED", "AN8", "AN11", "AN12", "chweight"],
}
REFUSED = {"survey_file.units", "register.dates_undecidable", "register.dates_mixed", "register.no_rows"}  # of the file
CELLS = st.one_of(
    st.sampled_from(["", "-", "1", "2", "m", "f", "y", "n", "0", "95", "752", "9998", "99.4", "2025-03-01", "12,5"]),
    st.text(st.characters(codec="utf-8", exclude_characters='"\x00', exclude_categories=("Cs", "Cc")), max_size=6),
)


@pytest.mark.parametrize("form", HEADERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(rows=st.lists(st.lists(CELLS, max_size=9), min_size=1, max_size=10))
def test_rows_read_are_children_kept_and_rows_set_aside(tmp_path, form, rows):
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";", quoting=csv.QUOTE_ALL).writerows([HEADERS[form], *rows])
    filled = [i for i, row in enumerate(rows, start=2) if any("".join(cell.split()) for cell in row)]
    try:
        survey = read_survey(path)
    except InputError as refused:
        assert refused.id in REFUSED
        return
    aside = survey.set_aside.loc[survey.set_aside["scope"].eq("row"), "source_row"]
    assert survey.summary.format == form
    assert sorted([*survey.frame["source_row"], *aside]) == filled
    assert survey.summary.rows_read == len(filled)
    weights = survey.frame["weight"].dropna()
    assert weights.between(0.3, 100).all()


@pytest.mark.parametrize("form", ["dta", "sav"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=8)
@given(rows=st.lists(st.lists(st.none() | st.integers(0, 9999), min_size=8, max_size=8), min_size=1, max_size=8))
def test_no_row_of_a_statistics_file_is_lost(tmp_path, form, rows):
    path = tmp_path / f"a.{form}"
    frame = pd.DataFrame(rows, columns=HEADERS["mics"], dtype="float64")
    (pyreadstat.write_dta if form == "dta" else pyreadstat.write_sav)(frame, str(path))
    filled = [i for i, row in enumerate(rows, start=2) if any(value is not None for value in row)]
    try:
        survey = read_survey(path)
    except InputError as refused:
        assert (refused.id, filled) == ("register.no_rows", [])
        return
    aside = survey.set_aside.loc[survey.set_aside["scope"].eq("row"), "source_row"]
    assert sorted([*survey.frame["source_row"], *aside]) == filled
