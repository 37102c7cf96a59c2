"""Make good practice that was seen an entry of the gallery; show it to everybody, and take it down."""

from sqlalchemy import Connection, select, update

from audit.commands.blind import kept_from
from audit.commands.written import say_looked
from audit.model.finding import FindingKind
from audit.model.good_practice import GoodPractice, PracticeWords, State
from audit.model.language import _, in_english
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.rules import finding as finding_rules
from audit.rules import good_practice as rules
from audit.rules import permission
from audit.rules.finding import check_because
from audit.rules.retention import gone
from audit.store import checklists, findings, good_practices, identifiers, rounds
from audit.store import tables as t
from audit.store.database import Act, Database


def draft(
    db: Database,
    by: Person,
    round_id: str,
    words: PracticeWords,
    *,
    finding_id: str | None = None,
    looked: bool = False,
    key: str | None = None,
) -> str:
    """Write an entry on what was starred on the criterion, or on a strength that was found; return its id.

    Nobody but its writers sees it before it is shown. NotFound where the round, or what it is made of, is not
    in the person's reach.
    """
    permission.require(by, "good_practice.draft")
    with db.acting(by, "good_practice.drafted", f"good_practice:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        rounds.find(now.connection, round_id)
        if not rules.writes(by, words.agency):
            raise NotFound(complaint("round.not-found"))
        files, basis = _rests_on(now.connection, by, round_id, words, finding_id)
        kept = _checked(now, round_id, words, looked=looked)
        made = now.new_id()
        row = {"id": made, "round_id": round_id, "finding_id": finding_id, "basis": basis}
        state = {"state": State.DRAFT.value, "made_at": now.at, "made_by": by.id}
        now.connection.execute(t.good_practice.insert().values(**row, **state, **_values(kept)))
        good_practices.link(now.connection, made, files)
        now.about = f"good_practice:{round_id}/{made}"
        now.did(result=made, text=_mark(db, kept))
        return made


def change(
    db: Database,
    by: Person,
    entry_id: str,
    words: PracticeWords,
    *,
    version: int,
    looked: bool = False,
) -> None:
    """Put an entry in other words: it is a draft again until somebody has read them and shows it."""
    permission.require(by, "good_practice.draft")
    with db.acting(by, "good_practice.changed") as now:
        stands = _mine(now, by, entry_id)
        if not rules.writes(by, words.agency):
            raise NotFound(complaint("good_practice.not-found"))
        kept = _checked(now, stands.round_id, words, looked=looked)
        old = PracticeWords(**{each: getattr(stands, each) for each in PracticeWords.model_fields})
        if kept == old:
            now.nothing()
            return
        _check_version(stands, version)
        _set(now, stands, State.DRAFT, **_values(kept), because="")
        now.did(old=_mark(db, old), new=_mark(db, kept))


def show(db: Database, by: Person, entry_id: str, *, version: int) -> None:
    """Show an entry to everybody in the partnership, as it was read in that version; shown already it is no change."""
    permission.require(by, "good_practice.show")
    with db.acting(by, "good_practice.shown") as now:
        stands = _mine(now, by, entry_id)
        if stands.state is State.SHOWN:
            now.nothing()
            return
        _check_version(stands, version)
        _set(now, stands, State.SHOWN, shown_at=now.at, because="")
        now.did()


def take_down(
    db: Database, by: Person, entry_id: str, because: str, *, looked: bool = False
) -> None:
    """Take an entry down with a reason: its writers still read it; taken down already it is no change.

    That can be done after its round is disposed of, too: then its words are erased with it.
    """
    permission.require(by, "good_practice.draft")
    with db.acting(by, "good_practice.taken_down") as now:
        stands = _mine(now, by, entry_id)
        if stands.state is State.TAKEN_DOWN:
            now.nothing()
            return
        watched = _watched(now.connection)
        because = check_because(
            _(rules.WHERE), because, watched, looked=looked, code="good_practice.identifier"
        )
        say_looked(now, because, watched, looked=looked)
        if rounds.find(now.connection, stands.round_id)["disposed_at"] is None:
            _set(now, stands, State.TAKEN_DOWN, because=because)
        else:
            _set(now, stands, State.TAKEN_DOWN, **dict.fromkeys(good_practices.TEXTS, ""))
        now.did(reason=db.mark_of([because]))


# ---- Within an act ------------------------------------------------------------------------------------------


def _mine(now: Act, by: Person, entry_id: str) -> GoodPractice:
    found = good_practices.find(now.connection, entry_id)
    now.about = f"good_practice:{found.round_id}/{found.id}"
    kept = kept_from(now.connection, by, found.round_id)
    hidden = good_practices.resting_on(now.connection, kept)
    if found.id in hidden or not rules.writes(by, found.agency):
        raise NotFound(complaint("good_practice.not-found"))
    return found


def _rests_on(
    connection: Connection, by: Person, round_id: str, words: PracticeWords, finding_id: str | None
) -> tuple[list[str], str]:
    """The case audits behind it that are not kept from this person, and in how many files it was seen."""
    kept = kept_from(connection, by, round_id)
    if finding_id is not None:
        found = findings.find(connection, finding_id)
        strength = found.kind is FindingKind.STRENGTH and found.stands
        if (
            found.round_id != round_id
            or not strength
            or not finding_rules.sees(by, found, (), kept)
        ):
            raise NotFound(complaint("finding.not-found"))
        return [each.case_audit_id for each in found.files], ""
    given = (words.criterion, words.agency, kept)
    files, starred, of = good_practices.starred(connection, round_id, *given)
    if not files:
        raise refuse("good_practice.nothing", where=_(rules.WHERE))
    return files, in_english(rules.basis)(starred, of)


def _checked(now: Act, round_id: str, words: PracticeWords, *, looked: bool) -> PracticeWords:
    row = rounds.find(now.connection, round_id)
    if row["disposed_at"] is not None:
        raise gone(row["title"], row["disposed_at"])
    checklist = checklists.published(now.connection, row["checklist_id"])
    review = checklists.review(now.connection, checklist.review)
    points = [each.key for each in review.learning_points]
    watched = _watched(now.connection)
    kept = rules.checked(words, checklist, points, watched, looked=looked)
    say_looked(now, "\n".join((kept.done, kept.possible, kept.copy_it)), watched, looked=looked)
    return kept


def _watched(connection: Connection) -> tuple[str, ...]:
    """The partnership's own words, and its teams: a small one is nearly a worker."""
    teams = connection.execute(select(t.team.c.name)).scalars()
    return (*identifiers.words(connection), *teams)


def _check_version(stands: GoodPractice, version: int) -> None:
    if stands.version != version:
        raise refuse("good_practice.moved-on", where=_(rules.WHERE))


def _set(now: Act, stands: GoodPractice, state: State, **values: object) -> None:
    row = update(t.good_practice).where(t.good_practice.c.id == stands.id)
    given = values | {"state": state.value, "version": stands.version + 1}
    now.connection.execute(row.values(**given))


def _values(words: PracticeWords) -> dict[str, object]:
    return words.model_dump() | {"points": list(words.points)}


def _mark(db: Database, words: PracticeWords) -> str:
    return db.mark_of(["\n".join((words.done, words.possible, words.copy_it))])
