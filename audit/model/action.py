"""An action: what is promised on a finding, by whom, until when, what came of it, and whether it helped."""

from datetime import date, datetime
from enum import StrEnum

from audit.model.finding import FindingKind
from audit.model.noun import Noun

WHAT_LIMIT = 300
"""Characters in what is promised, and in how it will be seen, at most: the board reads both."""
OWNER_LIMIT = 80
"""Characters in the role that owns it, at most."""
NOTE_LIMIT = 2000
"""Characters in a note, an account or a piece of evidence, at most."""
CITATION = (
    "After the action hierarchy of the VA National Center for Patient Safety, as published in RCA²"
    " (National Patient Safety Foundation 2015, now Institute for Healthcare Improvement)."
)


class Strength(StrEnum):
    """How far an action changes what happens when nobody thinks of it."""

    WEAK = "weak"
    MEDIUM = "intermediate"
    STRONG = "strong"

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        return {"weak": "○", "intermediate": "◐", "strong": "●"}[self]


STRENGTHS = (
    f"Strength of actions: {', '.join(f'{each.sign} {each}' for each in Strength)}. {CITATION}"
)
"""What the signs mean, wherever actions stand with theirs."""


class ActionKind(StrEnum):
    """What sort of thing is done, the strongest first."""

    FORCING = "the system does not let it be left out"
    SIMPLER = "a step taken out, or done the same way everywhere"
    LEADERS = "leaders take a visible part"
    SYSTEM = "a field or prompt in the record system"
    CHECKLIST = "a checklist, template or prompt on paper"
    CAPACITY = "more time or more people"
    PRACTISED = "training that is practised, observed and refreshed"
    HANDOVER = "an agreed form of handing over"
    DOUBLE_CHECK = "a second check by somebody"
    POLICY = "a new or changed policy or procedure"
    TRAINING = "training or a briefing, once"
    REMINDER = "a reminder, an e-mail or a poster"

    @property
    def strength(self) -> Strength:
        """How strong it is, by the published hierarchy."""
        place = list(ActionKind).index(self)
        return Strength.STRONG if place < 3 else Strength.MEDIUM if place < 8 else Strength.WEAK


class ActionState(StrEnum):
    """Where an action stands on a day; what needs somebody first."""

    OVERDUE = "overdue"
    SOON = "due soon"
    UNDATED = "no date"
    LATER = "under way"
    COMPLETED = "done, to be verified"
    VERIFIED = "verified"
    WITHDRAWN = "withdrawn"

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        signs = ("!", "◔", "?", "○", "◐", "✓", "–")
        return signs[list(ActionState).index(self)]

    @property
    def is_open(self) -> bool:
        """True while its owner has something to do."""
        return list(ActionState).index(self) < 4


class ActionWords(Noun):
    """What is promised: everything of an action that may be planned anew."""

    what: str
    """What will be changed, in a sentence."""
    done_when: str = ""
    """How anybody will see that it is done."""
    kind: ActionKind | None = None
    """None while nobody has said."""
    owner_role: str
    """Who answers for it, by role: they may have no account."""
    owner_id: str | None = None
    """The person who holds that role, where they have an account."""
    agency: str = ""
    """Key of the agency; empty for the partnership."""
    due: date | None = None
    criterion: str = ""
    """The criterion that will show at the re-audit whether it helped; empty for none."""


class Progress(Noun):
    """A note of how far an action is."""

    number: int
    text: str
    evidence: str
    """Where it can be seen."""
    at: datetime
    by: str
    """Name."""


class Action(ActionWords):
    """An action as it is kept."""

    id: str
    finding_id: str
    finding: str
    """Title of the finding."""
    finding_kind: FindingKind
    points: tuple[str, ...]
    """Keys of the finding's learning points."""
    round_id: str
    round_title: str
    owner: str
    """Name of the person with an account; empty where nobody is named."""
    agency_name: str
    """Empty for the partnership."""
    made_by: str
    made_at: datetime
    version: int
    progress: tuple[Progress, ...] = ()
    completed_at: datetime | None = None
    completed_by: str = ""
    completed_by_id: str | None = None
    done: str = ""
    """What was done."""
    evidence: str = ""
    """Where it can be seen."""
    verified_at: datetime | None = None
    verified_by: str = ""
    checked: str = ""
    """What whoever verified it looked at."""
    withdrawn_at: datetime | None = None
    withdrawn_because: str = ""

    @property
    def on_behalf(self) -> bool:
        """True if somebody else said for its owner that it is done."""
        return self.completed_by_id is not None and self.completed_by_id != self.owner_id

    @property
    def strength(self) -> Strength | None:
        """How strong it is; None while nobody has said what sort of thing it is."""
        return None if self.kind is None else self.kind.strength

    @property
    def owner_words(self) -> str:
        """For instance "Named midwife (Robin), Midwifery"."""
        person = f" ({self.owner})" if self.owner else ""
        return ", ".join(filter(None, (f"{self.owner_role}{person}", self.agency_name)))


class Effect(Noun):
    """What the re-audit shows on the criterion by which an action is tested."""

    round_title: str
    """Of the re-audit."""
    verdict: str
    """Improved, worse, no clear change, or cannot say; with its sign."""
    words: str
    """The figures then and now, and what may be said of them; empty for who reads no figures."""


class Line(Noun):
    """What a workbook of actions says of one of them."""

    place: str
    """Where it stands, for a sentence about it."""
    action_id: str
    note: str
    evidence: str
    is_done: bool
