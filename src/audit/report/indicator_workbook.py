"""``indikator.xlsx``: essential indicators and totals of families by desa, what needs checking, how firm lokus are.

Restricted: it shows areas of few people. Nothing of it is read back. Areas stand by code; no desa is ranked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from audit.language import percent, text
from audit.language.catalogue import Language
from audit.programme.family_totals import COUNTS
from audit.reference.areas import Areas
from audit.reference.essential_indicators import essential_indicators
from audit.report.certainty import met_words
from audit.report.form_workbook import Form, form_workbook
from audit.report.indicator_rows import period_words
from audit.report.tables import is_null

__all__ = ["IndicatorBook", "write_indicator_workbook"]

_ALL = ("area", "kecamatan", "indicator", "period", "denominator", "numerator", "rate", "range", "target", "met",
        "short", "trend", "reason", "source")  # fmt: skip
_IDENTITIES = ("area", "identity", "sum", "whole", "difference", "state")
_CHOICES = ("choice", "value", "focus", "entered", "left")
_WIDTHS = {"area": 24, "kecamatan": 20, "indicator": 44, "reason": 32, "source": 28, "identity": 52, "said": 90,
           "choice": 40, "entered": 40, "left": 40, "trend": 18, "met": 16}  # fmt: skip
_WIDTH = 13
_HEAD_HIGH = 64  # points: labels of narrow columns take four lines
_TOPIC = "indicator_list"
_STATES = {"yes": "reached", "no": "short", "unclear": "unclear"}  # of ``indicator_gaps``


@dataclass(frozen=True)
class IndicatorBook:
    """Rows of the restricted results, ``None`` where a run has none: ``indicators_list``, ``indicators_check_list``,
    ``indicators_left_out``, ``krs_list``, ``krs_identity_list``, ``lokus_choices``.
    """

    indicators: pd.DataFrame | None
    to_check: pd.DataFrame | None
    left_out: pd.DataFrame | None
    families: pd.DataFrame | None
    identities: pd.DataFrame | None
    choices: pd.DataFrame | None
    areas: Areas


def write_indicator_workbook(path: Path, book: IndicatorBook, *, language: Language = "id") -> None:
    """Write the workbook, for its owner alone. Raises ``OutputError`` (exit 17) where it cannot be written."""
    with form_workbook(path, language) as form:
        form.lines("guide", [text(f"{_TOPIC}.guide_{i}", language) for i in range(1, 6)], topic=_TOPIC)
        if book.indicators is not None:
            _sheet(form, "all", _labelled(_ALL, language), _indicators(book.indicators, book.areas, language))
            _percentages(form, book.indicators, book.areas, language)
        said = [*_findings(book.to_check, book.areas, language), *_left_out(book.left_out, book.areas, language)]
        if said:
            _sheet(form, "check", _labelled(("area", "said"), language), said)
        if book.families is not None:
            heads = {**_labelled(("area", "period", "source"), language), **_counts(language)}
            _sheet(form, "families", heads, _families(book.families, book.areas))
        if book.identities is not None:
            _sheet(
                form, "identities", _labelled(_IDENTITIES, language), _checked(book.identities, book.areas, language)
            )
        if book.choices is not None:
            _sheet(form, "choices", _labelled(_CHOICES, language), _changed(book.choices, book.areas, language))


def _labelled(columns: Iterable[str], language: Language) -> dict[str, str]:
    return {column: text(f"{_TOPIC}.column.{column}", language) for column in columns}


def _counts(language: Language) -> dict[str, str]:
    return {name: text(f"krs_block.count.{name}", language) for name in COUNTS}


def _name(code: object, areas: Areas) -> str:
    area = areas.by_code.get(str(code))
    return "" if area is None else area.name


def _kecamatan(code: str, areas: Areas) -> str:
    """The kecamatan of a desa; empty for what is none."""
    area = areas.by_code.get(code)
    return areas.by_code[area.parent].name if area is not None and area.level == "desa" else ""


def _indicators(rows: pd.DataFrame, areas: Areas, language: Language) -> list[Mapping[str, Any]]:
    """One row an area and indicator, areas by code; where nothing came the row says so."""
    out: list[Mapping[str, Any]] = []
    ordered = rows.sort_values("area_code", kind="stable")
    for row in ordered.to_dict("records"):
        code, known, reason = str(row["area_code"]), not is_null(row["value"]), str(row["reason"])
        limits = (percent(row[end], 1, language=language) for end in ("low", "high")) if known else ()
        out.append(
            {
                "area": _name(code, areas),
                "kecamatan": _kecamatan(code, areas),
                "indicator": text(f"indicator.name.{row['indicator']}", language),
                "period": period_words(str(row["period"]), language),
                "denominator": row["denominator"],
                "numerator": row["numerator"],
                "rate": _percent(row["value"]),
                "range": "\N{EN DASH}".join(limits),
                "target": _percent(row["target"]),
                "met": met_words(_STATES[row["met"]], language) if row["met"] else None,
                "short": row["short"],
                "trend": text(f"indicator.trend.{row['verdict']}", language) if row["verdict"] else None,
                "reason": text(f"indicator.reason.{reason}", language) if reason else None,
                "source": row["source"],
            }
        )
    return out


def _percent(proportion: Any) -> float | None:
    """A number that people can sort and filter, with one decimal."""
    return None if is_null(proportion) else round(float(proportion) * 100, 1)


def _percentages(form: Form, rows: pd.DataFrame, areas: Areas, language: Language) -> None:
    """Areas in rows, indicators in columns: what a meeting needs on one sheet."""
    wide = rows.set_index(["area_code", "indicator"])["value"].unstack()  # noqa: PD010 - one value each, none to pool
    reported = [i for i in essential_indicators() if i.id in wide and wide[i.id].notna().any()]
    heads = {
        **_labelled(("area", "kecamatan"), language),
        **{i.id: text(f"indicator.short.{i.id}", language) for i in reported},
    }
    body = [
        {
            "area": _name(code, areas),
            "kecamatan": _kecamatan(str(code), areas),
            **{i.id: _percent(row[i.id]) for i in reported},
        }
        for code, row in zip(wide.index, wide.to_dict("records"), strict=True)
    ]
    _sheet(form, "percent", heads, body)


def _findings(rows: pd.DataFrame | None, areas: Areas, language: Language) -> Iterable[Mapping[str, Any]]:
    for row in () if rows is None else rows.to_dict("records"):
        values = {str(name): _value(value) for name, value in row.items() if name != "message" and not is_null(value)}
        values |= {"area": _name(row["area"], areas), "indicator": text(str(row["indicator"]), language)}
        yield {"area": values["area"], "said": text(str(row["message"]), language, **values)}


def _value(value: Any) -> object:
    return int(value) if isinstance(value, float) else value


def _left_out(rows: pd.DataFrame | None, areas: Areas, language: Language) -> Iterable[Mapping[str, Any]]:
    names = {i.id: text(f"indicator.name.{i.id}", language) for i in essential_indicators()}
    for row in () if rows is None else rows.to_dict("records"):
        told = (row[name] for name in ("indicator", "period", "numerator", "denominator", "source"))
        what = "; ".join(names.get(str(value), str(value)) for value in told if not is_null(value))
        said = f"{text(f'{_TOPIC}.left_out', language)} ({what})"
        yield {"area": _name(row["area_code"], areas), "said": said}


def _families(rows: pd.DataFrame, areas: Areas) -> list[Mapping[str, Any]]:
    named = rows.assign(area=rows["area_code"].map(lambda code: _name(code, areas)))
    return [{str(name): value for name, value in row.items()} for row in named.to_dict("records")]


def _checked(rows: pd.DataFrame, areas: Areas, language: Language) -> list[Mapping[str, Any]]:
    def identity(id: str) -> str:
        name, _, count = id.partition(":")
        words = text(f"krs.identity.{name}", language)
        return f"{words}: {text(f'krs_block.count.{count}', language)}" if count else words

    return [
        {
            "area": _name(row["area_code"], areas),
            "identity": identity(str(row["identity"])),
            "sum": row["parts"],
            "whole": row["whole"],
            "difference": row["difference"],
            "state": text(f"krs.state.{row['state']}", language),
        }
        for row in rows.to_dict("records")
    ]


def _changed(rows: pd.DataFrame, areas: Areas, language: Language) -> list[Mapping[str, Any]]:
    def names(codes: str) -> str:
        return ", ".join(_name(code, areas) for code in codes.split(";") if code)

    return [
        {
            "choice": text(f"lokus.choice.{row['choice']}", language),
            "value": text(f"lokus.value.{row['choice']}.{row['value']}".lower(), language),
            "focus": row["focus"],
            "entered": names(str(row["entered"])),
            "left": names(str(row["left"])),
        }
        for row in rows.to_dict("records")
    ]


def _sheet(form: Form, name: str, heads: Mapping[str, str], rows: Sequence[Mapping[str, Any]]) -> None:
    """A sheet whose heads are labels alone: columns of indicators have no ids that a person would know."""
    sheet = form.book.add_worksheet(text(f"{_TOPIC}.sheet.{name}", form.language))
    sheet.set_landscape()
    form.foot(sheet)
    sheet.set_row(0, _HEAD_HIGH)
    sheet.repeat_rows(0)
    for j, (column, label) in enumerate(heads.items()):
        width = _WIDTHS.get(column, _WIDTH)
        sheet.set_column(j, j, width)
        sheet.write_string(0, j, label, form.head)
        for i, row in enumerate(rows, start=1):
            form.cell(sheet, i, j, row.get(column))
    if rows:
        sheet.autofilter(0, 0, len(rows), len(heads) - 1)
    sheet.freeze_panes(1, 1)
