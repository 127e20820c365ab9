"""How fast would it have to go, how likely is it, and how many children fewer is that in each kecamatan?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.disclosure.released import ShownFinding
from audit.report.blocks import Block, make_block
from audit.report.content import Column, Content, Row, Table, TableCell
from audit.report.context import ReportContext
from audit.report.sections.places import source_line
from audit.report.tables import hidden_cell, text_cell
from audit.report.target_words import free_number, target_title
from audit.report.view import NONE, View

__all__ = ["target_averted"]

ID = "target_averted"
_RATE_HEADS = ("rate_row", "rate", "between")
_HEADS = ("row", "fewer", "between")


def target_averted(context: ReportContext) -> Block:
    """For the annex: rates of reduction, the probability of the target, children fewer by kecamatan with a range."""
    return make_block(context, ID, "situasi", "table", _build)


def _build(view: View) -> Content | None:
    if target_title(view) is None:
        return None
    rates = next(iter(view.findings("target_rates")), None)
    rows = view.findings("target_averted.")
    tables = [_rates(view, rates)] if rates and {"actual", "required"} & set(rates.values) else []
    if rows:
        tables.append(_table(view, rows))
    paragraphs = (*_probability(view, rates), *_fewer(view, rows))
    if not (tables or paragraphs):
        return None
    return Content(
        _title(view, rows),
        reading=view.words("target_block.averted_reading") if rows else "",
        source=source_line(view) if rows else "",
        paragraphs=paragraphs,
        tables=tuple(tables),
    )


def _whole(rows: tuple[ShownFinding, ...]) -> ShownFinding | None:
    return next((f for f in rows if f.values.get("area") == "all"), None)


def _title(view: View, rows: tuple[ShownFinding, ...]) -> str:
    """How many children fewer, where it may be shown; else the block's name."""
    whole = _whole(rows)
    if whole is None or free_number(whole, "low") is None:
        return view.words(f"report.{ID}.name")
    low, high = (view.number(free_number(whole, end) or 0.0) for end in ("low", "high"))
    return view.words("target_block.averted_title", low=low, high=high)


def _probability(view: View, rates: ShownFinding | None) -> Iterator[str]:
    if rates is None or "required" not in rates.values:
        return
    probability = free_number(rates, "p_reach")
    if probability is None:
        yield view.words("target_block.no_probability")
        return
    yield view.words(
        "target_block.probability", year=rates.values["year"], p=view.number(probability * 100, 0)
    )  # fmt: skip


def _fewer(view: View, rows: tuple[ShownFinding, ...]) -> Iterator[str]:
    """What the numbers are and are not; or why there are none."""
    if rows:
        yield view.words("target_block.averted_what", source=rows[0].values["source"])
        return
    yield from (view.spoken(found) for found in view.findings("target_averted_none"))


def _rates(view: View, rates: ShownFinding) -> Table:
    """Required and actual rate of reduction with limits, and on how many surveys they rest."""
    columns = tuple(
        Column(h, view.words(f"target_block.{h}"), "start" if h == "rate_row" else "end") for h in _RATE_HEADS
    )
    rows: list[Row] = []
    if "required" in rates.values:
        label = view.words("target_block.required", year=rates.values["year"], last=rates.values["last"])
        rows.append(Row((text_cell(label), text_cell(_ends(view, rates, "required")), text_cell(NONE))))
    if "actual" in rates.values:
        label = view.words("target_block.actual", first=rates.values["first"], last=rates.values["last"])
        between = _share_ends(view, free_number(rates, "low"), free_number(rates, "high"))
        rows.append(Row((text_cell(label), text_cell(_ends(view, rates, "actual")), text_cell(between))))
    notes = [view.words("target_block.rate_note", n=rates.values["surveys"])]
    if "df" in rates.values:
        notes.append(view.words("target_block.rate_df", df=rates.values["df"]))
    else:
        notes.append(view.words("target_block.rate_no_range"))
    both = {"actual", "required"} & set(rates.values)
    only = "" if len(both) == 2 else f"_{next(iter(both))}"
    return Table(view.words(f"target_block.rates_caption{only}"), columns, tuple(rows), tuple(notes))


def _ends(view: View, rates: ShownFinding, name: str) -> str:
    low, high = free_number(rates, name), free_number(rates, f"{name}_to")
    return view.percent(low or 0.0) if low == high else _share_ends(view, low, high)


def _share_ends(view: View, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return NONE
    return view.words("target_block.to", low=view.percent(low), high=view.percent(high))


def _table(view: View, rows: tuple[ShownFinding, ...]) -> Table:
    columns = tuple(
        Column(h, view.words(f"target_block.averted_{h}"), "start" if h == "row" else "end") for h in _HEADS
    )
    whole = _whole(rows)
    ordered = [*([whole] if whole else []), *(f for f in rows if f is not whole)]
    body = tuple(Row((text_cell(_place(view, f)), *_cells(view, f)), min(i, 1)) for i, f in enumerate(ordered))
    hidden = any(free_number(f, "low") is None for f in ordered)
    notes = (view.words("report.mark.hidden"),) if hidden else ()
    return Table(view.words("target_block.averted_caption"), columns, body, notes)


def _place(view: View, found: ShownFinding) -> str:
    code = str(found.values["area"])
    return view.area(None if code == "all" else code)


def _cells(view: View, found: ShownFinding) -> tuple[TableCell, ...]:
    values = {name: free_number(found, name) for name in ("fewer", "fewer_to", "low", "high")}
    if values["low"] is None:
        return hidden_cell(), hidden_cell()
    words = {name: view.number(value or 0.0) for name, value in values.items()}
    fewer = words["fewer"]
    if words["fewer"] != words["fewer_to"]:
        fewer = f"{fewer}\N{EN DASH}{words['fewer_to']}"
    return TableCell(fewer, values["fewer"]), text_cell(f"{words['low']}\N{EN DASH}{words['high']}")
