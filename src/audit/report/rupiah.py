"""Rupiah as people say them: ``Rp12,4 miliar``, ``Rp450 juta``, ``Rp15.000``."""

from __future__ import annotations

from audit.report.view import View

__all__ = ["rupiah"]

_STEPS = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))
_TEN = 10  # from ten of a unit on, its decimal tells nothing more


def rupiah(view: View, amount: float) -> str:
    """An amount in words of its size, one decimal below ten units; below a million in full."""
    for step, name in _STEPS:
        if round(amount / step, 1) >= 1:
            units = round(amount / step, 1)
            digits = 0 if units >= _TEN or units.is_integer() else 1
            return view.words(f"money.amount.{name}", n=view.number(amount / step, digits))
    return view.words("money.amount.plain", n=view.number(amount))
