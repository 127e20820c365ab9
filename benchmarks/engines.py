"""CPU seconds of each notebook by Jupyter's own engine and by the fork engine, on the same prepared audit.

    python benchmarks/engines.py [children]

The outputs of every cell are compared first; a difference ends it with 1. Counted for the stock engine: the kernel of a
notebook and the process that drives it. For the fork engine: a child of a server that is there already, and the same
driver; what the server costs once is printed apart. Each figure is the mean of ``TIMES`` runs after one that is not
counted.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from notebooks import CODE, lay

from audit.cli.speed.cost import cpu_seconds
from audit.pipeline.engines import server
from audit.pipeline.engines.choice import VARIABLE
from audit.pipeline.notebook import NOTEBOOKS, execute

CHILDREN, TIMES = 12_000, 3
GIVEN = {"district_code": CODE, "cycle": "2025-2", "edition": "publik", "language": "id"}


def run(root: Path, name: str, engine: str) -> list[Any]:
    """Execute one notebook; returns the outputs of its cells."""
    os.environ[VARIABLE] = engine
    done = root / engine / f"{name}.ipynb"
    execute(root / "notebooks" / f"{name}.ipynb", done, GIVEN)
    return [cell.get("outputs", []) for cell in nbformat.read(done, as_version=4).cells]


def cost_of(root: Path, name: str, engine: str, times: int) -> float:
    """CPU seconds of running one notebook some times; those of a fork server end with it, so that they are counted."""
    start = cpu_seconds()
    for _ in range(times):
        run(root, name, engine)
    return cpu_seconds() - start


def forked(root: Path, name: str, times: int) -> float:
    """The same by forks, the server's own start included."""
    start = cpu_seconds()
    with server.running():
        cost_of(root, name, "fork", times)
    return cpu_seconds() - start


def main(children: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        lay(root, children)
        os.chdir(root)
        differ = 0
        for name in NOTEBOOKS:
            if run(root, name, "nbclient") != run(root, name, "fork"):
                print(f"{name}: the outputs differ")
                differ += 1
        if differ:
            return 1
        print("every cell of every notebook shows the same")
        for name in NOTEBOOKS:
            stock = cost_of(root, name, "nbclient", TIMES) / TIMES
            fork = (forked(root, name, 2 * TIMES) - forked(root, name, TIMES)) / TIMES
            print(f"{name:18} stock {stock:5.2f} s  fork {fork:5.2f} s  {stock / fork:4.1f} x")
        start = cpu_seconds()
        with server.running():
            pass
        print(f"the server, once a run: {cpu_seconds() - start:.2f} s; load {os.getloadavg()[0]:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CHILDREN))
