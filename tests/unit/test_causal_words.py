"""No sentence about factors, inequality or targets says what caused what: the figures cannot show it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

TOPICS = ("risk", "risk_block", "risk_factor", "risk_fraction", "forum_figure", "equity", "target")
FOLDER = Path(__file__).parents[2] / "src" / "audit" / "language"
CAUSAL = {
    "id": r"menyebabkan|disebabkan|penyebab\w*|berkat|akibat\w*|mengakibatkan|dampak\w*|berdampak|menurunkan|mengurangi"
    r"|meningkatkan|memengaruhi|pengaruh\w*|berhasil|gara-gara",
    "en": r"caus(e|es|ed|ing)|due to|because of|thanks to|owing to|led to|leads to|results? in|effects?|impacts?"
    r"|reduc(e|es|ed|ing)|lowers|lowered|influences?|prevents?",
}
# What denies a cause may name it.
DENIED = {"id": r"bukan bukti sebab", "en": r"no proof of a cause"}


def causal(words: str, language: str) -> list[str]:
    words = re.sub(DENIED[language], "", words, flags=re.IGNORECASE)
    return [found.group() for found in re.finditer(rf"\b({CAUSAL[language]})\b", words, re.IGNORECASE)]


def sentences(topic: str, language: str) -> dict[str, str]:
    entries = yaml.safe_load((FOLDER / language / f"{topic}.yaml").read_text(encoding="utf-8"))
    return {id: " ".join(said.values()) if isinstance(said, dict) else said for id, said in entries.items()}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("topic", TOPICS)
def test_no_causal_word_stands_in_a_sentence(topic, language):
    found = {id: causal(said, language) for id, said in sentences(topic, language).items()}
    assert {id: words for id, words in found.items() if words} == {}


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Jamban menurunkan stunting.", "id"),
        ("Prevalensi turun berkat program ini.", "id"),
        ("Stunting akibat rokok.", "id"),
        ("Smoke causes stunting.", "en"),
        ("The fall is due to the programme.", "en"),
    ],
)
def test_a_planted_cause_is_found(said, language):
    assert causal(said, language)
