"""The most memory of a whole district run, from raw files to its report: 50,000 registered children, every source.

    python benchmarks/district_memory.py [children]

The synthetic register of Kabupaten Bengkalis is made that large (children who come and go during the year are in its
export too, about a fifth more), with lists of people at risk and workbooks of the programme as in the demo, in a
temporary copy of the project; its making is not counted. Then ``aks run`` in processes of its own, five looks a second.
Bars: 1,500 MB for all processes together at any time, so for each. Exit code 1 beyond. The run is added to
``benchmarks/history.jsonl``. Linux only.
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from process_tree import watch

from audit.cli.speed import FILE, Row, load_now, measured, record
from audit.reference.sample_registers import SAMPLE_REGISTERS, Figure
from audit.synth import make_register

REPOSITORY = Path(__file__).parents[1]
CODE, PARAMS = "14.03", "14.03-kabupaten-bengkalis.yaml"
CHILDREN, MOST_MB = 50_000, 1500.0


def lay(root: Path, children: int) -> int:
    """Make a project of one district; returns how many children its register holds."""
    (root / "params").mkdir()
    for name in ("_defaults.yaml", PARAMS):
        shutil.copy(REPOSITORY / "params" / name, root / "params")
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks")
    shutil.copy(REPOSITORY / "requirements.lock", root)
    spec = replace(SAMPLE_REGISTERS[CODE], register_size=Figure(children))
    return make_register(spec, root / "data" / "sample" / CODE, dirt=True).children


def main(children: int) -> int:
    before = load_now()
    with TemporaryDirectory() as folder:
        root = Path(folder)
        held = lay(root, children)
        os.environ |= {"AKS_KEY_FILE": str(root / "key"), "PYTHONPATH": str(REPOSITORY / "src")}
        peaks = watch([sys.executable, "-m", "audit", "run", f"params/{PARAMS}"], cwd=root)
        waited = os.times()  # for that run alone
        seconds = waited.children_user + waited.children_system
    rows = [
        Row(what, children, "seconds", seconds, peak_mb=peak, peak_bar_mb=MOST_MB)
        for what, peak in (("district_process", peaks.largest), ("district_run", peaks.together))
    ]
    run = measured("district_memory", rows, before=before)
    print(
        f"{children:,} registered, {held:,} in the register: largest process {peaks.largest:,.0f} MB, together "
        f"{peaks.together:,.0f} MB, at most {MOST_MB:,.0f}; {seconds:.0f} s CPU; load {run.load} on {run.cores} cores"
    )
    record(run, REPOSITORY / FILE)
    return int(not all(row.good for row in rows))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CHILDREN))
