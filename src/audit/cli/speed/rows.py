"""The rows of ``aks bench``: what is timed, on how many children, the bar, and the peers on the same children."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from audit.anthropometry import zscores
from audit.cli.speed.children import BY, arrays, columns, comparable, register, survey
from audit.cli.speed.exports import FORMS, PEAK_MB, ROWS, read_in_fresh_process, written
from audit.cli.speed.peers import PEERS, agrees
from audit.cli.speed.risk_models import PEER as MODEL_PEER
from audit.cli.speed.risk_models import agree, fit_in_fresh_process, installed
from audit.survey import Design, replicate_table, who_table

__all__ = ["Row", "measure", "measure_risk"]

Unit = Literal["per_second", "seconds"]

_RUNS = 4
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
    """Each row as soon as it is measured: CPU seconds, best of four; with ``imports`` also the reading of exports."""
    yield from _scores()
    yield from _beside_peers()
    yield from _tables()
    yield Row("import_audit", 1, "seconds", min(_import_seconds() for _ in range(_RUNS)), _IMPORT_BAR)
    if imports:
        with written(ROWS) as files:
            for form, bar in FORMS.items():
                read = read_in_fresh_process(files[form])
                row = Row(f"read_{form}", ROWS, "seconds", read.cost.seconds, bar, equal=read.rows == ROWS)
                yield replace(row, peak_mb=read.cost.peak_mb, peak_bar_mb=PEAK_MB)


def measure_risk() -> Iterator[Row]:
    """Risk-factor models beside statsmodels, each fit after the other's in a process of its own."""
    for kind in ("binary", "mixed"):
        for family in ("poisson", "logit"):
            ours = fit_in_fresh_process("ours", kind, family, _MODEL_CHILDREN)
            row = Row(f"risk_{family}_{kind}", _MODEL_CHILDREN, "seconds", ours.cost.seconds, peer=MODEL_PEER)
            row = replace(row, ratio_bar=_MODEL_RATIO, peak_mb=ours.cost.peak_mb, peak_bar_mb=_MODEL_PEAK_MB)
            if not installed():
                yield row
                continue
            theirs = fit_in_fresh_process("theirs", kind, family, _MODEL_CHILDREN)
            yield replace(row, theirs=theirs.cost.seconds, equal=agree(ours, theirs))


def _scores() -> Iterator[Row]:
    frame = register(_CHILDREN)
    for what, given, bar in (
        ("zscores_arrays", arrays(frame), _ARRAYS_BAR),
        ("zscores_frame", columns(frame), _FRAME_BAR),
    ):
        yield Row(what, _CHILDREN, "per_second", _CHILDREN / _cpu_seconds(lambda given=given: zscores(**given)), bar)


def _beside_peers() -> Iterator[Row]:
    frame = comparable(register(4 * _PEER_CHILDREN)).head(_PEER_CHILDREN)
    given = columns(frame)
    ours = len(frame) / _cpu_seconds(lambda: zscores(**given))
    for peer in PEERS:
        row = Row("zscores_peer", len(frame), "per_second", ours, peer=peer.package)
        score = peer.scorer()
        if score is None:
            yield row
            continue
        same = agrees(peer, frame, score(frame))
        theirs = len(frame) / _cpu_seconds(lambda score=score: score(frame), runs=2)
        yield replace(row, theirs=theirs, equal=same)


def _tables() -> Iterator[Row]:
    for n, bar in _TABLE_BARS.items():
        frame = survey(n)
        yield Row("who_table", n, "seconds", _cpu_seconds(lambda f=frame: who_table(f, design=_DESIGN, by=BY)), bar)
    frame = survey(_REPLICATED)
    for method in ("bootstrap", "jackknife"):
        took = _cpu_seconds(lambda m=method: replicate_table(frame, design=_DESIGN, by=BY, method=m))
        yield Row(f"replicate_{method}", _REPLICATED, "seconds", took, _REPLICATES_BAR)


def _cpu_seconds(work: Callable[[], object], runs: int = _RUNS) -> float:
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
