"""Letting numbers out: the ledger remembers, and refuses what would give away what is hidden."""

import json

import pytest
from sqlalchemy import func, select

from audit.commands.release import release
from audit.commands.release_entry import Slice
from audit.model.disclosure import Audience, Count, Mark, Sum, Tables
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.disclosure import key, mask
from audit.store import publications, releases
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import open_round

MET, NOT, ALL = key(counts="Met"), key(counts="Not met"), key()
SUMS = (Sum(total=ALL, parts=(MET, NOT), is_group=True),)


def part(files: int, met: int, audience: Audience = Audience.BOARD) -> Slice:
    """So many files, and how many met one criterion."""
    counts = (
        Count(key=MET, value=met),
        Count(key=NOT, value=files - met),
        Count(key=ALL, value=files),
        Count(key=key(counts="Out"), value=Mark.NOT_APPLICABLE),
    )
    tables = mask(Tables(counts=counts, sums=SUMS), audience)
    return Slice("the whole round", {f"file {n}": f"case {n}" for n in range(files)}, tables)


def test_a_release_is_kept_as_it_was_shown(db: Database, by: Person) -> None:
    round_id = open_round(db)
    shown = part(40, 37)
    made = release(db, by, round_id, "Board pack", Audience.BOARD, [shown], SUMS)
    with db.reading() as connection:
        (kept,) = releases.all_of(connection)
        row = connection.execute(select(t.release)).mappings().one()
    assert (kept.id, kept.title, kept.by) == (made, "Board pack", by.name)
    assert kept.audience is Audience.BOARD
    assert kept.sums == SUMS
    assert kept.slices[0].shown == shown.tables.shown
    assert kept.slices[0].files == dict(shown.case_files)
    # 37 and 3 are hidden; the ledger does not know them either.
    assert [told for _, told in row["content"]["slices"][0]["shown"]] == ["c", "c", 40, "z"]


def test_it_stands_in_the_trail(db: Database, by: Person) -> None:
    round_id = open_round(db)
    release(db, by, round_id, "Board pack", Audience.BOARD, [part(40, 25)], SUMS)
    with db.reading() as connection:
        event = connection.execute(select(t.event).order_by(t.event.c.seq.desc()).limit(1)).one()
    assert (event.act, event.about) == ("board.released", f"round:{round_id}")
    assert json.loads(event.detail)["audience"] == "board"
    assert json.loads(event.detail)["title"] == "Board pack"


def test_one_more_file_the_day_after_is_refused_and_nothing_is_kept(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    release(db, by, round_id, "Board pack", Audience.BOARD, [part(40, 25)], SUMS)
    version = db.version()
    with pytest.raises(Refusal) as refused:
        release(
            db,
            by,
            round_id,
            "Summary",
            Audience.BOARD,
            [part(41, 26)],
            SUMS,
        )
    day = db.clock()
    assert refused.value.complaint == complaint(
        "release.few-files",
        where="the whole round",
        title="Board pack",
        day=f"{day.day} {day:%B %Y}",
        then="the whole round",
    )
    assert db.version() == version
    with db.reading() as connection:
        assert connection.execute(select(func.count()).select_from(t.release)).scalar_one() == 1


def test_one_person_alone_publishes_nothing(db: Database, by: Person) -> None:
    public = part(40, 25, Audience.PUBLICATION)
    version = db.version()
    with pytest.raises(Refusal) as refused:
        release(db, by, "ghost", "Summary", Audience.PUBLICATION, [public], SUMS)
    assert refused.value.complaint == complaint("release.second-person", where="Summary")
    assert db.version() == version


def test_the_same_click_twice_is_one_release(db: Database, by: Person) -> None:
    round_id = open_round(db)
    one, two = (
        release(db, by, round_id, "Board pack", Audience.BOARD, [part(40, 25)], SUMS, key="k")
        for _ in range(2)
    )
    assert one == two


def test_a_round_that_is_not_there_has_nothing_to_release(db: Database, by: Person) -> None:
    with pytest.raises(NotFound):
        release(db, by, "ghost", "Board pack", Audience.BOARD, [part(40, 25)])


def test_tables_masked_for_others_are_a_fault_of_ours(db: Database, by: Person) -> None:
    shown = part(40, 37, Audience.PROFESSIONALS)
    with pytest.raises(ValueError, match="another audience"):
        release(db, by, open_round(db), "Board pack", Audience.BOARD, [shown])


def test_professionals_are_shown_true_numbers_and_nothing_is_checked(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    true = part(40, 37, Audience.PROFESSIONALS)
    release(db, by, round_id, "Pack", Audience.PROFESSIONALS, [true])
    with db.reading() as connection:
        assert publications.checks_of(connection, round_id, 1) == ()
