"""Give an overall judgement in the checklist's words, with a rationale. A person chooses; nothing computes it."""

from collections.abc import Mapping
from typing import Literal, assert_never

from audit.commands.case_audit import changed, to_change, where_of
from audit.model.case_audit import Judgement
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import Conflict, complaint, refuse
from audit.rules.completeness import standards_asked
from audit.rules.judgement import capping, closed_values
from audit.rules.rating import check_text
from audit.store import case_audits
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.dialect import insert
from audit.store.trail import fingerprint

JudgementField = Literal["value", "rationale"]


def judge(
    db: Database,
    by: Person,
    case_audit_id: str,
    standard: str,
    part: JudgementField,
    value: str | None,
    *,
    was: str | None,
    visit: str,
) -> Judgement:
    """Keep the judgement on a standard, or on the whole file when `standard` is empty, or its rationale."""
    about = f"judgement:{case_audit_id}/{standard}"

    def keep(now: Act) -> Judgement:
        audit, checklist = to_change(now, by, case_audit_id)
        where = _("{file}, judgement on {standard}").format(
            file=where_of(audit), standard=standard or _("the whole file")
        )
        asked = {each.key for each in standards_asked(checklist, audit.case_file.agency)}
        if standard and standard not in asked:
            raise refuse("standard.unknown", where=where)
        stands = case_audits.judgements(now.connection, audit.id)
        kept = stands.get(standard, Judgement(standard=standard))
        old = _part(kept, part)
        if old == value:
            now.nothing()
            return kept
        if part == "value":
            check(now, checklist, where, audit.id, standard, value)
        else:
            check_text(where, value)
        if old != was and kept.visits.get(part) != visit:
            raise Conflict(
                complaint("answer.conflict", where=where), theirs=old or "", mine=value or ""
            )
        changed(now, audit)
        wanted = put(now, audit.id, kept, {part: value}, visit)
        now.did(result=None, **told(part, old, value))
        return wanted

    return db.together(by, f"judgement.{part}.given", about, keep, within_round=True)


def told(part: JudgementField, old: str | None, new: str | None) -> dict[str, object]:
    """What the trail says of a part of a judgement that was kept: a text by its mark."""
    if part == "value":
        return {"old": old, "new": new}
    return {"old": fingerprint(old) if old else old, "new": fingerprint(new) if new else new}


def put(
    now: Act,
    case_audit_id: str,
    kept: Judgement,
    parts: Mapping[JudgementField, str | None],
    visit: str,
) -> Judgement:
    """Within an act: keep parts of a judgement that were checked."""
    wanted = kept.model_copy(
        update={
            **{str(part): value for part, value in parts.items()},
            "version": kept.version + 1,
            "visits": {**kept.visits, **dict.fromkeys(parts, visit)},
            "kept_at": now.at,
        }
    )
    row = wanted.model_dump(exclude={"standard"})
    now.connection.execute(
        insert(t.judgement)
        .values(case_audit_id=case_audit_id, standard=kept.standard, **row)
        .on_conflict_do_update(index_elements=["case_audit_id", "standard"], set_=row)
    )
    return wanted


def _part(kept: Judgement, part: JudgementField) -> str | None:
    match part:
        case "value":
            return kept.value
        case "rationale":
            return kept.rationale
        case _:
            assert_never(part)


def check(
    now: Act,
    checklist: Checklist,
    where: str,
    case_audit_id: str,
    standard: str,
    value: str | None,
) -> None:
    """Within an act: refuse a judgement that the scale does not have, or that a cap closes."""
    scale = checklist.judgement_scale
    known = [each.key for each in scale.values] if scale else []
    if value is None:
        return
    if scale is None or value not in known:
        raise refuse("judgement.unknown", where=where, value=value, known=", ".join(known))
    answers = case_audits.answers(now.connection, case_audit_id).values()
    capped = capping(checklist, answers, standard)
    if value in closed_values(checklist, capped) and scale.cap is not None:
        raise refuse(
            "judgement.capped",
            where=where,
            wanted=scale.value(value).label,
            cap=scale.value(scale.cap).label,
            criteria=", ".join(each.key for each in capped),
        )
