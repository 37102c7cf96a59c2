"""Who may do what, role by role, and how far it reaches."""

import pytest

from audit.model.person import Person, Role
from audit.model.refusal import Refusal, complaint
from audit.rules.permission import ALLOWED, Reach, covers, may, may_rate, reaches, require

AUDITOR, LEAD, AGENCY, BOARD, SCRUTINEER, ADMINISTRATOR = Role
OWN = dict.fromkeys(Role, "own")
TABLE = {
    "checklist.publish": {LEAD: "all", ADMINISTRATOR: "all"},
    "checklist.draft": {LEAD: "all"},
    "checklist.agree": {LEAD: "all"},
    "person.read": {ADMINISTRATOR: "all"},
    "person.admit": {ADMINISTRATOR: "all"},
    "person.change": {ADMINISTRATOR: "all"},
    "person.retire": {ADMINISTRATOR: "all"},
    "session.end": {ADMINISTRATOR: "all"},
    "round.open": {LEAD: "all"},
    "round.move": {LEAD: "all"},
    "round.timetable": {LEAD: "all"},
    "round.read": {LEAD: "all"},
    "case_file.add": {LEAD: "all"},
    "case_audit.allocate": {LEAD: "all"},
    "case_audit.return": {LEAD: "all"},
    "allocation.read": {LEAD: "all"},
    "allocation.change": {LEAD: "all"},
    "case_audit.own": {AUDITOR: "own"},
    "case_audit.read": {AUDITOR: "own", LEAD: "all", AGENCY: "own agency"},
    "board.read": {
        AUDITOR: "own agency",
        LEAD: "all",
        AGENCY: "own agency",
    },
    "agreement.pairs": {LEAD: "all"},
    "drift.read": {LEAD: "all"},
    "moderation.settle": {LEAD: "all"},
    "moderation.draw": {LEAD: "all"},
    "moderation.read": {AUDITOR: "own", LEAD: "all"},
    "moderation.answer": {AUDITOR: "own"},
    "calibration.ask": {LEAD: "all"},
    "calibration.read": {LEAD: "all"},
    "calibration.practise": {AUDITOR: "own"},
    "programme.read": {LEAD: "all", BOARD: "all", SCRUTINEER: "all"},
    "board.lines": {LEAD: "all", AGENCY: "own agency"},
    "finding.read": {AUDITOR: "own", LEAD: "all", AGENCY: "own agency"},
    "finding.raise": {AUDITOR: "own", LEAD: "all"},
    "finding.change": {AUDITOR: "own", LEAD: "all"},
    "finding.decide": {LEAD: "all"},
    "action.read": OWN | {LEAD: "all", AGENCY: "own agency"},
    "action.progress": OWN | {LEAD: "all", AGENCY: "own agency"},
    "action.complete": OWN | {LEAD: "all"},
    "action.plan": {LEAD: "all"},
    "action.verify": {LEAD: "all"},
    "action.follow": {LEAD: "all", BOARD: "all", SCRUTINEER: "all"},
    "board.export": {LEAD: "all", AGENCY: "own agency"},
    "data.export": {LEAD: "all", AGENCY: "own agency"},
    "board.release": {LEAD: "all"},
    "jtai.export": {LEAD: "all"},
    "scrutiny.comment": {SCRUTINEER: "all"},
    "scrutiny.answer": {LEAD: "all"},
    "scrutiny.read": {LEAD: "all", BOARD: "all", SCRUTINEER: "all"},
    "publication.propose": {LEAD: "all"},
    "publication.agree": {LEAD: "all"},
    "release.read": {LEAD: "all", BOARD: "all", SCRUTINEER: "all"},
    "concern.raise": {AUDITOR: "own", LEAD: "all", AGENCY: "own agency"},
    "concern.read": {AUDITOR: "own", LEAD: "all", AGENCY: "own agency"},
    "concern.answer": {AUDITOR: "own", LEAD: "all", AGENCY: "own agency"},
    "concern.receivers": {LEAD: "all"},
    "panel.hold": {LEAD: "all"},
    "panel.read": {AUDITOR: "own", LEAD: "all", AGENCY: "own agency"},
    "trend.read": {AUDITOR: "own agency", LEAD: "all", AGENCY: "own agency"},
    "trend.rebase": {LEAD: "all"},
    "theme.read": {LEAD: "all", AGENCY: "own agency", BOARD: "all", SCRUTINEER: "all"},
    "theme.change": {LEAD: "all"},
    "supervision.read": {LEAD: "all", AGENCY: "own agency"},
    "supervision.return": {LEAD: "all", AGENCY: "own agency"},
    "good_practice.read": dict.fromkeys((AUDITOR, LEAD, AGENCY, BOARD, SCRUTINEER), "all"),
    "good_practice.draft": {LEAD: "all", AGENCY: "own agency"},
    "good_practice.show": {LEAD: "all"},
    "spread.read": {LEAD: "all", AGENCY: "own agency"},
    "spread.record": {LEAD: "all", AGENCY: "own agency"},
    "spread.count": {LEAD: "all", AGENCY: "own agency", BOARD: "all", SCRUTINEER: "all"},
    "panel.count": {LEAD: "all"},
    "document.read": {LEAD: "all"},
    "job.own": {LEAD: "own", AGENCY: "own"},
    "document.own": dict.fromkeys(Role, "own"),
    "trail.read": {LEAD: "all"},
    "trail.rekey": {ADMINISTRATOR: "all"},
    "trail.part": {ADMINISTRATOR: "all"},
    "counts.recount": {ADMINISTRATOR: "all"},
    "identifier.clear": {LEAD: "all"},
    "watched_word.change": {LEAD: "all", ADMINISTRATOR: "all"},
    "round.retain": {LEAD: "all"},
    "round.hold": {LEAD: "all"},
    "round.dispose": {LEAD: "all"},
    "case.extract": {LEAD: "all"},
    "progress.read": {LEAD: "all", AGENCY: "own agency"},
    "frame.take": {LEAD: "all"},
    "frame.read": {LEAD: "all"},
    "sample.draw": {LEAD: "all"},
    "sample.read": {LEAD: "all"},
}
"""Written out once more, so that a role which slips in is seen."""


def person(*roles: Role, **more: str) -> Person:
    return Person(id="p", name="Robin", roles=roles, **more)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", TABLE)
def test_each_role_for_each_verb(verb: str, role: Role) -> None:
    assert may(person(role), verb) == (role in TABLE[verb])
    assert reaches(person(role), verb) == ({TABLE[verb][role]} if role in TABLE[verb] else set())
    if role in TABLE[verb]:
        require(person(role), verb)
        return
    with pytest.raises(Refusal) as refused:
        require(person(role), verb)
    assert refused.value.complaint == complaint(
        "permission.role", roles=" or ".join(sorted(TABLE[verb]))
    )


def test_every_verb_stands_in_both_tables_and_has_somebody() -> None:
    assert set(ALLOWED) == set(TABLE)
    assert all(ALLOWED.values())


def test_who_has_no_role_may_nothing() -> None:
    assert not any(may(person(), verb) for verb in ALLOWED)
    assert not any(reaches(person(), verb) for verb in ALLOWED)


def test_an_administrator_reaches_no_case_content() -> None:
    """People and settings: nothing that was read in a file, not even as a count."""
    theirs = {verb for verb in ALLOWED if may(person(ADMINISTRATOR), verb)}
    assert {verb.partition(".")[0] for verb in theirs} == {
        "action",  # one that they own, as whoever owns one
        "checklist",
        "counts",  # that they are counted anew, not what they come to
        "document",  # that they took the list of people out, and which bytes it was
        "person",
        "session",
        "trail",  # its key, not what stands in it
        "watched_word",
    }


def test_a_case_audit_is_its_auditors() -> None:
    assert may_rate(person(AUDITOR), "p")
    assert not may_rate(person(AUDITOR), "q")
    assert not may_rate(person(AUDITOR), None)
    assert not may_rate(person(LEAD, ADMINISTRATOR), "p")


def covered(by: Person, agency: str, team_id: str | None, auditor_id: str | None) -> bool:
    return covers(by, "case_audit.read", agency=agency, team_id=team_id, auditor_id=auditor_id)


@pytest.mark.parametrize(
    ("by", "agency", "team_id", "auditor_id", "expected"),
    [
        (person(LEAD), "gp", "t1", None, True),
        (person(AUDITOR), "gp", "t1", "p", True),
        (person(AUDITOR), "gp", "t1", "q", False),
        (person(AUDITOR, agency="gp"), "gp", "t1", "q", False),
        (person(AGENCY, agency="gp"), "gp", "t1", "q", True),
        (person(AGENCY, agency="gp"), "gp", None, None, True),
        (person(AGENCY, agency="gp"), "police", "t1", "q", False),
        (person(AGENCY, agency="gp", team_id="t1"), "gp", "t1", "q", True),
        (person(AGENCY, agency="gp", team_id="t1"), "gp", "t2", "q", False),
        (person(AGENCY, agency="gp", team_id="t1"), "gp", None, "q", False),
        (person(AGENCY), "gp", None, "q", False),
        (person(AGENCY, AUDITOR, agency="gp"), "police", "t1", "p", True),
        (person(AGENCY, LEAD, agency="gp"), "police", "t1", "q", True),
        (person(BOARD, SCRUTINEER, ADMINISTRATOR, agency="gp"), "gp", "t1", "p", False),
    ],
)
def test_how_far_reading_a_case_audit_reaches(
    by: Person, agency: str, team_id: str | None, auditor_id: str | None, *, expected: bool
) -> None:
    assert covered(by, agency, team_id, auditor_id) is expected


def test_the_words_of_reach_are_those_of_the_readme() -> None:
    assert [each.value for each in Reach] == ["all", "own agency", "own"]
