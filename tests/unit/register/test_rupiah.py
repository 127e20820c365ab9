"""Amounts of money as offices write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.register.rupiah import read_rupiah


@pytest.mark.parametrize(
    ("cell", "amount"),
    [
        ("Rp 25.000.000", 25e6), ("Rp25.000.000,-", 25e6), ("rp. 25.000.000,50", 25_000_000.5), ("25.000", 25e3),
        ("25,000,000.25", 25_000_000.25), ("25000000", 25e6), (25_000_000, 25e6), (0, 0.0), ("IDR 1.500", 1500),
        ("25 juta", None), ("25.00.000", None), ("-5", None), (-5, None), ("", None), ("cukup", None),
    ],
)  # fmt: skip
def test_amounts(cell, amount):
    assert read_rupiah(cell) == amount


@given(st.integers(0, 10**13))
def test_thousands_parted_by_dots_or_commas_are_the_same(amount):
    assert read_rupiah(f"Rp {amount:,}") == read_rupiah(f"Rp {amount:,}".replace(",", ".")) == amount
