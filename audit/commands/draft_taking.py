"""Take a checklist that was written elsewhere into a draft: all of it in one go, or nothing."""

from audit.model.draft import Incoming, ItemKind
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import draft as rules
from audit.rules import draft_taking as taking
from audit.rules import permission
from audit.rules.draft_taking import Placed
from audit.store import checklists, drafts
from audit.store.database import Act, Database

VISIT = "workbook"
"""What a field is kept from that no page has kept."""


def take(
    db: Database,
    by: Person,
    draft_id: str,
    found: tuple[Incoming, ...],
    *,
    changes: int,
    key: str | None = None,
) -> int:
    """Make a draft hold what comes in and nothing else; return how many things that changed.

    `changes` is what the draft stood at when the person saw what would change: refused where it has moved on.
    """
    permission.require(by, "checklist.draft")
    with db.acting(by, "draft.taken_in", f"draft:{draft_id}", key=key) as now:
        if now.earlier is not None:
            return int(now.earlier)
        draft = drafts.find(now.connection, draft_id)
        rules.require_open(draft)
        if draft.changes != changes:
            raise refuse("draft.other-now", draft.title)
        taking.check(draft, found)
        base = checklists.published(now.connection, draft.base)
        done = len(taking.differences(draft, found, base))
        if not done:
            now.nothing()
            return 0
        every = taking.placed(draft, found)
        gone = [each.id for each in taking.left_out(draft, every)]
        standards: dict[str, str] = {}
        for each in every:
            made = each.item.id if each.item is not None else now.new_id()
            if each.incoming.kind is ItemKind.STANDARD:
                standards[str(each.incoming.fields["key"])] = made
            _keep(now, draft_id, made, each, standards.get(each.incoming.parent, ""))
        drafts.take_out(now.connection, gone)
        drafts.touch(now.connection, draft_id, now.at)
        now.did(result=str(done), taken_out=len(gone))
        return done


def _keep(now: Act, draft_id: str, made: str, each: Placed, parent: str) -> None:
    fields = taking.fields_of(each)
    if each.item is None:
        kind = each.incoming.kind
        drafts.add(now.connection, draft_id, made, kind, parent, each.place, fields)
        return
    changed = taking.changed_fields(each)
    if changed:
        # Whoever has an older text in a box is asked which of the two stands.
        visits = {**each.item.visits, **dict.fromkeys(changed, VISIT)}
        drafts.keep(now.connection, made, fields, visits, now.at)
    drafts.place(now.connection, made, each.place, parent=parent)
