"""The only way from a result to something that may be shown."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, overload

from audit.disclosure.facts import Fact
from audit.disclosure.pattern import Pattern
from audit.disclosure.printed import is_personal
from audit.disclosure.released import (
    Released,
    ShownCheck,
    ShownFinding,
    ShownLines,
    ShownNumber,
    ShownRate,
    ShownRow,
    ShownSentence,
    ShownTable,
    ShownValue,
    _seal,  # pyright: ignore[reportPrivateUsage] - nobody else may make what was released
)
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.results import (
    CheckResult,
    CountTable,
    CountValue,
    Finding,
    LineList,
    RateTable,
    RateValue,
    Result,
    Sentence,
    TiedValue,
    Value,
)

__all__ = ["HIDDEN_SUFFIX", "release"]

HIDDEN_SUFFIX = ".disamarkan"  # of the message that names no hidden value


@overload
def release(result: CountTable | RateTable, pattern: Pattern) -> Released[ShownTable]: ...
@overload
def release(result: Sentence, pattern: Pattern) -> Released[ShownSentence]: ...
@overload
def release(result: CheckResult, pattern: Pattern) -> Released[ShownCheck]: ...
@overload
def release(result: Finding, pattern: Pattern) -> Released[ShownFinding]: ...
@overload
def release(result: LineList, pattern: Pattern) -> Released[ShownLines]: ...
def release(result: Result, pattern: Pattern) -> Released[Any]:
    """Make the public and the restricted form of a result. The restricted form shows everything.

    Public: a count is withheld where the pattern hides its cell; a proportion with its counts and interval where it
    hides either, or where fewer than 20 are in the denominator; a sentence becomes ``<id>.disamarkan`` without values
    tied to cells; a check whose value gives a hidden count away loses value and n; frames and line lists have no
    public form. Tables that do not count persons pass. ``KeyError`` for a cell the pattern was not solved for.
    """
    match result:
        case CountTable() | RateTable():
            public = _table(result, pattern)
            return _seal(result.id, public, _table(result, None), _facts(public))
        case Sentence():
            public, facts = _sentence(result, pattern)
            return _seal(result.id, public, _sentence(result, None)[0], facts)
        case CheckResult():
            public, facts = _check(result, pattern)
            return _seal(result.id, public, _check(result, None)[0], facts)
        case Finding():
            public, facts = _finding(result, pattern)
            return _seal(result.id, public, _finding(result, None)[0], facts)
        case LineList():
            return _seal(result.id, None, ShownLines(result.id, result.rows))


def _table(table: CountTable | RateTable, pattern: Pattern | None) -> ShownTable:
    personal = is_personal(table)
    hiding = pattern if personal else None
    if isinstance(table, CountTable):
        rows = tuple(
            ShownRow(cell, None, hidden=True) if hiding and hiding.hides(cell) else ShownRow(cell, count)
            for cell, count in zip(table.cells, table.counts, strict=True)
        )
        return ShownTable(table.id, "count", rows, personal=personal)
    return ShownTable(table.id, "rate", _rate_rows(table, hiding), table.method, personal)


def _rate_rows(table: RateTable, hiding: Pattern | None) -> tuple[ShownRow, ...]:
    nothing = (None,) * len(table.values)
    rows = []
    for cell, count, of, whole, value, low, high in zip(
        table.numerator.cells,
        table.numerator.counts,
        table.denominator.cells,
        table.denominator.counts,
        table.values,
        table.low or nothing,
        table.high or nothing,
        strict=True,
    ):
        if hiding and (hiding.hides(cell) | hiding.hides(of)):
            rows.append(ShownRow(cell, None, hidden=True, of=of))
        elif hiding and whole < SMALL_DENOMINATOR:
            rows.append(ShownRow(cell, count, whole, of=of))
        else:
            rows.append(ShownRow(cell, count, whole, value, low, high, of=of))
    return tuple(rows)


def _facts(table: ShownTable) -> tuple[Fact, ...]:
    if not table.personal:
        return ()
    return tuple(
        Fact(
            where=table.id,
            cell=row.cell,
            of=row.of,
            numerator=row.numerator,
            denominator=row.denominator,
            value=row.value,
            interval=row.low is not None or row.high is not None,
            hidden=row.hidden,
        )
        for row in table.rows
    )


def _is_hidden(value: Value, pattern: Pattern | None) -> bool:
    if pattern is None:
        return False
    match value:
        case CountValue():
            return pattern.hides(value.cell)
        case RateValue():
            return pattern.hides(value.numerator) | pattern.hides(value.denominator)
        case TiedValue():
            hidden = [pattern.hides(cell) for cell in value.cells]  # each is looked up: an unknown cell is a bug
            return value.restricted or any(hidden)
        case _:
            return False


def _shown(value: Value) -> ShownValue:
    match value:
        case CountValue():
            return value.value
        case RateValue():
            return ShownRate(value.value, value.digits)
        case TiedValue():
            return ShownNumber(value.value, value.digits)
        case str() | int() | date():
            return value


def _values(
    id: str, values: Mapping[str, Value], pattern: Pattern | None, *, hide: bool = False
) -> tuple[dict[str, ShownValue], tuple[Fact, ...], bool]:
    """Values to show, the facts they state, and whether any is withheld: then no value tied to a cell is left.

    With ``hide`` plain numbers go too, since they may repeat what is withheld.
    """
    withheld = [_is_hidden(value, pattern) for value in values.values()]  # each is looked up: an unknown cell is a bug
    if any(withheld) or hide:
        kept = str | date if hide else str | int | date
        return {name: v for name, v in values.items() if isinstance(v, kept)}, (), True
    facts = []
    for value in values.values():
        if isinstance(value, CountValue):
            facts.append(Fact(id, value.cell, numerator=value.value))
        elif isinstance(value, RateValue):
            facts.append(Fact(id, value.numerator, of=value.denominator, value=value.value, digits=value.digits))
    return {name: _shown(v) for name, v in values.items()}, tuple(facts), False


def _sentence(
    sentence: Sentence, pattern: Pattern | None, *, hide: bool = False
) -> tuple[ShownSentence, tuple[Fact, ...]]:
    values, facts, hidden = _values(sentence.id, sentence.values, pattern, hide=hide)
    return ShownSentence(sentence.id + HIDDEN_SUFFIX if hidden else sentence.id, values), facts


def _finding(finding: Finding, pattern: Pattern | None) -> tuple[ShownFinding, tuple[Fact, ...]]:
    values, stated, hidden = _values(finding.id, finding.values, pattern)
    sentence, said = _sentence(finding.sentence, pattern, hide=hidden)
    return ShownFinding(finding.id, sentence, finding.rests_on, values), stated + said


def _check(check: CheckResult, pattern: Pattern | None) -> tuple[ShownCheck, tuple[Fact, ...]]:
    tables = tuple(_table(table, pattern) for table in check.tables)
    facts = tuple(fact for table in tables for fact in _facts(table))
    if pattern is None:
        meaning, _ = _sentence(check.meaning, None)
        shown = ShownCheck(
            check.id, check.subject, check.status, check.value, check.unit, check.n, meaning, tables, check.table
        )
        return shown, ()
    hidden = _gives_away(check, pattern)
    meaning, said = _sentence(check.meaning, pattern, hide=hidden)
    value, n = (None, None) if hidden else (check.value, check.n)
    shown = ShownCheck(check.id, check.subject, check.status, value, check.unit, n, meaning, tables, hidden=hidden)
    return shown, facts + said


def _gives_away(check: CheckResult, pattern: Pattern) -> bool:
    """Whether n x percent of the check is a small count of persons, or n or the share is one of its hidden counts."""
    personal = [table for table in check.tables if is_personal(table)]
    if check.tables and not personal:
        return False
    hidden_counts = {
        count
        for table in personal
        for side in ((table.numerator, table.denominator) if isinstance(table, RateTable) else (table,))
        for cell, count in zip(side.cells, side.counts, strict=True)
        if side.personal and pattern.hides(cell)
    }
    told = {check.n}
    if check.value is not None and check.unit == "percent":
        share = round(check.n * check.value / 100)
        told |= {share, check.n - share}
    small = any(0 < number < pattern.k for number in told)
    return small or not told.isdisjoint(hidden_counts)
