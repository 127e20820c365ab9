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
from audit.schemas.indicators import FAMILY_TOTALS, INDICATORS
from audit.schemas.kpm import KPM, KPM_CHILDREN, KPM_MOTHERS, KPM_PAUD, PACKAGE_AVAILABILITY, PACKAGE_RECEIPT
from audit.schemas.lake import LAKE
from audit.schemas.money import BUDGET_LINES, COST_INGREDIENTS, LOCAL_PROGRAMMES, MONEY, SERVICE_GAPS
from audit.schemas.people import CHILD_HISTORY, CONSENTS, HOUSEHOLDS, SERVICES, WOMEN
from audit.schemas.registers import CHILDREN, REGISTERED, VISITS
from audit.schemas.sponsors import DELIVERIES, DONORS, SPONSORS, SPONSORSHIPS
from audit.schemas.table import Table

__all__ = [
    "ACTION_EVIDENCE",
    "ACTION_GRADES",
    "ACTION_OUTPUTS",
    "ACTION_RECOMMENDATIONS",
    "ACTION_YEARS",
    "ATTENDANCE",
    "BODIES",
    "BUDGET_LINES",
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
    "COST_INGREDIENTS",
    "DELIVERIES",
    "DONORS",
    "ENTRIES",
    "EVALUATIONS",
    "FAMILY_TOTALS",
    "FOLLOW_UPS",
    "FORUM_AGREEMENTS",
    "FORUM_MEETINGS",
    "GATES",
    "HANDOUTS",
    "HOUSEHOLDS",
    "INDICATORS",
    "INNOVATIONS",
    "ITEMS",
    "KPM_CHILDREN",
    "KPM_MOTHERS",
    "KPM_PAUD",
    "KUA_RECORDS",
    "LAKE",
    "LOCAL_PROGRAMMES",
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
    "SERVICE_GAPS",
    "SPONSORSHIPS",
    "SUPERVISIONS",
    "TABLES",
    "VISITS",
    "WOMEN",
    "Table",
]

_INPUT = (CHILDREN, VISITS, REGISTERED, WOMEN, HOUSEHOLDS, SERVICES, CHILD_HISTORY, CONSENTS)
_RECORDED = (SELECTION_FRAME, ENTRIES, *RECORDS)
_PROGRAMME = (*CONVERGENCE, *KPM, INDICATORS, FAMILY_TOTALS, *COMPANIONS, *SPONSORS, *MONEY, *FORUMS)
TABLES = MappingProxyType({table.name: table for table in (*_INPUT, *_RECORDED, *_PROGRAMME)})
