"""Every sentence that can reach a person, as the code asks for it, and what the Welsh for it is.

`python -m tests.words` brings audit/words/ up to date: what is new stands there without its Welsh, what is
asked for no more is gone.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from audit.documents.checklist import read
from audit.model.catalogue import WORDS, Entry, entries
from audit.model.glossary import Group
from audit.model.refusal import CATALOGUE
from audit.model.wording import words
from audit.rules.glossary import TERMS
from audit.rules.tour import TOURS

ROOT = Path(__file__).parents[1]
ASKED = {"_": 0, "N_": 0, "to_person": 0, "ngettext": 0, "many": 1}
"""What asks for a sentence, and where among its arguments the sentence stands."""
PLURAL_FORMS = (
    "nplurals=6; plural=(n==0) ? 0 : (n==1) ? 1 : (n==2) ? 2 : (n==3) ? 3 : (n==6) ? 4 : 5;"
)
"""Welsh has forms for none, one, two, three, six and all others."""
FORMS = 6
Sentence = tuple[str, str]
"""A sentence for one, and for several where they differ."""


def modules() -> list[Path]:
    """Every module that may speak."""
    return sorted((ROOT / "audit").rglob("*.py"))


def file_of(path: Path) -> str:
    """The file of words that a module's sentences stand in: its floor's."""
    return path.relative_to(ROOT / "audit").parts[0].removesuffix(".py")


def asked_in(path: Path) -> Iterator[Sentence]:
    """The sentences that a module asks for."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        if file_of(path) in ("documents", "pages"):
            yield from ((each, "") for each in column_words(node))
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name not in ASKED:
            continue
        texts = [
            each.value
            for each in node.args[ASKED[name] :]
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        if texts and name == "many":
            yield counted(*texts)
        elif texts:
            yield texts[0], texts[1] if name == "ngettext" else ""


def counted(noun: str, plural: str = "") -> Sentence:
    """What `many` asks for."""
    from audit.rules.headline import PLURALS

    several = plural or PLURALS.get(noun, f"{noun}s")
    return f"{{n}} {noun}", f"{{n}} {several}"


def everything() -> Iterator[tuple[str, Sentence]]:
    """Every sentence with its file of words, in the order of the code; some more than once."""
    for path in modules():
        for sentence in asked_in(path):
            yield file_of(path), sentence
    for path in sorted((ROOT / "audit" / "model").glob("*.py")):
        for value in values_in(path):
            yield "model", (value, "")
    for parts in CATALOGUE.values():
        for part in parts:
            yield "refusals", (part, "")
    for sentence in in_tables():
        yield "rules", (sentence, "")


def asked() -> dict[str, list[Sentence]]:
    """Every sentence by its file of words, each once."""
    found: dict[str, list[Sentence]] = {}
    seen: set[Sentence] = set()
    for file, sentence in everything():
        if sentence not in seen and sentence[0]:
            seen.add(sentence)
            found.setdefault(file, []).append(sentence)
    return found


def in_tables() -> Iterator[str]:
    """What the glossary and the tours say: their words stand in tables of their own."""
    for group in Group:
        yield group.value
    for term in TERMS:
        yield from (term.word, term.meaning)
    for tour in TOURS.values():
        yield from (tour.title, tour.about)
        for step in tour.steps:
            yield from (step.title, step.words, step.leads, *step.asks.values())


def said(language: str = "cy") -> dict[Sentence, Entry]:
    """What the files of words of a language say, by sentence."""
    files = sorted((WORDS / language).glob("*.po"))
    return {(each.one, each.several): each for path in files for each in entries(path) if each.one}


def gaps(text: str) -> set[str]:
    """The gaps of a sentence that every language fills; its verb for one or several, English alone needs."""
    named = {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    return {name for name in named if not name.startswith("verb")}


def column_words(node: ast.Call) -> Iterator[str]:
    """The heading and the meaning of a column, which are drawn in the reader's language."""
    func = node.func.value if isinstance(node.func, ast.Subscript) else node.func
    meaning = {"Column": 3, "Field": 4}.get(func.id if isinstance(func, ast.Name) else "")
    if meaning is not None:
        for each in (*node.args[:1], *node.args[meaning : meaning + 1]):
            if isinstance(each, ast.Constant) and isinstance(each.value, str):
                yield each.value


def values_in(path: Path) -> Iterator[str]:
    """The values of a module's vocabularies, which are drawn as words."""
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.ClassDef) and "StrEnum" in map(ast.unparse, node.bases):
            for each in node.body:
                if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant):
                    yield str(each.value.value)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def write(known: dict[Sentence, tuple[str, ...]], language: str = "cy") -> None:
    """Write the files of words anew, with what is known of each sentence."""
    for file, sentences in asked().items():
        head = (
            'msgid ""\nmsgstr ""\n'
            f'"Language: {language}\\n"\n'
            '"Content-Type: text/plain; charset=UTF-8\\n"\n'
            f'"Plural-Forms: {PLURAL_FORMS}\\n"\n'
        )
        blocks = [head]
        for one, several in sentences:
            welsh = known.get((one, several), ("",) * (FORMS if several else 1))
            lines = [f"msgid {_quoted(one)}"]
            if several:
                lines.append(f"msgid_plural {_quoted(several)}")
                lines += [f"msgstr[{n}] {_quoted(each)}" for n, each in enumerate(welsh)]
            else:
                lines.append(f"msgstr {_quoted(welsh[0])}")
            blocks.append("\n".join(lines) + "\n")
        (WORDS / language / f"{file}.po").write_text("\n".join(blocks), "utf-8")


def checklist_words(folder: Path) -> list[str]:
    """Every word of a folder's review, of its checklists and of the themes that it proposes, each once."""
    found = read(folder)
    assert found.review is not None
    nouns = (found.review, *found.checklists)
    said = [found.review.kind, *(each for noun in nouns for each in words(noun))]
    said += [
        each
        for theme in (found.themes.themes if found.themes else ())
        for each in (theme.name, theme.belongs)
    ]
    return list(dict.fromkeys(filter(None, said)))


if __name__ == "__main__":
    write({sentence: each.said for sentence, each in said().items()})
