"""Whom a verification goes to: every implausible measurement once, nobody who is gone, the list of visits by place."""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.cases.visit_route import remeasure_lines, remeasure_table, to_visit_table
from audit.reference.areas import areas_of
from audit.results import Cell
from audit.schemas import CHILDREN

AREAS = areas_of("35.71")
HERE, THERE = (area.code for area in AREAS.kecamatan[:2])
DESA, OTHER = AREAS.within(HERE)[0].code, AREAS.within(THERE)[0].code
MONTH, DAY = "2025-08", date(2025, 9, 15)


def now(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Snapshot rows: the desa, and the states of height and of weight for age; weight for height is known."""
    frame = pd.DataFrame(list(rows), columns=["area", "haz_state", "waz_state"])
    frame["child_id"] = [f"c{i}" for i in range(len(frame))]
    return frame.assign(
        period=MONTH, area_code=frame["area"], whz_state="known", visit_date=pd.Timestamp(2025, 8, 4), weight_kg=9.0,
        lenhei_cm=75.0,
    )  # fmt: skip


def children(n: int, **columns: list) -> pd.DataFrame:
    frame = pd.DataFrame({"child_id": [f"c{i}" for i in range(n)], "birth_date": pd.Timestamp(2024, 8, 1)})
    return CHILDREN.conform(frame.assign(**columns))


def test_a_child_with_two_implausible_values_counts_once_and_a_missing_one_not():
    rows = now(
        (DESA, "flagged", "flagged"), (DESA, "known", "flagged"), (DESA, "missing", "known"), (OTHER, "known", "known")
    )
    table = remeasure_table(rows, AREAS)
    assert table[Cell.of(MONTH, area=HERE, remeasure="again")] == 2
    assert table[Cell.of(MONTH, area=THERE, remeasure="again")] == 0


def test_the_list_says_what_is_implausible_and_leaves_out_who_is_gone_or_refused():
    rows = now(*[(DESA, "flagged", "flagged"), (DESA, "flagged", "known"), (DESA, "flagged", "known")])
    rows = pd.concat([rows, now((DESA, "known", "known")).assign(child_id="c3")], ignore_index=True)
    known = children(
        4, life_status=[None, "meninggal", None, None], life_status_date=pd.to_datetime(["2025-08-20"] * 4)
    )
    found = remeasure_lines(rows, known, frozenset({"c2"}), DAY).rows
    assert found["person_id"].tolist() == ["c0"]
    assert found["what"].tolist() == ["haz;waz"]


def test_nobody_to_measure_again_is_an_empty_list():
    assert remeasure_lines(now((DESA, "known", "known")), children(1), frozenset(), DAY).rows.empty


def test_the_list_of_visits_by_kecamatan_in_all_and_its_first_group():
    groups = ["falls_and_risk", "risk", "falls", "falls_and_risk"]
    listed = pd.DataFrame({"area_code": [DESA, DESA, DESA, OTHER], "group": groups})
    table = to_visit_table(listed, MONTH, AREAS)
    assert table[Cell.of(MONTH, area=HERE, visit_list="listed")] == 3
    assert table[Cell.of(MONTH, area=HERE, visit_list="falls_and_risk")] == 1
    assert table[Cell.of(MONTH, area=THERE, visit_list="listed")] == 1
