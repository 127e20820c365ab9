"""CPU seconds, characters and bytes of the Word documents of audits that are prepared: the official report, the papers.

    python benchmarks/word_files.py [codes]

Drawn from the blocks of executed notebooks and the released results. Libraries are imported, and the context is opened,
before the clock starts; each district is drawn once, since Typst remembers what it has set before. Characters are those
of the XML that the leak scan reads. Districts without a report are left out and named. Bars, for the slowest district:
2 CPU seconds for the report, half a second for the papers together; exit code 1 beyond them.
"""

import io
import sys
import zipfile
from importlib import import_module
from pathlib import Path

from bar import keep_within
from finished import blocks_of, finished

from audit.cli.speed.cost import cpu_seconds
from audit.pipeline import find_project
from audit.pipeline.open import context_of
from audit.report import formal_blocks, formal_front
from audit.report.word.papers import office_papers
from audit.report.word.report_word import render_word

MOST_REPORT, MOST_PAPERS = 2.0, 0.5


def main(codes: list[str]) -> None:
    for library in ("docx", "docx.shared", "typst", "babel.dates"):
        import_module(library)  # not counted
    project = find_project(Path(__file__).parent)
    spent: list[tuple[float, float]] = []
    for params in finished(project, codes):
        context, blocks = context_of(params, project, edition="publik"), blocks_of(params, project)
        led = {block["id"] for block in blocks}
        blocks += [block.to_json() for block in formal_blocks(context) if block.id not in led]
        front = formal_front(context)
        start = cpu_seconds()
        report = render_word(blocks, context.meta(), as_of=context.as_of, front=front)
        written = cpu_seconds()
        papers = office_papers(context)
        spent.append((written - start, cpu_seconds() - written))
        read, read_papers = characters(report), sum(map(characters, papers.values()))
        size = sum(map(len, papers.values()))
        drawn = f"report {spent[-1][0]:.2f} s, {read:,} characters, {len(report):,} bytes"
        papers_drawn = f"{len(papers)} papers {spent[-1][1]:.2f} s, {read_papers:,} characters, {size:,} bytes"
        print(f"{params.district.code}: {drawn}; {papers_drawn}", flush=True)
    if not spent:
        raise SystemExit("no district with a finished run")
    reports, papers_of = zip(*spent, strict=True)
    print("papers: ", end="")
    keep_within(max(papers_of), MOST_PAPERS)
    print("report: ", end="")
    keep_within(max(reports), MOST_REPORT)


def characters(document: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return sum(len(archive.read(name).decode()) for name in archive.namelist() if name.endswith((".xml", ".rels")))


if __name__ == "__main__":
    main(sys.argv[1:])
