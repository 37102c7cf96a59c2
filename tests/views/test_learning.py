"""The answer on each learning point: from the board, the change and two readers' agreement of one moment."""

from audit.commands import cycle
from audit.model.board import Filter
from audit.model.embedded import Embedded
from audit.model.learning import Learning
from audit.model.person import Person
from audit.rules.learning import headline, re_audits
from audit.store.database import Database
from audit.views.board import board
from audit.views.learning import learning
from tests.builders import auditor, local, open_round, read_twice, submitted
from tests.views.test_change import two_rounds


def answers(found: Learning) -> dict[str, Embedded]:
    return {each.result.point.key: each.answer.embedded for each in found.points}


def drawn(db: Database, round_id: str) -> Learning:
    return learning(db, local(db), Filter(round_id=round_id))


def test_an_empty_round_says_nothing_of_any_point(db: Database) -> None:
    found = drawn(db, open_round(db))
    assert set(answers(found).values()) == {Embedded.CANNOT}
    assert headline(found)[0] == (
        "Of 4 learning points: 0 embedded, 0 improving, 0 not yet; of 4 nobody can say yet."
    )


def test_each_point_has_the_board_s_figure_and_its_answer(db: Database, by: Person) -> None:
    _, second = two_rounds(db)
    found = drawn(db, second)
    held = board(db, by, Filter(round_id=second))
    assert [each.result for each in found.points] == list(held.points)
    as1 = {each.result.point.key: each for each in found.points}["AS1"]
    assert as1.change.now == as1.result.figure
    assert as1.answer.embedded is Embedded.IMPROVING
    assert answers(found)["RQ1"] is Embedded.CANNOT  # no criterion asks about it
    assert "Better than in the last round, and not by chance: AS1." in headline(found)


def test_worse_is_named_too(db: Database) -> None:
    _, second = two_rounds(db, before="yes", now="no")
    found = drawn(db, second)
    assert answers(found)["AS1"] is Embedded.NOT_YET
    assert any(each.startswith("Worse than in the last round") for each in headline(found))


def test_readers_who_do_not_agree_leave_it_unsaid(db: Database) -> None:
    round_id = open_round(db)
    people = auditor(db, "Robin"), auditor(db, "Sam")
    for n in range(12):
        read_twice(db, round_id, f"S-{n:03}", to=people, ratings=({"C1": "no"}, "yes"))
    found = {each.result.point.key: each for each in drawn(db, round_id).points}["AS1"]
    assert found.answer.embedded is Embedded.CANNOT
    assert "two readers do not rate C1" in found.answer.reason


def test_the_re_audit_is_named(db: Database) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    cycle.re_audit(db, local(db), round_id, "Autumn 2026", None)
    assert re_audits(drawn(db, round_id)) == ("Re-audited by “Autumn 2026”, planned.",)
