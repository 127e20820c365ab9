"""Sums over districts tell nothing that the districts do not: where one is withheld, nothing is summed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from audit.report.index_figures import Figure, Headline
from audit.report.index_provinces import Sum, province_sum


def shown(k: int, n: int, period: str = "2025-08") -> Figure:
    return Figure(period, k, n, k / n if n else None, None, None, hidden=False)


HIDDEN = Figure("2025-08", None, None, None, None, None, hidden=True)
FIGURES = st.one_of(st.just(HIDDEN), st.builds(shown, st.integers(0, 50), st.integers(50, 900)))
DISTRICTS = st.lists(st.tuples(st.one_of(st.none(), FIGURES), st.booleans()), min_size=1, max_size=6)


def summed(*figures: Figure | None, samples: tuple[bool, ...] = ()) -> Sum:
    given = [Headline(coverage=() if figure is None else (figure,)) for figure in figures]
    parts = list(zip(given, samples or [False] * len(given), strict=True))
    return province_sum(parts, lambda headline: headline.coverage)


def test_the_share_comes_from_summed_numerators():
    """30/100 and 10/300: 40 of 400 is a tenth; the mean of the shares would be a sixth."""
    assert summed(shown(30, 100), shown(10, 300)) == Sum("", "2025-08", 40, 400)
    assert summed(shown(30, 100), shown(10, 300)).share == 0.1


def test_why_there_is_no_sum():
    assert summed(shown(1, 2), HIDDEN).reason == "hidden"
    assert summed(shown(1, 2), None).reason == "absent"
    assert summed(shown(1, 2), shown(1, 2, "2025-02")).reason == "months"
    assert summed(shown(1, 2), shown(1, 2), samples=(True, False)).reason == "sample"
    assert summed().reason == "absent"


def test_nobody_has_no_share():
    assert summed(shown(0, 0)).share is None


@given(DISTRICTS)
def test_a_sum_stands_only_beside_all_of_its_parts(districts):
    figures = [figure for figure, _ in districts]
    one = summed(*figures, samples=tuple(sample for _, sample in districts))
    if any(figure is None or figure.hidden for figure in figures):
        assert (one.numerator, one.denominator, one.share) == (None, None, None)
    elif not one.reason:
        assert one.numerator == sum(figure.numerator for figure in figures)
        assert one.denominator == sum(figure.denominator for figure in figures)
