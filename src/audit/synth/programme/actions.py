"""Convergence actions, their evidence and grades, registers of the programme, and cadres: invented rows.

Bengkalis and Bontang, whose own programme the actions are, hold most; the others a beginning, as offices have it. No
row is what an office of that name did.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from audit.reference.action_frameworks import framework
from audit.reference.sample_registers import name_pool
from audit.synth.programme.action_words import (
    ADVICE,
    FIGURES,
    HEARD,
    HINDERED,
    LAWS,
    NEW,
    OWNERS,
    TOPICS,
)
from audit.synth.programme.world import ProgrammeWorld

__all__ = ["rows"]

_FULL = ("14.03", "64.74")
_EIGHT, _P3S = "aksi8_2018_2024", "p3s_2025"
_YEAR = 2024  # of the eight; the next is of P3S
_QUARTERS = ("2025-Q1", "2025-Q2")
_LATE, _ABSENT = 0.25, 0.15  # shares of actions that are late, of outputs that lack their proof
_RUPIAH = 5_000_000
# Shares of cadres (of desa for the first), and in the rest of rows: invented, no source.
_SHARES = {
    "no_kpm_row": 0.04, "sk_ended": 0.08, "trained": 0.7, "stopped": 0.05, "has_sk": 0.93, "form_known": 0.95,
    "form_filed": 0.85, "coached": 0.6, "paid": 0.8,
}  # fmt: skip
Row = dict[str, Any]


def rows(world: ProgrammeWorld) -> dict[str, pd.DataFrame]:
    """Rows by canonical table, for the sheets of ``audit.reference.programme_sheets.actions``.

    A few mistakes of real lists are among them: an action without its name, one of the eight in a year that they no
    longer cover, evidence without a number, an answer without its day, a kind of cadres that no list knows, a desa
    that is nowhere.
    """
    rng = np.random.default_rng(
        [world.spec.seed, int(world.spec.code.replace(".", "")), zlib.crc32(b"programme-actions")]
    )
    drawn = {
        "action_years": _years(world, rng),
        **_done(world, rng),
        "action_recommendations": _advice(world),
        "cadres": _cadres(world, rng),
        "regulations": _laws(world),
        "consultations": _heard(world),
        "obstacles": _hindered(world),
        "innovations": _innovations(world),
        "publications": _published(world),
    }
    return {name: pd.DataFrame(list(of)) for name, of in drawn.items() if of}


def _full(world: ProgrammeWorld) -> bool:
    return world.spec.code in _FULL


def _actions(world: ProgrammeWorld) -> Iterator[tuple[str, int, int, str, tuple[int, ...]]]:
    """Framework, year, number in the list, action and its months; a district that has only begun tells of fewer."""
    eight, p3s = framework(_EIGHT), framework(_P3S)
    for i, action in enumerate(eight.actions[: None if _full(world) else 5]):
        yield _EIGHT, _YEAR, i, action.id, action.months
    for i, action in enumerate(p3s.actions[: 5 if _full(world) else 2]):
        yield _P3S, _YEAR + 1, i, action.id, (2 + 2 * i, 3 + 2 * i)


def _years(world: ProgrammeWorld, rng: np.random.Generator) -> list[Row]:
    out: list[Row] = []
    for of, year, i, action, months in _actions(world):
        first = pd.Timestamp(year=year, month=months[0], day=1)
        last = pd.Timestamp(year=year + (months[-1] < months[0]), month=months[-1], day=1) + pd.offsets.MonthEnd(0)
        done = last + pd.Timedelta(days=int(rng.integers(20, 90)) if rng.random() < _LATE else -int(rng.integers(0, 9)))
        budget = int(rng.integers(6, 60)) * _RUPIAH
        open_still = done > world.on or (of == _EIGHT and i == 5)
        out.append(
            {
                "area_code": world.spec.code, "year": year, "framework": of, "action": action,
                "local_name": "Forum konsultasi publik" if _is_forum(world, of, action) else None,
                "owner": OWNERS[world.spec.code][i % len(OWNERS[world.spec.code])],
                "planned_from": first, "planned_to": last if i != 3 or of == _EIGHT else None,
                "started_on": first + pd.Timedelta(days=int(rng.integers(0, 20))) if first <= world.on else None,
                "finished_on": None if open_still else done,
                "status": "selesai" if not open_still else "proses" if first <= world.on else "belum",
                "budget_rupiah": budget,
                "realised_rupiah": None if of == _P3S else round(budget * float(rng.uniform(0.7, 1.0)), -5),
                "self_grade": "A" if of == _EIGHT and i < 5 else None,
                "panel_grade": ("A", "B", "A", "B", "B")[i] if of == _EIGHT and i < 5 and _full(world) else None,
            }
        )  # fmt: skip
    wrong = {"area_code": world.spec.code, "year": _YEAR, "framework": _EIGHT, "action": None, "status": "selesai"}
    late = wrong | {"year": _YEAR + 1, "action": "rembuk_stunting"}  # the eight no longer cover that year
    return [*out, wrong, late]


def _is_forum(world: ProgrammeWorld, of: str, action: str) -> bool:
    return world.spec.code == "64.74" and (of, action) == (_EIGHT, "reviu_kinerja")


def _done(world: ProgrammeWorld, rng: np.random.Generator) -> Mapping[str, list[Row]]:
    """Outputs of the eight, their evidence, and the grades of indicator 1.1; of P3S no source names an output."""
    outputs: list[Row] = []
    evidence: list[Row] = []
    for of, year, i, action, months in _actions(world):
        key = {"area_code": world.spec.code, "year": year, "framework": of, "action": action}
        known = framework(of)[action]
        day = pd.Timestamp(year=year + (months[-1] < months[0]), month=months[-1], day=15)
        if day > world.on:
            continue
        for j, output in enumerate(known.outputs):
            if rng.random() < _ABSENT:
                continue
            outputs.append(key | {"output": output, "done_on": day})
            if rng.random() < _ABSENT:
                continue
            number = f"000.9/{(i + 1) * 10 + j}/{world.spec.code}/{day:%Y}"
            kind = known.evidence[j % len(known.evidence)]
            named = None if j == 1 and action == "rencana_kegiatan" else number
            evidence.append(key | {"output": output, "kind": kind, "reference": named, "dated_on": day})
        if of == _P3S:
            evidence.append(key | {"kind": "laporan", "reference": f"000.9/{i + 1}/P3S/{day:%Y}", "dated_on": day})
    key = {"area_code": world.spec.code, "year": _YEAR, "framework": _EIGHT, "action": "analisis_situasi"}
    given = (("daerah", "A"), ("panel_1", "B"), ("panel_2", "A")) if _full(world) else (("daerah", "A"),)
    graded = pd.Timestamp(year=_YEAR + 1, month=5, day=20)
    grades = [key | {"indicator": "1.1", "grader": who, "grade": grade, "graded_on": graded} for who, grade in given]
    return {"action_outputs": outputs, "action_evidence": evidence, "action_grades": grades}


def _advice(world: ProgrammeWorld) -> list[Row]:
    key = {"area_code": world.spec.code, "year": _YEAR, "framework": _EIGHT}
    given = {"given_on": pd.Timestamp(year=_YEAR + 1, month=6, day=2)}
    return [
        {"recommendation_id": f"R{i + 1}"} | key | given | {"action": action, "text": said, "opd": opd}
        for i, (action, said, opd) in enumerate(ADVICE.get(world.spec.code, ()))
    ]


def _cadres(world: ProgrammeWorld, rng: np.random.Generator) -> list[Row]:
    """One KPM and two cadres of posyandu a desa, each under a name of its own."""
    first, last = name_pool("mother"), name_pool("last")
    desa = world.places.desa["code"].tolist()
    pairs = rng.permutation(len(first) * len(last))[: 3 * len(desa)]
    names = [f"{first[pair % len(first)]} {last[pair // len(first)]}" for pair in pairs]
    out: list[Row] = []

    def drawn(share: str) -> bool:
        return bool(rng.random() < _SHARES[share])

    for i, code in enumerate(desa):
        for j, kind in enumerate(("kpm", "posyandu", "posyandu")):
            if kind == "kpm" and drawn("no_kpm_row"):  # a desa that handed nothing in
                continue
            begun = pd.Timestamp(year=int(rng.integers(2019, 2025)), month=1, day=2)
            until = pd.Timestamp(year=2024 if drawn("sk_ended") else 2026, month=12, day=31)
            trained = begun + pd.Timedelta(days=int(rng.integers(30, 700))) if drawn("trained") else None
            ended = pd.Timestamp(year=2025, month=5, day=10) if drawn("stopped") else None
            fixed = {
                "cadre_id": names[3 * i + j], "area_code": code, "kind": kind, "has_sk": drawn("has_sk"),
                "sk_from": begun, "sk_until": until, "trained_on": trained,
                "training_topic": TOPICS[int(rng.integers(len(TOPICS)))] if trained is not None else None,
                "started_on": begun, "ended_on": ended,
            }  # fmt: skip
            out += [
                fixed
                | {
                    "quarter": quarter, "form_filed": drawn("form_filed") if drawn("form_known") else None,
                    "coached": drawn("coached"), "incentive_paid": drawn("paid"),
                }
                for quarter in (_QUARTERS if _full(world) else _QUARTERS[1:])
            ]  # fmt: skip
    return [*out, out[0] | {"cadre_id": f"{first[0]} {first[1]}", "kind": "Kader lansia"}]


def _laws(world: ProgrammeWorld) -> list[Row]:
    return [
        {
            "area_code": world.spec.code, "kind": kind, "number": number, "dated_on": pd.Timestamp(day),
            "obliges": obliges, "in_force_until": pd.Timestamp(until) if until else None, "open_ended": open_ended,
            "desa_covered": "; ".join(world.places.desa["code"].tolist()[:5]) if kind == "sk" else None,
        }
        for kind, number, day, obliges, until, open_ended in LAWS[world.spec.code]
    ]  # fmt: skip


def _heard(world: ProgrammeWorld) -> list[Row]:
    days = ("given_on", "answered_on", "decided_on")
    names = ("forum", "channel", "theme", "given_on", "input", "answer", "answered_on", "decision", "decided_on")
    out = [{"area_code": world.spec.code} | dict(zip(names, said, strict=True)) for said in HEARD[world.spec.code]]
    return [
        row | {name: pd.Timestamp(str(row[name])) if row[name] else None for name in days}
        | {"area_code": world.places.desa["code"].iloc[i] if i % 2 else world.spec.code}
        for i, row in enumerate(out)
    ]  # fmt: skip


def _hindered(world: ProgrammeWorld) -> list[Row]:
    names = ("forum", "raised_on", "kind", "obstacle", "owner", "due_on", "status", "closed_on")
    said = HINDERED if _full(world) else HINDERED[:4]
    out = []
    for i, parts in enumerate(said):
        row: Row = dict(zip(names, parts, strict=True))
        row |= {name: pd.Timestamp(row[name]) if row[name] else None for name in ("raised_on", "due_on", "closed_on")}
        row["owner"] = OWNERS[world.spec.code][int(row["owner"])] if row["owner"] else None
        out.append({"area_code": world.places.desa["code"].iloc[2 * i]} | row)
    return [*out, out[0] | {"area_code": "Desa Entah", "obstacle": "Tempat yang tidak ada pada daftar"}]


def _innovations(world: ProgrammeWorld) -> list[Row]:
    names = ("innovation", "owner", "since", "evidence", "may_copy")
    out = [{"area_code": world.spec.code} | dict(zip(names, said, strict=True)) for said in NEW[world.spec.code]]
    return [row | {"since": pd.Timestamp(str(row["since"]))} for row in out]


def _published(world: ProgrammeWorld) -> list[Row]:
    said = FIGURES if _full(world) else FIGURES[:2]
    owner = OWNERS[world.spec.code][1]
    return [
        {
            "area_code": world.spec.code, "published_on": pd.Timestamp(day) if day else None, "place": place,
            "figure": figure, "approved_by": f"Kepala {owner}" if approved else None,
        }
        for day, place, figure, approved in said
    ]  # fmt: skip
