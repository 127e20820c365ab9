"""Workbooks of experts, one for every reader of the cases of an audit."""

from __future__ import annotations

import argparse

from audit.cli.worksheet_told import Told, keep_filled, out_folder, written
from audit.language import text

__all__ = ["export"]


def export(args: argparse.Namespace) -> Told:
    """Write a workbook for every reader of the cases that an audit has chosen."""
    from audit.pipeline import find_project, load_params
    from audit.pipeline.reviewing import hand_out_reviews
    from audit.report.review_workbook import write_review_workbook

    project = find_project()
    params = load_params(args.file.resolve(), root=project.root)
    given = hand_out_reviews(params, project)
    keep_filled(args.out, *given.books)
    for file, book in given.books.items():
        write_review_workbook(out_folder(args) / file, book, language=params.language)
    files = list(given.books)
    facts = {"cases": given.cases, "second": given.drawn, "left_out": given.left_out}
    lines = [text("expert.said_export", files=len(files), n=given.cases, second=given.drawn)]
    lines += [text("expert.said_without_consent", file=file, n=n) for file, n in given.left_out.items()]
    return facts | {"written": files}, [*lines, *written(files)]
