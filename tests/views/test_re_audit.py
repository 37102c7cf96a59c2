"""A re-audit as its round's results propose it: what, when and how many; and whether it could show that in the end."""

from datetime import date, timedelta

import numpy as np
import pytest

from audit.analysis.compliance import wilson
from audit.analysis.precision import ratings_for_change
from audit.commands import action, action_done, cycle, finding
from audit.model.action import ActionWords
from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.change import Compared, Verdict
from audit.model.embedded import Embedded
from audit.model.figure import Figure
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Person, Role
from audit.model.re_audit import CHANGES, MOST_FILES, Aim, Basis, Kind, Plan
from audit.model.refusal import Refusal, complaint
from audit.rules import re_audit as rules
from audit.rules import re_audit_day as days
from audit.rules import re_audit_size as sizes
from audit.rules.change import changes
from audit.store.database import Database
from audit.views.learning import learning
from audit.views.re_audit import basis, planned
from tests.builders import admitted, auditor, open_round, started, submitted
from tests.laid import laid

FOUND = FindingWords(
    kind=FindingKind.GAP, title="Fathers are not spoken to", criterion="C1", points=("AS1",)
)
WORDS = ActionWords(what="Add a field", owner_role="Named midwife", criterion="C1")


@pytest.fixture
def first(db: Database) -> str:
    """Twelve files of csc, in which C1 is met in four and C2 in none."""
    return laid(db, twelve)


def twelve(db: Database) -> str:
    round_id = open_round(db)
    for n in range(12):
        submitted(db, round_id, f"S-{n:03}", ratings={"C1": "yes" if n < 4 else "no", "C2": "no"})
    return round_id


def told(db: Database, by: Person, round_id: str) -> Basis:
    found = basis(db, by, round_id)
    assert found is not None
    return found


def promised(db: Database, by: Person, round_id: str, **more: object) -> str:
    raised = finding.raise_(db, by, round_id, FOUND, Origin.BOARD)
    return action.plan(db, by, raised, WORDS.model_copy(update=more))


def plan_of(found: Basis, wanted: float = 0.3) -> Plan:
    aims = sizes.aims(found, rules.focus(found), wanted)
    files = sizes.proposed(found, aims)
    return Plan(wanted=wanted, files=files, cases=files, because="Half a year.", aims=aims)


def test_what_is_not_embedded_is_looked_at_again(db: Database, by: Person, first: str) -> None:
    found = told(db, by, first)
    focus = rules.focus(found)
    assert {each.key: each.why for each in focus}["AS1"] == ("not yet",)
    assert rules.left(found)[-1] == (
        "RQ1: no criterion of the checklist asks about it, so no re-audit shows it."
    )


def test_what_was_found_and_promised_decides_once_there_is_any(
    db: Database, by: Person, first: str
) -> None:
    promised(db, by, first)
    found = told(db, by, first)
    focus = rules.focus(found)
    assert [(each.kind, each.key, each.why) for each in focus] == [
        (Kind.POINT, "AS1", ("not yet", "1 gap found", "1 action promised")),
        (Kind.CRITERION, "C1", ("tests 1 action",)),
    ]
    assert focus[1].worth == 1.0
    assert any("but no gap was found on it and nothing promised" in e for e in rules.left(found))


def test_what_cannot_be_seen_or_is_embedded_need_not_decide(
    db: Database, by: Person, first: str
) -> None:
    found = told(db, by, first)
    point = found.learning.points[0]
    sure = point.answer.model_copy(update={"embedded": Embedded.EMBEDDED})
    none = point.result.model_copy(update={"figure": Figure(met=0, applicable=0, cases=0)})
    for change, said in (
        ({"answer": sure}, "embedded, with no gap found and nothing promised"),
        ({"result": none}, "nothing was applicable: it takes files to which its criteria apply"),
    ):
        alone = found.learning.model_copy(update={"points": (point.model_copy(update=change),)})
        key = point.result.point.key
        assert rules.left(found.model_copy(update={"learning": alone})) == (f"{key}: {said}.",)


def test_nothing_counted_proposes_nothing(db: Database, by: Person) -> None:
    round_id = open_round(db)
    assert basis(db, by, round_id) is None
    made = cycle.re_audit(db, by, round_id, "Again", date(2027, 3, 1))
    assert planned(db, by, made) is None


# ---- When --------------------------------------------------------------------------------------------------


def test_the_day_is_the_latest_of_what_has_to_be_waited_for(
    db: Database, by: Person, first: str
) -> None:
    found = told(db, by, first)
    begun = days.beginning(found, 12)
    assert begun.day == days.monday(found.began + days.HALF_A_YEAR)
    assert begun.because == "Half a year after “Spring 2026” began."
    due = found.today + timedelta(days=300)
    late = promised(db, by, first, due=due)
    promised(db, by, first, criterion="")
    begun = days.beginning(told(db, by, first), 12)
    assert begun.day == days.monday(due + days.TO_MOVE)
    assert begun.because.startswith("The last action is due on")
    assert begun.because.endswith("1 action has no date, so nobody knows whether it is early.")
    action_done.complete(db, by, late, "Done", "")
    assert days.beginning(told(db, by, first), 12).because.startswith("Half a year")
    # A year later nothing is left to wait for; what is past its day is taken to be done then.
    later = told(db, by, first).model_copy(update={"today": found.today + timedelta(days=400)})
    assert days.beginning(later, 12).because.startswith("The last action was done on") is False
    assert "4 weeks to prepare" in days.beginning(later, 12).because
    open_ = later.actions[0].model_copy(update={"completed_at": None, "due": found.today})
    past = later.model_copy(update={"actions": (open_,)})
    assert days.beginning(past, 12).because.startswith("An action is open past its day")
    # Done on the very day, or due on it, is neither late nor open past its day.
    at = db.clock() + timedelta(days=400)
    for change, said in (
        ({"completed_at": at}, "The last action was done on"),
        ({"completed_at": None, "due": later.today}, "The last action is due on"),
    ):
        only = later.actions[0].model_copy(update=change)
        when = days.beginning(later.model_copy(update={"actions": (only,)}), 12)
        assert when.because.startswith(said)
    undated = open_.model_copy(update={"due": None})
    none = days.beginning(later.model_copy(update={"actions": (undated,)}), 12)
    assert "4 weeks to prepare" in none.because
    done = days.beginning(later.model_copy(update={"today": found.today + days.NOTICE * 5}), 12)
    assert done.because.startswith("Half a year")


def test_the_same_files_come_again_after_twelve_months(
    db: Database, by: Person, first: str
) -> None:
    found = told(db, by, first).model_copy(
        update={"listed": 20, "read_until": date(2028, 2, 29), "today": date(2028, 3, 1)}
    )
    again = days.beginning(found, 9)
    assert again.day == date(2029, 3, 5)
    assert "20 cases are in the list and 12 of them were read" in again.because
    assert days.beginning(found, 8).day < again.day
    assert days.monday(date(2026, 4, 4)) == date(2026, 4, 13)  # the sixth is Easter Monday


# ---- How many ----------------------------------------------------------------------------------------------


def aim(met: int, applicable: int, files: int, worth: float = 1.0, wanted: float = 0.2) -> Aim:
    """A criterion, with ratings that are worth so much."""
    figure = Figure(
        met=met, applicable=applicable, cases=applicable, effective_n=applicable * worth
    )
    return Aim(
        kind=Kind.CRITERION,
        key="C1",
        title="C1",
        why=(),
        then=figure,
        files=files,
        reach=min(1.0, met / applicable + wanted),
        takes=None,
    )


def test_a_file_counts_for_what_a_file_was_worth(db: Database, by: Person, first: str) -> None:
    """Asked of each file and applicable in half of them, it takes twice the files."""
    found = told(db, by, first)
    each, half = (sizes.aims(found, [aim(60, 200, files)], 0.2)[0].takes for files in (200, 400))
    assert each is not None
    assert half == 2 * each
    (hangs,) = sizes.aims(found, [aim(60, 200, 200, worth=0.6)], 0.2)
    assert hangs.takes is not None
    assert hangs.takes > each
    assert sizes.shown_from(hangs, hangs.takes * hangs.worth) == pytest.approx(0.5, abs=0.01)


def test_no_number_within_reach_is_said(db: Database, by: Person, first: str) -> None:
    found = told(db, by, first)
    few, all_met = sizes.aims(found, [aim(3, 10, 12), aim(10, 10, 10)], 0.1)
    assert [sizes.takes_words(each) for each in (few, all_met)] == [
        "no number within reach",
        "all met already",
    ]
    none = aim(1, 1, 5).model_copy(update={"then": Figure(met=0, applicable=0, cases=0)})
    assert sizes.takes_words(none) == "nothing applicable then"
    assert sizes.shown_from(none, 10) is None
    said = " ".join(rules.shows(plan_of(found).model_copy(update={"aims": (few,), "wanted": 0.1})))
    assert "no number of files within reach shows a change of 10 points" in said
    # A short list is all that there is to read.
    assert sizes.attainable(found.model_copy(update={"listed": 30})) == 30
    assert sizes.attainable(found) == MOST_FILES


def test_the_proposal_is_what_shows_every_change_within_twice_the_files(
    db: Database, by: Person, first: str
) -> None:
    found = told(db, by, first)
    takes = [aim(1, 2, 2).model_copy(update={"takes": each}) for each in (14, 24, 25, None)]
    assert sizes.proposed(found, takes) == 24
    assert sizes.proposed(found, takes[2:]) == 12
    assert sizes.first_change(found, [aim(3, 10, 12)]) == CHANGES[-1]
    assert sizes.first_change(found, [aim(150, 300, 12)]) == CHANGES[0]
    assert (sizes.cases_for(found, 30), sizes.takes_words(takes[0])) == (30, "14")


def test_a_planned_number_shows_a_true_change_four_times_out_of_five() -> None:
    """Rounds drawn by chance and judged by the rules of change: the planning keeps what it says."""
    draw = np.random.default_rng(1)
    n = ratings_for_change(0.3, 0.5, 100)
    assert n is not None
    seen = 0
    for before, now in zip(draw.binomial(100, 0.3, 600), draw.binomial(n, 0.5, 600), strict=True):
        pair = Compared(key="C1", now=figure(int(now), n), before=figure(int(before), 100))
        seen += changes([pair])[0].verdict is Verdict.IMPROVED
    assert seen / 600 == pytest.approx(0.8, abs=0.05)


def figure(met: int, n: int) -> Figure:
    limits = wilson(met, n)
    low, high = float(limits.low), float(limits.high)
    return Figure(met=met, applicable=n, cases=n, low=low, high=high, effective_n=n)


# ---- What is kept, and what became of it -------------------------------------------------------------------


def test_the_plan_is_kept_with_the_round_and_says_in_the_end_whether_it_could(
    db: Database, by: Person, first: str
) -> None:
    promised(db, by, first)
    plan = plan_of(told(db, by, first))
    made = cycle.re_audit(db, by, first, "Again", date(2027, 3, 1), plan=plan)
    assert planned(db, by, made) == plan
    assert rules.plan_words(plan).startswith(f"Proposed: {plan.files} case files")
    cycle.move(db, by, made, "open", "It begins")

    def became() -> tuple[str, ...]:
        return rules.outcome(plan, learning(db, by, Filter(round_id=made)))

    assert became() == ()
    submitted(db, made, "T-000")
    assert "cannot say. Cannot say: one case in this round is not enough." in became()[1]
    for n in range(1, 12):
        submitted(db, made, f"T-{n:03}")
    read, point, criterion = became()
    assert read.endswith("12 are counted.")
    assert point.startswith("AS1: ▲ improved. It could show, and it did.")
    assert criterion.startswith("C1: ▲ improved.")


def test_no_clear_change_is_told_from_what_could_not_show(
    db: Database, by: Person, first: str
) -> None:
    again = open_round(db, title="Autumn 2026", follows=first)
    for n in range(12):
        submitted(db, again, f"T-{n:03}", ratings={"C1": "yes" if n < 5 else "no"})
    found = learning(db, by, Filter(round_id=again))
    (c1,) = sizes.aims(told(db, by, first), [aim(4, 12, 12)], 0.2)
    much = c1.model_copy(update={"reach": 1.0})
    few = c1.model_copy(update={"then": Figure(met=1, applicable=1, cases=1, effective_n=1)})
    gone = c1.model_copy(update={"key": "C9"})
    plan = plan_of(told(db, by, first)).model_copy(update={"aims": (c1, much, few, gone)})
    said = rules.outcome(plan, found)[1:]
    assert "It could not show a change from 33% to 53%" in said[0]
    assert "so one as large is hardly there" in said[1]
    assert "not even all met would" in said[2]
    assert said[3] == "C9: the checklist asks no more about it."


def test_who_reads_a_file_of_the_first_round_blind_is_told_the_number_alone(
    db: Database, by: Person, first: str
) -> None:
    lead = admitted(db, Role.AUDITOR, Role.QA_LEAD, name="Lead")
    made = cycle.re_audit(
        db, by, first, "Again", date(2027, 3, 1), plan=plan_of(told(db, by, first))
    )
    seen = planned(db, lead, made)
    assert seen is not None
    assert seen.aims
    started(db, first, "S-900", to=auditor(db, "One"))
    started(db, first, "S-900", to=lead, reading=Reading.SECOND)
    blind = planned(db, lead, made)
    assert blind is not None
    assert (blind.aims, blind.files) == ((), seen.files)


def test_a_plan_that_no_round_can_keep_is_refused(db: Database, by: Person, first: str) -> None:
    plan = plan_of(told(db, by, first))
    wrong = (
        (plan.model_copy(update={"files": MOST_FILES + 1}), "files", {"most": MOST_FILES}),
        (plan.model_copy(update={"wanted": 0.5}), "change", {"offered": "10, 15, 20, 30"}),
    )
    for each, code, more in wrong:
        with pytest.raises(Refusal) as refused:
            cycle.re_audit(db, by, first, "Again", date(2027, 3, 1), plan=each)
        expected = complaint(f"re-audit.{code}", where=rules.WHERE, **more)
        assert refused.value.complaint == expected
