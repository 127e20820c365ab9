"""What people read about an extract: its codebook and its terms of use, as Markdown in the language of the audit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from audit.disclosure.anonymity import Anonymity
from audit.disclosure.extract_schema import columns_of
from audit.disclosure.linking_attack import LinkAttack
from audit.language import number, percent, text
from audit.language.catalogue import Language, has
from audit.pipeline.extract_package import file_of, words_of_column
from audit.pipeline.extract_tables import ExtractTables
from audit.pipeline.params import AuditParams
from audit.pipeline.params_extract import ExtractParams
from audit.reference.extract_rules import READ_DAYS
from audit.report.figures.flow_figure import FlowStep, flow_figure

__all__ = ["about_twin", "codebook", "flow_drawing", "terms"]


def codebook(
    name: str,
    extract: ExtractParams,
    audit: AuditParams,
    made: ExtractTables,
    attacks: Sequence[LinkAttack],
    flow: pd.DataFrame,
) -> str:
    """Every table and column, how anonymous people are, what an attacker reaches, and how many went in and came out."""
    language = audit.language
    lines = [
        f"# {text('extract.package_title', language, name=name)}",
        text("extract.package_about", language),
        text("extract.origin", language),
        f"## {text('extract.anonymity', language)}",
        *_anonymity(made, extract, language),
        f"## {text('extract.attack', language)}",
        text("extract.attack_about", language),
        *(_attack(attack, language) for attack in attacks),
    ]
    for table, frame in made.tables.items():
        lines += [
            f"## `{file_of(table)}`: {text(f'extract.table.{table}', language)}",
            text(f"extract.about.{table}", language),
            _table(_columns(table, frame, extract, language), ("column", "title", "meaning", "values"), language),
        ]
    lines += [
        f"## {text('extract.flow', language)}",
        text("extract.flow_about", language),
        _table(_steps(flow, language), ("part", "step", "reason", "n"), language),
    ]
    return "\n\n".join(lines) + "\n"


def about_twin(name: str, language: Language) -> str:
    """What a twin is, beside its tables: who opens one must not take it for children."""
    return f"# {text('extract.twin_title', language, name=name)}\n\n{text('extract.twin_about', language)}\n"


def flow_drawing(flow: pd.DataFrame, language: Language) -> str:
    """The flow as a figure (SVG), for a paper."""
    parts: dict[str, list[FlowStep]] = {}
    for row, (part, step, reason, n) in zip(flow.itertuples(index=False), _steps(flow, language), strict=True):
        left_out = bool(row.step == "left_out")
        parts.setdefault(part, []).append(FlowStep(reason if left_out else step, n, left_out))
    return flow_figure(list(parts.items())) + "\n"


def terms(name: str, extract: ExtractParams, audit: AuditParams) -> str:
    """For whom and what for, under which documents and until when, and what the recipient may not do."""
    language = audit.language
    documents = [
        f"- {text(f'extract.document.{key}', language)}: "
        + text("extract.until", language, number=document.number, until=document.valid_until)
        for key, document in extract.documents.items()
    ]
    if extract.impact_assessment:
        documents.append(f"- {text('extract.document.impact', language)}: {extract.impact_assessment}")
    for clause, words in (("z", extract.z_agreed), ("exposures", extract.exposures_agreed)):
        if words:
            documents.append(f"- {text(f'extract.document.{clause}', language)}: {words}")
    basis = text(f"extract.consent_{extract.consent.basis}", language, decision=extract.consent.decision or "")
    ends = min(document.valid_until for document in extract.documents.values())
    duties = [
        text(f"extract.duty.{duty}", language, days=READ_DAYS, ends=ends, k=extract.k)
        for duty in ("purpose", "no_linking", "no_sharing", "small", "read", "delete", "report", "cause", "citation")
    ]
    lines = [
        f"# {text('extract.terms', language, name=name)}",
        text("extract.parties", language, district=audit.district.name, recipient=extract.recipient),
        text("extract.purpose", language, purpose=extract.purpose),
        f"## {text('extract.documents', language)}",
        "\n".join(documents),
        basis,
        f"## {text('extract.duties', language)}",
        "\n".join(f"{n}. {duty}" for n, duty in enumerate(duties, 1)),
        f"## {text('extract.availability', language)}",
        *(text("extract.availability_text", each, number=extract.agreement.number) for each in ("id", "en")),
    ]
    return "\n\n".join(lines) + "\n"


def _anonymity(made: ExtractTables, extract: ExtractParams, language: Language) -> Iterable[str]:
    yield text("extract.anonymity_about", language, k=extract.k, diversity=extract.diversity)
    for table, enforced in made.enforced.items():
        yield f"**{text(f'extract.table.{table}', language)}**. " + _measured(enforced.after, language)
        levels = "; ".join(
            f"{text(f'extract.quasi.{column}', language)}: {text(f'extract.level.{level}', language)}"
            for column, level in enforced.levels.items()
        )
        yield text("extract.levels", language, levels=levels)
        yield text("extract.suppressed", language, n=enforced.suppressed, people=enforced.before.people)
    if made.rare:
        yield text("extract.rare", language, n=made.rare)


def _measured(found: Anonymity, language: Language) -> str:
    said = text("extract.smallest", language, k=found.k, classes=found.classes, people=found.people)
    if not found.diversity:
        return said
    entropy = number(found.entropy, 2, language=language)
    return f"{said} {text('extract.diverse', language, diversity=found.diversity, entropy=entropy)}"


def _attack(attack: LinkAttack, language: Language) -> str:
    knows = ", ".join(text(f"extract.quasi.{name}", language) for name in attack.knows)
    share = percent(attack.share, 1, language=language)
    chance = percent(attack.most_likely, 0, language=language)
    return "- " + text("extract.attacked", language, knows=knows, share=share, chance=chance)


def _columns(table: str, frame: pd.DataFrame, extract: ExtractParams, language: Language) -> list[tuple[str, ...]]:
    return [
        (
            f"`{column.name}`",
            *words_of_column(column, extract, language),
            "; ".join(f"`{value}` {text(f'extract.value.{value}', language)}" for value in column.values),
        )
        for column in columns_of(table, frame)
    ]


def _steps(flow: pd.DataFrame, language: Language) -> list[tuple[str, ...]]:
    return [
        (
            text(f"extract.part.{row.part}", language),
            text(f"extract.step.{row.step}", language),
            _reason(str(row.reason), language),
            number(int(str(row.n)), language=language),
        )
        for row in flow.itertuples(index=False)
    ]


def _reason(reason: str, language: Language) -> str:
    """Reasons of the border are words of its own catalogue, there with what to do about them."""
    if not reason:
        return ""
    ours = f"extract.reason.{reason}"
    return (
        text(ours, language) if has(ours, language) else text(f"register.reason.{reason}", language).partition("; ")[0]
    )


def _table(rows: Iterable[Sequence[str]], heads: Sequence[str], language: Language) -> str:
    head = [text(f"extract.head.{name}", language) for name in heads]
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows))
