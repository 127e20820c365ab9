"""By which risk rules the status of a case is judged before and after: what measuring again can find gone.

An audit is judged by the shift of risk status of the people it audited (reference/domain.md 1.2). No source names the
rules, so these are ours (confidence L; a panel sets its own in params, ``cases.status_rules``): direct causes that
months can change. Left out are facts of the past (birth weight, early breastfeeding), which never go away, and indirect
and basic causes (latrine, poverty), which follow-up plans track and no measurement re-assesses.
"""

from __future__ import annotations

__all__ = ["AT_RISK_NOW", "NOT_AT_RISK_NOW", "NOT_JUDGED", "STATUS_RULES"]

# Codes of ``risk_before`` and ``risk_after``. Nobody who was not measured again is "no longer at risk".
AT_RISK_NOW, NOT_AT_RISK_NOW, NOT_JUDGED = "berisiko", "tidak", "belum_dapat_dinilai"

STATUS_RULES = (
    "muac_low", "bmi_low", "bmi_low_early_pregnancy", "bmi_high_early_pregnancy", "hb_low_bride", "hb_low_pregnant",
    "blood_pressure_systolic", "blood_pressure_diastolic", "glucose_high", "proteinuria", "not_breastfeeding",
    "height_short", "weight_low", "thin", "weight_not_rising", "no_animal_protein", "meals_few", "recent_illness",
)  # fmt: skip
