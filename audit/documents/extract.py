"""A data extract: who may have it is asked, what is in it is looked at, that it is taken is on record, then it is written."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from audit.commands.export import data_exported
from audit.documents import extract_plain as plain
from audit.documents.document import Numbered
from audit.documents.extract_words import Form, file_name
from audit.model.board import Filter
from audit.model.language import in_english
from audit.model.person import Person
from audit.store.database import Database
from audit.views import identifier as identifiers
from audit.views.extract import Extract, Heard
from audit.views.extract import extract as view

DICTIONARY = "data-dictionary.csv"
"""What stands beside the ratings where they are packed together."""


class Ready:
    """An extract that stands in the trail: its name, how much it holds, and what writes it."""

    def __init__(
        self,
        found: Extract,
        form: Form,
        made: Numbered,
        written: Callable[[BinaryIO, Heard], None],
    ) -> None:
        self.file_name = file_name(found, form, made.number)
        self.ratings = found.ratings
        self._made, self._written = made, written
        self.dictionary = b"" if form is Form.WORKBOOK else plain.dictionary_csv(found)
        """The data dictionary where it is not in the file itself."""
        self._form = form

    @property
    def packed_name(self) -> str:
        """What it is called as one file: a workbook, or a zip with the data dictionary in it."""
        return f"{self.file_name}.zip" if self.dictionary else self.file_name

    def write(self, out: BinaryIO, heard: Heard) -> None:
        """Write the ratings, and note which bytes they are."""
        self._written(out, heard)
        self._made.fix_file(out)

    def write_packed(self, out: BinaryIO, heard: Heard) -> None:
        """Write it as one file."""
        if not self.dictionary:
            self.write(out, heard)
            return
        # Parquet is packed already.
        method = ZIP_STORED if self._form is Form.PARQUET else ZIP_DEFLATED
        with ZipFile(out, "w", method, compresslevel=6) as archive:
            with archive.open(DICTIONARY, "w") as part:
                part.write(self.dictionary)
            with archive.open(self.file_name, "w", force_zip64=True) as part:
                self._written(cast("BinaryIO", part), heard)
        self._made.fix_file(out)


@contextmanager
def data_extract(
    db: Database,
    by: Person,
    narrow: Filter,
    form: Form,
    *,
    written: bool = False,
    key: str | None = None,
) -> Iterator[Ready]:
    """Yield the extract, once it stands in the trail that this person takes it: to be written while it is open.

    With what was written it is refused while anything in it that looks like an identifier waits for a QA lead.
    The key is as of a board pack.
    """
    with ExitStack() as opened:
        # Begun in English and written in English: between the two whoever asked is spoken to in their language.
        yield _ready(opened, db, by, narrow, form, written=written, key=key)


@in_english
def _ready(
    opened: ExitStack,
    db: Database,
    by: Person,
    narrow: Filter,
    form: Form,
    *,
    written: bool,
    key: str | None,
) -> Ready:
    found = opened.enter_context(view(db, by, narrow, written=written))
    if found.waiting:
        raise identifiers.refusal(found.waiting)
    taken = data_exported(
        db,
        by,
        narrow.round_id,
        form,
        found.ratings,
        written=written,
        about=found.narrowed_to,
        cases=found.cases,
        key=key,
    )

    @in_english
    def write(out: BinaryIO, heard: Heard) -> None:
        if form is Form.CSV:
            plain.write_csv(out, found, heard)
        elif form is Form.PARQUET:
            plain.write_parquet(out, found, heard)
        else:
            from audit.documents import extract_workbook

            extract_workbook.write(out, found, by, heard, taken)

    return Ready(found, form, Numbered(db, by, taken.number, kept=key is not None), write)
