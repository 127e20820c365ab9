"""A researcher's heavy notebook (architecture.md 5.4) by Jupyter's own engine and by the fork engine, with HTML.

    python benchmarks/heavy_notebook.py

Twelve cells: parameters, imports, 600 rows drawn by a seed, a table by group, a logistic model with clustered standard
errors, a learner of scikit-learn, two figures. The outputs of every cell are compared first; a difference ends it with
1. Counted: CPU seconds of the kernel or fork, of the process that drives it, and of nbconvert's HTML without input; the
fork server and its imports, once a run, are printed apart. Figures are matplotlib's: seaborn is no library of the
project. Aim: at most 0.6 CPU seconds by a fork.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import nbformat
from nbconvert import HTMLExporter

from audit.cli.speed.cost import cpu_seconds
from audit.pipeline.engines import server
from audit.pipeline.engines.choice import VARIABLE
from audit.pipeline.engines.notebook_imports import imports_of
from audit.pipeline.notebook import execute

AIM, TIMES = 0.6, 5
CELLS = (
    "seed = 1",
    "import matplotlib.pyplot as plt\nimport numpy as np\nimport pandas as pd\nimport statsmodels.api as sm\n"
    "import statsmodels.formula.api as smf\nfrom sklearn.ensemble import RandomForestClassifier",
    "rng = np.random.default_rng(seed)\nn = 600\nframe = pd.DataFrame({'age': rng.uniform(0, 59, n),"
    " 'toilet': rng.integers(0, 2, n), 'desa': rng.integers(0, 30, n)})",
    "p = 1 / (1 + np.exp(-(-1.5 + 0.02 * frame['age'] - 0.6 * frame['toilet'])))\n"
    "frame['stunted'] = (rng.random(n) < p).astype(int)",
    "frame.head()",
    "frame.groupby('toilet')['stunted'].agg(['size', 'sum', 'mean'])",
    "model = smf.glm('stunted ~ age + toilet', frame, family=sm.families.Binomial())\n"
    "fitted = model.fit(cov_type='cluster', cov_kwds={'groups': frame['desa']})",
    "fitted.params.round(6), fitted.bse.round(6)",
    "learner = RandomForestClassifier(20, random_state=seed).fit(frame[['age', 'toilet']], frame['stunted'])",
    "learner.feature_importances_.round(6)",
    "fig, ax = plt.subplots()\nax.hist(frame['age'], bins=12)\nax.set_title('umur');",
    "fig, ax = plt.subplots()\nshare = frame.groupby('toilet')['stunted'].mean()\n"
    "ax.bar(['tanpa', 'dengan'], share)\nax.set_title('pendek');",
)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        source, done = Path(folder) / "berat.ipynb", Path(folder) / "selesai.ipynb"
        made = nbformat.v4.new_notebook()
        made.metadata.kernelspec = {"name": "python3", "display_name": "Python 3", "language": "python"}
        made.cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
        made.cells[0].metadata["tags"] = ["parameters"]
        nbformat.write(made, source)
        exporter = HTMLExporter(exclude_input=True)
        start = cpu_seconds()
        with server.running(imports_of([source])):
            pass
        print(f"the server, once a run: {cpu_seconds() - start:.2f} CPU s")
        stock, fork = (shown(source, done, engine) for engine in ("nbclient", "fork"))
        pictures = sum("image/png" in output.get("data", {}) for cell in stock for output in cell)
        if stock != fork or pictures != 2:
            print(f"the outputs differ, or {pictures} pictures came and not two")
            return 1
        kernels = cost(source, done, "nbclient", TIMES, exporter) / TIMES
        forks = (cost(source, done, "fork", 2 * TIMES, exporter) - cost(source, done, "fork", TIMES, exporter)) / TIMES
        print(
            f"every cell shows the same; with HTML: stock {kernels:.2f} CPU s, fork {forks:.2f} CPU s,"
            f" {kernels / forks:.1f} x; aim {AIM}; load {os.getloadavg()[0]:.1f}"
        )
    return int(forks > AIM)


def shown(source: Path, done: Path, engine: str) -> list[list[dict[str, object]]]:
    """Outputs of every cell by one engine."""
    os.environ[VARIABLE] = engine
    with server.running(imports_of([source])):
        execute(source, done, {"seed": 3})
    return [cell.get("outputs", []) for cell in nbformat.read(done, as_version=4).cells]


def cost(source: Path, done: Path, engine: str, times: int, exporter: HTMLExporter) -> float:
    """CPU seconds of some runs with their pages; the server and its forks are counted when it ends."""
    os.environ[VARIABLE] = engine
    start = cpu_seconds()
    with server.running(imports_of([source])):
        for _ in range(times):
            execute(source, done, {"seed": 3})
            exporter.from_filename(str(done))
    return cpu_seconds() - start


if __name__ == "__main__":
    sys.exit(main())
