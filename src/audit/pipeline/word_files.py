"""Word documents of a report: the official report, and the papers that an office sends around it.

The official report stands in the formal order whatever order the run prints, and is drawn from the same blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from audit.report import ReportContext, formal_blocks, formal_front
from audit.report.word.papers import office_papers
from audit.report.word.report_word import render_word

__all__ = ["OFFICIAL", "PAPERS_FOLDER", "write_word_files"]

OFFICIAL, PAPERS_FOLDER = "laporan-resmi.docx", "dokumen"


def write_word_files(context: ReportContext, blocks: Sequence[Mapping[str, Any]], folder: Path) -> None:
    """Write ``laporan-resmi.docx`` and ``dokumen/*.docx`` into a folder of the public edition.

    ``blocks`` are those of the run's files, with or without the leads of the formal order.
    """
    led = {block["id"] for block in blocks}
    leads = [block.to_json() for block in formal_blocks(context) if block.id not in led]
    front = formal_front(context)
    content = render_word([*blocks, *leads], context.meta(), as_of=context.as_of, front=front)
    (folder / OFFICIAL).write_bytes(content)
    papers = folder / PAPERS_FOLDER
    papers.mkdir()
    for name, paper in office_papers(context).items():
        (papers / f"{name}.docx").write_bytes(paper)
