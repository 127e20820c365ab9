"""The rows of ``aks bench``: what is timed, on how many children, the bar, and the peers on the same children.

Where no other package does the work, a yardstick stands for one: what the work cannot do without, so that the ratio
tells of our part and not of the machine.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd

from audit.anthropometry import lms, zscores
from audit.cli.speed.children import BY, arrays, columns, comparable, register, survey
from audit.cli.speed.exports import FORMS, PEAK_MB, ROWS, read_in_fresh_process, written
from audit.cli.speed.peers import PEERS, agrees
from audit.cli.speed.risk_models import PEER as MODEL_PEER
from audit.cli.speed.risk_models import agree, fit_in_fresh_process, installed
from audit.survey import Design, replicate_table, who_table

__all__ = ["Row", "measure", "measure_risk"]

Unit = Literal["per_second", "seconds"]

_RUNS, _TURNS = 4, 2  # of what takes milliseconds in this process, of what takes seconds in one of its own
_NO_TAILS, _EQUAL = 3.0, 1e-9  # beyond three the formula is another one
_SCORED = ("sex", "age", "weight", "lenhei", "measure", "oedema")
_CHILDREN, _PEER_CHILDREN = 200_000, 2_000
_DESIGN = Design(cluster="cluster", strata="stratum", weight="weight_of_child")
_ARRAYS_BAR, _FRAME_BAR = 6e6, 4e6  # children a second
_TABLE_BARS = {20_000: 0.5, 200_000: 4.0}  # CPU seconds
_REPLICATED, _REPLICATES_BAR = 20_000, 1.0
_MODEL_CHILDREN, _MODEL_RATIO, _MODEL_PEAK_MB = 500_000, 3.0, 200.0  # children; times the peer's speed; over the data
_IMPORT_BAR = 0.010  # CPU seconds over bare Python
_IMPORT = "import time; t = time.process_time(); import audit; print(time.process_time() - t)"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: ``what`` is an id of the catalogue, ``ours`` and ``theirs`` are in ``unit``.

    ``theirs`` is missing where the peer is not installed; ``equal`` tells whether the output was what it must be: a
    peer's figures ours, every row of a file kept. ``peak_mb`` is missing where it is not asked or the system does not
    say; of a model it is the memory over that of its data. ``ratio_bar`` is how many times faster it must be.
    """

    what: str
    n: int
    unit: Unit
    ours: float
    bar: float | None = None
    peer: str | None = None
    theirs: float | None = None
    equal: bool | None = None
    peak_mb: float | None = None
    peak_bar_mb: float | None = None
    ratio_bar: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The fields and the ratio."""
        return asdict(self) | {"ratio": self.ratio}

    @classmethod
    def from_json(cls, given: dict[str, Any]) -> Row:
        """A row again: of what ``to_json`` gave, with or without what was missing."""
        return cls(**{name: value for name, value in given.items() if name != "ratio"})

    @property
    def reached(self) -> bool | None:
        """Whether the bar of speed is; ``None`` where there is none."""
        if self.bar is None:
            return None
        return self.ours >= self.bar if self.unit == "per_second" else self.ours <= self.bar

    @property
    def small(self) -> bool | None:
        """Whether the bar of memory is kept; ``None`` where there is none or the system does not say."""
        if self.peak_mb is None or self.peak_bar_mb is None:
            return None
        return self.peak_mb <= self.peak_bar_mb

    @property
    def good(self) -> bool:
        """Nothing speaks against it: no bar missed, no output that differs."""
        return False not in (self.reached, self.small, self.faster, self.equal)

    @property
    def faster(self) -> bool | None:
        """Whether it is as many times faster as it must be; ``None`` where there is no bar or no peer."""
        if self.ratio is None or self.ratio_bar is None:
            return None
        return self.ratio >= self.ratio_bar

    @property
    def ratio(self) -> float | None:
        """How many times the peer's speed ours is."""
        if self.theirs is None:
            return None
        return self.ours / self.theirs if self.unit == "per_second" else self.theirs / self.ours


def measure(*, imports: bool = False) -> Iterator[Row]:
    """Each row as soon as it is measured, beside its peer; with ``imports`` also the reading of exports."""
    yield from _scores()
    yield from _beside_peers()
    yield from _tables()
    yield Row("import_audit", 1, "seconds", min(_import_seconds() for _ in range(_RUNS)), _IMPORT_BAR)
    if imports:
        with written(ROWS) as files:
            for form, bar in FORMS.items():
                yield _reading(form, files[form], bar)


def measure_risk() -> Iterator[Row]:
    """Risk-factor models beside statsmodels, each fit after the other's in a process of its own, twice in turn."""
    for kind in ("binary", "mixed"):
        for family in ("poisson", "logit"):
            who = ["ours", "theirs"] if installed() else ["ours"]
            taken = [[fit_in_fresh_process(one, kind, family, _MODEL_CHILDREN) for one in who] for _ in range(_TURNS)]
            ours, *theirs = (min(fits, key=lambda fit: fit.cost.seconds) for fits in zip(*taken, strict=True))
            row = Row(f"risk_{family}_{kind}", _MODEL_CHILDREN, "seconds", ours.cost.seconds, peer=MODEL_PEER)
            row = replace(row, ratio_bar=_MODEL_RATIO, peak_mb=ours.cost.peak_mb, peak_bar_mb=_MODEL_PEAK_MB)
            for their in theirs:
                row = replace(row, theirs=their.cost.seconds, equal=agree(ours, their))
            yield row


def _scores() -> Iterator[Row]:
    """All five indices beside the formula of one of them in numpy, its L, M and S looked up beforehand."""
    frame = register(_CHILDREN)
    weight, (power, middle, spread) = frame["weight"].to_numpy(), lms("waz", frame["sex"], frame["age"])

    def formula() -> np.ndarray:
        return ((weight / middle) ** power - 1) / (power * spread)

    waz = zscores(**columns(frame), digits=None)["waz"].to_numpy()
    inside = np.abs(waz) < _NO_TAILS
    same = np.allclose(formula()[inside], waz[inside], rtol=0, atol=_EQUAL) and bool(inside.any())
    for what, given, bar in (
        ("zscores_arrays", arrays(frame), _ARRAYS_BAR),
        ("zscores_frame", columns(frame), _FRAME_BAR),
    ):
        ours, theirs = _in_turn(lambda given=given: zscores(**given), formula)
        yield Row(what, _CHILDREN, "per_second", _CHILDREN / ours, bar, "numpy", _CHILDREN / theirs, same)


def _beside_peers() -> Iterator[Row]:
    frame = comparable(register(4 * _PEER_CHILDREN)).head(_PEER_CHILDREN)
    given = columns(frame)
    for peer in PEERS:
        score = peer.scorer()
        if score is None:
            ours = _cpu_seconds(lambda: zscores(**given))
            yield Row("zscores_peer", len(frame), "per_second", len(frame) / ours, peer=peer.package)
            continue
        same = agrees(peer, frame, score(frame))
        ours, theirs = _in_turn(lambda: zscores(**given), lambda score=score: score(frame))
        row = Row("zscores_peer", len(frame), "per_second", len(frame) / ours, peer=peer.package)
        yield replace(row, theirs=len(frame) / theirs, equal=same)


def _tables() -> Iterator[Row]:
    """Tables of a survey beside the z-scores of its children, which are part of them."""

    def row(what: str, frame: pd.DataFrame, work: Callable[[], object], bar: float) -> Row:
        given = columns(frame[[*_SCORED]])
        ours, theirs = _in_turn(work, lambda: zscores(**given))
        return Row(what, len(frame), "seconds", ours, bar, "zscores", theirs)

    for n, bar in _TABLE_BARS.items():
        frame = survey(n)
        yield row("who_table", frame, lambda f=frame: who_table(f, design=_DESIGN, by=BY), bar)
    frame = survey(_REPLICATED)
    for method in ("bootstrap", "jackknife"):
        yield row(
            f"replicate_{method}",
            frame,
            lambda m=method: replicate_table(frame, design=_DESIGN, by=BY, method=m),
            _REPLICATES_BAR,
        )


def _reading(form: str, file: Path, bar: float) -> Row:
    """An export read whole, beside its bare cells read by pandas, twice in turn."""
    taken = [(read_in_fresh_process(file), read_in_fresh_process(file, bare=True)) for _ in range(_TURNS)]
    ours, theirs = (min(reads, key=lambda read: read.cost.seconds) for reads in zip(*taken, strict=True))
    row = Row(f"read_{form}", ROWS, "seconds", ours.cost.seconds, bar, "pandas", theirs.cost.seconds)
    return replace(row, equal=ours.rows == theirs.rows == ROWS, peak_mb=ours.cost.peak_mb, peak_bar_mb=PEAK_MB)


def _in_turn(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    """CPU seconds of each at its fastest, measured in turn, so that what else the machine does meets both."""
    taken = [(_cpu_seconds(ours), _cpu_seconds(theirs, runs=1)) for _ in range(_RUNS)]
    return min(one for one, _ in taken), min(other for _, other in taken)


def _cpu_seconds(work: Callable[[], object], runs: int = 2) -> float:
    """CPU seconds of the fastest run: the least disturbed one."""
    taken: list[float] = []
    for _ in range(runs):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def _import_seconds() -> float:
    done = subprocess.run([sys.executable, "-c", _IMPORT], capture_output=True, text=True, check=True)
    return float(done.stdout)
