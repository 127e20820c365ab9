import numpy as np
import pandas as pd

from audit.anthropometry.columns import Columns
from audit.anthropometry.inputs import LYING, MISSING, STANDING
from audit.anthropometry.reasons import REASONS
from audit.reference.anthropometry_rules import INDICES


def test_born_as_if_nothing_had_been_measured():
    frame = Columns(2, 2, []).frame(pd.RangeIndex(2))
    assert frame[[*INDICES, "lenhei_used", "bmi"]].isna().all(axis=None)
    for index in INDICES:
        assert frame[f"{index}_reason"].tolist() == ["missing_value"] * 2
        assert not frame[f"{index}_flag"].any()


def test_one_index_in_blocks():
    columns = Columns(4, 2, ["haz"])
    for row in (slice(0, 1), slice(3, 4)):
        columns.put("haz", row, np.array([np.nan]))
    columns.put("haz", slice(1, 3), np.array([-6.006, np.inf]))
    assert columns.missing("haz").tolist() == [0, 2, 3]
    why = [REASONS.index(id) for id in ("missing_value", "oedema", "missing_value")]
    columns.explain("haz", np.array([0, 2, 3]), np.array(why, dtype=np.int8))
    frame = columns.frame(pd.RangeIndex(4))
    assert frame["haz"].tolist()[1] == -6.01
    assert frame["haz"].isna().tolist() == [True, False, True, True]
    assert frame["haz_flag"].tolist() == [False, True, False, False]
    assert frame["haz_reason"].tolist() == ["missing_value", "", "oedema", "missing_value"]


def test_unrounded_scores_keep_the_flags_of_the_rounded():
    columns = Columns(1, None, ["haz"])
    columns.put("haz", slice(0, 1), np.array([6.004]))
    frame = columns.frame(pd.RangeIndex(1))
    assert frame["haz"].tolist() == [6.004]
    assert frame["haz_flag"].tolist() == [False]


def test_posture_in_words():
    columns = Columns(3, 2, [])
    columns.posture_used[:] = [LYING, STANDING, MISSING]
    assert columns.frame(pd.RangeIndex(3))["measure_used"].fillna("").tolist() == ["l", "h", ""]
