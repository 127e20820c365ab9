"""Formulas: what is read, in which order, and what is refused in one sentence."""

from __future__ import annotations

import pytest

from audit.errors import InputError
from audit.risk.formula import parse


def labels(text: str) -> list[str]:
    return [":".join(part.label for part in term) for term in parse(text).terms]


@pytest.mark.parametrize(
    ("formula", "terms"),
    [
        ("y ~ 1", []),
        ("y~a+b", ["a", "b"]),
        ("y ~ a + a", ["a"]),
        ("y ~ a:b + c", ["c", "a:b"]),
        ("y ~ a*b", ["a", "b", "a:b"]),
        ("y ~ a*b*c", ["a", "b", "c", "a:b", "a:c", "b:c", "a:b:c"]),
        ("y ~ rcs(umur) + rcs(t, 5)", ["rcs(umur, 4)", "rcs(t, 5)"]),
        ("y ~ sch.wide + tinggi_ibu_é", ["sch.wide", "tinggi_ibu_é"]),
    ],
)
def test_terms_are_read_as_r_reads_them(formula, terms):
    assert sorted(labels(formula)) == sorted(terms)
    assert [len(term) for term in parse(formula).terms] == sorted(len(term) for term in parse(formula).terms)


def test_every_column_is_named_once_the_outcome_first():
    assert parse("y ~ a*b + rcs(a)").columns == ("y", "a", "b")


@pytest.mark.parametrize(
    ("formula", "part"),
    [
        ("y a + b", "y a + b"),
        ("y ~ ", "y ~ "),
        ("y ~ a +", "y ~ a +"),
        ("y ~ a - b", "a - b"),
        ("y ~ log(a)", "log(a)"),
        ("y ~ rcs(a, 2)", "rcs(a, 2)"),
        ("y ~ rcs(a, 9)", "rcs(a, 9)"),
        ("y + z ~ a", "y + z"),
        ("y ~ 2a", "2a"),
    ],
)
def test_what_is_no_formula_is_refused_by_its_part(formula, part):
    with pytest.raises(InputError) as refused:
        parse(formula)
    assert (refused.value.id, refused.value.values["part"]) == ("risk.formula", part)


def test_an_outcome_does_not_explain_itself():
    with pytest.raises(InputError, match="kedua sisi"):
        parse("y ~ a + y")
