"""A learning point's whole story: for a lead, within an agency, for a board; and as a paper under a number."""

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from docx import Document
from sqlalchemy import update

from audit.__main__ import main
from audit.commands import action, action_done, cycle, finding
from audit.documents.release import let_out
from audit.documents.story import may_take, story_document, told
from audit.model.action import ActionKind, ActionWords
from audit.model.checkpoint import marks
from audit.model.disclosure import Audience
from audit.model.document import DocumentKind
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.story import scope, today, when
from audit.store import tables as t
from audit.store.database import Database
from audit.views.document import register
from audit.views.released_story import NOT_RELEASED, released_cycles, released_story
from audit.views.story import NOT_ASKED, NOT_BEGUN, NOTHING_YET, story, told_cycles
from tests.builders import Clock, admitted, local, numbered, open_round, submitted

FOUND = FindingWords(
    kind=FindingKind.GAP, title="Fathers are not spoken to", criterion="C1", points=("AS1",)
)
PROMISED = ActionWords(
    what="Add the father to the form",
    owner_role="Named midwife",
    kind=ActionKind.FORCING,
    criterion="C1",
    agency="csc",
)
HOSTILE = "<img src=x onerror=alert(1)> ![x](http://evil.example) =1+1"
Told = SimpleNamespace
"""The ids of a cycle: first, again, third; and who looks at it."""


def build(db: Database) -> Told:
    """A gap in a first round, an action that is verified, a second round in which all is met, a third planned."""
    by, other = local(db), admitted(db, Role.QA_LEAD, name="Another lead")
    first = open_round(db)
    for n in range(12):
        submitted(db, first, f"S-{n:03}", ratings={"C1": "no", "C2": "no"})
    submitted(db, first, "S-900", "gp")
    raised = finding.raise_(db, by, first, FOUND, Origin.BOARD)
    finding.raise_(db, by, first, FOUND.model_copy(update={"title": "None asks"}), Origin.BOARD)
    strength = {"kind": FindingKind.STRENGTH, "title": "Midwives ask"}
    finding.raise_(db, by, first, FOUND.model_copy(update=strength), Origin.BOARD)
    made = action.plan(db, by, raised, PROMISED)
    action_done.note(db, by, made, "Half of it zqnote", "")
    action.plan(db, by, raised, PROMISED.model_copy(update={"what": "Tell all", "criterion": ""}))
    action_done.complete(db, by, made, "The form has it zqdone.", "Form 7")
    action_done.verify(db, other, made, "The form itself")
    again = open_round(db, title="Autumn 2026", follows=first, starts=date(2026, 9, 1))
    for n in range(12):
        submitted(db, again, f"T-{n:03}")
    third = cycle.re_audit(db, by, again, "Spring 2027", date(2027, 3, 1))
    return Told(
        first=first,
        again=again,
        third=third,
        action=made,
        csc=admitted(db, Role.AGENCY_LEAD, name="Lead of csc", agency="csc"),
        gp=admitted(db, Role.AGENCY_LEAD, name="Lead of gp", agency="gp"),
        board=admitted(db, Role.BOARD_MEMBER, name="Board"),
    )


@pytest.fixture(scope="module")
def built(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Told]:
    path = tmp_path_factory.mktemp("story") / "audit.db"
    shutil.copyfile(fresh_file, path)
    made = Database(f"sqlite:///{path}", clock=Clock(), new_id=numbered())
    at = build(made)
    made.close()
    return path, at


@pytest.fixture
def at(db: Database, built: tuple[Path, Told]) -> Told:
    """The ids of it, in the test's own database."""
    db.close()
    shutil.copyfile(built[0], db.path)
    db.new_id = (f"new{each}" for each in range(10_000)).__next__
    return built[1]


def test_a_lead_is_told_it_from_the_review_to_today(db: Database, at: Told) -> None:
    by = local(db)
    (known,) = told_cycles(db, by)
    assert (known.id, known.rounds) == (at.first, (at.first, at.again, at.third))
    found = story(db, by, at.again, "AS1")
    first, again, third = found.chapters
    assert first.words.startswith("1 of 25, 4%")
    assert (first.title, first.change) == ("Spring 2026", "")
    assert first.verdict is None
    assert again.change.endswith("Better, and not by chance.")
    assert [each.partition(" ")[0] for each in again.agreement] == ["C1", "C2"]
    assert (third.words, third.result, third.answer) == (NOT_BEGUN, None, None)
    assert when(third) == "Begins 1 March 2027, planned"
    gap, silent, strength = found.findings
    assert (gap.title, silent.promises, strength.kind) == (FOUND.title, (), FindingKind.STRENGTH)
    assert gap.raised.startswith("Raised from: board page, by You, on this computer, ")
    effects = {each.action.what: each.effect for each in gap.promises}
    verdict = effects["Add the father to the form"]
    assert verdict is not None
    assert (verdict.verdict, verdict.round_title) == ("▲ improved", "Autumn 2026")
    assert verdict.words
    assert effects["Tell all"] is None
    said = today(found)
    assert said.startswith("AS1 is improving: 24 of 24, 100%")
    assert "better than in the round before, and not by chance" in said
    assert said.endswith(
        "; 2 actions promised, 1 no date and 1 verified; “Spring 2027” is planned for 1 March 2027."
    )
    assert scope(found) == "Live figures, not a release: for professionals."


def test_a_story_with_little_in_it(db: Database, at: Told) -> None:
    by = local(db)
    asks_none = story(db, by, at.first, "RQ1")
    assert {each.words for each in asks_none.chapters[:2]} == {NOT_ASKED}
    assert today(asks_none).startswith("RQ1 cannot be answered yet: no criterion of its checklist")
    assert asks_none.findings == ()
    alone = open_round(db, title="Alone")
    found = story(db, by, alone, "AS2")
    assert [each.words for each in found.chapters] == [NOTHING_YET]
    assert today(found) == "AS2 cannot be answered yet: nothing submitted yet."
    with pytest.raises(NotFound):
        story(db, by, at.first, "XX1")
    with pytest.raises(NotFound):
        released_story(db, by, at.first, "XX1")
    with pytest.raises(NotFound):
        released_story(db, by, "nowhere", "AS1")


def test_an_agency_is_told_of_its_own_files(db: Database, at: Told) -> None:
    mine = story(db, at.csc, at.again, "AS1")
    assert mine.narrowed_to == "Children's social care"
    assert today(mine).startswith("Children's social care: AS1 is improving: 24 of 24")
    assert (
        scope(mine)
        == "Live figures of Children's social care alone, not a release: for professionals."
    )
    assert [each.title for each in mine.chapters] == ["Spring 2026", "Autumn 2026", "Spring 2027"]
    # The other has a file in the first round alone: the second is not there for them, nor what csc promised.
    other = story(db, at.gp, at.first, "AS1")
    assert [each.title for each in other.chapters] == ["Spring 2026"]
    assert other.promises == ()
    assert "1 of 1" in other.chapters[0].words
    with pytest.raises(NotFound):
        story(db, at.gp, at.again, "AS1")


def test_a_board_is_told_what_was_released_and_no_number_beside(db: Database, at: Told) -> None:
    by = local(db)
    assert released_cycles(db, at.board) == ()
    unread = released_story(db, at.board, at.first, "AS1")
    assert {each.words for each in unread.chapters[:2]} == {NOT_RELEASED}
    assert today(unread).startswith("AS1 cannot be answered yet: nothing released yet; 2 actions")
    let_out(db, by, at.first, Audience.BOARD)
    (known,) = released_cycles(db, at.board)
    found = released_story(db, at.board, at.again, "AS1")
    first, again, _ = found.chapters
    assert first.words
    assert again.words == NOT_RELEASED
    assert (again.result, again.answer, again.agreement) == (None, None, ())
    alone = open_round(db, title="Alone")
    elsewhere = FOUND.model_copy(update={"title": "Of another cycle"})
    finding.raise_(db, by, alone, elsewhere, Origin.BOARD)
    told_now = released_story(db, at.board, at.again, "AS1")
    assert told_now.findings == found.findings, "the story is of one cycle"
    (gap, *_) = found.findings
    assert (gap.title, gap.raised) == (FOUND.title, "")
    text = repr(found)
    for secret in ("zqnote", "zqdone", "Form 7", "24 of 24"):
        assert secret not in text
    assert [each.effect.verdict for each in gap.promises if each.effect] == ["▲ improved"]
    assert {each.effect.words for each in gap.promises if each.effect} == {""}
    assert scope(found).startswith("Figures as they were released")
    assert known.rounds == (at.first, at.again, at.third)
    with pytest.raises(Refusal):
        story(db, at.board, at.first, "AS1")


def test_worse_and_disposed_of_and_unpromised_are_said(db: Database, at: Told) -> None:
    by = local(db)
    with db.acting(by, "round.planned") as now:
        mine = t.round_.c.id == at.first
        now.connection.execute(update(t.round_).where(mine).values(disposed_at=now.at))
        now.connection.execute(update(t.action).values(withdrawn_at=now.at))
        now.connection.execute(
            update(t.round_).where(t.round_.c.id == at.third).values(starts=None)
        )
    found = story(db, by, at.first, "AS1")
    assert when(found.chapters[0]).endswith(
        "disposed of: its numbers stand, what was written is erased"
    )
    assert when(found.chapters[2]) == "planned"
    assert "2 gaps found and nothing promised; “Spring 2027” is planned." in today(found)


# ---- On paper ----------------------------------------------------------------------------------------------


def words_of(content: bytes) -> str:
    made = Document(BytesIO(content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    edges = made.sections[0].header.paragraphs + made.sections[0].footer.paragraphs
    return "\n".join([*(each.text for each in (*made.paragraphs, *edges)), *cells])


def test_the_paper_has_a_number_its_handling_and_how_the_trail_stood(
    db: Database, at: Told
) -> None:
    by = local(db)
    made = story_document(db, by, at.first, "AS1")
    words = words_of(made.content)
    (entry,) = register(db, by).documents
    assert (entry.kind, entry.about, entry.is_made) == (DocumentKind.STORY, "AS1", True)
    assert made.file_name.startswith("story_small_as1_spring-2026_professionals-only_")
    assert made.file_name.endswith(f"_{entry.number}.docx")
    for each in (entry.number, "Professionals only", "Made by You, on this computer", "zqdone"):
        assert each in words
    assert today(told(db, by, at.first, "AS1")) in words
    assert "Nothing was promised on it." in words
    (mark,) = marks(words)
    assert mark.seq > 0
    heads = [each.style.name for each in Document(BytesIO(made.content)).paragraphs if each.style]
    assert {"Title", "Heading 1", "Heading 2"} <= set(heads)
    none = words_of(story_document(db, by, at.first, "RQ1").content)
    assert "No finding stands on it." in none
    assert "nothing to draw" in none


def test_a_board_member_takes_out_what_was_released(db: Database, at: Told) -> None:
    let_out(db, local(db), at.first, Audience.BOARD)
    made = story_document(db, at.board, at.first, "AS1")
    words = words_of(made.content)
    assert "Figures as they were released" in words
    assert "zqdone" not in words
    assert may_take(at.board)
    assert not may_take(admitted(db, Role.AUDITOR, name="One", agency="csc"))


def test_hostile_words_are_words_on_paper(db: Database, at: Told) -> None:
    by = local(db)
    with db.acting(by, "round.planned") as now:
        now.connection.execute(update(t.finding).values(title=HOSTILE))
        now.connection.execute(update(t.action).values(what="\x07<w:p/> & =1+1", done="\x0b\ufffe"))
    words = words_of(story_document(db, by, at.first, "AS1").content)
    assert "<w:p/> & =1+1" in words
    assert HOSTILE in words


def test_the_command_line_writes_it_and_names_what_there_is(
    db: Database, at: Told, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = f"sqlite:///{db.path}"
    out = tmp_path / "story.docx"
    asked = ["export", "story", "--round", "Spring 2026", "--database", place, "-o", str(out)]
    assert main([*asked, "--point", "as1"]) == 0
    assert "AS1: what became of it" in words_of(out.read_bytes())
    assert main([*asked, "--point", "AS9"]) == 1
    known = "GP1, AS1, AS2, RQ1"
    said = complaint("story.point", point="AS9", known=known, hint=" Did you mean AS1?")
    assert said.what in capsys.readouterr().err
