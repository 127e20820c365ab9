"""CPU seconds and memory of notebooks 10 and 20, and of 40, for a district of 20,000 children who come in 12 months.

    python benchmarks/notebooks.py [children]

Counted for 10 and 20: computing every result of measurements once (heaping simulation included), then executing and
drawing the two notebooks in kernels of their own; for 40: every result of factors, of whom to visit and of the target
(imputation, learning and the import of scikit-learn included), its drawing beside. Not counted: results of people at
risk and of cases, which notebook 30 shows; reading the exports and linking children, which come before; and what a
kernel costs that runs one empty cell, printed apart. Everything runs twice and the second time counts: the first one
compiles the bytecode, which an installed package has. Bars: 8 CPU seconds for 10 and 20, 10 for computing 40; 1,000 MB.
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
from audit.pipeline.engines.choice import VARIABLE
from audit.pipeline.notebook import execute
from audit.pipeline.project import Project
from audit.reference.sample_registers import SAMPLE_REGISTERS, Figure
from audit.synth import make_register

REPOSITORY = Path(__file__).parents[1]
CODE, PARAMS = "64.74", "64.74-kota-bontang.yaml"
NOTEBOOKS, FACTORS = ("10_data_quality", "20_situation"), "40_risk_factors"
CHILDREN, ATTENDANCE = 20_000, 0.97
BARS = {"compute": (8.0, 1000.0), "factors": (10.0, 1000.0)}  # CPU seconds, MB
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


def compute_once(root: Path, *, factors: bool) -> None:
    """Print the cost of results, and of how many visits they are: those of measurements, or those of factors."""
    from audit.pipeline.compute import screened
    from audit.pipeline.measured import measured
    from audit.pipeline.prepared_tables import load_tables
    from audit.pipeline.results_factors import factor_results
    from audit.pipeline.results_measured import measurement_results

    params = load_params(root / "params" / PARAMS, root=root)
    tables = load_tables(Project(root).interim(params))
    start = cpu_seconds()
    said = measured(tables.children, tables.visits, tables.registered, params)
    of_measurements = measurement_results(tables, said, params)
    if factors:
        screening = screened(tables, params)
        start = cpu_seconds()
        factor_results(tables, said, screening, of_measurements, params)
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
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", VARIABLE: "nbclient"}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as bytecode:
        os.environ["PYTHONPYCACHEPREFIX"] = bytecode
        in_fresh_process("lay", folder, str(children))
        in_fresh_process("compute", folder)
        for name in ("empty", *NOTEBOOKS, FACTORS):
            in_fresh_process("notebook", folder, name)
        in_fresh_process("factors", folder)
        start_up, _ = in_fresh_process("notebook", folder, "empty")
        good = within(folder, "compute", NOTEBOOKS, start_up) & within(folder, "factors", (), start_up)
        drawn, _ = in_fresh_process("notebook", folder, FACTORS)
        print(f"beside: {drawn - start_up:.2f} s to open and draw {FACTORS}")
    print(f"not counted: {start_up:.2f} s a kernel, which every notebook starts")
    return int(not good)


def within(folder: str, results: str, notebooks: tuple[str, ...], start_up: float) -> bool:
    """Run what notebooks show and the notebooks, print their cost, and say whether it keeps within the bars."""
    most, most_mb = BARS[results]
    seconds, peak, visits = in_fresh_process(results, folder)
    print(f"{'results':18}{seconds:6.2f} s {peak:6.0f} MB   {visits:,.0f} visits")
    for name in notebooks:
        took, memory = in_fresh_process("notebook", folder, name)
        print(f"{name:18}{took - start_up:6.2f} s {memory:6.0f} MB")
        seconds, peak = seconds + took - start_up, max(peak, memory)
    print(f"{'together':18}{seconds:6.2f} s {peak:6.0f} MB   bars: {most:g} s, {most_mb:g} MB")
    return seconds <= most and peak <= most_mb


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["lay", folder, children]:
            lay(Path(folder), int(children))
        case ["compute" | "factors" as results, folder]:
            compute_once(Path(folder), factors=results == "factors")
        case ["notebook", folder, name]:
            run_notebook(Path(folder), name)
        case given:
            sys.exit(main(int(given[0]) if given else CHILDREN))
