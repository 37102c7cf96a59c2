"""Five slides for the meeting: the question, the answer, the standards, the learning points, what is asked."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from textwrap import wrap
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.oxml.ns import qn
from pptx.util import Cm, Pt

from audit.documents.dated_zip import dated, dated_workbook
from audit.documents.paper_board import asked
from audit.documents.paper_said import (
    Paper,
    about,
    answered,
    figure,
    marks,
    matrix,
    point_words,
    scope,
    told,
)
from audit.documents.paper_text import clean, short
from audit.model.embedded import Embedded
from audit.model.figure import SMALL
from audit.model.released import ReleasedPicture, ReleasedResult

FONT, LANGUAGE = "Arial", "en-GB"
BLUE, INK, GREY = RGBColor(0x1D, 0x4E, 0x89), RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x6B, 0x77, 0x85)
PALE = RGBColor(0xE8, 0xEE, 0xF5)
WIDE, HIGH, LEFT = 33.867, 19.05, 1.6
ONLY_TITLE = 5
"""The layout of a slide that has a title and nothing else."""
MOST_BARS = 8
NAMED = 4
TOP, FOOT = 3.9, 17.2
"""Where there is room for what a slide says, in centimetres."""
LETTER, LINE, A_POINT = 0.31, 0.68, 1.7
"""A letter's width and a line's height in a table, and what a learning point takes: of a wide typeface, to be sure."""


def slides(paper: Paper) -> bytes:
    """Return the slides as a PowerPoint file."""
    found = paper.found
    name = f"Is the learning from {short(found.review.title, 36)} in practice?"
    made = Presentation()
    made.slide_width, made.slide_height = Cm(WIDE), Cm(HIGH)
    said = about(paper, name)
    _properties(made, said.title, paper, said.source)
    foot = said.foot
    first, *others = told(found)
    _opening(_slide(made, name, foot), found, first)
    _lines(_slide(made, "The answer", foot), [first, *others])
    _standards(_slide(made, "Standards: met of applicable", foot), found, paper.at)
    _points(_slide(made, "Learning points by answer", foot), found)
    _lines(_slide(made, "The board is asked to", foot), asked(found))
    out = BytesIO()
    made.save(out)
    # python-pptx would leave the computer's clock in each part.
    return dated(out.getvalue(), paper.at)


def _properties(made: Any, title: str, paper: Paper, source: str) -> None:  # noqa: ANN401
    said = made.core_properties
    said.title, said.author, said.last_modified_by = (
        clean(each)[:255] for each in (title, paper.by, paper.by)
    )
    said.subject = said.keywords = clean(paper.found.review.handling.label)
    said.comments, said.language = clean(source)[:255], LANGUAGE
    said.created = said.modified = paper.at.replace(tzinfo=None)
    said.identifier = paper.number


def _slide(made: Any, title: str, foot: str) -> Any:  # noqa: ANN401
    """Add a slide with its title and, at its foot, how it may be handled and where it comes from."""
    slide = made.slides.add_slide(made.slide_layouts[ONLY_TITLE])
    head = slide.shapes.title
    head.left, head.top, head.width, head.height = Cm(LEFT), Cm(0.9), Cm(WIDE - 2 * LEFT), Cm(2.2)
    _write(head.text_frame, [title], 30 if len(title) < 50 else 22, BLUE, bold=True)
    _line(slide)
    _box(slide, [foot], (LEFT, HIGH - 1.5, WIDE - 2 * LEFT, 1.1), 11, GREY, "Handling and source")
    return slide


def _line(slide: Any) -> None:  # noqa: ANN401
    """Draw the line under a title; it says nothing, so whoever listens hears nothing of it."""
    line = slide.shapes.add_shape(1, Cm(LEFT + 0.25), Cm(3.05), Cm(WIDE - 2 * LEFT - 0.5), Cm(0.08))
    line.fill.solid()
    line.fill.fore_color.rgb = BLUE
    line.line.fill.background()
    line.shadow.inherit = False
    _named(line, "Line under the title", "")


def _opening(slide: Any, found: ReleasedPicture, answer: str) -> None:  # noqa: ANN401
    area = (LEFT, 4.0, WIDE - 2 * LEFT, 3.0)
    _box(slide, [scope(found)], area, 20, INK, "Round and audience")
    _box(slide, [answer], (LEFT, 7.2, WIDE - 2 * LEFT, 4.0), 26, BLUE, "The answer in one sentence")
    label = f"{found.review.handling.label}. {short(found.review.handling_reason, 300)}"
    _box(slide, [label], (LEFT, 12.2, WIDE - 2 * LEFT, 4.0), 16, INK, "How it may be handled")


def _lines(slide: Any, said: Sequence[str]) -> None:  # noqa: ANN401
    """Write sentences as large as the slide has room for."""
    letters = sum(map(len, said))
    size = 24 if letters < 550 else 20 if letters < 900 else 16
    _box(slide, said, (LEFT, 3.9, WIDE - 2 * LEFT, 13.0), size, INK, "Sentences", gap=12)


def _standards(slide: Any, found: ReleasedPicture, at: datetime) -> None:  # noqa: ANN401
    """A native chart of what is shown, the rest in words; a share of under ten is no bar."""
    shown = [each for each in found.standards if _is_bar(each)][:MOST_BARS]
    if shown:
        _chart(slide, shown, at)
    else:
        _lines(slide, [found.instead or "Of no standard there is a share to show."])
    rest = [each for each in found.standards if each not in shown]
    words = "; ".join(f"{each.title}, {figure(each)}" for each in rest)
    if words and not found.instead:
        beside = f"Without a bar: {short(words, 300)}. {marks(found)}"
        _box(
            slide, [beside], (LEFT, 15.8, WIDE - 2 * LEFT, 1.6), 13, INK, "Standards without a bar"
        )


def _is_bar(result: ReleasedResult) -> bool:
    told = result.figure.figure
    return told is not None and told.applicable >= SMALL and result.target is not None


def _chart(slide: Any, shown: Sequence[ReleasedResult], at: datetime) -> None:  # noqa: ANN401
    data = CategoryChartData(number_format="0%")
    # From the top down, as they are read: a bar chart begins at its foot.
    rows = list(reversed(shown))
    data.categories = [clean(f"{short(each.title, 40)}\n{figure(each)}") for each in rows]
    data.add_series("Target", [each.target for each in rows])
    data.add_series("Met of applicable", [each.figure.share for each in rows])
    frame = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, Cm(LEFT), Cm(3.4), Cm(WIDE - 2 * LEFT), Cm(12.2), data
    )
    words = "; ".join(f"{each.title}: {each.figure.spoken}" for each in shown)
    _named(
        frame,
        "Chart of standards",
        f"Bars of what was met on each standard beside its target. {words}.",
    )
    chart = frame.chart
    kept = chart.part.chart_workbook.xlsx_part
    kept._blob = dated_workbook(kept.blob, at)  # noqa: SLF001 - the workbook that PowerPoint opens to edit it
    chart.font.size, chart.font.name = Pt(13 if len(rows) < 8 else 11), FONT
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    axis = chart.value_axis
    axis.minimum_scale, axis.maximum_scale, axis.major_unit = 0, 1, 0.25
    axis.has_major_gridlines = False
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "0%", False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 0
    for series, colour in zip(plot.series, (RGBColor(0xC3, 0xCB, 0xD5), BLUE), strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour


def _points(slide: Any, found: ReleasedPicture) -> None:  # noqa: ANN401
    if found.instead:
        _lines(slide, [found.instead])
        return
    heads, rows = matrix(found)
    wide = (WIDE - 2 * LEFT) / len(heads)
    frame = slide.shapes.add_table(
        len(rows) + 1, len(heads), Cm(LEFT), Cm(TOP), Cm(WIDE - 2 * LEFT), Cm(1.2)
    )
    _named(frame, "Learning points", "Learning points of the review by kind and by answer")
    at = TOP
    for row, cells in enumerate((heads, *rows)):
        for column, words in enumerate(cells):
            _cell(frame.table.cell(row, column), words, is_head=row == 0)
        high = max(len(wrap(each, int((wide - 0.6) / LETTER))) for each in cells) * LINE + 0.4
        frame.table.rows[row].height = Cm(high)
        at += high
    _not_yet(slide, found, at + 0.5)


def _not_yet(slide: Any, found: ReleasedPicture, at: float) -> None:  # noqa: ANN401
    """Name what is to be strengthened and is not embedded, as much of it as there is room for under the table."""
    room = max(1, int((FOOT - at) / A_POINT) - 1)
    named = answered(found, Embedded.NOT_YET, kind="AS")[: min(NAMED, room)]
    if named:
        said = ["Areas to strengthen that are not yet embedded:"]
        said += [point_words(each, 150) for each in named]
        area = (LEFT, at, WIDE - 2 * LEFT, FOOT - at)
        _box(slide, said, area, 16, INK, "Not yet embedded", gap=6)


def _cell(cell: Any, words: str, *, is_head: bool = False) -> None:  # noqa: ANN401
    _write(cell.text_frame, [words], 15, INK, bold=is_head)
    cell.fill.solid()
    cell.fill.fore_color.rgb = PALE if is_head else RGBColor(0xFF, 0xFF, 0xFF)


def _box(
    slide: Any,  # noqa: ANN401
    said: Sequence[str],
    area: tuple[float, float, float, float],
    size: int,
    colour: RGBColor,
    name: str,
    gap: int = 0,
) -> None:
    box = slide.shapes.add_textbox(*(Cm(each) for each in area))
    box.name = name
    box.text_frame.word_wrap = True
    _write(box.text_frame, said, size, colour, gap=gap)


def _write(
    frame: Any,  # noqa: ANN401
    said: Sequence[str],
    size: int,
    colour: RGBColor,
    *,
    bold: bool = False,
    gap: int = 0,
) -> None:
    for place, each in enumerate(said):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(gap)
        paragraph.alignment = 1
        run = paragraph.add_run()
        # A slide knows no line's end within a run but this one.
        run.text = clean(each).replace("\n", " ")
        run.font.size, run.font.bold, run.font.name = Pt(size), bold, FONT
        run.font.color.rgb = colour
        run._r.get_or_add_rPr().set("lang", LANGUAGE)  # noqa: SLF001 - python-pptx knows no British English


def _named(frame: Any, name: str, words: str) -> None:  # noqa: ANN401
    """Give a chart or a table its name, and its alternative text."""
    frame.name = name
    frame._element.find(f".//{qn('p:cNvPr')}").set("descr", clean(words))  # noqa: SLF001 - nor alternative texts
