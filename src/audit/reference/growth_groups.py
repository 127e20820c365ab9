"""How weighed children are split in tables of growth monitoring: weight gain, red line, development screening.

Ids of levels. Root of each: children measured in the month, one visit a child (as ``reference.groups.STATUS``).
"""

from __future__ import annotations

from audit.results import Partition

__all__ = [
    "BGM",
    "DEVELOPMENT",
    "DEVELOPMENT_IN_TWO",
    "DEVELOPMENT_WORDS",
    "EXAMINED",
    "FALTERING",
    "FALTERING_UNKNOWN",
    "GAIN",
    "GAIN_UNKNOWN",
]

GAIN_UNKNOWN = "gain.unknown"  # weighed, but the least gain is not known: no sex, no age
# SKDN (domain notes, 6.4): D = weighed = N + T + O + B; D' = D - O - B = judged. T: first, or one of a series (2T).
GAIN = Partition(
    "gain",
    {
        "": ("weighed", "not_weighed"),
        "weighed": ("judged", "O", "B", GAIN_UNKNOWN),
        "judged": ("N", "T"),
        "T": ("first_t", "two_t"),
    },
)
# Below the red line of the KMS (weight for age under -3 SD).
BGM = Partition("bgm", {"": ("bgm_known", "bgm.unknown"), "bgm_known": ("bgm", "not_bgm")})
# Faltering by each definition of ``anthropometry.growth.faltering``: a child may falter by one and grow by another.
FALTERING_UNKNOWN = "faltering.unknown"  # not weighed at the month before, or the definition does not apply
FALTERING = {
    definition: Partition(
        f"faltering_{definition}", {"": ("judged", FALTERING_UNKNOWN), "judged": ("falters", "grows")}
    )
    for definition in ("band", "conditional", "velocity", "loss")
}
# KPSP: as expected, doubtful, deviating (practice notes, U20).
DEVELOPMENT = Partition(
    "development",
    {"": ("screened", "development.unknown"), "screened": ("sesuai", "meragukan", "penyimpangan")},
)
# The same children with the two results that ask for a second look together.
DEVELOPMENT_IN_TWO = Partition(
    "development",
    {"screened": ("sesuai", "not_as_expected"), "not_as_expected": ("meragukan", "penyimpangan")},
)
# What the column KPSP says, folded. Anything else is not read as a result.
DEVELOPMENT_WORDS = {
    "sesuai": "sesuai", "s": "sesuai", "normal": "sesuai",
    "meragukan": "meragukan", "m": "meragukan",
    "penyimpangan": "penyimpangan", "p": "penyimpangan", "menyimpang": "penyimpangan",
}  # fmt: skip
# What a doctor found in a child measured short (practice C22).
EXAMINED = Partition(
    "examined",
    {"": ("examined", "not_examined"), "examined": ("confirmed", "not_confirmed", "no_verdict")},
)
