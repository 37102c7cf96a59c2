"""The charts of the board pack: native, with their intervals, and readable in black and white."""

from typing import Literal, NamedTuple

from openpyxl.chart import BarChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.label import DataLabelList
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
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.board_tables import compliance, of_applicable
from audit.documents.column import Column
from audit.documents.sheet import Span
from audit.documents.sheet_style import INK, PRIMARY, RULE, TINT
from audit.model.board import Result

POINT = 12_700
"""Drawing units in a point."""


class Bar(NamedTuple):
    """One bar: what it stands for, what was found, and what it is held against."""

    label: str
    result: Result
    target: float | None


def _below(bar: Bar) -> float | None:
    share, low = compliance(bar.result), bar.result.figure.low
    return None if share is None or low is None else share - low


def _above(bar: Bar) -> float | None:
    share, high = compliance(bar.result), bar.result.figure.high
    return None if share is None or high is None else high - share


CHART_COLUMNS: tuple[Column[Bar], ...] = (
    Column("Bar", lambda bar: f"{bar.label} ({of_applicable(bar.result)})", "words", width=40),
    Column("Compliance", lambda bar: compliance(bar.result), "share"),
    Column("Interval below", _below, "share"),
    Column("Interval above", _above, "share"),
    Column("Target", lambda bar: bar.target, "share"),
)
"""What a chart draws. Under ten applicable ratings there is no bar, and its label has the counts."""


def put_chart(
    sheet: Worksheet, at: str, titles: tuple[str, str], data: Span, size: tuple[int, int]
) -> None:
    """Draw horizontal bars from a table of CHART_COLUMNS; `titles` are the chart's and its bars', `size` in cm."""
    chart = BarChart(gapWidth=45, overlap=100)
    chart.barDir = "bar"
    chart.ser = [_compliance(sheet, data), _target(sheet, data)]
    chart.title = title_of(titles[0], 1200)
    chart.legend.position = "b"
    chart.width, chart.height = size
    _axes(chart, titles[1])
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    chart.roundedCorners = False
    sheet.add_chart(chart, at)


def _compliance(sheet: Worksheet, data: Span) -> Series:
    """A bar with a dark outline, its value in a white tag at its foot, and the interval as a whisker."""
    series = _series(sheet, data, 2, 0, "Compliance, with its 95% interval")
    series.spPr = GraphicalProperties(solidFill=TINT, ln=line_of(PRIMARY, 1))
    series.dLbls = DataLabelList(
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        dLblPos="inBase",
        numFmt="0%",
        spPr=GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(noFill=True)),
        txPr=text_of(800),
    )
    series.errBars = _whisker(sheet, data)
    return series


def _whisker(sheet: Worksheet, data: Span) -> ErrorBars:
    bars = ErrorBars(
        errBarType="both",
        errValType="cust",
        noEndCap=False,
        minus=_numbers(sheet, data, 3),
        plus=_numbers(sheet, data, 4),
        spPr=GraphicalProperties(ln=line_of(INK, 1.5)),
    )
    # openpyxl writes minus before plus; the standard has them the other way, and Excel reads strictly.
    order = ("errBarType", "errValType", "noEndCap", "plus", "minus", "spPr")
    bars.__elements__ = order  # type: ignore[misc]
    return bars


def _target(sheet: Worksheet, data: Span) -> Series:
    """An empty outline from nought to the target: its end is what the bar should reach."""
    series = _series(sheet, data, 5, 1, "Target (outline)")
    series.spPr = GraphicalProperties(noFill=True, ln=line_of(INK, 1, "sysDash"))
    return series


def _series(sheet: Worksheet, data: Span, column: int, place: int, name: str) -> Series:
    series = Series(idx=place, order=place, tx=SeriesLabel(v=name))
    series.cat = AxDataSource(strRef=StrRef(f=_range(sheet, data, 1)))
    series.val = _numbers(sheet, data, column)
    series.invertIfNegative = False
    return series


def _numbers(sheet: Worksheet, data: Span, column: int) -> NumDataSource:
    return NumDataSource(numRef=NumRef(f=_range(sheet, data, column)))


def _range(sheet: Worksheet, data: Span, column: int) -> str:
    return f"{quote_sheetname(sheet.title)}!{data.fixed(column)}"


def _axes(chart: BarChart, bars: str) -> None:
    labels, shares = chart.x_axis, chart.y_axis
    labels.title, shares.title = (
        title_of(bars, 900),
        title_of("Compliance: met ÷ applicable; no bar under n = 10", 900),
    )
    # openpyxl 3.1 leaves axes out unless told not to.
    labels.delete = shares.delete = False
    # Excel draws the first bar at the foot; turned round, the first of the table stands on top.
    labels.scaling.orientation, shares.crosses = "maxMin", "max"
    shares.axPos = "b"
    shares.scaling.min, shares.scaling.max, shares.majorUnit = 0, 1, 0.2
    shares.number_format, shares.numFmt.sourceLinked = "0%", False
    shares.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=line_of(RULE, 0.5)))
    for axis in (labels, shares):
        axis.txPr, axis.majorTickMark = text_of(900), "none"
        axis.spPr = GraphicalProperties(ln=line_of(INK, 0.75))


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
