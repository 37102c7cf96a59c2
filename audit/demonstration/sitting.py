"""An auditor at work on one case file: facts first, then the criteria, then the judgements."""

from collections.abc import Mapping
from dataclasses import dataclass

from audit.commands import case_audit, case_fact, judgement, quote, rating
from audit.commands.rating import Value
from audit.demonstration.chance import stream
from audit.demonstration.judging import Judge
from audit.demonstration.lines import Lines, Scene
from audit.demonstration.practice import ReadingOf, rated
from audit.demonstration.quotes import noted
from audit.demonstration.talking import Talk
from audit.model.case_audit import Answer, RatingField
from audit.model.checklist import Checklist, Counts, Criterion
from audit.model.person import Person
from audit.rules.applicability import counting, criteria_asked, facts_asked_now, ruled_out
from audit.store.database import Database

LINE_BESIDE_MET = 0.7
"""How often a line of evidence is written where none has to be."""
LINE_BESIDE_SILENCE = 0.6
OVERRULED = 0.03
TO_PUT_RIGHT = 2
"""Lines added after a case audit was returned."""


@dataclass(frozen=True)
class Sitting:
    """Everything that one reading needs; the words entered depend on nothing else."""

    db: Database
    by: Person
    case_audit: str
    checklist: Checklist
    of: ReadingOf
    about: Scene
    lines: Lines
    visit: str

    def whole(self) -> dict[str, Answer]:
        """Read the file from beginning to end, hand the case audit in and return its answers."""
        answers = self.part(1.0)
        self._judge(answers)
        talk = Talk(self.db, self.by, self.case_audit, self.checklist, self.visit)
        answers = talk.held(answers)
        case_audit.submit(self.db, self.by, self.case_audit)
        return answers

    def part(self, share: float) -> dict[str, Answer]:
        """Open the case audit, state the facts and rate that share of the criteria; return the answers."""
        case_audit.start(self.db, self.by, self.case_audit)
        for fact in facts_asked_now(self.checklist, self.of.file.agency, self.of.file.facts):
            value = self.of.file.facts[fact.key]
            case_fact.state(
                self.db, self.by, self.case_audit, fact.key, value, was=None, visit=self.visit
            )
        asked = criteria_asked(self.checklist, self.of.file.agency)
        answers = {}
        for criterion in asked[: round(len(asked) * share)]:
            if answer := self._rate(criterion):
                answers[criterion.key] = answer
        self._note(answers)
        return answers

    def _note(self, answers: Mapping[str, Answer]) -> None:
        """Note a few vague words where the criterion that asks about them was rated."""
        vague = self.checklist.vague_words
        if vague is None or vague.criterion not in answers:
            return
        for each in noted(self.visit, vague):
            quote.add(
                self.db,
                self.by,
                self.case_audit,
                each.word,
                each.quote,
                each.place,
                each.tag,
                visit=self.visit,
            )

    def put_right(self, answers: Mapping[str, Answer]) -> None:
        """After a return: add lines where a rating stood alone, and hand the case audit in again."""
        bare = [each for each in answers.values() if each.rating and not each.evidence]
        for answer in (bare or list(answers.values()))[:TO_PUT_RIGHT]:
            counts = answer.counts or Counts.MET
            line = self.lines.evidence(self.about, answer.criterion, counts, starred=answer.starred)
            self._keep(answer.criterion, "evidence", line, was=answer.evidence)
        case_audit.submit(self.db, self.by, self.case_audit)

    def _rate(self, criterion: Criterion) -> Answer | None:
        """Rate a criterion unless the facts rule it out; now and then an auditor overrules them."""
        rng = stream(self.visit, criterion.key)
        home = self.checklist.standard_of(criterion.key)
        facts = counting(self.checklist, self.of.file.facts)
        out = ruled_out((home.applies_when, criterion.applies_when), facts)
        if out:
            why = self.lines.overrule(self.about, out[0]) if rng.random() < OVERRULED else ""
            if not why:
                return None
            self._keep(criterion.key, "overrule", why)
        given = rated(self.of, self.checklist, criterion)
        answer = self._keep(criterion.key, "rating", given.rating, was=None)
        scale = self.checklist.rating_scale.rating(given.rating)
        if scale.needs_reason:
            reason = self.lines.reason(self.about, criterion.key)
            return self._keep(criterion.key, "reason", reason)
        chance = LINE_BESIDE_MET if given.counts is Counts.MET else LINE_BESIDE_SILENCE
        if given.starred:
            self._keep(criterion.key, "starred", value=True, was=False)
        if scale.needs_evidence or given.starred or rng.random() < chance:
            line = self.lines.evidence(
                self.about, criterion.key, given.counts, starred=given.starred
            )
            answer = self._keep(criterion.key, "evidence", line)
        return answer

    def _keep(self, criterion: str, part: RatingField, value: Value, was: Value = "") -> Answer:
        return rating.rate(
            self.db,
            self.by,
            self.case_audit,
            criterion,
            part,
            value,
            was=was,
            visit=self.visit,
        )

    def _judge(self, answers: Mapping[str, Answer]) -> None:
        scale = self.checklist.judgement_scale
        if scale is None:
            return
        judge = Judge(self.checklist, scale, answers, self.about, self.lines)
        for given in judge.judgements():
            parts: tuple[tuple[judgement.JudgementField, str], ...] = (
                ("value", given.value),
                ("rationale", given.rationale),
            )
            for part, value in parts:
                was = None if part == "value" else ""
                judgement.judge(
                    self.db,
                    self.by,
                    self.case_audit,
                    given.standard,
                    part,
                    value,
                    was=was,
                    visit=self.visit,
                )
