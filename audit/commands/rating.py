"""Rate one criterion: the rating, its evidence, its reason, its star, or overruling what the facts say."""

import json
from collections.abc import Mapping

from sqlalchemy import bindparam, update

from audit.commands.case_audit import changed, open_to, where_of
from audit.model.case_audit import Answer, RatingField
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import Conflict, complaint, refuse
from audit.rules.rating import check_value, counts_as
from audit.store import case_audits
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.prepared import Prepared
from audit.store.trail import fingerprint

Value = str | bool | None
_WRITE = Prepared(
    update(t.answer).where(
        t.answer.c.case_audit_id == bindparam("of"),
        t.answer.c.criterion == bindparam("key"),
        t.answer.c.version == bindparam("before"),
    )
)


def rate(
    db: Database,
    by: Person,
    case_audit_id: str,
    criterion: str,
    part: RatingField,
    value: Value,
    *,
    was: Value,
    visit: str,
) -> Answer:
    """Keep one part of an answer and return the answer as it now stands.

    `was` is what this person's page last knew to be kept, `visit` names that opening of the page.
    An equal value is kept already and leaves no event. When another visit changed the same part
    meanwhile, Conflict carries both values and nothing is changed.
    """

    def keep(now: Act) -> Answer:
        audit, kept = case_audits.with_answer(now.connection, case_audit_id, criterion)
        checklist = open_to(now, by, audit)
        where = _("{file}, criterion {criterion}").format(file=where_of(audit), criterion=criterion)
        if kept is None:
            raise refuse("criterion.not-asked", where=where)
        check_value(checklist, where, part, value)
        # Only a reason overrules.
        given = "" if part == "overrule" and not str(value).strip() else value
        stands: Value = getattr(kept, part)
        if stands == given:
            now.nothing()
            return kept
        if stands != was and kept.visits.get(part) != visit:
            raise Conflict(
                complaint("answer.conflict", where=where), theirs=_words(stands), mine=_words(given)
            )
        changed(now, audit)
        wanted = put(now, checklist, audit.id, kept, {part: given}, visit)
        now.did(result=None, **told(part, stands, wanted))
        return wanted

    return db.together(
        by, f"{part}.given", f"answer:{case_audit_id}/{criterion}", keep, within_round=True
    )


def told(part: RatingField, old: Value, wanted: Answer) -> dict[str, object]:
    """What the trail says of a part of an answer that was kept: a text by its mark."""
    return {
        "old": _for_trail(part, old),
        "new": _for_trail(part, getattr(wanted, part)),
        "version": wanted.version,
        "counts": wanted.counts,
    }


def put(
    now: Act,
    checklist: Checklist,
    case_audit_id: str,
    kept: Answer,
    parts: Mapping[RatingField, Value],
    visit: str,
) -> Answer:
    """Within an act: keep parts of an answer that were checked, with what the answer then counts as."""
    wanted = kept.model_copy(
        update={
            **{str(part): value for part, value in parts.items()},
            "version": kept.version + 1,
            "visits": {**kept.visits, **dict.fromkeys(parts, visit)},
            "kept_at": now.at,
            "kept_by": now.by.id,
        }
    )
    counts = counts_as(checklist.rating_scale, wanted)
    if counts is not kept.counts:
        wanted = wanted.model_copy(update={"counts": counts})
    write(now, case_audit_id, wanted)
    return wanted


def write(now: Act, case_audit_id: str, answer: Answer) -> None:
    """Within an act: put an answer in place of the version before it."""
    values = {**answer.__dict__, "ruled_out_by": ",".join(answer.ruled_out_by)}
    place = {"of": case_audit_id, "key": values.pop("criterion"), "before": answer.version - 1}
    if _WRITE.run(now.connection, values | place) != 1:
        raise refuse(
            "answer.moved-on", where=_("Criterion {criterion}").format(criterion=answer.criterion)
        )


def _words(value: Value) -> str:
    return "" if value is None else str(value)


def _for_trail(part: RatingField, value: Value) -> str:
    if part in ("rating", "starred"):
        return json.dumps(value)
    return fingerprint(str(value)) if value else ""
