"""Whether a quote may be kept, and which quotes of two readers make one."""

from collections.abc import Iterable

from audit.model.checklist import Checklist, VagueWords
from audit.model.quote import QUOTE_LIMIT, Quote
from audit.model.refusal import refuse
from audit.rules.rating import is_text


def vague_words_of(checklist: Checklist, where: str) -> VagueWords:
    """Return what the checklist asks to be noted; refuse where it asks for nothing."""
    if checklist.vague_words is None:
        raise refuse("quote.not-asked", where=where)
    return checklist.vague_words


def check_word(vague: VagueWords, where: str, word: str) -> None:
    """Refuse a word that the checklist does not name."""
    if word not in vague.words:
        raise refuse("quote.word", where=where, value=word, known=", ".join(vague.words))


def check_tag(vague: VagueWords, where: str, tag: str) -> None:
    """Refuse a tag that the checklist does not have."""
    known = [each.key for each in vague.tags]
    if tag not in known:
        raise refuse("quote.tag", where=where, value=tag, known=", ".join(known))


def check_words(where: str, quote: str, place: str) -> None:
    """Refuse a quote without words, and one that copies the file instead of pointing at it."""
    for each in (quote, place):
        if not is_text(each):
            raise refuse("text.not-text", where=where)
        if len(each) > QUOTE_LIMIT:
            raise refuse(
                "text.too-long", where=where, length=f"{len(each):,}", limit=f"{QUOTE_LIMIT:,}"
            )
    if not quote:
        raise refuse("quote.empty", where=where)


def together(readings: Iterable[Iterable[Quote]]) -> tuple[Quote, ...]:
    """Return the quotes of all readings; of one that two of them hold, the first reader's."""
    found: dict[tuple[str, str], Quote] = {}
    for each in (quote for quotes in readings for quote in quotes):
        found.setdefault((each.word, " ".join(each.quote.casefold().split())), each)
    return tuple(found.values())
