"""Convergence actions, their evidence and grades, registers of the programme, and cadres: results.

Actions, documents and rupiah are no persons: they are findings with plain values. Days are given as months, since no
public file may hold a full date that the report does not declare; the restricted workbook has the days.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from audit.cases.rules import Screening
from audit.language import has
from audit.pipeline.measured import Measured
from audit.pipeline.params import AuditParams
from audit.pipeline.results_action_data import ActionData, action_data
from audit.pipeline.results_registers import register_results
from audit.pipeline.tables import Tables
from audit.programme.action_attention import REASONS, Attention, attention
from audit.programme.action_recommendations import carried_over, recommendation_sentence, recommendation_states
from audit.programme.action_scores import Score, action_score, band_of, grade_of, grades_by_indicator
from audit.programme.action_years import ActionState, ActionTables, action_states, progress
from audit.reference.action_frameworks import OpenWork, framework, framework_ids, open_in
from audit.reference.appraisal_schemes import Scheme, scheme_for
from audit.reference.follow_up_rules import STATUSES
from audit.results import Cell, CountTable, Finding, LineList, Result, Sentence, Value
from audit.schemas import (
    ACTION_EVIDENCE,
    ACTION_GRADES,
    ACTION_OUTPUTS,
    ACTION_RECOMMENDATIONS,
    ACTION_YEARS,
    CONVERGENCE,
    FOLLOW_UPS,
)
from audit.store.entries import current

__all__ = ["action_results"]

_OF_WORK = (ACTION_YEARS, ACTION_OUTPUTS, ACTION_EVIDENCE, ACTION_GRADES, ACTION_RECOMMENDATIONS)
_COMPUTED = "1.1"  # the one indicator whose rule was read (reference/domain.md 3.2)


def action_results(tables: Tables, said: Measured, screening: Screening, params: AuditParams) -> tuple[Result, ...]:
    """Nothing where none of the eleven tables of convergence was handed in.

    Public: ``action_state.<framework>.<year>.<action>``, ``action_attention.…``, ``action_score.…``,
    ``action_recommendations.…`` (findings), ``action_attention`` (actions by reason), ``action_screened``; registers
    and cadres of ``register_results``. Restricted: ``convergence_actions``, ``convergence_attention``,
    ``convergence_grades``, ``convergence_recommendations``, ``convergence_plans``, ``convergence_targets``,
    ``convergence_review``.
    """
    if not any(len(tables.of_programme(table)) for table in CONVERGENCE):
        return ()
    data = action_data(tables, said, screening, params)
    given = any(len(tables.of_programme(table)) for table in _OF_WORK)
    return (*(_actions(tables, data, params) if given else ()), *data.results, *register_results(tables, data, params))


def _actions(tables: Tables, data: ActionData, params: AuditParams) -> Iterator[Result]:
    years, unplaced = _placed(tables.of_programme(ACTION_YEARS), params.district.code)
    recorded = ActionTables(years, tables.of_programme(ACTION_OUTPUTS), tables.of_programme(ACTION_EVIDENCE))
    rows, counts, reasons = [], {}, []
    for work in open_in(params.as_of.year):
        states = action_states(
            work.framework, params.district.code, work.year_of_work, recorded, as_of=params.as_of
        )  # fmt: skip
        found = attention(
            states, work.framework.id, work.year_of_work, as_of=params.as_of,
            least_realised_percent=params.actions.least_realised_percent,
            calendar=params.calendar.budget, coverage=data.coverage(work.year_of_work),
        )  # fmt: skip
        yield from (_state(work, state, found) for state in states)
        yield from _attention(work, found)
        yield from _scores(work, states, tables, data, params)
        yield from _money(work, states)
        rows += [_row(work, state) for state in states]
        reasons += [_reason(work, one) for one in found]
        for reason in REASONS:
            cell = Cell.of(str(work.year_of_work), framework=work.framework.id, action=f"reason.{reason}")
            counts[cell] = len({one.action for one in found if one.reason == reason})
    yield CountTable("action_attention", tuple(counts), tuple(counts.values()), personal=False)
    yield LineList("convergence_actions", pd.DataFrame(rows))
    yield LineList("convergence_attention", pd.DataFrame(reasons, columns=["framework", "year", "action", "sentence"]))
    if unplaced:
        yield Finding("action_unplaced", Sentence("convergence.unplaced", {"n": unplaced}))
    yield from _recommendations(tables, params)


def _placed(years: pd.DataFrame, district: str) -> tuple[pd.DataFrame, int]:
    """Rows that a framework can hold, and how many others there are: another place, action, year or status."""

    def fits(row: pd.Series) -> bool:
        if row["area_code"] != district or row["framework"] not in framework_ids():
            return False
        of = framework(row["framework"])
        known = any(action.id == row["action"] for action in of.actions)
        return known and of.covers(int(row["year"])) and (pd.isna(row["status"]) or row["status"] in STATUSES)

    kept = years[pd.Series([fits(row) for _, row in years.iterrows()], index=years.index, dtype=bool)]
    return kept, len(years) - len(kept)


def _key(work: OpenWork) -> str:
    return f"{work.framework.id}.{work.year_of_work}"


def _state(work: OpenWork, state: ActionState, found: tuple[Attention, ...]) -> Finding:
    """Where one action stands; a value that nobody recorded is left out."""
    action = work.framework[state.action]
    known: dict[str, Value | None] = {
        "framework": work.framework.id, "year": str(work.year_of_work), "kind": work.kind, "action": state.action,
        "name": state.name, "number": action.number, "role": action.role or None,
        "state": f"convergence.state.{state.state}",
        "planned_to": _month(state.planned_to), "finished_on": _month(state.finished_on),
        "outputs": len(action.outputs) or None,
        "outputs_missing": len(state.outputs_missing) if state.state != "not_recorded" else None,
        "evidence": state.evidence if state.state != "not_recorded" else None,
        "self_grade": state.self_grade, "panel_grade": state.panel_grade,
        "reasons": sum(one.action == state.action for one in found),
    }  # fmt: skip
    values = {name: value for name, value in known.items() if value is not None}
    sentence = Sentence("convergence.stands", {"action": state.name, "state": f"convergence.state.{state.state}"})
    return Finding(f"action_state.{_key(work)}.{state.action}", sentence, values=values)


def _attention(work: OpenWork, found: tuple[Attention, ...]) -> Iterator[Finding]:
    for i, one in enumerate(found):
        said = {
            name: _month(value) if isinstance(value, date) else value for name, value in one.sentence.values.items()
        }
        values: dict[str, Value] = {"framework": work.framework.id, "action": one.action, "reason": one.reason}
        sentence = Sentence(one.sentence.id, {name: value for name, value in said.items() if value is not None})
        yield Finding(f"action_attention.{_key(work)}.{i:02d}.{one.action}", sentence, values=values)


def _scores(
    work: OpenWork, states: tuple[ActionState, ...], tables: Tables, data: ActionData, params: AuditParams
) -> Iterator[Result]:
    """Progress with its band, and the score of each side by the scheme of the framework, or why there is none."""
    scheme = scheme_for(work.framework.id, params.actions.own_schemes)
    done = progress(states)
    if done is not None:
        k = sum(state.state == "done" for state in states)
        sentence = Sentence("convergence.progress", {"year": str(work.year_of_work), "k": k, "n": len(states)})
        band = band_of(scheme, done) if scheme and not scheme.indicators else None
        titles = {f"band_{language}": title for language, title in band.title.items()} if band else {}
        yield Finding(f"action_progress.{_key(work)}", sentence, values=titles)
    if scheme is None or not scheme.grades:
        return
    rows = _of(tables.of_programme(ACTION_GRADES), work, params.district.code)
    known = {one.id for one in scheme.indicators}
    computed = grade_of(scheme, _COMPUTED, data.lokus_share(work.year_of_work)) if _COMPUTED in known else None
    table = []
    for side, own in (("self", True), ("panel", False)):
        grades = grades_by_indicator(rows, own=own)
        outside = sum(
            letter not in scheme.grades for id, letters in grades.items() for letter in letters if id in known
        )
        fitting = {
            id: tuple(letter for letter in letters if letter in scheme.grades)
            for id, letters in grades.items()
            if id in known
        }
        outside += sum(len(letters) for id, letters in grades.items() if id not in known)
        table += [{"side": side, "indicator": id, "grades": ";".join(letters)} for id, letters in grades.items()]
        if grades:
            yield _score(work, side, scheme, action_score(scheme, fitting))
        if outside:
            values: dict[str, Value] = {
                "side": f"convergence.side.{side}",
                "n": outside,
                "year": str(work.year_of_work),
            }
            yield Finding(f"action_score.{_key(work)}.{side}_outside", Sentence("convergence.score_outside", values))
    if computed is not None:
        table.append({"side": "computed", "indicator": _COMPUTED, "grades": computed})
        said: dict[str, Value] = {"indicator": _COMPUTED, "grade": computed, "year": str(work.year_of_work)}
        yield Finding(f"action_score.{_key(work)}.computed", Sentence("convergence.computed_grade", said))
    if table:
        of = {"framework": work.framework.id, "year": work.year_of_work, "scheme": scheme.id}
        yield LineList(f"convergence_grades.{_key(work)}", pd.DataFrame([of | row for row in table]))


def _score(work: OpenWork, side: str, scheme: Scheme, score: Score) -> Finding:
    named = f"convergence.scheme.{scheme.id}"  # a province's own scheme is called by its id
    head: dict[str, Value] = {
        "side": f"convergence.side.{side}", "scheme": named if has(named) else scheme.id,
        "year": str(work.year_of_work),
    }  # fmt: skip
    values: dict[str, Value] = {}
    if score.low is None or score.high is None:
        id = "convergence.score_none"
    elif score.value is not None:
        id, values = "convergence.score", values | {"tenths": round(score.value * 10)}
        band = band_of(scheme, score.value)
        values |= {f"band_{language}": title for language, title in band.title.items()} if band else {}
    else:
        id, values = "convergence.score_range", values | {"low": round(score.low * 10), "high": round(score.high * 10)}
        values["ungraded"] = len(score.ungraded)
    return Finding(f"action_score.{_key(work)}.{side}", Sentence(id, head), values=values)


def _money(work: OpenWork, states: tuple[ActionState, ...]) -> Iterator[Finding]:
    """Plan and result in rupiah, each with the number of actions of which it is known."""
    budget = [state.budget_rupiah for state in states if state.budget_rupiah is not None]
    realised = [state.realised_rupiah for state in states if state.realised_rupiah is not None]
    if budget:
        values: dict[str, Value] = {
            "year": str(work.year_of_work), "budget": round(sum(budget)), "n": len(budget),
            "realised": round(sum(realised)), "k": len(realised),
        }  # fmt: skip
        id = "convergence.money" if realised else "convergence.money_budget"
        yield Finding(f"action_money.{_key(work)}", Sentence(id, values))


def _recommendations(tables: Tables, params: AuditParams) -> Iterator[Result]:
    """What the panel recommended on the work of each year and what became of it; drafts of plans not yet carried."""
    given = tables.of_programme(ACTION_RECOMMENDATIONS)
    given = given[given["area_code"].eq(params.district.code).fillna(False).astype(bool)]
    if given.empty:
        return
    plans = current(tables.entries, FOLLOW_UPS)
    states = recommendation_states(given, plans)
    years = sorted({int(year) for year in given["year"]})
    for year in years:
        yield Finding(f"action_recommendations.{year}", recommendation_sentence(states, year=year))
    yield LineList("convergence_recommendations", states)
    yield LineList("convergence_plans", pd.concat([carried_over(given, plans, year=year) for year in years]))


def _of(rows: pd.DataFrame, work: OpenWork, district: str) -> pd.DataFrame:
    at = {"area_code": district, "year": work.year_of_work, "framework": work.framework.id}
    wanted = pd.Series(True, index=rows.index)
    for name, value in at.items():
        wanted &= rows[name].eq(value).fillna(False).astype(bool)
    return rows[wanted]


def _row(work: OpenWork, state: ActionState) -> Mapping[str, object]:
    """One action with its days and rupiah, for the restricted workbook."""
    return {
        "framework": work.framework.id, "year": work.year_of_work, "action": state.action, "name": state.name,
        "state": state.state, "planned_from": state.planned_from, "planned_to": state.planned_to,
        "finished_on": state.finished_on, "days_late": state.days_late,
        "outputs_missing": ";".join(state.outputs_missing), "outputs_unproved": ";".join(state.outputs_unproved),
        "evidence": state.evidence, "budget_rupiah": state.budget_rupiah, "realised_rupiah": state.realised_rupiah,
        "self_grade": state.self_grade, "panel_grade": state.panel_grade,
    }  # fmt: skip


def _reason(work: OpenWork, one: Attention) -> tuple[str, int, str, Sentence]:
    return work.framework.id, work.year_of_work, one.action, one.sentence


def _month(day: date | None) -> str | None:
    return None if day is None else f"{day:%Y-%m}"
