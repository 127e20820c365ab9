"""The table of least monthly gains: complete, sourced, in the order that Buku KIA 2023 prints (p. 54)."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest

from audit.errors import ReferenceDataError
from audit.reference.growth_rules import KBM_VERSIONS, kbm_g, kbm_rows
from audit.reference.growth_velocity import velocity_tables

BUKU_KIA_2023 = [800, 900, 800, 600, 500, 400, 300, 200]


@pytest.mark.parametrize("version", KBM_VERSIONS)
@pytest.mark.parametrize("sex", ["m", "f"])
def test_every_month_has_one_gain_and_the_series_is_the_printed_one(version, sex):
    rows = [row for row in kbm_rows(version) if row.sex == sex]
    assert [m for row in rows for m in range(row.from_month, row.to_month + 1)] == list(range(1, 61))
    assert [gain for gain, _ in groupby(kbm_g(sex, version)[1:].tolist())] == BUKU_KIA_2023
    assert kbm_g(sex, version)[0] == kbm_g(sex, version)[1]


def test_every_row_says_where_it_is_from_and_how_sure_it_is():
    assert {row.confidence for row in kbm_rows()} <= {"high", "medium", "low"}
    assert all(row.source for row in kbm_rows())


def test_a_version_that_is_not_there_is_refused():
    with pytest.raises(ReferenceDataError) as refused:
        kbm_rows("kms1900")
    assert "kms2010" in str(refused.value)


def test_velocity_tables_have_no_gap_between_their_beginnings():
    tables = velocity_tables()
    assert {(t.measure, t.interval_months) for t in tables} == {
        ("weight", 1),
        ("weight", 2),
        ("length", 2),
        ("headc", 2),
    }
    for table in tables:
        starts = table.from_day
        assert starts[0] == 0
        assert ((np.diff(starts) >= 28) & (np.diff(starts) <= 33)).all()
        ends = starts + table.days
        assert (ends[: -table.interval_months] == starts[table.interval_months :]).all()
