"""The places of a synthetic register: real kecamatan and desa, invented sizes, puskesmas, posyandu and quality."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from audit.reference.areas import areas_of
from audit.reference.sample_registers import GROWTH, DistrictSpec, name_pool, rates

__all__ = ["Places", "make_places"]

_ROMAN = ("", " II", " III", " IV", " V", " VI", " VII", " VIII", " IX", " X")
_POSYANDU_DAYS = (4, 20)  # first and last day of the month on which posyandu are held; leaves room for home visits


@dataclass(frozen=True)
class Places:
    """Desa and posyandu of a district.

    ``desa``: code, name, kecamatan, kecamatan_no, puskesmas, share (of all children), growth_effect (z), wealth_desa
    and wealth_kecamatan (standard normal), attendance_effect (logit), quality (of measuring, 0-1), remote.
    ``posyandu``: desa_no, name, day (of the month). Rows are numbered from 0; ``*_no`` columns point at them.
    """

    desa: pd.DataFrame
    posyandu: pd.DataFrame
    monthly_puskesmas: str


def make_places(spec: DistrictSpec, rng: np.random.Generator) -> Places:
    """Draw the places of a district; the same generator state gives the same places."""
    areas = areas_of(spec.code)
    kecamatan_no = {k.code: i for i, k in enumerate(areas.kecamatan)}
    n, n_kecamatan, r = len(areas.desa), len(areas.kecamatan), rates()
    of_kecamatan = np.array([kecamatan_no[d.parent] for d in areas.desa])

    size = rng.gamma(r["desa_size_shape"], size=n)
    size = np.maximum(size, r["desa_size_floor"] * size.mean())
    attendance_kecamatan = rng.normal(0, r["kecamatan_attendance_sd"], n_kecamatan)
    remote = rng.random(n) < r["remote_desa"]
    desa = pd.DataFrame(
        {
            "code": [d.code for d in areas.desa],
            "name": [d.name for d in areas.desa],
            "kecamatan": [areas.by_code[d.parent].name for d in areas.desa],
            "kecamatan_no": of_kecamatan,
            "share": size / size.sum(),
            "growth_effect": rng.normal(0, GROWTH.kecamatan_sd, n_kecamatan)[of_kecamatan]
            + rng.normal(0, GROWTH.desa_sd, n),
            "wealth_desa": rng.standard_normal(n),
            "wealth_kecamatan": rng.standard_normal(n_kecamatan)[of_kecamatan],
            "attendance_effect": attendance_kecamatan[of_kecamatan]
            + rng.normal(0, r["attendance_by_desa"], n)
            + r["attendance_remote"] * remote,
            "quality": rng.beta(r["desa_quality_a"], r["desa_quality_b"], n),
            "remote": remote,
        }
    )
    desa["puskesmas"] = _puskesmas(desa, int(spec.puskesmas.value))
    return Places(
        desa, _posyandu(desa, int(spec.posyandu.value), rng), _monthly_puskesmas(desa, spec.register_size.value)
    )


def apportion(shares: np.ndarray, seats: int) -> np.ndarray:
    """Whole numbers that sum to ``seats``, at least one each, in proportion to ``shares`` (largest remainders)."""
    seats = max(seats, len(shares))
    exact = shares / shares.sum() * (seats - len(shares))
    whole = np.floor(exact).astype(np.int64)
    order = np.argsort(-(exact - whole), kind="stable")
    whole[order[: seats - len(shares) - whole.sum()]] += 1
    return whole + 1


def _puskesmas(desa: pd.DataFrame, count: int) -> np.ndarray:
    """At least one puskesmas a kecamatan: the first bears its name, further ones that of their first desa."""
    by_kecamatan = desa.groupby("kecamatan_no", sort=True)
    number = apportion(by_kecamatan["share"].sum().to_numpy(), count)
    out = np.empty(len(desa), dtype=object)
    names, taken = desa["name"].str.upper().to_numpy(), set()
    for (_, kecamatan), count_here in zip(by_kecamatan, number, strict=True):
        rows = kecamatan.index.to_numpy()
        for i, part in enumerate(np.array_split(rows, min(count_here, len(rows)))):
            own = (
                kecamatan["kecamatan"].iloc[0].upper()
                if i == 0
                else next((n for n in names[part] if n not in taken), names[part[0]])
            )
            out[part] = own
            taken.add(own)
    return out


def _monthly_puskesmas(desa: pd.DataFrame, children: float) -> str:
    """The puskesmas that weighs every month: the smallest with enough children, else the largest."""
    sizes = (desa.groupby("puskesmas", sort=True)["share"].sum() * children).sort_values(kind="stable")
    enough = sizes[sizes >= rates()["monthly_weighing_from"]]
    return str(enough.index[0] if len(enough) else sizes.index[-1])


def _posyandu(desa: pd.DataFrame, count: int, rng: np.random.Generator) -> pd.DataFrame:
    number = apportion(desa["share"].to_numpy(), count)
    pool = name_pool("posyandu")
    names = [
        name
        for n in number
        for name in [
            pool[j % len(pool)] + _ROMAN[j // len(pool)] for j in (rng.permutation(n) if n <= len(pool) else range(n))
        ]
    ]
    first, last = _POSYANDU_DAYS
    return pd.DataFrame(
        {
            "desa_no": np.repeat(np.arange(len(desa)), number),
            "name": names,
            "day": rng.integers(first, last + 1, len(names)),
        }
    )
