"""How long a round's records are kept: date them, hold them, release them, dispose of them."""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, update

from audit.commands.blind import kept_from
from audit.commands.document import numbered
from audit.model.document import DocumentKind
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.model.retention import REASON_LIMIT, Retention
from audit.model.round import RoundStatus
from audit.rules import permission
from audit.rules import retention as rules
from audit.store import cases, concerns, cycles, erasure, frames, rounds
from audit.store import retention as kept
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.trail import fingerprint

WORKBOOK = "workbook"
"""Where what is held on a case goes when it leaves the tool."""


def keep_until(
    db: Database, by: Person, round_id: str, until: date, reason: str, owner: str
) -> None:
    """Say until when a round's records are kept, why, and who answers for that; equal is no change."""
    permission.require(by, "round.retain")
    with db.acting(by, "round.kept", f"round:{round_id}") as now:
        row = rounds.find(now.connection, round_id)
        _check_there(row)
        old = kept.retention_of(row)
        new = rules.checked(until, reason, owner, rules.today(now.at))
        if new == old:
            now.nothing()
            return
        _set(now, round_id, **rules.columns(new))
        now.did(old=kept.in_trail(old), new=kept.in_trail(new))


def hold(db: Database, by: Person, round_id: str, because: str) -> None:
    """Hold a round: nothing of it may be erased, whatever its date."""
    permission.require(by, "round.hold")
    because = rules.line("Reason to hold", because, REASON_LIMIT)
    with db.acting(by, "round.held", f"round:{round_id}") as now:
        row = rounds.find(now.connection, round_id)
        _check_there(row)
        held = kept.hold_of(now.connection, row)
        if held is not None:
            since = rules.day(rules.today(held.since))
            told = {"by": held.by, "since": since, "because": held.because}
            raise refuse("hold.already", where=row["title"], **told)
        _set(now, round_id, held_because=because, released_because=None)
        now.did(because=fingerprint(because))


def release(db: Database, by: Person, round_id: str, because: str) -> None:
    """Let go of a round that was held, with the reason."""
    permission.require(by, "round.hold")
    because = rules.line("Reason to release", because, REASON_LIMIT)
    with db.acting(by, "round.released", f"round:{round_id}") as now:
        row = rounds.find(now.connection, round_id)
        if not row["held_because"]:
            raise refuse("hold.none", where=row["title"])
        _set(now, round_id, held_because=None, released_because=because)
        now.did(old=fingerprint(row["held_because"]), because=fingerprint(because))


def dispose(
    db: Database,
    by: Person,
    round_id: str,
    *,
    confirm: str,
    check: Callable[[Act], None] = lambda _: None,
) -> None:
    """Erase all that people wrote about a round's case files, for ever; `confirm` is its title, typed.

    A round disposed of already is finished where an earlier attempt could not overwrite the file. `check` may
    refuse within the act that erases.
    """
    permission.require(by, "round.dispose")
    with db.acting(by, "round.disposed", f"round:{round_id}") as now:
        row = rounds.find(now.connection, round_id)
        if row["disposed_at"] is not None:
            now.nothing()
        else:
            check(now)
            because = ground(now.connection, by, row, now.at, confirm)
            erased = erasure.erase(now.connection, round_id, now.new_id)
            gone = {"released_because": None, "status": RoundStatus.CLOSED}
            _set(now, round_id, disposed_at=now.at, **gone)
            if row["status"] != RoundStatus.CLOSED:
                cycles.put_move(now.connection, round_id, RoundStatus.CLOSED, now.at, by.id)
            now.did(**erased.model_dump(), **kept.in_trail(because))
    finish(db, by, round_id)


def ground(
    connection: Connection, by: Person, row: RowMapping, at: datetime, confirm: str
) -> Retention:
    """Return on what ground a round may be disposed of now; Refusal while it may not be."""
    hold, today = kept.hold_of(connection, row), rules.today(at)
    found = rules.check_disposal(row["title"], kept.retention_of(row), hold, today, confirm)
    _check_safe(connection, by, row)
    return found


def finish(db: Database, by: Person, round_id: str) -> None:
    """Overwrite in the file what was erased from its rows; once it is done, a second time is no change."""
    permission.require(by, "round.dispose")
    with db.reading() as connection:
        row = rounds.find(connection, round_id)
        if row["disposed_at"] is None:
            raise refuse("disposal.none", where=row["title"])
        if kept.overwritten_at(connection, round_id) is not None:
            return
    erasure.overwrite(db, row["title"])
    # Said only now: the trail never says that something is gone before it is.
    with db.acting(by, "round.overwritten", f"round:{round_id}"):
        pass


def certified(db: Database, by: Person, round_id: str) -> str:
    """Record that the certificate of a round's disposal was taken out; return its number."""
    permission.require(by, "round.retain")
    with db.acting(by, "certificate.exported", f"round:{round_id}") as now:
        row = rounds.find(now.connection, round_id)
        if row["disposed_at"] is None:
            raise refuse("disposal.none", where=row["title"])
        return numbered(now, DocumentKind.CERTIFICATE, round_id)


def extracted(db: Database, by: Person, reference: str, to: str, *, suspects: int = 0) -> str:
    """Record that all that is held on a case reference was looked up: to the screen, or to a workbook.

    What nobody recorded, nobody receives. A reference on which nothing is held is recorded too, for "nothing
    is held" is an answer that somebody gave. `suspects` is how many places in it look like an identifier.
    Returns the number of the workbook; none for the screen.
    """
    permission.require(by, "case.extract")
    with db.acting(by, "case.extracted") as now:
        reference = " ".join(reference.split())
        found = cases.find(now.connection, reference)
        now.about = f"case:{found}" if found else "case:"
        # With a key: there are few references, and a plain hash of one is found by trying them all.
        sealed = db.key_file.keys()[-1].seal(reference.casefold().encode())
        held = found is not None or bool(frames.holds(now.connection, reference))
        now.did(reference=f"hmac-sha256:{sealed}", held=held, to=to, suspects=suspects)
        return numbered(now, DocumentKind.CASE_EXTRACT) if held and to == WORKBOOK else ""


def _check_safe(connection: Connection, by: Person, row: RowMapping) -> None:
    """Refuse while a concern of the round is open; who reads a file of it blind cannot be told whether one is."""
    if kept_from(connection, by, row["id"]):
        raise refuse("concern.blind", where=row["title"])
    waiting = len(concerns.open_in(connection, row["id"]))
    if waiting:
        raise refuse("concern.disposal", where=row["title"], n=waiting)


def _check_there(row: RowMapping) -> None:
    if row["disposed_at"] is not None:
        raise rules.gone(row["title"], row["disposed_at"])


def _set(now: Act, round_id: str, **values: object) -> None:
    now.connection.execute(update(t.round_).where(t.round_.c.id == round_id).values(**values))
