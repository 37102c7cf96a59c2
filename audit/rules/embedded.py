"""Is a learning point embedded, improving, not yet, or can nobody say yet: by one rule, printed beside the answer."""

from collections.abc import Mapping

from audit.model.agreement import Holds
from audit.model.change import Change, Verdict
from audit.model.embedded import Answer, Embedded
from audit.model.figure import SMALL, Figure, Standing, percent
from audit.model.language import N_, _
from audit.rules.standing import standing

RULE = N_(
    "A learning point is embedded (▲) when the whole 95% interval of its ratings is at or above its target."
    " Short of that it is improving (↗) when it is clearly better than in the last round, and not yet (▼) when"
    " the whole interval is below the target, or the target lies within it and it is clearly worse than in the"
    " last round. Else nobody can say yet (◆), nor from fewer than 10 applicable ratings or one case, nor"
    " while two readers do not rate one of its criteria alike (▼ under agreement)."
)


def embedded(
    figure: Figure, target: float, holds: Mapping[str, Holds], change: Change | None = None
) -> Answer:
    """Return the answer on one learning point.

    `holds` says of each of its criteria, by key, whether two readers agree (`rules.agreement.holds`);
    `change` what may be said since the round before (`rules.change.changes`), None where there was none.
    """
    unsaid = _cannot(figure, holds)
    if unsaid:
        return Answer(embedded=Embedded.CANNOT, reason=f"{unsaid}.")
    verdict = None if change is None else change.verdict
    where = standing(figure, target)
    found = _found(where, verdict)
    against = f"{figure.words_against(target)}: {_beside(where, target)}"
    return Answer(
        embedded=found,
        reason=f"{against}{_since(found, verdict)}.",
        provisos=tuple(filter(None, (_unlike(found, verdict), _unread(holds)))),
    )


def _cannot(figure: Figure, holds: Mapping[str, Holds]) -> str:
    """Why nothing can be said whatever the share is; empty where something can."""
    if not figure.applicable:
        return _("nothing was applicable")
    said = figure.words
    if figure.cases < 2:
        return _("{said}, and one case is not enough").format(said=said)
    if figure.applicable < SMALL:
        return _("{said}, and fewer than {small} applicable ratings are too few").format(
            said=said, small=SMALL
        )
    unlike = [key for key, each in holds.items() if each is Holds.DOES_NOT]
    if unlike:
        return _("{said}, but two readers do not rate {unlike} alike").format(
            said=said, unlike=", ".join(unlike)
        )
    return ""


def _found(where: Standing, verdict: Verdict | None) -> Embedded:
    if where is Standing.MEETS:
        return Embedded.EMBEDDED
    if verdict is Verdict.IMPROVED:
        return Embedded.IMPROVING
    if where is Standing.BELOW or verdict is Verdict.WORSE:
        return Embedded.NOT_YET
    return Embedded.CANNOT


def _beside(where: Standing, target: float) -> str:
    target_words = _("the target of {percent}%").format(percent=percent(target))
    return {
        Standing.MEETS: _("the whole interval is at or above {target_words}").format(
            target_words=target_words
        ),
        Standing.BELOW: _("the whole interval is below {target_words}").format(
            target_words=target_words
        ),
        Standing.UNCLEAR: _("{target_words} lies within the interval").format(
            target_words=target_words
        ),
    }[where]


def _since(found: Embedded, verdict: Verdict | None) -> str:
    if found is Embedded.EMBEDDED:
        return ""
    return {
        Verdict.IMPROVED: _(", and better than in the last round, not by chance"),
        Verdict.WORSE: _(", and worse than in the last round, not by chance"),
    }.get(verdict or Verdict.CANNOT, "")


def _unlike(found: Embedded, verdict: Verdict | None) -> str:
    """An embedded point that is slipping is still said to slip."""
    if found is Embedded.EMBEDDED and verdict is Verdict.WORSE:
        return _("It is worse than in the last round, and not by chance.")
    return ""


def _unread(holds: Mapping[str, Holds]) -> str:
    open_ = [key for key, each in holds.items() if each in (Holds.UNCLEAR, Holds.NONE)]
    if not open_:
        return ""
    return _("Whether two readers would rate {open} alike is not known yet.").format(
        open=", ".join(open_)
    )
