"""Measured, registered, projected: four groups, each with its own denominators, and nothing where nothing is known."""

from __future__ import annotations

import pandas as pd
import pytest

from audit.disclosure.pattern import solve_pattern
from audit.results import Cell
from audit.survey.recorded_groups import measured_children, recorded_groups, recorded_tables

BANDS = ["00-05", "06-11", "12-23", "24-35", "36-47", "48-59", "unknown"]


def snapshot_rows(month="2025-08"):
    """One child of the first band, two of the second, … seven without a known age."""
    ages = [band for i, band in enumerate(BANDS, 1) for _ in range(i)]
    return pd.DataFrame({"period": month, "age": ages})


def test_groups_lie_within_one_another():
    assert measured_children(snapshot_rows(), "2025-08") == {"baduta": 6, "batita": 10, "balita": 28}


def test_all_four_groups_stand_even_where_nothing_is_known():
    baduta, batita, balita, bumil = recorded_groups({"baduta": 98}, {"baduta": 100}, {"baduta": 140, "bumil": 30})
    assert (baduta.of_registered, baduta.of_projected) == (pytest.approx(0.98), pytest.approx(0.7))
    assert baduta.listed == pytest.approx(100 / 140)
    assert batita.of_registered is batita.measured is balita.listed is None
    assert (bumil.group, bumil.measured, bumil.of_projected) == ("bumil", None, None)


def test_nobody_recorded_is_zero_and_not_the_same_as_unknown():
    (_, _, _, bumil) = recorded_groups({"bumil": 0}, {"bumil": 20}, {"bumil": 0})
    assert (bumil.of_registered, bumil.of_projected) == (0.0, None)


def test_a_group_of_another_name_is_refused():
    with pytest.raises(ValueError, match="catin"):
        recorded_groups({"catin": 1}, {}, {})


def test_tables_hold_the_known_groups_only():
    groups = recorded_groups({"baduta": 98, "bumil": 12}, {"baduta": 100}, {"baduta": 140, "bumil": 30})
    registered, projected = recorded_tables("2025-08", groups)
    assert (registered.id, projected.id) == ("recorded.registered", "recorded.projected")
    assert registered.values == (pytest.approx(0.98),)
    assert projected.values == (pytest.approx(0.7), pytest.approx(0.4))
    assert projected.numerator.cells == (Cell.of("2025-08", age="baduta"), Cell.of("2025-08", group="bumil"))
    assert projected.denominator.cells[1] == Cell.of("2025-08", group="bumil", population="projected")
    assert registered.low == ()


def test_without_a_denominator_there_is_no_table():
    assert recorded_tables("2025-08", recorded_groups({"balita": 5}, {}, {})) == ()


def test_a_small_number_between_two_groups_cannot_be_had_by_subtraction():
    groups = recorded_groups({"baduta": 90, "batita": 93, "balita": 205}, {"baduta": 100, "batita": 140}, {})
    pattern = solve_pattern(recorded_tables("2025-08", groups))
    shown = {Cell.of("2025-08", age=group).key for group in ("baduta", "batita")} & pattern.shown
    assert len(shown) < 2


def test_a_small_number_of_pregnant_women_is_hidden():
    pattern = solve_pattern(recorded_tables("2025-08", recorded_groups({"bumil": 3}, {"bumil": 40}, {})))
    assert Cell.of("2025-08", group="bumil").key in pattern.hidden
