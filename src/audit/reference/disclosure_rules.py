"""Figures of disclosure control: what counts as small, how wide an interval must stay, whose small counts matter.

Sources: counts 1-4 withheld and zeros shown as the health dashboards on Sigizi data do (domain notes, section 8.3);
interval width from the audit of simulated districts (disclosure notes, section 1); no proportion below 20 persons
(reporting notes, section 4). OpenSAFELY withholds up to 7: ours is the lower bar, so never go below it.
"""

from __future__ import annotations

__all__ = [
    "ADDRESS_SPELLINGS",
    "ADDRESS_WORDS",
    "AREA_WORDS",
    "JOINED_LETTERS",
    "MIN_WIDTH",
    "NAME_HEADINGS",
    "NO_ADDRESS_WORDS",
    "NO_NAMES",
    "PHONE_DIGITS",
    "RECORD_STATES",
    "SENSITIVE",
    "SMALL_COUNT",
    "SMALL_DENOMINATOR",
    "TITLES",
]

# Persons: a count from 1 to one below this is withheld. Zero is shown.
SMALL_COUNT = 5
# Persons: no withheld small count may be confined to an interval narrower than this (3: at least four values remain).
MIN_WIDTH = 3
# Persons: below this no proportion is given, nor the count it could be recomputed from.
SMALL_DENOMINATOR = 20

# (attribute, level) that nobody may learn of a whole group: everybody measured in a desa is stunted.
SENSITIVE = frozenset(
    {
        *(("status", level) for level in ("stunted", "severely_stunted", "moderately_stunted")),
        *(("thinness", "wasted"), ("development", "not_as_expected"), ("anaemia", "anaemic")),
        *(("couple.risk", "at_risk"), ("at_risk", "at_risk"), ("family", "at_risk")),
        *(("baas_need", "needed"), ("baas_aid", "began_needed")),  # BAAS is for children who are stunted
    }
)

# Last part of a level that says what is not known of a record, nothing about a child. A remainder of this kind ("two
# of forty without a usable height") is left alone where no table prints it; printed, it is a count like any other.
RECORD_STATES = frozenset({"unknown", "haz_unknown", "haz_missing", "haz_flagged", "00"})

# Words before or inside a name that are no part of it (Ny., Tn., bayi Ny., binti; Hj., dr.).
TITLES = frozenset({"ny", "tn", "an", "by", "bayi", "nn", "bin", "binti", "hj", "dr", "alm", "almh", "ibu", "bapak"})

# What registers write where there is no name: nobody's name.
NO_NAMES = frozenset(
    {
        ("tidak", "ada"),
        ("tidak", "diketahui"),
        ("tidak", "tahu"),
        ("tanpa", "nama"),
        ("belum", "ada"),
        ("belum", "ada", "nama"),
        ("belum", "bernama"),
        ("belum", "diketahui"),
        ("anak", "ke"),
    }
)

# Words of an address that lead to a street or a house.
ADDRESS_WORDS = frozenset(
    {"jl", "gg", "lr", "lorong", "blok", "perum", "perumahan", "perumnas", "komplek", "kompleks", "griya", "asrama"}
)
# Other ways to write them.
ADDRESS_SPELLINGS = {"jalan": "jl", "jln": "jl", "gang": "gg", "lrg": "lr", "nomor": "no", "nomer": "no"}
# Words that stand before the name of an area or a facility, and the units that no one lives alone in.
AREA_WORDS = frozenset(
    {"desa", "kel", "kelurahan", "kec", "kecamatan", "kab", "kabupaten", "kota", "prov", "provinsi", "dusun", "dsn",
     "lingkungan", "lingk", "kampung", "kp", "rt", "rw", "puskesmas", "pkm", "pustu", "posyandu", "poskesdes"}
)  # fmt: skip
# What registers write in place of an address.
NO_ADDRESS_WORDS = frozenset(
    {"alamat", "no", "tidak", "tdk", "ada", "belum", "data", "diisi", "diketahui", "tahu", "kosong", "sesuai", "sama",
     "dengan", "seperti", "kk", "ktp", "ikut", "orang", "tua", "ortu", "luar", "dalam", "daerah", "wilayah", "pindah",
     "rumah", "sakit", "domisili", "jelas", "lengkap", "lain"}
)  # fmt: skip
# Digits of a telephone number without its beginning 0 or 62: with fewer there is no area code, and an amount of rupiah
# or a count may look the same.
PHONE_DIGITS = range(8, 13)

# Letters of a full name run together (sitirahmawati) from which it counts: shorter ones are words too often
# ("Ana Tomi", "Nur Ani"). Of the 36,551 words of a stemmer's dictionary and of our own texts, 17 of so many letters can
# be read as two of 730 common names.
JOINED_LETTERS = 8

# Headings of columns that hold names of persons (folded, words joined by "_"): there a name of one word counts too.
NAME_HEADINGS = frozenset(
    {
        "nama",
        "name",
        "nama_anak",
        "nama_balita",
        "nama_baduta",
        "nama_ibu",
        "nama_ayah",
        "nama_ortu",
        "nama_orang_tua",
        "nama_kepala_keluarga",
        "nama_sasaran",
        "child_name",
        "parent_name",
        "mother_name",
    }
)
