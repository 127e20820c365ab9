"""The people among the cases of a cycle, from the rows about them alone."""

from __future__ import annotations

import pandas as pd

from audit.cases.people import People, people_of
from audit.pipeline.params import AuditParams
from audit.pipeline.tables import Tables
from audit.reference.areas import areas_of
from audit.reference.rule_sets import GROUPS

__all__ = ["people_of_cases"]


def people_of_cases(tables: Tables, cases: pd.DataFrame, params: AuditParams) -> People:
    """Those of the persons of ``cases`` (``CASES``) who are still there, on the day of the audit.

    The same as ``people_of`` says of them among everybody: nothing about a person rests on others. Every group is
    asked, since whoever is a case stays one when the district no longer audits the group.
    """
    who = cases["person_id"]

    def own(rows: pd.DataFrame, key: str) -> pd.DataFrame:
        return rows[rows[key].isin(who)]

    return people_of(
        own(tables.children, "child_id"), own(tables.visits, "child_id"), own(tables.women, "woman_id"),
        tables.households, own(tables.services, "person_id"), own(tables.child_history, "child_id"),
        as_of=params.as_of, areas=areas_of(params.district.code), groups=GROUPS,
    )  # fmt: skip
