"""Where a figure stands against its target: said from the interval, never from the bare share."""

from audit.model.figure import Figure, Standing


def standing(figure: Figure, target: float) -> Standing:
    """Return the standing: below when the whole interval lies under the target, met when none of it does.

    One case is never enough to say either.
    """
    if figure.low is None or figure.high is None:
        return Standing.NONE
    if figure.cases < 2:
        return Standing.UNCLEAR
    if figure.high < target:
        return Standing.BELOW
    return Standing.MEETS if figure.low >= target else Standing.UNCLEAR
