"""The charts of the board pack: native, with their intervals, and readable in black and white."""

from typing import Literal

from openpyxl.chart import BarChart, LineChart
from openpyxl.chart.error_bar import ErrorBars
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties

from audit.documents.board_tables import compliance, of_applicable
from audit.documents.chart_parts import Source, finish, line_of, text_of
from audit.documents.column import Column
from audit.documents.sheet_style import INK, PRIMARY, TINT
from audit.model.board import Result
from audit.model.figure import SMALL

BAR, BELOW, ABOVE = "Bar of the chart", "Interval below", "Interval above"
SHARES = f"Compliance: met ÷ applicable; no bar under n = {SMALL}"


def below(result: Result) -> float | None:
    """How far the interval reaches below the bar."""
    share, low = compliance(result), result.figure.low
    return None if share is None or low is None else share - low


def above(result: Result) -> float | None:
    """How far the interval reaches above the bar."""
    share, high = compliance(result), result.figure.high
    return None if share is None or high is None else high - share


def bar_label(name: str, result: Result) -> str:
    """What stands beside a bar: its name, and its counts where there is no bar."""
    return f"{name} ({of_applicable(result)})"


_SIDE = (
    "From the bar's end to the limit of the interval, which a chart needs to draw it. Empty under"
)
WHISKERS: tuple[Column[Result], ...] = (
    Column(BELOW, below, "share", f"{_SIDE} {SMALL} applicable ratings.", 10),
    Column(ABOVE, above, "share", f"{_SIDE} {SMALL} applicable ratings.", 10),
)
"""What a chart of compliance needs beside the figure, to the right of what is printed."""
BAR_MEANS = "What stands beside the bar in the chart: its name and its counts."


def bars(data: Source, what: str, size: tuple[int, int]) -> BarChart:
    """Return horizontal bars from a table with WHISKERS, `size` in cm: compliance, its interval, the target."""
    chart = BarChart(gapWidth=45, overlap=100)
    chart.barDir = "bar"
    chart.ser = [_compliance(data), _target(data)]
    finish(chart, (f"Compliance by {what.lower()}", f"{what} (met of applicable)", SHARES))
    _lay_down(chart, size)
    return chart


def pairs(data: Source, titles: tuple[str, str], size: tuple[int, int]) -> BarChart:
    """Return two bars for each row, this round's and the last one's; `titles` are the chart's and its labels'."""
    chart = BarChart(gapWidth=45, overlap=0)
    chart.barDir = "bar"
    now = data.series("Share now", BAR, 0, "This round")
    now.spPr = GraphicalProperties(solidFill=TINT, ln=line_of(PRIMARY, 1))
    then = data.series("Share last round", BAR, 1, "Last round (white)")
    then.spPr = GraphicalProperties(solidFill="FFFFFF", ln=line_of(INK, 1, "sysDash"))
    for each in (now, then):
        each.invertIfNegative = False
        each.dLbls = _values("outEnd")
    chart.ser = [now, then]
    finish(chart, (*titles, SHARES))
    _lay_down(chart, size)
    return chart


def lines(data: Source, title: str, across: str, size: tuple[int, int]) -> LineChart:
    """Return shares over time; `across` is what the line across is: a median, or a mean with its limits."""
    chart = LineChart()
    share = _line(data, "Share", line_of(PRIMARY, 1.75))
    share.marker = Marker(symbol="circle", size=7, spPr=_filled(PRIMARY))
    found = [share, _line(data, "Centre", line_of(INK, 1), across)]
    if across == "Mean":
        found += [
            _line(data, each, line_of(INK, 1, "sysDash")) for each in ("Limit below", "Limit above")
        ]
    found.append(_line(data, "Target", line_of(INK, 1.75, "sysDot")))
    for number, each in enumerate(found):
        each.idx = each.order = number
    chart.ser = found
    chart.width, chart.height = size
    shares = f"Met ÷ applicable; no point under n = {SMALL}"
    finish(chart, (title, "Round or month, oldest first", shares))
    return chart


def _lay_down(chart: BarChart, size: tuple[int, int]) -> None:
    """The first row of the table on top, and its axis at the foot."""
    # Excel draws the first bar at the foot; turned round, the first of the table stands on top.
    chart.x_axis.scaling.orientation, chart.y_axis.crosses = "maxMin", "max"
    chart.y_axis.axPos = "b"
    chart.width, chart.height = size


def _compliance(data: Source) -> Series:
    """A bar with a dark outline, its value in a white tag at its foot, and the interval as a whisker."""
    series = data.series("Compliance", BAR, 0, "Compliance, with its 95% interval")
    series.spPr = GraphicalProperties(solidFill=TINT, ln=line_of(PRIMARY, 1))
    series.invertIfNegative = False
    series.dLbls = _values("inBase")
    series.errBars = _whisker(data)
    return series


def _values(place: Literal["outEnd", "inBase"]) -> DataLabelList:
    return DataLabelList(
        showVal=True,
        showSerName=False,
        showCatName=False,
        showLegendKey=False,
        showPercent=False,
        dLblPos=place,
        numFmt="0%",
        spPr=GraphicalProperties(solidFill="FFFFFF", ln=LineProperties(noFill=True)),
        txPr=text_of(800),
    )


def _whisker(data: Source) -> ErrorBars:
    bars = ErrorBars(
        errBarType="both",
        errValType="cust",
        noEndCap=False,
        minus=data.numbers(BELOW),
        plus=data.numbers(ABOVE),
        spPr=GraphicalProperties(ln=line_of(INK, 1.5)),
    )
    # openpyxl writes minus before plus; the standard has them the other way, and Excel reads strictly.
    order = ("errBarType", "errValType", "noEndCap", "plus", "minus", "spPr")
    bars.__elements__ = order  # type: ignore[misc]
    return bars


def _target(data: Source) -> Series:
    """An empty outline from nought to the target: its end is what the bar should reach."""
    series = data.series("Target", BAR, 1, "Target (outline)")
    series.spPr = GraphicalProperties(noFill=True, ln=line_of(INK, 1, "sysDash"))
    series.invertIfNegative = False
    return series


def _filled(color: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=color, ln=LineProperties(solidFill=color))


def _line(data: Source, heading: str, line: LineProperties, name: str = "") -> Series:
    series = data.series(heading, "Round or month", 0, name or heading)
    series.spPr = GraphicalProperties(ln=line)
    series.marker = Marker(symbol="none")
    series.smooth = False
    return series
