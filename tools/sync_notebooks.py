"""Make notebooks from their readable twins (percent format): ``notebooks/text/x.py`` becomes ``notebooks/x.ipynb``.

Twins in folders below ``text`` become notebooks in the same folders below ``notebooks``.

``python tools/sync_notebooks.py`` writes; with ``--check`` it only says which differ (exit 1). The text is what
people edit. Notebooks are stripped: no outputs, no counts, and cell ids that come from what a cell says, so that a new
cell changes no other.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import jupytext
import nbformat

REPOSITORY = Path(__file__).parents[1]
NOTEBOOKS = REPOSITORY / "notebooks"
LONGEST_ID = 64  # characters, nbformat 4.5


def build(text: Path) -> str:
    """The notebook of a text twin, as the bytes to be written."""
    notebook = jupytext.read(text, fmt="py:percent")
    seen: set[str] = set()
    for cell in notebook.cells:
        cell["id"] = _id(cell.source, seen)
        if cell.cell_type == "code":
            cell["outputs"], cell["execution_count"] = [], None
    kernel = notebook.metadata["kernelspec"]
    notebook["metadata"] = {"kernelspec": dict(kernel), "language_info": {"name": kernel["language"]}}
    notebook["nbformat"], notebook["nbformat_minor"] = 4, 5
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def _id(source: str, seen: set[str]) -> str:
    first = next(line for line in source.splitlines() if line.strip())
    id = re.sub(r"[^a-z0-9]+", "-", first.lower()).strip("-")[:LONGEST_ID].strip("-")
    if id in seen:
        raise SystemExit(f"two cells begin alike: {first}")
    seen.add(id)
    return id


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only say which notebooks differ")
    check = parser.parse_args(argv).check
    differ = 0
    for text in sorted((NOTEBOOKS / "text").rglob("*.py")):
        target = NOTEBOOKS / text.relative_to(NOTEBOOKS / "text").with_suffix(".ipynb")
        wanted = build(text)
        if target.exists() and target.read_text(encoding="utf-8") == wanted:
            continue
        differ += 1
        print(target.name)
        if not check:
            target.parent.mkdir(exist_ok=True)
            target.write_text(wanted, encoding="utf-8", newline="\n")
    return int(check and differ > 0)


if __name__ == "__main__":
    sys.exit(main())
