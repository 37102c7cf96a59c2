"""What a sample can be drawn by, what a design comes to, and the log of what was drawn."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest

from audit.analysis.precision import precision
from audit.commands import case, case_audit, retention, sample
from audit.commands.frame import take
from audit.model.frame import Draft, Layout
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.sample import Before, Design, Part, Shares
from audit.rules.retention import today
from audit.rules.sample import standing
from audit.store.database import Database
from audit.views import sample as views
from audit.views.sample import plan, sample_page, sampling_log, shows
from tests.builders import Clock, local, open_round, submitted
from tests.case_lists import taken
from tests.commands.test_sample import BY_AGENCY, ROWS, TITLE, draw, seen, start
from tests.drawing import case as frame_case
from tests.drawing import named, where


@pytest.fixture
def round_id(db: Database) -> str:
    made = open_round(db)
    taken(db, made, ROWS)
    return made


def refused(act: Any) -> Any:
    with pytest.raises(Refusal) as raised:
        act()
    return raised.value.complaint


# ---- Before a draw -------------------------------------------------------------------------------------


def test_without_a_list_there_is_nothing_to_choose_from(db: Database, by: Person) -> None:
    found = sample_page(db, by, open_round(db))
    assert (found.frame, found.columns, found.log, found.is_open) == (None, {}, None, True)


def test_columns_are_told_with_their_values_in_words(
    db: Database, by: Person, round_id: str
) -> None:
    found = sample_page(db, by, round_id)
    assert found.columns == {
        "Agency": {"Children's social care": 5, "General practice": 1, "Police": 2},
        "Team": {
            "Children's social care, North": 2,
            "Children's social care, South": 2,
            "General practice, Riverside": 1,
            "not given": 3,
        },
        "Age band": {"1 to 4": 1, "10 to 15": 2, "5 to 9": 3, "unborn": 1, "under 1": 1},
        "Plan type": {"Child in need": 5, "Child protection": 2, "Looked after": 1},
    }
    assert all(sum(values.values()) == 8 for values in found.columns.values())


def test_a_column_of_too_many_values_is_not_offered(
    db: Database, by: Person, monkeypatch: pytest.MonkeyPatch, round_id: str
) -> None:
    monkeypatch.setattr(views, "STRATA_LIMIT", 3)
    found = sample_page(db, by, round_id).columns
    assert found["Age band"] == found["Team"] == {}
    assert len(found["Agency"]) == 3


def test_a_column_headed_like_what_every_case_has_does_not_count_twice(
    db: Database, by: Person
) -> None:
    made = open_round(db)
    cases = (frame_case("S-001", plan="x"), frame_case("S-002", "gp", plan="y")._replace(line=2))
    take(db, by, made, Draft("x", ("Agency",), cases, "h", Layout(uses=())))
    found = sample_page(db, by, made).columns
    assert found["Agency"] == {"Children's social care": 1, "General practice": 1}


def test_a_plan_is_numbers_and_no_case(db: Database, by: Person, round_id: str) -> None:
    how = Design(
        strata=("Agency",),
        size=3,
        certainty=(named("S-001", reason="  An  ALTE "),),
        exclusions=(where("Plan type", "Looked after", reason="Another audit"),),
    )
    found = plan(db, by, round_id, how)
    assert [(each.name, each.excluded, each.certain, each.drawn) for each in found.strata] == [
        ("Children's social care", 1, 1, 2),
        ("General practice", 0, 0, 0),
        ("Police", 0, 0, 1),
    ]
    assert (found.frame_id, found.design, found.elsewhere) == (seen(db, round_id), how, 0)
    told = found.model_dump_json(exclude={"design"})
    assert not any(row[0] in told for row in ROWS)
    draw(db, round_id, how)
    log = sampling_log(db, by, round_id)
    assert log.sample.strata == found.strata
    assert log.sample.design.certainty[0].reason == "An ALTE"


def test_a_plan_says_how_many_were_audited_lately(db: Database, by: Person, round_id: str) -> None:
    other = open_round(db, "Other")
    submitted(db, other, "s-001")
    submitted(db, other, "S-900")
    assert plan(db, by, round_id, Design(size=2)).elsewhere == 1
    assert plan(db, by, round_id, Design(size=2, months=0)).elsewhere == 0


@pytest.mark.parametrize(
    ("how", "code"),
    [
        (Design(size=-1), "sample.size"),
        (Design(strata=("Colour",)), "sample.column"),
        (Design(strata=("Agency",), size=2, minimum=1), "sample.minimum"),
        (Design(shares=Shares.FIXED, fixed={"x": 1}), "sample.stratum"),
    ],
)
def test_what_cannot_be_drawn_has_no_plan(
    db: Database, by: Person, round_id: str, how: Design, code: str
) -> None:
    assert refused(lambda: plan(db, by, round_id, how)).code == code


def test_no_list_no_plan(db: Database, by: Person) -> None:
    made = open_round(db)
    expected = complaint("sample.no-list", where=TITLE)
    assert refused(lambda: plan(db, by, made, Design())) == expected


# ---- The log -------------------------------------------------------------------------------------------


def test_the_log_of_what_was_drawn(
    db: Database, by: Person, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    how = BY_AGENCY.model_copy(
        update={"exclusions": (named("S-002", "S-003", reason="Moved"),), "size": 3}
    )
    draw(db, round_id, how)
    found = sampling_log(db, by, round_id)
    assert (found.round_title, found.checklist) == (TITLE, "Small audit, version 1")
    assert found.reasons == {"Moved": 2}
    assert [each.reference for each in found.excluded] == ["S-002", "S-003"]
    assert {each.part for each in found.cases} == {Part.DRAWN, Part.RESERVE}
    assert found.precision == precision(3, 6)
    assert (found.begun, found.beside, found.before, found.earlier) == (0, 0, None, ())
    assert sample_page(db, by, round_id).log == found
    monkeypatch.setattr(views, "EXCLUDED_SHOWN", 1)
    on_page = sample_page(db, by, round_id).log
    assert on_page == found.model_copy(update={"excluded": found.excluded[:1]})
    assert sampling_log(db, by, round_id) == found


def test_the_ticket_can_be_worked_out_again(db: Database, by: Person, round_id: str) -> None:
    draw(db, round_id)
    found = sampling_log(db, by, round_id).ticket
    assert found is not None
    reference, told = found
    assert told == sha256(f"4711:{reference.lower()}".encode()).hexdigest()


def test_what_was_begun_and_what_was_added_by_hand_is_told(
    db: Database, by: Person, round_id: str
) -> None:
    draw(db, round_id)
    first = standing(sampling_log(db, by, round_id).cases)[0].reference
    start(db, round_id, first)
    case.add_file(db, by, round_id, "S-950", "gp")
    case.add_file(db, by, round_id, "S-950", "police")
    found = sampling_log(db, by, round_id)
    assert (found.begun, found.beside) == (1, 1)


def test_the_certain_ones_tell_nothing_of_chance(db: Database, by: Person, round_id: str) -> None:
    draw(db, round_id, Design(size=2, certainty=(named("S-001", "S-002", reason="ALTE"),)))
    assert sampling_log(db, by, round_id).precision == precision(2, 6)


def test_earlier_draws_stand_in_the_log(db: Database, by: Person, round_id: str) -> None:
    first = draw(db, round_id)
    sample.draw_again(db, by, round_id, Design(size=1), "Too many", seen=seen(db, round_id))
    found = sampling_log(db, by, round_id)
    assert [(each.id, each.set_aside_because) for each in found.earlier] == [(first, "Too many")]


def test_a_round_that_follows_another_is_compared_with_it(db: Database, by: Person) -> None:
    """Two files of 5 applicable ratings a submission stand; a returned one does not count."""
    before = open_round(db, "Autumn")
    submitted(db, before, "S-801", ratings={"C1": "no"})
    submitted(db, before, "S-802")
    case_audit.send_back(db, by, submitted(db, before, "S-803"), "Look again")
    made = open_round(db, follows=before)
    once = sample_page(db, by, made).before
    submitted(db, before, "S-802", agency="police")
    found = sample_page(db, by, made).before
    assert once is not None
    assert found is not None
    assert found.applicable > once.applicable
    assert found.cases == once.cases == 2, "two files of one case are one case"
    found = once
    assert found == Before(round_title="Autumn", met=7, applicable=8, cases=2)
    assert shows(24, 240, found) == precision(24, 240, 7 / 8, 2)
    assert shows(24, 240, None) == precision(24, 240)


def test_a_round_before_without_a_figure_is_not_compared_with(db: Database, by: Person) -> None:
    made = open_round(db, follows=open_round(db, "Autumn"))
    assert sample_page(db, by, made).before is None


def test_without_a_sample_there_is_no_log(db: Database, by: Person, round_id: str) -> None:
    assert refused(lambda: sampling_log(db, by, round_id)) == complaint("sample.none")
    for act in (
        lambda: sample_page(db, by, "none"),
        lambda: sampling_log(db, by, "none"),
        lambda: plan(db, by, "none", Design()),
    ):
        with pytest.raises(NotFound):
            act()


def test_after_a_disposal_the_numbers_are_still_told(
    db: Database, by: Person, round_id: str
) -> None:
    draw(db, round_id, Design(strata=("Plan type",), size=3, exclusions=(named("S-002"),)))
    before = sampling_log(db, by, round_id)
    until = today(db.clock()) + timedelta(days=9)
    retention.keep_until(db, local(db), round_id, until, "Five years", "Manager")
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=20)
    retention.dispose(db, by, round_id, confirm=TITLE)
    found = sample_page(db, by, round_id)
    assert found.log is not None
    assert (found.is_open, found.log.beside, found.log.ticket) == (False, 0, None)
    assert found.log.precision == before.precision
    assert found.log.reasons == {"erased": 1}
    told = found.model_dump_json()
    assert not any(word in told for word in ("S-00", "Said so", "Child in need", "4711"))
