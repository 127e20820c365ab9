"""BPS' codes of districts and kecamatan by Kemendagri's: two systems that look alike and name different places."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

__all__ = ["bps_codes"]


@cache
def bps_codes() -> Mapping[str, str]:
    """BPS code (4 digits a district, 7 a kecamatan) by Kemendagri code, with dots.

    Bengkalis is 14.03 and 1408, while BPS' 1403 is Indragiri Hilir: never join on the digits. Districts as bridged by
    BPS, kecamatan of 2020; areas that are newer have none (26 districts of Papua among them). Desa are not bridged.
    Source: cahyadsn/wilayah (MIT), made by ``tools/make_bps_codes.py``.
    """
    text = (files("audit.reference") / "tables" / "bps_codes.csv").read_text(encoding="utf-8")
    return MappingProxyType({row["code"]: row["bps"] for row in csv.DictReader(io.StringIO(text))})
