"""However a true percentage is typed, it agrees; one that is off by more than its rounding never does."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from audit.language import number
from audit.quality.typed_figures import typed_figures


@given(
    denominator=st.integers(13, 2_000_000),
    share=st.floats(0, 1),
    digits=st.integers(0, 2),
    language=st.sampled_from(["id", "en"]),
    form=st.sampled_from(["{a}/{b} ({p} %)", "{a} dari {b} balita, yaitu {p}%", "{p} persen ({a} dari {b})"]),
    off=st.integers(-3, 3),
)
def test_a_percentage_agrees_exactly_where_it_is_the_ratio(denominator, share, digits, language, form, off):
    numerator = int(share * denominator)
    assume(not (numerator <= 12 and 1990 <= denominator < 2080))  # written without thousands: a month of a year
    exact = 100 * numerator / denominator
    said = round(exact, digits) + off * 10**-digits
    assume(said >= 0)
    text = form.format(
        a=number(numerator, language=language),
        b=number(denominator, language=language),
        p=number(said, digits, language=language),
    )
    (figure,) = typed_figures(text)
    assert (figure.numerator, figure.denominator, figure.digits) == (numerator, denominator, digits)
    assert figure.agrees == (abs(figure.percent - exact) <= 0.5 * 10**-digits + 1e-9)
    assert figure.agrees or off
