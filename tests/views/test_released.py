"""What a board member receives is what was released, and nothing hidden can be worked out of it."""

import json
from random import Random

import pytest

from audit.commands.release import exported, release
from audit.documents.release import let_out, propose
from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.checklist import Counts
from audit.model.disclosure import Audience
from audit.model.language import speaking
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.released_words import METHOD, headline
from audit.store.database import Database
from audit.views import board as boards
from audit.views import release as proposals
from audit.views import released as views
from audit.views.case_files import case_files
from tests import builders
from tests.released import found_out, numbers, published, random_round, submit, told_in

SIZES = [(1, 3), (2, 9), (3, 14), (4, 22), (5, 30)]


def truth(db: Database, by: Person, round_id: str) -> dict[str, dict[str, int]]:
    board = boards.board(db, by, Filter(round_id=round_id))
    return {
        each.criterion.key: {
            "met": each.counts[Counts.MET],
            "silent": each.counts[Counts.NOT_EVIDENCED],
            "other": each.counts[Counts.PARTLY] + each.counts[Counts.NOT_MET],
            "out": each.counts[Counts.OUT],
        }
        for each in board.criteria
    }


@pytest.mark.parametrize("role", [Role.BOARD_MEMBER, Role.SCRUTINEER])
@pytest.mark.parametrize(("seed", "cases"), SIZES)
def test_no_small_count_is_received_and_none_can_be_worked_out(
    db: Database, by: Person, seed: int, cases: int, role: Role
) -> None:
    round_id = random_round(db, seed, cases)
    let_out(db, by, round_id, Audience.BOARD)
    (received,) = views.released(db, builders.admitted(db, role))
    told = received.model_dump(mode="json")
    counts = list(numbers({name: each for name, each in told.items() if name != "number"}))
    assert all(each == 0 or each > 5 for each in counts)
    assert all(each == 0 or each > 5 for each in told_in([json.dumps(told)]))
    board = boards.board(db, by, Filter(round_id=round_id))
    assert found_out(received, truth(db, by, round_id), board.checklist) == set()


def test_a_round_of_few_is_told_in_words(db: Database, by: Person) -> None:
    found = proposals.proposal(db, by, random_round(db, 1, 3), Audience.BOARD).picture
    assert found.files.is_hidden
    assert found.instead.startswith("So few files were read")
    assert found.criteria == ()


def test_what_is_said_follows_from_what_is_shown(db: Database, by: Person) -> None:
    """No standing, answer or change where the figure is hidden; and the order is the checklist's."""
    round_id = random_round(db, 4, 22)
    found = proposals.proposal(db, by, round_id, Audience.BOARD).picture
    hidden = [each for each in found.results if each.figure.figure is None]
    assert hidden
    assert [each for each in hidden if each.answer or each.verdict or each.figure.standing] == []
    checklist = builders.small_checklist()
    assert [each.key for each in found.standards] == [each.key for each in checklist.standards]
    shown = [each.figure.figure for each in found.results if each.figure.figure is not None]
    assert {each.cases for each in shown if each.applicable} <= {6}


def test_what_is_counted_later_changes_nothing_released(db: Database, by: Person) -> None:
    round_id = random_round(db, 2, 9)
    member = builders.admitted(db, Role.BOARD_MEMBER)
    assert views.released(db, member) == ()
    let_out(db, by, round_id, Audience.BOARD)
    before = views.released(db, member)
    builders.submitted(db, round_id, "S-900")
    assert views.released(db, member) == before
    assert (before[0].number, before[0].by) == (1, by.name)


def test_a_second_release_of_a_few_more_files_is_refused_and_names_the_first(
    db: Database, by: Person
) -> None:
    round_id = random_round(db, 3, 14)
    let_out(db, by, round_id, Audience.BOARD)
    submit(db, round_id, "S-901", Random(1), dict.fromkeys(("C1", "C2", "S1", "S2", "I1"), 0.5))
    with pytest.raises(Refusal) as refused:
        propose(db, by, round_id, "")
    day = db.clock()
    assert refused.value.complaint == complaint(
        "release.few-files",
        where="the whole round",
        title="Spring 2026, for the board",
        day=f"{day.day} {day:%B %Y}",
        then="the whole round",
    )


def test_what_is_released_is_what_was_seen(db: Database, by: Person) -> None:
    round_id = random_round(db, 3, 14)
    seen = proposals.proposal(db, by, round_id, Audience.BOARD).mark
    builders.submitted(db, round_id, "S-902")
    with pytest.raises(Refusal) as refused:
        let_out(db, by, round_id, Audience.BOARD, seen=seen)
    assert refused.value.complaint == complaint("release.moved", where="Spring 2026")
    assert views.released(db, by) == ()
    again = proposals.proposal(db, by, round_id, Audience.BOARD).mark
    let_out(db, by, round_id, Audience.BOARD, seen=again)
    assert len(views.released(db, by)) == 1


def test_two_who_read_in_two_languages_see_the_same_picture(db: Database, by: Person) -> None:
    round_id = random_round(db, 3, 14)
    seen = proposals.proposal(db, by, round_id, Audience.BOARD)
    with speaking("cy"):
        assert proposals.proposal(db, by, round_id, Audience.BOARD).mark == seen.mark


def test_the_mark_is_of_the_picture_and_its_audience_not_of_the_hour(
    db: Database, by: Person
) -> None:
    round_id = random_round(db, 3, 14)
    board, later, public = (
        proposals.proposal(db, by, round_id, audience).mark
        for audience in (Audience.BOARD, Audience.BOARD, Audience.PUBLICATION)
    )
    assert board == later
    assert board != public


def agencies_of(db: Database, round_id: str) -> dict[str, set[str]]:
    """The cases of a round by their references, each with the agencies that have a file of it."""
    found: dict[str, set[str]] = {}
    for each in case_files(db, builders.local(db), round_id).audits:
        found.setdefault(each.case_file.reference, set()).add(each.case_file.agency)
    return found


def test_late_files_of_cases_already_counted_are_refused(db: Database, by: Person) -> None:
    round_id = random_round(db, 3, 14)
    let_out(db, by, round_id, Audience.BOARD)
    known = agencies_of(db, round_id)
    wanting = [
        (reference, agency)
        for reference, agencies in sorted(known.items(), key=lambda each: len(each[1]))
        for agency in ("csc", "gp", "police")
        if agency not in agencies
    ][:6]
    assert len({reference for reference, _ in wanting}) < 6 == len(wanting)
    for reference, agency in wanting:
        builders.submitted(db, round_id, reference, agency)
    with pytest.raises(Refusal) as refused:
        let_out(db, by, round_id, Audience.BOARD)
    assert refused.value.complaint.code == "release.few-files"


def test_the_same_round_for_the_public_is_the_second_release(db: Database, by: Person) -> None:
    round_id = random_round(db, 3, 14)
    let_out(db, by, round_id, Audience.BOARD)
    published(db, round_id)
    public, board = views.released(db, by)
    assert (public.number, board.number) == (2, 1)
    assert public.overall == board.overall
    assert (public.proposed_by, public.by) == ("First lead", "Second lead")


def test_a_change_is_of_what_was_released(db: Database, by: Person) -> None:
    first = random_round(db, 3, 20)
    let_out(db, by, first, Audience.BOARD)
    second = random_round(db, 4, 20, "Autumn 2026", follows=first)
    found = proposals.proposal(db, by, second, Audience.BOARD).picture
    assert found.before == "Spring 2026"
    (then,) = views.released(db, by)
    earlier = {each.key: each for each in then.standards}
    for each in found.standards:
        both = each.figure.figure is not None and earlier[each.key].figure.figure is not None
        assert (each.verdict is not None) == both
        assert each.change


def test_an_empty_round_is_not_released(db: Database, by: Person) -> None:
    with pytest.raises(Refusal) as refused:
        let_out(db, by, builders.open_round(db), Audience.BOARD)
    assert refused.value.complaint == complaint("release.nothing", "Spring 2026")


def test_who_reads_a_file_of_it_blind_neither_releases_nor_sees_it(
    db: Database, by: Person
) -> None:
    """The picture counts the reading that is kept from them: it waits for theirs."""
    round_id = random_round(db, 3, 14)
    builders.submitted(db, round_id, "S-950")
    let_out(db, by, round_id, Audience.BOARD)
    both = builders.admitted(db, Role.QA_LEAD, Role.AUDITOR, name="Both")
    assert len(views.released(db, both)) == 1
    builders.started(db, round_id, "S-950", to=both, reading=Reading.SECOND)
    assert views.released(db, both) == ()
    with pytest.raises(NotFound):
        views.one(db, both, round_id, 1)
    with pytest.raises(NotFound):
        exported(db, both, round_id, 1, 0)
    with pytest.raises(Refusal) as refused:
        let_out(db, both, round_id, Audience.BOARD)
    assert refused.value.complaint == complaint("release.blind", "Spring 2026")


def test_before_the_round_before_is_released_nothing_is_compared(db: Database, by: Person) -> None:
    first = random_round(db, 3, 9)
    second = random_round(db, 4, 9, "Autumn 2026", follows=first)
    found = proposals.proposal(db, by, second, Audience.BOARD).picture
    assert found.before == ""
    assert {each.change for each in found.results} == {""}


def test_who_reads_a_file_of_the_round_before_blind_is_shown_no_change_since(
    db: Database, by: Person
) -> None:
    first = random_round(db, 3, 20)
    builders.submitted(db, first, "S-950", to=builders.auditor(db, "First"))
    let_out(db, by, first, Audience.BOARD)
    second = random_round(db, 4, 20, "Autumn 2026", follows=first)
    both = builders.admitted(db, Role.QA_LEAD, Role.AUDITOR, name="Both")
    assert proposals.proposal(db, both, second, Audience.BOARD).picture.before == "Spring 2026"
    builders.started(db, first, "S-950", to=both, reading=Reading.SECOND)
    found = proposals.proposal(db, both, second, Audience.BOARD).picture
    assert found.before == ""
    assert {each.change for each in found.results} == {""}
    assert proposals.proposal(db, by, second, Audience.BOARD).picture.before == "Spring 2026"


def test_the_public_is_told_of_no_change_since_what_a_board_alone_was_shown(
    db: Database, by: Person
) -> None:
    first = random_round(db, 3, 20)
    let_out(db, by, first, Audience.BOARD)
    second = random_round(db, 4, 20, "Autumn 2026", follows=first)
    found = proposals.proposal(db, by, second, Audience.PUBLICATION).picture
    assert found.before == ""
    assert {each.change for each in found.results} == {""}
    published(db, first)
    let_out(db, by, first, Audience.BOARD)
    for audience in (Audience.PUBLICATION, Audience.BOARD):
        assert proposals.proposal(db, by, second, audience).picture.before == "Spring 2026"


def test_a_point_that_no_criterion_asks_about_has_no_small_number(db: Database, by: Person) -> None:
    found = proposals.proposal(db, by, random_round(db, 4, 22), Audience.BOARD).picture
    assert [each.key for each in found.points if each.target is None] == ["RQ1"]
    first = "Of 4 learning points: 0 embedded, 0 improving, 1 not yet; of 2 nobody can say yet"
    assert headline(found)[0] == f"{first}; about 1 no criterion asks."
    shut = found.model_copy(
        update={
            "points": tuple(each.model_copy(update={"answer": None}) for each in found.points[:1])
            + found.points[1:]
        }
    )
    assert "; of 1 the numbers are small, and not shown; about 1 no criterion" in headline(shut)[0]
    none = tuple(each.model_copy(update={"answer": None}) for each in found.points)
    said = headline(found.model_copy(update={"points": none}))[0]
    assert said == "Of none of the 3 learning points the numbers can be shown."


def test_the_method_says_what_an_answer_takes_beside_the_figures() -> None:
    """`rules.embedded` says "cannot say yet" where two readers do not rate alike, whatever the figures are."""
    (told,) = (each for each in METHOD if "answers" in each)
    assert "an answer also takes whether two readers rated its criteria alike" in told


def test_a_picture_of_another_round_is_a_fault_of_ours(db: Database, by: Person) -> None:
    found = proposals.proposal(db, by, random_round(db, 3, 9), Audience.BOARD).picture
    other = builders.open_round(db, "Another")
    for audience, of in ((Audience.BOARD, other), (Audience.PROFESSIONALS, found.round_id)):
        with pytest.raises(ValueError, match="another round"):
            release(db, by, of, "Board", audience, (), picture=found)


def test_what_was_released_is_said_in_welsh_and_shows_the_same_numbers(
    db: Database, by: Person
) -> None:
    """It is kept in English, whoever let it out; no figure, no answer and no mark is another."""
    round_id = random_round(db, 5, 30)
    with speaking("cy"):
        let_out(db, by, round_id, Audience.BOARD)
    (english,) = views.released(db, by)
    assert english.sample.startswith("Its cases were chosen by hand")
    with speaking("cy"):
        (welsh,) = views.released(db, by)
    assert welsh.sample.startswith("Dewiswyd ei hachosion â llaw")
    pairs = list(zip(english.results, welsh.results, strict=True))
    assert [(a.figure, a.verdict, a.then, a.target) for a, _ in pairs] == [
        (b.figure, b.verdict, b.then, b.target) for _, b in pairs
    ]
    answers = [
        (a.answer, b.answer) for a, b in pairs if a.answer is not None and b.answer is not None
    ]
    assert answers
    assert [a.embedded for a, _ in answers] == [b.embedded for _, b in answers]
    assert [a.reason for a, b in answers if a.reason == b.reason] == []
