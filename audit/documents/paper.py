"""Papers: of a release for the board and the public, of a team's own files for its supervision; Word, slides, PDF."""

from audit.commands.release import exported
from audit.commands.supervision import exported as pack_exported
from audit.documents.document import Numbered
from audit.documents.paper_name import PAPERS, Made, file_name, pack_name
from audit.documents.paper_pdf import check_office, to_pdf
from audit.documents.paper_said import Paper
from audit.documents.sheet_text import numbered_name
from audit.model.disclosure import Audience
from audit.model.good_practice import GoodPractice, State
from audit.model.language import in_english
from audit.model.person import Person
from audit.model.released import ReleasedPicture
from audit.model.supervision import Question, Team
from audit.store.database import Database
from audit.views import released as views
from audit.views import supervision as supervision_views
from audit.views.good_practice import gallery


@in_english
def paper(
    db: Database, by: Person, kind: str, round_id: str, number: int, *, as_pdf: bool = False
) -> Made:
    """Return a paper on a release, and leave in the trail that this person took it out as that."""
    found, ending = views.one(db, by, round_id, number), PAPERS[kind].ending
    questions, practice = matter(db, by, found)
    if as_pdf:
        check_office(ending)
    n = found.files.number or 0
    taken = exported(db, by, round_id, number, n, kind=PAPERS[kind].kind)
    content = _written(kind, Paper(found, questions, by.name, db.clock(), taken.number, practice))
    if as_pdf:
        content, ending = to_pdf(content, ending), "pdf"
    name = numbered_name(file_name(found, kind, ending), taken.number)
    return Made(name, Numbered(db, by, taken.number).fix(content))


def matter(
    db: Database, by: Person, found: ReleasedPicture
) -> tuple[tuple[Question, ...], tuple[GoodPractice, ...]]:
    """Return what a paper on a release says beside it: the questions to reflect on, and the good practice that is shown."""
    return views.reflective(db, by, found.review), _practice(db, by, found)


def _practice(db: Database, by: Person, found: ReleasedPicture) -> tuple[GoodPractice, ...]:
    """What of the round is shown to the partnership: nothing of it for a paper that the public reads."""
    if found.audience is Audience.PUBLICATION:
        return ()
    shown = (each for each in gallery(db, by) if each.state is State.SHOWN)
    return tuple(each for each in shown if each.round_id == found.round_id)


def _written(kind: str, made: Paper) -> bytes:
    # Imported where it is used: who asks for slides needs no Word.
    if kind == "slides":
        from audit.documents.paper_slides import slides

        return slides(made)
    from audit.documents.paper_board import board_paper
    from audit.documents.paper_briefing import briefing
    from audit.documents.paper_one import one_pager

    return {"paper": board_paper, "briefing": briefing, "one-pager": one_pager}[kind](made)


@in_english
def supervision(
    db: Database, by: Person, round_id: str, team: Team, *, as_pdf: bool = False
) -> Made:
    """Return the supervision pack of a team, and leave in the trail that this person took it out."""
    from audit.documents.paper_supervision import supervision_pack

    pack = supervision_views.pack(db, by, round_id, team.agency, team.team_id)
    board, ending = pack.board, "docx"
    if as_pdf:
        check_office(ending)
    taken = pack_exported(db, by, round_id, team.agency, team.team_id, board.submitted)
    content = supervision_pack(pack, by.name, taken.number)
    if as_pdf:
        content, ending = to_pdf(content, ending), "pdf"
    name = pack_name(board.review.key, board.round_title, team, board.at, ending)
    return Made(numbered_name(name, taken.number), Numbered(db, by, taken.number).fix(content))
