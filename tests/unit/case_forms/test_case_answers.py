"""One cell of a worksheet: what people type, as entries write it."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.reference.rule_sets import GROUPS
from audit.reference.worksheet_items import worksheet_items
from audit.register.case_answers import answer_field, as_written, plan_field, read_answer
from audit.register.case_layout import PLAN_FIELDS

BADUTA = {item.code: answer_field(item) for item in worksheet_items("baduta") if item.kind != "shown"}
BUMIL = {item.code: answer_field(item) for item in worksheet_items("bumil") if item.kind != "shown"}
CELLS = st.one_of(
    st.none().map(lambda _: ""), st.text(max_size=30), st.booleans(), st.floats(allow_nan=False), st.integers(),
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.datetimes().map(lambda d: d.time()),
)  # fmt: skip


@pytest.mark.parametrize(
    ("code", "cell", "written"),
    [
        ("lenhei_cm", "71,3", "71.3"),
        ("lenhei_cm", "71.3 cm", "71.3"),
        ("lenhei_cm", " 71,3 ", "71.3"),
        ("weight_kg", "8900 gram", "8.9"),
        ("weight_kg", 8, "8"),
        ("dewormed", "ya ", "y"),
        ("dewormed", "Y", "y"),
        ("dewormed", "TIDAK", "n"),
        ("dewormed", "tidak tahu", None),
        ("dewormed", "", None),
        ("dewormed", "-", None),
        ("tpk_last_visit", "20/5/2024", "2024-05-20"),
        ("tpk_last_visit", 45432, "2024-05-20"),
        ("tpk_last_visit", "20 Mei 2024", "2024-05-20"),
        ("tpk_last_visit", datetime(2024, 5, 20), "2024-05-20"),
        ("weight_gain_status", "Tidak naik (T)", "T"),
        ("weight_gain_status", "t", "T"),
        ("posture", "Berdiri", "h"),
        ("posture", "Lying", "l"),
        ("comorbidity", "tidak ada", ""),
        ("comorbidity", "TB dan kelainan jantung", "jantung;tb"),
        ("development", "penyimpangan", "penyimpangan"),
        ("team_summary", "=1+1", "=1+1"),
    ],
)
def test_what_people_type_is_read(code, cell, written):
    assert read_answer(cell, BADUTA[code]) == (written, "")


def test_blood_pressure_keeps_both_numbers():
    assert read_answer("120 / 80 mmHg", BUMIL["blood_pressure"]) == ("120/80", "")
    assert read_answer("tinggi", BUMIL["blood_pressure"]) == (None, "tekanan_tak_terbaca")


@pytest.mark.parametrize("limit", [38, 130])
def test_limits_are_inclusive(limit):
    assert read_answer(limit, BADUTA["lenhei_cm"]) == (str(limit), "")
    beyond = limit + (0.1 if limit > 100 else -0.1)
    assert read_answer(beyond, BADUTA["lenhei_cm"]) == (None, "di_luar_batas")


@pytest.mark.parametrize(
    ("cell", "written"),
    [("Rp 1.500.000", "1500000"), ("1.500,50", "1500.5"), (1.5e6, "1500000"), ("2.500.000,-", "2500000")],
)
def test_amounts_of_money_have_points_between_thousands(cell, written):
    assert read_answer(cell, plan_field("ceiling_rupiah", "x")) == (written, "")


def test_an_unknown_kind_of_activity_is_rejected_and_several_are_joined():
    asked = plan_field("activity_kind", "x")
    assert read_answer("Penyuluhan; Rujukan didampingi", asked) == ("penyuluhan;rujukan_didampingi", "")
    assert read_answer("jalan sehat", asked) == (None, "kode_tak_dikenal")


@given(CELLS)
def test_no_cell_makes_reading_fail(cell):
    for group in GROUPS:
        for item in worksheet_items(group):
            if item.kind != "shown":
                value, reason = read_answer(cell, answer_field(item))
                assert not (value is not None and reason)
    for name in PLAN_FIELDS:
        read_answer(cell, plan_field(name, name))


@given(st.floats(min_value=38, max_value=130))
def test_a_number_comes_back_as_it_was(value):
    written, reason = read_answer(value, BADUTA["lenhei_cm"])
    assert reason == ""
    assert float(written) == pytest.approx(value, abs=1e-6)
    assert written == as_written(float(written), "number")


@given(st.sampled_from(GROUPS), st.data())
def test_every_word_of_a_list_gives_its_code_in_both_languages(group, data):
    coded = [item for item in worksheet_items(group) if item.kind == "code"]
    item = data.draw(st.sampled_from(coded))
    for language in ("id", "en"):
        for code, word in item.choices(language).items():
            assert read_answer(word, answer_field(item)) == (code, "")
