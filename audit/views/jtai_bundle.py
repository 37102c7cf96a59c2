"""Everything that a bundle for an inspection holds of the chosen children, of one moment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, and_

from audit.model.checklist import Checklist
from audit.model.jtai import Child
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.model.source_review import SourceReview
from audit.rules import jtai as rules
from audit.rules import permission
from audit.rules.retention import gone
from audit.store import checklists, identifiers, panels, rounds
from audit.store import tables as t
from audit.store.database import Database
from audit.views.identifier import Held
from audit.views.jtai import children_files, found_in, held_back
from audit.views.jtai_audit import AgencyAudit, agency_audit
from audit.views.panel import PanelPage, laid


class ChildPart(Noun):
    """A child of the bundle."""

    child: Child
    panel: PanelPage | None
    """The partnership's evaluation as it stands; None where no panel was begun."""
    audits: tuple[AgencyAudit | None, ...]
    """One for each file of the child, in its order; None where the audit is still to come."""


class Bundle(Noun):
    """What is handed over."""

    at: datetime
    round_title: str
    review: SourceReview
    checklist: Checklist
    children: tuple[ChildPart, ...]
    waiting: tuple[Held, ...]
    """Where something that looks like an identifier keeps it back."""

    @property
    def audits(self) -> int:
        """How many agencies' audits are in it."""
        return sum(each.child.audits for each in self.children)


def bundle(db: Database, by: Person, round_id: str, case_ids: Sequence[str]) -> Bundle:
    """Return what is handed over of the chosen children, in the order of their references."""
    permission.require(by, "jtai.export")
    chosen = tuple(dict.fromkeys(case_ids))
    with db.reading(by) as connection:
        row = rounds.find(connection, round_id)
        if row["disposed_at"] is not None:
            raise gone(row["title"], row["disposed_at"])
        rules.check_chosen(row["title"], len(chosen))
        checklist = checklists.published(connection, row["checklist_id"])
        files = {each: children_files(connection, by, round_id, each) for each in chosen}
        found = found_in(connection, by, round_id, checklist)
        made = Bundle(
            at=db.clock(),
            round_title=row["title"],
            review=checklists.review(connection, checklist.review),
            checklist=checklist,
            children=tuple(
                _part(connection, by, round_id, checklist, each, files[each.case_id])
                for each in found
                if each.case_id in files
            ),
            waiting=held_back(connection, [one for some in files.values() for one in some]),
        )
    if not made.audits:
        raise refuse("jtai.nothing", where=made.round_title)
    return made


def _part(
    connection: Connection,
    by: Person,
    round_id: str,
    checklist: Checklist,
    child: Child,
    files: tuple[panels.FileOfCase, ...],
) -> ChildPart:
    mine = and_(t.panel.c.round_id == round_id, t.panel.c.case_id == child.case_id)
    there = panels.found(connection, mine)
    of = {each.agency: each for each in files}
    ordered = rules.in_order([checklist.agency(each) for each in of])
    watched = identifiers.words(connection)
    return ChildPart(
        child=child,
        panel=laid(connection, by, there[0], files) if there else None,
        audits=tuple(
            agency_audit(connection, checklist, of[each.key], watched) for each in ordered
        ),
    )
