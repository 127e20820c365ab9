"""What argparse says, in the language of the rest: its refusals as sentences of the catalogue, its help's headings."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from difflib import get_close_matches

from audit.errors import ParamsError
from audit.language import text

__all__ = ["Help", "usage_error"]

# How argparse words its refusals (Python 3.11 to 3.13); what is not found here gets the sentence without particulars.
_REQUIRED = re.compile(r"the following arguments are required: (?P<names>.+)")
_CHOICE = re.compile(r"argument (?P<name>\S+): invalid choice: '?(?P<value>.*?)'? \(choose from (?P<choices>.+)\)")
_PARTICULARS = {
    "usage_value": re.compile(r"argument (?P<name>\S+): expected (one|at least one) argument"),
    "usage_no_value": re.compile(r"argument (?P<name>\S+): ignored explicit argument .*"),
    "usage_number": re.compile(r"argument (?P<name>\S+): invalid int value: '(?P<value>.*)'"),
}


def usage_error(verb: str, message: str) -> ParamsError:
    """One sentence of the catalogue for a refusal of argparse; exit 10."""
    if found := _REQUIRED.fullmatch(message):
        return ParamsError("cli.usage_required", verb=verb, names=found["names"])
    if found := _CHOICE.fullmatch(message):
        choices = re.findall(r"[\w-]+", found["choices"])
        values = {"verb": verb, "name": found["name"], "value": found["value"]}
        if all(map(str.isdecimal, choices)):
            return ParamsError("cli.usage_range", **values, first=choices[0], last=choices[-1])
        near = get_close_matches(found["value"], choices, n=1)
        if near:
            return ParamsError("cli.usage_choice_near", **values, near=near[0])
        return ParamsError("cli.usage_choice", **values, choices=", ".join(choices))
    for id, pattern in _PARTICULARS.items():
        if found := pattern.fullmatch(message):
            return ParamsError(f"cli.{id}", verb=verb, **found.groupdict())
    return ParamsError("cli.usage", verb=verb)


class Help(argparse.HelpFormatter):
    """Help with the catalogue's headings; argparse has them in English only."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],  # pyright: ignore[reportPrivateUsage] - as the base has it
        prefix: str | None = None,
    ) -> None:
        """Begin with the catalogue's word for usage."""
        super().add_usage(usage, actions, groups, f"{text('cli.usage_heading')}: " if prefix is None else prefix)

    def start_section(self, heading: str | None) -> None:
        """Put argparse's two headings into words of the catalogue."""
        named = {"positional arguments": "positional", "options": "options"}.get(heading or "")
        super().start_section(text(f"cli.usage_{named}") if named else heading)
