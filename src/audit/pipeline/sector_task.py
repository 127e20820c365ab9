"""One open task: what is written of it for the restricted list, and what of it may be said to everybody."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from audit.language import has, text
from audit.pipeline.params import AuditParams
from audit.programme.sector_tasks import PUBLIC_TASK
from audit.reference.needs import OTHER_OFFICE, office_of
from audit.reference.sectors import actor_of
from audit.results import CountValue, Finding, Sentence, Value

__all__ = ["PUBLIC", "Task", "public_task", "spoken", "spoken_values", "task"]

Task = dict[str, Any]
# Of a task, beside TASK_COLUMNS: its public sentence, and who acts where that is public; "more" for the block's words.
PUBLIC = ("public", "who", "more")


def task(
    params: AuditParams, kind: str, id: str, what: str, named: object, *, public: Sentence, who: str | None = None,
    due: object = None, area: object = None, money: str = "", more: Mapping[str, Value] | None = None,
) -> Task:  # fmt: skip
    """A task by ``TASK_COLUMNS`` and ``PUBLIC``. ``named`` as it was written; ``who`` where params or rules say it.

    Without ``who`` the public sees the kind of office that ``named`` is, for a name that people typed may be anybody's.
    """
    due = None if due is None or pd.isna(due) else pd.Timestamp(due)  # pyright: ignore[reportArgumentType, reportCallIssue]
    late = due is not None and due < pd.Timestamp(params.as_of)
    written = None if named is None or pd.isna(named) else str(named)  # pyright: ignore[reportArgumentType, reportCallIssue]
    return {
        "kind": kind,
        "task_id": str(id),
        "what": what,
        "named": written,
        "area_code": None if area is None or pd.isna(area) else str(area),  # pyright: ignore[reportArgumentType, reportCallIssue]
        "due_on": due,
        "state": "overdue" if late else "open",
        "money": money,
        "public": public,
        "who": who or _kind_of(written),
        "more": dict(more or {}),
    }


def _kind_of(written: str | None) -> str:
    """The kind of office that a name is, else the kind of actor; nobody where neither is known."""
    office, actor = office_of(written or ""), actor_of(written)
    if office != OTHER_OFFICE:
        return f"needs.office.{office}"
    return f"sectors.actor.{actor.id}" if actor else "sectors.nobody"


def public_task(n: int, row: Mapping[Hashable, Any]) -> Finding:
    """``sector_task.<n>``: the public sentence of a task of ``assigned``, with whose it is and its month.

    Where its number is withheld it reads ``sectors.<what>.disamarkan``.
    A full date stays out: no public file holds one that the report does not declare.
    """
    due = row["due_on"]
    values: dict[str, Value] = {
        "sector": str(row["sector"]),
        "actor": str(row["actor"]),
        "kind": str(row["kind"]),
        "state": str(row["state"]),
        "who": str(row["who"]),
        "due": "sectors.no_day" if pd.isna(due) else f"{due:%Y-%m}",
    }
    return Finding(f"{PUBLIC_TASK}{n:03d}", row["public"], values=values | row["more"])


def spoken(sentence: Sentence, params: AuditParams) -> str:
    """A sentence of a result as the restricted edition prints it."""
    return text(sentence.id, params.language, **spoken_values(sentence, params))


def spoken_values(sentence: Sentence, params: AuditParams) -> dict[str, object]:
    """Its values in words, for another sentence about the same."""
    plain = {name: _plain(value) for name, value in sentence.values.items()}
    return {
        name: text(value, params.language, **plain) if isinstance(value, str) and "." in value and has(value) else value
        for name, value in plain.items()
    }


def _plain(value: Value) -> str | int | date:
    if isinstance(value, CountValue):
        return value.value
    if isinstance(value, str | int | date):
        return value
    return "" if value.value is None else f"{value.value:.{value.digits}f}"
