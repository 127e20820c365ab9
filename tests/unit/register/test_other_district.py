"""Whether a file is of another district, as most of its rows say."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.register.area_match import other_district


@pytest.mark.parametrize(
    ("named", "other"),
    [
        (["KAB. ACEH SELATAN"] * 3, "KAB. ACEH SELATAN"),
        (["KAB. ACEH SELATAN"] * 3 + ["KOTA BENGKULU"], "KAB. ACEH SELATAN"),
        (["KOTA BENGKULU"] * 3 + ["KAB. ACEH SELATAN"], None),
        (["KOTA BENGKULU", "KAB. ACEH SELATAN"], None),
        (["Kota Bengkulu"], None),
        (["BENGKULU"], None),
        (["tidak dikenal"], None),
        ([None], None),
        ([], None),
    ],
)
def test_most_rows_decide(named, other):
    assert other_district(pd.Series(named, dtype="string"), "17.71") == other
