"""What a researcher's own notebooks add to a report: blocks that no other notebook shows.

A report takes nothing from an output of theirs: each block is drawn anew from the released results, by the name under
which a cell showed it, so that no notebook can put a number of its own into a public file. What its cells printed stays
in the working papers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from audit.errors import NotebookError
from audit.pipeline.other_language import drawn_again
from audit.report import ReportContext

__all__ = ["own_blocks"]


def own_blocks(
    notebooks: Mapping[str, Mapping[str, Any]], context: ReportContext, shown: Collection[str]
) -> Iterator[dict[str, Any]]:
    """Blocks of executed own notebooks, drawn anew in the public edition; none that is ``shown`` already, by id.

    Raises ``NotebookError`` (exit 15) where a block was shown by something else than ``report.NAME(context)``.
    """
    there = set(shown)
    for name, notebook in notebooks.items():
        try:
            drawn = list(drawn_again(notebook, name, context))
        except NotebookError as error:
            raise NotebookError("pipeline.own_block", **error.values) from error
        for block in drawn:
            if block["id"] not in there:
                there.add(block["id"])
                yield block
