"""Which factors explain which: the declared hierarchy of risk-factor models, and what follows from the outcome.

Sources: UNICEF Conceptual Framework on Maternal and Child Nutrition, 2020 (enabling, underlying, immediate); Victora et
al., Int J Epidemiol 1997;26:224-227 (a factor is adjusted for its own level and those before it, not for what lies
between it and the outcome).
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

__all__ = ["FRAMEWORK_LEVELS", "POST_OUTCOME", "RISK_FACTORS", "FrameworkLevel", "RiskFactor"]

FrameworkLevel = Literal["enabling", "underlying", "immediate"]
FRAMEWORK_LEVELS: tuple[FrameworkLevel, ...] = ("enabling", "underlying", "immediate")


@dataclass(frozen=True, slots=True)
class RiskFactor:
    """A factor of stunting; ``modifiable`` where a fraction attributable to it may be printed.

    What it is called stands in the catalogue: ``risk_factor.<id>``.
    """

    id: str
    level: FrameworkLevel
    modifiable: bool


# Birth size and prematurity stand with the immediate ones: they carry what the mother's food, age and care did before.
# A mother's height and a birth before term are not changed by a district's programme in the years of a plan.
RISK_FACTORS = MappingProxyType(
    {
        factor.id: factor
        for factor in (
            RiskFactor("poorest_40_percent", "enabling", modifiable=True),
            RiskFactor("mother_low_education", "enabling", modifiable=True),
            RiskFactor("mother_short", "underlying", modifiable=False),
            RiskFactor("teen_mother", "underlying", modifiable=True),
            RiskFactor("birth_interval_below_24_months", "underlying", modifiable=True),
            RiskFactor("anc_below_6", "underlying", modifiable=True),
            RiskFactor("ttd_below_90", "underlying", modifiable=True),
            RiskFactor("no_proper_sanitation", "underlying", modifiable=True),
            RiskFactor("unsafe_water", "underlying", modifiable=True),
            RiskFactor("household_smoker", "underlying", modifiable=True),
            RiskFactor("incomplete_immunisation", "underlying", modifiable=True),
            RiskFactor("low_birth_weight", "immediate", modifiable=True),
            RiskFactor("preterm", "immediate", modifiable=False),
            RiskFactor("not_exclusively_breastfed", "immediate", modifiable=True),
            RiskFactor("poor_complementary_feeding", "immediate", modifiable=True),
            RiskFactor("frequent_diarrhoea", "immediate", modifiable=True),
        )
    }
)

# What is measured with the outcome, made of it, or done because of it: never a risk factor of it. Reverse causation is
# the reason: reference/risk.md section 10; Hernan & Robins, Causal Inference: What If, 2020, section 7.
POST_OUTCOME = frozenset(
    {
        *("haz", "waz", "whz", "baz", "acz", "exported_haz", "exported_waz", "exported_whz"),
        *("stunted", "severely_stunted", "wasted", "underweight", "lenhei_cm", "weight_kg", "weight_gain_status"),
        *("supplementary_food", "pmt", "sponsored", "sponsorship", "assistance", "companion_visits", "home_visit"),
        *("referred", "referral", "clinic_visits", "hospital_visits", "facility_visits", "treatment"),
        *("selected", "audited", "case", "follow_up", "risk_status"),
    }
)
