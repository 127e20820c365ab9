"""Notebook 40 shows the forum's figures first, at most six, and everything else in its appendix."""

from __future__ import annotations

import re
from pathlib import Path

from audit import report

MOST = 6  # reference/risk.md section 8
TEXT = Path(__file__).parents[2] / "notebooks" / "text" / "40_risk_factors.py"
FORUM, APPENDIX = "# ## Untuk forum\n", "# ## Lampiran\n"


def shown(words: str) -> list[str]:
    return re.findall(r"^report\.(\w+)\(context\)$", words, re.MULTILINE)


def parts() -> tuple[list[str], list[str]]:
    before, _, rest = TEXT.read_text(encoding="utf-8").partition(FORUM)
    forum, heading, appendix = rest.partition(APPENDIX)
    assert heading
    assert shown(before) == []
    return shown(forum), shown(appendix)


def test_the_forum_sees_at_most_six_figures_in_the_order_of_the_reference():
    forum, _ = parts()
    assert len(forum) <= MOST
    first = ["forum_coverage", "forum_funnel", "risk_factors", "risk_fractions", "risk_inequality"]
    assert [name for name in forum if name in first] == first


def test_what_is_not_for_the_forum_stands_in_the_appendix():
    forum, appendix = parts()
    assert {"risk_differences", "risk_concentration", "risk_decomposition", "risk_data"} <= set(appendix)
    assert not set(forum) & set(appendix)
    assert set(forum) | set(appendix) <= set(report.__all__)
