"""CPU and wall seconds of the slides of audits that are prepared: the forum's ten, and five for every kecamatan.

    python benchmarks/slides.py [codes]

Counted apart from the first import of the libraries, which is stated. The blocks of the forum's slides are drawn from
the notebooks that the last run left in the report folder; a district without a report is left out and named. Bars: 2
CPU seconds for the forum's slides of a district, 10 for the short ones of 33 kecamatan; exit code 1 beyond either, or
where nothing could be measured.
"""

import sys
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from bar import keep_within
from finished import blocks_of, finished

from audit.cli.speed.cost import cpu_seconds
from audit.pipeline import find_project
from audit.pipeline.open import context_of
from audit.report.packs.mini_workshop import mini_workshop_pages

FORUM, SHORT, PLACES = 2.0, 10.0, 33  # CPU seconds of a district, and of so many kecamatan


def main(codes: list[str]) -> None:
    project = find_project(Path(__file__).parent)
    start = cpu_seconds()
    import pptx.chart.data  # noqa: F401 - what the slides load when first drawn
    import xlsxwriter  # noqa: F401

    from audit.report.slides.forum_deck import render_forum_deck
    from audit.report.slides.mini_deck import render_mini_deck

    print(f"imports: {cpu_seconds() - start:.1f} CPU s")
    places, short, forums = 0, 0.0, [0.0]
    for params in finished(project, codes):
        context, blocks = context_of(params, project, edition="publik"), blocks_of(params, project)
        start, clock = cpu_seconds(), perf_counter()
        size = len(render_forum_deck(context, blocks))
        forum, waited = cpu_seconds() - start, perf_counter() - clock
        start = cpu_seconds()
        for area in context.areas.kecamatan:
            own = replace(context, kecamatan=area.code)
            render_mini_deck(own, mini_workshop_pages(own))
        spent, own_places = cpu_seconds() - start, len(context.areas.kecamatan)
        places, short = places + own_places, short + spent
        forums.append(forum)
        print(f"{params.district.code}: forum {forum:.2f} CPU s, {waited:.2f} s, {size / 1024:.0f} kB; "
              f"{own_places} kecamatan {spent:.2f} CPU s", flush=True)  # fmt: skip
    if not places:
        raise SystemExit("no report to draw slides of")
    print(f"forum, the slowest of {len(forums) - 1}:", end=" ")
    keep_within(max(forums), FORUM)
    print(f"short ones, {places} kecamatan taken as {PLACES}:", end=" ")
    keep_within(short / places * PLACES, SHORT)


if __name__ == "__main__":
    main(sys.argv[1:])
