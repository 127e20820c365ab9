"""Weights against Fellegi and Sunter's formula, log2(m / u), worked out by hand."""

from __future__ import annotations

from math import log2

import numpy as np
import pandas as pd
import pytest

from audit.reference import linkage_rules as rules
from audit.register.evidence import birth_date_level, prior, weigh
from audit.register.names import CLOSE, DIFFERENT, PARTIAL, SAME, UNKNOWN
from audit.register.signatures import signatures_of

NOBODY = {"name": None, "sex": None, "birth_date": None, "parent_name": None, "area_code": None, "posyandu": None}
NOTHING = NOBODY | dict.fromkeys(("birth_weight_kg", "birth_length_cm"))


def apart(frame: pd.DataFrame) -> np.ndarray:
    return np.ones(len(frame), bool)


@pytest.fixture
def described(records):
    def make(*changes: dict):
        frame = records(*changes)
        for column in ("birth_weight_kg", "birth_length_cm"):
            frame[column] = frame[column].astype(float)
        return signatures_of(frame, b"k", alone=apart)

    return make


def one(sig):
    return weigh(sig, np.array([0]), np.array([1]), every=True)


def test_two_rows_that_say_nothing_have_the_odds_of_any_two_rows(described):
    assert one(described(NOTHING, NOTHING)).score[0] == prior(2) == -log2(rules.POPULATION_MIN)


@pytest.mark.parametrize(
    ("field", "changes", "bits"),
    [
        ("sex", ({"sex": "f"}, {"sex": "f"}), log2(0.99 / 0.5)),
        ("sex", ({"sex": "f"}, {"sex": "m"}), log2(0.01)),
        ("birth_date", ({"birth_date": "2023-05-14"}, {"birth_date": "2023-05-14"}), log2(0.96 * 1826)),
        ("birth_date", ({"birth_date": "2023-05-14"}, {"birth_date": "2023-05-24"}), log2(0.03 / 0.025)),
        ("birth_date", ({"birth_date": "2023-05-04"}, {"birth_date": "2023-04-05"}), log2(0.006 / 0.0005)),
        ("name", ({"name": "Dinda"}, {"name": "Dinda"}), log2(0.85 * 5000)),
        ("name", ({"name": "Dinda"}, {"name": "Bunga"}), log2(0.01)),
        ("nik", ({"nik": "1771995405230001", "nik_status": "ok"},) * 2, log2(0.93 * 4096)),
        ("area", ({"area_code": "17.71.01.1001"}, {"area_code": "17.71.02.1001"}), log2(0.03)),
        ("birth_weight", ({"birth_weight_kg": 3.1}, {"birth_weight_kg": 2.6}), log2(0.05)),
        ("parent", ({"parent_name": "Siti / Joko"}, {"parent_name": "Joko"}), log2(0.82 * 5000)),
    ],
)
def test_each_piece_of_evidence_adds_its_bits(described, field, changes, bits):
    found = one(described(*(NOTHING | change for change in changes)))
    assert found.levels[field][0] != UNKNOWN
    assert found.score[0] - prior(2) == pytest.approx(bits, abs=1e-9)


def test_a_common_name_says_less_than_a_rare_one(described):
    common = [NOTHING | {"name": "Siti"}] * 40
    rare = [NOTHING | {"name": "Gendis"}] * 2
    sig = described(*common, *rare)
    name = sig.text("name")
    siti, gendis = np.flatnonzero(name == "SITI")[:2], np.flatnonzero(name == "GENDIS")
    found = weigh(sig, np.array([siti[0], gendis[0]]), np.array([siti[1], gendis[1]]), every=True)
    # 38 others of 50 rows are Siti; nobody else is Gendis, and no name counts as rarer than 1 in 5,000.
    assert found.score[1] - found.score[0] == pytest.approx(log2((38 / 50) / (1 / 5000)))


@pytest.mark.parametrize(
    ("a", "b", "level"),
    [
        ("2023-05-14", "2023-05-14", SAME),
        ("2023-05-14", "2023-05-41", UNKNOWN),
        ("2023-05-14", "2024-05-14", CLOSE),
        ("2023-05-12", "2023-05-21", CLOSE),
        ("2023-05-31", "2023-06-01", CLOSE),
        ("2020-10-04", "2020-05-04", CLOSE),
        ("2023-05-04", "2023-04-05", PARTIAL),
        ("2023-05-14", "2022-06-14", DIFFERENT),
        ("2023-05-14", None, UNKNOWN),
    ],
)
def test_birth_dates(described, a, b, level):
    dates = [pd.to_datetime(day, errors="coerce") for day in (a, b)]
    sig = described(*({**NOTHING, "birth_date": day} for day in dates))
    assert birth_date_level(sig, np.array([0]), np.array([1]))[0] == level
