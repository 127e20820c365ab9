"""How the figures were made, in words that a reader can check: one block a question."""

from __future__ import annotations

from audit.language import ids
from audit.reference.disclosure_rules import SMALL_DENOMINATOR
from audit.reference.presentation import CAUTION_BELOW, PREVALENCE_CLASSES, PrevalenceClass
from audit.reference.statistics import CONFIDENCE_LEVEL, COVERAGE_ASSESSABLE
from audit.report.blocks import Block, make_block
from audit.report.certainty import scale_words
from audit.report.content import Column, Content, Item, Row, Table
from audit.report.context import ReportContext, SourceRecord
from audit.report.sections.digits import digit_limits
from audit.report.tables import text_cell
from audit.report.view import NONE, View

__all__ = ["data_sources", "glossary", "methods", "report_identity", "target_words"]

_RULES = (
    "children",
    "stunted",
    "flagged",
    "coverage",
    "range",
    "certainty",
    "classes",
    "digits",
    "few",
    "hidden",
    "no_cause",
)
_SOURCE_COLUMNS = ("id", "producer", "cut_off", "handover")


def methods(context: ReportContext) -> Block:
    """Definitions, standards, intervals and the rule of hiding."""
    return make_block(context, "methods", "metode", "note", _methods)


def data_sources(context: ReportContext) -> Block:
    """Whose data these are, up to which day, and under which letter they were handed over."""
    return make_block(context, "data_sources", "metode", "sources", _sources)


def report_identity(context: ReportContext) -> Block:
    """What tells this report from every other: cycle, day, edition, key, programmes, target."""
    return make_block(context, "report_identity", "metode", "note", _identity)


def glossary(context: ReportContext) -> Block:
    """The words of the report, each in one plain sentence."""
    return make_block(context, "glossary", "metode", "note", _glossary)


def _methods(view: View) -> Content:
    values = {
        "level": view.number(CONFIDENCE_LEVEL * 100),
        "limit": view.percent(COVERAGE_ASSESSABLE, 0),
        "classes": ", ".join(_class(view, c) for c in PREVALENCE_CLASSES),
        **digit_limits(view),
        "caution": CAUTION_BELOW,
        "few": SMALL_DENOMINATOR,
        "scale": scale_words(view),
    }
    items = tuple(
        Item(view.words(f"report.methods.{rule}.term"), view.words(f"report.methods.{rule}.meaning", **values))
        for rule in _RULES
    )
    return Content(view.words("report.methods.name"), terms=items)


def _class(view: View, c: PrevalenceClass) -> str:
    return view.words("report.methods.class", name=view.label("prevalence_class", c.id), percent=view.tick(c.low))


def _sources(view: View) -> Content | None:
    if not view.context.sources:
        return None
    columns = tuple(Column(c, view.words(f"report.data_sources.{c}"), "start") for c in _SOURCE_COLUMNS)
    rows = tuple(Row(tuple(text_cell(words) for words in _source(view, s))) for s in view.context.sources)
    caption = view.words("report.data_sources.caption")
    return Content(view.words("report.data_sources.name"), tables=(Table(caption, columns, rows),))


def _source(view: View, source: SourceRecord) -> tuple[str, ...]:
    cut_off = view.words("report.value", value=source.cut_off)
    return view.source(source.id), source.producer, cut_off, source.handover or NONE


def _identity(view: View) -> Content:
    c = view.context
    lines = {
        "cycle": c.period,
        "as_of": view.words("report.value", value=c.as_of),
        "edition": view.words(f"report.edition_name.{view.edition}"),
        "programmes": view.join([f"{p.name} ({p.owner})" if p.owner else p.name for p in c.programmes]),
        "target": target_words(view),
        "analysis_plan": _plan(view),
        "run_key": c.run_key[:12],
    }
    items = tuple(Item(view.words(f"report.report_identity.{k}"), v) for k, v in lines.items() if v)
    return Content(view.words("report.report_identity.name"), terms=items)


def _plan(view: View) -> str:
    """The plan of analysis with its lock, and what was done otherwise; nothing where there is none."""
    plan = view.context.analysis_plan
    if plan is None:
        return ""
    locked = view.words("report.analysis_plan.locked", file=plan.file, hash=plan.sha256[:12], date=plan.locked_on)
    if not plan.deviations:
        return locked
    return view.words("report.analysis_plan.deviations", locked=locked, deviations="; ".join(plan.deviations))


def target_words(view: View) -> str:
    """The target in words, with its document."""
    target = view.context.target
    if target is None:
        return view.words("report.target.none")
    value = NONE if target.value is None else view.number(target.value, 0 if target.type == "cases" else 1)
    document = target.document or view.words("report.target.no_document")
    return view.words(f"report.target.{target.type}", value=value, year=str(target.year), document=document)


def _glossary(view: View) -> Content:
    terms = [
        id.removesuffix(".term") for id in ids(view.language) if id.startswith("glossary.") and id.endswith(".term")
    ]
    items = sorted(
        (Item(view.words(f"{t}.term"), view.words(f"{t}.meaning")) for t in terms), key=lambda i: i.term.lower()
    )
    return Content(view.words("report.glossary.name"), terms=tuple(items))
