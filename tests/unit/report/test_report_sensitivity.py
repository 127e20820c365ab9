"""The block that shows how far random error of measuring may change the prevalence."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit import report
from audit.disclosure import release, solve_pattern
from audit.pipeline.results_sensitivity import ASSUMED, error_sensitivity
from audit.reference.areas import areas_of

MONTH, AREAS = "2025-08", areas_of("64.74")


def released(rates):
    z = np.round(np.linspace(-4.0, 2.0, 6001), 2)  # a third below -2
    status = np.where(z < -3, "severely_stunted", np.where(z < -2, "moderately_stunted", "not_stunted"))
    frame = pd.DataFrame({"haz": z, "status": status, "age_days": 1000.0, "sex": "m", "haz_state": "known"})
    frame = frame.assign(period=MONTH, area=AREAS.desa[0].code)
    results = {check.id: check for check in error_sensitivity(frame, MONTH, AREAS)}
    pattern = solve_pattern(results.values())
    raw = {"stunting": rates("stunting", {None: (2000, 6001, 0.32, 0.35)})}
    return {id: release(result, pattern) for id, result in results.items()} | raw


def test_the_measured_figure_stands_first_and_remains_the_one_to_use(make_context, rates):
    content = report.measurement_error(make_context(released=released(rates))).public
    (table,) = content.tables
    shown = [row.cells[1].text for row in table.rows]
    assert len(shown) == 1 + len(ASSUMED)
    assert shown[0] == "33,3%"
    assert shown[0] > shown[1] >= shown[2] >= shown[3]
    assert shown[0] in content.title
    assert shown[3] in content.title
    assert "TEM 0,4 cm" in table.rows[1].cells[0].text
    assert "tetap yang dipakai" in content.paragraphs[0]


def test_without_the_measured_figure_there_is_no_table(make_context, rates):
    checks = {id: r for id, r in released(rates).items() if id != "stunting"}
    assert not report.measurement_error(make_context(released=checks)).public.tables
