"""Both catalogues say the same things, all of them are used, and none says what must never be said."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from string import Formatter

import pytest
import yaml

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src" / "audit"
CATALOGUE = SOURCE / "language"
LANGUAGES = ("id", "en")
Entry = str | Mapping[str, str]

# Never on screen, whatever the subject: docs/glossary.md.
NEVER = (
    r"kerdil|gagal\w*|kegagalan|lalai|kelalaian|menyumbang stunting|pelaku|tersangka|skor ibu|zero stunting"
    r"|peringkat desa|auditor"
)
# A change of prevalence may never be put down to a programme or to the audit.
CAUSE = (
    r"berkat|karena|akibat|menyebabkan|disebabkan|dampak|menurunkan|mengurangi|berhasil"
    r"|thanks to|because|due to|owing to|caused?|causes|led to|result(ed)? in|as a result|impact|reduce[ds]?|lowered"
)
PROGRAMME = r"TPK|BAAS|Genting|MBG|DASHAT|orang tua asuh|sponsors?|pendampingan|AKS|audit|audits"
NO_CAUSE = r"tidak dapat|belum dapat|tidak berarti|bukan|cannot|does not|do not|not"
PLACES = ("*.py", "*.j2", "*.typ", "*.html", "*.css", "*.csv")


class _Strict(yaml.SafeLoader):
    """Refuses a key that stands twice."""

    def construct_mapping(self, node, deep=False):
        keys = [key.value for key, _ in node.value]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"twice: {twice}", node.start_mark)
        return super().construct_mapping(node, deep)


def load(text: str) -> dict[str, Entry]:
    return yaml.load(text, Loader=_Strict) or {}


def catalogue(language: str) -> dict[str, Entry]:
    files = sorted((CATALOGUE / language).glob("*.yaml"))
    return {
        f"{file.stem}.{key}": entry for file in files for key, entry in load(file.read_text(encoding="utf-8")).items()
    }


TEXTS = {language: catalogue(language) for language in LANGUAGES}


def forms(entry: Entry) -> Iterable[str]:
    return entry.values() if isinstance(entry, Mapping) else [entry]


def placeholders(entry: Entry) -> set[str]:
    return {name for form in forms(entry) for _, name, _, _ in Formatter().parse(form) if name is not None}


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.;!?])\s+", text)


def forbidden(text: str) -> list[str]:
    return [match.group() for match in re.finditer(rf"\b({NEVER})\b", text, re.IGNORECASE)]


def puts_change_down_to_a_programme(text: str) -> bool:
    def holds(pattern: str, sentence: str) -> bool:
        return re.search(rf"\b({pattern})\b", sentence, re.IGNORECASE) is not None

    return any(
        holds(CAUSE, sentence) and holds(PROGRAMME, sentence) and not holds(NO_CAUSE, sentence)
        for sentence in sentences(text)
    )


def test_both_languages_have_the_same_topics():
    assert {file.name for file in (CATALOGUE / "id").iterdir()} == {file.name for file in (CATALOGUE / "en").iterdir()}


def test_both_languages_have_the_same_messages():
    assert set(TEXTS["id"]) ^ set(TEXTS["en"]) == set()


def test_where_one_language_says_nothing_so_does_the_other():
    silent = [{id for id, entry in TEXTS[language].items() if not any(forms(entry))} for language in LANGUAGES]
    assert silent[0] == silent[1]


def test_a_message_has_the_same_placeholders_in_both_languages():
    differing = {
        id: [placeholders(TEXTS[language][id]) for language in LANGUAGES]
        for id in set(TEXTS["id"]) & set(TEXTS["en"])
        if placeholders(TEXTS["id"][id]) != placeholders(TEXTS["en"][id])
    }
    assert differing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_words_or_forms_for_one_and_other(language):
    for id, entry in TEXTS[language].items():
        if isinstance(entry, Mapping):
            assert {"other"} <= set(entry) <= {"one", "other"}, id
        assert all(isinstance(form, str) and form.strip() == form for form in forms(entry)), id
        assert all(name.isidentifier() for name in placeholders(entry)), id


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_is_text_and_not_what_yaml_takes_for_yes_or_no(language):
    for file in (CATALOGUE / language).glob("*.yaml"):
        assert [key for key in load(file.read_text(encoding="utf-8")) if not isinstance(key, str)] == [], file.name


def test_a_key_that_stands_twice_is_refused():
    with pytest.raises(yaml.YAMLError, match="twice"):
        load("good: a\nother: b\ngood: c\n")


def test_no_indonesian_text_holds_a_word_that_is_never_used():
    assert {id: words for id, entry in TEXTS["id"].items() if (words := forbidden(" ".join(forms(entry))))} == {}


@pytest.mark.parametrize(
    "text", ["Anak kerdil.", "Kader GAGAL mengukur.", "Desa ini menyumbang stunting.", "Peringkat desa"]
)
def test_a_planted_word_is_found(text):
    assert forbidden(text)


def test_every_word_that_the_glossary_forbids_is_looked_for():
    table = (REPOSITORY / "docs" / "glossary.md").read_text(encoding="utf-8").partition("## Never on screen")[2]
    cells = re.findall(r"^\| (?!jangan)([^|-][^|]*) \|", table, re.MULTILINE)
    *always, about_change = [cell.partition(" (")[0].partition(" sebagai")[0].split(", ") for cell in cells]
    assert len(always) >= 7
    assert [word for words in always for word in words if not forbidden(word.strip('"'))] == []
    assert [word for word in about_change if not puts_change_down_to_a_programme(f"{word} pendampingan TPK")] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_puts_a_change_down_to_a_programme(language):
    texts = {id: " ".join(forms(entry)) for id, entry in TEXTS[language].items()}
    assert [id for id, text in texts.items() if puts_change_down_to_a_programme(text)] == []


@pytest.mark.parametrize(
    "text",
    [
        "Prevalensi turun berkat pendampingan TPK.",
        "Angka turun. MBG berhasil menurunkan stunting.",
        "Stunting fell because of the audit.",
        "Genting led to fewer stunted children.",
    ],
)
def test_a_planted_cause_is_found(text):
    assert puts_change_down_to_a_programme(text)


@pytest.mark.parametrize(
    "text",
    ["Perubahan ini belum dapat disebut akibat pendampingan TPK.", "This change cannot be said to be due to MBG."],
)
def test_saying_that_a_cause_is_not_known_is_allowed(text):
    assert not puts_change_down_to_a_programme(text)


# Use of messages ------------------------------------------------------------------------------------------------------


def spoken(tree: ast.AST) -> Iterator[tuple[str, ...]]:
    """Ids inside strings of code as their constant parts: one part for a plain string, more around computed ones."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield tuple(part.value if isinstance(part, ast.Constant) else "" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield (node.value,)


def called(tree: ast.AST, topics: set[str]) -> Iterator[str]:
    """Literal ids given to whatever puts ids into words or carries them: text(), Sentence(), errors, view.words()."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for first in ast.walk(node.args[0]) if isinstance(node.args[0], ast.IfExp) else [node.args[0]]:
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                speaks = name in ("Sentence", "words") or name.endswith("Error")
                if re.fullmatch(r"[a-z]\w*(\.[\w-]+)+", first.value) and (
                    speaks or (name == "text" and first.value.partition(".")[0] in topics)
                ):
                    yield first.value


def code() -> Iterator[ast.AST]:
    files = [*SOURCE.rglob("*.py"), *(REPOSITORY / "notebooks").rglob("*.py")]
    return (ast.parse(file.read_text(encoding="utf-8")) for file in files)


def everything_but_the_catalogue() -> str:
    return "\n".join(
        file.read_text(encoding="utf-8")
        for folder in (SOURCE, REPOSITORY / "notebooks")
        for pattern in PLACES
        for file in sorted(folder.rglob(pattern))
    )


def patterns() -> list[re.Pattern[str]]:
    """What computed ids may look like, from f-strings and from what docstrings promise (``register.reason.<id>``)."""
    found = set()
    for parts in set().union(*(spoken(tree) for tree in code())):
        if (
            len(parts) > 1
            and re.fullmatch(r"[\w.-]*\.[\w.-]*", "".join(parts))
            and re.search("[a-z]{3}", "".join(parts))
        ):
            found.add("".join(re.escape(part) or r"([\w.-]+)" for part in parts))
        for promised in re.findall(r"``([a-z]\w*\.[\w.<>-]*<\w+>[\w.<>-]*)``", "".join(parts)):
            found.add(re.sub(r"<\w+>", r"([\\w.-]+)", promised.replace(".", r"\.")))
    return [re.compile(pattern) for pattern in sorted(found)]


def prefixes() -> tuple[str, ...]:
    """Beginnings of ids that code goes through as a whole: ``id.startswith("glossary.")``."""
    known = {"".join(parts) for tree in code() for parts in spoken(tree) if len(parts) == 1}
    return tuple(sorted(word for word in known if re.fullmatch(r"[a-z]\w*(\.[\w-]+)*\.", word)))


def stands(word: str, words: set[str]) -> bool:
    """Whether a word stands somewhere, whole or as two joined by an underscore."""
    cuts = (match.start() for match in re.finditer("_", word))
    return word in words or any(word[:cut] in words and word[cut + 1 :] in words for cut in cuts)


def is_used(id: str, words: set[str], ids: set[str], computed: list[re.Pattern[str]]) -> bool:
    """Whether an id stands somewhere as it is, or can be computed from words that stand there."""
    if id in ids:
        return True
    matches = (pattern.fullmatch(id) for pattern in computed)
    return any(
        all(stands(word, words) for part in match.groups() for word in part.split(".")) for match in matches if match
    )


def test_every_message_is_used():
    text = everything_but_the_catalogue()
    words, ids, computed = set(re.findall(r"[\w-]+", text)), set(re.findall(r"[\w-]+(?:\.[\w-]+)+", text)), patterns()
    gone_through = prefixes()
    unused = [id for id in TEXTS["id"] if not is_used(id, words, ids, computed)]
    assert [id for id in unused if not id.startswith(gone_through)] == []


def test_a_planted_message_that_nobody_uses_is_found():
    assert not is_used("cli.nobody_says_this", {"cli"}, {"cli.about"}, [re.compile(r"cli\.([\w.-]+)")])


def test_every_message_that_code_asks_for_is_there():
    topics = {id.partition(".")[0] for id in TEXTS["id"]}
    asked = {id for tree in code() for id in called(tree, topics)}
    assert sorted(asked - set(TEXTS["id"])) == []


def test_a_planted_message_that_is_not_there_is_found():
    tree = ast.parse(
        "raise InputError('register.no_such', file=f)\nview.words('a.b' if x else 'c.d')\nSentence('e.f', {})"
    )
    assert set(called(tree, set())) == {"register.no_such", "a.b", "c.d", "e.f"}
