"""The report in a further language: the blocks that the notebooks showed, drawn again from the same released results.

Nothing is computed, hidden or run a second time. A notebook shows each block by ``report.NAME(context)``, so what a
cell showed can be asked of the same function with a context in other words.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from audit import report
from audit.errors import NotebookError
from audit.language.catalogue import Language
from audit.report import Block, ReportContext, blocks_in

__all__ = ["drawn_again", "in_language"]


def in_language(context: ReportContext, language: Language) -> ReportContext:
    """The same released results with words of a language."""
    return replace(context, language=language)


def drawn_again(notebook: Mapping[str, Any], name: str, context: ReportContext) -> Iterator[dict[str, Any]]:
    """Every block of an executed notebook (nbformat 4, as a mapping), in order, in the language of ``context``.

    ``name`` is the notebook's, for the error. Raises ``NotebookError`` (exit 15) where a block was shown by something
    else than ``report.NAME(context)``: it cannot be put into other words.
    """
    for number, cell in enumerate(notebook["cells"], start=1):
        shown = [block["id"] for block in blocks_in({"cells": [cell]})]
        if not shown:
            continue
        builder = _builder("".join(cell["source"]))
        block = getattr(report, builder)(context) if builder else None
        if not isinstance(block, Block) or [block.id] != shown:
            raise NotebookError("pipeline.not_in_words", notebook=name, cell=str(number))
        yield block.to_json()


def _builder(source: str) -> str:
    """``headline`` of a cell that says ``report.headline(context)`` and nothing else; empty for any other."""
    try:
        body = ast.parse(source).body
    except SyntaxError:  # a line for IPython alone
        return ""
    match body:
        case [
            ast.Expr(
                ast.Call(
                    ast.Attribute(ast.Name("report"), str(name)), [ast.Name("context")], []
                )
            )
        ] if name in report.__all__:  # fmt: skip
            return name
        case _:
            return ""
