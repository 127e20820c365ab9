"""Tasks out of results: actions that need attention, and indicators that are surely short of their target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

import pandas as pd

from audit.language import text
from audit.pipeline.params import AuditParams
from audit.pipeline.results_indicators import INDICATOR, few
from audit.pipeline.sector_task import Task, spoken_values, task
from audit.pipeline.tables import Tables
from audit.programme.forum_record import promises
from audit.programme.sector_tasks import PAST_MONEY
from audit.reference.areas import areas_of
from audit.reference.essential_indicators import essential_indicators
from audit.reference.follow_up_rules import activity_kinds
from audit.results import Cell, Finding, LineList, RateTable, Result, Sentence, TiedValue, Value
from audit.schemas import ACTION_YEARS, ATTENDANCE, FOLLOW_UPS, FORUM_AGREEMENTS, FORUM_MEETINGS

__all__ = ["action_tasks", "indicator_tasks", "promise_tasks"]

_ATTENTION, _STATE = "action_attention.", "action_state."
_LONG, _SHORT = "convergence.reason.", "action_block.reason."
_GOVERNMENT = "pemerintah"  # the indicators are those of a law that binds regional governments


def action_tasks(tables: Tables, found: Mapping[str, Result], params: AuditParams) -> Iterator[Task]:
    """One task for each action of a year that needs attention, with all its reasons, for the office that owns it."""
    years = tables.of_programme(ACTION_YEARS).dropna(subset=["owner", "year"])
    years = years[years["area_code"].eq(params.district.code).fillna(False).astype(bool)]
    owners = {f"{r['framework']}.{r['year']}.{r['action']}": r["owner"] for r in years.to_dict("records")}
    reasons: defaultdict[str, list[Sentence]] = defaultdict(list)
    for id, result in found.items():
        if id.startswith(_ATTENTION) and isinstance(result, Finding):
            framework, year, _, action = id.removeprefix(_ATTENTION).split(".", 3)
            if result.values["reason"] in PAST_MONEY and int(year) < params.as_of.year:
                continue  # money of a year that has ended is spent no more
            reasons[f"{framework}.{year}.{action}"].append(result.sentence)
    planned = _planned(found)
    for key, sentences in reasons.items():
        state = found.get(f"{_STATE}{key}")
        if not isinstance(state, Finding):
            continue
        framework, year, action = key.split(".", 2)
        values: dict[str, Value] = {"action": state.values["name"], "year": year}
        public = Sentence("sectors.public.action", values)
        head = text(public.id, params.language, **spoken_values(public, params))
        done = state.values["state"] == "convergence.state.done"
        yield task(
            params, "action", key, f"{head}: {_why(sentences, params)}", owners.get(key), public=public,
            due=None if done else planned.get(key), more={"work": f"{framework}.{year}", "action": action},
        )  # fmt: skip


def _planned(found: Mapping[str, Result]) -> dict[str, object]:
    """The planned end of each action by its key."""
    listed = found.get("convergence_actions")
    rows = listed.rows.to_dict("records") if isinstance(listed, LineList) else []
    return {f"{row['framework']}.{row['year']}.{row['action']}": row["planned_to"] for row in rows}


def _why(sentences: list[Sentence], params: AuditParams) -> str:
    """Short forms of the reasons; outputs that share a reason stand together."""
    outputs: defaultdict[str, list[str]] = defaultdict(list)
    said: dict[str, dict[str, object]] = {}
    for n, sentence in enumerate(sentences):
        values = spoken_values(sentence, params)
        if "output" in values:
            outputs[sentence.id].append(str(values["output"]))
        said.setdefault(sentence.id if "output" in values else f"{sentence.id} {n}", values)
    return "; ".join(
        text(key.split()[0].replace(_LONG, _SHORT), params.language, **values, outputs=", ".join(outputs.get(key, ())))
        for key, values in said.items()
    )


def promise_tasks(tables: Tables, params: AuditParams) -> Iterator[Task]:
    """What forums agreed and is still open, one task a kind of work and office: the places of it are counted.

    Agreements of the sheets alone; plans that were read back from forms are plans already.
    """
    told = promises(
        tables.of_programme(FORUM_AGREEMENTS), tables.of_programme(FORUM_MEETINGS), FOLLOW_UPS.empty(),
        ATTENDANCE.empty(), areas_of(params.district.code), as_of=params.as_of,
    )  # fmt: skip
    open_ones = told[~told["state"].isin(["done", "cancelled"])].astype(object)
    agreed = tables.of_programme(FORUM_AGREEMENTS).set_index("agreement_id")
    open_ones = open_ones.assign(
        **{name: open_ones["promise_id"].map(agreed[name]).astype(object) for name in ("sector", "office")}
    )
    by = ["activity_kind", "office"]
    for (kind, office), rows in open_ones.groupby(by, dropna=False, sort=True):
        known = kind if kind in activity_kinds() else ""
        name = f"rtl.kind.{known}" if known else "sectors.public.plan"
        values: dict[str, Value] = {"kind": name, "n": len(rows)}
        said = Sentence("sectors.public.promise", values)
        one = task(
            params, "plan", f"promise.{known}.{office}", text(said.id, params.language, **spoken_values(said, params)),
            office, due=rows["due_on"].min(), public=said,
        )  # fmt: skip
        sectors = rows["sector"].dropna().unique()
        yield one | {"written_sector": sectors[0] if len(sectors) == 1 else None}


def indicator_tasks(found: Mapping[str, Result], params: AuditParams) -> Iterator[Task]:
    """Indicators whose whole interval is short of the target, where nobody is few on either side.

    No source names the office that answers for an indicator, so none is named: the government's, to be appointed.
    """
    listed, table = found.get("indicators_list"), found.get("indicators")
    if not isinstance(listed, LineList) or not isinstance(table, RateTable):
        return
    cells = {_indicator(n): (of, n) for n, of in zip(table.numerator.cells, table.denominator.cells, strict=True)}
    rows = listed.rows
    rows = rows[rows["area_code"].eq(params.district.code) & rows["met"].eq("no") & rows["reason"].eq("")]
    units = {one.id: one.unit for one in essential_indicators()}
    for row in rows[~few(rows)].to_dict("records"):
        indicator = row["indicator"]
        if indicator not in cells or pd.isna(row["short"]):
            continue
        values: dict[str, Value] = {
            "indicator": f"indicator.short.{indicator}",
            "n": TiedValue(cells[indicator], float(row["short"]), 0),
            "unit": f"indicator_block.unit_{units[indicator]}",
        }
        public = Sentence("sectors.public.indicator", values)
        what = text("sectors.task.indicator", params.language, **spoken_values(public, params))
        one = task(params, "gap", f"{INDICATOR}{indicator}", what, None, public=public, more={"indicator": indicator})
        yield one | {"written_sector": _GOVERNMENT}


def _indicator(cell: Cell) -> str:
    """The indicator that a cell of the whole district counts; "" for a cell of a part of it."""
    if cell.level("area") is not None:
        return ""
    return next((name.removeprefix(INDICATOR) for name, _ in cell.at if name.startswith(INDICATOR)), "")
