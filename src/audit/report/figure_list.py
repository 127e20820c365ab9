"""Every released number in one table that a reader searches and sorts in JupyterLab, without any network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from audit.report.context import ReportContext
from audit.report.results_json import results_rows
from audit.report.view import HIDDEN, NONE, View

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["FigureList", "figure_list"]

_HEADS = ("result", "area", "period", "of", "count", "rate", "hidden", "groups")
_NUMBERS = [_HEADS.index(id) for id in ("of", "count", "rate")]
_WORDS = [at for at in range(len(_HEADS)) if at not in _NUMBERS]
# JupyterLab sets every cell to the right; long ids break, so that the groups, by which rows differ, stay in sight.
_STYLE = """<style>
#aks-figures :is(th, td).dt-left { text-align: left }
#aks-figures td.dt-left { overflow-wrap: anywhere; min-width: 6em }
</style>"""
# What is sorted by is the number behind the words, in either language; what is hidden or absent comes before 0.
_AS_NUMBER = """function (words, purpose) {
  if (purpose !== 'sort' && purpose !== 'type') return words
  const whole = words.replace(/[.,](?=\\d{3}(\\D|$))/g, '').replace('%', '').replace(',', '.')
  return isNaN(parseFloat(whole)) ? -1 : parseFloat(whole)
}"""
_PLAIN_ROWS = 50  # where nothing can be searched
_HELP = re.compile(r"<sup>.*?</sup>|<a href=.?https?://.*?</a>", re.DOTALL)  # ways to the library's pages on the web


def figure_list(context: ReportContext) -> FigureList:
    """All rows of ``hasil.json`` to look into: suppressed as there, whichever edition is open."""
    return FigureList(View(context, "publik"))


@dataclass(frozen=True, slots=True)
class FigureList:
    """A table of the public numbers; plain HTML where itables is not installed."""

    view: View

    def frame(self) -> pd.DataFrame:
        """One row a figure, in words: percentages have one decimal, a hidden number is ``*``, an absent one a dash."""
        import pandas as pd

        heads = [self.view.words(f"explore.figures.{id}") for id in _HEADS]
        rows = [
            (
                row["indikator"], row["wilayah"]["nama"], row["periode"],
                self._count(row, "penyebut"), self._count(row, "pembilang"), self._rate(row),
                self.view.words(f"explore.figures.{'yes' if row['disamarkan'] else 'no'}"), row["catatan"],
            )
            for row in results_rows(self.view.context)
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=heads)

    def _count(self, row: Mapping[str, Any], part: str) -> str:
        if row["disamarkan"]:
            return HIDDEN
        return NONE if row[part] is None else self.view.number(row[part])

    def _rate(self, row: Mapping[str, Any]) -> str:
        """A percentage of people; the value of a check has a unit of its own and stands in its section."""
        if row["disamarkan"]:
            return HIDDEN
        value = row["nilai"]
        return NONE if value is None or row["pembilang"] is None else self.view.percent(value)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> Mapping[str, Any]:
        title, frame = self.view.words("explore.figures.title"), self.frame()
        return {"text/html": self._searched(frame) or self._plain(frame), "text/plain": title}

    def _plain(self, frame: pd.DataFrame) -> str:
        if frame.empty:
            return f"<p>{self.view.words('explore.figures.empty')}</p>"
        return frame.head(_PLAIN_ROWS).to_html(index=False, border=0)

    def _searched(self, frame: pd.DataFrame) -> str:
        """The table with its library inside; empty where there is none, or nothing to search."""
        if frame.empty:
            return ""
        try:
            from itables import JavascriptFunction, to_html_datatable
            from itables import options as settings
            from itables.javascript import generate_init_offline_itables_html
        except ImportError:
            return ""

        table = to_html_datatable(
            frame, connected=False, maxBytes=0, showIndex=False, display_logo_when_loading=False,
            table_id="aks-figures", classes="display compact", language=self._words(),
            autoWidth=False,
            columnDefs=[
                {"targets": _NUMBERS, "className": "dt-right", "render": JavascriptFunction(_AS_NUMBER)},
                {"targets": _WORDS, "className": "dt-left"},
            ],
        )  # fmt: skip
        return _HELP.sub("", _STYLE + generate_init_offline_itables_html(settings.dt_bundle) + table)

    def _words(self) -> dict[str, Any]:
        """What the library says around a table, in the language of the notebook."""

        def word(id: str) -> str:
            return self.view.words(f"explore.figures.{id}")

        return {
            "thousands": self.view.number(1000)[1],
            "emptyTable": word("empty"),
            "info": word("info"),
            "infoEmpty": word("info_empty"),
            "infoFiltered": word("info_filtered"),
            "lengthMenu": word("length"),
            "paginate": {id: word(id) for id in ("first", "last", "next", "previous")},
            "search": word("search"),
            "zeroRecords": word("none_found"),
        }
