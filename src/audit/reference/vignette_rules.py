"""What a public vignette of a case may say: group, sex, a band of age, height in a word, and a few risks.

Sources: reporting notes 4 (age band, no desa, no rare combination) and practice note R13 (nothing of couples about to
marry). Which risks may be said is ours: what a clinic alone knows of a person, what is said of a mother's age, births
or money, and what sounds like a fault are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["AGE_BANDS", "BAND_FIELDS", "MOST_RISKS", "SAYABLE"]

_CHILD, _WOMAN = ("baduta", "balita_24_59"), ("bumil", "nifas")

# Field of age, in its unit, by group; groups that are not here have no vignette.
BAND_FIELDS: Mapping[str, str] = MappingProxyType(
    dict.fromkeys(_CHILD, "age_months") | dict.fromkeys(_WOMAN, "age_years")
)
# Lower and upper bound of each band, the upper one outside. Months as in the reporting notes; years as the risk rules
# of age (4T) cut them, so that a band says no more than they do.
AGE_BANDS: Mapping[str, tuple[tuple[int, int], ...]] = MappingProxyType(
    {
        "age_months": ((0, 6), (6, 12), (12, 18), (18, 24), (24, 36), (36, 48), (48, 60)),
        "age_years": ((10, 20), (20, 36), (36, 60)),
    }
)
MOST_RISKS = 3  # said of one person; each more makes the combination rarer
# Ids of risk rules, in the order in which they are said; a rule set without one of them does not say it.
SAYABLE = (
    "born_light", "thin", "weight_low", "weight_not_rising", "recent_illness", "muac_low", "hb_low_pregnant",
    "no_animal_protein", "meals_few", "not_immunised", "no_vitamin_a", "not_dewormed", "antenatal_visits_few",
    "iron_tablets_few", "water_unsafe", "latrine_unsafe", "smoke_at_home", "far_from_service",
)  # fmt: skip
