"""Synthetic surveys: every child, cluster and weight is invented."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pyreadstat
import pytest
from written_lines import written

from audit.register.survey_records import SurveyRecords
from audit.register.surveys import read_survey


@pytest.fixture
def csv(tmp_path) -> Callable[..., Path]:
    """Write lines as a file; returns its path."""
    return lambda *lines, name="survei.csv": written(tmp_path / name, *lines)


@pytest.fixture
def read(csv) -> Callable[..., SurveyRecords]:
    return lambda *lines, name="survei.csv": read_survey(csv(*lines, name=name))


@pytest.fixture
def stat(tmp_path) -> Callable[..., Path]:
    """Write columns as a .dta or .sav with labels of codes; returns its path."""

    def write(
        columns: Mapping[str, Sequence[object]],
        labels: Mapping[str, Mapping[float, str]] | None = None,
        name: str = "survei.dta",
        **more: object,
    ) -> Path:
        path = tmp_path / name
        save = pyreadstat.write_dta if name.endswith("dta") else pyreadstat.write_sav
        save(pd.DataFrame(columns), str(path), variable_value_labels=dict(labels or {}), **more)
        return path

    return write


@pytest.fixture
def aside() -> Callable[[SurveyRecords], list[tuple[object, ...]]]:
    """What was set aside of rows and cells: (row, column, value, reason)."""

    def listed(survey: SurveyRecords) -> list[tuple[object, ...]]:
        rows = survey.set_aside[["source_row", "column", "value", "reason"]]
        return [tuple(None if pd.isna(v) else v for v in row) for row in rows.itertuples(index=False, name=None)]

    return listed
