"""Add a case file to a round, and the one step in which a newcomer audits a first one."""

from collections.abc import Mapping
from itertools import count

from sqlalchemy import Connection, select, update

from audit.commands import counts
from audit.commands import round as rounds
from audit.commands.case_audit import against, begin, check_auditor, check_rules
from audit.commands.panel_void import void_panel
from audit.model.case import AgeBand
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Agency
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.round import SINGLE_FILES, RoundStatus
from audit.rules import cycle, permission
from audit.rules.allocation import check_because
from audit.rules.reference import check_reference
from audit.store import case_audits, cases, checklists
from audit.store import tables as t
from audit.store.database import Act, Database

TEAM_LIMIT = 60
"""Characters in the name of a team, at most."""


def add_file(
    db: Database,
    by: Person,
    round_id: str,
    reference: str,
    agency: str,
    *,
    team: str = "",
    age_band: AgeBand = AgeBand.NOT_KNOWN,
    auditor_id: str | None = None,
    because: str = "",
    reading: Reading = Reading.FIRST,
    key: str | None = None,
) -> str:
    """Add one agency's file on a case to a round, as a case audit for somebody or nobody yet; return its id.

    Against a rule of allocation it is given with a reason, which is kept only then.
    """
    permission.require(by, "case_file.add")
    because = check_because(because)
    with db.acting(by, "case_file.added", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        made = put(now, round_id, reference, agency, team, age_band, auditor_id, reading)
        _by_the_rules(now, made, auditor_id, because)
        return made


def add_files(
    db: Database,
    by: Person,
    round_id: str,
    reference: str,
    teams: Mapping[str, str],
    *,
    age_band: AgeBand = AgeBand.NOT_KNOWN,
    auditor_id: str | None = None,
    because: str = "",
    reading: Reading = Reading.FIRST,
    key: str | None = None,
) -> tuple[str, ...]:
    """Add the files of several agencies on one case in one act, all or none; return the ids of their case audits.

    `teams` says which agencies were involved, by their keys, with the name of the team that keeps the
    file; an empty name is no team. They go to one auditor, or to nobody yet; a reason stands for each file
    whose rules of allocation that breaks.
    """
    permission.require(by, "case_file.add")
    because = check_because(because)
    with db.acting(by, "case_files.added", key=key) as now:
        if now.earlier is not None:
            return tuple(now.earlier.split(","))
        if not teams:
            raise refuse(
                "case_file.no-agency",
                where=_("Case file {reference}").format(reference=check_reference(reference)),
            )
        added = {}
        for agency, team in teams.items():
            made = put(now, round_id, reference, agency, team, age_band, auditor_id, reading)
            _by_the_rules(now, made, auditor_id, because)
            # What one file's adding would say of itself is said of each.
            added[made] = {**now.detail, "agency": agency}
            now.detail.clear()
        now.about = f"case:{cases.find(now.connection, check_reference(reference))}"
        now.did(result=",".join(added), round=round_id, case_audits=len(added), added=added)
        return tuple(added)


def audit_one_now(
    db: Database,
    by: Person,
    checklist_id: str,
    agency: str,
    *,
    reference: str | None = None,
    key: str | None = None,
) -> str:
    """In one act: a round for single files if there is none, a case file, given to oneself and started.

    Returns the id of the case audit. Without a reference the next free one is made up. Rules of allocation are
    about rounds that somebody planned: who takes a single file answers for it.
    """
    permission.require(by, "case_audit.own")
    permission.require(by, "case_file.add")
    with db.acting(by, "case_audit.started", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        check_auditor(now, by.id)
        round_id = _single_files(now, by, checklist_id)
        made = put(
            now,
            round_id,
            reference if reference is not None else _free_reference(now.connection),
            agency,
            "",
            AgeBand.NOT_KNOWN,
            by.id,
            Reading.FIRST,
        )
        audit = case_audits.find(now.connection, made)
        begin(now, audit, checklists.published(now.connection, checklist_id))
        return made


def _by_the_rules(now: Act, case_audit_id: str, auditor_id: str | None, because: str) -> None:
    """Within an act that added a case audit for somebody: hold it against the rules of allocation."""
    if auditor_id is None:
        return
    broken = check_rules(now, case_audit_id, check_auditor(now, auditor_id), because)
    if broken:
        against(now, broken, because)
        same = t.case_audit.c.id == case_audit_id
        now.connection.execute(update(t.case_audit).where(same).values(allocated_because=because))


def put(
    now: Act,
    round_id: str,
    reference: str,
    agency: str,
    team: str,
    age_band: AgeBand,
    auditor_id: str | None,
    reading: Reading,
) -> str:
    """Within an act: add the case, its file and its case audit where they are not there yet."""
    reference = check_reference(reference)
    where = _("Case file {reference}").format(reference=reference)
    found = now.connection.execute(
        select(t.round_.c.checklist_id, t.round_.c.status, t.round_.c.title).where(
            t.round_.c.id == round_id
        )
    ).first()
    if found is None:
        raise NotFound(complaint("round.not-found"))
    cycle.check("add", RoundStatus(found.status), found.title, where)
    checklist = checklists.published(now.connection, found.checklist_id)
    if agency not in {each.key for each in checklist.agencies}:
        raise refuse("agency.unknown", where=where, agency=agency)
    if auditor_id is not None:
        check_auditor(now, auditor_id)
    file_id = _file(now, reference, checklist.agency(agency), _named(team))
    t_audit = t.case_audit
    taken = select(t_audit.c.id).where(
        t_audit.c.round_id == round_id,
        t_audit.c.case_file_id == file_id,
        t_audit.c.reading == reading,
    )
    if now.connection.execute(taken).first():
        raise refuse("case_file.taken", where=where, agency=checklist.agency(agency).name)
    made = now.new_id()
    with counts.moving(now, round_id, file_id):
        now.connection.execute(
            t_audit.insert().values(
                id=made,
                round_id=round_id,
                case_file_id=file_id,
                age_band=age_band,
                reading=reading,
                auditor_id=auditor_id,
                status=CaseAuditStatus.NOT_STARTED,
                added_at=now.at,
            )
        )
    now.about = f"case_audit:{made}"
    now.did(result=made, round=round_id, case_file=file_id, auditor=auditor_id, reading=reading)
    void_panel(now, round_id, file_id)
    return made


def _file(now: Act, reference: str, agency: Agency, team: str) -> str:
    case_id = _case(now, reference)
    kept = t.team.c.name.label("team")
    found = now.connection.execute(
        select(t.case_file.c.id, kept)
        .outerjoin(t.team, t.team.c.id == t.case_file.c.team_id)
        .where(t.case_file.c.case_id == case_id, t.case_file.c.agency == agency.key)
    ).first()
    if found is None:
        file_id, team_id = now.new_id(), _team(now, agency, team)
        row = {"id": file_id, "case_id": case_id, "agency": agency.key, "team_id": team_id}
        now.connection.execute(t.case_file.insert().values(row))
        return file_id
    if team and found.team is None:
        team_id = _team(now, agency, team)
        same = t.case_file.c.id == found.id
        with counts.moving_file(now, found.id):
            now.connection.execute(update(t.case_file).where(same).values(team_id=team_id))
        now.did(team=team_id)
    elif team and team.casefold() != found.team.casefold():
        told = {"agency": agency.name, "kept": found.team, "given": team}
        raise refuse(
            "case_file.other-team",
            where=_("Case file {reference}").format(reference=reference),
            **told,
        )
    return str(found.id)


def _case(now: Act, reference: str) -> str:
    """The case of that reference, capitals aside, as it was first spelt; a new one if there is none."""
    found = cases.find(now.connection, reference)
    if found is not None:
        return found
    case_id = now.new_id()
    now.connection.execute(t.case.insert().values(id=case_id, reference=reference))
    return case_id


def _named(team: str) -> str:
    """The name of a team without needless spaces; empty for none."""
    name = " ".join(team.split())
    if name and (len(name) > TEAM_LIMIT or not name.isprintable()):
        raise refuse("team.name", where=_("Team"), limit=TEAM_LIMIT)
    return name


def _team(now: Act, agency: Agency, name: str) -> str | None:
    if not name:
        return None
    found = now.connection.execute(
        select(t.team.c.id).where(t.team.c.agency == agency.key, t.team.c.name == name)
    ).scalar_one_or_none()
    if found is not None:
        return str(found)
    team_id = now.new_id()
    now.connection.execute(t.team.insert().values(id=team_id, agency=agency.key, name=name))
    return team_id


def _single_files(now: Act, by: Person, checklist_id: str) -> str:
    """The open round that holds the single files on this checklist, or a new one.

    A file audited by itself was not drawn: it never goes into a round that a QA lead planned.
    """
    found = now.connection.execute(
        select(t.round_.c.id)
        .where(
            t.round_.c.checklist_id == checklist_id,
            t.round_.c.status == RoundStatus.OPEN,
            t.round_.c.title.startswith(SINGLE_FILES),
        )
        .order_by(t.round_.c.opened_at.desc(), t.round_.c.id)
    ).first()
    if found is not None:
        return str(found.id)
    titles = set(now.connection.execute(select(t.round_.c.title)).scalars())
    fresh = SINGLE_FILES if SINGLE_FILES not in titles else _free(SINGLE_FILES + " {}", titles)
    return rounds.make(now, by, fresh, checklist_id)


def _free_reference(connection: Connection) -> str:
    """The next reference of the form FILE-001 that no case has, however it is spelt."""
    known = connection.execute(
        select(t.case.c.reference).where(t.case.c.reference.ilike("FILE-%"))
    ).scalars()
    return _free("FILE-{:03}", {each.upper() for each in known})


def _free(pattern: str, taken: set[str]) -> str:
    """The pattern with the first number that is not taken."""
    return next(name for name in map(pattern.format, count(1)) if name not in taken)
