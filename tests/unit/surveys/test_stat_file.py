from __future__ import annotations

import pytest

from audit.errors import InputError
from audit.register import stat_file
from audit.register.stat_file import open_stat, stat_form
from audit.register.surveys import read_survey
from audit.register.text import Unread

COLUMNS = {"Nama_Kol": ["a", "b"], "X1": [1.5, None]}


@pytest.mark.parametrize("name", ["a.dta", "a.sav"])
def test_a_file_is_known_by_its_first_bytes_and_read_with_its_names(stat, tmp_path, name):
    path = stat(COLUMNS, name=name)
    other = tmp_path / "tanpa_akhiran"
    other.write_bytes(path.read_bytes())
    form = stat_form(other)
    assert form == name[2:]
    found = open_stat(other, form)
    assert found.sheet.rows == [["Nama_Kol", "X1"], ["a", 1.5], ["b", ""]]
    assert list(found.sheet.numbers) == [1, 2, 3]


def test_only_the_columns_asked_for_are_read(stat):
    found = open_stat(stat(COLUMNS), "dta", ["x1"])
    assert found.sheet.rows[0] == ["X1"]
    assert found.names == ("Nama_Kol", "X1")


def test_what_the_file_calls_missing_is_no_value(stat):
    path = stat(COLUMNS, {"X1": {9.0: "tidak tahu"}}, "a.sav", missing_ranges={"X1": [{"lo": 1.5, "hi": 9}]})
    assert open_stat(path, "sav").sheet.rows[1][1] == Unread("1.5", "kode_hilang")


def test_another_file_is_neither(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("s,tata\n")
    assert stat_form(path) is None
    assert stat_form(tmp_path) is None


@pytest.mark.parametrize("name", ["a.dta", "a.sav"])
def test_a_file_cut_anywhere_is_refused_in_one_sentence(stat, name):
    path = stat({"hw2": [95.0] * 50, "v005": [1e6] * 50, "b4": [1.0] * 50, "nama": ["x" * 200] * 50}, name=name)
    whole = path.read_bytes()
    for share in (0.1, 0.5, 0.9):
        path.write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(InputError) as refused:
            read_survey(path)
        assert refused.value.id in ("register.damaged", "register.too_large"), share


@pytest.mark.parametrize("name", ["a.dta", "a.sav"])
def test_bytes_turned_over_never_end_in_a_traceback(stat, name):
    path = stat({"hw2": [95.0, 96.0], "v005": [1e6, 1e6], "b4": [1.0, 2.0]}, {"b4": {1.0: "male"}}, name=name)
    whole = path.read_bytes()
    for at in range(8, len(whole), max(len(whole) // 6, 1)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        try:
            survey = read_survey(path)
        except InputError:
            continue
        assert survey.summary.rows_read == survey.summary.rows_kept + survey.summary.rows_set_aside


def test_more_cells_than_a_computer_should_hold_are_refused(stat, monkeypatch):
    monkeypatch.setattr(stat_file.rules, "MAX_CELLS", 3)
    with pytest.raises(InputError, match="besar"):
        open_stat(stat(COLUMNS), "dta")


def test_without_the_package_one_sentence_says_what_to_install(stat, monkeypatch, tmp_path):
    reader = tmp_path / "tanpa_paket.py"
    source = stat_file._READER.read_text(encoding="utf-8")
    assert '"pyreadstat"' in source
    reader.write_text(source.replace('"pyreadstat"', '"pyreadstat_yang_tiada"'), encoding="utf-8")
    monkeypatch.setattr(stat_file, "_READER", reader)
    with pytest.raises(InputError) as refused:
        open_stat(stat(COLUMNS), "dta")
    assert refused.value.id == "survey_file.no_statistics"
