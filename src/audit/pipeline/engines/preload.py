"""What every notebook and every step needs, brought into memory once: modules, words, letters. No district's data."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

from audit import report
from audit.errors import ParamsError
from audit.language import join, month_text, percent
from audit.language.catalogue import LANGUAGES, ids
from audit.pipeline.engines.plain_import import import_nbformat
from audit.pipeline.keys import code_sha256, environment_of
from audit.pipeline.project import find_project
from audit.reference.areas import district_codes
from audit.report.page import environment

__all__ = ["preload"]

_MODULES = (
    "matplotlib.pyplot", "pandas", "pyarrow.parquet", "audit.pipeline.open", "audit.pipeline.engines.shell",
    "audit.pipeline.steps", "papermill", "pyarrow.dataset", "rapidfuzz.process",
    "scipy.stats", "sklearn.linear_model", "sklearn.model_selection", "xlsxwriter",
)  # fmt: skip


def preload(modules: Sequence[str] = ()) -> None:
    """Import the library as notebooks use it, and ``modules``; fill its caches of what is the same everywhere."""
    import_nbformat()
    for module in _MODULES:
        import_module(module)
    for module in modules:
        with suppress(ImportError):  # the notebook that wants it says so
            import_module(module)
    for name in report.__all__:
        getattr(report, name)
    for language in LANGUAGES:
        ids(language)
        join([month_text("2000-01", language=language), percent(0.5, language=language)], language=language)
        templates = environment(language)
        for name in templates.list_templates(extensions=["j2"]):
            templates.get_template(name)
    code_sha256()  # seven hundred files, versions, the areas of the country: every notebook would read them again
    district_codes()
    with suppress(ParamsError):  # outside a project
        environment_of(find_project())
    _draw()


def _draw() -> None:
    """One small drawing of each paper: letters, colours and the writer of SVG are read at the first."""
    from audit.report.figures.canvas import PHONE, WIDE, canvas, to_svg

    for paper in (WIDE, PHONE):
        with canvas(1.0, paper) as (figure, axes):
            axes.plot([0, 1], [0, 1], label="a")
            axes.set_title("a")
            axes.legend()
            to_svg(figure, "a", "a", paper)
