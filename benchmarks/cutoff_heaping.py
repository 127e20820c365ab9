"""False alarms, power, the estimate and the two verdicts of ``cutoff_heaping`` over seeded districts.

    python benchmarks/cutoff_heaping.py [all|singles|districts|levels] [seeds]

A district: ages 0-59 months uniform in days, true HAZ N(-1.2, 1.05), technical error 0.3 z, heights rounded to 1, 0.5
or 0.1 cm (20, 50, 30 % of children), z by WHO to two decimals. "Moved": a share of all children of an area is taken
from below -2, nearer ones likelier, and entered at the smallest height that is not stunted (exact), the next half or
whole cm, or spread over [-2.0, -1.7). "Re-measured": a share of the short children is measured once more, nobody else.
"Levels": 100 posyandu of 60 children in 25 desa and 7 kecamatan; the public sentence speaks of heaping where there is
any alarm. Compared are one false discovery rate a level and direction, and one for all of them.
"""

import sys
import time

import numpy as np
import pandas as pd

from audit.anthropometry import value_at_z, zscores
from audit.quality.cutoff_heaping import cutoff_heaping, heaping_at_levels
from audit.reference.statistics import FALSE_DISCOVERIES
from audit.survey.false_discoveries import benjamini_hochberg

MEAN, SD, ERROR = -1.2, 1.05, 0.3
STEPS, MIX = np.array([1.0, 0.5, 0.1]), (0.2, 0.5, 0.3)
LAST_DAY = 1825
CUT = -2.0


class District:
    """Children of ``areas`` x ``size`` with what was written down; the mix of rounding varies between areas."""

    def __init__(self, areas: int, size: int, rng: np.random.Generator, error: float = ERROR, area_sd: float = 0.0):
        n = areas * size
        self.rng, self.error = rng, error
        self.area = np.repeat(np.arange(areas), size)
        self.sex, self.days = rng.choice(["m", "f"], n), rng.integers(0, LAST_DAY + 1, n)
        self.true = rng.normal(MEAN, SD, n) + rng.normal(0, area_sd, areas)[self.area]
        mixes = rng.dirichlet(np.array(MIX) * 10, areas).cumsum(axis=1)
        self.step = STEPS[np.minimum((rng.random(n)[:, None] > mixes[self.area]).sum(axis=1), 2)]
        self.cm = self._measured(np.arange(n))
        self.z = self._scored(self.cm, np.arange(n))

    def _measured(self, rows: np.ndarray) -> np.ndarray:
        z = self.true[rows] + self.rng.normal(0, self.error, len(rows))
        cm = value_at_z("haz", self.sex[rows], self.days[rows], z)
        return np.round(np.round(cm / self.step[rows]) * self.step[rows], 1)

    def _scored(self, cm: np.ndarray, rows: np.ndarray) -> np.ndarray:
        return zscores(sex=self.sex[rows], age=self.days[rows], lenhei=cm)["haz"].to_numpy(copy=True)

    def remeasure(self, share: float, areas: int) -> None:
        short = np.flatnonzero((self.z < CUT) & (self.area < areas))
        again = short[self.rng.random(len(short)) < share]
        self.cm[again] = self._measured(again)
        self.z[again] = self._scored(self.cm[again], again)

    def move(self, share: float, areas: int, how: str = "exact") -> None:
        for area in range(areas):
            here = np.flatnonzero(self.area == area)
            short = here[self.z[here] < CUT]
            near = np.exp((self.z[short] - CUT) / 0.5)
            chosen = self.rng.choice(
                short, min(round(share * len(here)), len(short)), replace=False, p=near / near.sum()
            )
            self.cm[chosen] = self._lifted(chosen, how)
            self.z[chosen] = self._scored(self.cm[chosen], chosen)

    def _lifted(self, rows: np.ndarray, how: str) -> np.ndarray:
        if how == "spread":
            z = self.rng.uniform(-1.97, -1.71, len(rows))
            return np.round(value_at_z("haz", self.sex[rows], self.days[rows], z), 1)
        step = {"exact": 0.1, "half": 0.5, "whole": 1.0}[how]
        edge = value_at_z("haz", self.sex[rows], self.days[rows], CUT - 0.005)
        cm = np.round(np.ceil(np.round(edge / step, 6)) * step, 1)
        z = self._scored(cm, rows)
        short = z < CUT
        cm[short] = np.round(cm[short] + step, 1)
        return cm

    def frame(self, by: str) -> pd.DataFrame:
        return pd.DataFrame({by: self.area, "sex": self.sex, "age_days": self.days, "lenhei_cm": self.cm})

    def table(self) -> pd.DataFrame:
        return cutoff_heaping(self.frame("area_code")).table


def runs(seeds: int, make) -> list[pd.DataFrame]:
    return [make(np.random.default_rng([2026, seed])) for seed in range(seeds)]


def single(size: int, *, moved: float = 0, how: str = "exact", again: float = 0, error: float = ERROR):
    def make(rng):
        district = District(1, size, rng, error)
        district.remeasure(again, 1)
        district.move(moved, 1, how)
        return district.table()

    return make


def many(
    areas: int, size: int, touched: int, *, moved: float = 0, how: str = "exact", again: float = 0, sd: float = 0.2
):
    def make(rng):
        district = District(areas, size, rng, area_sd=sd)
        district.remeasure(again, touched if not moved else areas)
        district.move(moved, touched, how)
        return district.table()

    return make


def report_single(name: str, tables: list[pd.DataFrame], truth: int = 0) -> None:
    t = pd.concat(tables)
    cover = ((t["moved_low"] <= truth) & (t["moved_high"] >= truth)).mean()
    pile = ((t["p"] < 0.05) & (t["p_spike"] < 0.05)).mean()
    print(
        f"{name:44s} p<.05 {(t['p'] < 0.05).mean():.3f}  spike {(t['p_spike'] < 0.05).mean():.3f}  both {pile:.3f}"
        f"  lowered {(t['p_lowered'] < 0.05).mean():.3f}  placebo {(t['placebo_p'] < 0.05).mean():.3f}"
        f"  pile {(t['verdict'] == 'pile').mean():.3f} gap {(t['verdict'] == 'gap').mean():.3f}"
        f"  moved {t['moved'].mean():.1f} of {truth}, covered {cover:.3f}",
        flush=True,
    )


def report_many(name: str, tables: list[pd.DataFrame], touched: int) -> None:
    fdp, power, piles_clean, piles = [], [], [], []
    for t in tables:
        real = t["area_code"] < touched
        fdp.append((t["alarm"] & ~real).sum() / max(t["alarm"].sum(), 1))
        power.append(t.loc[real, "alarm"].mean() if touched else np.nan)
        piles.append((t.loc[real, "verdict"] == "pile").mean() if touched else np.nan)
        piles_clean.append(((t["verdict"] == "pile") & ~real).sum())
    clean = pd.concat([t[t["area_code"] >= touched] for t in tables])
    print(
        f"{name:44s} FDP {np.mean(fdp):.3f}  power {np.mean(power):.3f}  pile {np.mean(piles):.3f}"
        f"  piles elsewhere {np.sum(piles_clean)}  clean: p<.05 {(clean['p'] < 0.05).mean():.3f}"
        f"  lowered q<.05 {clean['alarm_lowered'].mean():.4f}  placebo {(clean['placebo_p'] < 0.05).mean():.3f}",
        flush=True,
    )


def speed() -> None:
    rng = np.random.default_rng(1)
    district = District(400, 50, rng, area_sd=0.2)
    frame = district.frame("posyandu")
    frame["desa"], frame["kecamatan"] = frame["posyandu"] // 6, frame["posyandu"] // 45
    cutoff_heaping(frame, by="kecamatan")
    start = time.process_time()
    for level in ("kecamatan", "desa", "posyandu"):
        cutoff_heaping(frame, by=level)
    print(f"20,000 children, 9 kecamatan, 67 desa, 400 posyandu: {time.process_time() - start:.2f} CPU s")


def singles(seeds: int) -> None:
    for size in (60, 600, 4600):
        report_single(f"clean, n {size}", runs(seeds, single(size)))
    for error in (0.1, 0.3):
        for share in (1.0, 0.7, 0.5):
            name = f"honest, {share:.0%} of short ones again, error {error}"
            report_single(name, runs(seeds, single(600, again=share, error=error)))
    for how, shares in (("exact", (0.03, 0.05, 0.1)), ("half", (0.1,)), ("whole", (0.1,)), ("spread", (0.1,))):
        for share in shares:
            name, truth = f"n 600, {share:.0%} moved, {how}", round(600 * share)
            report_single(name, runs(seeds, single(600, moved=share, how=how)), truth)


def districts(seeds: int) -> None:
    report_many("40 x 60, none moved", runs(seeds, many(40, 60, 0)), 0)
    report_many("40 x 60, 1 moved 10 %", runs(seeds, many(40, 60, 1, moved=0.1)), 1)
    report_many("40 x 60, 4 moved 10 %", runs(seeds, many(40, 60, 4, moved=0.1)), 4)
    report_many("40 x 600, 8 moved 3 %", runs(seeds, many(40, 600, 8, moved=0.03)), 8)
    report_many("40 x 600, none moved", runs(seeds, many(40, 600, 0)), 0)
    for share in (1.0, 0.7, 0.5):
        report_many(f"40 x 600, {share:.0%} of short again (honest)", runs(seeds, many(40, 600, 40, again=share)), 40)
    report_many("40 x 600, 8 moved 10 %", runs(seeds, many(40, 600, 8, moved=0.1)), 8)


LEVELS = ("kecamatan", "desa", "posyandu")


def levels(seeds: int) -> None:
    report_levels("none moved", seeds)
    report_levels("1 posyandu, 10 % moved", seeds, moved=0.1)
    report_levels("70 % of short again (honest)", seeds, again=0.7)


def report_levels(name: str, seeds: int, *, moved: float = 0, again: float = 0) -> None:
    rows = []
    for seed in range(seeds):
        district = District(100, 60, np.random.default_rng([2026, seed]), area_sd=0.2)
        district.remeasure(again, 100)
        district.move(moved, 1)
        frame = district.frame("posyandu").assign(desa=district.area // 4, kecamatan=district.area // 16)
        t = heaping_at_levels(frame, LEVELS).table
        one = [t[t["level"] == level] for level in LEVELS]
        apart = [benjamini_hochberg(x[p]) < FALSE_DISCOVERIES for p in ("p", "p_lowered") for x in one]
        alarm = t["alarm"] | t["alarm_lowered"]
        first = (t["level"] == "posyandu") & (t["name"] == 0)
        rows.append(
            [np.concatenate(apart).any(), alarm.any(), apart[2][0], alarm[first].any(), (t["verdict"] == "pile").any()]
        )
    apart, family, alone, among, pile = np.mean(rows, axis=0)
    print(
        f"{name:44s} any alarm {apart:.3f} level by level, {family:.3f} as one family"
        f"  the first posyandu {alone:.3f}, {among:.3f}  any pile {pile:.3f}",
        flush=True,
    )


def main(what: str = "all", seeds: int = 200) -> None:
    speed()
    for name, part in (("singles", singles), ("districts", districts), ("levels", levels)):
        if what in ("all", name):
            part(seeds)


if __name__ == "__main__":
    main(*sys.argv[1:2], *map(int, sys.argv[2:]))
