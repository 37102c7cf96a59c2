"""How far two readers of the same files agree, before anybody moderated: what a figure on the board is worth."""

from datetime import datetime
from enum import StrEnum

from audit.model.figure import SMALL, percent, share_words
from audit.model.language import _
from audit.model.noun import Noun


class Holds(StrEnum):
    """Whether two readers agree well enough, in words that need no colour; what matters most first."""

    DOES_NOT = "does not hold"
    UNCLEAR = "cannot say yet"
    HOLDS = "holds"
    NONE = "not read twice"

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        return {"does not hold": "▼", "cannot say yet": "◆", "holds": "▲"}.get(self, "–")


def signed(value: float) -> str:
    """Two digits, with a minus sign that is none of a range: "−0.02"."""
    return f"{value:.2f}".replace("-", "−")


class Coefficient(Noun):
    """A coefficient of agreement with its 95% limits."""

    value: float
    low: float | None = None
    """None where all pairs agree, or all come from one file: there is nothing to tell a width from."""
    high: float | None = None

    @property
    def words(self) -> str:
        """For instance "0.83 (95% CI 0.71 to 0.92)"."""
        interval = (
            _("no interval")
            if self.low is None or self.high is None
            else _("95% CI {signed} to {signed_2}").format(
                signed=signed(self.low), signed_2=signed(self.high)
            )
        )
        return f"{signed(self.value)} ({interval})"


class Agreed(Noun):
    """The agreement of one group of pairs: a criterion, a standard, two auditors, or all of a round."""

    pairs: int
    """Ratings that two readers gave to the same criterion of the same file: the n of every figure."""
    files: int
    agreed: int
    """Pairs of equal ratings."""
    low: float | None = None
    """Lower 95% limit of agreed ÷ pairs, with the file as the cluster."""
    high: float | None = None
    gwet: Coefficient | None = None
    """AC1; None where it is not defined."""
    alpha: Coefficient | None = None
    kappa: Coefficient | None = None
    ordered_pairs: int = 0
    """Pairs in which both readers gave a rating of the ordered part of the scale: met, partly, not met."""
    gwet_ordered: Coefficient | None = None
    """AC2, linear weights."""
    kappa_weighted: Coefficient | None = None
    holds: Holds = Holds.NONE

    @property
    def share(self) -> float | None:
        """Agreed ÷ pairs; None under n = 10, where a bare percentage would mislead."""
        return self.agreed / self.pairs if self.pairs >= SMALL else None

    @property
    def words(self) -> str:
        """For instance "84 of 96, 88% (95% CI 79–93%)"."""
        if not self.pairs or self.low is None or self.high is None:
            return _("nothing read twice yet")
        share = f", {share_words(self.agreed, self.pairs)}" if self.pairs >= SMALL else ""
        interval = f"{percent(self.low)}–{percent(self.high)}%"
        return _("{agreed:,} of {pairs:,}{share} (95% CI {interval})").format(
            agreed=self.agreed, pairs=self.pairs, share=share, interval=interval
        )


class AgreedOn(Noun):
    """What two readers agree on, by name."""

    name: str
    """Key of a criterion, title of a standard, or two auditors."""
    about: str = ""
    """Statement of the criterion; empty elsewhere."""
    agreed: Agreed


class AgreementPicture(Noun):
    """How far two readers agree in a round, frozen."""

    at: datetime
    waiting: int
    """Files with two readers of whom not both have submitted: nothing of them is counted yet."""
    changed: int = 0
    """Files of which a rating was changed once both readings had been in: they count as they stood then."""
    overall: Agreed
    standards: tuple[AgreedOn, ...]
    """In the order of the checklist."""
    criteria: tuple[AgreedOn, ...]
    """What matters most first."""
