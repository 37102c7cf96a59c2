"""The agencies and teams that a role can be tried in."""

from audit.views.agency import agencies
from tests.builders import add, open_round


def test_agencies_come_with_their_checklist_and_teams_with_their_first_file(db):
    """Who tries an agency lead has to choose whose."""
    assert agencies(db) == {}
    round_id = open_round(db)
    found = agencies(db)
    assert [each.name for each in found.values()] == sorted(each.name for each in found.values())
    assert all(each.teams == {} for each in found.values())
    add(db, round_id, "S-001", team="North")
    known = [name for each in agencies(db).values() for name in each.teams.values()]
    assert known == ["North"]
