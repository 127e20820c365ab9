"""The programme around the cases, year by year: convergence actions, their evidence and grades, cadres, registers.

Offices and documents, never persons, but for cadres: they are volunteers, so their rows are restricted and only shares
of desa leave. Evidence is a reference with its date; the content of a document is never kept.
"""

from __future__ import annotations

from audit.schemas.table import DATE, NUMBER, TEXT, WHOLE, YES, Table

__all__ = [
    "ACTION_EVIDENCE",
    "ACTION_GRADES",
    "ACTION_OUTPUTS",
    "ACTION_RECOMMENDATIONS",
    "ACTION_YEARS",
    "CADRES",
    "CONSULTATIONS",
    "CONVERGENCE",
    "INNOVATIONS",
    "OBSTACLES",
    "PUBLICATIONS",
    "REGULATIONS",
]

_ACTION_KEY = ("area_code", "year", "framework", "action")
_ACTION = (
    ("area_code", TEXT),  # the district
    ("year", WHOLE),  # of the work; its appraisal may come a year later
    ("framework", TEXT),  # of audit.reference.action_frameworks
    ("action", TEXT),
)

ACTION_YEARS = Table(
    "action_years",
    1,
    _ACTION_KEY,
    (
        *_ACTION,
        ("local_name", TEXT),  # what the district calls the action; missing: as the framework does
        ("owner", TEXT),  # office
        ("planned_from", DATE),
        ("planned_to", DATE),
        ("started_on", DATE),
        ("finished_on", DATE),
        ("status", TEXT),  # belum, proses, selesai, batal
        ("budget_rupiah", NUMBER),
        ("realised_rupiah", NUMBER),
        ("self_grade", TEXT),  # as the office wrote it; letters of a scheme
        ("panel_grade", TEXT),
    ),
)

ACTION_OUTPUTS = Table(
    "action_outputs",
    1,
    (*_ACTION_KEY, "output"),
    (
        *_ACTION,
        ("output", TEXT),  # of the framework, or the district's own
        ("done_on", DATE),
    ),
)

ACTION_EVIDENCE = Table(
    "action_evidence",
    1,
    ("evidence_id",),
    (
        ("evidence_id", TEXT),
        *_ACTION,
        ("output", TEXT),  # missing: of the action as a whole
        ("kind", TEXT),
        ("reference", TEXT),  # number or place of the document, never its content
        ("dated_on", DATE),
    ),
)

ACTION_GRADES = Table(
    "action_grades",
    1,
    (*_ACTION_KEY, "indicator", "grader"),
    (
        *_ACTION,
        ("indicator", TEXT),  # of an appraisal scheme, e.g. 1.1
        ("grader", TEXT),  # daerah (the district itself), or the panel's member by number: panel_1, panel_2, …
        ("grade", TEXT),
        ("graded_on", DATE),
    ),
)

ACTION_RECOMMENDATIONS = Table(
    "action_recommendations",
    1,
    ("recommendation_id",),
    (
        ("recommendation_id", TEXT),
        *_ACTION,
        ("given_on", DATE),
        ("text", TEXT),
        ("opd", TEXT),  # office that it is for
    ),
)

CADRES = Table(
    "cadres",
    1,
    ("cadre_id", "quarter"),
    (
        ("cadre_id", TEXT),  # keyed hash; restricted
        ("quarter", TEXT),  # 2025-Q3
        ("area_code", TEXT),  # desa or kelurahan
        ("kind", TEXT),  # kpm (kader pembangunan manusia), posyandu, pkk, kb, lain
        ("sk_from", DATE),  # decree that appoints; missing: none known
        ("sk_until", DATE),  # missing: no end is written
        ("has_sk", YES),
        ("form_filed", YES),  # a form was filed in the quarter: active
        ("trained_on", DATE),  # newest training
        ("training_topic", TEXT),
        ("coached", YES),  # in the quarter
        ("incentive_paid", YES),  # of the quarter
        ("started_on", DATE),
        ("ended_on", DATE),  # missing: still a cadre
    ),
)

REGULATIONS = Table(
    "regulations",
    1,
    ("regulation_id",),
    (
        ("regulation_id", TEXT),
        ("area_code", TEXT),  # who issued it: district or desa
        ("kind", TEXT),  # perda, perbup, perwali, perkades, sk, se
        ("number", TEXT),
        ("dated_on", DATE),
        ("obliges", TEXT),
        ("in_force_until", DATE),  # missing with open_ended: until it is revoked
        ("open_ended", YES),
        ("desa_covered", TEXT),  # codes joined by ";"
    ),
)

CONSULTATIONS = Table(
    "consultations",
    1,
    ("input_id",),
    (
        ("input_id", TEXT),
        ("area_code", TEXT),  # desa that it is about; the district where it is about all
        ("forum", TEXT),
        ("channel", TEXT),
        ("theme", TEXT),
        ("given_on", DATE),
        ("input", TEXT),  # without names
        ("answer", TEXT),
        ("answered_on", DATE),
        ("decision", TEXT),
        ("decided_on", DATE),
    ),
)

OBSTACLES = Table(
    "obstacles",
    1,
    ("obstacle_id",),
    (
        ("obstacle_id", TEXT),
        ("area_code", TEXT),
        ("forum", TEXT),  # where it was said
        ("raised_on", DATE),
        ("kind", TEXT),  # data, tenaga, dana, akses, koordinasi, keluarga
        ("obstacle", TEXT),
        ("owner", TEXT),  # office
        ("due_on", DATE),
        ("status", TEXT),  # belum, proses, selesai, batal
        ("closed_on", DATE),
    ),
)

INNOVATIONS = Table(
    "innovations",
    1,
    ("innovation_id",),
    (
        ("innovation_id", TEXT),
        ("area_code", TEXT),
        ("innovation", TEXT),
        ("owner", TEXT),
        ("since", DATE),
        ("evidence", TEXT),  # a figure with its source; missing: not yet evaluated
        ("may_copy", TEXT),  # who may do likewise
    ),
)

PUBLICATIONS = Table(
    "publications",
    1,
    ("publication_id",),
    (
        ("publication_id", TEXT),
        ("area_code", TEXT),
        ("published_on", DATE),
        ("place", TEXT),  # medium
        ("figure", TEXT),  # which figure, with its period
        ("approved_by", TEXT),  # office
    ),
)

CONVERGENCE = (
    ACTION_YEARS, ACTION_OUTPUTS, ACTION_EVIDENCE, ACTION_GRADES, ACTION_RECOMMENDATIONS, CADRES, REGULATIONS,
    CONSULTATIONS, OBSTACLES, INNOVATIONS, PUBLICATIONS,
)  # fmt: skip
