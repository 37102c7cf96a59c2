"""The conversation with the practitioner in the demonstration: some are held, some change a rating, some views are heard."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from audit.commands import conversation, rating
from audit.commands.rating import Value
from audit.demonstration.chance import draw, stream
from audit.demonstration.content import Content, talk
from audit.model.case_audit import Answer, RatingField
from audit.model.checklist import Checklist, Counts
from audit.model.conversation import ConversationField, ViewField, ViewStanding
from audit.model.moderation import Kind
from audit.model.person import Person
from audit.rules.retention import today
from audit.store.database import Database

UP = 0.7
"""How often a change is for the better, where one can be."""


@dataclass(frozen=True)
class Talk:
    """An auditor who has rated the file, and may talk it through before handing it in."""

    db: Database
    by: Person
    case_audit: str
    checklist: Checklist
    visit: str

    def held(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """Hold the conversation, or say why not, or leave it; return the answers as they stand then."""
        content, rng = talk(), stream(self.visit, "conversation")
        if rng.random() >= content["held"]:
            if rng.random() < content["without"]:
                self._note("without", rng.choice(content["reasons_for_none"]))
            return dict(answers)
        on = today(self.db.clock())
        conversation.begin(self.db, self.by, self.case_audit, on, rng.choice(content["roles"]))
        self._note("comment", rng.choice(content["comments"]))
        conversation.note(
            self.db, self.by, self.case_audit, "agreed", "yes", was=None, visit=self.visit
        )
        for voice in self.checklist.views_of:
            self._heard(voice.key, content, rng)
        moves = rng.random() < content["moves"]
        return dict(answers) | (self._moved(answers, content, rng) if moves else {})

    def _note(self, part: ConversationField, words: str) -> None:
        conversation.note(self.db, self.by, self.case_audit, part, words, was="", visit=self.visit)

    def _heard(self, voice: str, content: Content, rng: Random) -> None:
        standing = ViewStanding(draw(content["views"], rng))
        given: list[tuple[ViewField, str, str | None]] = [("standing", standing, None)]
        if standing is ViewStanding.OBTAINED:
            given.append(("said", rng.choice(content["said_by_family"]), ""))
        if standing is ViewStanding.NOT_APPROPRIATE:
            given.append(("reason", rng.choice(content["not_asked"]), ""))
        for part, value, was in given:
            conversation.hear(
                self.db, self.by, self.case_audit, voice, part, value, was=was, visit=self.visit
            )

    def _moved(
        self, answers: Mapping[str, Answer], content: Content, rng: Random
    ) -> dict[str, Answer]:
        """Change one rating, up or down; never to what would close a judgement that was given."""
        up = [each for each in answers.values() if each.counts in (Counts.PARTLY, Counts.NOT_MET)]
        down = [each for each in answers.values() if each.counts is Counts.MET and each.evidence]
        which, to, words = (
            (up, Counts.MET, content["up"])
            if up and rng.random() < UP
            else (down, Counts.PARTLY, content["down"])
        )
        known = [
            each
            for each in self.checklist.rating_scale.ratings
            if each.counts_as is to and not each.needs_reason
        ]
        if not which or not known:
            return {}
        changed = rng.choice(which)
        made = self._keep(changed, "rating", known[0].key, changed.rating)
        if made.starred:
            made = self._keep(made, "starred", value=False, was=True)
        conversation.explain(
            self.db,
            self.by,
            self.case_audit,
            Kind.RATING,
            changed.criterion,
            rng.choice(words),
            was="",
            visit=self.visit,
        )
        return {changed.criterion: made}

    def _keep(self, answer: Answer, part: RatingField, value: Value, was: Value) -> Answer:
        return rating.rate(
            self.db,
            self.by,
            self.case_audit,
            answer.criterion,
            part,
            value,
            was=was,
            visit=self.visit,
        )
