"""Raise a finding, put it in other words, withdraw it; and decide on what the results suggest."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, delete, update

from audit.commands.blind import kept_from, seen
from audit.commands.written import say_looked
from audit.model.finding import (
    MOST_FILES,
    Decision,
    Finding,
    FindingWords,
    Origin,
    Suggestion,
)
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.rules import finding as rules
from audit.rules import permission
from audit.rules.permission import Reach
from audit.rules.retention import gone
from audit.rules.search import words_of
from audit.store import checklists, findings, identifiers, panels, rounds, search
from audit.store import tables as t
from audit.store.database import Act, Database


def raise_(
    db: Database,
    by: Person,
    round_id: str,
    words: FindingWords,
    origin: Origin,
    *,
    files: Sequence[str] = (),
    panel_id: str | None = None,
    suggestion: Suggestion | None = None,
    looked: bool = False,
    key: str | None = None,
) -> str:
    """Raise a finding in a round and return its id; `files` are the ids of the case audits that it is linked to.

    An auditor raises one on a file of their own. A suggestion that is taken up is decided by it, and what the
    rule found stands beside it.
    """
    permission.require(by, "finding.raise")
    with db.acting(by, "finding.raised", f"finding:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        row = _kept(now.connection, round_id)
        where = _("{title}, finding").format(title=row["title"])
        if suggestion is not None:
            _check_open(now.connection, round_id, suggestion, where)
        _check_links(now, by, where, round_id, files, panel_id)
        kept = _checked(now, where, row["checklist_id"], words, looked=looked)
        made = now.new_id()
        now.connection.execute(
            t.finding.insert().values(
                id=made,
                round_id=round_id,
                origin=origin.value,
                basis=suggestion.basis if suggestion else "",
                panel_id=panel_id,
                raised_at=now.at,
                raised_by=by.id,
                **_values(kept),
            )
        )
        _findable(now.connection, made, kept)
        _link(now.connection, made, files)
        if suggestion is not None:
            accepted = Decision.ACCEPTED if kept == suggestion.words else Decision.CHANGED
            _decide(now, round_id, suggestion, accepted, finding_id=made)
        now.about = f"finding:{round_id}/{made}"
        now.did(
            result=made,
            kind=kept.kind.value,
            files=len(set(files)),
            text=_mark(db, kept),
            origin=origin.value,
        )
        return made


def change(
    db: Database,
    by: Person,
    finding_id: str,
    words: FindingWords,
    *,
    version: int,
    looked: bool = False,
) -> None:
    """Put a finding in other words; `version` is that of the finding that was read."""
    permission.require(by, "finding.change")
    with db.acting(by, "finding.changed") as now:
        stands = _mine(now, by, finding_id)
        row = _kept(now.connection, stands.round_id)
        where = _("{title}, finding").format(title=row["title"])
        _check_stands(where, stands)
        kept = _checked(now, where, row["checklist_id"], words, looked=looked)
        old = FindingWords(**{name: getattr(stands, name) for name in FindingWords.model_fields})
        if kept == old:
            now.nothing()
            return
        if stands.version != version:
            raise refuse("finding.moved-on", where=where)
        now.connection.execute(
            update(t.finding)
            .where(t.finding.c.id == finding_id)
            .values(**_values(kept), version=version + 1)
        )
        _findable(now.connection, finding_id, kept)
        now.did(old=_mark(db, old), new=_mark(db, kept))


def _findable(connection: Connection, finding_id: str, words: FindingWords) -> None:
    search.put(connection, search.FINDING, finding_id, words_of(words.title))


def withdraw(
    db: Database, by: Person, finding_id: str, because: str, *, looked: bool = False
) -> None:
    """Withdraw a finding with a reason: it stands no longer, and is still there to be read."""
    permission.require(by, "finding.change")
    with db.acting(by, "finding.withdrawn") as now:
        stands = _mine(now, by, finding_id)
        where = _("{title}, finding").format(title=_kept(now.connection, stands.round_id)["title"])
        if not stands.stands:
            now.nothing()
            return
        watched = identifiers.words(now.connection)
        because = rules.check_because(where, because, watched, looked=looked)
        say_looked(now, because, watched, looked=looked)
        values = {"withdrawn_at": now.at, "withdrawn_by": by.id, "withdrawn_because": because}
        now.connection.execute(
            update(t.finding).where(t.finding.c.id == finding_id).values(**values)
        )
        now.did(reason=db.mark_of([because]))


def decline(
    db: Database,
    by: Person,
    round_id: str,
    suggestion: Suggestion,
    because: str,
    *,
    looked: bool = False,
) -> None:
    """Decline what the results of a round suggest, with a reason; declined already it is no change."""
    permission.require(by, "finding.decide")
    with db.acting(by, "finding.declined", f"finding:{round_id}") as now:
        where = _("{title}, suggestion").format(title=_kept(now.connection, round_id)["title"])
        earlier = {each.key: each for each in findings.decided(now.connection, round_id)}
        if suggestion.key in earlier and earlier[suggestion.key].decision is Decision.DECLINED:
            now.nothing()
            return
        _check_open(now.connection, round_id, suggestion, where)
        watched = identifiers.words(now.connection)
        because = rules.check_because(where, because, watched, looked=looked)
        say_looked(now, because, watched, looked=looked)
        _decide(now, round_id, suggestion, Decision.DECLINED, reason=because)
        now.did(key=suggestion.key, reason=db.mark_of([because]))


def take_up_again(db: Database, by: Person, round_id: str, key: str) -> None:
    """Take back that a suggestion was declined: it is offered again."""
    permission.require(by, "finding.decide")
    with db.acting(by, "finding.offered_again", f"finding:{round_id}") as now:
        _kept(now.connection, round_id)
        of = t.finding_suggestion.c
        declined = (of.round_id == round_id, of.key == key, of.decision == Decision.DECLINED.value)
        if not now.connection.execute(delete(t.finding_suggestion).where(*declined)).rowcount:
            now.nothing()
            return
        now.did(key=key)


# ---- Within an act ------------------------------------------------------------------------------------------


def _kept(connection: Connection, round_id: str) -> RowMapping:
    """The round, whose texts are not erased: nothing new is written about what is gone."""
    row = rounds.find(connection, round_id)
    if row["disposed_at"] is not None:
        raise gone(row["title"], row["disposed_at"])
    return row


def _mine(now: Act, by: Person, finding_id: str) -> Finding:
    """The finding, where this person may change it; NotFound where it is another's, or kept from them."""
    found = findings.find(now.connection, finding_id)
    now.about = f"finding:{found.round_id}/{found.id}"
    kept = kept_from(now.connection, by, found.round_id)
    everybodys = Reach.ALL in permission.reaches(by, "finding.change")
    linked = {each.case_audit_id for each in found.files}
    if not linked.isdisjoint(kept) or not (everybodys or found.raised_by_id == by.id):
        raise NotFound(complaint("finding.not-found"))
    return found


def _check_stands(where: str, finding: Finding) -> None:
    if not finding.stands:
        raise refuse("finding.withdrawn", where=where)


def _check_links(
    now: Act, by: Person, where: str, round_id: str, files: Sequence[str], panel_id: str | None
) -> None:
    """NotFound unless every linked file is of this round and in the person's reach; an auditor needs one."""
    if len(files) > MOST_FILES:
        raise refuse("finding.many-files", where=where, limit=MOST_FILES)
    everything = Reach.ALL in permission.reaches(by, "finding.raise")
    for each in files:
        audit = seen(now.connection, by, each)
        covered = everything or audit.auditor_id == by.id
        if audit.round_id != round_id or not covered:
            raise NotFound(complaint("round.not-found"))
    if not everything and not files:
        raise NotFound(complaint("round.not-found"))
    if panel_id is not None:
        panel = panels.find(now.connection, panel_id)
        if panel.round_id != round_id or not everything:
            raise NotFound(complaint("panel.not-found"))


def _checked(
    now: Act, where: str, checklist_id: str, words: FindingWords, *, looked: bool
) -> FindingWords:
    checklist = checklists.published(now.connection, checklist_id)
    review = checklists.review(now.connection, checklist.review)
    points = [each.key for each in review.learning_points]
    watched = identifiers.words(now.connection)
    kept = rules.checked(where, words, checklist, points, watched, looked=looked)
    say_looked(now, "\n".join((kept.title, kept.detail, kept.theme)), watched, looked=looked)
    return kept


def _values(words: FindingWords) -> dict[str, object]:
    return words.model_dump() | {"kind": words.kind.value, "points": list(words.points)}


def _mark(db: Database, words: FindingWords) -> str:
    return db.mark_of(["\n".join((words.kind, words.title, words.detail, words.theme))])


def _link(connection: Connection, finding_id: str, files: Sequence[str]) -> None:
    rows = [{"finding_id": finding_id, "case_audit_id": each} for each in sorted(set(files))]
    if rows:
        connection.execute(t.finding_file.insert(), rows)


def _check_open(connection: Connection, round_id: str, suggestion: Suggestion, where: str) -> None:
    for each in findings.decided(connection, round_id):
        if each.key == suggestion.key:
            raise refuse("finding.decided", where=where, what=each.decision.value, who=each.by)


def _decide(
    now: Act,
    round_id: str,
    suggestion: Suggestion,
    decision: Decision,
    *,
    reason: str = "",
    finding_id: str | None = None,
) -> None:
    now.connection.execute(
        t.finding_suggestion.insert().values(
            round_id=round_id,
            key=suggestion.key,
            title=suggestion.words.title,
            basis=suggestion.basis,
            decision=decision.value,
            reason=reason,
            finding_id=finding_id,
            at=now.at,
            by=now.by.id,
        )
    )
