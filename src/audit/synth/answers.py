"""Services that invented people were offered and received, their consents, and who is no longer there."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from audit.reference.sample_registers import rates, services

__all__ = ["PURPOSES", "draw_consents", "draw_life", "draw_services"]

PURPOSES = ("audit", "review", "vignette", "sponsor", "research")
_OFFERED_DAYS, _NEXT_STEP_DAYS = (60, 180), (7, 45)  # before the day; between the steps
_ASKED_DAYS, _WITHDRAWN_DAYS = (30, 90), (1, 30)  # before the day
_STATUS = ("moved", "died", "refused")  # rates, in the order of being drawn
_STATUS_DAYS = (1, 14)  # after the day of the lists, so after every visit


def draw_services(needs: Mapping[str, np.ndarray], of: str, on: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """Steps of services for people who ``needs`` says have a need: ``no`` of the person, and columns of SERVICES."""
    r, parts = rates(), []
    for service in services():
        if service.of != of:
            continue
        need, n = needs[service.need], len(needs[service.need])
        offered = rng.random(n) < np.where(need, r["service_offered"], r["service_without_need"])
        received = offered & (rng.random(n) < r["service_received"])
        rechecked = received & (rng.random(n) < r["service_rechecked"])
        standard = pd.Series(rng.random(n) < r["service_to_standard"], dtype="boolean")
        day = on - pd.to_timedelta(rng.integers(*_OFFERED_DAYS, n), unit="D")
        for stage, has in (("offered", offered), ("received", received), ("rechecked", rechecked)):
            no = np.flatnonzero(has)
            part = pd.DataFrame({"no": no, "date": day[no], "stage": stage})
            part["to_standard"] = standard[no].to_numpy() if stage == "received" else pd.array([pd.NA] * len(no))
            parts.append(
                part.assign(
                    service_code=service.name, need=service.need, provider_id=service.provider, package=service.package
                )
            )
            day = day + pd.to_timedelta(rng.integers(*_NEXT_STEP_DAYS, n), unit="D")
    steps = pd.concat(parts, ignore_index=True).astype({"to_standard": "boolean"})
    return steps[steps["date"] <= on].sort_values(["no", "date", "service_code"], kind="stable", ignore_index=True)


def draw_consents(n: int, by: tuple[str, ...], on: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """Answers of some of ``n`` people for every purpose, and a few taken back: ``no`` and columns of CONSENTS."""
    r = rates()
    no = np.flatnonzero(rng.random(n) < r["consent_asked"])
    asked = on - pd.to_timedelta(rng.integers(*_ASKED_DAYS, len(no)), unit="D")
    who = np.array(by, dtype=object)[rng.integers(0, len(by), len(no))]
    how = np.array(["lisan", "tertulis"], dtype=object)[rng.integers(0, 2, len(no))]
    parts = []
    for purpose in PURPOSES:
        given = rng.random(len(no)) < r[f"consent_{purpose}"]
        answer = pd.DataFrame(
            {"no": no, "purpose": purpose, "decided_on": asked, "given": given, "by": who, "explained": how}
        )
        back = answer[given & (rng.random(len(no)) < r["consent_withdrawn"])]
        later = on - pd.to_timedelta(rng.integers(*_WITHDRAWN_DAYS, len(back)), unit="D")
        parts += [answer, back.assign(decided_on=later, given=False)]
    return pd.concat(parts, ignore_index=True).sort_values(["no", "decided_on"], kind="stable", ignore_index=True)


def draw_life(n: int, on: pd.Timestamp, rng: np.random.Generator) -> pd.DataFrame:
    """Who of ``n`` people moved, died or refuses: ``no``, ``status`` (pindah, meninggal, menolak) and ``date``."""
    shares = np.cumsum([rates()[kind] for kind in _STATUS])
    drawn = np.searchsorted(shares, rng.random(n), side="right")
    no = np.flatnonzero(drawn < len(_STATUS))
    day = on + pd.to_timedelta(rng.integers(*_STATUS_DAYS, len(no)), unit="D")
    status = np.array(["pindah", "meninggal", "menolak"], dtype=object)[drawn[no]]
    return pd.DataFrame({"no": no, "status": status, "date": day})
