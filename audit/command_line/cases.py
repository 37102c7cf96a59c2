"""The verb that takes a case list: checks it, says what it would keep or what is wrong, and keeps it."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from audit.command_line.database import opened
from audit.command_line.round import round_id
from audit.model.refusal import refuse

if TYPE_CHECKING:
    from audit.documents.case_list import CaseList
    from audit.model.frame import Difference, Draft, Layout, ListTable
    from audit.model.person import Person
    from audit.rules.frame import Outcome
    from audit.store.database import Database

SHOWN = 20
"""Complaints that are printed; --complaints writes them all."""
Heard = Callable[[float], None]


def cases(arguments: Namespace) -> int:
    """Read a case list (xlsx, csv) as what a round's sample is drawn from."""
    from audit.commands.frame import take
    from audit.commands.person import local
    from audit.documents.case_list import checked, read
    from audit.views.frame import difference, frame_page

    content = _content(arguments.file)
    with opened(arguments.database, there=True) as db:
        by = local(db)
        round_ = round_id(db, by, arguments.round)
        page = frame_page(db, by, round_)
        with _bar("Reading") as heard:
            found = read(content, arguments.file.name, heard)
        table, layout = _meant(arguments, db, by, round_, found, page.agencies)
        with _bar("Checking") as heard:
            outcome = checked(db, by, table, layout, page.agencies, heard=heard)
        _say(table, layout, outcome)
        if outcome.draft is None:
            return _refused(outcome, table, arguments.complaints, db)
        if arguments.pseudonyms is not None:
            _write_pseudonyms(arguments.pseudonyms, db, by, round_, table, layout)
        changes = difference(db, by, round_, outcome.draft)
        if not arguments.check:
            seen = page.frame.id if page.frame else None
            with _bar("Keeping") as heard:
                take(db, by, round_, outcome.draft, seen=seen, heard=heard)
        _done(page.round_title, outcome.draft, changes, kept=not arguments.check)
    return 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        reason = (fault.strerror or "no reason given").lower()
        raise refuse("list.unreadable", str(path), reason=reason) from fault


@contextmanager
def _bar(what: str) -> Iterator[Heard]:
    from tqdm import tqdm

    # Without a terminal at the other end there is nobody to draw a bar for.
    with tqdm(total=100, desc=what, disable=None, leave=False, bar_format="{desc} |{bar}|") as bar:

        def heard(share: float) -> None:
            bar.update(round(100 * share) - bar.n)

        yield heard


def _meant(
    arguments: Namespace,
    db: "Database",
    by: "Person",
    round_: str,
    found: "CaseList",
    agencies: dict[str, str],
) -> "tuple[ListTable, Layout]":
    """The list and what its columns mean: as the layout file says, as last time, or as the headings say."""
    from audit.documents.case_list import proposed, table
    from audit.documents.case_list_layout import layout, parsed
    from audit.rules.frame import judged

    if arguments.layout is None:
        made = table(found, found.sheets[0])
        return made, proposed(db, by, round_, made, judged(made), agencies)[0]
    where = str(arguments.layout)
    said = parsed(_content(arguments.layout).decode("utf-8", "replace"), where)
    sheet = found.sheet(said["sheet"]) if "sheet" in said else found.sheets[0]
    made = table(found, sheet, said.get("heading_row"))
    return made, layout(said, where, made)


def _say(table: "ListTable", layout: "Layout", outcome: "Outcome") -> None:
    from audit.documents.case_list import told
    from audit.model.frame import Meaning

    for heading, use in zip(table.headings, layout.uses, strict=True):
        if use.meaning is not Meaning.OUT:
            print(f"{heading}: {use.meaning.value}{f' ({use.agency})' if use.agency else ''}")
    for remark in (*table.remarks, *(told(each, table) for each in outcome.remarks)):
        print(f"Note: {remark}")


def _refused(
    outcome: "Outcome", table: "ListTable", complaints: Path | None, db: "Database"
) -> int:
    from audit.documents.case_list import told
    from audit.documents.case_list_files import wrong_list
    from audit.documents.file_out import check_place, write_whole

    for each in outcome.faults[:SHOWN]:
        print(told(each, table), file=sys.stderr)
    rest = outcome.total - min(SHOWN, len(outcome.faults))
    if rest:
        print(f"And {rest:,} more; --complaints FILE writes all of them.", file=sys.stderr)
    if complaints is not None:
        check_place(complaints)
        write_whole(complaints, wrong_list(outcome, table, db.clock()))
        print(complaints)
    return 1


def _write_pseudonyms(
    out: Path, db: "Database", by: "Person", round_: str, table: "ListTable", layout: "Layout"
) -> None:
    from audit.documents.case_list_files import pseudonym_list
    from audit.documents.file_out import check_place, write_whole
    from audit.model.frame import Meaning

    if not any(use.meaning is Meaning.PSEUDONYM for use in layout.uses):
        raise refuse("pseudonym.none", str(out))
    check_place(out)
    write_whole(out, pseudonym_list(db, by, round_, table, layout))
    print(out)


def _done(title: str, draft: "Draft", changes: "Difference | None", *, kept: bool) -> None:
    from audit.documents.case_list_tables import difference_words

    if changes is not None:
        for words in difference_words(changes):
            print(words)
        if changes.is_none:
            return
    print(f"{title}: {len(draft.cases):,} cases {'kept' if kept else 'would be kept'}.")


def cases_arguments(parser: ArgumentParser) -> None:
    """Say what `cases` takes."""
    parser.add_argument("file", metavar="FILE", type=Path, help="an Excel workbook or a CSV file")
    parser.add_argument(
        "--round", metavar="ROUND", required=True, help="its title or id, or latest"
    )
    parser.add_argument(
        "--layout",
        metavar="FILE",
        type=Path,
        help="TOML that says what the columns mean; else as last time, or as their headings say",
    )
    parser.add_argument(
        "--check", action="store_true", help="say what would be kept, and keep nothing"
    )
    parser.add_argument(
        "--complaints", metavar="FILE", type=Path, help="a workbook of all complaints"
    )
    parser.add_argument(
        "--pseudonyms",
        metavar="FILE",
        type=Path,
        help="the same list with each row's pseudonym, to find cases again",
    )
