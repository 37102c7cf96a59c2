"""A share with its n and its interval: no number leaves the tool without them."""

from enum import StrEnum
from math import floor

from audit.model.language import _
from audit.model.noun import Noun

SMALL = 10
"""Below this n a bare percentage says more than is known: say "3 of 4" instead."""


class Standing(StrEnum):
    """How a result stands, in words that need no colour; in the order of what matters most."""

    BELOW = "below target"
    UNCLEAR = "cannot say yet"
    MEETS = "meets target"
    NONE = "nothing applicable"

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        return {"below target": "▼", "cannot say yet": "◆", "meets target": "▲"}.get(self, "–")


class Figure(Noun):
    """Met out of applicable ratings, from how many cases, with a 95% interval."""

    met: int
    applicable: int
    cases: int
    """Cases (children or families) that the ratings come from: what hangs together is counted once."""
    low: float | None = None
    """Lower 95% limit of the share; None when nothing is applicable."""
    high: float | None = None
    effective_n: float | None = None
    """Independent ratings that these are worth, as ratings of one case hang together and few cases say little
    of how cases differ; never above n."""

    @property
    def share(self) -> float | None:
        """Met ÷ applicable; None when nothing is applicable."""
        return self.met / self.applicable if self.applicable else None

    @property
    def interval(self) -> str:
        """For instance "57–82%"; empty when nothing is applicable."""
        return self.interval_against(None)

    def interval_against(self, target: float | None) -> str:
        """The interval beside a target: where a limit under it would be rounded onto it, in tenths."""
        if self.low is None or self.high is None:
            return ""
        limits = (self.low, self.high)
        if target is not None and any(each < target <= percent(each) / 100 for each in limits):
            return "{}–{}%".format(*(floor(each * 1000) / 10 for each in limits))
        return "{}–{}%".format(*map(percent, limits))

    @property
    def percentage(self) -> str:
        """For instance "71%"; empty under n = 10, where a bare percentage would mislead."""
        if self.share is None or self.applicable < SMALL:
            return ""
        return share_words(self.met, self.applicable)

    @property
    def words(self) -> str:
        """The whole figure, for instance "34 of 48, 71% (95% CI 57–82%)"."""
        return self.words_against(None)

    def words_against(self, target: float | None) -> str:
        """The whole figure where its target stands beside it."""
        if not self.applicable:
            return _("nothing applicable yet")
        share = f", {self.percentage}" if self.percentage else ""
        interval = self.interval_against(target)
        return _("{met:,} of {applicable:,}{share} (95% CI {interval})").format(
            met=self.met, applicable=self.applicable, share=share, interval=interval
        )


def percent(share: float) -> int:
    """Round a share to whole per cent, halves up: the built-in rounds 2.5 down."""
    # 0.285 × 100 is 28.499999999999996: what floating point lost is put back before halves go up.
    return floor(round(share * 100, 9) + 0.5)


def share_words(part: int, whole: int) -> str:
    """Say a share in whole per cent, without rounding almost all to all or hardly any to none."""
    rounded = percent(part / whole)
    if rounded == 100 and part < whole:
        return _("over 99%")
    if rounded == 0 and part > 0:
        return _("under 1%")
    return f"{rounded}%"
