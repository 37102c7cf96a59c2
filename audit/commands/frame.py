"""Take a case list as a round's frame, and leave in the trail what of it left the tool."""

from audit.commands.document import numbered
from audit.commands.round import standing
from audit.model.document import LEADS_BACK, DocumentKind
from audit.model.frame import Draft, Frame
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import permission
from audit.rules.frame_check import check
from audit.store import checklists, frames, rounds
from audit.store.database import Database


def take(
    db: Database,
    by: Person,
    round_id: str,
    draft: Draft,
    *,
    seen: str | None = None,
    key: str | None = None,
) -> str:
    """Keep a list as the round's frame and return its id; what its columns mean is remembered.

    `seen` is the id of the frame that it was compared with. The same list as the one that stands adds
    nothing, and the answer is the id of that one.
    """
    permission.require(by, "frame.take")
    hashed = draft.hash  # worked out before anybody has to wait for it
    with db.acting(by, "frame.taken", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        row = standing(now.connection, round_id, "take")
        checklist = checklists.published(now.connection, row["checklist_id"])
        check(draft, {each.key: each.name for each in checklist.agencies})
        stands = frames.current(now.connection, round_id)
        if stands is not None and stands.hash == hashed:
            now.nothing()
            return stands.id
        replaces = None if stands is None else stands.id
        if replaces != seen:
            raise refuse("frame.moved-on", row["title"])
        made = Frame(
            id=now.new_id(),
            round_id=round_id,
            name=draft.name,
            hash=hashed,
            columns=draft.columns,
            cases=len(draft.cases),
            taken_at=now.at,
            taken_by=by.name,
            replaces=replaces,
        )
        frames.put(now.connection, made, by.id, draft.cases)
        frames.remember(now.connection, draft.headings, draft.layout, now.at, by.id)
        now.did(result=made.id, frame=made.id, hash=hashed, cases=made.cases, replaces=replaces)
        now.did(columns=len(draft.columns), pseudonyms=draft.pseudonym_key)
        return made.id


def exported(db: Database, by: Person, round_id: str) -> str:
    """Record that this person took the round's case list out, as it is kept; return the number of the workbook."""
    permission.require(by, "frame.read")
    with db.acting(by, "frame.exported", f"round:{round_id}") as now:
        row = rounds.find(now.connection, round_id)
        stands = frames.current(now.connection, round_id)
        if stands is None:
            raise refuse("frame.none", row["title"])
        now.did(frame=stands.id, cases=stands.cases)
        return numbered(now, DocumentKind.CASE_LIST, round_id)


def pseudonyms_exported(db: Database, by: Person, round_id: str, rows: int) -> str:
    """Record that this person was handed their own list with a column of pseudonyms; return its number."""
    permission.require(by, "frame.take")
    with db.acting(by, "pseudonym_list.exported", f"round:{round_id}") as now:
        rounds.find(now.connection, round_id)
        now.did(rows=rows)
        return numbered(now, DocumentKind.PSEUDONYMS, round_id, handling=LEADS_BACK)
