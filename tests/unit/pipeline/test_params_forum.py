"""Questions of the forum in the params: a topic or a reason, a question mark, at most three."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from audit.errors import ParamsError
from audit.pipeline import load_params
from audit.reference.forum_rules import TOPICS

ROOT = Path(__file__).parents[3]
NAME = "64.74-kota-bontang.yaml"
GOOD = {"ask": "Berapa balita yang belum diukur?", "topic": "not_measured"}


@pytest.fixture
def with_questions(tmp_path):
    """Return a function: the params of a district with these questions, loaded."""

    def load(*questions: object):
        for name in ("_defaults.yaml", NAME):
            content = yaml.safe_load((ROOT / "params" / name).read_text(encoding="utf-8"))
            if name == NAME:
                content["forum"]["questions"] = list(questions)
            (tmp_path / name).write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        return load_params(tmp_path / NAME)

    return load


def test_a_question_has_a_topic_or_a_reason(with_questions):
    first, second = with_questions(GOOD, {"ask": "Cukupkah?", "because": "tidak dicatat"}).forum.questions
    assert (first.topic, first.because) == ("not_measured", None)
    assert (second.topic, second.because) == (None, "tidak dicatat")
    assert with_questions().forum.questions == ()


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_may_be_named(with_questions, topic):
    assert with_questions({"ask": "Apa?", "topic": topic}).forum.questions[0].topic == topic


@pytest.mark.parametrize(
    ("questions", "words"),
    [
        ([{"ask": "Berapa?"}], "topic atau because"),
        ([GOOD | {"because": "tidak dicatat"}], "topic atau because"),
        ([GOOD | {"topic": "not_mesured"}], "topic pada"),
        ([GOOD | {"ask": "Berapa"}], "tanda tanya"),
        ([GOOD] * 4, "paling banyak tiga"),
        ([GOOD | {"ask": f"{'a' * 160}?"}], "terlalu panjang"),
    ],
)
def test_a_slip_is_told_in_one_sentence(with_questions, questions, words):
    with pytest.raises(ParamsError) as told:
        with_questions(*questions)
    assert words in str(told.value)
    assert NAME in str(told.value)


def test_the_example_lists_every_topic():
    said = (ROOT / "params" / "_contoh-daerah.yaml").read_text(encoding="utf-8").replace("\n# ", " ")
    listed = said.partition("Pilihan topic: ")[2].partition(".")[0]
    assert tuple(word.strip() for word in listed.split(",")) == TOPICS
