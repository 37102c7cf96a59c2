"""What needs a person today: which things, how urgent, in what words, and where they lead."""

from datetime import UTC, date, datetime, timedelta

from audit.model.action import Action
from audit.model.cycle import Facts, Step
from audit.model.finding import FindingKind
from audit.model.round import RoundStatus
from audit.model.spread import Waiting
from audit.model.supervision import Team
from audit.model.today import Needed, Urgency
from audit.rules import today as rules
from audit.rules import today_actions, today_site

NOW = date(2026, 3, 10)
READY = {"case_files": 2, "due": date(2026, 4, 30), "retain_until": date(2030, 1, 1)}
"""What a planned round needs to be opened."""


def action(due: date | None = None, **more: object) -> Action:
    told: dict[str, object] = {
        "id": "a",
        "what": "Ask the father",
        "owner_role": "Named midwife",
        "finding_id": "f",
        "finding": "Fathers are not spoken to",
        "finding_kind": FindingKind.GAP,
        "points": (),
        "round_id": "r",
        "round_title": "Spring 2026",
        "owner": "",
        "agency_name": "",
        "made_by": "Ash",
        "made_at": datetime(2026, 3, 1, tzinfo=UTC),
        "version": 1,
        "due": due,
    }
    return Action.model_validate(told | more)


def said(needed: object) -> list[tuple[str, str]]:
    found = list(needed)  # type: ignore[call-overload]
    assert all(isinstance(each, Needed) for each in found)
    return [(each.urgency.sign, each.words) for each in found]


def of_round(facts: Facts, *steps: Step, starts: date | None = None) -> list[tuple[str, str]]:
    return said(rules.of_round("Spring", facts, steps, starts, NOW))


def test_what_is_late_comes_first_and_what_has_waited_longest_before_the_rest() -> None:
    mine = [action(), action(NOW + timedelta(days=2)), action(NOW - timedelta(days=9))]
    found = [
        *today_actions.own_actions(mine, NOW),
        *rules.of_agency("Autumn", 3, NOW - timedelta(days=20), NOW),
    ]
    assert [(each.urgency.word, each.since) for each in rules.ordered(found)] == [
        ("late", NOW - timedelta(days=20)),
        ("late", NOW - timedelta(days=9)),
        ("soon", NOW + timedelta(days=2)),
        ("waiting", None),
    ]
    assert [rules.headline(n) for n in (0, 1, 2)] == [
        "Nothing needs you.",
        "1 thing needs you.",
        "2 things need you.",
    ]


def test_actions_of_a_kind_are_one_thing_with_its_n_and_the_first_of_them() -> None:
    late = [action(date(2026, 3, 9)), action(date(2026, 3, 3), what="Brief the GPs")]
    assert said(today_actions.own_actions(late[:1], NOW)) == [
        (
            "!",
            "1 action of yours is overdue: “Ask the father”, late by 1 day, due 9 March 2026.",
        )
    ]
    assert said(today_actions.chased([*late, action(), action()], NOW)) == [
        (
            "!",
            "2 actions owned by somebody else are overdue, the first of them “Brief the GPs”,"
            " late by 7 days, due 3 March 2026.",
        ),
        (
            "○",
            "2 actions owned by somebody else have no day by which they are due: “Ask the father”.",
        ),
    ]
    done = action(completed_at=datetime(2026, 3, 5, tzinfo=UTC))
    assert said(today_actions.to_verify([done])) == [
        ("○", "1 action is done and waits for you to verify.")
    ]
    assert said(today_actions.to_verify([])) == []
    later = action(date(2026, 12, 1))
    assert said(today_actions.chased([done, later], NOW)) == []
    assert said(today_actions.own_actions([done, later], NOW)) == [
        (
            "○",
            "1 action of yours is under way: “Ask the father”, due in 266 days, 1 December 2026.",
        )
    ]


def test_a_round_says_what_is_late_in_it_and_nothing_of_what_is_kept_from_the_reader() -> None:
    facts = Facts(
        status=RoundStatus.OPEN, not_started=2, begun=1, kept_from_you=4, due=date(2026, 3, 8)
    )
    assert of_round(facts) == [
        ("!", "Spring: 3 case file audits are not submitted, late by 2 days, due 8 March 2026.")
    ]
    soon = facts.model_copy(update={"due": NOW, "not_started": 0})
    assert of_round(soon) == [
        ("◔", "Spring: 1 case file audit is not submitted, due today, 10 March 2026.")
    ]
    assert of_round(facts.model_copy(update={"due": date(2026, 4, 30)})) == []
    kept = facts.model_copy(update={"not_started": 0, "begun": 0})
    assert of_round(kept) == []


def test_steps_that_are_late_are_told_until_the_round_is_closed() -> None:
    steps = [
        Step(number=number, title=title, due=date(2026, 3, number))
        for number, title in enumerate(("Panels", "Report", "Board"), 3)
    ]
    facts = Facts(status=RoundStatus.OPEN, not_started=1)
    words = "Spring: its step “Panels” is late by 7 days, due 3 March 2026, and 2 steps after it."
    assert of_round(facts, *steps) == [("!", words)]
    alone = "Spring: its step “Board” is late by 5 days, due 5 March 2026."
    assert of_round(facts, *steps[2:]) == [("!", alone)]
    done = [each.model_copy(update={"done_at": datetime(2026, 3, 3, tzinfo=UTC)}) for each in steps]
    assert of_round(facts, *done) == []
    assert of_round(Facts(status=RoundStatus.CLOSED), *steps) == []


def test_what_comes_next_is_the_next_step_that_is_not_done() -> None:
    steps = [
        (title, Step(number=1, title=title, due=NOW + timedelta(days=ahead), done_at=done))
        for title, ahead, done in (
            ("Late", -1, None),
            ("Done", 1, datetime(2026, 3, 9, tzinfo=UTC)),
            ("Next", 2, None),
            ("After", 9, None),
        )
    ]
    assert rules.coming(steps, NOW) == "Next: “Next” of Next, due in 2 days, 12 March 2026."
    assert rules.coming(steps[:2], NOW) == ""


def test_a_round_that_can_go_on_says_so_and_one_that_should_have_begun() -> None:
    planned = Facts(status=RoundStatus.PLANNED)
    assert of_round(planned, starts=date(2026, 3, 9)) == [
        ("!", "Spring was to begin on 9 March 2026 and is not open yet.")
    ]
    assert of_round(planned, starts=NOW) == []
    ready = planned.model_copy(update=READY)
    assert of_round(ready, starts=NOW) == [
        ("○", "Spring has all that its next step needs: open this round.")
    ]
    read = Facts(status=RoundStatus.OPEN, submitted=3)
    assert of_round(read) == [("○", "Spring has all that its next step needs: begin moderation.")]
    settled = Facts(status=RoundStatus.MODERATION, submitted=3)
    assert of_round(settled) == [("○", "Spring has all that its next step needs: close the round.")]
    assert of_round(settled.model_copy(update={"open_concerns": 1})) == []


def test_a_pack_without_a_return_leads_to_where_the_person_keeps_returns() -> None:
    pack = Waiting(
        round_id="r",
        round_title="Spring",
        team=Team(agency="gp", agency_name="General practice"),
        taken_out=date(2026, 1, 5),
        asked_by=date(2026, 2, 16),
    )
    words = (
        "2 supervision packs have had no return; the first, of Spring for General practice, all files,"
        " was to come back by 16 February 2026."
    )
    for leads, path in ((True, "rounds"), (False, "supervision")):
        (found,) = rules.without_return([pack, pack], leads_rounds=leads)
        assert (found.words, found.path, "round" in found.asked) == (words, path, leads)
    assert said(rules.without_return([], leads_rounds=True)) == []


def test_who_minds_the_machine_is_told_of_backups_checkpoints_and_who_cannot_sign_in() -> None:
    week = NOW - timedelta(days=7)
    (none,) = today_site.without_backup(None, week, NOW)
    assert (none.urgency, none.since, none.path) == (Urgency.WAITING, week, "")
    assert none.words.startswith("No backup is on record: ")
    assert none.command == today_site.BACKUP
    assert said(today_site.without_backup(week, date(2025, 1, 1), NOW)) == []
    (old,) = today_site.without_backup(week - timedelta(days=1), date(2025, 1, 1), NOW)
    assert old.urgency is Urgency.LATE
    assert old.words.startswith("The last backup on record is of 2 March 2026: ")
    (late,) = today_site.without_backup(None, week - timedelta(days=1), NOW)
    assert late.urgency is Urgency.LATE
    assert said(today_site.unwritten("", sees_trail=True)) == []
    for sees, path in ((True, "trail"), (False, "")):
        (found,) = today_site.unwritten("The disk is gone.", sees_trail=sees)
        assert (found.words, found.path, bool(found.button)) == ("The disk is gone.", path, sees)
    assert said(today_site.cannot_sign_in([])) == []
    assert said(
        [*today_site.cannot_sign_in(["Ash"]), *today_site.cannot_sign_in(["Ash", "Robin"])]
    ) == [
        ("○", "1 person is admitted and cannot sign in yet: Ash."),
        ("○", "2 people are admitted and cannot sign in yet: Ash and 1 more."),
    ]


def test_what_waits_for_somebody_is_counted() -> None:
    assert said(rules.to_moderate("Spring", 1)) == [
        ("○", "Spring: 1 case file waits for moderation.")
    ]
    assert said(rules.to_answer("Spring", 2)) == [
        ("○", "Spring: 2 comments of a scrutineer wait for an answer.")
    ]
    assert said([*rules.to_moderate("Spring", 0), *rules.to_answer("Spring", 0)]) == []
    assert said(rules.without_auditor("Spring", 0)) == []
    assert said(rules.without_auditor("Spring", 1)) == [
        ("○", "Spring: 1 case file audit is given to nobody.")
    ]
    over = rules.to_dispose_of("Spring", date(2026, 3, 1))
    assert (over.urgency, over.path) == (Urgency.LATE, "records")
