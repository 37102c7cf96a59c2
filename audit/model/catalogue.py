"""What the sentences are in another language: gettext's own .po files, in audit/words/, read when first asked for.

They are compiled here, in memory, so that what is read by people is what runs. A file is one floor's sentences.
"""

from ast import literal_eval
from collections.abc import Iterator
from gettext import GNUTranslations
from io import BytesIO
from pathlib import Path
from struct import pack
from typing import NamedTuple

WORDS = Path(__file__).parents[1] / "words"
CHECKLISTS = Path(__file__).parents[2] / "checklists"
"""Beside a checklist stands what its words are in another language."""
MAGIC = 0x950412DE


class Entry(NamedTuple):
    """One sentence of a file, with its forms for different numbers if it has them."""

    one: str
    several: str
    said: tuple[str, ...]
    fuzzy: bool


def entries(path: Path) -> Iterator[Entry]:
    """Read a .po file's sentences; the first is its head, with an empty key."""
    for block in path.read_text("utf-8").split("\n\n"):
        found: dict[str, str] = {}
        part = ""
        fuzzy = False
        for line in block.splitlines():
            if line.startswith("#"):
                fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
                continue
            name, _, text = line.partition(" ") if not line.startswith('"') else (part, "", line)
            part = name
            found[part] = found.get(part, "") + literal_eval(text)
        if "msgid" in found:
            said = [found[each] for each in sorted(found) if each.startswith("msgstr")]
            yield Entry(found["msgid"], found.get("msgid_plural", ""), tuple(said), fuzzy)


def translations(language: str) -> GNUTranslations:
    """Return all sentences of a language; what it has no sentence for is said in English."""
    return _read([*sorted((WORDS / language).glob("*.po")), *_beside_checklists(language)])


def of_checklists(language: str) -> GNUTranslations:
    """Return the words of checklists and reviews alone: what somebody else wrote in theirs is no sentence of a screen."""
    return _read(_beside_checklists(language))


def _beside_checklists(language: str) -> list[Path]:
    return sorted(CHECKLISTS.glob(f"*/{language}.po"))


def _read(files: list[Path]) -> GNUTranslations:
    return GNUTranslations(BytesIO(compiled([each for path in files for each in entries(path)])))


def compiled(known: list[Entry]) -> bytes:
    """Return sentences as gettext's binary catalogue; an unfinished one is left out."""
    pairs: dict[bytes, bytes] = {}
    for each in known:
        if each.fuzzy or not all(each.said):
            continue
        key = f"{each.one}\0{each.several}" if each.several else each.one
        pairs[key.encode()] = "\0".join(each.said).encode()
    ids = sorted(pairs)
    texts = [*ids, *(pairs[each] for each in ids)]
    start = 7 * 4 + 16 * len(ids)
    table = b""
    for text in texts:
        table += pack("<II", len(text), start)
        start += len(text) + 1
    head = pack("<7I", MAGIC, 0, len(ids), 7 * 4, 7 * 4 + 8 * len(ids), 0, 0)
    return head + table + b"".join(text + b"\0" for text in texts)
