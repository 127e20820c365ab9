"""What a notebook opens: the released results of one audit, computed first where nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from audit.disclosure.released import Edition
from audit.disclosure.released_results import ReleasedResults
from audit.errors import ParamsError
from audit.language.catalogue import Language
from audit.pipeline.load import load_params
from audit.pipeline.logo import read_logo
from audit.pipeline.outlines import load_outlines
from audit.pipeline.params import AuditParams
from audit.pipeline.plans import planned
from audit.pipeline.prepared import is_prepared, load_pattern, load_results, stored_key
from audit.pipeline.project import Project, find_project
from audit.reference.areas import areas_of
from audit.reference.published import published_for
from audit.report import (
    Decree,
    Formal,
    Forum,
    Letterhead,
    Member,
    PlanRecord,
    Programme,
    PublishedFigure,
    Question,
    ReportContext,
    Signatory,
    SourceRecord,
    StatementRecord,
    TargetRecord,
)
from audit.results import Result
from audit.survey import published_changes

__all__ = ["context_of", "open_audit", "params_of", "results_of"]


def open_audit(
    *,
    district_code: str,
    cycle: str,
    edition: Edition = "publik",
    language: Language | None = None,
    kecamatan: str = "",
) -> ReportContext:
    """Open the audit of a district and cycle for showing; run by hand it prepares what is missing.

    ``kecamatan`` is the code of the one that a pack is about. Raises an ``AuditError`` with one sentence where the
    params or data do not allow it, or the kecamatan is not of the district. For plain tables use
    ``audit.pipeline.prepared_tables.load_tables``.
    """
    project = find_project()
    params = params_of(project, district_code, cycle)
    if kecamatan and kecamatan not in {area.code for area in areas_of(district_code).kecamatan}:
        raise ParamsError("params.no_kecamatan", code=kecamatan, district=params.district.name)
    if not is_prepared(params, project):
        from audit.pipeline.prepare import prepare  # reads registers: most notebooks are opened after a run did

        prepare(params, project)
    return replace(context_of(params, project, edition=edition, language=language), kecamatan=kecamatan)


def params_of(project: Project, district_code: str, cycle: str) -> AuditParams:
    """Find the params of a district by code, its own or a plan's; its cycle must be the one asked for."""
    own = project.own_params(district_code)
    params = load_params(own, root=project.root) if own else planned(district_code, project)
    if params is None:
        raise ParamsError("params.no_district", code=district_code)
    if params.cycle != cycle:
        file = (own or project.plans).name
        raise ParamsError("params.other_cycle", file=file, cycle=params.cycle, wanted=cycle)
    return params


def results_of(params: AuditParams, project: Project, *, rows: bool = True) -> Mapping[str, Result]:
    """Every raw result of a prepared audit; without ``rows`` those that the public edition shows."""
    return load_results(project.interim(params), rows=rows)


def context_of(
    params: AuditParams, project: Project, *, edition: Edition, language: Language | None = None
) -> ReportContext:
    """Put results, released by the stored pattern as they are asked for, beside what the report says about itself."""
    pattern = load_pattern(project.interim(params))
    results = results_of(params, project, rows=edition == "terbatas")
    target, plan = params.target, params.analysis_plan
    return ReportContext(
        released=ReleasedResults(results, pattern),
        district_code=params.district.code,
        district_name=params.district.name,
        areas=areas_of(params.district.code),
        cycle=params.cycle,
        months=params.months,
        as_of=params.as_of,
        forum=_forum(params),
        language=language or params.language,
        edition=edition,
        sample=params.sample,
        sources=tuple(SourceRecord(s.id, s.producer, s.cut_off, s.handover or "", s.kind) for s in params.sources),
        published=tuple(
            PublishedFigure(
                p.year,
                p.source,
                p.kind,
                p.percent,
                p.numerator,
                p.denominator,
                p.url,
                p.note,
                p.said_by,
                p.source_en,
                p.note_en,
            )
            for p in published_for(params.district.code)
        ),
        changes=published_changes(published_for(params.district.code)),
        target=target and TargetRecord(target.type, target.year, target.cited, target.percent or target.cases),
        analysis_plan=plan and PlanRecord(plan.file, plan.sha256, plan.date, plan.deviations),
        statements=_statements(params, project),
        boundaries=load_outlines(project.interim(params)),
        programmes=tuple(Programme(p.id, p.name, p.owner, p.source) for p in params.programmes),
        run_key=stored_key(project.interim(params)),
        urgent_rules=params.cases.urgent,
        family_rules=params.cases.family,
        case_weights=params.cases.selection.weights.model_dump(),
        order=params.report.order,
        state=params.report.state,
        formal=_formal(params, project),
    )


def _forum(params: AuditParams) -> Forum:
    """The forum with what it has asked."""
    said = params.forum
    questions = tuple(Question(q.ask, q.topic or "", q.because or "") for q in said.questions)
    return Forum(said.kind, said.date, said.place or "", said.time or "", questions)


def _formal(params: AuditParams, project: Project) -> Formal:
    """What the district says for the formal order and its papers; their emblem is read for every report."""
    said, team = params.report, params.team
    head = said.letterhead
    return Formal(
        body=said.body,
        chair=team.chair.office if team.chair else "",
        groups=params.cases.groups,
        decree=team.decree and Decree(team.decree.number, team.decree.signed_on, team.decree.valid_until),
        members=tuple(Member(m.role, m.office) for m in team.members),
        regulations=said.regulations,
        background=said.background,
        signatories=tuple(
            Signatory(s.task, s.office, s.name or "", s.acting or "", s.position or "") for s in said.signatories
        ),
        letterhead=head and Letterhead(head.office, head.address or "", head.phone or "", head.email or ""),
        numbers={str(paper): number for paper, number in said.numbers.items()},
        place=said.place or "",
        reviewed_by=said.reviewed.office if said.reviewed else "",
        reviewed_on=said.reviewed and said.reviewed.date,
        approved_on=said.approved,
        logo=read_logo(project.root / said.logo, said.logo) if said.logo else b"",
    )


def _statements(params: AuditParams, project: Project) -> tuple[StatementRecord, ...]:
    """What offices have said, newest first over all registers of statements."""
    sources = [source for source in params.sources if source.kind == "statements"]
    if not sources:
        return ()
    from audit.programme.statements import read_statements, statement_slips  # reads lists: few districts have one

    records: list[StatementRecord] = []
    for source in sources:
        said = read_statements(project.root / source.path)
        wrong = {slip.line for slip in statement_slips(said, source.path)}
        records += [
            StatementRecord(
                s.said_on, s.office, s.kind, s.percent, s.digits, s.numerator, s.denominator, s.period, s.medium,
                agrees=s.row not in wrong,
            )
            for s in said
        ]  # fmt: skip
    return tuple(sorted(records, key=lambda record: record.said_on, reverse=True))
