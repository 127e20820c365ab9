"""What a block takes on paper: its drawing as a picture of its own, its tables with their sizes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from audit.report.print_tables import MILLIMETRE, PAGE, WIDTH, lines_of, printed_table
from audit.report.typesetting import box_of

__all__ = ["printed_block"]

CHART_WIDTH = 132 * MILLIMETRE  # a little under the 142 mm that charts are drawn at: their text prints at 9 pt
CHART_HEIGHT = 175 * MILLIMETRE  # a chart of very many rows shrinks to this
TOGETHER = 0.55 * PAGE  # a chart and its words of at most this height stand on one page

_BODY = 10  # points
_LINE = 1.24  # from line to line, in the size of the letters
_BETWEEN = 3 * MILLIMETRE  # paragraphs


def printed_block(block: Mapping[str, Any], pictures: dict[str, bytes]) -> dict[str, Any]:
    """A drawn block as the template of the report sets it; its drawing is put among ``pictures``, by its name.

    Raises ``ValueError`` for a drawing without a ``viewBox``.
    """
    figure = block["figure"]
    said = {"figure": figure and _figure(block, figure, pictures), "tables": [*map(printed_table, block["tables"])]}
    return {**block, **said}


def _figure(block: Mapping[str, Any], figure: Mapping[str, Any], pictures: dict[str, bytes]) -> dict[str, Any]:
    wide, tall = box_of(figure["svg"])
    name, ratio = f"figure-{figure['number']}.svg", tall / wide
    pictures[name] = figure["svg"].encode()
    width = min(CHART_WIDTH, CHART_HEIGHT / ratio)
    words = (block["title"], block["subtitle"], *block["paragraphs"], block["reading"], block["source"])
    height = width * ratio + sum(lines_of(w, WIDTH, _BODY) * _BODY * _LINE + _BETWEEN for w in words if w)
    return {"file": name, "alt": figure["alt"], "width": width, "together": height <= TOGETHER}
