"""CPU and wall seconds of the packs of every kecamatan of audits that are prepared, and of notebook 70 for each.

    python benchmarks/mini_workshops.py [--notebook ENGINE] [codes]

Counted for a district: opening its released results, drawing a PDF and writing a restricted workbook a kecamatan, and
the two files of the rembuk. Districts whose results do not lie under data/interim are left out and named. With
``--notebook`` notebook 70, which shows the same blocks, is executed for every kecamatan instead, by Papermill with one
of our engines or the stock one, one after the other. Bars for all five districts (33 kecamatan) on two cores: 60
seconds with the fast engine, 6 minutes with the stock one.
"""

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from audit.cli.speed.cost import cpu_seconds
from audit.pipeline import find_project, load_params
from audit.pipeline.engines.choice import VARIABLE
from audit.pipeline.forum_packs import write_forum_packs, write_mini_lists
from audit.pipeline.notebook import execute
from audit.pipeline.open import context_of, results_of
from audit.pipeline.params import AuditParams
from audit.pipeline.prepared import RESULTS
from audit.pipeline.project import Project
from audit.reference.areas import areas_of

NOTEBOOK = "70_mini_lokakarya.ipynb"


def main(arguments: list[str]) -> None:
    project, engine = find_project(Path(__file__).parent), ""
    if "--notebook" in arguments:
        at = arguments.index("--notebook")
        engine = os.environ[VARIABLE] = arguments[at + 1]
        arguments = arguments[:at] + arguments[at + 2 :]
    places, spent, wall = 0, 0.0, 0.0
    for params in prepared(project, arguments):
        start, clock = cpu_seconds(), perf_counter()
        with tempfile.TemporaryDirectory() as name:
            (in_kernels if engine else in_process)(params, project, Path(name))
        seconds, waited = cpu_seconds() - start, perf_counter() - clock
        own = len(areas_of(params.district.code).kecamatan)
        places, spent, wall = places + own, spent + seconds, wall + waited
        print(f"{params.district.code}: {own} kecamatan, {seconds:.1f} CPU s, {waited:.1f} s", flush=True)
    print(f"{engine or 'drawn'}: {places} kecamatan, {spent:.1f} CPU s, {wall:.1f} s one after the other")


def prepared(project: Project, codes: list[str]) -> Iterator[AuditParams]:
    for path in project.params_files:
        params = load_params(path, root=project.root)
        if codes and params.district.code not in codes:
            continue
        if (project.interim(params) / RESULTS).is_file():
            yield params
        else:
            print(f"{params.district.code}: not prepared")


def in_process(params: AuditParams, project: Project, folder: Path) -> None:
    public, restricted = folder / "publik", folder / "terbatas"
    public.mkdir()
    restricted.mkdir()
    write_forum_packs(context_of(params, project, edition="publik"), params, public)
    write_mini_lists(results_of(params, project), params, project, restricted)


def in_kernels(params: AuditParams, project: Project, folder: Path) -> None:
    for place in areas_of(params.district.code).kecamatan:
        parameters = {"district_code": params.district.code, "cycle": params.cycle, "edition": "publik",
                      "language": params.language, "kecamatan": place.code}  # fmt: skip
        execute(project.notebooks / NOTEBOOK, folder / f"{place.code}.ipynb", parameters)


if __name__ == "__main__":
    main(sys.argv[1:])
