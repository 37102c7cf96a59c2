"""What a round asks of its auditors before live files, and letting somebody in without it."""

from audit.commands import round as rounds
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.model.round import SINGLE_FILES
from audit.rules import calibration as rules
from audit.rules import permission
from audit.rules.rating import is_text
from audit.store import calibrations, persons
from audit.store import tables as t
from audit.store.database import Database
from audit.store.dialect import insert
from audit.store.trail import fingerprint

REASON_LIMIT = 300
"""Characters in the reason for letting somebody in, at most."""


def ask(db: Database, by: Person, round_id: str, set_id: str | None, bar: int) -> None:
    """Have the auditors of a round pass a practice set at this bar first; None asks for nothing any more.

    Who had begun a live file goes on, and who has passed stays passed. Equal is no change.
    """
    permission.require(by, "calibration.ask")
    rules.check_bar(bar)
    with db.acting(by, "calibration.asked", f"round:{round_id}") as now:
        row = rounds.standing(now.connection, round_id, "allocate")
        if row["title"] == SINGLE_FILES:
            raise refuse("calibration.single", where=row["title"])
        if set_id is not None and set_id not in calibrations.of_checklist(
            now.connection, row["checklist_id"]
        ):
            raise refuse("calibration.set", where=row["title"])
        stands = calibrations.bar(now.connection, round_id)
        if (stands.set_id if stands else None, stands.bar if stands else bar) == (set_id, bar):
            now.nothing()
            return
        values = {"set_id": set_id, "bar": bar, "set_at": now.at, "set_by": by.id}
        now.connection.execute(
            insert(t.calibration_bar)
            .values(round_id=round_id, **values)
            .on_conflict_do_update(index_elements=["round_id"], set_=values)
        )
        now.did(set=set_id, bar=bar)


def let_in(db: Database, by: Person, round_id: str, person_id: str, reason: str) -> None:
    """Open live files of a round to an auditor who has not passed, with a reason; the same again is no change."""
    permission.require(by, "calibration.ask")
    reason = " ".join(reason.split())
    with db.acting(by, "calibration.let_in", f"round:{round_id}") as now:
        row = rounds.standing(now.connection, round_id, "allocate")
        person = persons.find(now.connection, person_id)
        if not calibrations.is_auditor_of(now.connection, round_id, person_id):
            raise refuse("calibration.nobody", where=person.name)
        if not reason or not is_text(reason):
            raise refuse("calibration.no-reason", where=person.name)
        if len(reason) > REASON_LIMIT:
            raise refuse("calibration.reason-long", where=person.name, limit=REASON_LIMIT)
        standing = calibrations.standing(now.connection, round_id, person_id)
        if not standing.asked:
            raise refuse("calibration.not-asked", where=person.name, title=row["title"])
        if calibrations.let_in_because(now.connection, round_id, person_id) == reason:
            now.nothing()
            return
        # Not whether they have begun: a lead who reads the same file would learn it from the refusal.
        if standing.passed or standing.let_in:
            raise refuse("calibration.let-in", where=person.name)
        now.connection.execute(
            t.calibration_let_in.insert().values(
                round_id=round_id, person_id=person_id, reason=reason, at=now.at, by=by.id
            )
        )
        now.did(receiver=person_id, reason=fingerprint(reason))
