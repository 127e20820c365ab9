"""Each topic that params may name is answered from a released result, or not at all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit import report
from audit.disclosure.released import ShownRate, ShownSentence, ShownTable, _seal
from audit.reference.forum_rules import TOPICS
from audit.report.context import Forum, Question
from audit.report.figures import canvas
from audit.report.question_topics import ANSWERS, answer
from audit.report.sections.severity import severity
from audit.report.sections.stunting_by_age_sex import stunting_by_age_sex
from audit.report.sections.stunting_by_kecamatan import stunting_by_kecamatan
from audit.report.view import View


def asked(make_context, *questions: Question, **changes: object):
    return report.forum_questions(make_context(forum=Forum("diseminasi", questions=questions), **changes)).public


def test_what_params_may_name_is_what_is_answered():
    assert tuple(ANSWERS) == TOPICS


@pytest.mark.parametrize("topic", TOPICS)
def test_without_results_no_topic_is_answered(make_context, topic):
    empty = make_context(released={}, published=(), changes=())
    assert answer(View(empty, "publik"), topic) == ""
    (item,) = asked(make_context, Question("Apa?", topic), released={}, published=(), changes=()).terms
    assert item.meaning.startswith("Tidak dapat dijawab data ini, karena hal itu belum tercatat")


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        ("stunted", "Dari {measured} balita"),
        ("severe", "tergolong sangat pendek."),
        ("not_measured", "balita terdaftar belum diukur; yang sudah diukur"),
        ("kecamatan", "Kecamatan"),
        ("age", "menurut umur"),
    ],
)
def test_a_topic_is_answered_from_what_was_released(context, topic, words):
    said = answer(View(context, "publik"), topic)
    measured = context.released["headline.measured"].public.values["measured"]
    assert words.format(measured=f"{measured:,}".replace(",", ".")) in said or (topic == "age" and "pada umur" in said)


@pytest.mark.parametrize("topic", ["severe", "kecamatan", "age"])
def test_an_answer_of_a_block_with_a_chart_draws_nothing(context, topic, monkeypatch):
    build = {"severe": severity, "kecamatan": stunting_by_kecamatan, "age": stunting_by_age_sex}[topic]
    shown = build(context).public
    assert shown.figure is not None

    def drawn(*_: object, **__: object) -> str:
        raise AssertionError("drawn for a sentence")

    monkeypatch.setattr(canvas, "sheet", drawn)
    assert answer(View(context, "publik"), topic) == f"{shown.title}."


def test_a_hidden_answer_is_none(context):
    said = ShownSentence("headline.measured.disamarkan", {"area": "17.71", "month": "2025-08"})
    hidden = replace(context, released={"headline.measured": _seal("headline.measured", said, said)})
    assert answer(View(hidden, "publik"), "stunted") == ""


def test_a_hidden_coverage_is_none(context):
    rows = tuple(replace(r, numerator=None, denominator=None, value=None, hidden=True) for r in _rows(context))
    table = ShownTable("coverage", "rate", rows)
    hidden = replace(context, released={"coverage": _seal("coverage", table, table)})
    assert answer(View(hidden, "publik"), "not_measured") == ""


def _rows(context):
    return context.released["coverage"].public.rows


def test_a_question_that_data_cannot_answer_says_why_in_one_sentence(make_context):
    (item,) = asked(make_context, Question("Apakah cukup?", because="hal itu tidak dicatat.")).terms
    assert (item.term, item.meaning) == ("Apakah cukup?", "Tidak dapat dijawab data ini, karena hal itu tidak dicatat.")


def test_nobody_has_asked(make_context):
    content = asked(make_context)
    assert content.terms == ()
    assert "Belum ada pertanyaan forum" in content.paragraphs[0]


def test_nobody_received_yet_is_not_told_as_a_zero(context):
    def said(m: int, ended: int, kind: str = "") -> str:
        values = {"n": 30, "m": m, "rest": 30 - m - ended, "ended": ended, "rate": ShownRate(0.5)}
        shown = ShownSentence(f"headline.urgent{kind}", values)
        released = {shown.id: _seal(shown.id, shown, shown)}
        return answer(View(replace(context, released=released), "publik"), "urgent")

    assert "belum ada yang tercatat diterima layanan" in said(0, 0)
    assert "12 sudah diterima layanan dan 18 masih" in said(12, 0)
    assert "0 sudah diterima layanan, 5 ditutup" in said(0, 5, "_ended")
