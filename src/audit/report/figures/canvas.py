"""The canvas every chart is drawn on: papers, style, fonts, colours, and SVG that is the same bytes every time."""

from __future__ import annotations

import io
import re
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from importlib.resources import as_file, files
from textwrap import wrap
from typing import TYPE_CHECKING, Any

import numpy as np

from audit.reference.identity import CATEGORIES, CLASSES, COLOURS, POINTS, SEVERITY, SEX

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "BRAND",
    "CLASSES",
    "GRID",
    "INK",
    "MUTED",
    "PHONE",
    "QUIET",
    "SEVERITY",
    "SEX",
    "WIDE",
    "Paper",
    "canvas",
    "sheet",
    "to_svg",
]

INK, MUTED, GRID, BRAND = (COLOURS[name] for name in ("ink", "muted", "hairline", "brand"))
QUIET = COLOURS["quiet"]
_COLOURED = {
    "ink": ("text.color", "ytick.labelcolor"),
    "muted": ("axes.labelcolor", "xtick.labelcolor"),
    "axis": ("axes.edgecolor", "xtick.color", "ytick.color"),
    "hairline": ("grid.color",),
}
_FACES = ("Regular", "Italic", "Bold")
_POINTS = 72  # an inch; an SVG of matplotlib is drawn in points
_LETTER = 0.5  # mean width of a letter, in its size
_LINE = 0.17  # inches of a further line of a name
_SNAP = 0.5  # points to which panels are placed
_DIGITS = 2  # of a coordinate in points: finer than any screen or printer
_COORDINATES = re.compile(r' (?:d|x|y|width|height|points|transform)="[^"]*"')
_LONG = re.compile(r"-?\d+\.\d{3,}")  # numbers of more than _DIGITS decimals
_HASHED = re.compile(r'\bid="([a-z][0-9a-f]{10})"')  # ids that matplotlib makes from what they name


@dataclass(frozen=True, slots=True)
class Paper:
    """What a chart is drawn for. A page shrinks or stretches an SVG with its text, so the width settles the type size.

    ``width`` in inches; ``small`` in points, for what stands beside names and values (10 pt); ``letters`` of one line
    of a name; ``ticks`` on an axis of values; ``abreast``: names of colours side by side.
    """

    name: str
    width: float
    small: float
    letters: int
    ticks: int
    abreast: int

    def lines(self, names: Iterable[str]) -> list[str]:
        """Names broken into lines that the paper has room for."""
        return ["\n".join(wrap(name, self.letters, break_long_words=False)) for name in names]

    def row(self, height: float, names: Iterable[str]) -> float:
        """Inches for a row that is ``height`` with a name of one line."""
        return height + _LINE * max((name.count("\n") for name in self.lines(names)), default=0)

    def spread(self, words: str) -> float:
        """About how much of the width small words take."""
        return len(words) * _LETTER * self.small / _POINTS / self.width


# A column of 640 px, and A4: 8 pt become 12 px and more.
WIDE = Paper("lebar", width=5.6, small=8, letters=28, ticks=6, abreast=2)
# A phone, which leaves 358 of its 390 px: 10 pt become 13 px, and 12 px on a phone of 360.
PHONE = Paper("sempit", width=3.7, small=10, letters=18, ticks=4, abreast=1)


@cache
def _add_fonts() -> None:
    from matplotlib import font_manager

    for face in _FACES:
        with as_file(files("audit.report") / "fonts" / f"AksSans-{face}.ttf") as path:
            font_manager.fontManager.addfont(str(path))


@cache
def _style() -> dict[str, Any]:
    """Every setting: matplotlib's own defaults, whatever the user's file says, and ours over them."""
    import matplotlib
    from matplotlib.rcsetup import cycler

    with as_file(files("audit.report") / "figures" / "aks.mplstyle") as style, matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(matplotlib.rc_params_from_file(style, use_default_template=False))
        coloured = {setting: COLOURS[name] for name, settings in _COLOURED.items() for setting in settings}
        ours = {"axes.prop_cycle": cycler(color=CATEGORIES), "font.size": float(POINTS["body"])}
        dict.update(matplotlib.rcParams, coloured | ours)
        return {name: value for name, value in dict.items(matplotlib.rcParams) if name != "backend"}


@contextmanager
def sheet(height: float, paper: Paper) -> Generator[Figure, None, None]:
    """Give one empty figure of ``height`` inches on a paper, in the style, without pyplot's state."""
    import matplotlib
    from matplotlib.figure import Figure

    _add_fonts()
    with matplotlib.rc_context():
        dict.update(matplotlib.rcParams, _style())  # checked once: to check three hundred values costs a drawing
        figure = Figure(figsize=(paper.width, height), layout="constrained")
        yield figure


@contextmanager
def canvas(height: float, paper: Paper) -> Generator[tuple[Figure, Axes], None, None]:
    """Give one figure of ``height`` inches on a paper with one pair of axes."""
    with sheet(height, paper) as figure:
        yield figure, figure.subplots()


def to_svg(figure: Figure, id: str, alt: str, paper: Paper) -> str:
    """Write the figure as one ``<svg>`` for a page: named for screen readers, ids prefixed by ``id`` and paper.

    The layout solver's last digits differ from run to run and from machine to machine; bytes must not. So panels are
    settled at half points, coordinates are rounded, and ids that are hashes of unrounded coordinates become numbers.
    """
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    canvas = FigureCanvasSVG(figure)
    _settle(figure)
    file = io.StringIO()
    # Not ``savefig``, which draws everything once before, for a layout that is settled here.
    canvas.print_svg(file, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    svg = file.getvalue()
    svg = _plain_ids(_rounded(svg[svg.index("<svg") :].strip()))
    prefix = re.sub(r"[^a-z0-9]+", "-", f"{id}-{paper.name}".lower())
    svg = re.sub(r'\bid="([^"]+)"', rf'id="{prefix}-\1"', svg)
    svg = re.sub(r"url\(#([^)]+)\)", rf"url(#{prefix}-\1)", svg)
    svg = re.sub(r'xlink:href="#([^"]+)"', rf'href="#{prefix}-\1"', svg)
    svg = re.sub(r"<(metadata|style).*?</\1>\s*", "", svg, flags=re.DOTALL)
    head = re.match(r"<svg[^>]*>", svg)
    box = re.search(r'viewBox="[^"]+"', svg)
    if head is None or box is None:
        raise ValueError("matplotlib wrote an SVG without a view box")
    joins = "stroke-linejoin:round;stroke-linecap:butt"  # matplotlib says so for every element of the page
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box.group()} role="img" aria-label="{escape(alt)}" style="{joins}">'
    )
    return opening + svg[head.end() :]


def _settle(figure: Figure) -> None:
    """Lay the panels out once and for all."""
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
    figure.set_layout_engine("none")
    size = np.tile(figure.get_size_inches() * _POINTS / _SNAP, 2)
    places = [np.round(axes.get_position().bounds * size) / size for axes in figure.axes]
    for axes, (left, bottom, width, height) in zip(figure.axes, places, strict=True):
        axes.set_position((float(left), float(bottom), float(width), float(height)))


@lru_cache(maxsize=65536)
def _shorter(number: str) -> str:
    return f"{round(float(number), _DIGITS) + 0:.{_DIGITS}f}".rstrip("0").rstrip(".")  # + 0: no minus zero


def _rounded(svg: str) -> str:
    svg = _COORDINATES.sub(lambda found: _LONG.sub(lambda number: _shorter(number[0]), found[0]), svg)
    return re.sub(r' transform="rotate\(-?0 [^"]*\)"', "", svg)  # of every upright word


def _plain_ids(svg: str) -> str:
    names = {hashed: f"{hashed[0]}{n}" for n, hashed in enumerate(dict.fromkeys(_HASHED.findall(svg)), start=1)}
    return re.sub(r"\b[a-z][0-9a-f]{10}\b", lambda found: names.get(found[0], found[0]), svg)
