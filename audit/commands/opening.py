"""Leave in the trail that somebody opened what stands about single cases: before they see it."""

from sqlalchemy import Connection, select

from audit.commands.blind import seen
from audit.model.board import Filter
from audit.model.checklist import Counts
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.rules import permission
from audit.rules.moderation_choice import is_reader
from audit.rules.panel import sees as sees_panel
from audit.store import moderations, panels
from audit.store import tables as t
from audit.store.database import Database


def case_audit_opened(db: Database, by: Person, case_audit_id: str) -> None:
    """Record that this person opened a case audit; NotFound when it is not there or out of reach."""
    with db.acting(
        by, "case_audit.opened", f"case_audit:{case_audit_id}", within_round=True
    ) as now:
        audit = seen(now.connection, by, case_audit_id)
        file = audit.case_file
        if not permission.covers(
            by,
            "case_audit.read",
            agency=file.agency,
            team_id=file.team_id,
            auditor_id=audit.auditor_id,
        ):
            raise NotFound(complaint("case_audit.not-found"))
        now.did(status=audit.status)


def moderation_opened(db: Database, by: Person, case_audit_id: str) -> None:
    """Record that this person opened how a file was moderated; NotFound when it is kept from them or not there."""
    permission.require(by, "moderation.read")
    with db.acting(by, "moderation.opened", f"moderation:{case_audit_id}") as now:
        audit = seen(now.connection, by, case_audit_id)
        file = moderations.file_of(now.connection, audit.round_id, audit.case_file.id)
        reaches = permission.Reach.ALL in permission.reaches(by, "moderation.read")
        if not (reaches or is_reader(by.id, file)) or not moderations.is_worked_out(
            now.connection, audit.id
        ):
            raise NotFound(complaint("case_audit.not-found"))
        now.did(status=audit.status)


def panel_opened(db: Database, by: Person, panel_id: str) -> None:
    """Record that this person opened a panel; NotFound when it is kept from them, not signed off or not there."""
    permission.require(by, "panel.read")
    with db.acting(by, "panel.opened", f"panel:{panel_id}") as now:
        panel = panels.find(now.connection, panel_id)
        files = panels.files(now.connection, panel.round_id, panel.case_id)
        if not sees_panel(by, panel, [(*each[:2], each.readings) for each in files]):
            raise NotFound(complaint("panel.not-found"))
        now.about = f"panel:{panel.round_id}/{panel.id}"
        now.did(signed_off=panel.is_signed_off)


def lines_opened(
    db: Database,
    by: Person,
    narrow: Filter,
    which: str,
    criteria: tuple[str, ...] | None = None,
    counts: Counts | None = None,
) -> None:
    """Record that this person opened lines of evidence behind figures: of which round, criteria and kind."""
    permission.require(by, "board.lines")
    with db.acting(by, "lines.opened", f"round:{narrow.round_id}") as now:
        _check_reach(now.connection, by, "board.lines", narrow.round_id)
        beside = {"counts": counts, "age_band": narrow.age_band}
        now.did(
            which=which,
            criteria=list(criteria) if criteria is not None else "all",
            agency=narrow.agency,
            team=narrow.team,
            **{name: each.value for name, each in beside.items() if each is not None},
        )


def round_read(db: Database, by: Person, round_id: str) -> None:
    """Record that this person opened the list of a round's case files."""
    permission.require(by, "round.read")
    with db.acting(by, "round.read", f"round:{round_id}") as now:
        if now.connection.execute(select(t.round_.c.id).where(t.round_.c.id == round_id)).first():
            now.did()
            return
        raise NotFound(complaint("round.not-found"))


def _check_reach(connection: Connection, by: Person, verb: str, round_id: str) -> None:
    """NotFound unless a file of the round is in reach: what is not there has the same answer."""
    files = connection.execute(
        select(t.case_file.c.agency, t.case_file.c.team_id)
        .distinct()
        .join(t.case_audit, t.case_audit.c.case_file_id == t.case_file.c.id)
        .where(t.case_audit.c.round_id == round_id)
    )
    if not any(
        permission.covers(by, verb, agency=each.agency, team_id=each.team_id) for each in files
    ):
        raise NotFound(complaint("round.not-found"))
