"""The QA lead at work on what two readers differ on: a reason for each decision, and some readers answer."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from random import Random

from audit.commands import moderation, moderation_sample
from audit.demonstration.cases import InventedCase, InventedFile
from audit.demonstration.chance import stream
from audit.demonstration.clock import AVERAGE, DAY
from audit.demonstration.content import Content
from audit.demonstration.content import moderation as content
from audit.demonstration.lines import LISTS, Scene
from audit.demonstration.planning import Workshop
from audit.demonstration.practice import ReadingOf, rated
from audit.model.case_audit import Reading
from audit.model.checklist import Counts
from audit.model.moderation import RULED_OUT, Choice, FileState, Item, Kind
from audit.model.person import Person
from audit.views import moderation as views
from audit.views.moderation_files import ModeratedFile, moderation_files

DAYS = 2
"""Working days that the files of a round take."""
ACTS = 15
"""Acts in the moderation of one file, roughly."""
OWN = 0.35
"""How often a moderator who would have rated otherwise than both readers says so."""
ANSWERED = 0.4
SAMPLE = 5
"""Per cent of the files read once that are moderated in a round that has a sample of them."""
TO_CHANGE = 2
"""Ratings of a file read once that are changed, at most."""
OTHER = {Choice.FIRST: "second", Choice.SECOND: "first"}


@dataclass(frozen=True)
class Moderator:
    """Who moderates a round, and all that their reasons depend on."""

    work: Workshop
    lead: Person
    number: int
    """Of the round."""
    opened: date
    round_id: str
    case: Callable[[str], InventedCase]
    """By reference."""

    def whole(self) -> None:
        """Moderate every file that is ready, and sign it off."""
        for each in self._at_hand():
            self._signed_off(each)

    def some(self) -> None:
        """Moderate half of the files that are ready and begin the next; the others wait."""
        ready = self._at_hand()
        half = max(1, len(ready) // 2)
        for each in ready[:half]:
            self._signed_off(each)
        for each in ready[half : half + 1]:
            sitting = self._sitting(each)
            to_settle = sitting.open()
            sitting.settle(to_settle[: len(to_settle) // 2])

    def drawn(self) -> None:
        """Draw a moderation sample of the files that are read once."""
        moderation_sample.draw(self.work.db, self.lead, self.round_id, SAMPLE)

    def _at_hand(self) -> list[ModeratedFile]:
        files = moderation_files(self.work.db, self.lead, self.round_id).files
        ready = [each for each in files if each.state is FileState.READY]
        seconds = DAYS * DAY / max(1, len(ready))
        self.work.clock.pace = min(1.0, seconds / (ACTS * AVERAGE))
        return ready

    def _sitting(self, file: ModeratedFile) -> "Settling":
        work, case = self.work, self.case(file.reference)
        agencies = {each.name: each.key for each in work.published.checklist.agencies}
        own = next(each for each in case.files if each.agency == agencies[file.agency])
        made = moderation.begin(work.db, self.lead, file.case_audit_id)
        return Settling(self, case, own, made, stream(work.seed, "moderation", made))

    def _signed_off(self, file: ModeratedFile) -> None:
        sitting = self._sitting(file)
        if len(file.readers) == 1:
            sitting.change()
        while to_settle := sitting.open():
            sitting.settle(to_settle)
        moderation.agree(self.work.db, self.lead, sitting.made)
        by = {each.name: each for each in self.work.auditors}
        for name in file.readers:
            if sitting.rng.random() < ANSWERED:
                words = self.work.lines.next(content()["answers"]["lines"])
                moderation.answer(self.work.db, by[name], sitting.made, words)


@dataclass(frozen=True)
class Settling:
    """One file on the moderator's table."""

    by: Moderator
    case: InventedCase
    file: InventedFile
    made: str
    """The moderated reading."""
    rng: Random

    def open(self) -> Sequence[Item]:
        """Return what is to be settled now: facts before ratings, ratings before judgements."""
        page = self._page()
        items = [each.item for each in page.items]
        return [each for each in items if each.is_open and each.kind is page.stage]

    def settle(self, items: Sequence[Item]) -> None:
        """Settle these."""
        for each in items:
            self._settle(each)

    def change(self) -> None:
        """Of a file that was read once: change what the moderator would have rated otherwise."""
        differing = [
            each.item
            for each in self._page().items
            if each.item.kind is Kind.RATING
            and each.item.first != RULED_OUT
            and each.item.first != self._own(each.item.key)[0]
        ]
        for item in differing[: self.rng.randint(0, TO_CHANGE)]:
            self._neither(item)

    def _page(self) -> views.ModerationPage:
        return views.moderation(self.by.work.db, self.by.lead, self.made)

    def _settle(self, item: Item) -> None:
        given = {Choice.FIRST: item.first, Choice.SECOND: item.second}
        able = [
            choice
            for choice, value in given.items()
            if value is not None and value not in item.closed
        ]
        if item.kind is Kind.RATING:
            wanted = self._own(item.key)[0]
            like = [choice for choice in able if given[choice] == wanted]
            if not like and RULED_OUT not in given.values() and self.rng.random() < OWN:
                self._neither(item)
                return
            able = like or able
        if able:
            choice = self.rng.choice(able)
            self._decide(item, choice, self._followed(item, choice, given[choice] or ""))
        else:
            self._neither(item)

    def _neither(self, item: Item) -> None:
        """Decide on a value of the moderator's own."""
        if item.kind is Kind.RATING:
            value, counts = self._own(item.key)
            line = partial(self.by.work.lines.evidence, self._scene(item.key), item.key, counts)
            evidence = "" if counts is Counts.OUT else line(starred=False)
            reason = self._line(item, content()["own"][_list(counts)])
            self._decide(item, Choice.THIRD, reason, value=value, evidence=evidence)
            return
        value = next(each for each in self._words() if each not in item.closed)
        reason = self._line(item, self._of_judgement(value)["own"])
        self._decide(item, Choice.THIRD, reason, value=value)

    def _words(self) -> list[str]:
        scale = self.by.work.published.checklist.judgement_scale
        return [each.key for each in scale.values] if scale else []

    def _of_judgement(self, value: str) -> Content:
        """What is said of a word in the better half of the scale, or in the other."""
        words = self._words()
        said: Content = content()["judgement"][
            "better" if 2 * words.index(value) < len(words) else "worse"
        ]
        return said

    def _decide(self, item: Item, choice: Choice, reason: str, **own: str) -> None:
        work, lead = self.by.work, self.by.lead
        moderation.settle(work.db, lead, self.made, item.kind, item.key, choice, reason, **own)

    def _own(self, criterion: str) -> tuple[str, Counts]:
        """What the moderator, who has read the file too, would have given."""
        by, checklist = self.by, self.by.work.published.checklist
        reading = ReadingOf(
            by.work.seed, by.number, self.case, self.file, by.lead.name, Reading.MODERATED
        )
        found = rated(reading, checklist, checklist.criterion(criterion))
        return found.rating, found.counts

    def _followed(self, item: Item, choice: Choice, value: str) -> str:
        """The reason for taking one reader's value."""
        if item.kind is Kind.RATING:
            scale = self.by.work.published.checklist.rating_scale
            counts = Counts.OUT if value == RULED_OUT else scale.rating(value).counts_as
            lines = content()["followed"][_list(counts)]
        elif item.kind is Kind.JUDGEMENT:
            lines = self._of_judgement(value)["followed"]
        else:
            lines = content()["fact"]["followed"]
        return self._line(item, lines, followed=choice.value, passed=OTHER[choice])

    def _line(self, item: Item, lines: list[str], **readers: str) -> str:
        known: Content = self.by.work.lines.criterion(item.key)
        scene = self._scene(item.key)
        line = self.by.work.lines.next(lines).replace("{topic}", known["silent"])
        for gap, words in readers.items():
            line = line.replace(f"{{{gap}}}", words)
        return scene.fill(line, scene.document(known["kind"]))

    def _scene(self, key: str) -> Scene:
        """Documents and dates of this file, drawn afresh for each decision."""
        return Scene(self.by.work.seed, self.file, f"{self.made}/{key}", self.by.opened)


def _list(counts: Counts) -> str:
    return {Counts.NOT_EVIDENCED: "silent", Counts.OUT: "out"}.get(counts) or LISTS[counts]
