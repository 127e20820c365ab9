import numpy as np
import pytest

from audit.anthropometry import who_flags

LIMITS = {"haz": (-6, 6), "waz": (-6, 5), **dict.fromkeys(("whz", "baz", "hcz", "acz", "tsz", "ssz"), (-5, 5))}


@pytest.mark.parametrize(("index", "limits"), LIMITS.items())
def test_beyond_the_limits_not_at_them(index, limits):
    low, high = limits
    z = np.array([low - 0.01, low, low + 0.01, 0.0, high - 0.01, high, high + 0.01, np.nan])
    assert who_flags(z, index).tolist() == [True, False, False, False, False, False, True, False]


def test_no_children_no_flags():
    assert who_flags(np.array([]), "haz").tolist() == []
