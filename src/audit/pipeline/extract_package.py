"""``datapackage.json`` and the dictionary of an extract: what every file and column is, for machines and in words."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from audit.disclosure.extract_schema import Column, columns_of
from audit.language import text
from audit.language.catalogue import Language
from audit.pipeline.keys import file_sha256
from audit.pipeline.params_extract import ExtractParams

__all__ = ["DICTIONARY_COLUMNS", "data_package", "dictionary", "file_of", "words_of_column"]

_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {"id": "string", "category": "string", "yes": "boolean", "whole": "integer", "number": "number"}
_LEVEL_OF = {
    "age": "age", "area_code": "area", "start": "time", "stop": "time", "time": "time", "followed": "time",
    "exit_reason": "exit", "event": "exit", "group": "group",
}  # fmt: skip
_KEYS = {"persons": ["person_id"], "person_time": ["person_id", "seq"]}
DICTIONARY_COLUMNS = (
    "table", "column", "type", "title_id", "title_en", "meaning_id", "meaning_en", "values_id", "values_en",
)  # fmt: skip


def file_of(table: str) -> str:
    """Name of the file of a table."""
    return f"{table}.csv"


def words_of_column(column: Column, extract: ExtractParams, language: Language) -> tuple[str, str]:
    """Title and meaning of a column at the level of this extract."""
    meaning = text(f"extract.meaning.{column.name}", language)
    level = _LEVEL_OF.get(column.name)
    if level:
        chosen = getattr(extract.levels, level)
        meaning += " " + text("extract.told", language, level=text(f"extract.level.{chosen}", language))
    return text(f"extract.title.{column.name}", language), meaning


def dictionary(tables: Mapping[str, pd.DataFrame], extract: ExtractParams) -> pd.DataFrame:
    """One row a column: type, title, meaning and the words for its values, in both languages."""
    rows = []
    for name, frame in tables.items():
        for column in columns_of(name, frame):
            both = [words_of_column(column, extract, language) for language in ("id", "en")]
            values = [_values(column, language) for language in ("id", "en")]
            titles, meanings = zip(*both, strict=True)
            rows.append((name, column.name, _TYPES[column.kind], *titles, *meanings, *values))
    return pd.DataFrame(rows, columns=list(DICTIONARY_COLUMNS))


def _values(column: Column, language: Language) -> str:
    return "; ".join(f"{value} = {text(f'extract.value.{value}', language)}" for value in column.values)


def data_package(
    name: str,
    tables: Mapping[str, pd.DataFrame],
    extract: ExtractParams,
    folder: Path,
    *,
    lists: Mapping[str, list[str]],
    language: Language,
    synthetic: bool,
) -> dict[str, Any]:
    """Describe the tables in ``folder`` as a Frictionless data package (Table Schema).

    ``lists``: closed lists of categories that the schema leaves to the extract.
    """
    kind = "twin" if synthetic else "package"
    package: dict[str, Any] = {
        "$schema": _PROFILE,
        "name": f"{name}-kembar" if synthetic else name,
        "title": text(f"extract.{kind}_title", language, name=name),
        "description": text(f"extract.{kind}_about", language),
        "synthetic": synthetic,
        "resources": [
            _resource(table, frame, extract, folder, lists, language, linked=_linked(table, extract))
            for table, frame in tables.items()
        ],
    }
    if not synthetic:
        title = text("extract.licence", language, number=extract.agreement.number)
        package["licenses"] = [{"path": "ketentuan.md", "title": title}]
    return package


def _linked(table: str, extract: ExtractParams) -> bool:
    return table in ("person_time", "exposures") or (table == "selection" and extract.linked)


def _resource(
    table: str,
    frame: pd.DataFrame,
    extract: ExtractParams,
    folder: Path,
    lists: Mapping[str, list[str]],
    language: Language,
    *,
    linked: bool,
) -> dict[str, Any]:
    path = folder / file_of(table)
    schema: dict[str, Any] = {
        "fields": [_field(column, extract, lists, language) for column in columns_of(table, frame)],
        "missingValues": [""],
    }
    if table in _KEYS:
        schema["primaryKey"] = _KEYS[table]
    if linked:
        reference = {"resource": "persons", "fields": ["person_id"]}
        schema["foreignKeys"] = [{"fields": ["person_id"], "reference": reference}]
    return {
        "name": table,
        "path": path.name,
        "type": "table",
        "title": text(f"extract.table.{table}", language),
        "description": text(f"extract.about.{table}", language),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": path.stat().st_size,
        "hash": f"sha256:{file_sha256(path)}",
        "schema": schema,
    }


def _field(
    column: Column, extract: ExtractParams, lists: Mapping[str, list[str]], language: Language
) -> dict[str, Any]:
    title, meaning = words_of_column(column, extract, language)
    constraints: dict[str, Any] = {} if column.gaps else {"required": True}
    if column.kind == "category":
        constraints["enum"] = list(lists.get(column.name, column.values))
    elif column.kind == "id":
        constraints["pattern"] = "[a-z2-7]{16}"
    elif column.kind in ("whole", "number"):
        whole = column.kind == "whole"
        constraints |= {"minimum": int(column.least) if whole else column.least}
        constraints |= {"maximum": int(column.most) if whole else column.most}
    return {
        "name": column.name, "type": _TYPES[column.kind], "title": title, "description": meaning,
        "constraints": constraints,
    }  # fmt: skip
