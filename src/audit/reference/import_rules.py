"""Limits and cut-offs of the border: what a cell can mean, and how large a file may be.

Sources: e-PPGBM exports as described in reference/data.md 4.1-4.4 and reference/domain.md 6; where a limit is ours, it
says so. These are limits of reading (beyond them a cell cannot be what its header says), not WHO's flags of
plausibility, which belong to the z-scores.
"""

from __future__ import annotations

from datetime import date

__all__ = [
    "AREA_MARGIN",
    "AREA_MAX_EDITS",
    "AREA_MIN_LETTERS",
    "BIRTH_LENGTH_CM",
    "BIRTH_WEIGHT_GRAMS_FROM",
    "BIRTH_WEIGHT_GRAMS_FROM_WHERE_SAID",
    "BIRTH_WEIGHT_KG",
    "BIRTH_WEIGHT_KG_BELOW",
    "BORN_FROM",
    "CENTURY_TURNS_AT",
    "CONTRARY_DATES_FROM",
    "CONTRARY_DATES_SHARE",
    "DATES_FROM",
    "DATES_TO",
    "EXCEL_DAYS_TO_1904",
    "EXCEL_EPOCH",
    "EXCEL_SERIALS",
    "GRAMS_PER_KG",
    "HEADER_SEARCH_ROWS",
    "LENHEI_CM",
    "MAX_BLANK_COLUMNS",
    "MAX_CELLS",
    "MAX_COLUMNS",
    "MAX_HTML_ELEMENTS",
    "MAX_READER_BYTES",
    "MAX_READER_SECONDS",
    "MAX_READER_WAIT",
    "MAX_ROWS",
    "MAX_STATISTICS_BYTES",
    "MAX_TEXT_BYTES",
    "MAX_UNPACKED_BYTES",
    "MM_PER_CM",
    "MUAC_CM",
    "NIK_LENGTH",
    "NIK_PLACEHOLDER_END",
    "SWAPPED_DATES_FROM",
    "WEIGHT_GRAMS_FROM",
    "WEIGHT_KG",
    "WOMAN_AGE_YEARS",
    "YEARS_AT_MOST",
    "Z_SENTINEL",
]

# --- measurements
GRAMS_PER_KG = 1000.0
MM_PER_CM = 10.0
BIRTH_WEIGHT_KG = (0.25, 10.0)  # ours: from the lightest survivors to the heaviest newborns on record
BIRTH_WEIGHT_KG_BELOW = 20.0  # kg; 20-500 cannot be decided (32 of 13,717 rows): missing
BIRTH_WEIGHT_GRAMS_FROM = 500.0  # g; from here it is grams whatever the header says (310 of 13,717 rows)
BIRTH_WEIGHT_GRAMS_FROM_WHERE_SAID = 250.0  # g, under a header that says grams: the lightest survivors (ours)
BIRTH_LENGTH_CM = (20.0, 80.0)  # below 20: 49 of 13,717 rows, mostly the weight; upper end ours
WEIGHT_KG = (0.3, 100.0)  # ours: beyond any child under six
WEIGHT_GRAMS_FROM = 500.0  # g; e-PPGBM holds 9855 and 3300 and took them as grams too
LENHEI_CM = (20.0, 200.0)  # ours: an Excel date serial or a weight typed in the wrong column falls outside
MUAC_CM = (4.0, 45.0)  # ours: millimetres fall outside
Z_SENTINEL = 90.0  # e-PPGBM writes 999.99 where it could not compute; 69.93 was seen as a computed z

# --- dates
DATES_FROM, DATES_TO = date(1990, 1, 1), date(2079, 12, 31)  # ours: 2020 read as a serial becomes 1905
BORN_FROM = date(1940, 1, 1)  # ours: of women and grooms
WOMAN_AGE_YEARS = (10, 60)  # ours: of a bride-to-be or a mother on the day of a contact
CENTURY_TURNS_AT = 40  # ours: a two-digit year of birth from here on is 19YY, below it 20YY
EXCEL_EPOCH = date(1899, 12, 30)  # day 0 of Excel's 1900 system, its false 29 February 1900 allowed for
EXCEL_DAYS_TO_1904 = 1462  # days between 0 of the 1900 and of the 1904 system (ECMA-376 part 1, 18.17.4.1)
EXCEL_SERIALS = (32874.0, 65746.0)  # the same span as day numbers
CONTRARY_DATES_SHARE = 0.02  # ours: up to this share of contrary dates are typing errors, above it two orders are mixed
CONTRARY_DATES_FROM = 3  # ours: that many contrary dates and no other are the order of a column or sheet, no typing
# Ours: that many different text dates with a day over 12 beside that many different true dates without one. In a sound
# column that holds five of each, all would fall so once in 1,200 (0.6^5 x 0.4^5).
SWAPPED_DATES_FROM = 5
YEARS_AT_MOST = 7  # ours: no date column of children under six holds more different years

# --- identity
NIK_LENGTH = 16
NIK_PLACEHOLDER_END = "0000"  # serials start at 0001 (reference/domain.md 8.4); 99 of 311 rows ended so

# --- areas: how far a spelling may lie from the official name
AREA_MIN_LETTERS = 5  # shorter names are matched exactly
AREA_MAX_EDITS = 2  # one for names under nine letters
AREA_MARGIN = 2  # the second-best name must be this many edits further away

# --- files
HEADER_SEARCH_ROWS = 60
MAX_COLUMNS = 256  # Excel 97-2003's own limit; the widest real register has 12 x 10 and its identity
# Ours, so that a refusal stays within 60 s and 1.2 GB whatever the file holds.
MAX_ROWS = 1_048_576  # lines of a text; Excel's own limit
MAX_BLANK_COLUMNS = 16_384  # empty cells too; Excel's own limit
MAX_CELLS = 12_000_000  # rows times columns of a file: 300,000 rows of 40 columns
MAX_TEXT_BYTES = 128 * 1024**2  # csv and HTML; 300,000 rows are about 90 MB
MAX_HTML_ELEMENTS = 6_000_000  # 150,000 rows of 40 columns: of each, the parser makes some 150 bytes
MAX_UNPACKED_BYTES = 768 * 1024**2  # of a workbook's XML: half a million rows
MAX_READER_BYTES = 1024**3  # of the process that reads a workbook; 300,000 rows of 36 columns fit
MAX_READER_SECONDS = 40  # of processor time: a busy machine is no fault of the file
MAX_READER_WAIT = 300.0  # seconds by the clock
MAX_STATISTICS_BYTES = 2 * 1024**3  # a .dta or .sav; of the household members of India's DHS only few columns are read
