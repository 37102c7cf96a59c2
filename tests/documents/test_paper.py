"""Papers: real Word and real slides, saying what was released and nothing else, and any text as the same text."""

import re
import subprocess
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn as slide_name

from audit.documents import paper as papers
from audit.documents import paper_pdf
from audit.documents.paper_name import PAPERS
from audit.documents.paper_said import Paper
from audit.documents.paper_slides import slides
from audit.documents.paper_text import clean, short
from audit.documents.paper_word import About, new_paper, say, to_bytes
from audit.documents.release import let_out
from audit.model.disclosure import Audience
from audit.model.document import DocumentKind
from audit.model.embedded import Answer, Embedded
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.released_words import released_by
from audit.rules.supervision import SILENT
from audit.store.database import Database
from audit.views import released as views
from audit.views import supervision as supervision_views
from audit.views.document import register
from audit.views.trail import TrailFilter, trail
from tests import builders
from tests.released import parts_of, random_round, told_in
from tests.system import needed, needed_office

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORD = [kind for kind, each in PAPERS.items() if each.ending == "docx"]


def words_of(content: bytes) -> list[str]:
    """Every paragraph and cell of a document, its header and footer with them."""
    found = Document(BytesIO(content))
    edges = (found.sections[0].header, found.sections[0].footer)
    body = found.element.body.iter(qn("w:p"))
    return ["".join(_text(each)) for each in [*body, *(p._p for e in edges for p in e.paragraphs)]]


def _text(paragraph: Any) -> list[str]:
    marks = {qn("w:br"): "\n", qn("w:tab"): "\t"}
    return [marks.get(e.tag, e.text or "") for e in paragraph.iter(qn("w:t"), *marks)]


def slide_words(content: bytes) -> list[str]:
    found = []
    for slide in Presentation(BytesIO(content)).slides:
        for shape in slide.shapes:
            found += [each.text_frame.text for each in [shape] if each.has_text_frame]
            if shape.has_table:
                found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


@pytest.fixture(scope="module")
def released(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A round of 22 cases, released to the board; the papers on it."""
    import shutil

    path = tmp_path_factory.mktemp("paper") / "audit.db"
    shutil.copyfile(fresh_file, path)
    db = Database(f"sqlite:///{path}", clock=builders.Clock())
    by = builders.local(db)
    round_id = random_round(db, 4, 22)
    let_out(db, by, round_id, Audience.BOARD)
    made = {kind: papers.paper(db, by, kind, round_id, 1) for kind in PAPERS}
    yield db, by, round_id, made
    db.close()


def test_no_small_number_is_anywhere_in_a_paper(released: Any) -> None:
    for made in released[3].values():
        parts = parts_of(BytesIO(made.content))
        assert all(each == 0 or each > 5 for each in told_in(parts.values())), made.file_name


def test_a_chart_holds_the_shares_of_shown_figures_alone(released: Any) -> None:
    db, by, round_id, made = released
    found = views.one(db, by, round_id, 1)
    shown = {
        round(each.figure.share, 9) for each in found.standards if each.figure.share is not None
    }
    shown |= {round(each.target, 9) for each in found.standards if each.target}
    slides = Presentation(BytesIO(made["slides"].content)).slides
    (chart,) = [shape.chart for slide in slides for shape in slide.shapes if shape.has_chart]
    drawn = [round(value, 9) for series in chart.plots[0].series for value in series.values]
    assert drawn
    assert set(drawn) <= shown
    book = load_workbook(BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    kept = [cell.value for row in book.active.iter_rows() for cell in row]
    assert {round(each, 9) for each in kept if isinstance(each, float)} <= shown


@pytest.mark.parametrize("kind", PAPERS)
def test_each_says_how_it_is_handled_which_release_and_who_made_it(
    released: Any, kind: str
) -> None:
    db, by, round_id, made = released
    found = views.one(db, by, round_id, 1)
    content = made[kind].content
    words = words_of(content) if kind in WORD else slide_words(content)
    said = released_by(found)
    foot = f"Professionals only. {said} Made by {by.name} on 2 March 2026."
    assert sum(each.startswith(foot) for each in words) == (1 if kind in WORD else 5)
    assert "_for-board_release-1_professionals-only_" in made[kind].file_name
    properties = (Document if kind in WORD else Presentation)(BytesIO(content)).core_properties
    assert properties.title
    assert (properties.language, properties.author) == ("en-GB", by.name)


@pytest.mark.parametrize("kind", WORD)
def test_a_paper_has_real_headings_repeated_heads_and_words_for_its_pictures(
    released: Any, kind: str
) -> None:
    found = Document(BytesIO(released[3][kind].content))
    styles = [each.style.name for each in found.paragraphs]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") >= 3
    for name in ("Heading 1", "Table Head"):  # neither is left alone at the foot of a page
        assert found.styles[name].paragraph_format.keep_with_next
    for table in found.tables:
        first = table.rows[0]._tr.trPr
        assert first.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblDescription")).get(qn("w:val"))
    pictures = list(found.element.body.iter(qn("wp:docPr")))
    assert all(re.search(r"\d+ of \d+.*target \d+%", each.get("descr")) for each in pictures)
    assert bool(pictures) is (kind == "paper")
    lang = next(found.styles.element.iter(qn("w:lang")))
    assert lang.get(qn("w:val")) == "en-GB"


def test_slides_are_five_with_titles_and_words_for_the_chart(released: Any) -> None:
    slides = Presentation(BytesIO(released[3]["slides"].content)).slides
    assert len(slides) == 5
    assert all(slide.shapes.title.text for slide in slides)
    told = [
        shape for slide in slides for shape in slide.shapes if shape.has_chart or shape.has_table
    ]
    assert len(told) == 2
    assert all(each._element.find(f".//{slide_name('p:cNvPr')}").get("descr") for each in told)
    runs = [run for slide in slides for run in slide._element.iter(slide_name("a:rPr"))]
    assert {run.get("lang") for run in runs if run.getparent().tag == slide_name("a:r")} == {
        "en-GB"
    }


def test_however_many_points_have_one_answer_nothing_lies_on_their_table(released: Any) -> None:
    db, by, round_id, _ = released
    found = views.one(db, by, round_id, 1)
    points = [
        each.model_copy(update={"answer": Answer(embedded=Embedded.NOT_YET, reason="as it is")})
        for each in found.points
        for _ in range(4)
    ]
    many = found.model_copy(update={"points": tuple(points)})
    paper = Paper(many, (), by.name, NOON, "2026-0001")
    made = slides(paper)
    fourth = Presentation(BytesIO(made)).slides[3]
    (table,) = (each for each in fourth.shapes if each.has_table)
    foot = table.top + sum(row.height for row in table.table.rows)
    (under,) = (each for each in fourth.shapes if each.name == "Not yet embedded")
    assert foot < under.top


def test_the_same_slides_are_the_same_bytes(released: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the zip nor the workbook behind the chart has the time of the computer in it."""
    db, by, round_id, _ = released
    paper = Paper(views.one(db, by, round_id, 1), (), by.name, NOON, "2026-0001")
    made = slides(paper)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(1_900_000_000))
    assert slides(paper) == made
    held = parts_of(BytesIO(made))
    (book,) = (each for each in held if each.endswith(".xlsx"))
    with ZipFile(BytesIO(made)) as archive, ZipFile(BytesIO(archive.read(book))) as inner:
        assert b"2026-03-02T12:00:00Z" in inner.read("docProps/core.xml")


def test_it_is_in_the_trail_as_what_it_was_taken_out(released: Any) -> None:
    db, by, round_id, _ = released
    papers.paper(db, by, "briefing", round_id, 1)
    made, taken, *_ = (each.words for each in trail(db, by, TrailFilter()).entries)
    (number,) = re.findall(r"for board, as a seven-minute briefing, as document (\S+)$", taken)
    assert made.startswith(f"made document {number}: SHA-256 ")
    with pytest.raises(NotFound):
        papers.paper(db, by, "briefing", round_id, 9)


def test_a_round_of_few_has_words_in_place_of_tables(db: Database, by: Person) -> None:
    round_id = random_round(db, 1, 3)
    let_out(db, by, round_id, Audience.BOARD)
    for kind in PAPERS:
        content = papers.paper(db, by, kind, round_id, 1).content
        words = words_of(content) if kind in WORD else slide_words(content)
        assert any(each.startswith("So few files were read") for each in words), kind


# ---- Any text is the same text -------------------------------------------------------------------------


HOSTILE = (
    *("=1+1", '=HYPERLINK("x")', "_x000D_", "_x005F_x000D_", " two  spaces ", "<b>&amp;</b>"),
    *("\u202egnirts\u202c", "\u200fעברית", "👩‍👧 🇬🇧", "e\u0301", "\ud800", "\x7f\x85"),
    *("\x00\x0b\x0c\x1b\ufffe", "a\tb\nc\rd\r\ne", "long " * 8_000),
)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_arrives_as_the_same_text(text: str) -> None:
    made = new_paper(About(text, text, text, text, datetime(2026, 3, 2, tzinfo=UTC)))
    say(made, text)
    expected = text.replace("\r\n", "\n").replace("\r", "\n")
    expected = "".join(
        chr(0x2400 + ord(e))
        if e < " " and e not in "\t\n"
        else "\ufffd"
        if e in "\ufffe\uffff"
        else e
        for e in expected
    )
    expected = "".join("\ufffd" if 0xD800 <= ord(e) < 0xE000 else e for e in expected)
    assert words_of(to_bytes(made))[0] == expected


def test_short_says_that_there_is_more() -> None:
    assert short("one two three", 40) == "one two three"
    assert short("one two, three", 9) == "one two …"
    assert short("x" * 20, 5) == "xxxxx …"
    assert clean("plain") == "plain"


# ---- The supervision pack ------------------------------------------------------------------------------


@pytest.fixture
def taught(db: Database) -> str:
    """A round with three files of csc, on a review that has a self-reflection."""
    return builders.taught(db)


def test_a_pack_matches_its_questions_to_the_teams_own_files(db: Database, taught: str) -> None:
    lead = builders.admitted(db, Role.AGENCY_LEAD, name="Ash", agency="csc")
    (team,) = supervision_views.teams(db, lead, taught).teams
    made = papers.supervision(db, lead, taught, team)
    words = words_of(made.content)
    headings = [each for each in words if re.match(r"^\d\. The file shows", each)]
    assert headings == ["1. The file shows R2.", "2. The file shows R1."]
    assert any("2 of 3" in each for each in words)
    assert any(each.endswith("Document, date, page.") for each in words)
    assert SILENT in words
    everything = " ".join(words)
    assert "ZQ-" not in everything
    assert "Robin" not in everything
    assert any(each.startswith("Professionals only.") and "not a release" in each for each in words)
    assert "_professionals-only_" in made.file_name
    told = trail(db, builders.local(db), TrailFilter()).entries[1].words
    assert told.startswith("took out the supervision pack of ")


def test_letters_of_every_script_have_the_same_size_and_weight(released: Any) -> None:
    """Hebrew, Arabic and what is turned round stood out, larger and never bold."""
    for made in released[3].values():
        if made.file_name.endswith(".docx"):
            for style in Document(BytesIO(made.content)).styles:
                of = style.element.rPr
                if of is not None and (size := of.find(qn("w:sz"))) is not None:
                    assert of.find(qn("w:szCs")).get(qn("w:val")) == size.get(qn("w:val")), (
                        style.name
                    )
                    assert of.find(qn("w:szCs")).getprevious() is size  # Word asks for this order
                    assert bool(style.font.cs_bold) == bool(style.font.bold), style.name


# ---- PDF -----------------------------------------------------------------------------------------------


def office(folder: Path, script: str) -> None:
    """A program called soffice in a folder of its own."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    program.chmod(0o755)


def test_a_pdf_is_made_by_libreoffice(
    released: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it is asked is seen by a program in its place: not every machine has its Writer."""
    db, by, round_id, _ = released
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    office(tmp_path, 'for last; do :; done; echo "%PDF $*" > "${last%.docx}.pdf"')
    made = papers.paper(db, by, "paper", round_id, 1, as_pdf=True)
    assert made.file_name.endswith(".pdf")
    assert re.match(
        rb"%PDF -env:UserInstallation=file://.* --headless .*writer_pdf_Export", made.content
    )


def test_a_board_paper_becomes_a_pdf_that_says_the_same(released: Any, tmp_path: Path) -> None:
    needed_office("docx", "pptx")
    reader = needed("pdftotext", "poppler-utils")
    db, by, round_id, made = released
    content = papers.paper(db, by, "paper", round_id, 1, as_pdf=True).content
    assert b"/StructTreeRoot" in content  # tagged: it can be listened to
    place = tmp_path / "paper.pdf"
    place.write_bytes(content)
    asked = [reader, "-layout", str(place), "-"]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    pages = told.rstrip("\f").split("\f")
    assert all(each.strip().startswith("Professionals only") for each in pages)
    assert f"Page {len(pages)} of {len(pages)}" in told
    said = "".join(told.split())
    headings = [each.text for each in Document(BytesIO(made["paper"].content)).paragraphs]
    assert all("".join(each.split()) in said for each in headings if len(each) > 20)


def test_without_libreoffice_it_is_said(
    released: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    db, by, round_id, _ = released
    before = db.version()
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal) as refused:
        papers.paper(db, by, "slides", round_id, 1, as_pdf=True)
    assert refused.value.complaint == complaint("paper.no-office", kind="slides")
    assert db.version() == before
    office(tmp_path, "echo It is too full >&2")
    with pytest.raises(Refusal) as refused:
        papers.paper(db, by, "paper", round_id, 1, as_pdf=True)
    reason = {"kind": "a Word document", "reason": "It is too full"}
    assert refused.value.complaint == complaint("paper.office-failed", **reason)
    monkeypatch.setattr(paper_pdf, "SECONDS", 0.2)
    office(tmp_path, "while :; do :; done")
    with pytest.raises(Refusal) as refused:
        papers.paper(db, by, "paper", round_id, 1, as_pdf=True)
    assert "nothing within" in str(refused.value)
    (tmp_path / "soffice.bin").touch()
    assert not paper_pdf.is_there("docx")
    (tmp_path / "libswlo.so").touch()
    assert (paper_pdf.is_there("docx"), paper_pdf.is_there("pptx")) == (True, False)
    # What had a number and could not be made is on record as that, and no bytes are known of it.
    given = [each for each in register(db, by).documents if not each.is_made]
    assert [each.kind for each in given] == [DocumentKind.BOARD_PAPER] * 2


def test_every_question_can_be_asked_of_a_picture_alone(released: Any) -> None:
    db, by, round_id, _ = released
    found = views.one(db, by, round_id, 1)
    asked = views.reflective(db, by, found.review)
    assert all(each.found is None for each in asked)
    assert Paper(found, asked, by.name, db.clock()).questions == asked
