"""Until when somebody belongs to a target group of an audit: limits of pregnancy, post-partum time and breastfeeding.

Who is older than a limit is not judged by an old sheet of paper but listed as "status perlu diperbarui".
"""

from __future__ import annotations

__all__ = ["BABY_MONTHS", "BREASTFED_DAYS", "CHILD_GROUPS", "DEFAULT_GROUPS", "LAST_WEEK", "NIFAS_DAYS"]

# The five groups of the audit (reference/domain.md 1.4); breastfeeding women may be added (practice C25).
DEFAULT_GROUPS = ("catin", "bumil", "nifas", "baduta", "balita_24_59")
CHILD_GROUPS = ("baduta", "balita_24_59")  # of whom a case is a child and not a woman

NIFAS_DAYS = 42  # after delivery (reference/practice.md 5.1; domain.md 1.4)
LAST_WEEK = 44  # completed weeks; no pregnancy lasts longer (42 is late already: Elsimil BKKBN). Ours: two weeks on top
BREASTFED_DAYS = 730  # two years of breastfeeding (WHO; Permenkes 28/2019 counts mothers of children 0-23 months)
BABY_MONTHS = 24.0  # baduta: 0-23 months (reference/practice.md 5.1)
