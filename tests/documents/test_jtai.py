"""The bundle for an inspection: in the inspectorates' order, what is missing said, nothing of an open reading, nobody named."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn

from audit.__main__ import main
from audit.commands import (
    case_audit,
    conversation,
    identifier,
    jtai,
    panel_chronology,
    panel_summary,
    retention,
)
from audit.documents.jtai import jtai as bundle
from audit.documents.jtai import written
from audit.documents.jtai_words import Making
from audit.documents.paper_text import clean
from audit.model.case_audit import Reading
from audit.model.jtai import MOST
from audit.model.panel import PanelState
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.retention import gone
from audit.store.database import Database
from audit.views import identifier as identifiers
from audit.views import jtai as views
from audit.views import panel as panel_views
from audit.views.identifier import Held
from audit.views.jtai_bundle import bundle as found
from audit.views.trail import TrailFilter, trail
from tests import builders
from tests.documents.test_paper import words_of

HOSTILE = "=1+1 <b>x</b> &D _x000D_ \u202egnirts\u202c \U0001f600\x07 {PAGE}"
READERS = ("Wilhelmina Quark", "Bartholomew Zest", "Ottoline Frump")
ROUND = "Spring 2026"


@dataclass
class Laid:
    """A round of four children, whoever reads, and a QA lead who reads nothing."""

    db: Database
    lead: Person
    round_id: str
    readers: tuple[Person, ...]

    def ids(self, *references: str) -> list[str]:
        return [builders.case_of(self.db, each) for each in references]

    def made(self, *references: str) -> dict[str, bytes]:
        content = bundle(self.db, self.lead, self.round_id, self.ids(*references)).content
        with ZipFile(BytesIO(content)) as archive:
            return {each: archive.read(each) for each in archive.namelist()}


def lay(db: Database) -> Laid:
    """One child of whom all is there; one whose panel is under way; one half read twice; one of whom nothing is in."""
    lead = builders.admitted(db, Role.QA_LEAD, name="Ash")
    one, two, three = (builders.auditor(db, each) for each in READERS)
    on = builders.open_round(
        db, title=ROUND, retain_until=date(2026, 4, 1), retain_reason="Five", retain_owner="Me"
    )
    # Given in another order than they have to stand in.
    builders.submitted(db, on, "S/1", "police", to=three, ratings={"C1": "no"})
    spoken = builders.started(db, on, "S/1", agency="gp", to=two)
    builders.complete(db, two, spoken)
    builders.give(db, two, spoken, "C1", "evidence", HOSTILE)
    conversation.begin(db, two, spoken, date(2026, 3, 2), "allocated social worker")
    conversation.hear(db, two, spoken, "child", "standing", "sought", was=None, visit="x")
    case_audit.submit(db, two, spoken)
    builders.read_twice(db, on, "S/1", to=(one, two), stage="signed", team="East")
    made = builders.signed_panel(db, on, "S/1")
    page = panel_views.panel(db, builders.local(db), made)
    panel_summary.summarise(
        db, builders.local(db), made, f"{page.draft}\n{HOSTILE}", version=page.panel.version
    )
    builders.submitted(db, on, "S-2", to=one)
    builders.add(db, on, "S-2", "gp", to=two)
    under_way = builders.filled_panel(db, on, "S-2")
    panel_chronology.put(db, builders.local(db), under_way, "2024", HOSTILE, ["csc"], disputed=True)
    builders.submitted(db, on, "S-3", to=one)
    builders.started(db, on, "S-3", to=two, reading=Reading.SECOND)
    builders.submitted(db, on, "S-3", "gp", to=three)
    builders.started(db, on, "S-4", to=one)
    return Laid(db, lead, on, (one, two, three))


@pytest.fixture(scope="module")
def kept(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Laid]:
    path = tmp_path_factory.mktemp("jtai") / "audit.db"
    shutil.copyfile(fresh_file, path)
    db = Database(f"sqlite:///{path}", clock=builders.Clock())
    laid = lay(db)
    db.close()
    return path, laid


@pytest.fixture
def laid(kept: tuple[Path, Laid], tmp_path: Path) -> Iterator[Laid]:
    """The same in a database of the test's own."""
    path, made = kept
    shutil.copyfile(path, tmp_path / "audit.db")
    db = Database(
        f"sqlite:///{tmp_path / 'audit.db'}",
        clock=builders.Clock(builders.START + timedelta(days=1)),
    )
    yield Laid(db, made.lead, made.round_id, made.readers)
    db.close()


@pytest.fixture(scope="module")
def whole(kept: tuple[Path, Laid], tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The documents of a bundle of three children."""
    path, made = kept
    copy = tmp_path_factory.mktemp("whole") / "audit.db"
    shutil.copyfile(path, copy)
    db = Database(f"sqlite:///{copy}", clock=builders.Clock())
    documents = Laid(db, made.lead, made.round_id, made.readers).made("S-3", "S-2", "S/1")
    db.close()
    return documents


NAMES = (
    "00_cover-and-index_professionals-only.docx",
    "01_s-2/01_partnership-evaluation_s-2_professionals-only.docx",
    "01_s-2/02_childrens-social-care_s-2_professionals-only.docx",
    "02_s-3/01_partnership-evaluation_s-3_professionals-only.docx",
    "02_s-3/02_general-practice_s-3_professionals-only.docx",
    "03_s-1/01_partnership-evaluation_s-1_professionals-only.docx",
    "03_s-1/02_childrens-social-care_s-1_professionals-only.docx",
    "03_s-1/03_general-practice_s-1_professionals-only.docx",
    "03_s-1/04_police_s-1_professionals-only.docx",
)


def cells(content: bytes, about: str) -> list[list[str]]:
    """The rows below the head of the table that is said to be about that."""
    for each in Document(BytesIO(content)).tables:
        if each._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val")) == about:
            return [[cell.text for cell in row.cells] for row in each.rows][1:]
    raise AssertionError(about)


# ---- What is in it -------------------------------------------------------------------------------------


def test_it_stands_in_the_inspectorates_order_under_names_that_every_disk_takes(
    whole: dict[str, bytes],
) -> None:
    assert tuple(whole) == NAMES
    assert all(re.fullmatch(r"[a-z0-9_/.-]+", each) for each in whole)


def test_each_page_says_how_it_is_handled_and_nobody_is_named(whole: dict[str, bytes]) -> None:
    for name, content in whole.items():
        words = words_of(content)
        assert words[-2] == "Professionals only", name
        assert words[-1].startswith(
            f"Professionals only. JTAI bundle of “{ROUND}”. Made by Ash on 2 March 2026."
        ), name
        assert not any(reader in " ".join(words) for reader in READERS), name
        assert Document(BytesIO(content)).core_properties.author == "Ash"


def test_the_index_lists_each_child_and_says_what_is_missing(whole: dict[str, bytes]) -> None:
    rows = cells(whole[NAMES[0]], "The children of this bundle")
    assert [each[0] for each in rows] == ["S-2", "S-3", "S/1"]
    assert (
        rows[0][1]
        == "01_s-2\n01  Partnership evaluation\n02  Children's social care\n–  General practice"
    )
    assert rows[0][2] == "Fair"
    assert rows[0][3].split("\n") == [
        "The panel is under way and not signed off",
        "No learning summary",
        "General practice: a reading is not submitted",
    ]
    assert rows[2][3] == "Nothing"
    (holds,) = [
        each[1] for each in cells(whole[NAMES[0]], "What this bundle is") if each[0] == "Holds"
    ]
    assert holds == "3 children, 5 agency audits. Of 2 children something is missing."
    order = cells(whole[NAMES[0]], "The inspectorates in their order, and whom they inspect")
    assert [each[2] for each in order] == [
        "Children's social care",
        "General practice",
        "Police",
        "–",
    ]


def test_the_evaluation_holds_what_the_panel_judged_agreed_and_learnt(
    whole: dict[str, bytes],
) -> None:
    content = whole[NAMES[5]]
    words = words_of(content)
    assert "Signed off on 2 March 2026." in words
    assert "Designated nurse (General practice)" in words
    judged = cells(content, "The partnership's judgement on the case and each standard")
    assert judged[0][:2] == ["The whole case", "Fair"]
    assert judged[0][2].startswith(
        "Seen by all\nCritical and not met in a file, which caps it: C1."
    )
    gaps = cells(content, "Criteria that one agency has met and another not")
    assert gaps[0][2] == "It was not passed on"
    assert cells(content, "What happened, the earliest first") == [
        ["March 2025", "A first visit", "–", "yes"]
    ]
    assert clean(HOSTILE) in words
    stands = cells(content, "The documents on this child in their order")
    assert [each[2] for each in stands] == [
        "Signed off on 2 March 2026",
        "Moderated reading",
        "First reading",
        "First reading",
    ]
    under_way = words_of(whole[NAMES[1]])
    assert "Not signed off: it may still change." in under_way
    assert [clean(HOSTILE), "Children's social care", "no, disputed"] == cells(
        whole[NAMES[1]], "What happened, the earliest first"
    )[0][1:]
    assert "No learning summary is written yet." in under_way
    assert any(
        each.startswith("No panel was held on this child") for each in words_of(whole[NAMES[3]])
    )


def test_an_audit_holds_facts_ratings_judgements_the_conversation_and_its_moderation(
    whole: dict[str, bytes],
) -> None:
    twice, spoken = whole[NAMES[6]], whole[NAMES[7]]
    carers = cells(twice, "Ratings on Fathers and all carers")
    assert carers[0][0].startswith("C1  ")
    assert carers[0][1:] == ["In part", "Notes on C1, page 3", "Yes"]
    assert carers[1][1:] == ["Yes", "–", "as rated"]
    settled = cells(twice, "What a moderator settled, and why")
    assert settled == [["Criterion C1", "In part", "Yes", "Yes", "It is in the letter"]]
    assert any("read by 2 auditors" in each for each in words_of(twice))
    assert cells(spoken, "Case facts")[0] == ["Is the father known?", "Known"]
    assert cells(spoken, "Ratings on Fathers and all carers")[0][2] == clean(HOSTILE)
    talk = cells(spoken, "What the conversation changed, and whose views were sought")
    assert ["Conversation", "held on 2 March 2026", "", "allocated social worker"] in talk
    assert ["Views: The child", "sought", "", ""] in talk
    paragraphs = Document(BytesIO(spoken)).paragraphs
    headed = [each.text for each in paragraphs].index("Fathers and all carers")
    assert paragraphs[headed + 1].paragraph_format.keep_with_next
    words = words_of(spoken)
    assert "Judgement: Fair. Seen" in words
    assert "This file was not moderated." in words


def test_of_a_file_with_an_open_reading_nothing_goes_out(
    laid: Laid, whole: dict[str, bytes]
) -> None:
    (child,) = [
        each
        for each in views.children(laid.db, laid.lead, laid.round_id).children
        if each.reference == "S-3"
    ]
    assert [(each.agency, each.stands, each.lacks) for each in child.files] == [
        ("Children's social care", "", "a reading is not submitted"),
        ("General practice", "first reading", ""),
    ]
    assert not any("childrens-social-care_s-3" in each for each in whole)


def test_the_same_bundle_is_the_same_bytes_and_the_trail_has_it_first(laid: Laid) -> None:
    ids = laid.ids("S-2")
    of = found(laid.db, laid.lead, laid.round_id, [*ids, ids[0]])
    making = Making("Ash", "2026-0042")
    one, other = (written(of, making, None) for _ in range(2))
    assert one == other
    with ZipFile(BytesIO(one)) as archive:
        # A zip counts seconds in twos.
        at = (*of.at.timetuple()[:5], of.at.second // 2 * 2)
        assert {each.date_time for each in archive.infolist()} == {at}
        with ZipFile(BytesIO(archive.read(NAMES[0]))) as document:
            assert {each.date_time for each in document.infolist()} == {at}
        assert any("Document 2026-0042." in each for each in words_of(archive.read(NAMES[0])))
    name = bundle(laid.db, laid.lead, laid.round_id, ids).file_name
    start = "jtai-bundle_small_spring-2026_1-child_professionals-only_2026-03-03"
    assert re.fullmatch(rf"{start}-\d{{4}}_2026-0001\.zip", name)
    told = [each.words for each in trail(laid.db, laid.lead, TrailFilter()).entries[1:3]]
    assert told == [
        f"took out the bundle for an inspection of the round “{ROUND}”: 1 child, 1 agency audit"
        ", as document 2026-0001",
        "took out the case S-2 in a bundle for an inspection",
    ]


# ---- What keeps it back --------------------------------------------------------------------------------


def refused(call: Callable[[], Any]) -> Any:
    with pytest.raises(Refusal) as said:
        call()
    return said.value.complaint


def test_whoever_reads_a_file_of_a_child_is_told_nothing_of_it(laid: Laid) -> None:
    db, two = laid.db, laid.readers[1]
    both = two.model_copy(update={"roles": (Role.AUDITOR, Role.QA_LEAD)})
    kept = {
        each.reference: each
        for each in views.children(db, both, laid.round_id).children
        if each.kept
    }
    assert set(kept) == {"S-2", "S-3"}
    assert kept["S-3"].panel is PanelState.KEPT
    assert {(each.stands, each.lacks) for each in kept["S-3"].files} == {("", "")}
    assert (kept["S-2"].missing, kept["S-2"].judgement, kept["S-2"].happenings) == (
        (views.KEPT,),
        "",
        0,
    )
    missing = complaint("jtai.not-found")
    of = (db, both, laid.round_id, laid.ids("S/1", "S-3"))
    assert refused(lambda: found(*of)) == missing
    assert refused(lambda: jtai.exported(*of, 1)) == missing
    assert refused(lambda: views.waiting(*of)) == missing
    # On another child it is theirs to take; how the trail stands is not told to who reads blind.
    assert jtai.exported(db, both, laid.round_id, laid.ids("S/1"), 3).checkpoint is None


def test_a_bundle_of_nobody_of_too_many_or_of_nothing_is_refused(laid: Laid) -> None:
    of = (laid.db, laid.lead, laid.round_id)
    assert refused(lambda: found(*of, [])) == complaint("jtai.none", ROUND)
    many = [str(each) for each in range(MOST + 1)]
    assert refused(lambda: jtai.exported(*of, many, 1)) == complaint(
        "jtai.many", ROUND, n=MOST + 1, most=MOST
    )
    assert refused(lambda: found(*of, laid.ids("S-4"))) == complaint("jtai.nothing", ROUND)
    assert refused(lambda: found(*of, ["nobody"])) == complaint("jtai.not-found")
    with pytest.raises(NotFound):
        views.children(laid.db, laid.lead, "nowhere")


def test_what_looks_like_an_identifier_waits_for_a_qa_lead(laid: Laid) -> None:
    db, one = laid.db, laid.readers[0]
    audit = builders.started(db, laid.round_id, "S-5", to=one)
    builders.complete(db, one, audit)
    builders.give(db, one, audit, "C2", "evidence", "Rang 07700 900123")
    case_audit.submit(db, one, audit)
    ids = laid.ids("S-5")
    held = views.waiting(db, laid.lead, laid.round_id, ids)
    assert held == (Held("S-5", "C2"),)
    assert (
        refused(lambda: bundle(db, laid.lead, laid.round_id, ids))
        == identifiers.refusal(held).complaint
    )
    (waits,) = identifiers.waiting(db, laid.lead, laid.round_id, limit=9).waiting
    identifier.clear(db, laid.lead, waits.place, waits.mark)
    assert views.waiting(db, laid.lead, laid.round_id, ids) == ()
    assert bundle(db, laid.lead, laid.round_id, ids).content


def test_of_disposed_records_it_is_said(laid: Laid) -> None:
    db = laid.db
    assert isinstance(db.clock, builders.Clock)
    db.clock.now += timedelta(days=60)
    ids = laid.ids("S/1")
    retention.dispose(db, builders.local(db), laid.round_id, confirm=ROUND)
    at = views.children(db, laid.lead, laid.round_id).disposed_at
    assert at is not None
    for call in (
        lambda: found(db, laid.lead, laid.round_id, ids),
        lambda: jtai.exported(db, laid.lead, laid.round_id, ids, 1),
    ):
        assert refused(call) == gone(ROUND, at).complaint


def test_the_command_line_takes_children_by_their_references(
    laid: Laid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("AUDIT_DATABASE_URL", f"sqlite:///{laid.db.path}")
    folder = tmp_path / "out"
    folder.mkdir()
    assert main(["export", "jtai", "--case", "s/1", "--case", " S-2 ", "-o", str(folder)]) == 0
    (made,) = folder.iterdir()
    assert capsys.readouterr().out == f"{made}\n"
    with ZipFile(made) as archive:
        assert len(archive.namelist()) == 7
    assert main(["export", "jtai", "--case", "S-22", "-o", str(folder)]) == 1
    hint = " Did you mean S-2?"
    assert (
        capsys.readouterr().err == f"{complaint('jtai.case', ROUND, reference='S-22', hint=hint)}\n"
    )
