"""Both frameworks may be open in one year; every id has its words; a wrong id is refused."""

from __future__ import annotations

import pytest

from audit.errors import ReferenceDataError
from audit.language import LANGUAGES, has
from audit.reference.action_frameworks import framework, framework_ids, open_in

FRAMEWORKS = [framework(id) for id in framework_ids()]


def opened(year):
    return [(work.framework.id, work.kind, work.year_of_work) for work in open_in(year)]


def test_both_are_open_in_2025():
    assert opened(2025) == [("aksi8_2018_2024", "appraisal", 2024), ("p3s_2025", "work", 2025)]


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2017, []),
        (2018, [("aksi8_2018_2024", "work", 2018)]),
        (2024, [("aksi8_2018_2024", "appraisal", 2023), ("aksi8_2018_2024", "work", 2024)]),
        (2026, [("p3s_2025", "work", 2026)]),
    ],
)
def test_what_is_open_in_other_years(year, expected):
    assert opened(year) == expected


@pytest.mark.parametrize("one", FRAMEWORKS, ids=lambda one: one.id)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_id_has_words(one, language):
    ids = [f"action.{one.id}.{action.id}" for action in one.actions]
    ids += [f"output.{output}" for action in one.actions for output in action.outputs]
    ids += [f"evidence.{kind}" for action in one.actions for kind in action.evidence]
    ids += [f"role.{action.role}" for action in one.actions if action.role]
    ids += [f"gap.{gap}" for gap in one.gaps] + [f"standing.{law.standing}" for law in one.laws]
    ids += [f"purpose.{one.id}.{action.id}" for action in one.actions if one.complete]
    assert [id for id in ids if not has(f"convergence.{id}", language)] == []


@pytest.mark.parametrize("one", FRAMEWORKS, ids=lambda one: one.id)
def test_rows_fit_together_and_carry_source_and_confidence(one):
    ids = [action.id for action in one.actions]
    assert len(set(ids)) == len(ids)
    assert {end for flow in one.flows for end in (flow.giver, flow.taker)} <= set(ids)
    rows = [one, *one.actions, *one.flows, *one.laws]
    assert all(row.source for row in rows)
    assert {row.confidence for row in rows} <= {"H", "M", "L"}
    for action in one.actions:
        assert bool(action.months) == (action.months_confidence in ("H", "M", "L"))
        assert bool(action.evidence) == (action.evidence_confidence in ("H", "M", "L"))
        assert all(1 <= month <= 12 for month in action.months)


def test_an_unknown_framework_is_refused_with_those_there_are():
    with pytest.raises(ReferenceDataError, match="aksi8_2018_2024, p3s_2025"):
        framework("aksi9")
