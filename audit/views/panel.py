"""One case's panel for its pages: the agencies side by side, what was noted and judged, and what is still to do."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from audit.model.case_audit import Answer, Judgement
from audit.model.checklist import Checklist, Standard
from audit.model.language import _
from audit.model.noun import Noun
from audit.model.panel import Attendance, Happening, Note, Panel, PanelFile, Row
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.source_review import SourceReview
from audit.model.wording import worded
from audit.rules import cycle, permission
from audit.rules import panel as rules
from audit.rules.panel_check import caps, mark, missing
from audit.rules.panel_summary import draft
from audit.store import case_audits, checklists, panels
from audit.store.database import Database
from audit.store.panels import FileOfCase


class Judged(Noun):
    """The partnership's judgement on a standard or the whole case, and what caps it."""

    judgement: Judgement
    capped_by: tuple[str, ...]
    """Keys of critical criteria that are not met in one of the files."""
    closed: frozenset[str]
    """Keys of the judgements that they close."""


class PanelPage(Noun):
    """A panel laid out for its pages."""

    panel: Panel
    review: SourceReview
    checklist: Checklist
    agencies: dict[str, str]
    """Key to name of the agencies that have a file of the case here, in the order of the columns."""
    files: tuple[PanelFile, ...]
    rows: tuple[Row, ...]
    notes: dict[str, Note]
    judged: dict[str, Judged]
    """By the key of the standard; the whole case's, the last, under the empty key."""
    present: tuple[Attendance, ...]
    chronology: tuple[Happening, ...]
    missing: tuple[str, ...]
    """What is still to do before it can be signed off."""
    mark: str
    """Stands for all that is shown here of what would be signed off."""
    can_hold: bool
    """True if this person may change it, or open it again."""
    draft: str
    """The learning summary as it follows from the panel."""

    @property
    def standards(self) -> tuple[Standard, ...]:
        """The standards of which a criterion is asked of one of the agencies."""
        asked = {each.standard for each in self.rows}
        return tuple(each for each in self.checklist.standards if each.key in asked)

    @property
    def gaps(self) -> tuple[Row, ...]:
        """What one agency has met and another has not."""
        return tuple(each for each in self.rows if each.gap)

    @property
    def can_change(self) -> bool:
        """True if this person may change something now."""
        return self.can_hold and not self.panel.is_signed_off

    def of(self, standard: str) -> tuple[Row, ...]:
        """The criteria of a standard, gaps between agencies first."""
        rows = [each for each in self.rows if each.standard == standard]
        return tuple(sorted(rows, key=lambda each: not each.gap))

    def name(self, agency: str) -> str:
        """The name of an agency of the checklist; of none, that somebody is independent."""
        known = {each.key: each.name for each in self.checklist.agencies}
        return known.get(agency, agency or _("Independent"))


def panel(db: Database, by: Person, panel_id: str) -> PanelPage:
    """Return the panel; NotFound where it is kept from the person, out of their reach or not signed off for them."""
    permission.require(by, "panel.read")
    with db.reading(by) as connection:
        found = panels.find(connection, panel_id)
        files = panels.files(connection, found.round_id, found.case_id)
        _reach(by, found, files)
        return laid(connection, by, found, files)


def _reach(by: Person, found: Panel, files: Sequence[FileOfCase]) -> None:
    if not rules.sees(by, found, [(*each[:2], each.readings) for each in files]):
        raise NotFound(complaint("panel.not-found"))


def laid(
    connection: Connection, by: Person, found: Panel, files: Sequence[FileOfCase]
) -> PanelPage:
    """The same within a transaction of a caller that has looked at the person's reach."""
    checklist = checklists.published(connection, found.checklist_id)
    review = checklists.review(connection, checklist.review)
    shown, answers = worded(checklist), _answers(connection, files)
    rows = rules.compare(checklist, answers)
    notes = panels.notes(connection, found.id)
    judgements = panels.judgements(connection, found.id)
    of_files = tuple(_file(each) for each in files)
    lacks = {each.agency: each.lacks for each in of_files}
    present = panels.present(connection, found.id)
    chronology = panels.chronology(connection, found.id)
    stands = (found, rows, notes, judgements, present, chronology)
    names = {each.agency: checklist.agency(each.agency).name for each in files}
    # What is kept, and the mark of what was looked at, are of the words that were published.
    made = draft(checklist, review, names, rows, notes, judgements, chronology)
    can_hold = (
        permission.may(by, "panel.hold")
        and found.disposed_at is None
        and cycle.is_open("panel", found.round_status)
    )
    return PanelPage(
        panel=found,
        review=worded(review),
        checklist=shown,
        agencies={each.agency: shown.agency(each.agency).name for each in files},
        files=of_files,
        rows=rules.compare(shown, answers),
        notes=notes,
        judged=_judged(shown, rows, judgements),
        present=present,
        chronology=chronology,
        missing=missing(shown, *stands, lacks),
        mark=mark(*stands),
        can_hold=can_hold,
        draft=made,
    )


def _answers(
    connection: Connection, files: Sequence[FileOfCase]
) -> dict[str, Mapping[str, Answer] | None]:
    found: dict[str, Mapping[str, Answer] | None] = {}
    for each in files:
        counts = rules.counting(each.readings)
        found[each.agency] = case_audits.answers(connection, counts.id) if counts else None
    return found


def _file(file: FileOfCase) -> PanelFile:
    counts = rules.counting(file.readings)
    return PanelFile(
        agency=file.agency,
        case_audit_id=counts.id if counts else None,
        lacks=rules.lacks(file.readings, drawn=file.drawn),
    )


def _judged(
    checklist: Checklist, rows: Sequence[Row], given: Mapping[str, Judgement]
) -> dict[str, Judged]:
    found = {}
    for key in (*rules.judged(rows), ""):
        capped_by, closed = caps(checklist, rows, key)
        judgement = given.get(key, Judgement(standard=key))
        found[key] = Judged(judgement=judgement, capped_by=capped_by, closed=closed)
    return found
