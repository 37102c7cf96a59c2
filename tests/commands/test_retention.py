"""Dating, holding and disposing of a round: what was written is gone from every byte, the numbers stand."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Text, select

from audit.commands import (
    case,
    case_audit,
    case_fact,
    judgement,
    opening,
    panel,
    rating,
    retention,
)
from audit.commands import round as rounds
from audit.commands.release import release
from audit.commands.release_entry import Slice
from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus
from audit.model.disclosure import Audience, Count, Tables
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.release import Release
from audit.rules.disclosure import key, mask
from audit.rules.retention import day, furthest, today
from audit.store import erasure, releases, trail
from audit.store import tables as t
from audit.store.database import Database
from audit.store.health import first_altered
from audit.views import board, desk, evidence
from audit.views import case_audit as audits
from audit.views import retention as views
from audit.views import round as round_views
from audit.views import trail as trails
from audit.views.board_pack import Limits, board_with_lines
from audit.views.case_extract import case_extract
from tests.builders import (
    VISIT,
    Clock,
    add,
    admitted,
    answer,
    case_of,
    complete,
    give,
    judge,
    local,
    open_round,
    published,
    signed_panel,
    started,
    state_facts,
    submitted,
)

TITLE = "Spring 2026"
UNTIL = date(2026, 6, 30)
REASON, OWNER = "Five years, less a bit: zqreason", "Business manager zqowner"


def date_it(db: Database, round_id: str, until: date = UNTIL, reason: str = REASON) -> None:
    retention.keep_until(db, local(db), round_id, until, reason, OWNER)


def pass_time(db: Database, days: int = 200) -> None:
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=days)


def disposed(db: Database, round_id: str, title: str = TITLE) -> None:
    """Date a round, let the day pass, and dispose of it."""
    date_it(db, round_id, today(db.clock()) + timedelta(days=10))
    pass_time(db, 20)
    retention.dispose(db, local(db), round_id, confirm=title)


def round_row(db: Database, round_id: str) -> Any:
    with db.reading() as connection:
        return connection.execute(select(t.round_).where(t.round_.c.id == round_id)).one()


def acts(db: Database, act: str) -> list[Any]:
    with db.reading() as connection:
        query = select(t.event).where(t.event.c.act == act).order_by(t.event.c.seq)
        return list(connection.execute(query))


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as raised:
        act()
    return raised.value.complaint.code


# ---- The date ------------------------------------------------------------------------------------------


def test_a_date_is_kept_with_its_reason_and_owner_and_the_old_one_stands_in_the_trail(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    assert round_row(db, round_id).retain_until is None
    date_it(db, round_id)
    date_it(db, round_id, date(2031, 6, 30), "An inspection zqsecond")
    row = round_row(db, round_id)
    found = (row.retain_until, row.retain_reason, row.retain_owner)
    assert found == (date(2031, 6, 30), "An inspection zqsecond", OWNER)
    first, second = acts(db, "round.kept")
    detail = json.loads(second.detail)
    assert json.loads(first.detail)["old"] == {}
    assert detail["old"] == {
        "until": "2026-06-30",
        "reason": trail.fingerprint(REASON),
        "owner": trail.fingerprint(OWNER),
    }
    assert detail["new"]["until"] == "2031-06-30"
    assert "zq" not in first.detail + second.detail


def test_an_equal_date_leaves_no_event(db: Database) -> None:
    round_id = open_round(db)
    date_it(db, round_id)
    version = db.version()
    date_it(db, round_id, reason=f"  {REASON} ")
    assert db.version() == version


def test_a_date_that_has_come_and_one_that_never_comes_are_refused(db: Database) -> None:
    round_id = open_round(db)
    date_it(db, round_id)
    version = db.version()
    now = today(db.clock())
    for until in (now, date(2000, 1, 1), furthest(now) + timedelta(days=1), date.max):
        code = "retention.past" if until <= now else "retention.far"
        assert refused(lambda until=until: date_it(db, round_id, until)) == code  # type: ignore[misc]
    assert refused(lambda: date_it(db, round_id, reason=" ")) == "retention.line"
    assert db.version() == version
    assert round_row(db, round_id).retain_until == UNTIL


def test_a_round_can_be_opened_with_its_date(db: Database, by: Person) -> None:
    kept = {"retain_until": UNTIL, "retain_reason": REASON, "retain_owner": OWNER}
    row = round_row(db, open_round(db, **kept))
    assert (row.retain_until, row.retain_reason, row.retain_owner) == (UNTIL, REASON, OWNER)
    (event,) = acts(db, "round.opened")
    assert json.loads(event.detail)["until"] == "2026-06-30"
    assert "zq" not in event.detail


@pytest.mark.parametrize(
    ("kept", "code"),
    [
        ({"retain_reason": REASON}, "retention.half"),
        ({"retain_owner": OWNER}, "retention.half"),
        ({"retain_until": UNTIL, "retain_reason": REASON}, "retention.line"),
        (
            {"retain_until": date(2020, 1, 1), "retain_reason": "a", "retain_owner": "b"},
            "retention.past",
        ),
    ],
)
def test_half_a_date_opens_no_round(db: Database, kept: dict[str, Any], code: str) -> None:
    checklist = published(db)
    version = db.version()
    assert refused(lambda: rounds.open_(db, local(db), TITLE, checklist, **kept)) == code
    assert db.version() == version


# ---- The hold ------------------------------------------------------------------------------------------


def test_while_a_round_is_held_nothing_of_it_is_disposed_of(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    lead = admitted(db, Role.QA_LEAD, name="Sam Lead")
    retention.hold(db, lead, round_id, "A public inquiry zqhold")
    since = day(today(db.clock()))
    date_it(db, round_id)
    pass_time(db)
    version = db.version()
    with pytest.raises(Refusal) as raised:
        retention.dispose(db, by, round_id, confirm=TITLE)
    told = {"by": "Sam Lead", "since": since, "because": "A public inquiry zqhold"}
    assert raised.value.complaint == complaint("disposal.held", where=TITLE, **told)
    assert refused(lambda: retention.hold(db, by, round_id, "Another")) == "hold.already"
    assert db.version() == version
    retention.release(db, by, round_id, "The inquiry is over zqover")
    row = round_row(db, round_id)
    assert (row.held_because, row.released_because) == (None, "The inquiry is over zqover")
    assert refused(lambda: retention.release(db, by, round_id, "Again")) == "hold.none"
    assert "zq" not in acts(db, "round.held")[0].detail + acts(db, "round.released")[0].detail
    retention.dispose(db, by, round_id, confirm=TITLE)
    assert round_row(db, round_id).disposed_at is not None


@pytest.mark.parametrize("words", ["", " \n ", "x" * 501])
def test_a_hold_and_its_release_need_a_line(db: Database, by: Person, words: str) -> None:
    round_id = open_round(db)
    assert refused(lambda: retention.hold(db, by, round_id, words)) == "retention.line"
    retention.hold(db, by, round_id, "An inquest")
    assert refused(lambda: retention.release(db, by, round_id, words)) == "retention.line"
    assert round_row(db, round_id).held_because == "An inquest"


# ---- When a round may go -------------------------------------------------------------------------------


def test_without_a_date_before_it_and_without_the_title_nothing_is_erased(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    audit = submitted(db, round_id, ratings="part")
    assert refused(lambda: retention.dispose(db, by, round_id, confirm=TITLE)) == "disposal.no-date"
    date_it(db, round_id)
    assert refused(lambda: retention.dispose(db, by, round_id, confirm=TITLE)) == "disposal.early"
    pass_time(db)
    version = db.version()
    for typed in ("", "spring 2026", "Autumn 2026"):
        act = lambda typed=typed: retention.dispose(db, by, round_id, confirm=typed)  # noqa: E731
        assert refused(act) == "disposal.title"
    assert refused(lambda: retention.finish(db, by, round_id)) == "disposal.none"
    assert db.version() == version
    assert audits.criterion(db, by, audit, "C1").answer.evidence == "Notes on C1, page 3"
    assert audits.case_audit(db, by, audit).audit.case_file.reference == "S-001"


def test_the_tool_never_disposes_by_itself(db: Database, by: Person) -> None:
    round_id = open_round(db)
    audit = submitted(db, round_id, ratings="part")
    date_it(db, round_id)
    pass_time(db, 3000)
    again = Database(f"sqlite:///{db.path}", clock=db.clock)
    try:
        views.records(again, by)
        assert audits.criterion(again, by, audit, "C1").answer.evidence
    finally:
        again.close()


def test_no_such_round(db: Database, by: Person) -> None:
    for act in (
        lambda: retention.keep_until(db, by, "none", UNTIL, REASON, OWNER),
        lambda: retention.hold(db, by, "none", "Why"),
        lambda: retention.release(db, by, "none", "Why"),
        lambda: retention.dispose(db, by, "none", confirm=""),
        lambda: retention.finish(db, by, "none"),
    ):
        with pytest.raises(NotFound):
            act()


# ---- What is erased, byte by byte ----------------------------------------------------------------------


def marked(name: str, length: int = 3900) -> tuple[str, list[str]]:
    """A long text, and the words of it: each can be found by itself, so half a text is found too."""
    words = [f"{name}{number:04}zq" for number in range(length // (len(name) + 7))]
    return " ".join(words), words


def found_in(folder: Path, words: list[str]) -> dict[str, int]:
    """For each file of the folder, how many of the words stand in its bytes."""
    found = {}
    for path in folder.iterdir():
        if path.is_file():
            content = path.read_bytes()
            found[path.name] = sum(each.encode() in content for each in words)
    return {name: n for name, n in found.items() if n}


def written(db: Database, by: Person) -> tuple[str, str, list[str]]:
    """A round with a text in every place that takes one; its id, its case audit's, every word in it."""
    round_id = open_round(db)
    audit = started(db, round_id, "S-7719-ZQ")
    facts = {"father": "known", "age": "older", "sleep": "no"}
    complete(db, by, audit, facts=facts)
    texts: dict[str, tuple[str, list[str]]] = {
        part: marked(part)
        for part in ("draft", "evidence", "why", "overruled", "rationale", "whole", "returned")
    }
    give(db, by, audit, "C1", "evidence", texts["draft"][0])
    give(db, by, audit, "C1", "evidence", "Short.")  # an earlier text lies in the file for years
    give(db, by, audit, "C1", "evidence", texts["evidence"][0])
    give(db, by, audit, "C2", "rating", "na")
    give(db, by, audit, "C2", "reason", texts["why"][0])
    give(db, by, audit, "S1", "overrule", texts["overruled"][0])
    answer(db, by, audit, "S1", "no")
    judge(db, by, audit, "carers", "sound", texts["rationale"][0])
    judge(db, by, audit, "", "sound", texts["whole"][0])
    case_audit.submit(db, by, audit)
    case_audit.send_back(db, by, audit, texts["returned"][0])
    return round_id, audit, ["S-7719-ZQ", *(each for _, words in texts.values() for each in words)]


def test_what_was_written_is_in_no_byte_of_any_file_afterwards(db: Database, by: Person) -> None:
    """The control: before, every word is found, those of an overwritten draft too."""
    round_id, audit, words = written(db, by)
    date_it(db, round_id)
    pass_time(db)
    retention.hold(db, by, round_id, "An inquiry into zqhold")
    retention.release(db, by, round_id, "No longer zqover")
    words += ["zqhold", "zqover"]
    folder = db.path.parent
    with db.alone() as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert found_in(folder, words)[db.path.name] > len(words) * 0.8  # in the file itself
    give(db, by, audit, "C1", "evidence", "Short again.")
    assert found_in(folder, words)[f"{db.path.name}-wal"] > 0  # and in its log
    retention.dispose(db, by, round_id, confirm=TITLE)
    assert {each.name for each in folder.iterdir()} >= {db.path.name, f"{db.path.name}-wal"}
    assert found_in(folder, words) == {}
    db.close()
    assert found_in(folder, words) == {}


def test_erasing_the_rows_alone_would_leave_the_words_in_the_file(db: Database, by: Person) -> None:
    """The other control: it is the overwriting that takes them out."""
    round_id, _, words = written(db, by)
    with db.acting(by, "round.erased") as now:
        erasure.erase(now.connection, round_id, now.new_id)
    assert sum(found_in(db.path.parent, words).values()) > len(words) * 0.8
    erasure.overwrite(db, TITLE)
    assert found_in(db.path.parent, words) == {}


def test_a_copy_made_afterwards_holds_none_of_it(db: Database, by: Person, tmp_path: Path) -> None:
    """A backup is such a copy."""
    round_id, _, words = written(db, by)
    (tmp_path / "copies").mkdir()

    def copied(name: str) -> None:
        with db.alone() as connection:
            connection.execute("VACUUM INTO ?", (str(tmp_path / "copies" / name),))

    copied("before.db")
    disposed(db, round_id)
    copied("after.db")
    assert set(found_in(tmp_path / "copies", words)) == {"before.db"}


def test_every_column_that_takes_a_text_is_erased() -> None:
    """A column that somebody adds to a case audit has to be thought of here."""
    mine = [t.case_audit, *(each for each in t.metadata.sorted_tables if "case_audit_id" in each.c)]
    texts = {f"{table}.{column.name}" for table in mine for column in table.c if _is_text(column)}
    erased = {f"{owner.table}.{name}" for owner, names in erasure.TEXTS.items() for name in names}
    assert erased == texts


def _is_text(column: Any) -> bool:
    return isinstance(column.type, Text)


def test_no_entry_of_the_trail_holds_a_text_or_a_reference(db: Database, by: Person) -> None:
    round_id, _, words = written(db, by)
    retention.hold(db, by, round_id, "Inquiry zqhold")
    retention.release(db, by, round_id, "Over zqover")
    retention.extracted(db, by, "S-7719-ZQ", "screen")
    disposed(db, round_id)
    with db.reading() as connection:
        rows = [str(tuple(row)) for row in connection.execute(select(t.event))]
    assert len(rows) > 30
    assert [row for row in rows if "zq" in row.lower() or "7719" in row] == []
    assert not [word for word in words if any(word in row for row in rows)]


def test_the_chain_holds_afterwards(db: Database, by: Person) -> None:
    round_id, _, _ = written(db, by)
    disposed(db, round_id)
    with db.reading() as connection:
        assert trail.first_broken(connection, db.key_file.keys()) is None  # type: ignore[call-arg]
        assert trail.length(connection) > 30
    with db.alone() as driver:
        assert driver.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert driver.execute("PRAGMA foreign_key_check").fetchall() == []


# ---- What stands ---------------------------------------------------------------------------------------


def test_the_numbers_of_the_board_stand(db: Database, by: Person) -> None:
    round_id, audit, _ = written(db, by)
    complete(db, by, audit, facts={"father": "known", "age": "older", "sleep": "no"})
    case_audit.submit(db, by, audit)
    submitted(db, round_id, "S-002", "gp", ratings={"C1": "part"}, stars=["S2"])
    submitted(db, round_id, "S-002", "police", ratings="no")
    add(db, round_id, "S-003")
    narrow = Filter(round_id=round_id)
    before = board.board(db, by, narrow)
    assert before.overruled == 1
    disposed(db, round_id)
    after = board.board(db, by, narrow)
    assert after.disposed_at is not None
    same = {"at": before.at, "disposed_at": None}
    assert after.model_copy(update=same) == before


def test_what_is_left_of_a_case_audit(db: Database, by: Person) -> None:
    round_id, audit, _ = written(db, by)
    disposed(db, round_id)
    page = audits.case_audit(db, by, audit)
    assert page.audit.case_file.reference.startswith("disposed-")
    assert (page.can_change, page.can_return, page.audit.returned_reason) == (False, False, "")
    with db.reading() as connection:
        answers = connection.execute(select(t.answer)).all()
        rationales = connection.execute(select(t.judgement.c.rationale)).scalars().all()
    assert {each.evidence + each.reason for each in answers} == {""}
    assert {each.overrule for each in answers} == {"", erasure.OVERRULED}
    assert set(rationales) == {""}
    assert {each.counts for each in answers} >= {"met", "out", "not met"}
    narrow = Filter(round_id=round_id)
    assert evidence.lines(db, by, narrow).total == 0
    assert board_with_lines(db, by, narrow, Limits(10, 10)).behind is None
    assert desk.desk(db, by).entries == ()
    (entry,) = round_views.rounds(db, by)
    assert (entry.title, entry.disposed_at) == (TITLE, round_row(db, round_id).disposed_at)


def test_a_case_that_another_round_uses_keeps_its_reference_there(db: Database, by: Person) -> None:
    """And nothing in the tables leads from the disposed round to it any more."""
    first, second = open_round(db), open_round(db, "Autumn 2026")
    both = submitted(db, first, "S-001", "csc", team="Blue")
    gp_only = submitted(db, first, "S-001", "gp")
    alone = submitted(db, first, "S-002", "csc")
    kept = submitted(db, second, "S-001", "csc", ratings="part")
    before = board.board(db, by, Filter(round_id=second))
    disposed(db, first)
    files = {each: audits.case_audit(db, by, each).audit.case_file for each in (both, gp_only)}
    other = audits.case_audit(db, by, kept).audit.case_file
    assert other.reference == "S-001"
    assert audits.criterion(db, by, kept, "C1").answer.evidence == "Notes on C1, page 3"
    assert len({each.reference for each in files.values()}) == 1, "one case is one case still"
    assert files[both].reference.startswith("disposed-")
    assert files[both].id != other.id
    assert files[both].team == "Blue"
    assert audits.case_audit(db, by, alone).audit.case_file.reference != files[both].reference
    after = board.board(db, by, Filter(round_id=second))
    assert after.model_copy(update={"at": before.at}) == before
    assert board.board(db, by, Filter(round_id=first)).cases == 2
    detail = json.loads(acts(db, "round.disposed")[0].detail)
    counted = {name: detail[name] for name in ("case_audits", "references", "parted")}
    assert counted == {"case_audits": 3, "references": 1, "parted": 1}
    disposed(db, second, "Autumn 2026")
    with db.reading() as connection:
        references = connection.execute(select(t.case.c.reference)).scalars().all()
        files_left = connection.execute(select(t.case_file.c.id)).scalars().all()
        used = set(connection.execute(select(t.case_audit.c.case_file_id)).scalars())
    assert all(each.startswith("disposed-") for each in references)
    assert set(files_left) == used


def test_a_release_leads_from_no_disposed_round_to_a_case_of_another(
    db: Database, by: Person
) -> None:
    """The ledger calls its files by the ids that they have now, so that it goes on comparing."""
    first, second = open_round(db), open_round(db, "Autumn 2026")
    for round_id in (first, second):
        submitted(db, round_id, "S-001", "csc")
        submitted(db, round_id, "S-001", "gp")
    submitted(db, first, "S-002", "csc")
    made = [ledger(db, by, each) for each in (first, second)]
    assert len(made[0].items() & made[1].items()) == 2, "before, both rounds are of one case"
    disposed(db, first)
    with db.reading() as connection:
        kept = [release_files(each) for each in releases.all_of(connection)]
    assert kept == [files_of(db, first), files_of(db, second)]
    assert not {*kept[0], *kept[0].values()} & {*kept[1], *kept[1].values()}
    assert len(kept[0]) == len(made[0])
    assert kept[1] == made[1]


def test_a_round_is_compared_with_its_earlier_releases_after_it_was_disposed_of(
    db: Database, by: Person
) -> None:
    first, second = open_round(db), open_round(db, "Autumn 2026")
    for n in range(8):
        submitted(db, first, f"S-{n}", "csc")
    submitted(db, second, "S-0", "csc")
    ledger(db, by, first)
    disposed(db, first)
    fewer = dict(sorted(files_of(db, first).items())[1:])
    with pytest.raises(Refusal) as told:
        release(db, by, first, "Fewer", Audience.BOARD, [whole(fewer)])
    assert told.value.complaint.code == "release.few-files"


def files_of(db: Database, round_id: str) -> dict[str, str]:
    """The round's case files, each with its case."""
    file = t.case_file.c
    mine = select(file.id, file.case_id).join(t.case_audit)
    with db.reading() as connection:
        rows = connection.execute(mine.where(t.case_audit.c.round_id == round_id))
        return {row.id: row.case_id for row in rows}


def whole(files: dict[str, str]) -> Slice:
    """All files of a round, and their number alone."""
    number = Count(key=key(), value=len(files))
    return Slice("all", files, mask(Tables(counts=(number,)), Audience.BOARD))


def ledger(db: Database, by: Person, round_id: str) -> dict[str, str]:
    """Release how many files a round has; return these files."""
    files = files_of(db, round_id)
    release(db, by, round_id, "Pack", Audience.BOARD, [whole(files)])
    return files


def release_files(found: Release) -> dict[str, str]:
    """The files that a release tells of, each with its case."""
    return {file: case for each in found.slices for file, case in each.files.items()}


def test_a_panel_leads_to_no_case_of_another_round(db: Database, by: Person) -> None:
    """No column of any entry holds the id of the case, which another round still uses."""
    first, second = open_round(db), open_round(db, "Autumn 2026")
    for round_id in (first, second):
        submitted(db, round_id, "S-001")
    case_id = case_of(db, "S-001")
    begun = panel.begin(db, by, first, case_id, key="once")
    assert panel.begin(db, by, first, case_id, key="once") == begun
    made = signed_panel(db, first)
    assert made == begun
    panel.reopen(db, by, made, "Once more")
    opening.panel_opened(db, by, made)
    with db.reading() as connection:
        entries = [
            row
            for row in connection.execute(select(t.event)).mappings()
            if row["act"].startswith("panel.")
        ]
    assert {each["about"] for each in entries} == {f"panel:{first}/{made}"}
    assert case_id not in repr(entries)
    said = trails.trail(db, by, trails.TrailFilter(act="panel.reopened")).entries
    assert [each.words for each in said] == ["opened the panel on the case S-001 again"]
    of_case = trails.trail(db, by, trails.TrailFilter(subject="s-001", kind="panel")).entries
    assert len(of_case) == len(entries)
    held = [each.act for each in case_extract(db, by, "S-001").entries]
    assert held.count("panel.reopened") == 1
    disposed(db, first)
    (entry,) = trails.trail(db, by, trails.TrailFilter(act="panel.reopened")).entries
    assert "S-001" not in entry.words
    assert "the case disposed-" in entry.words
    assert not trails.trail(db, by, trails.TrailFilter(subject="S-001", kind="panel")).entries
    assert "panel.reopened" not in {each.act for each in case_extract(db, by, "S-001").entries}


def test_the_certificate(db: Database, by: Person) -> None:
    round_id, _, _ = written(db, by)
    lead = admitted(db, Role.QA_LEAD, name="Sam Lead")
    date_it(db, round_id)
    pass_time(db)
    retention.dispose(db, lead, round_id, confirm=TITLE)
    found = views.certificate(db, lead, round_id)
    assert (found.by, found.round_title, found.retention.until) == ("Sam Lead", TITLE, UNTIL)
    assert found.retention.reason == REASON
    assert (found.erased.case_audits, found.erased.references, found.erased.parted) == (1, 1, 0)
    # C1, S1 and S2's lines, C2's reason, what overruled S1, three rationales, the reason to return
    with db.reading() as connection:
        assert trail.length(connection) >= found.entry
    assert found.erased.texts >= 7
    assert found.overwritten_at is not None
    assert found.overwritten_at > found.at
    version = db.version()
    retention.dispose(db, lead, round_id, confirm="whatever")  # it is done: nothing is to be done
    retention.finish(db, lead, round_id)
    assert db.version() == version


# ---- Afterwards ----------------------------------------------------------------------------------------


def test_nothing_of_a_disposed_round_can_change(db: Database, by: Person) -> None:
    """Not from a tab that was open before, nor from another process."""
    round_id = open_round(db)
    waiting = add(db, round_id, "S-001")
    draft = started(db, round_id, "S-002")
    state_facts(db, by, draft, {"father": "known"})
    handed_in = submitted(db, round_id, "S-003")
    stands = audits.criterion(db, by, draft, "C1").answer
    other = auditor_of(db)
    disposed(db, round_id)
    again = Database(f"sqlite:///{db.path}", clock=db.clock)
    version = db.version()
    assert stands.evidence == ""
    visit = {"was": "", "visit": VISIT}
    acts_: dict[str, Callable[[Database], object]] = {
        "evidence": lambda at: rating.rate(at, by, draft, "C1", "evidence", "New", **visit),  # type: ignore[arg-type]
        "rating": lambda at: rating.rate(
            at, by, draft, "C1", "rating", "yes", was=None, visit=VISIT
        ),
        "fact": lambda at: case_fact.state(at, by, draft, "age", "baby", was=None, visit=VISIT),
        "judgement": lambda at: judgement.judge(
            at, by, draft, "", "rationale", "New", was="", visit=VISIT
        ),
        "submit": lambda at: case_audit.submit(at, by, draft),
        "start": lambda at: case_audit.start(at, by, waiting),
        "allocate": lambda at: case_audit.allocate(at, by, waiting, other.id),
        "return": lambda at: case_audit.send_back(at, by, handed_in, "Look again"),
        "date": lambda at: retention.keep_until(at, by, round_id, date(2030, 1, 1), "a", "b"),
        "hold": lambda at: retention.hold(at, by, round_id, "Too late"),
    }
    try:
        for name, act in acts_.items():
            for at in (db, again):
                assert refused(lambda at=at, act=act: act(at)) == "round.disposed", name  # type: ignore[misc]
        code = refused(lambda: case.add_file(db, by, round_id, "S-009", "csc"))
        assert code == "cycle.closed"
    finally:
        again.close()
    assert db.version() == version


def auditor_of(db: Database) -> Person:
    return admitted(db, Role.AUDITOR, name="Other")


def test_a_save_that_came_first_is_erased_with_the_rest(db: Database, by: Person) -> None:
    """Two processes on one file: whichever comes first, nothing of it is left."""
    round_id = open_round(db)
    draft = started(db, round_id, "S-002")
    again = Database(f"sqlite:///{db.path}", clock=db.clock)
    try:
        rating.rate(again, by, draft, "C1", "evidence", "lastwordzq", was="", visit=VISIT)
        assert found_in(db.path.parent, ["lastwordzq"])
        disposed(db, round_id)
    finally:
        again.close()
    assert found_in(db.path.parent, ["lastwordzq"]) == {}
    assert audits.case_audit(db, by, draft).audit.status is CaseAuditStatus.IN_PROGRESS


def test_single_files_begin_a_new_round_after_theirs_was_disposed_of(
    db: Database, by: Person
) -> None:
    checklist = published(db)
    first = case.audit_one_now(db, by, checklist, "csc", reference="S-001")
    round_id = audits.case_audit(db, by, first).audit.round_id
    disposed(db, round_id, case.SINGLE_FILES)
    second = case.audit_one_now(db, by, checklist, "csc", reference="S-001")
    audit = audits.case_audit(db, by, second).audit
    assert audit.round_title == "Single files 1"
    assert audit.case_file.reference == "S-001"
    assert audits.case_audit(db, by, first).audit.case_file.id != audit.case_file.id


def test_an_erasure_that_could_not_be_finished_says_so_until_it_is(
    db: Database, by: Person
) -> None:
    """Somebody reads an earlier state of the file: its words cannot be overwritten under them."""
    round_id, _, words = written(db, by)
    date_it(db, round_id)
    pass_time(db)
    again = Database(f"sqlite:///{db.path}")
    try:
        with again.reading() as connection:
            connection.execute(select(t.round_)).all()
            with pytest.raises(Refusal) as raised:
                retention.dispose(db, by, round_id, confirm=TITLE)
        assert raised.value.complaint.code == "disposal.unfinished"
        assert "Somebody was reading" in str(raised.value)
        assert found_in(db.path.parent, words)
    finally:
        again.close()
    assert round_row(db, round_id).disposed_at is not None
    assert acts(db, "round.overwritten") == []
    assert views.certificate(db, by, round_id).overwritten_at is None
    with db.alone() as driver:
        driver.execute("PRAGMA query_only=ON")  # as when the disk has become read-only
    with pytest.raises(Refusal) as raised:
        retention.finish(db, by, round_id)
    assert raised.value.complaint.code == "disposal.unfinished"
    assert complaint("database.read-only").what in str(raised.value)
    with db.alone() as driver:
        driver.execute("PRAGMA query_only=OFF")
        assert driver.execute("PRAGMA busy_timeout").fetchone() == (10000,)
    retention.finish(db, by, round_id)
    assert found_in(db.path.parent, words) == {}
    assert len(acts(db, "round.overwritten")) == 1
    assert views.certificate(db, by, round_id).overwritten_at is not None


def test_a_look_at_what_is_held_on_a_case_stands_in_the_trail_without_its_reference(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    add(db, round_id, "S-0815")
    retention.extracted(db, by, " s-0815 ", "screen")
    retention.extracted(db, by, "S-0815", "workbook")
    retention.extracted(db, by, "S-4711", "screen")
    events = acts(db, "case.extracted")
    details = [json.loads(each.detail) for each in events]
    assert [each["to"] for each in details] == ["screen", "workbook", "screen"]
    assert [each["held"] for each in details] == [True, True, False]
    assert details[0]["reference"] == details[1]["reference"] != details[2]["reference"]
    assert events[0].about == events[1].about != "case:"
    assert events[2].about == "case:"
    plain = {trail.fingerprint(each) for each in ("S-0815", "s-0815")}
    assert not any(each in event.detail for each in plain for event in events)
    assert not any("0815" in event.detail for event in events)


def test_what_is_kept_still_agrees_with_the_trail(db: Database, by: Person) -> None:
    """The check that a backup makes: an erasure is no tampering."""
    round_id, _, _ = written(db, by)
    other = submitted(db, open_round(db, "Autumn 2026"), "S-7719-ZQ", ratings="part")
    disposed(db, round_id)
    with db.reading() as connection:
        assert first_altered(connection) is None
    with db.acting(by, "past the commands") as now:
        now.connection.exec_driver_sql(
            "UPDATE answer SET evidence = 'x' WHERE case_audit_id = ?", (other,)
        )
    with db.reading() as connection:
        assert first_altered(connection) is not None
