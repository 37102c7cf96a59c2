"""The bundle for a joint targeted area inspection: one zip, an index and a folder a child, in the inspectorates' order."""

from collections.abc import Iterator, Sequence

from audit.commands.jtai import exported
from audit.documents.dated_zip import packed
from audit.documents.document import Heard, Numbered, unheard
from audit.documents.jtai_audit import agency_document
from audit.documents.jtai_cover import cover
from audit.documents.jtai_evaluation import evaluation
from audit.documents.jtai_name import cover_name, file_name
from audit.documents.jtai_words import Making, listed, place
from audit.documents.paper_name import Made
from audit.documents.sheet_text import numbered_name
from audit.model.checkpoint import Checkpoint
from audit.model.language import in_english
from audit.model.person import Person
from audit.store.database import Database
from audit.views import identifier as identifiers
from audit.views.jtai_bundle import Bundle
from audit.views.jtai_bundle import bundle as view


@in_english
def jtai(
    db: Database,
    by: Person,
    round_id: str,
    case_ids: Sequence[str],
    *,
    key: str | None = None,
    heard: Heard = unheard,
) -> Made:
    """Return the bundle of these children, once it stands in the trail that it was taken out.

    Refused while something in it looks like an identifier that no QA lead has cleared. The key is as of a board
    pack.
    """
    found = view(db, by, round_id, case_ids)
    if found.waiting:
        raise identifiers.refusal(found.waiting)
    taken = exported(db, by, round_id, case_ids, found.audits, key=key)
    content = written(found, Making(by.name, taken.number), taken.checkpoint, heard)
    name = file_name(found.review.key, found.round_title, len(found.children), found.at)
    made = Numbered(db, by, taken.number, kept=key is not None)
    return Made(numbered_name(name, taken.number), made.fix(content))


def written(
    found: Bundle, making: Making, stands: Checkpoint | None, heard: Heard = unheard
) -> bytes:
    """Return the zip; the same bundle made at the same time is the same bytes."""
    return packed(_parts(found, making, stands, heard), found.at)


def _parts(
    found: Bundle, making: Making, stands: Checkpoint | None, heard: Heard
) -> Iterator[tuple[str, bytes]]:
    yield cover_name(), cover(found, making, stands)
    for nth, part in enumerate(found.children, start=1):
        heard(nth, len(found.children) + 1)
        names = [each.file_name for each in listed(part)]
        yield f"{place(nth, part)}/{names[0]}", evaluation(found, making, part)
        for name, audit in zip(names[1:], part.audits, strict=True):
            if audit is not None:
                document = agency_document(found, making, part.child.reference, audit)
                yield f"{place(nth, part)}/{name}", document
