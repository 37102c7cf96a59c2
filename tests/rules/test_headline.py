"""The sentences at the head of a board, from boards that stand in the test."""

import re
from datetime import UTC, datetime

import pytest

from audit.analysis.compliance import wilson
from audit.model.board import Board, Result, StandardResult
from audit.model.case_audit import CaseAuditStatus
from audit.model.checklist import Counts
from audit.model.figure import Figure, Standing
from audit.rules.headline import headline, many
from audit.rules.standing import standing
from tests.builders import small_checklist, small_review

TITLES = ("Carers", "Sleep", "Sharing", "History", "Referral")


def result(met: int, n: int, *, cases: int = 20, out: int = 0, starred: int = 0) -> dict:
    """Met of n, half of the rest not evidenced."""
    low, high = (float(each) for each in wilson(met, n)) if n else (None, None)
    figure = Figure(met=met, applicable=n, cases=cases if n else 0, low=low, high=high)
    silent = (n - met) // 2
    counts = {Counts.MET: met, Counts.PARTLY: 0, Counts.NOT_MET: n - met - silent}
    return {
        "figure": figure,
        "counts": {**counts, Counts.NOT_EVIDENCED: silent, Counts.OUT: out},
        "starred": starred,
        "target": 0.9,
        "standing": standing(figure, 0.9),
    }


def board(*standards: tuple[int, int], cases: int = 20, submitted: int = 25, **more) -> Board:
    """A board whose standards have these figures, met of n."""
    total = (sum(met for met, _ in standards), sum(n for _, n in standards))
    overall = more.pop("overall", None) or result(*total, cases=cases, out=40, starred=7)
    one = small_checklist().standards[0]
    found = tuple(
        StandardResult(
            **result(met, n, cases=cases),
            standard=one.model_copy(update={"title": title}),
            criteria=(),
            judgements={},
        )
        for title, (met, n) in zip(TITLES, standards, strict=False)
    )
    statuses = dict.fromkeys(CaseAuditStatus, 0)
    given = {
        "at": datetime(2026, 3, 3, tzinfo=UTC),
        "round_title": "Round 1",
        "narrowed_to": "",
        "review": small_review(),
        "checklist": small_checklist(),
        "case_audits": statuses | more.pop("case_audits", {}),
        "submitted": submitted,
        "cases": cases,
        "overall": Result(**overall),
        "standards": found,
        "points": (),
        "judgements": {},
        "overruled": 0,
    }
    return Board(**(given | more))


def test_a_round_is_said_in_four_sentences():
    assert headline(board((12, 40), (98, 100), (17, 20))) == (
        "The learning is not yet embedded throughout: 1 of 3 standards is below target,"
        " 1 meets its target, 1 cannot be judged yet.",
        "127 of 160 applicable ratings were met, 79% (95% CI 72–85%), in 25 case file audits of 20 cases.",
        "Below target: Carers, 12 of 40 met, 30% (95% CI 18–45%), against 90%; meeting target: Sleep.",
        "Good practice is starred on 7 of 200 ratings;"
        " the file showed nothing either way (not evidenced) on 16 of 160 applicable.",
    )


BAD, GOOD, OPEN, NONE = (4, 40), (100, 100), (17, 20), (0, 0)


@pytest.mark.parametrize(
    ("standards", "answer"),
    [
        (
            (BAD, BAD, OPEN),
            "The learning is not yet embedded: 2 of 3 standards are below target, 1 cannot be judged yet.",
        ),
        (
            (BAD, NONE),
            "The learning is not yet embedded: 1 of 2 standards is below target, 1 had nothing applicable.",
        ),
        (
            (BAD, BAD, GOOD, GOOD),
            "The learning is not yet embedded throughout: 2 of 4 standards are below target,"
            " 2 meet their targets.",
        ),
        ((GOOD, GOOD), "The learning looks embedded: 2 of 2 standards meet their targets."),
        ((GOOD,), "The learning looks embedded: 1 of 1 standard meets its target."),
        (
            (GOOD, GOOD, NONE),
            "The learning looks embedded where it applied: 2 of 3 standards meet their targets,"
            " 1 had nothing applicable.",
        ),
        (
            (GOOD, OPEN, OPEN),
            "It is too early to say whether the learning is embedded:"
            " 1 of 3 standards meets its target, 2 cannot be judged yet.",
        ),
        (
            (OPEN, NONE),
            "It is too early to say whether the learning is embedded:"
            " 1 of 2 standards cannot be judged yet, 1 had nothing applicable.",
        ),
    ],
)
def test_the_first_sentence_answers_from_the_standings(standards, answer):
    assert headline(board(*standards))[0] == answer


def test_three_standards_below_target_are_named_and_the_others_counted():
    first, _, said, _ = headline(board((1, 40), (2, 40), (3, 40), (4, 40), (5, 40)))
    assert first == "The learning is not yet embedded: 5 of 5 standards are below target."
    assert said.startswith("Below target: Carers, 1 of 40 met, 3%")
    assert "Sharing, 3 of 40" in said
    assert said.endswith("; and 2 more.")
    assert "History" not in said


def test_standards_that_meet_their_targets_are_named():
    assert headline(board((100, 100), (99, 100)))[2] == "Meeting target: Carers; Sleep."


def test_where_nothing_can_be_said_no_standard_is_named():
    _, altogether, beside = headline(board((17, 20), (0, 0)))
    assert altogether.startswith("17 of 20 applicable ratings were met")
    assert beside.startswith("Good practice is starred")


def test_an_interval_below_target_never_reads_as_if_it_reached_it():
    """312 of 350 is 89.1%, and its interval ends at 91.97%."""
    figure = Figure(met=312, applicable=350, cases=20, low=0.8544, high=0.9197)
    assert standing(figure, 0.92) is Standing.BELOW
    one = result(312, 350) | {"figure": figure, "target": 0.92, "standing": Standing.BELOW}
    found = board((312, 350))
    standards = tuple(each.model_copy(update=one) for each in found.standards)
    said = headline(found.model_copy(update={"standards": standards}))[2]
    assert "(95% CI 85.4–91.9%), against 92%" in said


def test_no_percentage_stands_on_fewer_than_ten():
    said = headline(board((0, 6)))
    assert said[1].startswith("0 of 6 applicable ratings were met (95% CI 0–39%), in")
    assert "Carers, 0 of 6 met (95% CI 0–39%), against 90%" in said[2]


def test_one_case_is_never_enough_for_a_standing():
    assert headline(board((1, 1), cases=1, submitted=1))[:2] == (
        "It is too early to say whether the learning is embedded: one case is not enough.",
        "1 of 1 applicable rating was met (95% CI 21–100%), in 1 case file audit of 1 case.",
    )


def test_a_round_without_files_says_so():
    assert headline(board(cases=0, submitted=0)) == (
        "No case file has been added to the round yet.",
        "Results appear with the first case file audit that is submitted.",
    )


def test_a_round_before_its_first_submission_says_where_its_audits_stand():
    waiting = {CaseAuditStatus.NOT_STARTED: 11, CaseAuditStatus.IN_PROGRESS: 1}
    assert headline(board(cases=0, submitted=0, case_audits=waiting)) == (
        "No case file audit has been submitted yet, so there is nothing to count.",
        "Of 12 case file audits in the round: 11 not started, 1 in progress.",
    )


def test_a_round_in_which_nothing_applied_gives_no_figure():
    said = headline(board((0, 0), overall=result(0, 0, out=30), cases=2, submitted=3))
    assert said[0] == (
        "30 ratings in 3 case file audits of 2 cases, and none is of a criterion that applied:"
        " there is no figure to give."
    )
    assert len(said) == 2


@pytest.mark.parametrize(
    "narrowed",
    [
        board((12, 40), narrowed_to="Police"),
        board(cases=0, submitted=0, narrowed_to="Police"),
        board((0, 0), overall=result(0, 0, out=30), narrowed_to="Police"),
    ],
)
def test_a_narrowed_board_says_whose_it_is(narrowed):
    assert headline(narrowed)[0].startswith("Police: ")


@pytest.mark.parametrize("cases", [0, 1, 2, 20])
@pytest.mark.parametrize("figures", [(), ((0, 0),), ((5, 9), (0, 0)), ((900, 1000), (3, 1200))])
def test_there_are_two_to_four_sentences_and_no_percentage_without_its_n(cases, figures):
    said = headline(board(*figures, cases=cases, submitted=cases))
    assert 2 <= len(said) <= 4
    for sentence in said:
        assert sentence.endswith(".")
        for share in re.finditer(r", (over |under )?\d+% \(95%", sentence):
            assert re.search(r"\d of [\d,]+[a-z ]*$", sentence[: share.start()])


def test_counts_agree_with_their_noun():
    assert [many(n, "case") for n in (0, 1, 2, 1204)] == [
        "0 cases",
        "1 case",
        "2 cases",
        "1,204 cases",
    ]
