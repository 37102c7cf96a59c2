"""What the cover of a board pack says."""

from collections.abc import Iterator

from audit.documents.board_pack_picture import Picture
from audit.documents.pack_cover import checkpoint_words
from audit.documents.sheet_text import when
from audit.model.board import Board
from audit.rules.headline import many


def about(picture: Picture) -> Iterator[tuple[str, str, str]]:
    """Yield label, words and style of each line."""
    board, checklist = picture.board, picture.board.checklist
    yield "Handling", picture.handling.label, "Strong"
    yield "", picture.handling_reason, "Prose"
    if picture.viewer:
        yield (
            "For",
            f"{picture.viewer}, as a professional: true numbers. The trail has who and when.",
            "Prose",
        )
    if picture.number:
        yield "Document", picture.number, "Strong"
    yield "Round", board.round_title, "Strong"
    yield "Narrowed to", board.narrowed_to or "the whole round", "Prose"
    yield "Counted", _counted(board), "Prose"
    yield "Checklist", f"{checklist.title}, version {checklist.version}", "Prose"
    yield "Source review", f"{board.review.title}: {board.review.kind}", "Prose"
    yield "Made", f"{when(board.at)} (Europe/London)", "Prose"
    if picture.taken is not None and picture.taken.checkpoint is not None:
        yield "Trail checkpoint", checkpoint_words(picture.taken.checkpoint), "Prose"


def _counted(board: Board) -> str:
    asked = sum(board.case_audits.values())
    audits = many(board.submitted, "submitted case file audit")
    return f"{audits} of {many(board.cases, 'case')}; {asked:,} planned in all"
