"""Who is stunted, where, and what the forum is asked to decide. Floor 5."""

from audit.cases.decisions import Ask, Facts, decide
from audit.cases.headline import headline
from audit.cases.stunting import severity, stunting, stunting_age_sex

__all__ = ["Ask", "Facts", "decide", "headline", "severity", "stunting", "stunting_age_sex"]
