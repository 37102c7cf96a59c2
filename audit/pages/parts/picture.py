"""A released picture on the screen; a QA lead sees the very same before it is let out."""

import streamlit as st

from audit.documents.released_tables import CHANGES, CRITERIA, POINTS, STANDARDS
from audit.model.language import _
from audit.model.released import ReleasedPicture, ReleasedResult
from audit.pages.parts import chart, text, words
from audit.pages.parts.meaning import meanings
from audit.pages.parts.table import table
from audit.rules.embedded import RULE
from audit.rules.meaning_released import names, released
from audit.rules.released_retold import in_readers_words
from audit.rules.released_words import METHOD, NO_CRITERIA, headline, legend, released_by


def draw(found: ReleasedPicture, name: str = "Released") -> None:
    """Draw a picture: the answer, the learning points, the standards, what changed, how it is masked.

    `name` tells two on one page apart.
    """
    found = in_readers_words(found)  # what is only proposed was made in English
    answer(found)
    rest(found, name)


def answer(found: ReleasedPicture) -> None:
    """Draw what a board came for: the answer in sentences, and which release it is."""
    for place, sentence in enumerate(headline(found)):
        text.draw(sentence, "lead" if place == 0 else "body")
    if found.number:
        text.draw(released_by(found), "muted")
    for sentence in found.warnings:
        text.draw(f"⚑ {sentence}")


def rest(found: ReleasedPicture, name: str = "Released") -> None:
    """Draw what the answer rests on."""
    words.line("release", "small-numbers", "interval", "handling")
    if not found.instead:
        _tables(found, name)
    with st.expander(_("How it is counted and what is hidden")):
        for term in legend(found):
            text.draw(f"{term.word}: {_(term.meaning)}.")
        for sentence in METHOD:
            text.draw(_(sentence))


def _tables(found: ReleasedPicture, name: str) -> None:
    st.header(_("Learning points"), anchor=False)
    table(found.points, POINTS, _("Learning points, in the order of the review"))
    text.draw(_(RULE), "muted")
    meanings(names(found), lambda at: released(found, at), name)
    st.header(_("Standards"), anchor=False)
    _chart(_("Standard"), found.standards, name)
    table(found.standards, STANDARDS, _("Standards, in the order of the checklist"))
    _judgements(found)
    if found.before:
        st.header(_("Change"), anchor=False)
        rows = (found.overall, *found.standards)
        table(
            rows,
            CHANGES,
            _("Since “{before}”, from the figures as they were released").format(
                before=found.before
            ),
        )
    st.header(_("Criteria"), anchor=False)
    if found.criteria:
        table(found.criteria, CRITERIA, _("Criteria, in the order of the checklist"))
    else:
        text.draw(_(NO_CRITERIA))


def _chart(what: str, results: tuple[ReleasedResult, ...], name: str) -> None:
    drawn = [(each.title, each.result) for each in results]
    chart.intervals(
        [(title, result) for title, result in drawn if result is not None],
        f"{name} {what.lower()}",
        alt=_(
            "Chart, a line for each {lower} whose numbers are shown: share met with its 95% interval and"
            " its target. The table says the same."
        ).format(lower=what.lower()),
    )
    hidden = [title for title, result in drawn if result is None]
    if hidden:
        text.draw(_("Not shown, so no line: {hidden}.").format(hidden=", ".join(hidden)), "muted")


def _judgements(found: ReleasedPicture) -> None:
    if found.judgements and found.judged.number != 0:
        given = "; ".join(f"{label} {n.words}" for label, n in found.judgements.items())
        text.draw(
            _("Overall judgements on the whole file, {words} given: {given}.").format(
                words=found.judged.words, given=given
            )
        )
