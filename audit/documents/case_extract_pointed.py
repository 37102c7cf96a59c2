"""What in a case extract looks like an identifier: told to whoever takes it out, and held back from nobody.

A board pack waits until each suspect is settled. An answer to a subject access request or an inquiry must
be whole, so here they are listed for whoever decides what of it is disclosed. What a QA lead has confirmed
to be none is listed too: that was said of a board pack.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from audit.documents.column import Column
from audit.model.identifier import Suspect
from audit.model.noun import Noun
from audit.rules.headline import many
from audit.rules.identifier import suspects
from audit.views.case_extract import CaseExtract


class Pointed(Noun):
    """A piece of text in an extract that looks as if it points at a person."""

    sheet: str
    """The sheet on which it stands."""
    round_title: str
    agency: str
    where: str
    """The criterion, standard or row."""
    suspect: Suspect


POINTED_COLUMNS: tuple[Column[Pointed], ...] = (
    Column("Sheet", lambda r: r.sheet, "words", "The sheet on which it stands.", 16),
    Column("Round", lambda r: r.round_title, "text", "The round it belongs to.", 22),
    Column("Agency", lambda r: r.agency, "text", "Whose file was read.", 24),
    Column("Where", lambda r: r.where, "text", "Criterion, standard or row.", 28),
    Column("Looks like", lambda r: r.suspect.kind.label, "words", "What it may be.", 24),
    Column("Text", lambda r: r.suspect.found, "text", "The words themselves.", 36),
    Column("Because", lambda r: r.suspect.why, "text", "What gave it away.", 36),
)


def pointed(found: CaseExtract, words: Sequence[str]) -> tuple[Pointed, ...]:
    """Return what looks like an identifier in the extract, in its order; `words` are the partnership's own."""
    watched = tuple(words)
    return tuple(
        Pointed(sheet=sheet, round_title=title, agency=agency, where=where, suspect=each)
        for sheet, title, agency, where, text in _texts(found)
        for each in suspects(text, watched)
    )


def pointed_words(found: Sequence[Pointed]) -> str:
    """Say in a sentence what was found; nothing where nothing was."""
    if not found:
        return ""
    kinds = Counter(each.suspect.kind.label for each in found)
    told = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common())
    return (
        f"In {many(len(found), 'place')} something looks as if it identifies a person ({told})."
        " Nothing is left out or blacked out: look at each before any of this goes to anybody else."
    )


def _texts(found: CaseExtract) -> Iterator[tuple[str, str, str, str, str]]:
    """Every text that a person wrote: its sheet, round, agency, place and the text itself."""
    yield from _of_its_rounds(found)
    for entry in found.good_practice:
        for part in ("done", "possible", "copy_it", "because"):
            yield "Good practice", entry.round_title, "", part, getattr(entry, part)
    yield from _of_its_audits(found)
    yield from _of_its_talks(found)
    yield from _of_its_quotes(found)
    yield from _of_its_concerns(found)


def _of_its_rounds(found: CaseExtract) -> Iterator[tuple[str, str, str, str, str]]:
    for row in found.listings:
        yield "Case lists", row.round_title, row.agency, f"row {row.row}", row.carried
    for draw in found.draws:
        for part, text in (("because", draw.reason), ("replaced because", draw.replaced_because)):
            yield "Samples", draw.round_title, "", f"draw {draw.number}, {part}", text
    for held in found.panels:
        yield "Panel", held.round_title, "", held.about, held.text
    for each in found.findings:
        for part in ("title", "detail", "theme", "withdrawn_because"):
            yield "Findings", each.round_title, "", part, getattr(each, part)


def _of_its_audits(found: CaseExtract) -> Iterator[tuple[str, str, str, str, str]]:
    for audit in found.audits:
        place = audit.place
        for part, text in (("returned", audit.returned_reason), ("given", audit.allocated_because)):
            where = f"{part}, {place.reading} reading"
            yield "Case audits", place.round_title, place.agency, where, text
    for answer in found.answers:
        place = answer.place
        for part in ("evidence", "reason", "overrule"):
            where = f"{answer.criterion}, {part}, {place.reading} reading"
            yield "Answers", place.round_title, place.agency, where, getattr(answer, part)
    for one in found.judgements:
        place = one.place
        where = f"{one.about}, {place.reading} reading"
        yield "Judgements", place.round_title, place.agency, where, one.rationale
    for made in found.moderation:
        for part, text in (("reason", made.reason), ("evidence", made.evidence)):
            yield "Moderation", made.round_title, made.agency, f"{made.about}, {part}", text


def _of_its_talks(found: CaseExtract) -> Iterator[tuple[str, str, str, str, str]]:
    for talk in found.conversations:
        for part, text in (("written then", talk.evidence), ("why or said", talk.text)):
            where = f"{talk.about}, {part}, {talk.reading} reading"
            yield "Conversations", talk.round_title, talk.agency, where, text


def _of_its_quotes(found: CaseExtract) -> Iterator[tuple[str, str, str, str, str]]:
    for noted in found.quotes:
        for part, text in (("quote", noted.quote), ("where it stands", noted.where)):
            where = f"“{noted.word}”, {part}, {noted.reading} reading"
            yield "Quotes", noted.round_title, noted.agency, where, text


def _of_its_concerns(found: CaseExtract) -> Iterator[tuple[str, str, str, str, str]]:
    for one in found.concerns:
        parts = (("worry", one.worry), ("already done", one.done), ("what was done", one.outcome))
        for part, text in parts:
            yield "Immediate concerns", one.round_title, one.agency, part, text
