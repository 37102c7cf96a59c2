"""Who is admitted, as an administrator sees it."""

from audit.commands import person
from audit.model.person import Person, Role
from audit.store.database import Database
from audit.views.person import people
from tests.builders import add, admitted, open_round, submitted


def test_everybody_ever_admitted_those_with_access_first(db: Database, by: Person) -> None:
    round_id = open_round(db)
    add(db, round_id, "S-1", team="North")
    zoe = admitted(db, Role.AUDITOR, name="Zoe", agency="csc", team="North")
    add(db, round_id, "S-2", to=zoe)
    submitted(db, round_id, "S-3", to=zoe)
    gone = admitted(db, Role.BOARD_MEMBER, name="Abel")
    person.retire(db, by, gone.id)
    page = people(db, by)
    assert [each.person.name for each in page.entries] == [by.name, "Zoe", "Abel"]
    found = page.entries[1]
    assert (found.person, found.waiting, found.retired_at) == (zoe, 1, None)
    assert page.agencies[found.person.agency or ""] == found.agency
    assert found.seen_at is None
    assert page.teams == {"csc": ("North",)}
    assert page.entries[2].retired_at is not None
