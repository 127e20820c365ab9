"""nbformat without the grammar of internationalised addresses, which no notebook needs."""

from __future__ import annotations

import sys
from importlib import import_module

__all__ = ["GRAMMAR", "import_nbformat"]

GRAMMAR = "rfc3987_syntax"


def import_nbformat() -> None:
    """Import nbformat, and with it jsonschema, as where the package ``rfc3987_syntax`` is not installed.

    JupyterLab has it installed. jsonschema then imports it at once, for the formats ``iri`` and ``iri-reference``, and
    it builds four Earley parsers: 0.9 CPU s of each process that reads a notebook. No schema of notebooks has these
    formats; in this process jsonschema lets them pass, as it does with every format that it has no check for. Whoever
    imports the package later has it.
    """
    had = sys.modules.get(GRAMMAR)
    if had is None:
        sys.modules[GRAMMAR] = None  # type: ignore[assignment]  # how Python is told that a module is not there
    try:
        import_module("nbformat")
    finally:
        if had is None:
            del sys.modules[GRAMMAR]
