"""CPU and wall seconds of the PDF and the HTML of whole districts, and of the sheets of all their kecamatan.

    python benchmarks/report_pdf.py [codes]

Each district is drawn in a process of its own, since Typst remembers what it has set before; imports and the opening of
released results are not counted. Read are the blocks of the notebooks that a finished run left beside its report, so a
district without one is left out and named. Bars: 2 seconds of processor time for the PDF of a district, 1 second for
its HTML, 10 seconds for the sheets of all 33 kecamatan of the five districts. Exit code 1 where one is missed.
"""

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from time import perf_counter

from bar import keep_within
from finished import blocks_of, finished

from audit.cli.speed.cost import cpu_seconds
from audit.pipeline import find_project
from audit.pipeline.kecamatan_sheets import write_kecamatan_sheets
from audit.pipeline.open import context_of
from audit.report import formal_blocks, formal_front, render_html, render_pdf

DRAWN = "--drawn"
BARS = {"PDF": 2, "HTML": 1, "sheets": 10}  # processor seconds: of any district; of the sheets of all districts


def main(arguments: list[str]) -> None:
    if arguments[:1] == [DRAWN]:
        draw(arguments[1])
        return
    project, seconds = find_project(Path(__file__).parent), {name: [] for name in BARS}
    for params in finished(project, arguments):
        fresh = subprocess.run(
            [sys.executable, __file__, DRAWN, params.district.code],
            capture_output=True, text=True, encoding="utf-8", check=True,
        )  # fmt: skip
        words, _, figures = fresh.stdout.partition("\n")
        for name, used in json.loads(figures).items():
            seconds[name].append(used)
        print(words, flush=True)
    if not seconds["PDF"]:
        raise SystemExit("no finished run to draw")
    seconds["sheets"] = [sum(seconds["sheets"])]
    for name, most in BARS.items():
        print(name, end=": ")
        keep_within(max(seconds[name]), most)


def draw(code: str) -> None:
    project = find_project(Path(__file__).parent)
    (params,) = finished(project, [code])
    context, blocks = context_of(params, project, edition="publik"), blocks_of(params, project)
    meta, front = context.meta(), None
    if context.order == "resmi":
        front = formal_front(context)
        blocks += [block.to_json() for block in formal_blocks(context)]
    import_module("typst")  # not counted

    said, used = [params.district.code], {}
    for name, render in (
        ("PDF", lambda: render_pdf(blocks, meta, as_of=context.as_of, front=front)),
        ("HTML", lambda: render_html(blocks, meta, front=front)),
    ):
        cpu, wall, size = counted(render)
        used[name] = cpu
        said.append(f"{name} {cpu:.2f} CPU s ({wall:.2f} s, {size / 1e6:.1f} MB)")
    with tempfile.TemporaryDirectory() as folder:
        cpu, wall, _ = counted(lambda: write_kecamatan_sheets(context, Path(folder)))
    own = len(context.areas.kecamatan)
    print(", ".join([*said, f"{own} sheets {cpu:.2f} CPU s ({wall:.2f} s)"]))
    print(json.dumps(used | {"sheets": cpu}))


def counted(render: Callable[[], str | bytes | None]) -> tuple[float, float, int]:
    """Processor seconds, those of processes it started included; seconds by the clock; how long what was drawn is."""
    cpu, wall = cpu_seconds(), perf_counter()
    made = render()
    return cpu_seconds() - cpu, perf_counter() - wall, len(made or "")


if __name__ == "__main__":
    main(sys.argv[1:])
