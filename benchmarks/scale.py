"""What the lake of 22 million children costs on 1, 4 and 32 machines, from constants measured here.

    python benchmarks/scale.py [--children 2000000]

Three constants, in CPU seconds of one core: to lay a visit (from canonical tables to a partition), to count a row, and
what each month costs for each desa however few rows it has; the latter two from two months of an invented lake that
differ in rows alone. Machines take whole districts, the largest first, each to the one with least to do (``shared``),
and rows of districts are added at the end.

One point is checked: half of the districts each to two processes with one thread, a month of other rows than those
that the constants come from. Exit code 1 where the slower process takes over a quarter more or less CPU than predicted.
"""

from __future__ import annotations

import argparse
import heapq
import os
import time
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pandas as pd
from national_lake import MONTHS, desa_of_districts, lay_lake

from audit.cli.speed.cost import cpu_seconds
from audit.pipeline.lake import summarise
from audit.quality.lake_rows import lake_rows
from audit.reference.areas import areas_of
from audit.schemas import CHILDREN, VISITS
from audit.store.lake import lay

NATION, MACHINES = 22_000_000, (1, 4, 32)
FEW, MANY, CHECKED = MONTHS[:3]
VISITS_LAID, DISTRICT, MOST_OFF, SEED = 200_000, "17.71", 0.25, 22


@dataclass(frozen=True, slots=True)
class Constants:
    """CPU seconds of one core: to lay a visit, to count a row, and of a desa in a month."""

    lay: float
    row: float
    desa: float

    def counted(self, rows: float, desa: float) -> float:
        """CPU seconds of a month of so many rows and desa."""
        return rows * self.row + desa * self.desa


def solved(lay: float, desa: int, few: tuple[int, float], many: tuple[int, float]) -> Constants:
    """Return the constants of two months, (rows, CPU seconds) each, of the same desa."""
    row = (many[1] - few[1]) / (many[0] - few[0])
    return Constants(lay, row, (few[1] - few[0] * row) / desa)


def shared(sizes: Mapping[str, float], machines: int) -> list[list[str]]:
    """Districts of each machine: the largest first, each to the machine with least to do."""
    queue: list[tuple[float, int]] = [(0.0, machine) for machine in range(machines)]
    taken: list[list[str]] = [[] for _ in range(machines)]
    for code in sorted(sizes, key=lambda code: (-sizes[code], code)):
        load, machine = heapq.heappop(queue)
        taken[machine].append(code)
        heapq.heappush(queue, (load + sizes[code], machine))
    return taken


def slowest(c: Constants, rows: Mapping[str, float], desa: Mapping[str, int], machines: int) -> tuple[float, float]:
    """CPU seconds of one core, to lay and to count a month, of the machine that takes longest."""
    loads = [(sum(rows[d] for d in some), sum(desa[d] for d in some)) for some in shared(rows, machines)]
    return max(n * c.lay for n, _ in loads), max(c.counted(n, places) for n, places in loads)


def laying(folder: Path) -> float:
    """CPU seconds to lay a visit of one district: canonical tables in memory, twelve months."""
    rng = np.random.default_rng(SEED)
    n = VISITS_LAID // len(MONTHS)
    ids, desa = [f"{i:032x}" for i in range(n)], [area.code for area in areas_of(DISTRICT).desa]
    born = (np.datetime64("2025-01-15") - rng.integers(0, 1500, n).astype("timedelta64[D]")).astype("datetime64[s]")
    sex, areas = rng.choice(["m", "f"], n), rng.choice(desa, n)
    children = CHILDREN.conform(pd.DataFrame({"child_id": ids, "sex": sex, "birth_date": born, "area_code": areas}))
    visits = [
        pd.DataFrame(
            {
                "child_id": ids, "visit_date": np.datetime64(f"{month}-12", "s"), "seq": 1, "measure": "h",
                "weight_kg": rng.normal(10, 2, n).round(1), "lenhei_cm": rng.normal(80, 9, n).round(1),
            }
        )
        for month in MONTHS
    ]  # fmt: skip
    table, start = VISITS.conform(pd.concat(visits)), cpu_seconds()
    for month, rows in lake_rows(children, table, areas_of(DISTRICT)).items():
        lay(folder, DISTRICT, month, rows)
    return (cpu_seconds() - start) / len(table)


def counting(root: Path, month: str) -> tuple[int, int, float]:
    """Rows, desa and CPU seconds of a month with one thread."""
    start = cpu_seconds()
    found = summarise(root, month, threads=1)
    return found.visits, found.areas["desa"], cpu_seconds() - start


def main() -> None:
    parser = argparse.ArgumentParser(description="What the lake costs on more than one machine.")
    parser.add_argument("--children", type=int, default=2_000_000)
    children = parser.parse_args().children
    with TemporaryDirectory() as folder:
        root, places = Path(folder) / "lake", {code: len(desa) for code, desa in desa_of_districts()[0].items()}
        shares = {code: float(share.sum()) for code, share in desa_of_districts()[1].items()}
        lay_lake(root, {FEW: children // 2, MANY: children})
        first = root.with_name("warm")
        lay_lake(first, {FEW: 1000})
        counting(first, FEW)  # tables of WHO are read once
        (few, desa, slow), (many, _, fast) = counting(root, FEW), counting(root, MANY)
        constants = solved(laying(root.with_name("laid")), desa, (few, slow), (many, fast))
        print(
            f"one core: {1 / constants.lay:,.0f} visits laid, {1 / constants.row:,.0f} rows counted a CPU second, "
            f"{1e6 * constants.desa:.0f} microseconds a desa and month; load {os.getloadavg()[0]:.1f}"
        )
        good = checked(root.with_name("checked"), constants, children, shares, places)
    rows = {code: NATION * share for code, share in shares.items()}
    for machines in MACHINES:
        laid, counted = (len(MONTHS) * seconds for seconds in slowest(constants, rows, places, machines))
        print(
            f"{machines} machines, {NATION:,} children x {len(MONTHS)}: {laid / 60:.1f} minutes of one core to lay, "
            f"{counted / 60:.1f} to count, on the machine that takes longest"
        )
    if not good:
        raise SystemExit(1)


def checked(
    folder: Path, constants: Constants, children: int, shares: Mapping[str, float], places: Mapping[str, int]
) -> bool:
    """Count a month of 1.5 times the children in two processes, half of the districts each; tells whether it fits."""
    rows = {code: 1.5 * children * share for code, share in shares.items()}
    _, predicted = slowest(constants, rows, places, 2)
    roots = [folder / str(number) for number in range(2)]
    for root, some in zip(roots, shared(rows, 2), strict=True):
        lay_lake(root, {CHECKED: 3 * children // 2}, districts=some)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        start = time.perf_counter()
        found = list(pool.map(counting, roots, [CHECKED] * 2))
        wall = time.perf_counter() - start
    took = max(seconds for _, _, seconds in found)
    off = took / predicted - 1
    print(
        f"two processes, {sum(n for n, _, _ in found):,} rows: predicted {predicted:.1f} s CPU of the slower, took "
        f"{took:.1f} ({off:+.0%}), {wall:.1f} s wall: {'fits' if abs(off) <= MOST_OFF else 'OFF'}"
    )
    return abs(off) <= MOST_OFF


if __name__ == "__main__":
    main()
