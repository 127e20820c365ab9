"""CPU seconds and memory of notebooks 10 and 20 for a district of 20,000 children who come in 12 months.

    python benchmarks/notebooks.py [children]

Counted: computing every result of measurements once (heaping simulation included), then executing and drawing the two
notebooks in kernels of their own. Not counted: results of people at risk, cases and factors, which other notebooks
show; reading the exports and linking children, which come before; and what a kernel costs that runs one empty cell,
printed apart. Everything runs twice and the second time counts: the first one compiles the bytecode, which an installed
package has. Bars: 8 CPU seconds, 1,000 MB.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from audit.cli.speed.cost import cpu_seconds, peak_mb
from audit.pipeline import load_params
from audit.pipeline.notebook import execute
from audit.pipeline.project import Project
from audit.reference.sample_registers import SAMPLE_REGISTERS, Figure
from audit.synth import make_register

REPOSITORY = Path(__file__).parents[1]
CODE, PARAMS = "64.74", "64.74-kota-bontang.yaml"
NOTEBOOKS = ("10_data_quality", "20_situation")
CHILDREN, ATTENDANCE = 20_000, 0.97
BAR_SECONDS, BAR_MB = 8.0, 1000.0
EMPTY = {
    "cells": [{"cell_type": "code", "id": "a", "execution_count": None, "metadata": {"tags": ["parameters"]},
               "outputs": [], "source": "1"}],
    "metadata": {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}},
    "nbformat": 4,
    "nbformat_minor": 5,
}  # fmt: skip


def lay(root: Path, children: int) -> None:
    """Make a project of one district, and bring it as far as the border takes it."""
    from audit.pipeline.prepare import prepare

    (root / "params").mkdir()
    for name in ("_defaults.yaml", PARAMS):
        shutil.copy(REPOSITORY / "params" / name, root / "params")
    shutil.copytree(REPOSITORY / "notebooks", root / "notebooks")
    shutil.copy(REPOSITORY / "requirements.lock", root)
    (root / "notebooks" / "empty.ipynb").write_text(json.dumps(EMPTY), encoding="utf-8")
    size, all_come = Figure(children), Figure(ATTENDANCE)
    spec = replace(SAMPLE_REGISTERS[CODE], register_size=size, monthly=True, attendance_february=all_come,
                   attendance_august=all_come)  # fmt: skip
    make_register(spec, root / "data" / "sample" / CODE, dirt=True)
    prepare(load_params(root / "params" / PARAMS, root=root), Project(root))


def compute_once(root: Path) -> None:
    """Print the cost of every result of measurements, and of how many visits they are."""
    from audit.pipeline.measured import measured
    from audit.pipeline.prepared_tables import load_tables
    from audit.pipeline.results_measured import measurement_results

    params = load_params(root / "params" / PARAMS, root=root)
    tables = load_tables(Project(root).interim(params))
    start = cpu_seconds()
    measurement_results(tables, measured(tables.children, tables.visits, tables.registered, params), params)
    print(json.dumps([cpu_seconds() - start, peak_mb() or 0.0, len(tables.visits)]))


def run_notebook(root: Path, name: str) -> None:
    """Print the cost of executing one notebook: the kernel's, and that of the process which drives it."""
    given = {} if name == "empty" else {"district_code": CODE, "cycle": "2025-2", "edition": "publik", "language": "id"}
    execute(root / "notebooks" / "empty.ipynb", root / "done.ipynb", {})  # what driving itself imports is not counted
    start = cpu_seconds()
    execute(root / "notebooks" / f"{name}.ipynb", root / "done.ipynb", given)
    print(json.dumps([cpu_seconds() - start, peak_mb() or 0.0]))


def in_fresh_process(*arguments: str) -> list[float]:
    command = [sys.executable, __file__, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd=arguments[1])
    return json.loads(done.stdout) if done.stdout else []


def main(children: int) -> int:
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as bytecode:
        os.environ["PYTHONPYCACHEPREFIX"] = bytecode
        in_fresh_process("lay", folder, str(children))
        in_fresh_process("compute", folder)
        for name in ("empty", *NOTEBOOKS):
            in_fresh_process("notebook", folder, name)
        seconds, peak, visits = in_fresh_process("compute", folder)
        print(f"{'results':18}{seconds:6.2f} s {peak:6.0f} MB   {children:,} children, {visits:,.0f} visits")
        start_up, _ = in_fresh_process("notebook", folder, "empty")
        for name in NOTEBOOKS:
            took, memory = in_fresh_process("notebook", folder, name)
            print(f"{name:18}{took - start_up:6.2f} s {memory:6.0f} MB")
            seconds, peak = seconds + took - start_up, max(peak, memory)
    print(f"{'together':18}{seconds:6.2f} s {peak:6.0f} MB   bars: {BAR_SECONDS:g} s, {BAR_MB:g} MB")
    print(f"not counted: {start_up:.2f} s a kernel, which every notebook starts")
    return int(seconds > BAR_SECONDS or peak > BAR_MB)


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["lay", folder, children]:
            lay(Path(folder), int(children))
        case ["compute", folder]:
            compute_once(Path(folder))
        case ["notebook", folder, name]:
            run_notebook(Path(folder), name)
        case given:
            sys.exit(main(int(given[0]) if given else CHILDREN))
