"""Each document that leaves has a number of its year, without a gap, and the bytes that were handed over under it."""

from datetime import UTC, datetime, timedelta

import pytest

from audit.commands import export, person
from audit.commands.document import fixed
from audit.commands.supervision import exported as supervision_exported
from audit.model.document import DocumentKind, hash_in, number_in, number_of
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.store.database import Database
from audit.views import document as views
from tests import builders

FIRST, OTHER = "a" * 64, "b" * 64


def test_numbers_have_no_gap_and_begin_anew_with_the_year(db: Database, by: Person) -> None:
    round_id = builders.open_round(db)
    numbers = [export.exported(db, by, "board_pack", round_id, "professionals", 3).number]
    with pytest.raises(Refusal):  # refused in the act: the number goes back
        supervision_exported(db, by, round_id, "csc", None, 1)
    with pytest.raises(NotFound):
        export.exported(db, by, "board_pack", "ghost", "professionals", 3)
    numbers.append(person.list_exported(db, by, 2))
    year = builders.START.year
    db.clock = lambda: datetime(year, 12, 31, 23, 59, tzinfo=UTC)
    numbers.append(person.list_exported(db, by, 2))
    db.clock = lambda: datetime(year + 1, 6, 30, 23, 30, tzinfo=UTC)
    numbers.append(person.list_exported(db, by, 2))
    assert numbers == [f"{year}-0001", f"{year}-0002", f"{year}-0003", f"{year + 1}-0001"]
    kept = views.register(db, by).documents
    assert [each.number for each in kept] == numbers[::-1]
    assert [each.kind for each in kept] == [DocumentKind.PERSON_LIST] * 3 + [
        DocumentKind.BOARD_PACK
    ]
    assert (kept[3].round_title, kept[3].handling) == ("Spring 2026", "Professionals only")
    assert not kept[3].is_made


def test_the_year_is_that_of_the_partnership(db: Database, by: Person) -> None:
    """Half an hour before midnight by Greenwich it is the next day in a British summer, never at new year."""
    db.clock = lambda: datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert person.list_exported(db, by, 1) == "2026-0001"
    db.clock = lambda: datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC) + timedelta(seconds=1)
    assert person.list_exported(db, by, 1) == "2027-0001"


def test_bytes_are_noted_once_and_by_whoever_made_them(db: Database, by: Person) -> None:
    number = person.list_exported(db, by, 1)
    alex = builders.admitted(db, Role.ADMINISTRATOR, name="Alex")
    for who, of in ((alex, number), (by, "2026-0099")):
        with pytest.raises(NotFound) as refused:
            fixed(db, who, of, FIRST, 10)
        assert refused.value.complaint == complaint("document.not-found")
    fixed(db, by, number, FIRST, 10)
    with pytest.raises(NotFound):
        fixed(db, by, number, OTHER, 10)
    (kept,) = views.register(db, by).documents
    assert (kept.sha256, kept.size, kept.by) == (FIRST, 10, by.name)


def test_numbers_and_hashes_are_found_in_words() -> None:
    assert number_of(2026, 7) == "2026-0007"
    assert number_of(2026, 12345) == "2026-12345"
    name = "board-pack_small_round-1_v1_professionals-only_2026-03-03-1402_2026-0001 (2).xlsx"
    assert number_in(name) == "2026-0001"
    assert number_in("no. 2026–0042, of the board") == "2026-0042"
    assert number_in("board-pack_2026-03-03-1402.xlsx") == number_in("12026-0042") == ""
    assert hash_in(f"SHA-256: {FIRST.upper()}.") == FIRST
    assert hash_in(f"{FIRST}0") == ""
