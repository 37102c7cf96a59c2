"""How a board pack was counted and drawn, and how complete its data are: what the sheet Method says."""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat

from audit.documents.board_pack_picture import Picture
from audit.documents.board_pack_words import counting
from audit.documents.conversation_tables import voices_in_words
from audit.documents.pack_method import Pair
from audit.documents.sample_tables import drawn_words
from audit.model.board import Board
from audit.model.case_audit import CaseAuditStatus
from audit.rules.conversation import headline
from audit.rules.headline import many
from audit.rules.released_words import METHOD as RELEASED
from audit.rules.sample_words import seed_words, shared_out, strata_words

NOT_DRAWN = "No sample of this round stands: its cases were added by hand, so what they show is said of them and of no others."
OPEN = (
    "True numbers, small ones too: this pack is for professionals, and for the reader whom it names. What a board"
    " or the public receives is another document, which hides them:"
)


def method(picture: Picture) -> Iterator[tuple[str, Sequence[Pair]]]:
    """Yield each part of the method with its terms, the checklist's own words first."""
    board = picture.board
    yield "How it is counted", counting(picture)
    yield "Sample", tuple(_sample(picture))
    yield "Denominators and completeness", tuple(_completeness(board))
    yield "Conversations and views", tuple(_talks(picture))
    yield "Small numbers", (("Hidden numbers", f"{OPEN} {RELEASED[0]}"),)
    yield "What the review points its readers to", tuple(_resources(board))


def _sample(picture: Picture) -> Iterator[Pair]:
    sample = picture.beside.sample
    if sample is None:
        yield "How the cases were chosen", NOT_DRAWN
        return
    eligible = sum(each.eligible for each in sample.strata)
    drawn, certain = (sum(getattr(each, x) for each in sample.strata) for x in ("drawn", "certain"))
    taken = f" {many(certain, 'case')} more were taken for certain." if certain else ""
    yield (
        "How the cases were chosen",
        f"{drawn:,} of {many(eligible, 'case')} of the list were drawn at random, {shared_out(sample.design)}.{taken}",
    )
    yield "Strata", strata_words(sample.design)
    yield "Drawn", f"{drawn_words(sample)}. {seed_words(sample)}"
    yield "The whole of it", "The sampling log of the round has every case and every reason."


def _completeness(board: Board) -> Iterator[Pair]:
    overall = board.overall
    planned = sum(board.case_audits.values())
    for status in CaseAuditStatus:
        n = board.case_audits[status]
        yield f"Case file audits {status.value}", f"{n:,} of {planned:,}"
    missing = planned - board.case_audits[CaseAuditStatus.SUBMITTED]
    yield (
        "Not submitted",
        f"{missing:,} of {many(planned, 'case file audit')} are not in these figures.",
    )
    yield "Counted", f"{many(board.submitted, 'case file audit')} of {many(board.cases, 'case')}"
    yield "Ratings not evidenced", f"{overall.not_evidenced_rate} applicable"
    yield "Ratings not applicable", f"{overall.not_applicable_rate} asked"
    yield (
        "Case facts overruled",
        f"{board.overruled:,} of {many(sum(overall.counts.values()), 'rating')}: given with a reason"
        " although the case facts ruled the criterion out.",
    )
    flagged = sum(each.mostly_not_applicable for each in board.criteria)
    yield "Criteria mostly not applicable", f"{flagged:,} of {len(board.criteria):,}"


def _talks(picture: Picture) -> Iterator[Pair]:
    found = picture.beside.conversations
    yield (
        "Conversation with the practitioner",
        (
            f"{headline(found)} Each file is rated from the file alone first; of the two ratings the one after"
            " the conversation counts."
        ),
    )
    labels = chain(["Views of the child and the family"], repeat(""))
    yield from zip(labels, voices_in_words(found), strict=False)


def _resources(board: Board) -> Iterator[Pair]:
    """Each address as the source prints it, with the note that says where it is broken."""
    for each in board.review.resources:
        yield each.title, f"{each.address}\nNote: {each.note}" if each.note else each.address
