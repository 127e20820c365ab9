"""A proposed mapping as YAML that params takes, with a word beside every guess on why it is so and whether to check."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from audit.language import text
from audit.language.catalogue import Language
from audit.register.mapping_guess import Guess, Suggestion

__all__ = ["mapping_yaml"]

_LISTS = ("child", "weight", "length")


def mapping_yaml(suggestion: Suggestion, *, language: Language = "id") -> str:
    """The YAML of a mapping. Names and codes stand in quotation marks; ``# periksa`` marks what a person must check."""
    lines = [f"# {text('mapping.suggested', language, file=_one_line(suggestion.file))}"]
    lines.append("mapping:")
    check = text("mapping.check", language)
    lines += [f"  # {check}: {text(f'mapping.absent.{part}', language)}" for part in suggestion.absent]
    single = [guess for guess in suggestion.guesses if "." not in guess.part and guess.part != "missing"]
    lines += [f"  {guess.part}: {_value(guess)}  # {_why(guess, language)}" for guess in single]
    for name in ("exported", "labels"):
        lines += _under(name, [g for g in suggestion.guesses if g.part.startswith(f"{name}.")], language)
    lines += _under("missing", [guess for guess in suggestion.guesses if guess.part == "missing"], language)
    return "\n".join(lines) + "\n"


def _under(name: str, guesses: Sequence[Guess], language: Language) -> Iterator[str]:
    if guesses:
        yield f"  {name}:"
    for guess in guesses:
        key = _quoted(guess.columns[0]) if name == "missing" else guess.part.partition(".")[2]
        value = f"[{guess.value}]" if name == "missing" else _quoted(guess.columns[0])
        yield f"    {key}: {value}  # {_why(guess, language)}"


def _value(guess: Guess) -> str:
    if guess.value:
        return _quoted(guess.value)
    if guess.part in _LISTS:
        return f"[{', '.join(map(_quoted, guess.columns))}]"
    column = _quoted(guess.columns[0])
    if guess.codes:
        codes = ", ".join(f"{_quoted(code)}: {meaning}" for code, meaning in guess.codes.items())
        return f"{{column: {column}, codes: {{{codes}}}}}"
    return f"{{column: {column}, unit: {guess.unit}}}" if guess.unit else column


def _why(guess: Guess, language: Language) -> str:
    why = text(f"mapping.why.{guess.why}", language)
    return why if guess.sure else f"{text('mapping.check', language)}: {why}"


def _quoted(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _one_line(words: str) -> str:
    return " ".join(words.split())
