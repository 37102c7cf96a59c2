"""Agencies and teams beside each other: the board's own figures, in the order of names, within reach."""

import pytest

from audit.commands import case_audit
from audit.model.board import Filter
from audit.model.case import AgeBand
from audit.model.compare import Chance
from audit.model.figure import Figure
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, complaint
from audit.store.database import Database
from audit.views.board import board
from audit.views.compare import compare
from audit.views.round import choices
from tests.builders import admitted, complete, local, open_round, started, submitted
from tests.laid import laid


@pytest.fixture
def round_id(db: Database) -> str:
    """Three agencies; police is far below the others."""
    return laid(db, three_agencies)


def three_agencies(db: Database) -> str:
    by, made = local(db), open_round(db)
    for number in range(12):
        reference = f"S-{number}"
        submitted(db, made, reference, team="North" if number % 2 else "South")
        submitted(db, made, reference, "gp", ratings={"I1": "part"} if number < 3 else "yes")
        of_police = started(db, made, reference, agency="police", age_band=AgeBand.UNBORN)
        complete(db, by, of_police, ratings="no")
        case_audit.submit(db, by, of_police)
    return made


def test_figures_are_those_of_the_board_narrowed_to_each(
    db: Database, by: Person, round_id: str
) -> None:
    found = compare(db, by, Filter(round_id=round_id))
    known = choices(db, by, round_id)
    assert [each.name for each in found.agencies.units] == sorted(known.agencies.values())
    assert [each.mark for each in found.agencies.units] == ["A", "B", "C"]
    keys = {name: key for key, name in known.agencies.items()}
    for unit in found.agencies.units:
        alone = board(db, by, Filter(round_id=round_id, agency=keys[unit.name]))
        assert unit.figure == alone.overall.figure
        assert (unit.standing, unit.target) == (alone.overall.standing, alone.overall.target)
        assert (unit.counts, unit.starred) == (alone.overall.counts, alone.overall.starred)
    assert found.agencies.whole == board(db, by, Filter(round_id=round_id)).overall.figure


def test_teams_stand_under_their_agency_and_files_without_one_apart(
    db: Database, by: Person, round_id: str
) -> None:
    found = compare(db, by, Filter(round_id=round_id)).teams
    assert [each.name for each in found.units] == [
        "Children's social care, North",
        "Children's social care, South",
        "General practice, no team",
        "Police, no team",
    ]
    teams = choices(db, by, round_id).teams
    for team, (_, name) in teams.items():
        alone = board(db, by, Filter(round_id=round_id, team=team)).overall.figure
        assert next(each for each in found.units if each.name.endswith(name)).figure == alone


def test_one_far_below_is_outside_and_the_others_may_not_be_ranked(
    db: Database, by: Person, round_id: str
) -> None:
    units = {each.name: each for each in compare(db, by, Filter(round_id=round_id)).agencies.units}
    assert units["Police"].chance is Chance.FAR_BELOW
    assert units["Police"].figure.met == 0


def test_one_standard_alone_is_compared(db: Database, by: Person, round_id: str) -> None:
    found = compare(db, by, Filter(round_id=round_id), "sharing")
    assert found.of == "Sharing"
    figures = {
        each.name: (each.figure.met, each.figure.applicable) for each in found.agencies.units
    }
    assert figures == {
        "Children's social care": (0, 0),
        "General practice": (9, 12),
        "Police": (0, 12),
    }
    none = found.agencies.units[0]
    assert (none.chance, none.figure) == (Chance.NONE, Figure(met=0, applicable=0, cases=0))
    assert compare(db, by, Filter(round_id=round_id), "what is not there").of == ""


def test_each_cell_is_the_board_of_that_agency_and_standard(
    db: Database, by: Person, round_id: str
) -> None:
    found = compare(db, by, Filter(round_id=round_id))
    keys = {name: key for key, name in choices(db, by, round_id).agencies.items()}
    asked = {}
    for row in found.heat:
        for cell in row.cells:
            alone = board(db, by, Filter(round_id=round_id, agency=keys[cell.agency]))
            whole = next(each for each in alone.standards if each.standard.title == row.standard)
            asked[row.standard, cell.agency] = cell.result is not None
            if cell.result is not None:
                assert cell.result.figure == whole.figure
                assert cell.result.standing is whole.standing
    assert not asked["Sharing", "Children's social care"]
    assert sum(asked.values()) == 8


def test_limits_come_closer_together_the_more_ratings_there_are(
    db: Database, by: Person, round_id: str
) -> None:
    limits = compare(db, by, Filter(round_id=round_id)).agencies.limits
    assert [each.n for each in limits] == sorted(each.n for each in limits)
    for each in limits:
        assert each.far_low <= each.low <= each.high <= each.far_high
    assert limits[0].far_high - limits[0].far_low > limits[-1].far_high - limits[-1].far_low


def test_an_age_band_narrows_it_as_it_does_the_board(
    db: Database, by: Person, round_id: str
) -> None:
    narrow = Filter(round_id=round_id, age_band=AgeBand.UNBORN)
    assert [each.name for each in compare(db, by, narrow).agencies.units] == ["Police"]
    picture = board(db, by, narrow)
    assert (picture.submitted, picture.narrowed_to) == (12, "Age unborn")
    of_police = narrow.model_copy(update={"agency": "police"})
    assert board(db, by, of_police).narrowed_to == "Police, age unborn"
    older = narrow.model_copy(update={"age_band": AgeBand.FROM_1_TO_4})
    assert board(db, by, older).submitted == 0


def test_an_agency_lead_compares_their_own_teams_alone(
    db: Database, by: Person, round_id: str
) -> None:
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="csc")
    found = compare(db, lead, Filter(round_id=round_id, age_band=None))
    assert [each.name for each in found.agencies.units] == ["Children's social care"]
    assert len(found.teams.units) == 2
    with pytest.raises(NotFound) as refused:
        compare(db, lead, Filter(round_id=round_id, agency="gp"))
    assert refused.value.complaint == complaint("round.not-found")


def test_an_empty_round_and_one_file(db: Database, by: Person) -> None:
    made = open_round(db)
    found = compare(db, by, Filter(round_id=made))
    assert (found.agencies.units, found.teams.units, found.agencies.limits) == ((), (), ())
    assert found.heat[0].cells == ()
    submitted(db, made)
    (alone,) = compare(db, by, Filter(round_id=made)).agencies.units
    assert alone.chance is Chance.WITHIN


def test_after_the_alphabet_two_letters_begin(db: Database, by: Person) -> None:
    made = open_round(db)
    for number in range(28):
        submitted(db, made, f"S-{number}", team=f"Team {number:02}")
    marks = [each.mark for each in compare(db, by, Filter(round_id=made)).teams.units]
    assert marks[:2] == ["A", "B"]
    assert marks[25:] == ["Z", "AA", "AB"]
