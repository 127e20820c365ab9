"""Whatever the seed, errors are logged once each and nothing else changes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.reference.sample_registers import Figure, district_spec, error_rates
from audit.synth.attendance import attend
from audit.synth.changes import CHANGES
from audit.synth.dirt import injected
from audit.synth.files import MONTHS
from audit.synth.layouts import eppgbm2022, eppgbm2025
from audit.synth.measuring import measure
from audit.synth.people import make_people
from audit.synth.places import make_places
from audit.synth.rows import FILE_COLUMNS, sheet_rows

FOLLOWING = {"haz", "waz", "whz"}  # scores follow from what else stands in the row


@cache
def clean_rows() -> pd.DataFrame:
    spec = replace(district_spec("35.71"), register_size=Figure(400))
    rng = np.random.default_rng(11)
    places = make_places(spec, rng)
    people = make_people(spec, places, MONTHS[0].start_time, MONTHS[-1].end_time.normalize(), rng)
    people = replace(people, frame=people.frame.assign(birth_length_cm=49.0))
    visits = measure(people, places, attend(spec, people, places, list(MONTHS), rng), rng)
    return sheet_rows(spec, people, places, visits.assign(gain="O"))


@settings(max_examples=15)
@given(seed=st.integers(0, 2**32), columns=st.sampled_from([eppgbm2022.ERRORS_IN, eppgbm2025.ERRORS_IN]))
def test_the_log_tells_all_and_nothing_but_the_changes(seed: int, columns: frozenset[str]) -> None:
    before = clean_rows()
    after, log = injected(before, columns, np.random.default_rng(seed))
    repeats = log[log["kind"] == "row_repeated"]
    assert len(after) == len(before) + len(repeats)
    assert set(log["column"]) - {""} <= columns
    cells = log[log["column"] != ""]
    assert not cells.duplicated(["row", "column"]).any()
    assert (cells["before"] != cells["after"]).all()
    kept = after.drop(index=repeats["row"])
    for column in set(FILE_COLUMNS) - FOLLOWING:
        old, new = before[column].to_numpy(dtype=object), kept[column].to_numpy(dtype=object)
        changed = kept.index[[not (a == b or (pd.isna(a) and pd.isna(b))) for a, b in zip(old, new, strict=True)]]
        assert set(changed) == set(cells.loc[cells["column"] == column, "row"]), column


@settings(max_examples=10)
@given(seed=st.integers(0, 2**32), row=st.integers(0, 300))
def test_a_single_row_can_have_errors_too(seed: int, row: int) -> None:
    one = clean_rows().iloc[[row]].reset_index(drop=True)
    after, log = injected(one, eppgbm2025.ERRORS_IN, np.random.default_rng(seed))
    assert len(after) in (1, 2)
    assert log["row"].isin([0, 1]).all()


def test_every_kind_of_the_table_has_its_change() -> None:
    kinds = {error.kind for error in error_rates()}
    assert kinds == set(CHANGES) | {"row_repeated"}
    assert all(0 < error.rate < 1 for error in error_rates())
    assert {error.of for error in error_rates()} == {"row", "child"}


@pytest.mark.parametrize("nik", ["1771990102200001", "1771996802200001", "1771993112190002", "1771997112190002"])
def test_errors_of_a_nik_keep_the_kecamatan_that_does_not_exist(nik: str) -> None:
    rows = pd.DataFrame({"nik": [nik], "child_no": [3]})
    for kind in ("nik_other_birth_date", "nik_other_sex", "nik_digits_lost"):
        (changed,) = CHANGES[kind][1](rows, np.array([0]), np.random.default_rng(0))
        assert changed != nik
        assert changed[4:6] == "99"
        assert changed.isdigit()
        day = int(changed[6:8])
        assert 1 <= day <= 31 or 41 <= day <= 71
