"""Who is stunted, where, and what the forum is asked to decide. Floor 5."""

from audit.cases.decisions import Ask, Facts, decide
from audit.cases.headline import headline
from audit.cases.selection import case_funnel, stunted_by_group
from audit.cases.selection_list import stunted_children
from audit.cases.stunting import severity, stunting, stunting_age_sex

__all__ = [
    "Ask",
    "Facts",
    "case_funnel",
    "decide",
    "headline",
    "severity",
    "stunted_by_group",
    "stunted_children",
    "stunting",
    "stunting_age_sex",
]
