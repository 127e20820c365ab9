"""Rupiah as people say them: ``Rp12,4 miliar``, ``Rp450 juta``, ``Rp15.000``."""

from __future__ import annotations

from audit.report.view import View

__all__ = ["rupiah"]

_STEPS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_WHOLE_FROM = 10_000_000  # from here to a billion a tenth of a million tells nothing more


def rupiah(view: View, amount: float) -> str:
    """An amount in words of its size with one decimal, none from ten million on; below a million in full."""
    for step, name in _STEPS:
        if round(amount / step, 1) >= 1:
            digits = 0 if _WHOLE_FROM <= amount < _STEPS[1][0] else 1
            return view.words(f"money.amount.{name}", n=view.number(amount / step, digits))
    return view.words("money.amount.plain", n=view.number(amount))
