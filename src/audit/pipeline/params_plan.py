"""A plan of analysis that was locked before outcomes were looked at, and in what the analysis differs from it."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from audit.pipeline.strict import Day, ProjectPath, Strict, Words

__all__ = ["PLAN_FORMS", "AnalysisPlanParams"]

_SHA256 = r"^[0-9a-f]{64}$"
PLAN_FORMS = {_SHA256: "sha256"}  # the sentence that shows each form


class AnalysisPlanParams(Strict):
    """The file of the plan, its hash on the day on which it was locked, and what was done otherwise since."""

    file: ProjectPath
    sha256: Annotated[str, Field(pattern=_SHA256)]
    date: Day
    deviations: Annotated[tuple[Words, ...], Field(strict=False)] = ()
