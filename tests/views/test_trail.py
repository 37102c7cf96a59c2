"""The trail as people read it: newest first, narrowed, every act in plain words."""

import ast
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, get_args

import pytest
from sqlalchemy import text

from audit.commands import access, case_audit, session
from audit.commands.export import exported
from audit.commands.judgement import JudgementField
from audit.commands.opening import case_audit_opened, lines_opened
from audit.commands.person import retire
from audit.model.board import Filter
from audit.model.case_audit import RatingField
from audit.model.conversation import ConversationField, ViewField
from audit.model.language import speaking
from audit.model.person import Person, Role
from audit.model.refusal import CATALOGUE, Refusal
from audit.rules.session import Limits, Over
from audit.store.database import Database
from audit.views.trail import PAGE, TrailFilter, check, people, trail
from audit.views.trail_sentences import SENTENCES
from audit.views.trail_words import in_words
from tests.builders import (
    Clock,
    add,
    admitted,
    audit_at,
    auditor,
    complete,
    give,
    judge,
    local,
    open_round,
    started,
    state_facts,
)

SOURCES = sorted((Path(__file__).parents[2] / "audit").rglob("*.py"))
PARTS = {
    "f'{part}.given'": [f"{part}.given" for part in get_args(RatingField)],
    "f'judgement.{part}.given'": [f"judgement.{part}.given" for part in get_args(JudgementField)],
    "f'conversation.{part}.given'": [
        f"conversation.{part}.given" for part in get_args(ConversationField)
    ],
    "f'conversation.view_{part}.given'": [
        f"conversation.view_{part}.given" for part in get_args(ViewField)
    ],
    "f'{what}.exported'": ["board_pack.exported"],
    "f'panel.happening.{act}'": ["panel.happening.put", "panel.happening.changed"],
}
"""Acts whose name is put together, and what of."""

ACTS = {"acting": 1, "together": 1, "also": 0}
"""What an act is left by, and which of what it is given names the act."""


def said(db: Database, by: Person, **narrow: Any) -> list[str]:
    """What the trail says, newest first."""
    return [each.words for each in trail(db, by, TrailFilter(**narrow)).entries]


# ---- Words -----------------------------------------------------------------------------------------------


def acts() -> set[str]:
    """Every act that the code can leave."""
    found: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in ACTS
            ):
                continue
            if len(node.args) <= ACTS[node.func.attr]:
                continue  # the line at the door, which has the same word for what it does
            act = node.args[ACTS[node.func.attr]]
            if isinstance(act, ast.Constant):
                found.add(act.value)
            else:
                found.update(PARTS[ast.unparse(act)])
    return found


def test_every_act_has_its_words_and_no_word_is_left_over() -> None:
    found = acts()
    assert len(found) > 20
    assert found - set(SENTENCES) == set(), "say it in audit/views/trail_words.py"
    assert set(SENTENCES) - found == set()


def test_an_act_of_another_version_is_told_by_its_name() -> None:
    assert in_words("round.sung", {"subject": "the round “A”"}) == "round sung: the round “A”"
    assert in_words("case_audit.opened", {}) == "opened ?"


FILE = "case file S-001 (Children's social care)"


def test_ratings_are_told_by_their_labels(db: Database, by: Person, audit: str) -> None:
    give(db, by, audit, "C1", "rating", "no")
    give(db, by, audit, "C1", "rating", "part")
    give(db, by, audit, "C1", "rating", None)
    assert said(db, by, act="rating.given") == [
        f"rated criterion C1 of {FILE}: In part → nothing",
        f"rated criterion C1 of {FILE}: No → In part",
        f"rated criterion C1 of {FILE}: nothing → No",
    ]


def test_texts_are_told_as_written_changed_or_erased_and_never_shown(
    db: Database, by: Person, audit: str
) -> None:
    for value in ("One", "Two", ""):
        give(db, by, audit, "C1", "evidence", value)
    give(db, by, audit, "C1", "starred", value=True)
    give(db, by, audit, "C1", "starred", value=False)
    assert said(db, by)[:5] == [
        f"took the star from criterion C1 of {FILE}",
        f"starred as good practice criterion C1 of {FILE}",
        f"erased the line of evidence on criterion C1 of {FILE}",
        f"changed the line of evidence on criterion C1 of {FILE}",
        f"wrote the line of evidence on criterion C1 of {FILE}",
    ]


def test_facts_and_judgements_are_told_by_their_labels(
    db: Database, by: Person, audit: str
) -> None:
    state_facts(db, by, audit, {"father": "unknown"})
    state_facts(db, by, audit, {"father": None})
    judge(db, by, audit, "", "sound", "")
    judge(db, by, audit, "sleep", "poor")
    assert said(db, by)[:5] == [
        f"wrote the rationale of the judgement on “Safer sleep” of {FILE}",
        f"judged “Safer sleep” of {FILE}: nothing → Poor",
        f"judged the whole file of {FILE}: nothing → Sound",
        f"answered the case fact father of {FILE}: Not known → nothing",
        f"answered the case fact father of {FILE}: nothing → Not known",
    ]


def test_a_round_s_life_is_told(db: Database, by: Person) -> None:
    robin = auditor(db)
    round_id = open_round(db, "Spring")
    audit = add(db, round_id)
    case_audit.allocate(db, by, audit, robin.id)
    case_audit.start(db, robin, audit)
    complete(db, robin, audit)
    case_audit.submit(db, robin, audit)
    lines_opened(db, by, Filter(round_id=round_id), "applicable", ("C1", "C2"))
    lines_opened(db, by, Filter(round_id=round_id), "gaps")
    exported(db, by, "board_pack", round_id, "professionals", 1)
    case_audit_opened(db, by, audit)
    case_audit.send_back(db, by, audit, "Look again")
    access.refused(db, robin, "rounds", "permission.role", [round_id])
    told = said(db, by)
    assert told[:7] == [
        "was refused the round “Spring”, on the page rounds",
        f"returned {FILE} to its auditor",
        f"opened {FILE}",
        "took out the board pack of the round “Spring” for professionals: 1 case audits, as document 2026-0001",
        "opened the lines of evidence of the round “Spring”: the gaps",
        "opened the lines of evidence of the round “Spring”: ratings on C1, C2",
        f"submitted {FILE}",
    ]
    for words in (
        f"gave {FILE} to Robin",
        f"started {FILE}",
        f"added {FILE} to the round “Spring”",
        "opened the round “Spring” for case files",
        "admitted Robin",
        "published checklists of the review small",
    ):
        assert words in told or words in said(db, by, person=by.id)


LIMITS = Limits()


def test_how_a_time_at_the_tool_came_to_its_end_is_told(db: Database, by: Person) -> None:
    """Who was signed in until when, and who ended it, is what an inspector asks first."""
    robin = admitted(db, Role.AUDITOR, issuer="https://id.example", subject="1")
    begun = [session.begin(db, "https://id.example", "1", LIMITS)[1] for _ in range(4)]
    session.end(db, begun[0], Over.SIGNED_OUT)
    session.end(db, begun[1], Over.IDLE)
    assert session.end_others(db, begun[2]) == 1
    session.end_all_of(db, by, robin.id)
    assert said(db, by, act="session.ended") == [
        "signed Robin out everywhere",
        "signed out everywhere else",
        "was signed out: not used for too long",
        "signed out",
    ]


def test_whoever_was_turned_away_is_told_by_the_sentence_they_read(
    db: Database, by: Person
) -> None:
    session.refused(db, session.NOBODY, "gate.host")
    with pytest.raises(Refusal):
        session.begin(db, "https://id.example", "2", LIMITS)
    assert said(db, by, act="session.refused") == [
        "was turned away at the door: nobody has admitted them",
        f"was turned away at the door: {CATALOGUE['gate.host'][0].rstrip('.')}",
    ]


def test_where_somebody_signed_in_from_is_told(db: Database, by: Person) -> None:
    """Two sign-ins within the hour, from two places: that is how a stolen account shows."""
    admitted(db, Role.AUDITOR, issuer="https://id.example", subject="1")
    session.begin(db, "https://id.example", "1", LIMITS, "192.0.2.1")
    session.begin(db, "https://id.example", "1", LIMITS)
    session.refused(db, session.NOBODY, "gate.busy", "2001:db8::/64")
    assert said(db, by, act="session.began") == ["signed in", "signed in, from 192.0.2.1"]
    assert said(db, by, act="session.refused") == [
        f"was turned away at the door, from 2001:db8::/64: {CATALOGUE['gate.busy'][0].rstrip('.')}"
    ]


def test_a_page_that_is_not_somebody_s_is_told_as_a_right_that_they_lack(
    db: Database, by: Person
) -> None:
    access.refused(db, by, "people", "permission.page")
    access.refused(db, by, "case-audit", "case_audit.not-found")
    assert said(db, by, act="access.refused") == [
        "was refused what is not there, on the page case-audit",
        "was refused what their roles do not allow, on the page people",
    ]


def test_a_retired_person_keeps_their_name(db: Database, by: Person) -> None:
    robin = auditor(db)
    started(db, open_round(db), to=robin)
    retire(db, by, robin.id)
    (entry,) = trail(db, by, TrailFilter(person=robin.id)).entries
    assert entry.name == "Robin"
    assert people(db, by)[robin.id] == "Robin"


@pytest.mark.parametrize(
    "detail", ["no json", "[]", '{"new": [1], "criteria": 3, "which": {}}', "{}"]
)
def test_a_spoilt_entry_is_still_shown(db: Database, by: Person, audit: str, detail: str) -> None:
    give(db, by, audit, "C1", "rating", "yes")
    with db._writer.begin() as connection:
        connection.execute(text("DROP TRIGGER event_no_update"))
        connection.execute(
            text("UPDATE event SET detail = :detail, person = 'gone'"), {"detail": detail}
        )
    found = trail(db, by, TrailFilter())
    assert found.entries[0].name == "gone"
    assert len(found.entries) == found.total


# ---- Narrowed --------------------------------------------------------------------------------------------


@pytest.fixture
def two(db: Database, by: Person) -> tuple[str, str]:
    """Two case audits under way, of two people, on two days."""
    round_id = open_round(db)
    one = started(db, round_id, "S-001")
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=1)
    other = started(db, round_id, "S-002", to=auditor(db))
    return one, other


def test_it_is_newest_first(db: Database, by: Person, two: Any) -> None:
    found = trail(db, by, TrailFilter())
    assert [each.seq for each in found.entries] == list(range(found.total, 0, -1))


def test_by_person_act_kind_and_subject(db: Database, by: Person, two: tuple[str, str]) -> None:
    assert len(said(db, by, act="case_audit.started")) == 2
    assert said(db, by, person="local", act="case_audit.started") == [f"started {FILE}"]
    assert said(db, by, kind="round") == ["opened the round “Spring 2026” for case files"]
    assert len(said(db, by, subject=two[0])) == 2
    assert said(db, by, subject=" s-002 ") == said(db, by, subject=two[1])
    assert said(db, by, subject="%") == []
    assert said(db, by, subject=two[0], act="round.opened") == []


def test_a_subject_takes_in_its_parts(db: Database, by: Person, audit: str) -> None:
    give(db, by, audit, "C1", "rating", "yes")
    assert said(db, by, subject="S-001")[0].startswith("rated criterion C1")


def test_by_days_where_the_partnership_is(db: Database, by: Person, two: Any) -> None:
    first, second = date(2026, 3, 2), date(2026, 3, 3)
    early, late = said(db, by, until=first), said(db, by, since=second)
    assert early
    assert late
    assert late + early == said(db, by)
    assert said(db, by, since=first, until=first) == early
    assert said(db, by, until=date.max) == said(db, by)


def test_fifty_a_page(db: Database, by: Person) -> None:
    for _ in range(PAGE):
        with db.acting(by, "thing.done"):
            pass
    first, second = (trail(db, by, TrailFilter(), page) for page in (1, 2))
    assert (len(first.entries), first.first, first.page, first.pages) == (PAGE, 1, 1, 2)
    assert [each.seq for each in second.entries] == [1]
    assert second.first == PAGE + 1
    for beyond in (3, 10**30):
        assert trail(db, by, TrailFilter(), beyond) == second
    assert trail(db, by, TrailFilter(), -1) == first


def test_nothing_fits(db: Database, by: Person) -> None:
    found = trail(db, by, TrailFilter(person="nobody"))
    assert (found.entries, found.total, found.page, found.pages) == ((), 0, 1, 1)


# ---- Who, and the check ------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.QA_LEAD])
def test_it_is_for_qa_leads(db: Database, role: Role) -> None:
    one = admitted(db, role)
    for look in (
        lambda: trail(db, one, TrailFilter()),
        lambda: people(db, one),
        lambda: check(db, one),
    ):
        with pytest.raises(Refusal) as refused:
            look()
        assert refused.value.complaint.code == "permission.role"


def test_the_whole_trail_is_checked(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUDIT_CHECKPOINT_FILE", str(tmp_path / "lines.txt"))
    url = f"sqlite:///{db.path}"
    first = Database(url)
    audit_at(first, "submitted")
    first.close()
    again = Database(url)
    by = local(again)
    found = check(again, by)
    assert found.broken == ""
    assert found.entries == again.version()
    assert found.checkpoints >= 1
    assert found.seconds > 0
    with again._writer.begin() as connection:
        connection.execute(text("DROP TRIGGER event_no_delete"))
        connection.execute(text("DELETE FROM event WHERE seq = (SELECT max(seq) FROM event)"))
    cut = check(again, by)
    assert re.match(r"Place \d+ in stream \d of the trail: It is missing\.", cut.broken)
    again.close()


def test_an_empty_trail_holds(db: Database) -> None:
    lead = Person(id="x", name="X", roles=(Role.QA_LEAD,))
    assert check(db, lead).entries == 0
    assert trail(db, lead, TrailFilter()).entries == ()


def test_a_reader_of_welsh_reads_the_trail_in_welsh(db: Database) -> None:
    round_id = open_round(db, "Board")
    started(db, round_id, "S-014")
    with speaking("cy"):
        said = [each.words for each in trail(db, local(db), TrailFilter(), 1).entries]
    assert any(each.startswith("dechreuwyd ffeil achos S-014 (") for each in said), said
    assert any("rownd “Board”" in each for each in said), said
