"""Essential indicators and totals of families, as offices report them: invented rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from audit.reference.areas import areas_of
from audit.reference.essential_indicators import essential_indicators
from audit.reference.sample_indicators import (
    FAMILY_SHARES,
    INDICATOR_SHARES,
    REPORTS,
    SampleIndicator,
    SampleReport,
    sample_indicators,
)
from audit.schemas import FAMILY_TOTALS, INDICATORS
from audit.synth.programme.world import ProgrammeWorld

__all__ = ["rows"]

_STREAM = tuple(b"programme-indicators")
_OFFICES = {
    "girls": "Dinas Kesehatan", "couples": "Kantor keluarga berencana", "pregnant": "Dinas Kesehatan",
    "children": "Dinas Kesehatan", "families": "Kantor keluarga berencana", "water": "Dinas Pekerjaan Umum",
    "protection": "Dinas Sosial",
}  # fmt: skip
_SOURCE, _OTHER, _TOTALS = "Laporan cakupan layanan", "Laporan puskesmas", "Pemutakhiran pendataan keluarga"
_UNREADABLE = "Semester I tahun ini"


def rows(world: ProgrammeWorld) -> dict[str, pd.DataFrame]:
    """Rows by canonical table, for the sheets of ``audit.reference.programme_sheets.indicators``.

    Coverage is lower where children grow worse, so that some desa meet every criterion of a lokus. Some rows are as
    real offices write them: more reached than there are, two sources, no source, a period nobody can read, a kecamatan
    that is not the sum of its desa; families at risk and not that do not add up.
    """
    rng = np.random.default_rng([world.spec.seed, int(world.spec.code.replace(".", "")), *_STREAM])
    report = REPORTS[world.spec.code]
    places = _places(world, report)
    silent = _silent(report, rng)
    told = [indicator for indicator in sample_indicators() if indicator.id not in silent]
    parts = [
        _indicator(indicator, period, i - len(report.periods) + 1, places, rng)
        for indicator in told
        for i, period in enumerate(report.periods)
    ]
    values = _with_mistakes(pd.concat(parts, ignore_index=True), report)
    return {INDICATORS.name: values, FAMILY_TOTALS.name: _families(world, rng)}


def _places(world: ProgrammeWorld, report: SampleReport) -> pd.DataFrame:
    """Areas that report, with inhabitants and how well children grow there."""
    desa = world.places.desa
    frame = pd.DataFrame(
        {
            "area_code": desa["code"],
            "people": desa["share"] * world.spec.population.value,
            "growth": desa["growth_effect"] - desa["growth_effect"].mean(),
        }
    )
    if report.level == "desa":
        return frame
    above = frame["area_code"].str.rpartition(".")[0]
    whole = frame.groupby(above).agg(people=("people", "sum"), growth=("growth", "mean"))
    return whole.rename_axis("area_code").reset_index()


def _silent(report: SampleReport, rng: np.random.Generator) -> set[str]:
    """Indicators of which nothing comes: those that offices find hardest to count, drawn."""
    ids = [indicator.id for indicator in essential_indicators() if indicator.definition != "read"]
    return set(rng.permutation(ids)[: report.unreported].tolist())


def _indicator(
    indicator: SampleIndicator, period: str, years: int, places: pd.DataFrame, rng: np.random.Generator
) -> pd.DataFrame:
    shares, known = INDICATOR_SHARES, {i.id: i for i in essential_indicators()}[indicator.id]
    better = 1.0 if known.direction == "higher" else -1.0
    logit = np.log(indicator.level / (1 - indicator.level)) + better * (
        shares.with_growth * places["growth"].to_numpy()
        + rng.normal(0, shares.desa_sd, len(places))
        + rng.normal(shares.a_year, shares.a_year_sd) * years
    )
    listed = rng.poisson(places["people"].to_numpy() * indicator.per_thousand / 1000)
    reached = rng.binomial(listed, 1 / (1 + np.exp(-logit)))
    frame = pd.DataFrame(
        {
            "indicator": indicator.id,
            "area_code": places["area_code"],
            "period": period,
            "source": _SOURCE,
            "producer": _OFFICES[known.group],
            "numerator": pd.array(reached, dtype="Int64"),
            "denominator": pd.array(listed, dtype="Int64"),
        }
    )
    frame.loc[rng.random(len(frame)) < shares.gaps, "numerator"] = pd.NA
    return frame


def _with_mistakes(values: pd.DataFrame, report: SampleReport) -> pd.DataFrame:
    newest = values[values["period"].eq(report.periods[-1]) & values["numerator"].gt(0)]
    first, second, third, fourth = (newest.iloc[[i * len(newest) // 5]].copy() for i in range(1, 5))
    values.loc[first.index, "numerator"] = values.loc[first.index, "denominator"] + 3
    second["source"] = _OTHER
    second["numerator"] -= 1
    third["source"] = pd.NA
    fourth["period"] = _UNREADABLE
    more = [second, third, fourth]
    if report.level == "desa":
        code = newest["area_code"].iloc[0].rpartition(".")[0]
        inside = newest["indicator"].eq(newest["indicator"].iloc[0]) & newest["area_code"].str.startswith(f"{code}.")
        sums = newest.loc[inside, ["numerator", "denominator"]].sum() + 7
        more.append(newest.iloc[[0]].assign(area_code=code, **{name: [n] for name, n in sums.items()}))
    return pd.concat([values, *more], ignore_index=True)


def _families(world: ProgrammeWorld, rng: np.random.Generator) -> pd.DataFrame:
    """Counts by kecamatan and of the district; in the last kecamatan two of them do not add up."""
    areas, s = areas_of(world.spec.code), FAMILY_SHARES
    above = world.places.desa["code"].str.rpartition(".")[0]
    people = world.places.desa["share"].groupby(above).sum().reindex([a.code for a in areas.kecamatan])

    def part(of: np.ndarray, name: str) -> np.ndarray:
        return rng.binomial(of, s[name])

    families = part(np.round(people.to_numpy() * world.spec.population.value).astype(int), "families")
    target = part(families, "target_families")
    at_risk = part(target, "at_risk")
    shares = [s[f"rank_{n}"] for n in range(1, 5)]
    ranks = rng.multinomial(at_risk, [*shares, 1 - sum(shares)])
    of_target = ("with_baduta", "with_balita", "couples", "couples_pregnant", "mother_too_young", "mother_too_old",
                 "births_too_close", "children_too_many")  # fmt: skip
    frame = pd.DataFrame(
        {
            "area_code": people.index,
            "families": families,
            "target_families": target,
            **{f"rank_{n}": ranks[:, n - 1] for n in range(1, 5)},
            "rank_above": ranks[:, 4],
            "at_risk": at_risk,
            "not_at_risk": target - at_risk,
            **{name: part(target, name) for name in of_target},
            **{name: part(at_risk, name) for name in ("unsafe_water", "unhealthy_latrine")},
        }
    )
    whole = frame.drop(columns="area_code").sum().to_frame().T.assign(area_code=areas.district.code)
    frame.loc[frame.index[-1], "not_at_risk"] += 12
    year = f"{world.on:%Y}"
    return pd.concat([whole, frame], ignore_index=True).assign(
        period=year, source=_TOTALS, producer="Kantor keluarga berencana"
    )
