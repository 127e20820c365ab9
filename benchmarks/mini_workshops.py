"""CPU seconds of the packs of every kecamatan of audits that are prepared, and of notebook 70 in a kernel of its own.

    python benchmarks/mini_workshops.py [--notebook] [codes]

Counted for a district: opening its released results, drawing a PDF and writing a restricted workbook a kecamatan, and
the two files of the rembuk. Districts whose results do not lie under data/interim are left out and named. With
``--notebook`` the first kecamatan of each is executed by Papermill's stock engine too, which shows the same blocks.
Bars for all five districts (33 kecamatan) on two cores: 60 seconds; 6 minutes where a kernel is started for each.
"""

import sys
import tempfile
from pathlib import Path

from audit.cli.speed.cost import cpu_seconds
from audit.pipeline import find_project, load_params
from audit.pipeline.forum_packs import write_forum_packs, write_mini_lists
from audit.pipeline.notebook import execute
from audit.pipeline.open import context_of, results_of
from audit.pipeline.prepared import RESULTS

BAR_S, BAR_KERNELS_S, ALL = 60.0, 360.0, 33  # kecamatan of the five districts


def main(arguments: list[str]) -> None:
    project = find_project(Path(__file__).parent)
    kernels, codes = "--notebook" in arguments, [word for word in arguments if word != "--notebook"]
    drawn = spent = started = in_kernels = 0.0
    for path in project.params_files:
        params = load_params(path, root=project.root)
        code = params.district.code
        if codes and code not in codes:
            continue
        if not (project.interim(params) / RESULTS).is_file():
            print(f"{code}: not prepared")
            continue
        with tempfile.TemporaryDirectory() as name:
            public, restricted = Path(name) / "publik", Path(name) / "terbatas"
            public.mkdir()
            restricted.mkdir()
            start = cpu_seconds()
            context = context_of(params, project, edition="publik")
            write_forum_packs(context, params, public)
            write_mini_lists(results_of(params, project), params, project, restricted)
            seconds = cpu_seconds() - start
            places = context.areas.kecamatan
            drawn, spent = drawn + len(places), spent + seconds
            print(f"{code}: {len(places)} kecamatan, {seconds:.2f} CPU s")
            if kernels:
                parameters = {"district_code": code, "cycle": params.cycle, "edition": "publik",
                              "language": params.language, "kecamatan": places[0].code}  # fmt: skip
                start = cpu_seconds()
                execute(project.notebooks / "70_mini_lokakarya.ipynb", Path(name) / "70.ipynb", parameters)
                took = cpu_seconds() - start
                started, in_kernels = started + 1, in_kernels + took
                print(f"{code}: notebook 70 of one kecamatan, {took:.2f} CPU s")
    if drawn:
        print(f"all 33 at this pace: {ALL * spent / drawn:.1f} CPU s (bar {BAR_S:.0f})")
    if started:
        print(f"all 33 in kernels: {ALL * in_kernels / started:.0f} CPU s (bar {BAR_KERNELS_S:.0f})")


if __name__ == "__main__":
    main(sys.argv[1:])
