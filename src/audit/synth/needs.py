"""Which needs invented people have: who is offered what follows from them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.synth.families import Families
from audit.synth.people import People

__all__ = ["needs_of_children", "needs_of_women"]

_POOR_RANK = 2
_ARM_BELOW_CM, _HB_BELOW = 23.5, 11.0  # KEK and anaemia in pregnancy (reference/domain.md 1.6)


def needs_of_children(
    people: People, families: Families, histories: pd.DataFrame, households: pd.DataFrame, no: np.ndarray
) -> dict[str, np.ndarray]:
    """Needs of some children: one array of flags a need."""
    child, family = people.frame.iloc[no], families.of_child[no]
    ill = np.zeros(len(people.frame), dtype=bool)
    ill[histories["child_no"].to_numpy()[(histories["comorbidity"] != "").to_numpy()]] = True
    return {
        "medical": child["low_birth_weight"].to_numpy() | child["preterm"].to_numpy() | ill[no],
        "intake": child["poor_complementary_feeding"].to_numpy(),
        "care": child["not_exclusively_breastfed"].to_numpy(),
        **_of_families(households, family),
        "access": child["incomplete_immunisation"].to_numpy() | ~households["health_insurance"].to_numpy()[family],
    }


def needs_of_women(contacts: pd.DataFrame, households: pd.DataFrame, no: np.ndarray) -> dict[str, np.ndarray]:
    """Needs of some women by their newest contact: one array of flags a need. ``no`` are their families."""
    newest = contacts.drop_duplicates("family_no", keep="last").set_index("family_no").loc[no]
    return {
        "medical": newest["hb_g_dl"].lt(_HB_BELOW).to_numpy(),
        "intake": newest["muac_cm"].lt(_ARM_BELOW_CM).to_numpy(),
        "care": newest["group"].eq("busui").to_numpy() & ~newest["breastfeeding"].eq(True).to_numpy(),
        **_of_families(households, no),
        "access": ~households["health_insurance"].to_numpy()[no],
    }


def _of_families(households: pd.DataFrame, no: np.ndarray) -> dict[str, np.ndarray]:
    rows = households.iloc[no]
    return {
        "poverty": rows["welfare_rank"].le(_POOR_RANK).to_numpy(),
        "environment": (~rows["safe_water"] | ~rows["healthy_latrine"] | rows["smoke_at_home"]).to_numpy(),
    }
