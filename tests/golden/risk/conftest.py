"""The data that R analysed, with its factors."""

from __future__ import annotations

import pandas as pd
import pytest

EDUCATION = {"washb": ["secondary", "none", "primary"], "zambia": ["secondary", "no", "primary"]}


@pytest.fixture(scope="session")
def analysed(shared):
    """Return a dataset of the oracle by its name."""

    def read(name: str) -> pd.DataFrame:
        frame = pd.read_csv(shared(f"oracle/risk_input_{name}.csv"))
        levels = pd.CategoricalDtype(EDUCATION[name], ordered=True)
        return frame.assign(mom_edu=frame["mom_edu"].astype(levels))

    return read
