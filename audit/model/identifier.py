"""What looks like an identifier in free text: something that points at a person."""

from enum import StrEnum

from audit.model.noun import Noun


class Kind(StrEnum):
    """What an identifier is, said as it is said in a sentence."""

    NHS_NUMBER = "an NHS number"
    NINO = "a National Insurance number"
    UPN = "a unique pupil number"
    EMAIL = "an e-mail address"
    BIRTH_DATE = "a date of birth"
    PHONE = "a telephone number"
    POSTCODE = "a postcode"
    ADDRESS = "an address"
    WATCHED = "a word on your partnership's list"
    NAME = "a name"

    @property
    def label(self) -> str:
        """The kind without its article, as it stands in a table."""
        return "watched word" if self is Kind.WATCHED else self.split(" ", 1)[1]

    @property
    def replacement(self) -> str:
        """What to write in its place."""
        return "[withheld]" if self is Kind.WATCHED else f"[{self.label}]"


class Suspect(Noun):
    """A piece of text that looks like an identifier; only a person can say whether it is one."""

    kind: Kind
    start: int
    end: int
    """Where it stands in the text: from `start` up to `end`."""
    found: str
    why: str
    """What gave it away, as a clause."""

    @property
    def replacement(self) -> str:
        """What to write in its place."""
        return self.kind.replacement


QUOTE_PARTS = ("quote", "place")
"""The parts of a quote with a vague word."""
STOOD_PARTS = ("stood_evidence", "stood_reason", "stood_rationale")
"""What was written before the conversation with the practitioner, as it was kept then."""
FIXED_PARTS = ("held_with", *STOOD_PARTS)
"""What nobody can change any more once a conversation was begun."""
PARTS = (
    *("evidence", "reason", "overrule", "rationale"),
    *("comment", "without", "changed", "changed_judgement", "not_asked", "said"),
    *FIXED_PARTS,
    *QUOTE_PARTS,
)
"""The parts of a case audit in which a person writes freely, its conversation among them."""


class Place(Noun):
    """Where in a case audit a text stands."""

    case_audit_id: str
    card: str
    """Key of the criterion; for a rationale the key of the standard, or empty for the whole file;
    for a quote its id; of a conversation `conversation`, or the key of whose views they are."""
    part: str
    """One of PARTS."""
