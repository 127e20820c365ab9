"""The parameters of the forum that reads the report: what it is, when, and what it has asked beforehand."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from audit.pipeline.strict import Day, Strict, Words
from audit.reference.forum_rules import QUESTIONS_ASKED, TOPICS

__all__ = ["ForumParams", "QuestionParams"]

Question = Annotated[str, Field(min_length=1, max_length=160)]
Because = Annotated[str, Field(min_length=1, max_length=200)]


class QuestionParams(Strict):
    """A question of the forum in its own words: answered by a ``topic`` of the report, or not, ``because`` of what.

    ``topic``: one of ``audit.reference.forum_rules.TOPICS``; the answer is computed. ``because``: the end of the
    sentence "Tidak dapat dijawab data ini, karena …".
    """

    ask: Question
    topic: Words | None = None
    because: Because | None = None

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if (self.topic is None) == (self.because is None):
            raise ValueError("question_answer")
        if self.topic is not None and self.topic not in TOPICS:
            raise ValueError("question_topic")
        if not self.ask.rstrip().endswith("?"):
            raise ValueError("question_mark")
        return self


class ForumParams(Strict):
    """The forum that will read the report, with the questions it has asked: as many as page one can answer."""

    kind: Literal["diseminasi", "mini_lokakarya", "rembuk"]
    date: Day
    place: Words | None = None
    time: Words | None = None  # as the invitation says it: "09.00 WITA"
    questions: Annotated[tuple[QuestionParams, ...], Field(strict=False)] = ()

    @model_validator(mode="after")
    def _few(self) -> Self:
        if len(self.questions) > QUESTIONS_ASKED:
            raise ValueError("questions_many")
        return self
