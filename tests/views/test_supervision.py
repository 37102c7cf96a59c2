"""What a supervision pack is made of: the team's own files, and the questions on which they leave most to talk about."""

from datetime import date

import pytest

from audit.commands import checklist
from audit.commands import round as rounds
from audit.commands import supervision as commands
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.supervision import SILENT, showed
from audit.store.database import Database
from audit.views import released
from audit.views import supervision as views
from tests import builders

ON = date(2026, 3, 1)


@pytest.fixture
def taught(db: Database) -> str:
    return builders.taught(db)


def test_its_questions_are_matched_to_the_files(db: Database, by: Person, taught: str) -> None:
    pack = views.pack(db, by, taught, "csc", None)
    assert [(each.key, each.points) for each in pack.questions] == [
        ("R2", ("AS1",)),
        ("R1", ("RQ1",)),
    ]
    first, silent = pack.questions
    assert first.found is not None
    assert first.found.point.key == "AS1"
    told = showed(first)
    assert (
        told[0] == f"AS1: {first.found.figure.words_against(first.found.target)} met in your files."
    )
    assert told[1:] == (
        "Strong: The file shows C2. (C2: 3 of 3)",
        "To talk about: The file shows C1. (C1: 2 of 3)",
        "Starred as good practice: 3 ratings.",
    )
    assert (silent.found, showed(silent)) == (None, (SILENT,))
    assert len(pack.answers) == 5
    assert pack.board.narrowed_to == pack.team.agency_name


def test_where_all_is_met_there_is_nothing_short(db: Database, by: Person) -> None:
    round_id = builders.open_round(db)
    builders.submitted(db, round_id, "S-001", agency="csc", ratings="yes")
    found = views.pack(db, by, round_id, "csc", None).board.points
    question = views.pack(db, by, round_id, "csc", None).questions[0]
    told = showed(question.model_copy(update={"found": found[1]}))
    assert [each.split(":")[0] for each in told] == ["AS1", "Strong"]


def test_a_team_has_its_own_pack_and_its_lead_no_other(
    db: Database, by: Person, taught: str
) -> None:
    builders.submitted(db, taught, "ZQ-9", agency="csc", team="East")
    builders.submitted(db, taught, "ZQ-8", agency="csc", team="West")
    found = views.teams(db, by, taught)
    assert [each.team_name for each in found.teams] == ["", "East", "West"]
    assert (found.round_title, found.is_disposed) == ("Spring 2026", False)
    lead = builders.admitted(db, Role.AGENCY_LEAD, name="Ash", agency="csc", team="East")
    (east,) = views.teams(db, lead, taught).teams
    assert east == found.teams[1]
    assert views.pack(db, lead, taught, "csc", east.team_id).board.submitted == 1
    for other in (None, found.teams[2].team_id):
        with pytest.raises(NotFound):
            views.pack(db, lead, taught, "csc", other)
        with pytest.raises(NotFound):
            commands.used(db, lead, taught, "csc", other, ON, "supervision", 2, "We talked")
        with pytest.raises(NotFound):
            commands.exported(db, lead, taught, "csc", other, 1)
    commands.used(db, lead, taught, "csc", east.team_id, ON, "supervision", 2, "We talked")
    assert commands.exported(db, lead, taught, "csc", east.team_id, 1) is not None
    assert [each.team for each in views.returns(db, lead, taught)] == [east]
    assert len(views.returns(db, by, taught)) == 1


def test_without_a_self_reflection_its_reflective_questions_stand(db: Database, by: Person) -> None:
    round_id = builders.open_round(db)
    builders.submitted(db, round_id, "S-001", agency="csc")
    (team,) = views.teams(db, by, round_id).teams
    pack = views.pack(db, by, round_id, team.agency, None)
    assert [each.statement for each in pack.questions] == ["What would I ask again?"]
    assert pack.answers == ()
    asked = released.reflective(db, by, pack.board.review)
    assert [(each.key, each.found) for each in asked] == [("RQ1", None)]


def test_a_review_without_questions_has_no_pack(db: Database, by: Person) -> None:
    review = builders.small_review()
    points = tuple(each for each in review.learning_points if each.kind != "RQ")
    review = review.model_copy(update={"learning_points": points})
    (checklist_id,) = checklist.publish(db, by, review, (builders.small_checklist(),))
    round_id = rounds.open_(db, by, "Spring 2026", checklist_id)
    builders.submitted(db, round_id, "S-001", agency="csc")
    with pytest.raises(Refusal) as refused:
        views.pack(db, by, round_id, "csc", None)
    assert refused.value.complaint == complaint("supervision.no-questions", review.title)
