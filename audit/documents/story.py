"""The story of a learning point as a file: a Word document or a PDF under a number of the register."""

from audit.commands import story as commands
from audit.documents.document import Numbered
from audit.documents.paper_name import Made
from audit.documents.paper_pdf import check_office, to_pdf
from audit.documents.sheet_text import numbered_name, slug, stamp
from audit.model.language import in_english
from audit.model.person import Person
from audit.model.story import Story
from audit.rules import permission
from audit.store.database import Database
from audit.views.released_story import released_story
from audit.views.story import story as live_story

ENDING = "docx"


def told(db: Database, by: Person, round_id: str, point: str) -> Story:
    """Return the story as this person may be told it: from true figures, else from what was released."""
    live = permission.may(by, "board.read")
    return (live_story if live else released_story)(db, by, round_id, point)


def may_take(by: Person) -> bool:
    """True if this person may take the story out that they are told."""
    live = permission.may(by, "board.read")
    return permission.may(by, "board.export" if live else "release.read")


@in_english
def story_document(
    db: Database, by: Person, round_id: str, point: str, *, as_pdf: bool = False
) -> Made:
    """Return the story as a file, and leave in the trail that this person took it out."""
    # Imported where it is used: a page that only names the file needs no Word.
    from audit.documents.paper_story import story_paper

    found, ending = told(db, by, round_id, point), ENDING
    if as_pdf:
        check_office(ending)
    entered = commands.released_exported if found.is_released else commands.exported
    taken = entered(db, by, round_id, point, found.cycle.review.handling)
    content = story_paper(found, by.name, taken)
    if as_pdf:
        content, ending = to_pdf(content, ending), "pdf"
    name = numbered_name(file_name(found, ending), taken.number)
    return Made(name, Numbered(db, by, taken.number).fix(content))


def file_name(found: Story, ending: str) -> str:
    """Return a name that says whose story it is, and how it may be handled."""
    review = found.cycle.review
    parts = ("story", slug(review.key), slug(found.point.key), slug(found.cycle.title))
    handled = (slug(review.handling), stamp(found.at))
    return f"{'_'.join((*parts, *handled))}.{ending}"
