"""What has the forum asked, and what do these data answer?"""

from __future__ import annotations

from audit.report.blocks import Block, make_block
from audit.report.content import Content, Item
from audit.report.context import Question, ReportContext
from audit.report.question_topics import answer
from audit.report.view import View

__all__ = ["forum_questions"]


def forum_questions(context: ReportContext) -> Block:
    """Each question in the forum's own words with a computed answer, or why these data cannot give one."""
    return make_block(context, "forum_questions", "ringkasan", "questions", _build)


def _build(view: View) -> Content:
    title = view.words("report.forum_questions.name")
    questions = view.context.forum.questions
    if not questions:
        return Content(title, paragraphs=(view.words("page_one.no_questions"),))
    return Content(title, terms=tuple(Item(one.ask, _answered(view, one)) for one in questions))


def _answered(view: View, question: Question) -> str:
    if not question.topic:
        return view.words("page_one.unanswered", because=question.because.rstrip("."))
    because = view.words("page_one.because_no_result")
    return answer(view, question.topic) or view.words("page_one.unanswered", because=because)
