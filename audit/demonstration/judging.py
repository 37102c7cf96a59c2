"""The judgements of the demonstration: a person's choice, kept under the cap, with a rationale of their own.

The tool never turns ratings into a judgement. Here somebody has to play the auditor, who has read
the ratings too and comes near them, not always to the same word.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from audit.demonstration.content import evidence
from audit.demonstration.lines import Lines, Scene
from audit.model.case_audit import Answer
from audit.model.checklist import Checklist, Counts, JudgementScale, Standard
from audit.rules.completeness import standards_asked
from audit.rules.judgement import capping, closed_values

WORTH = {Counts.MET: 1.0, Counts.PARTLY: 0.5, Counts.NOT_EVIDENCED: 0.25, Counts.NOT_MET: 0.0}
LEVELS = ("best", "good", "middle", "worst")
GOOD, MIDDLE = 0.7, 0.3
"""What an auditor needs to see to call it good, and to call it middling."""


@dataclass(frozen=True)
class Given:
    """A judgement to be entered."""

    standard: str
    value: str
    rationale: str


@dataclass(frozen=True)
class Judge:
    """The auditor at the end of a file, with the answers before them; nothing ruled out is among these."""

    checklist: Checklist
    scale: JudgementScale
    answers: Mapping[str, Answer]
    about: Scene
    lines: Lines

    def judgements(self) -> list[Given]:
        """Return the judgement on each standard that has something to judge, and on the whole file."""
        asked = standards_asked(self.checklist, self.about.file.agency)
        judged = {each.key: answers for each in asked if (answers := self._within(each))}
        on_standards = [self._on_standard(key, answers) for key, answers in judged.items()]
        scores = {key: _score(answers) for key, answers in judged.items()}
        return [*on_standards, self._on_file(scores)]

    def _within(self, standard: Standard) -> list[Answer]:
        return [self.answers[each.key] for each in standard.criteria if each.key in self.answers]

    def _on_standard(self, standard: str, answers: Sequence[Answer]) -> Given:
        met = [each for each in answers if each.counts is Counts.MET]
        short = [each for each in answers if _worth(each) < 1]
        # What else was worth saying differs from auditor to auditor; a star and the worst gap come first.
        for some in (met, short):
            self.about.rng.shuffle(some)
        strong = sorted(met, key=lambda each: not each.starred)
        return self._given(
            standard,
            answers,
            [self.lines.criterion(each.criterion)["strong"] for each in strong],
            [self.lines.criterion(each.criterion)["gap"] for each in sorted(short, key=_worth)],
        )

    def _on_file(self, scores: Mapping[str, float]) -> Given:
        ranked = sorted(scores, key=lambda key: scores[key])
        return self._given(
            "",
            tuple(self.answers.values()),
            [self.lines.standard(key)["strong"] for key in reversed(ranked) if scores[key] >= GOOD],
            [self.lines.standard(key)["gap"] for key in ranked if scores[key] < GOOD],
        )

    def _given(
        self, standard: str, answers: Sequence[Answer], strong: list[str], gaps: list[str]
    ) -> Given:
        capped = capping(self.checklist, self.answers.values(), standard)
        closed = closed_values(self.checklist, capped)
        steps, values = len(LEVELS) - 1, [each.key for each in self.scale.values]
        place = round(self._felt(answers) * (len(values) - 1) / steps)
        while values[place] in closed:
            place += 1
        level = LEVELS[round(place * steps / (len(values) - 1))]
        rationale = self.lines.rationale(self.about, level, strong, gaps)
        if capped:
            named = ", ".join(each.key for each in capped)
            rationale += evidence()["rationale"]["capped"].format(criteria=named)
        return Given(standard, values[place], rationale)

    def _felt(self, answers: Sequence[Answer]) -> int:
        """0 the best to 3 the worst, from what was read and from how the day went."""
        score = _score(answers)
        if score == 1 and any(each.starred for each in answers):
            return 0
        felt = score + self.about.rng.gauss(0, 0.07)
        if felt >= GOOD:
            return 1
        return 2 if felt >= MIDDLE else 3


def _score(answers: Iterable[Answer]) -> float:
    worths = [WORTH[each.counts] for each in answers if each.counts in WORTH]
    return sum(worths) / len(worths) if worths else GOOD


def _worth(answer: Answer) -> float:
    return 1.0 if answer.counts is None else WORTH.get(answer.counts, 1.0)
