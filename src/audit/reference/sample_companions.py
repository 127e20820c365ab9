"""What invented rows of assistance teams resemble. Counts of teams are of named sources; the rates are assumed."""

from __future__ import annotations

from types import MappingProxyType

from audit.reference.sample_registers import Figure

__all__ = ["COMPANION_RATES", "LATEST_DECREE_YEARS", "MOST_CONTACTS", "TEAMS", "TEAMS_A_DESA", "TOPICS_TOLD"]

# data notes 5: 978 teams in Bengkalis; 200,000 in the nation's some 83,000 desa, which stands in elsewhere.
TEAMS = MappingProxyType({"14.03": Figure(978, source="BKKBN, reference/data.md 5")})
TEAMS_A_DESA = Figure(2.4, source="200,000 teams, reference/data.md 5", assumption="as the nation")
MOST_CONTACTS = 7000  # rows of a workbook that an office of a district still keeps by hand (assumed)
LATEST_DECREE_YEARS = 3  # a decree of a team or body holds so long (assumed)
# Assumed: how often each topic is noted; the one before marriage with brides-to-be alone.
TOPICS_TOLD = MappingProxyType(
    {
        "gizi": 0.6,
        "kb_kespro": 0.25,
        "pola_asuh": 0.4,
        "sanitasi": 0.2,
        "rokok": 0.12,
        "imunisasi": 0.35,
        "pranikah": 0.8,
    }
)
# Assumed, of nobody: shares of 1 unless the name says otherwise.
COMPANION_RATES = MappingProxyType(
    {
        "balita_contacted": 0.15,  # of the share of a group with a rule
        "team_sd": 0.6,  # logit, how teams differ
        "assisted": 0.75,
        "again": 0.55,  # one more contact after each
        "mbg": 0.22,
        "mbg_sd": 1.0,  # logit, how teams differ
        "obstacle": 0.3,
        "newly_found": 0.05,
        "risk": 0.12,
        "referred": 0.86,
        "referral_days": 9.0,  # mean
        "referral_undated": 0.04,
        "report_filed": 0.97,
        "member_lacking": 0.05,
        "decree_over": 0.08,
        "decree_unwritten": 0.05,
        "body_recorded": 0.85,
        "session": 0.06,
        "unknown_nik": 0.004,
        "no_date": 0.003,
        "supervised": 0.35,
        "finding": 0.6,
        "answered": 0.7,
    }
)
