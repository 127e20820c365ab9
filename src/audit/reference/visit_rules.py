"""How children are grouped by the risk of becoming stunted, and what is listed of them: figures of visiting first."""

from __future__ import annotations

from audit.reference.prediction_rules import THRESHOLDS
from audit.results import Partition

__all__ = [
    "BANDS",
    "BAND_SPLIT",
    "LATER",
    "LEARNT",
    "LISTED_FROM",
    "ORDER_SPLIT",
    "RISK_LEVELS",
    "TENTHS",
    "TENTH_SPLIT",
    "TRUE_WITHIN",
    "VISITS_SHOWN",
    "VISIT_GROUPS",
]

# Lowest risk of a child that does not falter and is still listed: the lowest threshold of the decision curve.
LISTED_FROM = THRESHOLDS[0]
# Groups of the list in their order: height for age falls and the risk is listed; the risk alone; the fall alone. Within
# each by risk. Whoever falls with a small risk comes last: in front, those visits would reach fewer cases (measured).
VISIT_GROUPS = ("falls_and_risk", "risk", "falls")
# Words for a risk, from its lower end; ours, at thresholds of the decision curve.
RISK_LEVELS = (("very_high", 0.5), ("high", 0.3), ("medium", LISTED_FROM), ("low", 0.0))
# Observed over expected cases within this of 1 are called true; ours.
TRUE_WITHIN = 0.1
# Visits a month that are shown side by side where the params say no number; ours.
VISITS_SHOWN = (25, 50, 100, 200, 400)

# Children whom the day of learning knows: without an earlier length or a later one nothing can be learnt of them.
LEARNT = Partition(
    "prediction", {"asked": ("learnt", "prediction.unknown"), "learnt": ("not_yet", "already")}
)  # not_yet and already: stunted on that day
LATER = Partition("later", {"": ("stunted_later", "well_later")})
# Children of "not_yet" in ten groups alike in number, from the lowest risk (d01) up.
TENTHS = tuple(f"d{i:02d}" for i in range(1, 11))
TENTH_SPLIT = Partition("risk_tenth", {"": TENTHS})
# The same children in the order of the list, from its top (d01) down.
ORDER_SPLIT = Partition("visit_tenth", {"": TENTHS})
# The same children between the thresholds of the decision curve; "r20" is from 20 % to under the next.
BANDS = ("r00", *(f"r{round(100 * threshold):02d}" for threshold in THRESHOLDS))
BAND_SPLIT = Partition("risk_band", {"": BANDS})
