"""Whose data must not leave for research: who refused that, and who refuses to be visited at all."""

from __future__ import annotations

from datetime import date

import pandas as pd

from audit.register.consents import refusing_study
from audit.schemas import CHILDREN, CONSENTS, WOMEN

DAY = date(2025, 9, 15)


def answers(*rows: tuple[str, str, bool]) -> pd.DataFrame:
    decided = pd.Timestamp("2025-09-01")
    columns = ("person_id", "purpose", "given", "decided_on")
    return CONSENTS.conform(pd.DataFrame([(*row, decided) for row in rows], columns=list(columns)))


def test_both_refusals_count_and_silence_does_not() -> None:
    children = CHILDREN.conform(
        pd.DataFrame({"child_id": ["a", "b", "c", "d"], "life_status": ["menolak", "hidup", None, "pindah"]})
    )
    women = WOMEN.conform(
        pd.DataFrame({"woman_id": ["w"], "contact_date": [pd.Timestamp("2025-08-01")], "life_status": ["menolak"]})
    )
    said = answers(("b", "research", False), ("c", "research", True), ("d", "audit", False))
    assert refusing_study(said, {"child_id": children, "woman_id": women}, DAY) == {"a", "b", "w"}
    assert refusing_study(answers(), {"child_id": children.iloc[1:]}, DAY) == frozenset()
