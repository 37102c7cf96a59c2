"""Lines that an auditor could have written: picked for the rating, its gaps filled from the case."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from string import Formatter

from audit.demonstration.cases import InventedFile
from audit.demonstration.chance import Turns, stream
from audit.demonstration.content import Content, evidence, partnership, written_for
from audit.model.checklist import Checklist, Counts

PERIOD = 150
"""Days that an audit looks back on."""
WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine")
CHILD = {"unborn": "unborn baby", "under_1": "baby"}
PRAISE = ("best", "good")
LISTS = {Counts.MET: "met", Counts.PARTLY: "partly_met", Counts.NOT_MET: "not_met"}


class Lines:
    """The lines of one demonstration; each is used once before any is used again."""

    def __init__(self, seed: int, checklist: Checklist) -> None:
        self._turns = Turns(seed)
        self._ours = written_for(checklist)

    def criterion(self, key: str) -> Content:
        """The words of a criterion; one that the content does not know has the words of any."""
        return self._words("criteria", key)

    def standard(self, key: str) -> Content:
        """The halves of a rationale that a standard has."""
        return self._words("standards", key)

    def _words(self, kind: str, key: str) -> Content:
        known: dict[str, Content] = evidence()[kind]
        return known.get(key, known["other"]) if self._ours else known["other"]

    def next(self, lines: Sequence[str]) -> str:
        """Return the next of these lines, none twice before all were used."""
        return self._turns.next(lines)

    def evidence(self, about: "Scene", criterion: str, counts: Counts, *, starred: bool) -> str:
        """Return a line that points at the file and shows why the rating was given."""
        known = self.criterion(criterion)
        if counts in LISTS:
            line = self._pick(about, _fitting(known, about.file, LISTS[counts]))
        else:
            line = self._turns.next(evidence()["phrases"]["silent"])
        if starred:
            line = evidence()["starred"].format(line=line, star=self._pick(about, known["star"]))
        pointer = about.rng.choice(evidence()["pointers"])
        whole = pointer.replace("{line}", line.replace("{silent}", known["silent"]))
        return about.fill(whole, about.document(known["kind"]))

    def reason(self, about: "Scene", criterion: str) -> str:
        """Return why a criterion does not arise."""
        return about.fill(self._pick(about, self.criterion(criterion)["not_applicable"]))

    def overrule(self, about: "Scene", fact: str) -> str:
        """Return why a criterion is rated although this fact rules it out; empty where nobody would."""
        known: dict[str, list[str]] = evidence()["overrule"]
        lines = known.get(fact, []) if self._ours else known["other"]
        return about.fill(self._pick(about, lines)) if lines else ""

    def returned(self) -> str:
        """Return why a QA lead sends a case audit back."""
        return self._turns.next(evidence()["phrases"]["returned"])

    def rationale(
        self, about: "Scene", level: str, strong: Sequence[str], gap: Sequence[str]
    ) -> str:
        """Return why a judgement was given, from what was strong and what fell short."""
        halves = dict(zip(("strong", "strong2"), strong, strict=False))
        halves |= dict(zip(("gap", "gap2"), gap, strict=False))
        frames = evidence()["rationale"][level]
        praise = level in PRAISE and "strong" in halves
        fitting = [frame for frame in frames if _fits(frame, halves, praise=praise)]
        frame = self._turns.next(fitting or frames[-1:])
        for name, half in halves.items():
            frame = frame.replace(f"{{{name}}}", half)
        return re.sub(
            r"(^|\. )([a-z])", lambda found: found[1] + found[2].upper(), about.fill(frame)
        )

    def _pick(self, about: "Scene", lines: Sequence[str]) -> str:
        """A line that names the child is about a child who has been born."""
        if about.file.facts.get("child_age") == "unborn":
            lines = [line for line in lines if "{child}" not in line] or lines
        return self._turns.next(lines)


class Scene:
    """What the gaps of one file's lines are filled from: its documents, its dates, whom it deals with."""

    def __init__(self, seed: int, file: InventedFile, reference: str, opened: date) -> None:
        self.file = file
        self.rng: Random = stream(seed, "scene", reference, file.agency, opened)
        last = opened - timedelta(days=self.rng.randint(20, 45))
        self._first = last - timedelta(days=PERIOD)

    def document(self, kind: str) -> str:
        """The name of a document of that kind in this agency's file."""
        documents = evidence()["documents"]
        for each in (kind, "contact"):
            if self.file.agency in documents.get(each, {}):
                return str(self.rng.choice(documents[each][self.file.agency]))
        return "Case notes"

    def fill(self, text: str, document: str = "") -> str:
        """Fill the gaps of a line with dates, numbers and people by role."""
        day = self._first + timedelta(days=self.rng.randrange(PERIOD))
        first = self.rng.randrange(6 * 60, 16 * 60)
        second = first + self.rng.randint(20, 90)
        known = partnership()["agencies"]
        others = [known[each]["worker"] for each in self.file.beside if each in known]
        return text.format(
            document=document,
            date=_day(day, year=True),
            page=self.rng.randint(1, 48),
            earlier=_day(day - timedelta(days=self.rng.randint(5, 21)), year=False),
            later=_day(day + timedelta(days=self.rng.randint(2, 16)), year=False),
            few=WORDS[self.rng.randrange(3)],
            many=WORDS[self.rng.randrange(3, len(WORDS))],
            t1=_time(first),
            t2=_time(second),
            t3=_time(second + self.rng.randint(60, 240)),
            child=CHILD.get(self.file.facts.get("child_age", ""), "child"),
            worker=known.get(self.file.agency, {}).get("worker", "practitioner"),
            other=self.rng.choice(others or ["social worker"]),
        )


def _fitting(known: Content, file: InventedFile, name: str) -> list[str]:
    """The lines for a rating: those for one of the file's facts if there are any, else the plain ones."""
    for condition, lines in known.get("facts", {}).items():
        fact, value = condition.split("=")
        if file.facts.get(fact) == value and name in lines:
            return list(lines[name])
    return list(known[name])


def _fits(frame: str, halves: dict[str, str], *, praise: bool) -> bool:
    """A frame needs every half that it names, must not pass over a gap, nor leave out what it praises."""
    needed = {name for _, name, _, _ in Formatter().parse(frame) if name} - {"child"}
    if not needed or not needed <= halves.keys():
        return False
    return ("gap" in needed) == ("gap" in halves) and ("strong" in needed or not praise)


def _day(day: date, *, year: bool) -> str:
    return f"{day.day} {day:%B %Y}" if year else f"{day.day} {day:%B}"


def _time(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
