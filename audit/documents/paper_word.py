"""What every Word paper is made with: styles, handling on each page, tables with a header row that repeats."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

from docx import Document
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from audit.documents.dated_zip import dated
from audit.documents.paper_text import clean
from audit.documents.paper_xml import element, field, filled, styled

FONT, LANGUAGE = "Arial", "en-GB"
BLUE, INK = RGBColor(0x1D, 0x4E, 0x89), RGBColor(0x0B, 0x0C, 0x0C)
PALE, LINE = "E8EEF5", "9AA5B1"
A4 = (Cm(21), Cm(29.7))


class About(NamedTuple):
    """What stands on each page of a paper and among its properties."""

    title: str
    handling: str
    """For instance "Professionals only"."""
    source: str
    """Which release it is of, or whose live figures; who made it and when."""
    by: str
    at: datetime
    number: str = ""
    """Of the document; empty for what leaves under none."""

    @property
    def foot(self) -> str:
        """What stands at the foot of each page."""
        named = f" Document {self.number}." if self.number else ""
        return f"{self.handling}. {self.source}{named}"


class Picture(NamedTuple):
    """A picture in a cell, and the same in words."""

    content: bytes
    words: str


Cell = str | Picture | None


def new_paper(about: About, *, points: float = 10.5, margin: float = 2.0) -> Word:
    """Return an empty A4 document with its styles, its language and its properties."""
    paper = Document()
    _page(paper, margin)
    _styles(paper, points)
    _properties(paper, about)
    _edges(paper, about)
    return paper


def to_bytes(paper: Word) -> bytes:
    """Return the document as a file; the same content made at the same time is the same bytes."""
    out = BytesIO()
    paper.save(out)
    # python-docx would leave the computer's clock in each part.
    return dated(out.getvalue(), paper.core_properties.created)


# ---- What is written -----------------------------------------------------------------------------------


def title(paper: Word, words: str, under: str) -> None:
    """Write the title, and a line under it."""
    paper.add_paragraph(clean(words), style="Title")
    if under:
        paper.add_paragraph(clean(under), style="Subtitle")


def heading(paper: Word, words: str, level: int = 1) -> None:
    """Write a heading that stays with what follows it."""
    paper.add_heading(clean(words), level)


def say(paper: Word, words: str, style: str = "Normal") -> Paragraph:
    """Write a paragraph."""
    return styled(paper.add_paragraph(clean(words)), style)


def points(paper: Word, said: Iterable[str], style: str = "List Bullet") -> None:
    """Write sentences as a list."""
    for each in said:
        say(paper, each, style)


def note(paper: Word, label: str, words: str) -> None:
    """Write a shaded paragraph that begins in bold: how the paper may be handled."""
    made = paper.add_paragraph(style="Note")
    made.add_run(clean(f"{label}. ")).bold = True
    made.add_run(clean(words))


def table(
    paper: Word,
    heads: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    widths: Sequence[float],
    about: str,
) -> Table:
    """Write a table: its header row repeats on each page, no row is torn, `about` says what it is for who hears it."""
    made: Table = paper.add_table(rows=1, cols=len(heads))
    made.style = "Table Grid"
    made.autofit = False
    _named(made, about)
    for place, name in enumerate(heads):
        _put(made.rows[0].cells[place], name, widths[place], "Table Head")
        _shade(made.rows[0].cells[place], PALE)
    _row(made, 0, "w:tblHeader")
    for row in rows:
        cells = made.add_row().cells
        for place, each in enumerate(row):
            _put(cells[place], each, widths[place], "Table Text")
    for place in range(len(made.rows)):
        _row(made, place, "w:cantSplit")
    for place, width in enumerate(widths):
        made.columns[place].width = Cm(width)
    return made


def space(paper: Word, label: str, high: float, wide: float) -> None:
    """Leave room to write by hand: a box with its label, which is a table of one cell."""
    made = paper.add_table(rows=1, cols=1)
    made.style = "Table Grid"
    made.autofit = False
    _named(made, f"Space to write: {label}")
    cell = made.rows[0].cells[0]
    _put(cell, label, wide, "Box Label")
    made.rows[0].height = Cm(high)
    _row(made, 0, "w:cantSplit")
    made.columns[0].width = Cm(wide)
    say(paper, "", "Gap")


# ---- How it looks --------------------------------------------------------------------------------------


def _page(paper: Word, margin: float) -> None:
    section = paper.sections[0]
    section.page_width, section.page_height = A4
    section.left_margin = section.right_margin = Cm(margin)
    section.top_margin, section.bottom_margin = Cm(max(margin, 1.7)), Cm(max(margin, 1.7))
    section.header_distance = section.footer_distance = Cm(0.8)


def _styles(paper: Word, points: float) -> None:
    defaults = paper.styles.element.find(qn("w:docDefaults"))
    for each in defaults.iter(qn("w:lang")):
        each.set(qn("w:val"), LANGUAGE)
    for each in paper.settings.element.iter(qn("w:themeFontLang")):
        each.set(qn("w:val"), LANGUAGE)
    _style(paper, "Normal", points, after=3)
    _style(paper, "Title", points * 1.85, bold=True, colour=BLUE, after=1)
    _style(paper, "Subtitle", points, after=4)
    _style(paper, "Heading 1", points * 1.25, bold=True, colour=BLUE, before=7, after=2)
    _style(paper, "Heading 2", points * 1.1, bold=True, before=6, after=2)
    _style(paper, "List Bullet", points, after=1.5)
    _style(paper, "List Number", points, after=1.5)
    _style(paper, "Header", points * 0.85)
    _style(paper, "Footer", points * 0.78)
    for name, size, bold in (
        ("Table Text", 0.88, False),
        ("Table Head", 0.88, True),
        ("Box Label", 0.85, False),
        ("Small", 0.8, False),
        ("Note", 0.9, False),
        ("Gap", 0.3, False),
        ("Lead", 1.08, True),
    ):
        paper.styles.add_style(name, 1)
        spaced = {"Small": (3, 2), "Lead": (0, 3), "Gap": (0, 0)}.get(name, (1.5, 1.5))
        _style(paper, name, points * size, bold=bold, before=spaced[0], after=spaced[1])
    _shade_style(paper, "Note")


def _style(
    paper: Word,
    name: str,
    size: float,
    *,
    bold: bool = False,
    colour: RGBColor = INK,
    before: float = 0,
    after: float = 0,
) -> None:
    style: Any = paper.styles[name]
    style.font.size, style.font.bold, style.font.italic = Pt(round(size * 2) / 2), bold, False
    style.font.name, style.font.color.rgb = FONT, colour
    fonts = style.element.rPr.rFonts
    for each in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{each}"), None)
    fonts.set(qn("w:cs"), FONT)
    # Hebrew, Arabic and what is turned round has sizes and weights of its own: the same ones.
    style.font.cs_bold, style.font.cs_italic = bold, False
    for each in style.element.rPr.findall(qn("w:szCs")):
        style.element.rPr.remove(each)
    letters = style.element.rPr.find(qn("w:sz"))
    letters.addnext(element("w:szCs", val=letters.get(qn("w:val"))))
    style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
    style.paragraph_format.line_spacing = 1.05
    style.paragraph_format.keep_with_next = name.startswith(("Heading", "Table Head"))
    # The template's own lines under titles and its letters set apart are not ours.
    for each in [*style.element.iter(qn("w:pBdr"), qn("w:kern"))]:
        each.getparent().remove(each)
    for each in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(each)


def _shade_style(paper: Word, name: str) -> None:
    style: Any = paper.styles[name]
    # Word wants the parts of a style in one order: its shade before its spaces.
    style.element.get_or_add_pPr().insert_element_before(filled(PALE), "w:spacing", "w:ind")
    style.paragraph_format.space_after = Pt(4)


def _shade(cell: _Cell, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(filled(colour))  # noqa: SLF001 - python-docx has no name for it


def _properties(paper: Word, about: About) -> None:
    said = paper.core_properties
    said.title, said.author, said.last_modified_by = (
        clean(each)[:255] for each in (about.title, about.by, about.by)
    )
    said.subject, said.keywords = clean(about.handling)[:255], clean(about.handling)[:255]
    said.comments, said.language = clean(about.source)[:255], LANGUAGE
    said.created = said.modified = about.at.replace(tzinfo=None)
    said.revision, said.identifier = 1, about.number


def _edges(paper: Word, about: About) -> None:
    """Put how it may be handled at the head of each page, where it comes from and the page's number at its foot."""
    section = paper.sections[0]
    head = section.header.paragraphs[0]
    head.add_run(clean(about.handling)).bold = True
    foot = section.footer.paragraphs[0]
    foot.add_run(clean(f"{about.foot} "))
    foot.add_run("Page ")
    field(foot, "PAGE")
    foot.add_run(" of ")
    field(foot, "NUMPAGES")


def _named(made: Table, about: str) -> None:
    """Say what the table is for who hears it, and let its edge stand where the text's does."""
    properties = made._tbl.tblPr  # noqa: SLF001 - nor has the description of a table
    properties.insert_element_before(
        element("w:tblInd", w="108", type="dxa"), "w:tblLayout", "w:tblLook"
    )
    properties.append(element("w:tblDescription", val=clean(about)[:255]))


def _row(made: Table, place: int, name: str) -> None:
    made.rows[place]._tr.get_or_add_trPr().append(element(name))  # noqa: SLF001 - nor has a repeated row


def _put(cell: _Cell, what: Cell, wide: float, style: str) -> None:
    cell.width = Cm(wide)
    paragraph = styled(cell.paragraphs[0], style)
    if isinstance(what, Picture):
        shown = paragraph.add_run().add_picture(BytesIO(what.content), width=Cm(wide - 0.45))
        inline = shown._inline  # noqa: SLF001 - nor has an alternative text
        inline.docPr.set("descr", clean(what.words))
        for side in "TBLR":
            # Left out, LibreOffice puts a third of a centimetre of nothing there.
            inline.set(f"dist{side}", "0")
    elif what:
        paragraph.add_run(clean(what))
