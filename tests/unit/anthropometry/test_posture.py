import numpy as np
import pytest

from audit.anthropometry.inputs import LYING, MISSING, STANDING, UNKNOWN
from audit.anthropometry.posture import by_height, lenhei_used, posture_used


def one(value, dtype=np.float64):
    return np.array([value], dtype=dtype)


@pytest.mark.parametrize(
    ("posture", "months", "used"),
    [
        (STANDING, 8.99, MISSING),
        (STANDING, 9.0, STANDING),
        (STANDING, 9.01, STANDING),
        (STANDING, np.nan, STANDING),
        (LYING, 8.99, LYING),
        (LYING, 40.0, LYING),
        (MISSING, 3.0, MISSING),
        (UNKNOWN, 30.0, MISSING),
    ],
)
def test_nobody_stands_under_nine_months(posture, months, used):
    assert posture_used(one(posture, np.int8), one(months)).tolist() == [used]


@pytest.mark.parametrize(
    ("posture", "days", "shift"),
    [
        (STANDING, 730, 0.7),
        (STANDING, 731, 0.0),
        (LYING, 730, 0.0),
        (LYING, 731, -0.7),
        (MISSING, 730, 0.0),
        (MISSING, 731, 0.0),
        (STANDING, np.nan, 0.0),
        (LYING, np.nan, 0.0),
    ],
)
def test_seven_millimetres(posture, days, shift):
    assert lenhei_used(one(85.0), one(posture, np.int8), one(days)).tolist() == [85.0 + shift]


@pytest.mark.parametrize(
    ("cm", "posture", "days", "height"),
    [
        (95.0, STANDING, 730, False),  # age decides, whatever posture and length say
        (60.0, LYING, 731, True),
        (95.0, LYING, np.nan, False),  # no age: posture decides
        (60.0, STANDING, np.nan, True),
        (86.9, MISSING, np.nan, False),  # neither: 87 cm
        (87.0, MISSING, np.nan, True),
        (87.1, MISSING, np.nan, True),
        (np.nan, MISSING, np.nan, False),
    ],
)
def test_table_of_weight(cm, posture, days, height):
    assert by_height(one(cm), one(posture, np.int8), one(days)).tolist() == [height]
