"""What native charts are made of: where their numbers stand, their lines, their letters and their axes."""

from typing import Any, Literal, NamedTuple

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.legend import Legend
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)
from openpyxl.utils import quote_sheetname

from audit.documents.column import Column
from audit.documents.sheet import Span
from audit.documents.sheet_style import INK, RULE

POINT = 12_700
"""Drawing units in a point."""


class Source(NamedTuple):
    """A table where it stands: what charts, links and formulas draw from, so that a reader can look it up."""

    sheet: str
    span: Span
    columns: tuple[Column[Any], ...]

    @property
    def headings(self) -> list[str]:
        """What its columns are called."""
        return [each.heading for each in self.columns]

    def cells(self, heading: str) -> str:
        """The cells of a column as a chart names them."""
        return f"{quote_sheetname(self.sheet)}!{self.span.fixed(self.headings.index(heading) + 1)}"

    def first(self, rows: int) -> "Source":
        """The same table down to so many rows."""
        span = Span(self.span.head, self.span.head + rows, self.span.left, self.span.width)
        return Source(self.sheet, span, self.columns)

    def numbers(self, heading: str) -> NumDataSource:
        """The numbers of a column."""
        return NumDataSource(numRef=NumRef(f=self.cells(heading)))

    def series(self, heading: str, labels: str, place: int, name: str) -> Series:
        """What a chart draws of a column, called by the labels in another."""
        series = Series(idx=place, order=place, tx=SeriesLabel(v=name))
        series.cat = AxDataSource(strRef=StrRef(f=self.cells(labels)))
        series.val = self.numbers(heading)
        return series


def line_of(
    color: str, points: float = 0.75, dash: Literal["sysDash", "sysDot"] | None = None
) -> LineProperties:
    """Return a line of that colour, so many points wide."""
    return LineProperties(solidFill=color, w=int(points * POINT), prstDash=dash)


def title_of(words: str, size: int) -> Title:
    """Return a chart's or an axis' title; `size` in hundredths of a point."""
    letters = _letters(size, bold=True)
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(rPr=letters, t=words)]
    )
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)


def text_of(size: int) -> RichText:
    """Return how the labels of an axis are written."""
    properties = ParagraphProperties(defRPr=_letters(size))
    paragraph = Paragraph(pPr=properties, r=[], endParaRPr=CharacterProperties())
    return RichText(p=[paragraph])


def _letters(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=INK)


def finish(chart: BarChart | LineChart, titles: tuple[str, str, str]) -> None:
    """Give a chart its titles (its own, that of its labels, that of its shares), a legend and axes of shares."""
    chart.title = title_of(titles[0], 1200)
    chart.legend = Legend()
    chart.legend.position = "b"
    names, shares = chart.x_axis, chart.y_axis
    names.title, shares.title = title_of(titles[1], 900), title_of(titles[2], 900)
    # openpyxl 3.1 leaves axes out unless told not to.
    names.delete = shares.delete = False
    shares.scaling.min, shares.scaling.max, shares.majorUnit = 0, 1, 0.2
    shares.number_format, shares.numFmt.sourceLinked = "0%", False
    shares.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=line_of(RULE, 0.5)))
    for axis in (names, shares):
        axis.txPr, axis.majorTickMark = text_of(900), "none"
        axis.spPr = GraphicalProperties(ln=line_of(INK, 0.75))
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    chart.roundedCorners = False
