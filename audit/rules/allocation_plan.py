"""A proposal: which files are read twice, who gets what, and which rule cannot be met."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from typing import NamedTuple

from audit.analysis.allocation import Group, share_out
from audit.analysis.dealing import deal_once, deal_twice
from audit.analysis.sample import drawn_order
from audit.model.allocation import (
    Basis,
    FileReading,
    Given,
    Load,
    Place,
    Proposal,
    Wish,
)
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.language import _
from audit.model.refusal import Complaint, complaint, refuse
from audit.rules.allocation import broken, weight
from audit.rules.allocation_unmet import Short, unmet

FAR = 10
"""The distance of an auditor who is expert in nothing that is asked of a file."""


class _Kind(NamedTuple):
    """What files have in common that nothing tells apart."""

    place: Place
    readings: int
    held: tuple[int | None, int | None]
    """Of two readings, who has each now; of one reading nothing: who has it is counted."""


Files = Mapping[_Kind, Sequence[tuple[FileReading, ...]]]
"""The readings to give out of each file, in the order of references."""


def check_wish(wish: Wish) -> None:
    """Refuse a share that is none."""
    if not 0 <= wish.percent <= 100:
        raise refuse("allocation.percent", where=_("Read twice"))


def ticket_of(reading: FileReading) -> str:
    """What a file is drawn by: its reference, a space and the key of its agency."""
    return f"{reading.reference} {reading.agency}"


def drawn(basis: Basis, wish: Wish) -> tuple[FileReading, ...]:
    """Return the second readings that are missing for the wished share of the files, drawn by the round's id.

    A proposal is looked at before it is kept, so whoever could choose the seed could try seeds until the files
    suit. The id was made at random before there was a file; a larger share only adds to a smaller one.
    Files that are read twice already count, and stay. The first ones of the drawn order come to them.
    """
    files = {each.case_file_id: each for each in basis.readings if each.reading is Reading.FIRST}
    twice = {each.case_file_id for each in basis.readings if each.reading is Reading.SECOND}
    wanted = (wish.percent * len(files) + 50) // 100
    once = {ticket_of(each): each for key, each in files.items() if key not in twice}
    order = drawn_order(basis.round_id, once, max(wanted - len(twice), 0))
    return tuple(
        once[each]._replace(
            id="",
            reading=Reading.SECOND,
            auditor_id=None,
            status=CaseAuditStatus.NOT_STARTED,
            started_at=None,
            because="",
        )
        for each in sorted(order)
    )


@lru_cache(maxsize=16)
def propose(basis: Basis, wish: Wish) -> Proposal | tuple[Complaint, ...]:
    """Return a whole allocation, or what stands in its way: each rule that cannot be met, and for which files."""
    check_wish(wish)
    if not basis.auditors:
        return (complaint("allocation.nobody", where=basis.title),)
    return _Plan(basis, wish).proposal()


class _Plan:
    """An allocation on its way."""

    def __init__(self, basis: Basis, wish: Wish) -> None:
        self.basis, self.wish = basis, wish
        self.auditors = basis.auditors
        self.days = basis.days
        self.weights = [weight(each, self.days) for each in self.auditors]
        self.at = {each.person_id: n for n, each in enumerate(self.auditors)}
        self.new = drawn(basis, wish)
        self.readings = sorted((*basis.readings, *self.new), key=_order)
        self._may: dict[Place, tuple[int, ...]] = {}
        self._told = dict(basis.told)

    def proposal(self) -> Proposal | tuple[Complaint, ...]:
        files = self._files()
        if not files:
            return (complaint("allocation.nothing", where=self.basis.title),)
        complaints = tuple(unmet(self.basis, self._short(files)))
        if complaints:
            return complaints
        kinds = list(files)
        settled = Counter(each.auditor_id for each in self.readings if each.is_settled)
        own = [settled[each.person_id] for each in self.auditors]
        done = [n + self._credit(place) for place, n in enumerate(own)]
        shared = share_out([self._group(each, files[each]) for each in kinds], self.weights, done)
        given = sorted(
            (
                each
                for kind, counts in zip(kinds, shared.counts, strict=True)
                for each in self._dealt(kind, files[kind], counts)
            ),
            key=lambda each: _order(each.reading),
        )
        fair = [n + to_come for n, to_come in zip(own, shared.fair, strict=True)]
        return Proposal(
            wish=self.wish,
            files=len({each.case_file_id for each in self.readings}),
            twice=sum(each.reading is Reading.SECOND for each in self.readings),
            drawn=len(self.new),
            given=tuple(given),
            loads=tuple(self._loads(own, fair, given)),
            mark=_mark(self.basis, self.wish, given),
        )

    def _readers(self, place: Place) -> tuple[int, ...]:
        """Who may read such a file, by their places."""
        if place not in self._may:
            self._may[place] = tuple(
                n for n, each in enumerate(self.auditors) if not broken(each, place, self.days)
            )
        return self._may[place]

    def _files(self) -> Files:
        """What is to be given out, file by file, like ones together."""
        found: dict[_Kind, list[tuple[FileReading, ...]]] = defaultdict(list)
        for _file, both in groupby(self.readings, key=lambda each: each.case_file_id):
            readings = list(both)
            waiting = tuple(each for each in readings if not each.is_settled)
            if waiting:
                found[self._kind(waiting, readings)].append(waiting)
        return dict(sorted(found.items(), key=lambda item: _order(item[1][0][0])))

    def _kind(self, waiting: Sequence[FileReading], readings: Iterable[FileReading]) -> _Kind:
        file = waiting[0]
        other = next((each.auditor_id for each in readings if each.is_settled), None)
        # Two readings of a file are dealt together, whichever is the second: then neither reader was told.
        twice = any(each.reading is Reading.SECOND for each in waiting)
        told = self._told.get(file.case_file_id, ()) if twice else ()
        place = Place(file.agency, file.team_id, other, told)
        if len(waiting) == 1:
            return _Kind(place, 1, (None, None))
        one, two = (self._holder(each, place) for each in waiting)
        return _Kind(place, 2, (one, None if one == two else two))

    def _holder(self, reading: FileReading, place: Place) -> int | None:
        """Who has the reading now and may go on having it."""
        holder = self.at.get(reading.auditor_id or "")
        return holder if holder in self._readers(place) else None

    def _group(self, kind: _Kind, files: Sequence[tuple[FileReading, ...]]) -> Group:
        readers = self._readers(kind.place)
        held: Counter[int | None] = Counter({each: len(files) for each in kind.held})
        if kind.readings == 1:
            held = Counter(self._holder(waiting[0], kind.place) for waiting in files)
        asked = set(dict(self.basis.asked).get(kind.place.agency, ()))
        expert = [len(asked & set(self.auditors[each].expert_in)) for each in readers]
        return Group(
            files=len(files),
            readings=kind.readings,
            readers=readers,
            held=tuple(held[each] for each in readers),
            distance=tuple(round(FAR * (1 - n / max(len(asked), 1))) for n in expert),
        )

    def _dealt(
        self, kind: _Kind, files: Sequence[tuple[FileReading, ...]], counts: Sequence[int]
    ) -> Iterable[Given]:
        each_gets = dict(zip(self._readers(kind.place), counts, strict=True))
        dealt: Sequence[tuple[int, ...]]
        if kind.readings == 1:
            holders = [self._holder(waiting[0], kind.place) for waiting in files]
            dealt = [(each,) for each in deal_once(holders, each_gets)]
        else:
            dealt = deal_twice(len(files), kind.held, each_gets)
        for waiting, places in zip(files, dealt, strict=True):
            for reading, place in zip(waiting, places, strict=True):
                yield Given(reading, self.auditors[place].person_id)

    def _credit(self, place: int) -> float:
        """What a late joiner is taken to have done: so much as the others did before, share for share.

        Else whoever comes late would get all that is left; so they get a fair part of what is not begun.
        """
        joined = self.auditors[place].joined_at
        credit = 0.0
        for each in self.readings:
            if each.started_at is None or each.started_at >= joined:
                continue
            able = self._readers(Place(each.agency, each.team_id))
            others = [n for n in able if n != place and self.auditors[n].joined_at < joined]
            if place in able and others:
                credit += self.weights[place] / sum(self.weights[n] for n in others)
        return credit

    def _short(self, files: Files) -> Short:
        """The files that have too few readers, with the readers that they have."""
        found: Short = {}
        for kind, waiting in files.items():
            able = self._readers(kind.place)
            if len(able) < kind.readings:
                of = found.setdefault(kind.place, (able, []))
                of[1].extend(each[0] for each in waiting)
        return found

    def _loads(
        self, own: Sequence[int], fair: Sequence[float], given: Sequence[Given]
    ) -> Iterable[Load]:
        kept = Counter(
            each.auditor_id for each in given if each.reading.auditor_id == each.auditor_id
        )
        came = Counter(each.auditor_id for each in given)
        went = Counter(each.reading.auditor_id for each in given if each.is_move)
        for auditor, settled, wanted in zip(self.auditors, own, fair, strict=True):
            key = auditor.person_id
            yield Load(
                auditor=auditor,
                settled=settled,
                kept=kept[key],
                added=came[key] - kept[key],
                taken=went[key],
                fair=wanted,
            )


def _order(reading: FileReading) -> tuple[str, str, str, bool]:
    second = reading.reading is not Reading.FIRST
    return reading.reference, reading.agency, reading.case_file_id, second


def _mark(basis: Basis, wish: Wish, given: Sequence[Given]) -> str:
    pairs = [(each.reading.case_file_id, each.reading.reading, each.auditor_id) for each in given]
    return sha256(repr((basis, wish, pairs)).encode()).hexdigest()
