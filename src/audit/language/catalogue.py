"""The message catalogues and the one function that turns an id with values into words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

import yaml

from audit.language.numbers import date_text, number

__all__ = ["LANGUAGES", "Language", "has", "ids", "text"]

Language = Literal["id", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def _topic(language: Language, topic: str) -> Mapping[str, str | Mapping[str, str]]:
    file = files("audit.language") / language / f"{topic}.yaml"
    if not file.is_file():
        return {}
    return yaml.load(file.read_text(encoding="utf-8"), Loader=_fastest_loader()) or {}


def _fastest_loader() -> type[yaml.SafeLoader]:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _entry(id: str, language: Language) -> str | Mapping[str, str] | None:
    topic, _, name = id.partition(".")
    return _topic(language, topic).get(name)


def has(id: str, language: Language = "id") -> bool:
    """Whether the catalogue of a language holds this id."""
    return _entry(id, language) is not None


def ids(language: Language = "id") -> Mapping[str, str | Mapping[str, str]]:
    """Every message of a language by id, for tests and for translators."""
    topics = sorted(f.name.removesuffix(".yaml") for f in (files("audit.language") / language).iterdir())
    return {f"{t}.{name}": entry for t in topics for name, entry in _topic(language, t).items()}


def text(id: str, language: Language = "id", /, **values: object) -> str:
    """Words for a message id.

    Whole numbers and dates are written in the language; a float is refused (``TypeError``), since only the caller knows
    its digits: use :func:`number` or :func:`percent`. An entry may have ``one`` and ``other`` forms, chosen by ``n``.
    An unknown id raises ``KeyError``: a missing message is a bug. So is a value called ``language`` (``TypeError``):
    the language goes by place, and by name it would be dropped without a word.
    """
    if "language" in values:
        raise TypeError("the language is the second argument, by place")
    entry = _entry(id, language)
    if entry is None:
        raise KeyError(f"no message {id!r} in language {language!r}")
    if isinstance(entry, Mapping):
        entry = entry["one" if values.get("n") == 1 and "one" in entry else "other"]
    return entry.format_map({k: _worded(v, language) for k, v in values.items()})


def _worded(value: object, language: Language) -> object:
    if isinstance(value, float):
        raise TypeError("a float needs its digits: pass number(x, digits) or percent(p, digits)")
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value, language=language)
    if isinstance(value, date):
        return date_text(value, language=language)
    return value
