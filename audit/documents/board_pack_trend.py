"""The sheet of trends: what may be said of the round over time, a chart of it, and every point with its counts."""

from math import ceil

from openpyxl import Workbook
from openpyxl.chart import LineChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series, SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.board_pack_charts import line_of, text_of, title_of
from audit.documents.board_pack_picture import Picture
from audit.documents.sheet import Span, add_sheet, put_line, put_table, set_up_pages
from audit.documents.sheet_fit import ROW
from audit.documents.sheet_style import INK, PRIMARY, RULE
from audit.documents.trend_tables import POINTS, WHAT, pooled_rows, rows
from audit.model.figure import SMALL
from audit.model.trend import ChartKind, Kind, Measure, Trends
from audit.rules.trend import FEWEST, sentences
from audit.rules.trend_words import compared, scope

NAME = "Trend"
NOTHING = "Nothing applicable has been counted yet, so there is no trend."
COLUMNS = (*WHAT, *POINTS)
WIDTH, HEIGHT = 38, 12
"""Centimetres."""
ROWS = ceil(HEIGHT / (ROW / 72 * 2.54)) + 2
"""Rows that the chart covers."""
PLACE = {column.heading: number for number, column in enumerate(COLUMNS, start=1)}


def put_trend(book: Workbook, picture: Picture) -> None:
    """The round over its rounds; where there is no trend to show, why that is so."""
    found = picture.beside.trends
    sheet = add_sheet(book, NAME, [column.width for column in COLUMNS])
    if not found.measures:
        last = put_line(sheet, put_line(sheet, 1, NAME, "Pack title"), NOTHING, "Note")
        set_up_pages(sheet, picture.running, last=f"{get_column_letter(len(COLUMNS))}{last}")
        return
    measure = found.measures[0]
    at = put_line(sheet, 1, f"{NAME}: {measure.name}", "Pack title")
    for each in (*sentences(measure.trend), *compared(measure), *scope(found)):
        at = put_line(sheet, at, each, "Note")
    drawn = _is_drawn(measure)
    span = put_table(sheet, at + 1 + (ROWS if drawn else 0), COLUMNS, rows(measure))
    if drawn:
        _put_chart(sheet, f"A{at + 1}", measure, span)
    last = _put_others(sheet, span.last + 2, found)
    set_up_pages(sheet, picture.running, last=f"{get_column_letter(len(COLUMNS))}{last}")


def _is_drawn(measure: Measure) -> bool:
    """A chart of one or two points says nothing, and where n is small there is no share to draw."""
    enough = [each for each in measure.places if each.figure.applicable >= SMALL]
    return len(enough) >= FEWEST


def _put_others(sheet: Worksheet, at: int, found: Trends) -> int:
    """Put the standards and learning points; return the last row."""
    others = [each for each in pooled_rows(found) if each.measure.kind is not Kind.ALL]
    at = put_line(sheet, at, "Standards and learning points, each oldest first", "Section")
    return put_table(sheet, at, COLUMNS, others, "TrendTable").last


# ---- The chart ----------------------------------------------------------------------------------------------


def _put_chart(sheet: Worksheet, at: str, measure: Measure, data: Span) -> None:
    """Draw what the table below holds: under ten ratings there is no share, and the line has a gap."""
    chart = LineChart()
    share = _series(sheet, data, "Share", line_of(PRIMARY, 1.75))
    share.marker = Marker(symbol="circle", size=7, spPr=_filled(PRIMARY))
    chart.ser = [share]
    is_run = measure.trend.kind is ChartKind.RUN
    across = "Median" if is_run else "Mean"
    chart.ser.append(_series(sheet, data, "Centre", line_of(INK, 1), across))
    if not is_run:
        for each in ("Limit below", "Limit above"):
            chart.ser.append(_series(sheet, data, each, line_of(INK, 1, "sysDash")))
    chart.ser.append(_series(sheet, data, "Target", line_of(INK, 1.75, "sysDot")))
    for number, each in enumerate(chart.ser):
        each.idx = each.order = number
    chart.title = title_of(f"{measure.name}: share met over time", 1200)
    chart.legend = Legend()
    chart.legend.position = "b"
    chart.width, chart.height = WIDTH, HEIGHT
    _axes(chart)
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(solidFill=RULE))
    chart.roundedCorners = False
    sheet.add_chart(chart, at)


def _filled(color: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=color, ln=LineProperties(solidFill=color))


def _series(
    sheet: Worksheet, data: Span, heading: str, line: LineProperties, name: str = ""
) -> Series:
    series = Series(idx=0, order=0, tx=SeriesLabel(v=name or heading))
    series.cat = AxDataSource(strRef=StrRef(f=_range(sheet, data, "Round or month")))
    series.val = NumDataSource(numRef=NumRef(f=_range(sheet, data, heading)))
    series.spPr = GraphicalProperties(ln=line)
    series.marker = Marker(symbol="none")
    series.smooth = False
    return series


def _range(sheet: Worksheet, data: Span, heading: str) -> str:
    return f"{quote_sheetname(sheet.title)}!{data.fixed(PLACE[heading])}"


def _axes(chart: LineChart) -> None:
    names, shares = chart.x_axis, chart.y_axis
    shares.title = title_of("Met ÷ applicable; no point under n = 10", 900)
    # openpyxl 3.1 leaves axes out unless told not to.
    names.delete = shares.delete = False
    shares.scaling.min, shares.scaling.max, shares.majorUnit = 0, 1, 0.2
    shares.number_format, shares.numFmt.sourceLinked = "0%", False
    shares.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=line_of(RULE, 0.5)))
    for axis in (names, shares):
        axis.txPr, axis.majorTickMark = text_of(900), "none"
        axis.spPr = GraphicalProperties(ln=line_of(INK, 0.75))
