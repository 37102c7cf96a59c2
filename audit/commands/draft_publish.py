"""Publish a checklist that was written here: one person proposes it, checked and word for word; a second one agrees."""

import json

from audit.commands.checklist import put_checklist, put_review
from audit.commands.written import written
from audit.model.checklist import Checklist
from audit.model.draft import DraftStatus
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.model.source_review import SourceReview
from audit.rules import draft as rules
from audit.rules import permission
from audit.rules.checklist import complaints, review_complaints
from audit.rules.checklist_measures import measure_complaints
from audit.store import checklists, drafts
from audit.store.database import Database

WHY_LIMIT = 1_000


def propose(
    db: Database,
    by: Person,
    draft_id: str,
    review: SourceReview,
    checklist: Checklist,
    *,
    changes: int,
) -> None:
    """Propose to publish a draft: from now on nobody changes it, and a second person reads it.

    `review` and `checklist` are what it came to when it stood at so many `changes`. Refused where anything
    is wrong in them, and where it has moved on.
    """
    permission.require(by, "checklist.draft")
    with db.acting(by, "draft.proposed", f"draft:{draft_id}") as now:
        draft = drafts.find(now.connection, draft_id)
        rules.require_open(draft)
        if draft.changes != changes:
            raise refuse("draft.moved-on", draft.title)
        known = {each.key: each for each in checklists.reviews(now.connection)}
        stands = rules.review_of(draft, known) or review
        faults = (
            *review_complaints(stands),
            *complaints(stands, checklist),
            *measure_complaints(checklist),
        )
        if faults or (checklist.review, checklist.version) != (draft.review, draft.version):
            raise refuse("draft.unsound", draft.title, n=max(1, len(faults)))
        content = {"review": stands.model_dump_json(), "checklist": checklist.model_dump_json()}
        drafts.touch(
            now.connection,
            draft_id,
            now.at,
            status=DraftStatus.PROPOSED.value,
            proposed_by=by.id,
            proposed=json.dumps(content),
            sent_back_because="",
        )
        now.did(checklist=checklist.key, version=checklist.version)


def agree(db: Database, by: Person, draft_id: str) -> str:
    """Agree to what was proposed, as the second person: it is published word for word; return the checklist's id."""
    permission.require(by, "checklist.agree")
    with db.acting(by, "draft.agreed", f"draft:{draft_id}") as now:
        draft = drafts.find(now.connection, draft_id)
        rules.require_second(draft, by)
        content = json.loads(drafts.proposed(now.connection, draft_id) or "{}")
        if draft.is_new_review:
            put_review(now, SourceReview.model_validate_json(content["review"]))
        made = put_checklist(now, Checklist.model_validate_json(content["checklist"]))
        drafts.touch(
            now.connection,
            draft_id,
            now.at,
            status=DraftStatus.PUBLISHED.value,
            checklist_id=made,
            proposed=None,
        )
        now.also("checklist.published", f"source_review:{draft.review}", checklists=[made])
        now.did(result=made, proposed_by=draft.proposed_by_id)
        return made


def send_back(db: Database, by: Person, draft_id: str, reason: str) -> None:
    """Send a proposal back to be written on: the second person with a reason, or whoever proposed it."""
    permission.require(by, "checklist.agree")
    with db.acting(by, "draft.sent_back", f"draft:{draft_id}") as now:
        draft = drafts.find(now.connection, draft_id)
        if draft.status is not DraftStatus.PROPOSED:
            raise refuse("draft.not-proposed", draft.title)
        reason = written(now, draft.title, reason, looked=True, limit=WHY_LIMIT)
        if not reason and draft.proposed_by_id != by.id:
            raise refuse("draft.no-reason", draft.title)
        drafts.touch(
            now.connection,
            draft_id,
            now.at,
            status=DraftStatus.OPEN.value,
            proposed=None,
            sent_back_because=reason,
        )
        now.did(with_reason=bool(reason))


def set_aside(db: Database, by: Person, draft_id: str, *, aside: bool = True) -> None:
    """Set a draft aside that nobody goes on with, or take it up again; nothing in it is lost."""
    permission.require(by, "checklist.draft")
    with db.acting(by, "draft.set_aside", f"draft:{draft_id}") as now:
        draft = drafts.find(now.connection, draft_id)
        wanted, before = DraftStatus.SET_ASIDE, DraftStatus.OPEN
        if not aside:
            wanted, before = before, wanted
        if draft.status is wanted:
            now.nothing()
            return
        if draft.status is not before:
            raise refuse("draft.not-open", draft.title, status=draft.status.value)
        drafts.touch(now.connection, draft_id, now.at, status=wanted.value)
        now.did(aside=aside)
