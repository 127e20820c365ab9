"""Canonical tables: what stands behind the border, with key, units and version. Floor 0."""

from __future__ import annotations

from types import MappingProxyType

from audit.schemas.cases import (
    ATTENDANCE,
    CASES,
    CAUSES,
    ENTRIES,
    EVALUATIONS,
    FOLLOW_UPS,
    GATES,
    HANDOUTS,
    ITEMS,
    OVERRIDES,
    RECOMMENDATIONS,
    RECORDS,
    REFERRALS,
    REVIEWS,
    SELECTION_FRAME,
)
from audit.schemas.companions import (
    BODIES,
    COMPANION_CONTACTS,
    COMPANION_REPORTS,
    COMPANION_TEAMS,
    COMPANIONS,
    SUPERVISIONS,
)
from audit.schemas.convergence import (
    ACTION_EVIDENCE,
    ACTION_GRADES,
    ACTION_OUTPUTS,
    ACTION_RECOMMENDATIONS,
    ACTION_YEARS,
    CADRES,
    CONSULTATIONS,
    CONVERGENCE,
    INNOVATIONS,
    OBSTACLES,
    PUBLICATIONS,
    REGULATIONS,
)
from audit.schemas.forums import FORUM_AGREEMENTS, FORUM_MEETINGS, FORUMS, KUA_RECORDS
from audit.schemas.kpm import PACKAGE_AVAILABILITY, PACKAGE_RECEIPT
from audit.schemas.people import CHILD_HISTORY, CONSENTS, HOUSEHOLDS, SERVICES, WOMEN
from audit.schemas.registers import CHILDREN, REGISTERED, VISITS
from audit.schemas.table import Table

__all__ = [
    "ACTION_EVIDENCE",
    "ACTION_GRADES",
    "ACTION_OUTPUTS",
    "ACTION_RECOMMENDATIONS",
    "ACTION_YEARS",
    "ATTENDANCE",
    "BODIES",
    "CADRES",
    "CASES",
    "CAUSES",
    "CHILDREN",
    "CHILD_HISTORY",
    "COMPANION_CONTACTS",
    "COMPANION_REPORTS",
    "COMPANION_TEAMS",
    "CONSENTS",
    "CONSULTATIONS",
    "ENTRIES",
    "EVALUATIONS",
    "FOLLOW_UPS",
    "FORUM_AGREEMENTS",
    "FORUM_MEETINGS",
    "GATES",
    "HANDOUTS",
    "HOUSEHOLDS",
    "INNOVATIONS",
    "ITEMS",
    "KUA_RECORDS",
    "OBSTACLES",
    "OVERRIDES",
    "PACKAGE_AVAILABILITY",
    "PACKAGE_RECEIPT",
    "PUBLICATIONS",
    "RECOMMENDATIONS",
    "RECORDS",
    "REFERRALS",
    "REGISTERED",
    "REGULATIONS",
    "REVIEWS",
    "SELECTION_FRAME",
    "SERVICES",
    "SUPERVISIONS",
    "TABLES",
    "VISITS",
    "WOMEN",
    "Table",
]

_INPUT = (CHILDREN, VISITS, REGISTERED, WOMEN, HOUSEHOLDS, SERVICES, CHILD_HISTORY, CONSENTS)
_KPM = (PACKAGE_AVAILABILITY, PACKAGE_RECEIPT)
_RECORDED = (SELECTION_FRAME, ENTRIES, *RECORDS, *CONVERGENCE, *FORUMS)
TABLES = MappingProxyType({table.name: table for table in (*_INPUT, *_KPM, *COMPANIONS, *_RECORDED)})
