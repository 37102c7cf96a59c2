"""What the figures of a round rest on: how files were chosen, what is in, and how it is counted."""

from audit.documents.column import Column
from audit.model.case_audit import CaseAuditStatus
from audit.model.checklist import Checklist
from audit.model.language import N_, _
from audit.model.scrutiny import Counted, Drawing, Read, Scrutiny, StratumCounted
from audit.model.wording import worded
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.pages.parts.terms import terms
from audit.rules.headline import many
from audit.rules.visibility import kept_words

CASES: tuple[Column[Counted], ...] = (
    Column(N_("Cases"), lambda each: each.what, "text"),
    Column(N_("How many"), lambda each: each.cases.words, "words"),
)
REASONS: tuple[Column[Counted], ...] = (
    Column(N_("Left out because"), lambda each: each.what, "text"),
    Column(N_("Cases"), lambda each: each.cases.words, "words"),
)
STRATA: tuple[Column[StratumCounted], ...] = (
    Column(N_("Stratum"), lambda each: each.name, "text"),
    Column(N_("In the case list"), lambda each: each.listed.words, "words"),
    Column(N_("Drawn at random"), lambda each: each.drawn.words, "words"),
)
READINGS: tuple[Column[Read], ...] = (
    Column(N_("Reading"), lambda each: _(each.reading.value).capitalize(), "text"),
    *(
        Column(_(status.value).capitalize(), lambda each, at=status: each.stands[at], "whole")  # type: ignore[misc]
        for status in CaseAuditStatus
    ),
    Column(N_("All"), lambda each: each.total, "whole"),
)
HIDDEN = (
    N_("Numbers that leave the partnership"),
    N_(
        "Where numbers leave those who worked on the round, counts from 1 to 5 are hidden, and the next smallest too"
        " where a total would give one away. A reader who adds up all that is shown is left with at least five values"
        " for each hidden count. What was released is kept, and the next release is held against it."
    ),
)


def drawn(found: Scrutiny) -> None:
    """Say how the case files were chosen, in numbers."""
    if found.drawing is None:
        text.draw(
            _(
                "No sample was drawn: the case files were added by hand. What they show is true of them; what"
                " chance alone would have chosen, nobody can say."
            )
        )
        return
    made = found.drawing
    text.draw(made.listed)
    for each in made.design:
        text.draw(each)
    text.draw(made.seed)
    if made.earlier:
        text.draw(
            _("{draws} before it set aside, each with a reason on record.").format(
                draws=many(made.earlier, "draw")
            )
        )
    _numbers(made)


def _numbers(made: Drawing) -> None:
    table(made.cases, CASES, _("From the case list to the sample"))
    if made.reasons:
        table(made.reasons, REASONS, _("Why cases were left out"))
    if made.strata:
        table(made.strata, STRATA, _("Strata of the sample"))
    for each in made.legend:
        text.draw(each, "muted")


def complete(found: Scrutiny) -> None:
    """Say what is in and what is not; to who is shown what was released alone, in words."""
    if found.readings is None:
        text.draw(_("How many case files are counted stands with what was released of the round."))
        return
    if not found.readings:
        text.draw(_("No case file has been added to the round yet."))
    for each in found.readings:
        lacking = each.total - each.submitted
        rest = (
            _("{lacking:,} are in no figure yet").format(lacking=lacking)
            if lacking
            else _("all are in")
        )
        kind = _(each.reading.value).capitalize()
        text.draw(
            _("{kind} readings: {submitted:,} of {total:,} submitted; {rest}.").format(
                kind=kind, submitted=each.submitted, total=each.total, rest=rest
            )
        )
    if found.readings:
        table(found.readings, READINGS, _("Readings by where they stand"))
    kept = kept_words(found.kept_from_you)
    if kept:
        text.draw(kept, "muted")


def counting(checklist: Checklist) -> None:
    """Say what each figure is, as the board pack does."""
    # Imported where it is used: a workbook's library would slow down the start for everybody.
    from audit.documents.board_pack_words import COUNTING, scale_words

    text.draw(
        _("{title}, version {version}.").format(title=checklist.title, version=checklist.version)
    )
    told = ((_(term), _(meaning)) for term, meaning in (*COUNTING, HIDDEN))
    terms(((_("Rating"), scale_words(worded(checklist).rating_scale)), *told))
