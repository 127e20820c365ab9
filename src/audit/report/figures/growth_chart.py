"""One child's growth: centimetres on WHO's curves, what happened meanwhile, and z beneath, where faltering is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, isnan
from typing import TYPE_CHECKING, Any

import numpy as np

from audit.anthropometry import value_at_z
from audit.anthropometry.growth_series import GrowthEvent, GrowthPoint, GrowthSeries
from audit.language.catalogue import Language
from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS, DAYS_PER_MONTH, HEIGHT_FROM_DAYS, STUNTED_BELOW
from audit.reference.growth_chart_rules import AHEAD_MONTHS, CURVES_Z, SEVERELY_BELOW, STEP_MONTHS
from audit.reference.identity import COLOURS
from audit.report.figures.canvas import GRID, INK, MUTED, PHONE, SEVERITY, WIDE, Paper, sheet, to_svg
from audit.report.growth_words import GrowthWords

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["growth_chart"]

_Z_PANEL, _LANE, _FRAME = 1.35, 0.2, 0.85  # inches
_CM_PANEL = {WIDE.name: 3.4, PHONE.name: 3.9}  # inches: words along a curve need room between curves
_PHONE_LINES = 0.2  # inches of each further line of the legend
_STANDING_FROM = round(HEIGHT_FROM_DAYS / DAYS_PER_MONTH)  # months
_EVERY_DAYS = 7  # of a curve
_FOOT_Z = -5  # the lower zone is shaded down to here
_CM_STEP = 5  # the axis ends at multiples of this
_LONG_MONTHS = 36  # a phone has room for the names of every other age line beyond this
_LEADER = 0.6  # of the words on the newest measurement: where their line ends
_PANEL = 1.3  # widths of a panel in the width of the paper
_ALONG, _FLATTER = 0.75, 0.12  # of the distance to marks: along the axis; how much a flatter place is worth
_LEAST_Z, _MOST_Z, _Z_AIR = -3.9, 0.6, 0.35  # what the z panel shows at least, and its air
_RIGHT, _BAND_CLEAR = 0.65, 0.8  # a mark right of this share of the axis, so near in z, sends a word to the left
_STUNTED, _SEVERE = SEVERITY["moderately_stunted"], SEVERITY["severely_stunted"]
_STUNTED_WORDS = COLOURS["attention-words"]  # the darker orange that words are set in
_HELP, _EVENT, _DOUBTED = COLOURS["teal"], COLOURS["event"], COLOURS["doubted"]
_JOIN = COLOURS["join"]
_QUIET, _FAINT = COLOURS["faint"], COLOURS["shade"]
_LINES: dict[int, tuple[str, float]] = {
    -3: (_SEVERE, 1.4), -2: (_STUNTED, 1.4), -1: (_FAINT, 0.7), 1: (_FAINT, 0.7), 2: (_QUIET, 0.8), 3: (_QUIET, 0.8),
}  # fmt: skip


def growth_chart(id: str, series: GrowthSeries, *, language: Language = "id", paper: Paper = WIDE) -> str:
    """Draw a child's series as SVG. Restricted edition only: it shows one child.

    From the top: height on WHO's curves, not joined, since faltering is not seen there; events, one a lane; z of height
    for age with a fine line; z of weight for height where the child was ever below -2. The step at 24 months is kept:
    two sets of curves. Hollow: routine, filled: audit, x joined to its dot: corrected age, grey cross: doubted, at the
    edge of a panel that does not reach so far. Title, subtitle and notes are text outside (``GrowthWords``).
    """
    words = GrowthWords(series, language)
    view = _Frame(
        series, words, paper, min(series.points[-1].born.day / DAYS_PER_MONTH + AHEAD_MONTHS, AGE_LIMIT_MONTHS)
    )
    thin = any(point.whz < STUNTED_BELOW for point in series.points)
    heights = [
        _CM_PANEL[paper.name],
        *([_LANE * len(series.events)] if series.events else []),
        *[_Z_PANEL] * (1 + thin),
    ]
    marks = _mark_names(view)
    head = _PHONE_LINES * ceil(len(marks) / paper.abreast)
    with sheet(_FRAME + head + sum(heights), paper) as figure:
        figure.get_layout_engine().set(h_pad=0.03, hspace=0.02)  # pyright: ignore
        panels = list(figure.subplots(len(heights), 1, sharex=True, height_ratios=heights, squeeze=False)[:, 0])
        _centimetres(panels[0], view)
        if series.events:
            _lanes(panels[1], view)
        _scores(panels[-2] if thin else panels[-1], view)
        if thin:
            _thinness(panels[-1], view)
        _ages(panels, view)
        figure.legend(
            handles=marks, loc="outside upper left", ncols=paper.abreast, borderpad=0, borderaxespad=0.2,
            handlelength=1.2, handletextpad=0.5, labelspacing=0.25, columnspacing=1.4, fontsize=paper.small,
        )  # fmt: skip
        return to_svg(figure, id, words.alt(), paper)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every panel is drawn from; ``end`` of the axis in months."""

    series: GrowthSeries
    words: GrowthWords
    paper: Paper
    end: float


def _months(day: float) -> float:
    return day / DAYS_PER_MONTH


# Centimetres ----------------------------------------------------------------------------------------------------------


def _centimetres(axes: Axes, view: _Frame) -> None:
    points = view.series.points
    tops = _curves(axes, view)
    believed = [point.cm for point in points if point.believed]
    low = floor((min([*believed, _at(view, SEVERELY_BELOW, 0)]) - 1) / _CM_STEP) * _CM_STEP
    high = ceil(max([*believed, tops[3]]) / _CM_STEP) * _CM_STEP
    axes.set_ylim(low, high)
    axes.set_ylabel(view.words.say("axis.cm"), fontsize=view.paper.small)
    axes.tick_params(axis="y", labelcolor=MUTED)
    for z, at in tops.items():
        name = view.words.say("median") if z == 0 else view.words.say("curve", z=_signed(z))
        colour = {-3: _SEVERE, -2: _STUNTED_WORDS}.get(z, MUTED)
        axes.annotate(name, (view.end, at), xytext=(4, 0), textcoords="offset points", va="center", color=colour,
                      fontsize=view.paper.small, annotation_clip=False)  # fmt: skip
    if view.end > _STANDING_FROM:
        axes.axvline(_STANDING_FROM, color=MUTED, linewidth=0.8, dashes=(1, 2), gid="step-24")
        for name, side, away in (("lying", "right", -4), ("standing", "left", 4)):
            axes.annotate(view.words.say(name), (_STANDING_FROM, 1), xycoords=axes.get_xaxis_transform(), ha=side,
                          xytext=(away, 2), textcoords="offset points", color=MUTED, fontsize=view.paper.small,
                          annotation_clip=False)  # fmt: skip
    places = [(_months(p.born.day), float(np.clip(p.cm, low, high)), p) for p in points]
    for month, cm, point in places:
        if point.corrected:
            _join(axes, month, cm, _months(point.corrected.day), cm)
        _dot(axes, month, cm, point)
    label = _label_last(axes, view, low, high)
    _zone_words(axes, view, [(month, cm) for month, cm, _ in places] + label)


def _at(view: _Frame, z: float, day: float) -> float:
    return float(value_at_z("haz", view.series.sex, day, z))


def _curves(axes: Axes, view: _Frame) -> dict[int, float]:
    """Draw both sets of curves, zones under them; give the height at which each ends."""
    last = floor(view.end * DAYS_PER_MONTH)
    sets = {
        "lying": np.append(np.arange(0, min(last, HEIGHT_FROM_DAYS - 1), _EVERY_DAYS), min(last, HEIGHT_FROM_DAYS - 1))
    }
    if last >= HEIGHT_FROM_DAYS:
        sets["standing"] = np.append(np.arange(HEIGHT_FROM_DAYS, last, _EVERY_DAYS), last)
    tops: dict[int, float] = {}
    for name, days in sets.items():
        # Both sets have a value at 24 months, which is half a day from their last and first.
        x = days / DAYS_PER_MONTH
        x = np.minimum(x, _STANDING_FROM) if name == "lying" else np.maximum(x, _STANDING_FROM)
        if name == "lying" and view.end > _STANDING_FROM:
            x[-1] = _STANDING_FROM
        elif name == "standing":
            x[0] = _STANDING_FROM
        heights = {z: value_at_z("haz", view.series.sex, days, z) for z in (*CURVES_Z, _FOOT_Z)}
        axes.fill_between(
            x, heights[-3], heights[-2], color=_STUNTED, alpha=0.2, linewidth=0, gid=f"zone-stunted-{name}"
        )
        axes.fill_between(
            x, heights[_FOOT_Z], heights[-3], color=_SEVERE, alpha=0.2, linewidth=0, gid=f"zone-severe-{name}"
        )
        for z in CURVES_Z:
            style: dict[str, Any] = {"color": MUTED, "linewidth": 0.8, "dashes": (4, 3)}
            if z:
                style = dict(zip(("color", "linewidth"), _LINES[z], strict=True))
            axes.plot(x, heights[z], gid=f"curve{z:+d}-{name}", **style)
            tops[z] = float(heights[z][-1])
    return tops


def _label_last(axes: Axes, view: _Frame, low: float, high: float) -> list[tuple[float, float]]:
    """Name the newest believed measurement below the curves; give what its line passes, for others to keep clear."""
    point = view.words.last()
    if point is None:
        return []
    lines = view.words.measured(point)
    foot = low + 0.05 * (high - low)
    month = _months(point.born.day)
    axes.annotate(
        "\n".join(lines), (month, point.cm), xytext=(view.end, foot), ha="right", va="bottom", weight="bold", color=INK,
        fontsize=view.paper.small + 1, linespacing=1.3, gid="last", zorder=9,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
        arrowprops={"arrowstyle": "-", "color": INK, "linewidth": 0.8, "shrinkB": 4, "shrinkA": 1,
                    "relpos": (_LEADER, 1)},
    )  # fmt: skip
    ahead = view.end * (1 - (1 - _LEADER) * _PANEL * max(map(view.paper.spread, lines)))
    return [(month + (ahead - month) * part, point.cm + (foot - point.cm) * part) for part in (0.1, 0.2, 0.3, 0.4, 0.5)]


def _zone_words(axes: Axes, view: _Frame, taken: Sequence[tuple[float, float]]) -> None:
    """Write the name of each zone into it, along the curve, where it is furthest from marks."""
    low, high = axes.get_ylim()
    for name, z, colour in (("stunted", -2.5, _STUNTED_WORDS), ("severely_stunted", -4.1, _SEVERE)):
        word = view.words.say(f"zone.{name}")
        half = view.paper.spread(word) * _PANEL / 2 * view.end
        months = np.linspace(max(half, view.end * 0.25), view.end * 0.97 - half, 60)
        if view.end > _STANDING_FROM:  # not across the step
            months = months[np.abs(months - _STANDING_FROM) > half * 0.9]
        ends = months[:, None] + half * np.array([-0.8, -0.4, 0, 0.4, 0.8])
        heights = value_at_z("haz", view.series.sex, ends * DAYS_PER_MONTH, z)

        def away(x: float, y: float) -> float:
            near = ((abs(x - a) / view.end, abs(y - b) / (high - low)) for a, b in taken)
            return min((float(np.hypot(across * _ALONG, up)) for across, up in near), default=1.0)

        clear = [min(map(away, *place)) for place in zip(ends, heights, strict=True)]
        best = int(np.argmax(np.array(clear) + _FLATTER * months / view.end))
        x, y = float(months[best]), float(heights[best, 2])
        step = float(value_at_z("haz", view.series.sex, (x + 1) * DAYS_PER_MONTH, z)) - y
        axes.text(
            x, y, word, ha="center", va="center", color=colour, fontsize=view.paper.small, rotation_mode="anchor",
            rotation=float(np.degrees(np.arctan(step))), transform_rotates_text=True,
        )  # fmt: skip


# Marks ----------------------------------------------------------------------------------------------------------------


def _style(point: GrowthPoint) -> tuple[str, dict[str, Any]]:
    if not point.believed:
        return "doubted", {"marker": "X", "color": _DOUBTED, "markersize": 7, "markeredgecolor": "white"}
    if point.audit:
        return "audit", {"marker": "o", "color": INK, "markersize": 7}
    return "routine", {
        "marker": "o",
        "color": INK,
        "markerfacecolor": "white",
        "markeredgewidth": 1.4,
        "markersize": 5.5,
    }


def _dot(axes: Axes, x: float, y: float, point: GrowthPoint) -> None:
    name, style = _style(point)
    axes.plot([x], [y], linestyle="none", clip_on=False, zorder=4, gid=f"{name}-{point.born.day}", **style)


def _join(axes: Axes, x: float, y: float, corrected_x: float, corrected_y: float) -> None:
    axes.plot([x, corrected_x], [y, corrected_y], color=_JOIN, linewidth=0.9, zorder=3)
    axes.plot([corrected_x], [corrected_y], "x", color=INK, markersize=5, markeredgewidth=1.4, clip_on=False, zorder=4)


def _mark_names(view: _Frame) -> list[Any]:
    """Handles of a legend for the marks that occur."""
    from matplotlib.lines import Line2D

    found = dict(map(_style, view.series.points))
    handles = [
        Line2D([], [], linestyle="none", label=view.words.say(f"mark.{name}"), **found[name])
        for name in ("routine", "audit", "doubted")
        if name in found
    ]
    if any(point.corrected for point in view.series.points):
        label = view.words.say("mark.corrected", weeks=view.series.gestation_weeks)
        handles.append(
            Line2D([], [], color=INK, linewidth=0.8, marker="x", markersize=5, markeredgewidth=1.4, label=label)
        )
    return handles


# Events and z ---------------------------------------------------------------------------------------------------------


def _span(event: GrowthEvent, view: _Frame) -> tuple[float, float]:
    last = view.series.points[-1].born.day
    return _months(event.from_day), _months(max(event.from_day, last) if event.to_day is None else event.to_day)


def _lanes(axes: Axes, view: _Frame) -> None:
    """One bar an event, with its name on the side that has room."""
    axes.set_ylim(len(view.series.events) - 0.5, -0.5)
    for lane, event in enumerate(view.series.events):
        start, end = _span(event, view)
        colour = _HELP if event.intervention else _EVENT
        axes.plot([start, end], [lane, lane], color=colour, linewidth=6, solid_capstyle="butt", gid=f"event-{lane}")
        axes.plot([start], [lane], "|", color=colour, markersize=8, markeredgewidth=2)
        right = end + view.paper.spread(event.name) * view.end * 1.3 < view.end
        axes.annotate(
            event.name, (end if right else start, lane), xytext=(5 if right else -5, 0), textcoords="offset points",
            ha="left" if right else "right", va="center", fontsize=view.paper.small, color=INK,
        )  # fmt: skip
    axes.set_yticks([])
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)


def _scores(axes: Axes, view: _Frame) -> None:
    points = view.series.points
    shown = [at.haz for p in points if p.believed for at in (p.born, p.corrected) if at and not isnan(at.haz)]
    low, high = _z_panel(axes, view, "axis.haz", shown)
    for event in view.series.events:
        if event.intervention:
            axes.axvspan(*_span(event, view), color=_HELP, alpha=0.14, linewidth=0)
    line = [p for p in points if p.usable]
    axes.plot(
        [_months(p.judged.day) for p in line], [p.judged.haz for p in line], color=INK, linewidth=0.9, gid="z-line"
    )
    for point in points:
        if isnan(point.born.haz):
            continue
        month, z = _months(point.born.day), float(np.clip(point.born.haz, low, high))
        if point.corrected:
            _join(axes, month, z, _months(point.corrected.day), float(np.clip(point.corrected.haz, low, high)))
        _dot(axes, month, z, point)


def _thinness(axes: Axes, view: _Frame) -> None:
    line = [p for p in view.series.points if not isnan(p.whz) and p.believed]
    _z_panel(axes, view, "axis.whz", [p.whz for p in line])
    axes.plot([_months(p.born.day) for p in line], [p.whz for p in line], color=INK, linewidth=0.9, gid="whz-line")
    for point in line:
        _dot(axes, _months(point.born.day), point.whz, point)
    for name, z, colour in (("wasted", -2.5, _STUNTED_WORDS), ("severely_wasted", -3.5, _SEVERE)):
        taken = any(_months(p.born.day) > _RIGHT * view.end and abs(p.whz - z) < _BAND_CLEAR for p in line)
        axes.annotate(
            view.words.say(f"zone.{name}"), (0 if taken else 1, z), xycoords=axes.get_yaxis_transform(),
            xytext=(6 if taken else -4, 0), textcoords="offset points", ha="left" if taken else "right", va="center",
            fontsize=view.paper.small, color=colour,
        )  # fmt: skip


def _z_panel(axes: Axes, view: _Frame, name: str, shown: Sequence[float]) -> tuple[float, float]:
    low, high = min([_LEAST_Z, *(z - _Z_AIR for z in shown)]), max([_MOST_Z, *(z + _Z_AIR for z in shown)])
    axes.set_ylim(low, high)
    axes.axhspan(SEVERELY_BELOW, STUNTED_BELOW, color=_STUNTED, alpha=0.2, linewidth=0)
    axes.axhspan(low, SEVERELY_BELOW, color=_SEVERE, alpha=0.2, linewidth=0)
    axes.axhline(0, color=MUTED, linewidth=0.8, dashes=(4, 3))
    axes.axhline(STUNTED_BELOW, color=_STUNTED, linewidth=1.2)
    axes.axhline(SEVERELY_BELOW, color=_SEVERE, linewidth=1.2)
    ticks = range(ceil(low), floor(high) + 1)
    axes.set_yticks(ticks, [_signed(z) for z in ticks])
    axes.tick_params(axis="y", labelcolor=MUTED)
    axes.set_ylabel(view.words.say(name), fontsize=view.paper.small)
    return low, high


def _signed(z: int) -> str:
    return f"{z:+d}".replace("-", "\N{MINUS SIGN}") if z else "0"


def _ages(panels: Sequence[Axes], view: _Frame) -> None:
    """Light lines every three months through all panels; their names under the last."""
    narrow = view.paper.abreast == 1 and view.end > _LONG_MONTHS
    lines = range(0, floor(view.end) + 1, STEP_MONTHS)
    for axes in panels:
        axes.set_xlim(-0.4, view.end)
        for month in lines:
            axes.axvline(month, color=GRID, linewidth=0.6, zorder=0)
        axes.tick_params(axis="x", labelbottom=axes is panels[-1])
        axes.spines["bottom"].set_visible(axes is panels[-1])
    step = 2 if narrow else 1
    panels[-1].set_xticks(list(lines)[::step], [str(month) for month in lines][::step])
    panels[-1].set_xlabel(view.words.say("axis.age"), fontsize=view.paper.small)
