"""Who sees a panel, what its page holds, and the summary that follows from it."""

from collections.abc import Callable

import pytest

from audit.commands import case_audit, panel_finding
from audit.commands.opening import panel_opened
from audit.model.panel import PanelState
from audit.model.person import Person, Role
from audit.model.refusal import NotFound
from audit.rules.panel_summary import HEADINGS, sections
from audit.store.database import Database
from audit.views import case_extract, panel_cases, trail
from audit.views import panel as views
from tests import builders
from tests.builders import admitted, auditor, open_round, submitted
from tests.laid import laid


@pytest.fixture
def lead(db: Database) -> Person:
    return admitted(db, Role.QA_LEAD, name="Lead")


@pytest.fixture
def gill(db: Database) -> Person:
    return auditor(db, "Gill")


@pytest.fixture
def round_id(db: Database, gill: Person) -> str:
    return laid(db, two_read, gill)


def two_read(db: Database, gill: Person) -> str:
    made = open_round(db)
    submitted(db, made, agency="csc", ratings={"C1": "silent"}, stars=("S2",), team="North")
    submitted(db, made, agency="gp", to=gill)
    return made


def outcome(call: Callable[[], object]) -> object:
    """What a call answers with, or is refused with."""
    try:
        return call()
    except NotFound as refusal:
        return refusal


def may(db: Database, by: Person, panel_id: str) -> bool:
    asked = [lambda: views.panel(db, by, panel_id), lambda: panel_opened(db, by, panel_id)]
    refused = [isinstance(outcome(each), NotFound) for each in asked]
    listed = {each.panel_id for each in panel_cases.own_panels(db, by)} == {panel_id}
    assert refused == [not listed] * 2
    return listed


def test_once_it_is_signed_off_who_has_a_file_of_the_case_may_read_it(
    db: Database, lead: Person, gill: Person, round_id: str
) -> None:
    builders.add(db, round_id, "S-009", team="South")
    north = {"agency": "csc", "team": "North"}
    people = {
        "lead": lead,
        "its auditor": gill,
        "another auditor": auditor(db, "Ann"),
        "csc": admitted(db, Role.AGENCY_LEAD, name="Cas", agency="csc"),
        "csc north": admitted(db, Role.AGENCY_LEAD, name="Nor", **north),
        "csc south": admitted(db, Role.AGENCY_LEAD, name="Sou", agency="csc", team="South"),
        "police": admitted(db, Role.AGENCY_LEAD, name="Pat", agency="police"),
    }
    made = builders.filled_panel(db, round_id)
    assert {name for name, by in people.items() if may(db, by, made)} == {"lead"}
    views_before = views.panel(db, lead, made)
    assert views_before.can_change
    builders.signed(db, lead, made)
    readers = {name for name, by in people.items() if may(db, by, made)}
    assert readers == {"lead", "its auditor", "csc", "csc north"}
    assert not views.panel(db, people["csc"], made).can_hold
    case_audit.send_back(db, lead, views_before.files[0].case_audit_id or "", "Again")
    assert {name for name, by in people.items() if may(db, by, made)} == {"lead"}


def test_gaps_stand_first_in_their_standard(db: Database, lead: Person, round_id: str) -> None:
    page = views.panel(db, lead, builders.begun_panel(db, round_id))
    assert [each.criterion.key for each in page.gaps] == ["C1"]
    assert [each.criterion.key for each in page.of("carers")] == ["C1", "C2"]
    assert [each.key for each in page.standards] == ["carers", "sleep", "sharing"]
    assert page.name("") == "Independent"


def test_the_summary_follows_from_the_panel(db: Database, lead: Person, round_id: str) -> None:
    made = builders.filled_panel(db, round_id)
    told = dict(sections(views.panel(db, lead, made).draft))
    assert tuple(told) == HEADINGS
    assert told[HEADINGS[0]][0] == "The whole case: Fair. Seen by all"
    assert told[HEADINGS[1]] == ("The file shows S2. (S2; Children's social care)",)
    assert told[HEADINGS[2]] == (
        "The file shows C1. (C1) General practice: Yes. Children's social care: Silent."
        " It was not passed on",
    )
    assert told[HEADINGS[3]] == ("March 2025: A first visit",)
    assert told[HEADINGS[4]] == (
        "AS1, area to strengthen: See the father.",
        "AS2, area to strengthen: Talk about safer sleep.",
    )
    panel_finding.note(db, lead, made, "C1", "He was abroad", is_gap=False, version=1)
    told = dict(sections(views.panel(db, lead, made).draft))
    assert told[HEADINGS[2]] == ("None.",)
    assert told[HEADINGS[4]] == ("AS2, area to strengthen: Talk about safer sleep.",)


def test_a_summary_in_other_words_has_no_headings_of_ours() -> None:
    assert sections("One\n\n two ") == (("", ("One", "two")),)
    assert sections("") == ()
    assert sections(f"{HEADINGS[1]}\n") == ((HEADINGS[1], ()),)


def test_cases_are_counted_by_where_their_panel_stands(
    db: Database, lead: Person, round_id: str
) -> None:
    builders.add(db, round_id, "S-002")
    submitted(db, round_id, "S-003")
    builders.signed_panel(db, round_id)
    found = panel_cases.panel_cases(db, lead, round_id)
    assert [(each.reference, each.state) for each in found.cases] == [
        ("S-003", PanelState.READY),
        ("S-002", PanelState.WAITING),
        ("S-001", PanelState.SIGNED_OFF),
    ]
    assert found.cases[1].waits == ("Children's social care: a reading is not submitted",)
    assert found.counts[PanelState.READY] == 1
    scrutineer = admitted(db, Role.SCRUTINEER, name="Sam")
    (count,) = panel_cases.panel_counts(db, lead)
    assert (count.round_title, count.cases, count.under_way, count.signed_off) == (
        "Spring 2026",
        3,
        0,
        1,
    )
    assert panel_cases.own_panels(db, scrutineer) == ()


def test_the_trail_tells_each_act_in_words(db: Database, lead: Person, round_id: str) -> None:
    made = builders.signed_panel(db, round_id)
    narrow = trail.TrailFilter(kind="panel")
    told = [each.words for each in trail.trail(db, lead, narrow).entries]
    assert told[0] == "signed off the panel on the case S-001"
    assert "judged the whole case in the panel on the case S-001: nothing → Fair" in told
    assert "judged “Safer sleep” in the panel on the case S-001: nothing → Fair" in told
    assert told[-1] == "began the panel on the case S-001"
    assert len(
        trail.trail(db, lead, trail.TrailFilter(kind="panel", subject="S-001")).entries
    ) == len(told)
    assert made


def test_the_case_extract_holds_what_the_panel_wrote(
    db: Database, lead: Person, round_id: str
) -> None:
    made = builders.filled_panel(db, round_id)
    builders.panel_chronology.put(db, lead, made, "2024", "Another child", [])
    builders.panel_chronology.take_out(db, lead, made, 2, "Not of this case", version=1)
    builders.panel_meeting.left_out(db, lead, made, 1)
    found = case_extract.case_extract(db, lead, "S-001").panels
    told = {each.about: (each.value, each.text) for each in found}
    assert told["the meeting"] == ("2 March 2026", "")
    assert told["taken out again: present"] == ("General practice", "Designated nurse")
    assert told["criterion C1"] == ("a gap", "It was not passed on")
    assert told["judgement on the whole case"] == ("Fair", "Seen by all")
    assert told["chronology, March 2025"] == ("agreed", "A first visit")
    assert told["chronology, 2024"] == ("agreed", "Another child\nTaken out: Not of this case")
