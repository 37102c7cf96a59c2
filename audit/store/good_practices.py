"""Rows of good practice as nouns, the case audits that it rests on, and what becomes of it at disposal."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, and_, delete, func, select, update

from audit.model.case_audit import CaseAuditStatus
from audit.model.checklist import Counts
from audit.model.good_practice import GoodPractice, State
from audit.model.refusal import NotFound, complaint
from audit.store import checklists
from audit.store import tables as t

_of = t.good_practice.c
TEXTS = ("done", "possible", "copy_it")
_PLAIN = (
    *(
        "id",
        "round_id",
        "finding_id",
        "criterion",
        "agency",
        "basis",
        "version",
        "made_at",
        "shown_at",
        "because",
    ),
    *TEXTS,
)


def found(connection: Connection, wanted: ColumnElement[bool]) -> tuple[GoodPractice, ...]:
    """Return the entries that are wanted, the latest first; one whose words are erased is none."""
    rows = connection.execute(
        select(
            *(_of[each] for each in (*_PLAIN, "points", "state")),
            t.round_.c.title.label("round_title"),
            t.round_.c.checklist_id,
            t.person.c.name.label("made_by"),
            func.coalesce(t.agency.c.name, "").label("agency_name"),
        )
        .join(t.round_, t.round_.c.id == _of.round_id)
        .join(t.person, t.person.c.id == _of.made_by)
        .outerjoin(t.agency, t.agency.c.key == _of.agency)
        .where(wanted, _of.done != "")
        .order_by(_of.made_at.desc(), _of.id)
    ).mappings()
    return tuple(
        GoodPractice(
            **{name: row[name] for name in (*_PLAIN, "round_title", "made_by", "agency_name")},
            points=tuple(row["points"]),
            state=State(row["state"]),
            standard=_standard(connection, row["checklist_id"], row["criterion"]),
        )
        for row in rows
    )


def _standard(connection: Connection, checklist_id: str, criterion: str) -> str:
    standards = checklists.published(connection, checklist_id).standards
    homes = {one.key: each.title for each in standards for one in each.criteria}
    return homes.get(criterion, "")


def find(connection: Connection, entry_id: str) -> GoodPractice:
    """Return the entry of that id; NotFound if there is none, or its words are erased."""
    there = found(connection, _of.id == entry_id)
    if not there:
        raise NotFound(complaint("good_practice.not-found"))
    return there[0]


def resting_on(connection: Connection, case_audits: Collection[str]) -> frozenset[str]:
    """Return the entries that rest on one of these case audits."""
    of = t.good_practice_file.c
    if not case_audits:
        return frozenset()
    wanted = select(of.good_practice_id).where(of.case_audit_id.in_(case_audits))
    return frozenset(connection.execute(wanted).scalars())


def starred(
    connection: Connection, round_id: str, criterion: str, agency: str, kept: Collection[str]
) -> tuple[list[str], int, int]:
    """Return the submitted readings in which a criterion is starred, in how many files, and of how many it applied to.

    Without those that are `kept` from whoever asks; of one agency, or of all.
    """
    wanted = and_(
        t.case_audit.c.round_id == round_id,
        t.case_audit.c.status == CaseAuditStatus.SUBMITTED,
        t.answer.c.criterion == criterion,
        t.answer.c.counts.is_not(None),
        t.answer.c.counts != Counts.OUT,
    )
    if agency:
        wanted &= t.case_file.c.agency == agency
    rows = connection.execute(
        select(t.case_audit.c.id, t.case_audit.c.case_file_id, t.answer.c.starred)
        .select_from(t.answer.join(t.case_audit).join(t.case_file))
        .where(wanted)
        .order_by(t.case_audit.c.id)
    ).all()
    seen = [each for each in rows if each.id not in kept]
    files = {each.case_file_id for each in seen if each.starred}
    of = {each.case_file_id for each in seen}
    return [each.id for each in seen if each.starred], len(files), len(of)


def link(connection: Connection, entry_id: str, files: Collection[str]) -> None:
    """Note on which case audits an entry rests: apart from its words, and gone at disposal."""
    rows = [{"good_practice_id": entry_id, "case_audit_id": each} for each in sorted(files)]
    if rows:
        connection.execute(t.good_practice_file.insert(), rows)


def erase(connection: Connection, round_id: str) -> int:
    """Take out what leads to a case, and the words that nobody is shown; return how many texts there were.

    What is shown stands, as the titles of findings do: it was read before it was shown, and is about practice.
    """
    mine = select(_of.id).where(_of.round_id == round_id)
    of = t.good_practice_file.c
    connection.execute(delete(t.good_practice_file).where(of.good_practice_id.in_(mine)))
    here = update(t.good_practice).where(_of.round_id == round_id)
    texts = connection.execute(here.where(_of.because != "").values(because="")).rowcount
    for name in TEXTS:
        unseen = here.where(_of.state != State.SHOWN.value, _of[name] != "")
        texts += connection.execute(unseen.values({name: ""})).rowcount
    return texts
