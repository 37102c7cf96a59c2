"""From the rows of a case list to a frame of cases: all of it, or every reason why not.

Everything goes column by column, and each different text is looked at once: a list may have a hundred thousand rows.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import compress
from typing import NamedTuple, TypeVar

from audit.model.case import AgeBand
from audit.model.frame import (
    AGES,
    CASE_LIMIT,
    REFERENCES,
    Draft,
    Layout,
    ListTable,
    Meaning,
)
from audit.rules import frame_layout
from audit.rules.frame_age import GROWN, ages
from audit.rules.frame_agency import Agencies, Involvement, OneWord, SeveralWords, TeamWords
from audit.rules.frame_case import Columns, cases, repeated
from audit.rules.frame_fault import Fault, Faults, Read, Wrong
from audit.rules.frame_guess import headings_key, to_remember
from audit.rules.frame_pseudonym import Identifiers, Seal, pseudonym
from audit.rules.frame_suspect import Judged, judge
from audit.rules.frame_value import Carried, CaseReferences, case_rows

Value = TypeVar("Value")
LOOKS = ("reference.nhs-number", "reference.date", "reference.name")
"""What a reference may look like by chance: of running numbers of six digits one in nine could be a date."""


class Key(NamedTuple):
    """The secret that pseudonyms are made with, as far as anything here needs it."""

    id: str
    seal: Seal


@dataclass(frozen=True)
class Setting:
    """What a list is read against."""

    agencies: Mapping[str, str]
    """Key to name of those that the round's checklist is asked of."""
    today: date
    key: Key | None = None
    """None where no column is to be replaced by pseudonyms."""


@dataclass(frozen=True)
class Outcome:
    """What came of a list: a draft, or what is wrong; and what a person should know in any case."""

    draft: Draft | None
    faults: tuple[Fault, ...] = ()
    """By row and column, the first hundred thousand of them."""
    counts: Mapping[str, int] = field(default_factory=dict)
    """How many there are of each sentence: all of them are counted."""
    remarks: tuple[Fault, ...] = ()
    unknown: tuple[str, ...] = ()
    """Words for agencies that the checklist does not know, to be told by hand."""

    @property
    def total(self) -> int:
        """How many things are wrong."""
        return sum(self.counts.values())


def judged(table: ListTable) -> tuple[Judged, ...]:
    """Return of each column whether it identifies people."""
    return tuple(
        judge(heading, values)
        for heading, values in zip(table.headings, table.columns, strict=True)
    )


def read(
    table: ListTable,
    layout: Layout,
    setting: Setting,
    known: Sequence[Judged] | None = None,
    heard: Callable[[float], object] = lambda _: None,
) -> Outcome:
    """Return the frame that a list makes, or what is wrong with it; `heard` is told how much is done, from 0 to 1."""
    found = judged(table) if known is None else known
    faults = Faults()
    unfit = [*frame_layout.faults(table, layout, found, setting.agencies)]
    faults.extend([*unfit, *frame_layout.hidden(table, layout)])
    if unfit:  # the cells would be read for what they are not
        return Outcome(None, faults.kept(), dict(faults.counts))
    return _Reading(table, layout, setting, faults, heard).outcome(found)


class _Reading:
    """One list on its way to a frame."""

    def __init__(
        self,
        table: ListTable,
        layout: Layout,
        setting: Setting,
        faults: Faults,
        heard: Callable[[float], object],
    ) -> None:
        self.table = table
        self.layout = layout
        self.setting = setting
        self.faults = faults
        self.heard = heard
        self.agencies = Agencies(setting.agencies, layout.agencies)
        self.remarks: list[Fault] = []
        self.done = 0

    def outcome(self, known: Sequence[Judged]) -> Outcome:
        self.rows, said = case_rows(self.table, self._first(REFERENCES))
        self.remarks += said
        self.lines = [
            self.table.head_row + 1 + n for n in compress(range(len(self.rows)), self.rows)
        ]
        self.whole = len(self.lines) == len(self.rows)
        self._remark_columns(known)
        draft = self._draft() if self._is_fit() else None
        return Outcome(
            draft,
            self.faults.kept(),
            dict(self.faults.counts),
            tuple(self.remarks),
            tuple(sorted(self.agencies.unknown.values(), key=str.casefold)),
        )

    def _is_fit(self) -> bool:
        """Whether there are cases, and not too many to be looked at one by one."""
        if not self.lines:
            self.faults.add(Fault("frame.no-case", self.table.head_row))
        if len(self.lines) > CASE_LIMIT:
            told = {"n": f"{len(self.lines):,}", "limit": f"{CASE_LIMIT:,}"}
            self.faults.add(Fault("frame.too-many", self.lines[CASE_LIMIT], 0, told))
        return 0 < len(self.lines) <= CASE_LIMIT

    # ---- Columns ---------------------------------------------------------------------------------------

    def _column(self, n: int) -> Sequence[str]:
        column = self.table.columns[n]
        return column if self.whole else list(compress(column, self.rows))

    def _first(self, meanings: Iterable[Meaning]) -> int:
        """The place of the one column that means one of these; -1 for none."""
        wanted = set(meanings)
        return next((n for n, use in enumerate(self.layout.uses) if use.meaning in wanted), -1)

    def _of(self, meaning: Meaning) -> list[int]:
        return [n for n, use in enumerate(self.layout.uses) if use.meaning is meaning]

    def _draft(self) -> Draft | None:
        column = self._first(REFERENCES)
        pseudonymous = self.layout.uses[column].meaning is Meaning.PSEUDONYM
        references = self._pseudonyms(column) if pseudonymous else self._references(column)
        holders, n = self._read({Meaning.AGENCY}, OneWord(self.agencies), self.layout.held_by)
        teams, _ = self._read({Meaning.TEAM}, TeamWords(), "")
        columns = Columns(
            lines=self.lines,
            references=references,
            agencies=holders,
            agency_column=n + 1,
            teams=teams,
            bands=self._bands(),
            band_column=self._first(AGES) + 1,
            involved=[
                self._values(n, SeveralWords(self.agencies)) for n in self._of(Meaning.INVOLVED)
            ],
            one_agency=[
                (self.layout.uses[n].agency, self._values(n, Involvement()))
                for n in self._of(Meaning.ONE_AGENCY)
            ],
            carried=[self._values(n, Carried()) for n in self._of(Meaning.CARRIED)],
            carried_columns=[n + 1 for n in self._of(Meaning.CARRIED)],
            reference_column=column + 1,
        )
        repeated(columns, self.faults)
        if self.faults:
            return None
        made = cases(columns, tuple(self.setting.agencies), self.faults)
        self.heard(1.0)
        if self.faults:
            return None
        headings = self.table.headings
        key = self.setting.key
        return Draft(
            name=self.table.name,
            columns=tuple(headings[n] for n in self._of(Meaning.CARRIED)),
            cases=made,
            headings=headings_key(headings),
            layout=to_remember(headings, self.layout),
            pseudonym_key=key.id if pseudonymous and key else "",
        )

    def _read(
        self, meanings: Iterable[Meaning], read: Read[Value], otherwise: Value
    ) -> tuple[list[Value], int]:
        """The values of the one column that means this, or the same for every row; and where it stands."""
        n = self._first(meanings)
        return ([otherwise] * len(self.lines) if n < 0 else self._values(n, read)), n

    def _values(self, n: int, read: Read[Value]) -> list[Value]:
        """The values of a column; what cannot be read is told by its row."""
        column = self._column(n)
        found = list(map(read.__getitem__, column))
        wrong = {text: each for text, each in read.items() if isinstance(each, Wrong)}
        if wrong:
            for text, line in zip(column, self.lines, strict=True):
                if text in wrong:
                    code, facts = wrong[text]
                    self.faults.add(Fault(code, line, n + 1, facts))
        self.done += 1
        used = sum(use.meaning is not Meaning.OUT for use in self.layout.uses)
        self.heard(0.8 * self.done / used)
        return found  # type: ignore[return-value] # where one is wrong, none of them is used

    def _bands(self) -> list[AgeBand]:
        n = self._first(AGES)
        if n < 0:
            return [AgeBand.NOT_KNOWN] * len(self.lines)
        read = ages(self.layout.uses[n].meaning, self.setting.today)
        found = self._values(n, read)
        if read.grown:
            places = [
                line
                for text, line in zip(self._column(n), self.lines, strict=True)
                if text in read.grown
            ]
            self._remark("frame.age-grown", places[0], n + 1, {"n": len(places), "age": GROWN})
        return found

    # ---- References ------------------------------------------------------------------------------------

    def _references(self, n: int) -> list[str]:
        found = self._values(n, CaseReferences())
        if looks := sum(self.faults.counts[code] for code in LOOKS):
            told = {"n": f"{looks:,}", "of": f"{len(self.lines):,}"}
            self._remark("frame.references", self.table.head_row, n + 1, told)
        if not self.faults and n in self.table.numbers:
            self._remark_numbers(n, found)
        return found

    def _remark_numbers(self, n: int, references: Sequence[str]) -> None:
        """Numbers among texts of one width have probably lost the noughts before them."""
        flags: Sequence[int] = self.table.numbers[n]
        flags = flags if self.whole else list(compress(flags, self.rows))
        widths = {
            len(text)
            for text, is_number in zip(references, flags, strict=True)
            if not is_number and text.isdecimal()
        }
        if len(widths) != 1:
            return
        (width,) = widths
        short = [
            line
            for text, is_number, line in zip(references, flags, self.lines, strict=True)
            if is_number and len(text) < width
        ]
        if short:
            self._remark("frame.numbers", short[0], n + 1, {"n": f"{len(short):,}", "width": width})

    def _pseudonyms(self, n: int) -> list[str]:
        identifiers = self._values(n, Identifiers())
        for text, line in zip(identifiers, self.lines, strict=True):
            if text == "":
                self.faults.add(Fault("frame.reference-empty", line, n + 1))
        if self.faults or self.setting.key is None:
            return identifiers
        seal = self.setting.key.seal
        made = {each: pseudonym(each, seal) for each in dict.fromkeys(identifiers)}
        return [made[each] for each in identifiers]

    # ---- Remarks ---------------------------------------------------------------------------------------

    def _remark(
        self, code: str, row: int = 0, column: int = 0, facts: Mapping[str, object] | None = None
    ) -> None:
        self.remarks.append(Fault(code, row, column, facts or {}))

    def _remark_columns(self, known: Sequence[Judged]) -> None:
        row = self.table.head_row
        for n, use in enumerate(self.layout.uses):
            if use.meaning is Meaning.OUT:
                if not self.table.headings[n] and any(self.table.columns[n]):
                    self._remark("frame.heading-none", row, n + 1)
                continue
            if n + 1 in self.table.formulas:
                self._remark("frame.formulas", row, n + 1)
            if known[n].some and use.meaning in (Meaning.CARRIED, Meaning.TEAM):
                self._remark("frame.names-some", row, n + 1, {"n": known[n].some})
