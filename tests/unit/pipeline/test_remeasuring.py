"""What a draw depends on: the files of measurements, and nothing that people fill in afterwards."""

from __future__ import annotations

from datetime import date

import pytest

from audit.pipeline import load_params
from audit.pipeline.params import SourceParams
from audit.pipeline.project import Project
from audit.pipeline.remeasuring import draw_inputs


@pytest.fixture
def inputs(repository, tmp_path):
    """Return a function: what a draw depends on, given these sources by kind and content."""
    params = load_params(repository / "params" / "17.71-kota-bengkulu.yaml")

    def of(**contents: str) -> str:
        sources = []
        for kind, content in contents.items():
            (tmp_path / kind).write_text(content, encoding="utf-8")
            source = {"id": kind, "kind": kind, "path": kind, "cut_off": date(2025, 8, 31)}
            sources.append(SourceParams.model_construct(**source))
        return draw_inputs(params.model_copy(update={"sources": tuple(sources)}), Project(tmp_path))

    return of


def test_a_form_that_came_back_does_not_change_who_is_drawn(inputs):
    assert inputs(eppgbm="a", remeasurement="b", equipment="c") == inputs(eppgbm="a")


def test_other_measurements_draw_others(inputs):
    assert inputs(eppgbm="a") != inputs(eppgbm="b")
    assert inputs(eppgbm="a") != inputs(eppgbm="a", mapped="a")
