"""An invented register of Kota Bontang for research extracts: small enough to be read, large enough to be alike."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd

from audit.pipeline.extract_people import Universe
from audit.pipeline.params import AuditParams
from audit.pipeline.params_extract import ExtractParams
from audit.pipeline.tables import Tables
from audit.quality import Linking, SourceRows
from audit.schemas import CHILDREN, CONSENTS, HOUSEHOLDS, REGISTERED, SELECTION_FRAME, SERVICES, VISITS
from audit.store import keyed_id

__all__ = ["AS_OF", "DOCUMENTS", "audit_params", "extract_params", "universe"]

AS_OF = date(2025, 9, 15)
_DOCUMENT = {"number": "CONTOH/1", "valid_until": date(2026, 6, 30)}
DOCUMENTS = {"ethics": _DOCUMENT, "permit": _DOCUMENT, "agreement": _DOCUMENT}
_DESA = ("64.74.01.1001", "64.74.02.1004", "64.74.03.1002")
_EVERY = ["persons", "person_time", "exposures", "selection"]
_COARSE = {"sex": "none", "age": "none", "area": "district", "group": "kind", "selection": "chosen"}


def audit_params() -> AuditParams:
    """The params of an audit that has only what it must."""
    source = {
        "id": "eppgbm", "kind": "eppgbm", "path": "data/sample/64.74/a.xlsx", "producer": "Dinas Contoh",
        "cut_off": date(2025, 8, 31), "publishable": True,
    }  # fmt: skip
    return AuditParams.model_validate(
        {
            "district": {"code": "64.74", "name": "Kota Bontang"},
            "cycle": "2025-2",
            "as_of": AS_OF,
            "months": ["2025-02", "2025-08"],
            "forum": {"date": date(2025, 9, 30), "kind": "diseminasi"},
            "sources": [source],
            "sample": True,
        }
    )


def extract_params(**changes: object) -> ExtractParams:
    """Params of an extract of everything, as coarse as it goes but for time, of everybody who did not refuse."""
    given = {
        "audit": "params/64.74-kota-bontang.yaml", "recipient": "Universitas Contoh", "purpose": "Uji", **DOCUMENTS,
        "consent": {"basis": "waived", "decision": "CONTOH/2"}, "tables": _EVERY, "levels": _COARSE,
        "exposures_agreed": "Pasal 4",
    }  # fmt: skip
    return ExtractParams.model_validate(given | changes)


def universe(people: int = 400, seed: int = 1, short: float = 0.3, **changes: object) -> Universe:
    """So many children weighed in February, August or both; a quarter eligible and scored, ten of these chosen.

    ``short``: share whose length is nine centimetres below.
    """
    rng = np.random.default_rng(seed)
    ids = pd.Series(sorted(keyed_id(b"uji", str(seed), str(i)) for i in range(people)))
    born = pd.Timestamp("2022-01-01") + pd.to_timedelta(rng.integers(0, 900, people), unit="D")
    sex = rng.choice(["m", "f"], people)
    children = pd.DataFrame(
        {
            "child_id": ids, "sex": sex, "birth_date": born, "area_code": rng.choice(_DESA, people), "nik_status": "ok",
            "household_id": ids,
        }
    )  # fmt: skip
    seen = rng.integers(0, 3, people)
    rows = []
    for i, child in enumerate(ids):
        for month, day in ((0, "2025-02-06"), (1, "2025-08-06")):
            if seen[i] in (month, 2) and pd.Timestamp(day) > born[i]:
                months = (pd.Timestamp(day) - born[i]).days / 30.4375
                length = 50 + 13 * np.sqrt(months / 3) - rng.choice([0, 9], p=[1 - short, short])
                rows.append((child, pd.Timestamp(day), 1, length, "l" if months < 24 else "h"))
    visits = pd.DataFrame(rows, columns=["child_id", "visit_date", "seq", "lenhei_cm", "measure"])
    services = pd.DataFrame(
        {
            "person_id": ids[:60], "date": pd.Timestamp("2025-05-01"), "service_code": "pmt_pangan_lokal",
            "need": "intake", "stage": "received", "package": "gizi",
        }
    )  # fmt: skip
    eligible = ids[: max(people // 4, 1)]
    asked = ids[:-1][:200]
    scores = np.sort(rng.random(len(eligible)))[::-1]
    threshold = scores[min(9, len(scores) - 1)]
    chosen = np.where(np.arange(len(eligible)) < 10, "score", None)
    frame = pd.DataFrame(
        {
            "cycle": "2025-2", "person_id": eligible, "group": "balita_24_59", "score": scores, "threshold": threshold,
            "rank": np.arange(len(eligible)) + 1, "proposed_by": chosen, "chosen_by": chosen, "near_miss": False,
            "data_missing": 0.1,
        }
    )  # fmt: skip
    consents = pd.DataFrame(
        {
            "person_id": [ids.iloc[-1], *asked], "purpose": "research", "decided_on": pd.Timestamp("2025-06-01"),
            "given": [False] + [True] * len(asked),
        }
    )  # fmt: skip
    households = pd.DataFrame(
        {"household_id": ids, "welfare_rank": rng.integers(1, 11, people).astype(float), "welfare_source": "DTSEN"}
    )
    tables = Tables(
        children=CHILDREN.conform(children),
        visits=VISITS.conform(visits),
        registered=REGISTERED.empty(),
        rows=(SourceRows("eppgbm", len(rows) + 3, len(rows) + 1, 2, {"bukan_data": 2}),),
        linking=Linking(len(rows) + 1, len(rows), 1, 0, people, 2),
        consents=CONSENTS.conform(consents),
        services=SERVICES.conform(services),
        households=HOUSEHOLDS.conform(households),
        selection_frame=SELECTION_FRAME.conform(frame),
    )
    return Universe(tables, audit_params(), extract_params(**changes))
