"""Erasing what people wrote about a round's case files: from the rows first, then from the file itself.

A row that is changed leaves its old words behind: in the free space of its page, in pages that were given
up, in the write-ahead log. So after the rows the whole file is written anew, and the log is emptied.
"""

from collections.abc import Callable

from sqlalchemy import Column, Connection, bindparam, delete, exists, select, update

from audit.model.refusal import Refusal, refuse
from audit.model.retention import Erased
from audit.store import (
    actions,
    cycles,
    findings,
    frames,
    frames_coming,
    good_practices,
    jobs,
    panel_erasure,
    publications,
    releases,
    samples,
    scrutiny,
    spread,
    supervision,
    trends,
)
from audit.store import tables as t
from audit.store.database import Database

NEUTRAL = "disposed-{}"
"""What a case is called whose reference was erased; no reference that a person gives can look like it."""
OVERRULED = "erased"
"""Stands for a reason to overrule: that there was one is counted on the board."""
TEXTS: dict[Column[str], dict[str, str]] = {
    t.answer.c.case_audit_id: {"evidence": "", "reason": "", "overrule": OVERRULED},
    t.judgement.c.case_audit_id: {"rationale": ""},
    t.moderation_item.c.case_audit_id: {"reason": "", "evidence": ""},
    t.moderation_response.c.case_audit_id: {"text": ""},
    t.conversation.c.case_audit_id: {"held_with": "", "without": "", "comment": ""},
    t.file_only.c.case_audit_id: {"evidence": "", "reason": "", "why": ""},
    t.family_view.c.case_audit_id: {"reason": "", "said": ""},
    t.concern.c.case_audit_id: {"worry": "", "done": "", "outcome": ""},
    t.quote.c.case_audit_id: {"quote": "", "place": ""},
    t.case_audit.c.id: {"returned_reason": "", "allocated_because": ""},
}
"""By the column that says whose it is: everything that a person writes in a case audit, and what is left of it."""
PATIENCE = 2000
"""Milliseconds to wait for whoever still reads an earlier state of the file."""
_RENAME = update(t.case).where(t.case.c.id == bindparam("of"))


def erase(connection: Connection, round_id: str, new_id: Callable[[], str]) -> Erased:
    """Within a transaction: take every text and every case reference of a round out of its rows.

    Its case lists too: references, kept columns and names of files; their hashes and numbers stand. And its
    draws: references, reasons, seeds and names of strata; what became of how many cases stands.
    """
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    mine = select(t.case_audit.c.id).where(t.case_audit.c.round_id == round_id)
    texts = 0
    for owner, columns in TEXTS.items():
        for name, left in columns.items():
            column = owner.table.c[name]
            written = update(owner.table).where(owner.in_(mine), column != "")
            texts += connection.execute(written.values({column: left})).rowcount
    texts += cycles.erase_reasons(connection, round_id)
    texts += actions.erase(connection, round_id)
    texts += findings.erase(connection, round_id)
    texts += good_practices.erase(connection, round_id)
    texts += panel_erasure.erase(connection, round_id)
    # A comment is on a round, but nothing kept whoever wrote it from pointing at one of its cases.
    texts += scrutiny.erase(connection, round_id)
    texts += trends.erase(connection, round_id)
    texts += supervision.erase(connection, round_id)
    texts += spread.erase(connection, round_id)
    texts += publications.erase(connection, round_id)
    frames_coming.erase(connection, round_id)
    jobs.erase(connection, round_id)  # what long work made, and nobody has fetched yet
    # When whom was on leave served to give files out, and nothing else.
    connection.execute(
        update(t.round_auditor)
        .where(t.round_auditor.c.round_id == round_id)
        .values(away_from=None, away_until=None)
    )
    connection.execute(
        update(t.moderation_draw).where(t.moderation_draw.c.round_id == round_id).values(seed="")
    )
    # Why somebody was let in without passing is about a person, and serves nobody once the round is gone.
    connection.execute(
        update(t.calibration_let_in)
        .where(t.calibration_let_in.c.round_id == round_id)
        .values(reason="")
    )
    listed = frames.erase(connection, round_id, NEUTRAL.format("row-"))
    sampled = samples.erase(connection, round_id, NEUTRAL.format("drawn-"))
    alone, shared = _cases(connection, round_id)
    if alone:
        renamed = [{"of": case_id, "reference": NEUTRAL.format(new_id())} for case_id in alone]
        connection.execute(_RENAME, renamed)
    parted: dict[str, str] = {}
    for case_id in shared:
        parted |= _part(connection, round_id, case_id, new_id)
    releases.rename(connection, round_id, parted)
    return Erased(
        case_audits=len(connection.execute(mine).all()),
        texts=texts,
        references=len(alone),
        parted=len(shared),
        listed=listed,
        sampled=sampled,
    )


def _cases(connection: Connection, round_id: str) -> tuple[list[str], list[str]]:
    """The cases that this round alone knows, and those that another round knows too."""
    other, its_file = t.case_audit.alias(), t.case_file.alias()
    elsewhere = exists().where(
        its_file.c.case_id == t.case_file.c.case_id,
        other.c.case_file_id == its_file.c.id,
        other.c.round_id != round_id,
    )
    rows = connection.execute(
        select(t.case_file.c.case_id, elsewhere.label("elsewhere"))
        .distinct()
        .join(t.case_audit)
        .where(t.case_audit.c.round_id == round_id)
        .order_by(t.case_file.c.case_id)
    ).all()
    return (
        [row.case_id for row in rows if not row.elsewhere],
        [row.case_id for row in rows if row.elsewhere],
    )


def _part(
    connection: Connection, round_id: str, case_id: str, new_id: Callable[[], str]
) -> dict[str, str]:
    """Give the round's audits of a case another one of no name, so that nothing leads from them to the reference.

    It is one case still: the ratings of one case hang together, and intervals are as wide as that deserves.
    Return the id that took the place of each, the case's and its files'.
    """
    stranger = new_id()
    connection.execute(t.case.insert().values(id=stranger, reference=NEUTRAL.format(new_id())))
    connection.execute(
        update(t.panel)
        .where(t.panel.c.round_id == round_id, t.panel.c.case_id == case_id)
        .values(case_id=stranger)
    )
    files = connection.execute(
        select(t.case_file)
        .distinct()
        .join(t.case_audit)
        .where(t.case_file.c.case_id == case_id, t.case_audit.c.round_id == round_id)
    ).all()
    instead = {case_id: stranger}
    for each in files:
        row: dict[str, str] = {
            "id": new_id(),
            "case_id": stranger,
            "agency": each.agency,
            "team_id": each.team_id,
        }
        connection.execute(t.case_file.insert().values(row))
        connection.execute(
            update(t.case_audit)
            .where(t.case_audit.c.round_id == round_id, t.case_audit.c.case_file_id == each.id)
            .values(case_file_id=row["id"])
        )
        instead[each.id] = row["id"]
        used = exists().where(t.case_audit.c.case_file_id == each.id)
        connection.execute(delete(t.case_file).where(t.case_file.c.id == each.id, ~used))
    return instead


def overwrite(db: Database, where: str) -> None:
    """Write the file anew and empty its write-ahead log; refuse with the reason if that cannot be done now.

    What was erased is gone from every page and every frame. It can be done again at any time.
    """
    try:
        whole = _over(db) if db.is_file else _anew(db)
    except Refusal as refusal:
        what = refusal.complaint.what
        raise refuse("disposal.unfinished", where=where, reason=what) from refusal
    if not whole:
        raise refuse("disposal.unfinished", where=where, reason="Somebody was reading the file.")


def _anew(db: Database) -> bool:
    db.rewrite()
    return True


def _over(db: Database) -> bool:
    """True once the log is empty, too."""
    with db.alone() as connection:
        patience = connection.execute("PRAGMA busy_timeout").fetchone()[0]
        connection.execute(f"PRAGMA busy_timeout={PATIENCE}")
        try:
            # The log begins again where it stands, so that the new file goes over its old frames.
            log = connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
            if not log[0]:
                connection.execute("VACUUM")
                log = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.execute(f"PRAGMA busy_timeout={patience}")
    return not log[0]
