"""What is a case like? A few told in computed words, where the family agreed and nobody can be recognised."""

from __future__ import annotations

from audit.disclosure.released import ShownFinding
from audit.report.blocks import Block, make_block
from audit.report.content import Content
from audit.report.context import ReportContext
from audit.report.rule_words import rule_label
from audit.report.view import View

__all__ = ["case_vignettes"]

_VIGNETTE, _BETWEEN = "vignette.", ";"


def case_vignettes(context: ReportContext) -> Block:
    """Vignettes of the cycle, or why there are none."""
    return make_block(context, "case_vignettes", "kasus", "note", _build)


def _build(view: View) -> Content:
    told = view.findings(_VIGNETTE)
    if not told:
        return Content(view.words("report.case_vignettes.name"), paragraphs=(view.words("vignette.none"),))
    return Content(
        view.words("vignette.title"),
        reading=view.words("vignette.reading", k=told[0].values["k"]),
        paragraphs=tuple(_words(view, one) for one in told),
    )


def _words(view: View, vignette: ShownFinding) -> str:
    values = {name: str(value) for name, value in vignette.values.items()}
    field, _, band = values["age"].partition(".")
    low, _, high = band.partition("_")
    who = {
        "age": view.words(f"vignette.age.{field}", low=int(low), high=int(high) - 1),
    }
    if "sex" in values:
        who |= {
            "sex": view.label("sex", values["sex"]).lower(),
            "height": view.words(f"vignette.height.{values['height']}"),
        }
        said = view.words("vignette.child", **who)
    else:
        said = view.words("vignette.woman", group=view.words(f"vignette.group.{values['group']}"), **who)
    risks = [_low(rule_label(rule, view.language)) for rule in values["risks"].split(_BETWEEN) if rule]
    return f"{said} {view.words('vignette.risks', risks=view.join(risks))}" if risks else said


def _low(words: str) -> str:
    """A label inside a sentence; an abbreviation keeps its capitals."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
