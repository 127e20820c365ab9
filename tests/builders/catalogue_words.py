"""Words that the sentences of the catalogue may use only where it is said why: which sentences use them, and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase

from audit.language.catalogue import LANGUAGES, Language, ids

__all__ = ["TOPICS", "Watched", "topics_of"]


def topics_of(language: Language) -> list[str]:
    """The files of a language, by name."""
    return sorted({id.partition(".")[0] for id in ids(language)})


TOPICS = topics_of("id")


@dataclass(frozen=True)
class Watched:
    """Words as patterns by language; ``other_sense``: where they say something else; ``allowed``: ids, by reason."""

    words: Mapping[Language, str]
    other_sense: Mapping[Language, str]
    allowed: Mapping[str, tuple[str, ...]]

    @property
    def patterns(self) -> tuple[str, ...]:
        """Ids of sentences that may use them, with ``*`` for anything."""
        return tuple(pattern for patterns in self.allowed.values() for pattern in patterns)

    def within(self, said: str, language: Language) -> list[str]:
        """Those of the words that a sentence uses."""
        said = re.sub(self.other_sense[language], "", said, flags=re.IGNORECASE)
        return [found.group() for found in re.finditer(rf"\b({self.words[language]})\b", said, re.IGNORECASE)]

    def not_allowed(self, topic: str, language: Language) -> dict[str, list[str]]:
        """By id, what is used in a topic without a reason."""
        return {
            id: found
            for id, found in self._used(topic, language)
            if not any(fnmatchcase(id, pattern) for pattern in self.patterns)
        }

    def never_needed(self) -> list[str]:
        """Patterns of ids that let nothing pass."""
        used = {id for language in LANGUAGES for topic in TOPICS for id, _ in self._used(topic, language)}
        return [pattern for pattern in self.patterns if not any(fnmatchcase(id, pattern) for id in used)]

    def of_topics(self, topics: Collection[str]) -> list[str]:
        """Patterns for sentences of these topics."""
        return [pattern for pattern in self.patterns if pattern.partition(".")[0] in topics]

    def _used(self, topic: str, language: Language) -> Iterator[tuple[str, list[str]]]:
        for id, said in ids(language).items():
            words = " ".join(said.values()) if isinstance(said, Mapping) else said
            if id.startswith(f"{topic}.") and (found := self.within(words, language)):
                yield id, found
