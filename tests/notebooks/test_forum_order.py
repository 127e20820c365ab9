"""Notebook 40 shows the forum's figures first, at most six, and everything else behind them."""

from __future__ import annotations

import re
from pathlib import Path

from audit import report

TEXT = Path(__file__).parents[2] / "notebooks" / "text" / "40_risk_factors.py"
# The forum page of the risk-factor specification: coverage, funnel, forest, where to act, equiplot, target.
FORUM = ["forum_coverage", "forum_funnel", "risk_factors", "risk_fractions", "risk_inequality", "target_outlook"]


def sections() -> dict[str, list[str]]:
    """What each section shows, in order, by its heading."""
    _, *parts = re.split(r"^# ## ", TEXT.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {
        part.partition("\n")[0]: re.findall(r"^report\.(\w+)\(context\)$", part, flags=re.MULTILINE) for part in parts
    }


def test_the_forum_sees_its_six_figures_first():
    heading, shown = next(iter(sections().items()))
    assert heading == "Untuk forum"
    assert shown == FORUM


def test_what_is_neither_for_the_forum_nor_to_act_on_is_an_appendix():
    _, *others = sections().items()
    assert [heading for heading, _ in others if not heading.startswith("Lampiran: ")] == [
        "Siapa yang dikunjungi lebih dahulu"
    ]


def test_nothing_is_shown_twice():
    shown = [name for names in sections().values() for name in names]
    assert len(shown) == len(set(shown))
    assert set(shown) <= set(report.__all__)
