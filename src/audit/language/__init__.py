"""Words: catalogues in Indonesian and English, numbers and dates as people there write them.

Floor 0. No other floor holds prose. A message id is ``topic.name``: ``name`` in ``<language>/<topic>.yaml``.
"""

from audit.language.catalogue import LANGUAGES, has, ids, text
from audit.language.numbers import date_text, half_up, join, month_text, number, percent

__all__ = [
    "LANGUAGES",
    "date_text",
    "half_up",
    "has",
    "ids",
    "join",
    "month_text",
    "number",
    "percent",
    "text",
]
