"""A child's growth as a case page has room for it: centimetres on WHO's curves, spells, and z with a fine line.

The large chart of the same series is ``growth_chart``; this one follows the same rules (reporting notes 6).
"""

from __future__ import annotations

from functools import cache
from math import ceil, floor, isnan, nan

import numpy as np

from audit.anthropometry import value_at_z
from audit.anthropometry.growth_series import GrowthPoint, GrowthSeries
from audit.anthropometry.growth_spells import SPELLS, Spell, spells
from audit.language.catalogue import Language
from audit.reference.anthropometry_rules import AGE_LIMIT_MONTHS, DAYS_PER_MONTH, HEIGHT_FROM_DAYS
from audit.reference.growth_chart_rules import AHEAD_MONTHS, CURVES_Z, SEVERELY_BELOW, STEP_MONTHS
from audit.reference.identity import COLOURS
from audit.report.figures.canvas import GRID, MUTED, SEVERITY
from audit.report.figures.svg_sheet import Panel, SvgSheet
from audit.report.growth_words import GrowthWords

__all__ = ["case_growth"]

_WIDTH, _CM_HEIGHT, _Z_HEIGHT = 300.0, 176.0, 74.0
_LEFT, _RIGHT, _TOP, _GAP, _FOOT = 26.0, 42.0, 8.0, 8.0, 22.0
_LANE, _BAR = 8.0, 4.0  # of a spell: height of its lane, and of its bar
_EVERY_DAYS, _CM_STEP, _FOOT_Z = 14, 5, -4.5
_CLOSE_MONTHS = 48  # beyond it age lines stand every six months
_DOUBTED, _QUIET, _ORANGE_WORDS = COLOURS["doubted"], COLOURS["faint"], COLOURS["attention-words"]
_STUNTED, _SEVERE = SEVERITY["moderately_stunted"], SEVERITY["severely_stunted"]
_SPELL = _STUNTED
_COLOURS = {-3: _SEVERE, -2: _STUNTED, 0: COLOURS["quiet"]}


def case_growth(series: GrowthSeries, *, language: Language = "id") -> str:
    """Draw a child's series as SVG. Restricted edition only.

    Hollow: routine, filled: audit, x: corrected age (joined to its dot in centimetres), grey x: doubted. Between the
    panels a lane each for spells of stunting, wasting and underweight. The step at 24 months is kept. Title and notes
    are text outside (``GrowthWords``).
    """
    words, lanes = GrowthWords(series, language), len(SPELLS) * _LANE
    newest = series.points[-1].born.day / DAYS_PER_MONTH
    end = float(min(ceil((newest + AHEAD_MONTHS) / STEP_MONTHS) * STEP_MONTHS, AGE_LIMIT_MONTHS))
    sheet = SvgSheet(_WIDTH, _TOP + _CM_HEIGHT + 2 * _GAP + lanes + _Z_HEIGHT + _FOOT)
    curves = _curves(series.sex, end)
    believed = [p.cm for p in series.points if p.believed]
    lowest = min([*believed, *(part[0][1] for part in curves[-3])])
    low = floor((lowest - 1) / _CM_STEP) * _CM_STEP
    high = ceil(max([*believed, curves[3][-1][-1][1]]) / _CM_STEP) * _CM_STEP
    bottom = _TOP + _CM_HEIGHT
    cm = Panel(_LEFT, _TOP, _WIDTH - _RIGHT, bottom, xs=(0, end), ys=(low, high))
    usable = [p.judged.haz for p in series.points if p.usable]
    z_low, z_high = min([_FOOT_Z, *(z - 0.3 for z in usable)]), max([0.8, *(z + 0.3 for z in usable)])
    under = bottom + _GAP + lanes + _GAP
    z = Panel(_LEFT, under, _WIDTH - _RIGHT, under + _Z_HEIGHT, xs=(0, end), ys=(z_low, z_high))
    _age_lines(sheet, cm, z, end)
    _draw_curves(sheet, cm, curves, words)
    _draw_spells(sheet, cm, series, words)
    _draw_z(sheet, z, words)
    _draw_marks(sheet, cm, series, words)
    for point in series.points:
        _draw_point(sheet, cm, z, point)
    line = [(z.x(_month(p.judged.day)), z.y(p.judged.haz)) for p in series.points if p.usable]
    if len(line) > 1:
        sheet.line(line, MUTED, wide=0.7)
    if last := words.last():
        lines = words.measured(last)
        for i, said in enumerate(lines):
            sheet.words(
                cm.right - 4, cm.bottom - 6 - 8.5 * (len(lines) - 1 - i), said, size=7.2, anchor="end", bold=True
            )
    return sheet.svg()


def _month(day: float) -> float:
    return day / DAYS_PER_MONTH


@cache
def _curves(sex: str, end: float) -> dict[int, list[list[tuple[float, float]]]]:
    """For each z two lines of (month, cm): lying to 24 months, standing after."""
    last = floor(end * DAYS_PER_MONTH)
    parts = [np.append(np.arange(0, min(last, HEIGHT_FROM_DAYS - 1), _EVERY_DAYS), min(last, HEIGHT_FROM_DAYS - 1))]
    if last > HEIGHT_FROM_DAYS:
        parts.append(np.append(np.arange(HEIGHT_FROM_DAYS, last, _EVERY_DAYS), last))
    return {z: [_line(sex, days, z) for days in parts] for z in CURVES_Z}


def _line(sex: str, days: np.ndarray, z: int) -> list[tuple[float, float]]:
    return list(zip((days / DAYS_PER_MONTH).tolist(), value_at_z("haz", sex, days, z).tolist(), strict=True))


def _age_lines(sheet: SvgSheet, cm: Panel, z: Panel, end: float) -> None:
    step = STEP_MONTHS * (2 if end > _CLOSE_MONTHS else 1)
    for month in range(0, int(end) + 1, step):
        x = cm.x(month)
        sheet.line([(x, cm.top), (x, cm.bottom)], GRID, wide=0.5)
        sheet.line([(x, z.top), (x, z.bottom)], GRID, wide=0.5)
        sheet.words(x, z.bottom + 9, str(month), colour=MUTED, anchor="middle")


def _draw_curves(
    sheet: SvgSheet, cm: Panel, curves: dict[int, list[list[tuple[float, float]]]], words: GrowthWords
) -> None:
    for part in range(len(curves[0])):
        low, lower = curves[-2][part], curves[-3][part]
        at = [(cm.x(m), cm.y(h)) for m, h in low]
        deep = [(cm.x(m), cm.y(h)) for m, h in lower]
        sheet.area([*at, *reversed(deep)], _STUNTED, 0.16)
        sheet.area([*deep, (deep[-1][0], cm.bottom), (deep[0][0], cm.bottom)], _SEVERE, 0.14)
    for z, parts in curves.items():
        for part in parts:
            wide = 1.2 if z in (-3, -2) else 0.6
            dash = "3 2" if z == 0 else ""
            sheet.line([(cm.x(m), cm.y(h)) for m, h in part], _COLOURS.get(z, _QUIET), wide=wide, dash=dash)
        month, height = parts[-1][-1]
        name = words.say("median") if z == 0 else words.say("curve", z=f"{z:+d}".replace("-", "\N{MINUS SIGN}"))
        colour = {-3: _SEVERE, -2: _ORANGE_WORDS}.get(z, MUTED)
        sheet.words(cm.x(month) + 3, cm.y(height) + 2.4, name, size=6.5, colour=colour)
    low, high = cm.ys
    for height in range(int(low), int(high) + 1, 10):
        sheet.words(cm.left - 4, cm.y(height) + 2.4, str(height), colour=MUTED, anchor="end")
    sheet.words(8, (cm.top + cm.bottom) / 2, words.say("axis.cm"), size=6.5, colour=MUTED, anchor="middle", turned=True)
    month = HEIGHT_FROM_DAYS / DAYS_PER_MONTH
    if cm.xs[1] > month:
        sheet.line([(cm.x(month), cm.top), (cm.x(month), cm.bottom)], MUTED, wide=0.6, dash="1 2")
        sheet.words(cm.x(month) - 3, cm.top + 5, words.say("lying"), size=6.5, colour=MUTED, anchor="end")
        sheet.words(cm.x(month) + 3, cm.top + 5, words.say("standing"), size=6.5, colour=MUTED)


def _draw_spells(sheet: SvgSheet, cm: Panel, series: GrowthSeries, words: GrowthWords) -> None:
    """A lane a kind: a bar from the first to the last measurement below; a lane without a bar was never below."""
    own: dict[str, list[Spell]] = {kind: [] for kind in SPELLS}
    for spell in spells(series):
        own[spell.kind].append(spell)
    middle = cm.bottom + _GAP + _LANE * len(own) / 2
    sheet.words(cm.left - 4, middle + 2, words.say("spell.below"), size=6, colour=MUTED, anchor="end")
    for i, (kind, found) in enumerate(own.items()):
        y = cm.bottom + _GAP + _LANE * (i + 0.5)
        sheet.line([(cm.left, y), (cm.right, y)], GRID, wide=0.5)
        sheet.words(cm.right + 3, y + 2, words.say(f"spell.{kind}"), size=5.8, colour=MUTED)
        if not any(_is_known(point, kind) for point in series.points):
            sheet.words(cm.left + 2, y + 2, words.say("spell.unknown"), size=5.8, colour=MUTED)
        for spell in found:
            left, right = (cm.x(_month(day)) for day in (spell.from_day, spell.to_day))
            sheet.box(left - _BAR / 2, y - _BAR / 2, right - left + _BAR, _BAR, _SPELL)


def _is_known(point: GrowthPoint, kind: str) -> bool:
    z = {"stunted": point.judged.haz, "wasted": point.whz, "underweight": point.waz}.get(kind, nan)
    return point.believed and not isnan(z)


def _draw_marks(sheet: SvgSheet, cm: Panel, series: GrowthSeries, words: GrowthWords) -> None:
    """What dots and crosses mean, where curves leave room, as soon as there is more than one kind of mark."""
    y, marks = cm.top + 4, [words.say("mark.routine")]
    audited = any(point.audit and point.believed for point in series.points)
    if audited:
        marks.append(words.say("mark.audit"))
    if series.gestation_weeks is not None:
        marks.append(words.say("mark.corrected", weeks=series.gestation_weeks))
    for i, said in enumerate(marks if len(marks) > 1 else ()):
        at = y + 8 * i
        if i == len(marks) - 1 and series.gestation_weeks is not None:
            sheet.cross(cm.left + 6, at)
        else:
            sheet.dot(cm.left + 6, at, filled=i > 0)
        sheet.words(cm.left + 11, at + 2.2, said, size=6, colour=MUTED)


def _draw_z(sheet: SvgSheet, z: Panel, words: GrowthWords) -> None:
    low, _ = z.ys
    sheet.area([(z.left, z.y(-2)), (z.right, z.y(-2)), (z.right, z.y(-3)), (z.left, z.y(-3))], _STUNTED, 0.16)
    sheet.area([(z.left, z.y(-3)), (z.right, z.y(-3)), (z.right, z.y(low)), (z.left, z.y(low))], _SEVERE, 0.14)
    for level in (0, -1, -2, -3):
        sheet.line([(z.left, z.y(level)), (z.right, z.y(level))], _COLOURS.get(level, GRID), wide=0.7)
        sheet.words(z.left - 4, z.y(level) + 2.4, f"{level}".replace("-", "\N{MINUS SIGN}"), colour=MUTED, anchor="end")
    sheet.words(8, (z.top + z.bottom) / 2, words.say("axis.haz"), size=6.5, colour=MUTED, anchor="middle", turned=True)
    for name, level in (("stunted", -2.5), ("severely_stunted", (SEVERELY_BELOW + low) / 2)):
        sheet.words(z.right + 3, z.y(level) + 2.4, words.say(f"zone.{name}"), size=5.8, colour=MUTED)
    sheet.words((z.left + z.right) / 2, z.bottom + 19, words.say("axis.age"), size=6.5, colour=MUTED, anchor="middle")


def _draw_point(sheet: SvgSheet, cm: Panel, z: Panel, point: GrowthPoint) -> None:
    x, y = cm.x(_month(point.born.day)), cm.y(point.cm)
    if not point.believed:
        sheet.cross(x, y, _DOUBTED)
        return
    if point.corrected:
        other = cm.x(_month(max(point.corrected.day, 0)))
        sheet.line([(x, y), (other, y)], MUTED, wide=0.5)
        sheet.cross(other, y)
    sheet.dot(x, y, filled=point.audit)
    if isnan(point.judged.haz):
        return
    at = (z.x(_month(max(point.judged.day, 0))), z.y(point.judged.haz))
    if point.corrected:
        sheet.cross(*at)
    else:
        sheet.dot(*at, filled=point.audit)
