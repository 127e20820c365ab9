"""How much each agreement or difference says about two rows being one child.

Record linkage after Fellegi and Sunter (JASA 1969;64:1183-1210): each piece of evidence adds log2(m / u), where m is
how often rows of one child show it and u how often rows of two children do. Agreement on a rare value says more than
on a common one, so u of an agreement is the share of that very value in the data at hand (Winkler 1989, frequency-
based matching); u of a difference is taken as 1. The m below follow the dirt measured in two real e-PPGBM exports
(13,717 and 2,829 rows: reference/data.md 4.4, reference/domain.md 6.3); where no rate was measured they are our
assumption, marked.
"""

from __future__ import annotations

from types import MappingProxyType

__all__ = [
    "BIRTHS_APART_DAYS",
    "BIRTH_LENGTH_TOLERANCE_CM",
    "BIRTH_WEIGHT_TOLERANCE_KG",
    "BLOCK_LIMIT",
    "CLOSE_DISTANCE",
    "CLOSE_MIN_LENGTH",
    "CLOSE_RATIO",
    "COMES_BACK_DAYS",
    "DECIDE_FROM",
    "LEVELS",
    "LINK_FROM",
    "LOOKALIKES",
    "NAME_BORNE_BY",
    "NAME_SHARE",
    "NEIGHBOURS",
    "OFTEN_ANOTHER",
    "POPULATION_MIN",
    "RAREST",
    "RIVAL_MARGIN",
    "SHARE_OF_AT_LEAST",
    "M",
    "U",
]

# Levels of likeness; 0 is "not known on one side" and weighs nothing.
LEVELS = ("unknown", "same", "close", "partial", "different")

# m: share of pairs of rows of one child at that level.
M = MappingProxyType(
    {
        "name": MappingProxyType({"same": 0.85, "close": 0.09, "partial": 0.05, "different": 0.01}),  # assumed
        "parent": MappingProxyType({"same": 0.82, "close": 0.08, "partial": 0.04, "different": 0.06}),  # assumed
        "sex": MappingProxyType({"same": 0.99, "different": 0.01}),  # NIK's sex digit agrees in 95.1 %, both errors in
        # close: the year, month or day alone is another, or a day off (31st to 1st);
        # partial: day and month swapped (assumed)
        "birth_date": MappingProxyType({"same": 0.96, "close": 0.03, "partial": 0.006, "different": 0.004}),
        # close: another desa of the same kecamatan (assumed: 6 % move or are weighed elsewhere)
        "area": MappingProxyType({"same": 0.94, "close": 0.03, "different": 0.03}),
        "posyandu": MappingProxyType({"same": 0.85, "different": 0.15}),  # assumed
        "nik": MappingProxyType({"same": 0.93, "different": 0.07}),  # 3.9 % have a wrong length already
        "birth_weight": MappingProxyType({"same": 0.95, "different": 0.05}),  # assumed; 0.2 % are not decidable
        "birth_length": MappingProxyType({"same": 0.93, "different": 0.07}),  # assumed
        # the same day with the same or with other measures; 0 of 2,829 rows were a second measurement of a day
        "same_day": MappingProxyType({"same": 0.5, "different": 0.01}),
    }
)

# u of levels that have no value to count.
U = MappingProxyType(
    {
        # of 1,826 dates 4 + 11 + 30 differ in the year, month or day alone
        "birth_date": MappingProxyType({"close": 0.025, "partial": 0.0005}),
        "same_day": MappingProxyType({"same": 0.01, "different": 0.4}),  # children of a posyandu share its day
    }
)
NEIGHBOURS = 8  # names that resemble a given one, for each that equals it (assumed)

# No agreement counts as rarer than this share: the file at hand is a sample of a people.
RAREST = MappingProxyType(
    {
        "name": 1 / 5_000,
        "first": 1 / 1_000,
        "parent": 1 / 5_000,
        "sex": 1 / 2,
        "birth_date": 1 / 1_826,  # five years of days
        "area": 1 / 200,
        "posyandu": 1 / 10,
        "nik": 1 / 4_096,  # one more piece of evidence, never a key: placeholders, typing errors, masks
        "birth_weight": 1 / 20,
        "birth_length": 1 / 10,
    }
)
SHARE_OF_AT_LEAST = 50  # shares are of so many rows at least: two rows alone say nothing about how common a value is
POPULATION_MIN = 1_000  # a smaller file counts as so many: its children had many others to be confused with

# Log2 odds that two rows are one child, the prior (one match a row among all rows) included.
LINK_FROM = 7.0  # 128 to 1: linked
DECIDE_FROM = 1.0  # 2 to 1: a person decides
RIVAL_MARGIN = 5.0  # a row that fits two different children is linked only where one fits 32 times better

# Names: Bontang's importer took 88 as "the same with typing errors" (reference/domain.md 6.3).
CLOSE_RATIO = 88.0
CLOSE_DISTANCE = 1  # or one letter wrong, missing, added or swapped with its neighbour
CLOSE_MIN_LENGTH = 4

BIRTHS_APART_DAYS = 270  # least from birth to birth of one mother: nine months (DHS data editing, check of B3)
COMES_BACK_DAYS = 2  # a spelling written on so many days is no slip: it comes back (assumed)
OFTEN_ANOTHER = 2 / 3  # other spellings on so many days for each of the commonest one are no slips (assumed)

# One name, two spellings: old orthography and sounds written both ways. Applied in order, to both sides.
LOOKALIKES = (
    ("OE", "U"),
    ("DJ", "J"),
    ("TJ", "C"),
    ("SY", "S"),
    ("SH", "S"),
    ("KH", "H"),
    ("DH", "D"),
    ("TH", "T"),
    ("PH", "F"),
    ("V", "F"),
    ("Y", "I"),
    ("Q", "K"),
)
NAME_BORNE_BY = 2  # a word that so many other children bear is a name and no slip (assumed)
NAME_SHARE = 1 / 50  # and by so many for each who bears the other: slips of a common name are rarer (assumed)

BIRTH_WEIGHT_TOLERANCE_KG = 0.05
BIRTH_LENGTH_TOLERANCE_CM = 0.5

# Rows that share a block are compared one by one; a larger block (everybody "born" on 1 January) is split first.
BLOCK_LIMIT = 250
