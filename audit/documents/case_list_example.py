"""An example of a case list, with invented cases, and in words what a list should have."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from audit.documents.column import Column
from audit.documents.sheet_text import when
from audit.model.language import N_, _, in_english

HANDLING = "Invented: no case in it is real"
NAME = "case-list-example.xlsx"
EXPLAINED: tuple[tuple[str, str], ...] = (
    (
        N_("The file"),
        N_(
            "An Excel workbook (.xlsx) or a CSV file of up to 10 MB and 100,000 cases, without a password or"
            " macros. Other sheets do no harm; hidden ones are not read."
        ),
    ),
    (
        N_("Headings"),
        N_(
            "One row of headings, each in a cell of its own, right above the cases. What stands above it, such"
            " as a title, is passed over."
        ),
    ),
    (
        N_("Rows"),
        N_(
            "One row for each case. A list with a row for each agency on a case is read, too: rows of one"
            " reference are one case, held by the agency of the first of them."
        ),
    ),
    (
        N_("Case reference"),
        N_(
            "What only your partnership can resolve, such as S-014. A number such as 00123 should be text in"
            " Excel, or its noughts are lost. If all you have is an NHS number or a system's number, choose to"
            " have it replaced by a pseudonym: it is then never kept."
        ),
    ),
    (
        N_("Agency and team"),
        N_(
            "Who holds the case, and where. The agencies are those of the round's checklist, by their name or"
            " a usual short form."
        ),
    ),
    (
        N_("Age"),
        N_(
            "An age band, an age in years, or a date of birth, which becomes an age band and is not kept."
            " Dates are read day first (3/2/2016 is 3 February) or year first (2016-02-03), with four digits"
            " for the year."
        ),
    ),
    (
        N_("Agencies involved"),
        N_(
            "In one column, apart by semicolons or commas; or in a column for each agency with yes and no, or"
            " with the name of its team."
        ),
    ),
    (
        N_("Other columns"),
        N_(
            "Those by which you want to draw the sample, such as the type of plan: up to ten, with short"
            " values. Every other column is left out."
        ),
    ),
    (
        N_("Not in it"),
        N_(
            "Names, addresses, postcodes, telephone numbers and e-mail addresses: such columns can only be"
            " left out."
        ),
    ),
)
"""What a list should have: label and words."""
EXPLAINED_COLUMNS: tuple[Column[tuple[str, str]], ...] = (
    Column("What", lambda line: _(line[0]), "text", "A part of the list.", 24),
    Column("How it should be", lambda line: _(line[1]), "text", "What the tool reads.", 90),
)
_PLANS = ("Child in need", "Child protection", "Looked after", "Early help")
_TEAMS = ("North", "South", "Riverside")
_AGES = ("unborn", "0.5", "2", "3", "7", "8", "11", "13", "15", "16", "17", "")


def invented(agencies: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Return twelve cases that nobody has, of the round's own agencies."""
    names = list(agencies.values())
    return [
        (
            f"S-{n:03}",
            names[n % len(names)],
            _TEAMS[n % len(_TEAMS)],
            age,
            _PLANS[n % len(_PLANS)],
            "; ".join(dict.fromkeys((names[n % len(names)], names[(n * 5 + 1) % len(names)]))),
        )
        for n, age in enumerate(_AGES, start=1)
    ]


def _column(n: int, heading: str, width: int) -> Column[Sequence[str]]:
    return Column(heading, lambda row: row[n], "text", "", width)


LIST_COLUMNS = tuple(
    _column(n, heading, width)
    for n, (heading, width) in enumerate(
        (
            ("Case reference", 16),
            ("Agency", 32),
            ("Team", 14),
            ("Age in years", 14),
            ("Plan type", 20),
            ("Agencies involved", 60),
        )
    )
)


@in_english
def example(agencies: Mapping[str, str], at: datetime) -> bytes:
    """Return the workbook: the list on its first sheet, what it should have on the second."""
    # Imported where it is used: the page says the same in words without a workbook's library.
    from audit.documents.book import to_bytes
    from audit.documents.sheet import (
        Running,
        add_sheet,
        new_workbook,
        put_line,
        put_table,
        set_up_pages,
    )

    title = "Case list, an example"
    book = new_workbook(title, HANDLING, at)
    running = Running(HANDLING, title, "example", when(at))
    sheet = add_sheet(book, "Cases", [each.width for each in LIST_COLUMNS])
    span = put_table(sheet, 1, LIST_COLUMNS, invented(agencies), "Cases")
    set_up_pages(sheet, running, last=f"F{span.last}", head=span.head)
    sheet = add_sheet(book, "What it should have", [each.width for each in EXPLAINED_COLUMNS])
    row = put_line(sheet, 1, "What a case list should have", "Pack title")
    span = put_table(sheet, row + 1, EXPLAINED_COLUMNS, EXPLAINED)
    set_up_pages(sheet, running, last=f"B{span.last}", head=span.head)
    return to_bytes(book)
