"""Who is stunted, where, and what the forum is asked to decide. Floor 5."""

from audit.cases.case_balance import Period, balance_lines, balance_table, birthdays_sentence, case_balance
from audit.cases.case_rates import case_rates, person_time, rate_checks
from audit.cases.confirmed import confirmed_among_examined, examination_state, examinations_of_stunted
from audit.cases.decisions import Ask, Facts, decide
from audit.cases.headline import headline
from audit.cases.selection import case_funnel, stunted_by_group
from audit.cases.selection_list import stunted_children
from audit.cases.states import case_spells, heights
from audit.cases.stunting import severity, severity_by_age, stunting, stunting_age_sex

__all__ = [
    "Ask",
    "Facts",
    "Period",
    "balance_lines",
    "balance_table",
    "birthdays_sentence",
    "case_balance",
    "case_funnel",
    "case_rates",
    "case_spells",
    "confirmed_among_examined",
    "decide",
    "examination_state",
    "examinations_of_stunted",
    "headline",
    "heights",
    "person_time",
    "rate_checks",
    "severity",
    "severity_by_age",
    "stunted_by_group",
    "stunted_children",
    "stunting",
    "stunting_age_sex",
]
