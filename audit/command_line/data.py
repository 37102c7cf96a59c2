"""The verb that writes every rating of a round by itself: a workbook, CSV or Parquet."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from audit.command_line.database import opened
from audit.command_line.round import round_id

if TYPE_CHECKING:
    from audit.documents.extract_words import Form

# Spelt out, as help must not wait for a library: a test holds them to the forms there are.
FORMS = ("xlsx", "csv", "parquet")


def data(arguments: Namespace) -> int:
    """Write every rating of a round as a row of its own, with a data dictionary."""
    from audit.commands.person import local
    from audit.documents.extract import data_extract
    from audit.documents.file_out import check_place, whole_file, write_whole
    from audit.model.board import Filter

    out: Path = arguments.out
    check_place(out)
    form = _form(arguments.form, out)
    with opened(arguments.database, there=True) as db:
        by = local(db)
        narrow = Filter(round_id=round_id(db, by, arguments.round))
        with data_extract(db, by, narrow, form, written=arguments.written) as ready:
            if out.is_dir():
                out /= ready.file_name
            with whole_file(out) as file, _bar(ready.ratings) as heard:
                ready.write(file, heard)
            print(out)
            if ready.dictionary:
                beside = out.with_name(f"{out.stem}-data-dictionary.csv")
                write_whole(beside, ready.dictionary)
                print(beside)
    return 0


def _form(wanted: str | None, out: Path) -> "Form":
    """As was asked for; else as the file's name ends; else a workbook."""
    from audit.documents.extract_words import Form

    ending = out.suffix.lower().removeprefix(".")
    return Form(wanted or (ending if ending in FORMS and not out.is_dir() else Form.WORKBOOK))


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], None]]:
    from tqdm import tqdm

    # Without a terminal at the other end there is nobody to draw a bar for.
    with tqdm(total=total, unit=" ratings", disable=None, leave=False) as bar:

        def heard(done: int) -> None:
            bar.update(done - bar.n)

        yield heard


def data_arguments(parser: ArgumentParser) -> None:
    """Say what `export data` takes, beside the round."""
    parser.add_argument(
        "--format",
        dest="form",
        choices=FORMS,
        help="else as FILE ends, else xlsx; csv and parquet have their data dictionary in a file beside",
    )
    parser.add_argument(
        "--written",
        action="store_true",
        help="with evidence and reasons, once nothing in them waits that looks like an identifier",
    )
    parser.add_argument(
        "-o", dest="out", metavar="FILE", type=Path, required=True, help="or a folder to put it in"
    )
