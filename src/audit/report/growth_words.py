"""What is said with one child's growth chart: title, labels, notes and the table of gains, all from the series."""

from __future__ import annotations

from dataclasses import dataclass
from math import isnan

from audit.anthropometry.growth_course import Change, change_since_help, course
from audit.anthropometry.growth_series import AtAge, GrowthPoint, GrowthSeries
from audit.anthropometry.growth_spells import SPELLS, spells
from audit.anthropometry.length_gains import length_gains
from audit.language import number, text
from audit.language.catalogue import Language
from audit.reference.anthropometry_rules import DAYS_PER_MONTH
from audit.report.content import Column, Row, Table, TableCell

__all__ = ["GrowthWords"]

_Z_DIGITS, _CM_DIGITS = 2, 1
_SAME_CM = 0.05  # heights of one decimal that differ by less are the same


@dataclass(frozen=True, slots=True)
class GrowthWords:
    """Words about one series in one language. Restricted edition only: every one of them is about one child."""

    series: GrowthSeries
    language: Language = "id"

    def say(self, id: str, /, **values: object) -> str:
        """Words of the chart's catalogue."""
        return text(f"growth_chart.{id}", self.language, **values)

    def title(self) -> str:
        """Since when the child is below -2 SD, and what came after an intervention: computed, never written by hand."""
        id, point = course(self.series)
        if point is None:
            return self.say(f"title.{id}")
        words = self.say(f"title.{id}", age=self.age(point.judged, corrected=point.corrected is not None))
        change = change_since_help(self.series)
        if change is None:
            return words
        after = self.say(f"change.{change.verdict}", event=change.event.name)
        return self.say("title.changed", course=words, change=after)

    def subtitle(self) -> str:
        """What is drawn, of whom, by which standard and which age."""
        words = self.say("subtitle", sex=text(f"group.sex.{self.series.sex}", self.language).lower())
        weeks = self.series.gestation_weeks
        return words if weeks is None else self.say("subtitle_preterm", subtitle=words, weeks=weeks)

    def alt(self) -> str:
        """The chart for those who cannot see it."""
        last = self.last()
        return self.say(
            "alt", spells=self.spells(), title=self.title(), subtitle=self.subtitle(), n=len(self.series.points),
            last="; ".join(self.measured(last) if last else ["–"]),
        )  # fmt: skip

    def spells(self) -> str:
        """When the child was below -2 SD, kind by kind: ``pendek umur 12–21 bulan; gizi kurang tidak pernah``."""
        found = spells(self.series)
        said = []
        for kind in SPELLS:
            ages = [(int(day / DAYS_PER_MONTH) for day in (s.from_day, s.to_day)) for s in found if s.kind == kind]
            spans = [f"{a}–{b}" if a != b else f"{a}" for a, b in ages]
            name = self.say(f"spell.{kind}")
            said.append(
                self.say("spell.at", kind=name, ages=", ".join(spans)) if spans else self.say("spell.never", kind=name)
            )
        return "; ".join(said)

    def last(self) -> GrowthPoint | None:
        """The newest measurement that is believed."""
        return next((point for point in reversed(self.series.points) if point.believed), None)

    def measured(self, point: GrowthPoint) -> list[str]:
        """``21 bln, 76,9 cm, z −2,23``; a second line at corrected age."""
        born, cm = point.born, self.cm(point.cm)
        if isnan(born.haz):
            lines = [self.say("measured", age=born.months, cm=cm)]
        else:
            lines = [self.say("measured_z", age=born.months, cm=cm, z=self.z(born.haz))]
        if point.corrected:
            lines.append(self.say("corrected_z", age=point.corrected.months, z=self.z(point.corrected.haz)))
        return lines

    def age(self, at: AtAge, *, corrected: bool) -> str:
        """``umur 12 bulan``, or ``umur koreksi 12 bulan``."""
        return self.say("age_corrected" if corrected else "age", n=at.months)

    def cm(self, x: float) -> str:
        """``76,9``."""
        return number(x, _CM_DIGITS, language=self.language)

    def z(self, x: float) -> str:
        """``−2,23``."""
        return number(x, _Z_DIGITS, language=self.language)

    def notes(self) -> tuple[str, ...]:
        """Everything that a reader must know of single measurements: nothing is dropped without a word."""
        points = self.series.points
        notes = [
            self.say(
                "note.doubt", age=point.born.months, cm=self.cm(point.measured_cm),
                reasons="; ".join(self.say(f"doubt.{rule}") for rule in point.doubts),
            )
            for point in points
            if point.doubts
        ]  # fmt: skip
        change = change_since_help(self.series)
        if change:
            notes.insert(0, self._change(change))
        moved = [str(p.born.months) for p in points if p.believed and abs(p.cm - p.measured_cm) > _SAME_CM]
        if moved:
            notes.append(self.say("note.posture", ages=", ".join(dict.fromkeys(moved))))
        if any(point.believed and isnan(point.judged.haz) for point in points) and self.series.gestation_weeks:
            notes.append(self.say("note.before_term"))
        if self.series.beyond:
            notes.append(self.say("note.beyond", n=self.series.beyond))
        return tuple(notes)

    def _change(self, change: Change) -> str:
        values: dict[str, object] = {}
        for when, at in (("before", change.old), ("after", change.new)):
            values[f"z_{when}"] = self.z(at.haz)
            values[f"gap_{when}"] = self.cm(at.had_cm)
            values[f"age_{when}"] = self.age(at, corrected=change.corrected)
        return self.say("note.change", event=change.event.name, **values)

    def gains(self) -> Table | None:
        """Centimetres gained per three months beside WHO's median; ``None`` with fewer than two measurements."""
        gains = length_gains(self.series)
        if not gains:
            return None
        columns = tuple(Column(id, self.say(f"gains.{id}")) for id in ("ages", "days", "gain", "per_period", "median"))
        rows = tuple(
            Row(
                (
                    TableCell(f"{gain.from_months}–{gain.to_months}"),
                    TableCell(number(gain.days, language=self.language), gain.days),
                    *(TableCell(self.cm(x), x) for x in (gain.gain_cm, gain.per_period_cm, gain.median_per_period_cm)),
                )
            )
            for gain in gains
        )
        return Table(self.say("gains.caption"), columns, rows, notes=(self.say("gains.note"),))
