"""Sponsors by kind and quarter, whom they newly support, and months promised beside months in which something came."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from audit.programme.quarter import MONTHS_A_QUARTER, MONTHS_A_YEAR, Quarter, month_numbers
from audit.reference.sponsor_rules import DONOR, DONOR_KINDS, GIVEN_BY, ITEMS, QUARTERS_SHOWN
from audit.results import Cell, CountTable, Partition
from audit.survey import count_table

__all__ = ["Months", "donors_by_quarter", "items_brought", "months_kept", "newly_supported", "quarters_to"]

EARLIER, NO_DAY = "earlier", "quarter.unknown"


@dataclass(frozen=True, slots=True)
class Months:
    """Months of all sponsorships of a programme that began: ``due`` so far as promised, ``kept`` with a delivery.

    ``sponsorships`` with a beginning and a number of months; ``unknown`` others, of which nothing is due.
    """

    programme: str
    sponsorships: int
    due: int
    kept: int
    unknown: int


def quarters_to(as_of: date) -> tuple[str, ...]:
    """The newest quarters up to a day, oldest first: ``2025-Q3``."""
    newest = (as_of.year * MONTHS_A_YEAR + as_of.month - 1) // MONTHS_A_QUARTER
    a_year = MONTHS_A_YEAR // MONTHS_A_QUARTER
    return tuple(Quarter(n // a_year, n % a_year + 1).id for n in range(newest - QUARTERS_SHOWN + 1, newest + 1))


def _joined(as_of: date) -> Partition:
    return Partition("joined", {"": (EARLIER, *quarters_to(as_of), NO_DAY)})


def _quarter(days: pd.Series, shown: Sequence[str]) -> np.ndarray:
    """The level of ``joined`` of each day: a quarter shown, earlier, or not known."""
    number = month_numbers(days)
    names = np.array([f"{m // MONTHS_A_YEAR + 1970}-Q{m % MONTHS_A_YEAR // MONTHS_A_QUARTER + 1}" for m in number])
    known = np.where(np.isin(names, list(shown)), names, EARLIER)
    return np.where(number < 0, NO_DAY, known)


def donors_by_quarter(donors: pd.DataFrame, period: str, *, as_of: date) -> CountTable:
    """Sponsors by kind and by the quarter in which they joined, with both margins; later ones are not known yet."""
    rows = donors[~(donors["joined_on"] > pd.Timestamp(as_of)).to_numpy(dtype=bool, na_value=False)]
    joined = _joined(as_of)
    quarter = _quarter(rows["joined_on"], quarters_to(as_of))
    frame = pd.DataFrame({"period": period, "donor": _kind(rows["kind"]), "joined": quarter})
    kinds: list[str] = ["donor", *DONOR.below("donor")]
    cells = [Cell.of(period, donor=kind, joined=quarter) for kind in kinds for quarter in (None, *joined.below(None))]
    return count_table("sponsor_donors", frame, cells, (DONOR, joined))


def newly_supported(
    rows: pd.DataFrame, donors: pd.DataFrame, programme: str, period: str, *, as_of: date
) -> CountTable:
    """Children (BAAS) or families (Genting) by the quarter in which they first had a sponsor of the programme, and by
    the kind of that sponsor; a sponsor whom the list of sponsors does not hold is of no known kind.
    """
    own = rows[rows["programme"].eq(programme).fillna(False).to_numpy(dtype=bool)]
    own = own[~(own["started_on"] > pd.Timestamp(as_of)).to_numpy(dtype=bool, na_value=False)]
    whom = own["person_id"] if programme == "baas" else own["family"]
    own = own.assign(whom=whom).dropna(subset=["whom"]).sort_values("started_on", kind="stable")
    first = own.drop_duplicates("whom")
    known = donors.drop_duplicates("donor_id").set_index("donor_id")["kind"]
    joined, whole = _joined(as_of), f"new_{programme}"
    frame = pd.DataFrame(
        {
            "period": period,
            "supported": whole,
            "given_by": _kind(known.reindex(first["donor_id"])).to_numpy(),
            "joined": _quarter(first["started_on"], quarters_to(as_of)),
        }
    )
    by = (Partition("supported", {whole: ()}), GIVEN_BY, joined)
    kinds, quarters = (None, *GIVEN_BY.below(None)), (None, *joined.below(None))
    cells = [Cell.of(period, supported=whole, given_by=kind, joined=quarter) for kind in kinds for quarter in quarters]
    return count_table(f"sponsor_new_{programme}", frame, cells, by)


def _kind(kinds: pd.Series) -> pd.Series:
    return kinds.astype(object).where(kinds.isin(DONOR_KINDS), "donor.unknown")


def months_kept(rows: pd.DataFrame, brought: pd.DataFrame, programme: str, *, as_of: date) -> Months:
    """Months promised up to a day, and those of them with a delivery. A month counts once, however much came.

    ``brought`` of ``sponsor_ledger.delivered``. A month is due from its first day on: a sponsorship that began today
    owes one. More months with a delivery than are due count as those due. What came before or after counts for none.
    """
    day = pd.Timestamp(as_of)
    own = rows[rows["programme"].eq(programme).fillna(False).to_numpy(dtype=bool)]
    own = own[~(own["started_on"] > day).to_numpy(dtype=bool, na_value=False)]
    known = own[(own["started_on"].notna() & own["months_planned"].gt(0)).to_numpy(dtype=bool)]
    end = known["over_on"].where(known["over_on"] < day, day)
    elapsed = month_numbers(end) - month_numbers(known["started_on"])
    elapsed = elapsed + (end.dt.day >= known["started_on"].dt.day).to_numpy()
    due = np.minimum(np.maximum(elapsed, 1), known["months_planned"].to_numpy(dtype=float))
    came = brought[(brought["delivered_on"] >= brought["started_on"]).to_numpy(dtype=bool, na_value=False)]
    came = came[(came["delivered_on"] <= day).to_numpy(dtype=bool)]
    month = pd.Series(month_numbers(came["delivered_on"]), index=came["sponsorship_id"])
    kept = month.groupby(level=0).nunique().reindex(known["sponsorship_id"]).fillna(0).to_numpy(dtype=float)
    return Months(programme, len(known), int(due.sum()), int(np.minimum(kept, due).sum()), len(own) - len(known))


def items_brought(brought: pd.DataFrame, programme: str, period: str) -> CountTable:
    """Rows of deliveries by item, and by whether a proof is named: rows of a ledger, not people."""
    own = brought[brought["programme"].eq(programme).fillna(False).to_numpy(dtype=bool)]
    item = own["item"].astype(object).where(own["item"].isin(ITEMS), "item.unknown")
    counts = item.value_counts()
    cells = {Cell.of(period, item=name): int(counts.get(name, 0)) for name in (*ITEMS, "item.unknown")}
    cells |= {Cell.of(period, proof="proof.named"): int(own["proof"].notna().sum()), Cell.of(period): len(own)}
    return CountTable(f"sponsor_deliveries_{programme}", tuple(cells), tuple(cells.values()), personal=False)
