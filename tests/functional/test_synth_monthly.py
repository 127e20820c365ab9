"""A district where every puskesmas weighs every month: children of all desa come in ordinary months too."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from audit.reference.sample_registers import SAMPLE_REGISTERS, Figure
from audit.synth import make_register

ORDINARY = "2025-03"


def came(folder, *, monthly: bool) -> float:
    """Share of the children of a mass weighing who come in an ordinary month."""
    make_register(replace(SAMPLE_REGISTERS["64.74"], register_size=Figure(400), monthly=monthly), folder)
    visits = pd.read_parquet(folder / "truth-visits.parquet")
    month = pd.to_datetime(visits["visit_date"]).dt.strftime("%Y-%m")
    mass, ordinary = (set(visits.loc[month.eq(m), "child_id"]) for m in ("2025-02", ORDINARY))
    return len(mass & ordinary) / len(mass)


def test_who_comes_in_an_ordinary_month(tmp_path):
    one, every = came(tmp_path / "one", monthly=False), came(tmp_path / "every", monthly=True)
    assert 0 < one < every / 2
