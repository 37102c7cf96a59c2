"""The list of rounds, and one with its files."""

import pytest

from audit.model.case_audit import CaseAuditStatus
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, complaint
from audit.store.database import Database
from audit.views.checklist import published as checklists
from audit.views.round import choices, round_page, rounds, standing
from tests.builders import add, admitted, auditor, open_round, published, small_checklist, submitted


def test_no_round_yet(db: Database, by: Person) -> None:
    assert rounds(db, by) == ()
    with pytest.raises(NotFound) as refused:
        round_page(db, by, "ghost")
    assert refused.value.complaint == complaint("round.not-found")
    assert choices(db, by, "ghost").agencies == {}


def test_the_newest_stands_first_with_how_its_case_audits_stand(db: Database, by: Person) -> None:
    spring, autumn = open_round(db), open_round(db, "Autumn 2026")
    submitted(db, spring, "S-1")
    add(db, spring, "S-2")
    add(db, autumn, "S-1")
    found = rounds(db, by)
    assert [(each.id, each.has_files, each.has_results) for each in found] == [
        (autumn, True, False),
        (spring, True, True),
    ]
    stand = standing(db, by, [spring, "ghost"])
    assert stand[spring][CaseAuditStatus.SUBMITTED] == 1
    assert [sum(stand[each].values()) for each in (spring, "ghost")] == [2, 0]
    assert round_page(db, by, spring).case_audits == stand[spring]
    assert round_page(db, by, spring).total == 2


def test_a_round_with_its_files_teams_and_auditors(db: Database, by: Person) -> None:
    round_id, robin = open_round(db), auditor(db)
    admitted(db, Role.BOARD_MEMBER, name="Sam")
    for reference, agency, team in (
        ("S-2", "gp", "West"),
        ("S-1", "csc", ""),
        ("S-1", "gp", "East"),
    ):
        add(db, round_id, reference, agency, team=team)
    page = round_page(db, by, round_id)
    assert page.total == 3
    assert page.teams == {"gp": ("East", "West")}
    assert page.auditors == {by.id: by.name, robin.id: "Robin"}
    assert page.agencies["csc"] == "Children's social care"


def test_results_can_be_narrowed_to_what_has_a_file_in_the_round(db: Database, by: Person) -> None:
    spring, autumn = open_round(db), open_round(db, "Autumn 2026")
    add(db, spring, "S-1", "gp", team="West")
    add(db, spring, "S-2", "csc")
    add(db, autumn, "S-3", "police", team="Night")
    found = choices(db, by, spring)
    assert list(found.agencies.items()) == [
        ("csc", "Children's social care"),
        ("gp", "General practice"),
    ]
    assert list(found.teams.values()) == [("gp", "West")]


def test_the_checklists_to_choose_from(db: Database, by: Person) -> None:
    reflection = small_checklist(
        key="a-reflection", purpose="self-reflection", title="A reflection"
    )
    published(db, small_checklist(), reflection)
    published(db, small_checklist(version=2, title="An audit, better"))
    found = checklists(db)
    assert [(each.checklist.title, each.checklist.version) for each in found] == [
        ("An audit, better", 2),
        ("A reflection", 1),
    ]
    assert {each.review.key for each in found} == {"small"}
