"""nbformat is imported without the grammar that costs more than all the rest, and judges notebooks as before."""

from __future__ import annotations

import subprocess
import sys

BEFORE = "import sys\nfrom audit.pipeline.engines.plain_import import GRAMMAR, import_nbformat\n"


def said(program: str) -> str:
    """What a fresh process prints: here everything has long been imported."""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=True)
    return done.stdout.strip()


def test_the_grammar_is_not_built_and_can_be_had_later():
    after = "import_nbformat(); print(GRAMMAR in sys.modules, 'jsonschema' in sys.modules); __import__(GRAMMAR)"
    assert said(BEFORE + after + "; print(GRAMMAR in sys.modules)").split() == ["False", "True", "True"]


def test_whoever_had_it_before_keeps_it():
    after = "had = __import__(GRAMMAR); import_nbformat(); print(sys.modules[GRAMMAR] is had)"
    assert said(BEFORE + after) == "True"


def test_notebooks_are_judged_as_before():
    bad = "{'nbformat': 4, 'nbformat_minor': 5, 'metadata': {}, 'cells': [{'cell_type': 'none'}]}"
    judged = (
        "import_nbformat()\nimport nbformat\nnbformat.validate(nbformat.v4.new_notebook())\n"
        f"try:\n    nbformat.validate({bad})\nexcept nbformat.ValidationError as error:\n    print('refused')"
    )
    assert said(BEFORE + judged) == "refused"


def test_the_warm_process_has_no_grammar():
    program = "import sys\nfrom audit.pipeline.engines.preload import preload\npreload()\nprint(sorted(sys.modules))"
    modules = said(program)
    assert "'papermill'" in modules
    assert "'rfc3987_syntax'" not in modules
