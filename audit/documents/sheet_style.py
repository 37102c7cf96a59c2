"""How sheets look: one typeface, one colour beside ink and greys, and nothing said by colour alone."""

from collections.abc import Iterator

from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

PRIMARY, TINT, INK = "1D4E89", "A9C0DB", "0B0C0C"
LIGHT, RULE, GREY = "F3F4F6", "C9CDD2", "505A5F"
TYPEFACE = "Arial"
"""On every machine; LibreOffice has one of the same widths."""

WRAPPED = Alignment(vertical="top", wrap_text=True)
BESIDE = Alignment(vertical="top", wrap_text=True, horizontal="left", indent=1)
"""Text keeps a little off the column before it."""
ONE_LINE = Alignment(vertical="top")
RIGHT = Alignment(vertical="top", horizontal="right")
FOOT = Alignment(vertical="bottom", wrap_text=True)
NONE, UNDER = Border(), Border(bottom=Side(style="thin", color=RULE))
HEAD = Border(bottom=Side(style="medium", color=PRIMARY))
PAPER = PatternFill()
SHADED = PatternFill("solid", start_color=LIGHT, end_color=LIGHT)


def styles() -> Iterator[NamedStyle]:
    """Yield the styles of a workbook; each cell has one of them by name."""
    bottom_beside = Alignment(vertical="bottom", wrap_text=True, horizontal="left", indent=1)
    bottom_right = Alignment(vertical="bottom", wrap_text=True, horizontal="right")
    yield _style("Pack title", ONE_LINE, color=PRIMARY)
    yield _style("Section", Alignment(vertical="bottom"), color=PRIMARY)
    yield _style("Strong label", WRAPPED, color=PRIMARY)
    yield _style("Label", WRAPPED, color=GREY)
    yield _style("Prose", BESIDE)
    yield _style("Lead", BESIDE)
    yield _style("Strong", BESIDE)
    yield _style("Note", ONE_LINE, color=GREY)
    yield _style("First head", FOOT, HEAD, SHADED)
    yield _style("Text head", bottom_beside, HEAD, SHADED)
    yield _style("Number head", bottom_right, HEAD, SHADED)
    yield _style("First", WRAPPED, UNDER)
    yield _style("Text", BESIDE, UNDER)
    yield _style("Whole", RIGHT, UNDER, number_format="#,##0")
    yield _style("Share", RIGHT, UNDER, number_format="0%")
    yield _style("Per cent", RIGHT, UNDER, number_format="0.00%")
    yield _style("Exact", RIGHT, UNDER, number_format="0.000000")
    yield _style("Whole beside", BESIDE, number_format="#,##0")
    yield _style("Share beside", BESIDE, number_format="0%")


SHAPE_OF: dict[str, tuple[int, bool, bool]] = {
    "Pack title": (18, False, True),
    "Section": (12, False, True),
    "Strong label": (11, True, True),
    "Label": (10, True, False),
    "Prose": (10, True, False),
    "Lead": (11, True, False),
    "Strong": (11, True, True),
    "Note": (9, False, False),
    "First head": (9, True, True),
    "Text head": (9, True, True),
    "Number head": (9, True, True),
    "First": (10, True, False),
    "Text": (10, True, False),
    "Whole": (10, False, False),
    "Share": (10, False, False),
    "Per cent": (10, False, False),
    "Exact": (10, False, False),
    "Whole beside": (10, False, False),
    "Share beside": (10, False, False),
}
"""Of each style: the size of its letters, whether it wraps, whether it is bold."""


def plain_font(size: int = 10, color: str = INK, *, bold: bool = False) -> Font:
    """Return the typeface of everything."""
    return Font(name=TYPEFACE, size=size, color=color, bold=bold)


def _style(
    name: str,
    alignment: Alignment,
    border: Border = NONE,
    fill: PatternFill = PAPER,
    *,
    color: str = INK,
    number_format: str = "@",
) -> NamedStyle:
    size, _, bold = SHAPE_OF[name]
    return NamedStyle(
        name=name,
        font=plain_font(size, color, bold=bold),
        alignment=alignment,
        border=border,
        fill=fill,
        number_format=number_format,
    )
