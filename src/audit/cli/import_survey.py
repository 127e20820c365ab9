"""``aks import --survey``: a survey's children, and WHO's table of them with intervals by the sampling design."""

from __future__ import annotations

import argparse
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from audit.cli.output import say, say_json
from audit.cli.whole_folder import whole_folder
from audit.errors import InputError
from audit.language import text

if TYPE_CHECKING:
    from audit.register.survey_records import SurveyRecords
    from audit.results import Sentence

__all__ = ["import_surveys"]


def import_surveys(args: argparse.Namespace) -> int:
    """Read every file, then write its children, WHO's table of them, and what was set aside."""
    from audit.register import write_set_aside
    from audit.register.surveys import read_survey
    from audit.survey import Design, who_table

    surveys = {path.name: read_survey(path) for path in args.files}
    groups = {name: _groups(name, survey, args.by) for name, survey in surveys.items()}
    facts: dict[str, object] = {}
    lines: list[str] = []
    with whole_folder(args.out) as folder:
        for name, survey in surveys.items():
            table = who_table(survey.frame, design=Design(**survey.design), by=groups[name])
            for rows, file in ((survey.frame, f"{name}.csv"), (table, f"{name}.who.csv")):
                rows.to_csv(folder / file, index=False, encoding="utf-8", lineterminator="\n")
            left_out: dict[str, int] = table.attrs["left_out"]
            notes = _notes(survey, left_out)
            facts[name] = asdict(survey.summary) | {"left_out": left_out, "notes": notes}
            path = (args.out / f"{name}.who.csv").as_posix()
            lines += [_said(survey.summary.sentence), *notes, text("survey_file.table", path=path)]
        write_set_aside({name: _to_mend(survey) for name, survey in surveys.items()}, folder / "disisihkan.xlsx")
    if not say_json(args, facts):
        say(lines)
    return 0


def _to_mend(survey: SurveyRecords) -> SurveyRecords:
    """The same without the adults of a household file, of whom no workbook could hold a nation's."""
    aside = survey.set_aside
    return replace(survey, set_aside=aside[aside["reason"].ne("bukan_balita")].reset_index(drop=True))


def _groups(file: str, survey: SurveyRecords, asked: list[str]) -> list[str]:
    """The columns to group by, each once; refuses a group of which the file holds nothing."""
    from audit.register.survey_records import GROUPS

    for name in asked:
        if GROUPS[name] not in survey.groups:
            there = [word for word, column in GROUPS.items() if column in survey.groups]
            groups = ", ".join(there) or text("survey_file.no_groups")
            raise InputError("survey_file.no_group", file=file, group=name, groups=groups)
    return list(dict.fromkeys(GROUPS[name] for name in asked))


def _notes(survey: SurveyRecords, left_out: dict[str, int]) -> list[str]:
    notes = [_said(note) for note in survey.notes]
    notes += [] if survey.summary.weighted else [text("survey_file.unweighted")]
    notes += [] if survey.summary.clusters else [text("survey_file.no_clusters")]
    return notes + ([text("survey_file.left_out", **left_out)] if any(left_out.values()) else [])


def _said(sentence: Sentence) -> str:
    return text(sentence.id, **sentence.values)
