"""Seconds and bytes of the Word documents of audits that are prepared: the official report, and the office papers.

    python benchmarks/word_files.py [codes]

Drawn from the blocks of executed notebooks and the released results; libraries are imported, and the context is opened,
before the clock starts. Districts without a report folder are left out and named. Bar: 2 seconds for either.
"""

import json
import sys
from pathlib import Path
from time import perf_counter

from audit.pipeline import find_project, load_params
from audit.pipeline.notebook import NOTEBOOKS
from audit.pipeline.open import context_of
from audit.report import blocks_in, formal_blocks, formal_front
from audit.report.word.papers import office_papers
from audit.report.word.report_word import render_word


def main(codes: list[str]) -> None:
    project = find_project(Path.cwd())
    for path in project.params_files:
        params = load_params(path, root=project.root)
        code = params.district.code
        if codes and code not in codes:
            continue
        executed = project.report(params) / "terbatas" / "kerja"
        if not executed.is_dir():
            print(f"{code}: no report")
            continue
        context = context_of(params, project, edition="publik")
        notebooks = [json.loads((executed / f"{name}.ipynb").read_text(encoding="utf-8")) for name in NOTEBOOKS]
        blocks = [block for notebook in notebooks for block in blocks_in(notebook)]
        led = {block["id"] for block in blocks}
        blocks += [block.to_json() for block in formal_blocks(context) if block.id not in led]
        front = formal_front(context)
        for first in (True, False):  # the first draws with libraries that nothing has used yet
            start = perf_counter()
            report = render_word(blocks, context.meta(), as_of=context.as_of, front=front)
            written = perf_counter()
            papers = office_papers(context)
            done = perf_counter()
            if not first:
                size = sum(map(len, papers.values()))
                print(f"{code}: report {written - start:.2f} s, {len(report):,} bytes; "
                      f"{len(papers)} papers {done - written:.2f} s, {size:,} bytes", flush=True)  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1:])
