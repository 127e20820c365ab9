"""Make the reference of the library from its docstrings: pages that need no network, with a search.

    python tools/make_api_reference.py FOLDER [module ...]

Needs pdoc (extra ``dev``). Without modules, those that a researcher calls: each package that hands names on, and all
below it that it names. Open ``FOLDER/index.html``. The pages are made on demand and never kept in the repository.
"""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import pdoc
import pdoc.render

PUBLIC = (
    "audit.anthropometry", "audit.survey", "audit.risk", "audit.quality", "audit.register", "audit.results",
    "audit.disclosure", "audit.report", "audit.pipeline", "audit.errors",
)  # fmt: skip


def main(folder: Path, modules: tuple[str, ...] = PUBLIC) -> int:
    """Write the pages; returns how many."""
    pdoc.render.configure(docformat="numpy", show_source=False, footer_text="Audit Kasus Stunting")
    with warnings.catch_warnings():
        # A field of a dataclass that is called ``date`` hides the type in pdoc's eyes; it then prints it as written.
        warnings.filterwarnings("ignore", "Error parsing type annotation")
        pdoc.pdoc(*modules, output_directory=folder)
    return sum(1 for _ in folder.rglob("*.html"))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    print(main(Path(sys.argv[1]), tuple(sys.argv[2:]) or PUBLIC), "pages")
