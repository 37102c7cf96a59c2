"""What needs a person today: every kind of thing that can wait for somebody, each by what they may see of it."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from sqlalchemy import Connection, func, select

from audit.model.action import ActionState
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.cycle import Step
from audit.model.moderation import FileState
from audit.model.person import LOCAL_ID, Person
from audit.model.round import RoundStatus
from audit.model.today import Needed, Today
from audit.rules import cycle as cycle_rules
from audit.rules import permission, today_actions
from audit.rules import today as rules
from audit.rules import today_site as site_rules
from audit.rules.action import state
from audit.rules.permission import Reach
from audit.rules.retention import today
from audit.store import cycles, site
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import kept_from, shown
from audit.views.finding_seen import seen_actions
from audit.views.moderation_files import files_of
from audit.views.publication import waiting_for
from audit.views.reach import files_in_reach
from audit.views.spread import waiting_at
from audit.views.standing import by_auditor

MINDS = "trail.rekey"
"""Whoever may change the trail's key looks after the machine that it lies on."""


def today_of(db: Database, by: Person, *, signs_in: bool = False) -> Today:
    """Return what needs this person, the most urgent first; immediate concerns have a place of their own before it.

    `signs_in` where people sign in: without it, whoever cannot is no news.
    """
    with db.reading(by) as connection:
        at = db.clock()
        found = chain.from_iterable(each(connection, by, today(at)) for each in KINDS)
        packs = waiting_at(connection, by, at)
        leads = permission.may(by, "round.read")
        sees_trail, minds = (permission.may(by, each) for each in ("trail.read", MINDS))
        needed = (
            *found,
            *rules.without_return(packs, leads_rounds=leads),
            *site_rules.unwritten(
                db.checkpoints.complaint() if sees_trail or minds else "", sees_trail=sees_trail
            ),
            *(_shut_out(connection, by) if signs_in else ()),
        )
        return Today(
            today=today(at),
            needed=rules.ordered(needed),
            coming=_coming(connection, by, today(at)),
            is_begun=_is_begun(connection),
        )


def _actions(connection: Connection, by: Person, now: date) -> Iterator[Needed]:
    if not permission.may(by, "action.read"):
        return
    found = seen_actions(connection, by, "action.read")
    mine = [each for each in found if each.owner_id == by.id]
    yield from today_actions.own_actions(mine, now)
    others = [each for each in found if each.owner_id != by.id]
    # Whoever cannot give an action its day is told of what is overdue alone.
    plans = permission.may(by, "action.plan")
    yield from today_actions.chased(
        [each for each in others if plans or state(each, now) is ActionState.OVERDUE], now
    )
    if permission.may(by, "action.verify"):
        done = [each for each in found if state(each, now) is ActionState.COMPLETED]
        yield from today_actions.to_verify(
            [each for each in done if by.id not in (each.owner_id, each.completed_by_id)]
        )


def _rounds(connection: Connection, by: Person, now: date) -> Iterator[Needed]:
    """What rounds need of a QA lead, and what was found, or not, in those that are closed."""
    if not permission.may(by, "round.move"):
        return
    yield from _unanswered(connection)
    yield from _unsaid(connection)
    kept = kept_from(connection, by)
    rows = connection.execute(
        select(t.round_)
        .where(t.round_.c.disposed_at.is_(None), t.round_.c.status != RoundStatus.CLOSED)
        .order_by(t.round_.c.opened_at)
    ).mappings()
    for row in rows.all():
        if cycle_rules.is_single(row["title"]):
            continue
        title, round_id = row["title"], row["id"]
        facts = cycles.facts(connection, row, kept)
        steps = cycles.steps(connection, round_id)
        yield from rules.of_round(title, facts, steps, row["starts"], now)
        if row["status"] != RoundStatus.PLANNED:
            yield from rules.without_auditor(title, _given_to_nobody(connection, by, round_id))
            files = files_of(connection, by, round_id)
            ready = (FileState.READY, FileState.REOPENED)
            yield from rules.to_moderate(title, sum(each.state in ready for each in files))


def _unanswered(connection: Connection) -> Iterator[Needed]:
    """Rounds with comments of a scrutineer that wait for an answer, in one query: closed rounds grow many."""
    rows = connection.execute(
        select(t.round_.c.title, func.count().label("n"))
        .select_from(t.round_.join(t.scrutiny, t.scrutiny.c.round_id == t.round_.c.id))
        .where(t.round_.c.disposed_at.is_(None), t.scrutiny.c.answered_at.is_(None))
        .group_by(t.round_.c.id)
        .order_by(t.round_.c.opened_at)
    )
    for row in rows:
        if not cycle_rules.is_single(row.title):
            yield from rules.to_answer(row.title, row.n)


def _given_to_nobody(connection: Connection, by: Person, round_id: str) -> int:
    hidden = kept_from(connection, by, round_id)
    lines = by_auditor(connection, by, "progress.read", round_id, hidden)
    return sum(each.n for each in lines if each.auditor == "")


def _unsaid(connection: Connection) -> Iterator[Needed]:
    """Closed rounds that had files, and neither a finding nor a decision on what their results suggest."""
    of, move = t.round_.c, t.round_move.c
    closed = (
        select(move.at)
        .where(move.round_id == of.id)
        .order_by(move.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    submitted = select(t.case_audit.c.id).where(
        t.case_audit.c.round_id == of.id, t.case_audit.c.status == CaseAuditStatus.SUBMITTED
    )
    rows = connection.execute(
        select(of.title, closed.label("closed"))
        .where(of.disposed_at.is_(None), of.status == RoundStatus.CLOSED, closed.is_not(None))
        .where(
            *(
                ~select(table.c.round_id).where(table.c.round_id == of.id).exists()
                for table in (t.finding, t.finding_suggestion)
            ),
            submitted.exists(),
        )
        .order_by(of.opened_at)
    )
    for row in rows:
        if not cycle_rules.is_single(row.title):
            yield rules.without_finding(row.title, today(row.closed))


def _own_agency(connection: Connection, by: Person, now: date) -> Iterator[Needed]:
    """What of their own agency's files is late, for whoever leads an agency and not the rounds."""
    verb = "progress.read"
    if permission.may(by, "round.move") or Reach.AGENCY not in permission.reaches(by, verb):
        return
    waiting = connection.execute(
        select(t.round_.c.title, t.round_.c.due, func.count().label("n"))
        .select_from(
            t.case_audit.join(t.case_file).join(t.round_, t.round_.c.id == t.case_audit.c.round_id)
        )
        .where(
            t.round_.c.status.in_(rules.LIVE),
            t.case_audit.c.reading == Reading.FIRST,
            t.case_audit.c.status != CaseAuditStatus.SUBMITTED,
            files_in_reach(by, verb),
            shown(connection, by),
        )
        .group_by(t.round_.c.id)
        .order_by(t.round_.c.due)
    )
    for row in waiting:
        yield from rules.of_agency(row.title, row.n, row.due, now)


def _publications(connection: Connection, by: Person, _: date) -> Iterator[Needed]:
    if permission.may(by, "publication.agree"):
        yield from map(rules.second_person, waiting_for(connection, by))


def _records(connection: Connection, by: Person, now: date) -> Iterator[Needed]:
    if not permission.may(by, "round.retain"):
        return
    over = connection.execute(
        select(t.round_.c.title, t.round_.c.retain_until)
        .where(
            t.round_.c.disposed_at.is_(None),
            t.round_.c.retain_until < now,
            func.coalesce(t.round_.c.held_because, "") == "",
        )
        .order_by(t.round_.c.retain_until)
    )
    for row in over:
        yield rules.to_dispose_of(row.title, row.retain_until)


def _receivers(connection: Connection, by: Person, _: date) -> Iterator[Needed]:
    """Said once a round that somebody planned is on its way: a file audited by itself asks for no setting up."""
    if not permission.may(by, "concern.receivers"):
        return
    named = connection.execute(select(t.concern_receiver.c.id).limit(1)).first() is not None
    titles = select(t.round_.c.title).where(t.round_.c.status.in_(rules.LIVE))
    live = any(not cycle_rules.is_single(each) for each in connection.execute(titles).scalars())
    if live and not named:
        yield rules.without_receiver()


def _backups(connection: Connection, by: Person, now: date) -> Iterator[Needed]:
    """From the first round that somebody planned on, there is something to lose; a server has copies of its own."""
    if not permission.may(by, MINDS) or connection.dialect.name != "sqlite":
        return
    rounds = connection.execute(select(t.round_.c.title, t.round_.c.opened_at)).all()
    began = [each.opened_at for each in rounds if not cycle_rules.is_single(each.title)]
    if began:
        event = t.event.c
        # By what it is about, of which there is an index: a long trail is not read from end to end.
        made = (event.about == f"site:{site.find(connection)}", event.act == "backup.made")
        last = connection.execute(select(func.max(event.at)).where(*made)).scalar_one()
        yield from site_rules.without_backup(today(last) if last else None, today(min(began)), now)


def _shut_out(connection: Connection, by: Person) -> Iterator[Needed]:
    """Who is admitted and has no identity to sign in with."""
    if not permission.may(by, "person.read"):
        return
    person = t.person.c
    nobody = (person.subject.is_(None), person.retired_at.is_(None), person.id != LOCAL_ID)
    found = connection.execute(select(person.name).where(*nobody).order_by(person.name))
    yield from site_rules.cannot_sign_in(found.scalars().all())


def _coming(connection: Connection, by: Person, now: date) -> str:
    if not permission.may(by, "round.move"):
        return ""
    step = t.round_step.c
    rows = connection.execute(
        select(t.round_.c.title, step.number, step.title.label("step"), step.due)
        .join(t.round_, t.round_.c.id == step.round_id)
        .where(step.done_at.is_(None), t.round_.c.status != RoundStatus.CLOSED)
    )
    steps = [(row.title, Step(number=row.number, title=row.step, due=row.due)) for row in rows]
    return rules.coming(steps, now)


def _is_begun(connection: Connection) -> bool:
    return connection.execute(select(t.round_.c.id).limit(1)).first() is not None


KINDS = (_actions, _rounds, _own_agency, _publications, _records, _receivers, _backups)
"""Every kind of thing that can need somebody: a new one is a function and its name here."""
