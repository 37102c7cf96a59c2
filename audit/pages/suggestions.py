"""What the results of a round suggest as findings: taken up, put in other words, or declined with a reason."""

from functools import partial

import streamlit as st

from audit.commands.finding import decline, raise_, take_up_again
from audit.documents.finding_tables import DECIDED, SUGGESTED
from audit.model.finding import Decision, Origin, Suggestion
from audit.model.language import _, in_english, speaks_english
from audit.pages.desk import Desk
from audit.pages.parts import minuted, text
from audit.pages.parts.finding_form import Cited, filled, form
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.pages.parts.which import which
from audit.rules.headline import many
from audit.views import finding as views
from audit.views.finding import FindingsPage, Suggested


def suggestions(desk: Desk, page: FindingsPage) -> None:
    """Draw what is suggested by rule, the one that is looked at, and what was decided."""
    found = views.suggested(desk.db, desk.by, page.round_id)
    n = (
        _("{suggestions} to decide on").format(suggestions=many(len(found.open), "suggestion"))
        if found.open
        else _("Nothing to decide on")
    )
    text.draw(_("{n}; {n_2:,} decided.").format(n=n, n_2=len(found.decided)), "statement")
    text.draw(_("A rule points; what was found is for you to say."), "muted")
    if found.open and not page.is_disposed:
        kept = (
            found
            if speaks_english()
            else in_english(views.suggested)(desk.db, desk.by, page.round_id)
        )
        _open(desk, page, found, {each.key: each for each in kept.open})
    _decided(desk, page, found)


def _open(desk: Desk, page: FindingsPage, found: Suggested, kept: dict[str, Suggestion]) -> None:
    by_rule: dict[str, list[Suggestion]] = {}
    for each in found.open:
        by_rule.setdefault(each.rule, []).append(each)
    rule = st.selectbox(
        _("Rule"),
        list(by_rule),
        format_func=lambda each: _("{each} {n} found.").format(each=_(each), n=len(by_rule[each])),
        key=f"suggestion-rule-{page.round_id}",
    )
    table(
        by_rule[rule], SUGGESTED, _("{rule} {n} found.").format(rule=_(rule), n=len(by_rule[rule]))
    )
    known = {each.key: each for each in by_rule[rule]}
    # With what each is about: one criterion can be the worst of several learning points.
    about = {key: key.partition("/")[2] for key in known}
    called = {
        key: f"{each.words.kind.sign} {about[key]}: {each.words.title}"
        for key, each in known.items()
    }
    chosen = known[which("suggestion", called, _("Decide on"))]
    _one(desk, page, chosen, kept.get(chosen.key, chosen))


def _one(desk: Desk, page: FindingsPage, each: Suggestion, kept: Suggestion) -> None:
    """`kept` is the same in English: what it rests on is kept, and read by others."""
    token = once(f"suggestion-{page.round_id}-{each.key}")
    name = f"suggestion-{token}"
    cited = Cited(page.checklist, page.review, page.themes)
    with st.container(border=True):
        text.draw(_(each.rule), "muted")
        text.draw(each.basis, "statement")
        typed = form(name, cited, each.words)
        minuted.keep(
            name,
            _("Raise it as a finding"),
            partial(_accepted, desk, page, (each, kept), cited, name),
            typed=typed,
            done=_("The finding is raised."),
        )
        because = f"{name}-because"
        st.text_input(_("Why it is no finding"), key=because, persist_state="session")
        minuted.keep(
            f"{name}-no",
            _("Decline it"),
            partial(_declined, desk, page.round_id, kept, because),
            typed=because,
            done=_("Declined, with the reason."),
            main=False,
        )


def _accepted(
    desk: Desk,
    page: FindingsPage,
    both: tuple[Suggestion, Suggestion],
    cited: Cited,
    name: str,
    *,
    looked: bool,
) -> None:
    """What was left as it was suggested is kept in English, as what it rests on: others read it, too."""
    shown, kept = both
    words = filled(name, cited)
    if words.title == shown.words.title:
        words = words.model_copy(update={"title": kept.words.title})
    raise_(
        desk.db,
        desk.by,
        page.round_id,
        words,
        Origin.RESULTS,
        files=shown.files,
        suggestion=shown.model_copy(update={"basis": kept.basis}),
        looked=looked,
        key=name,
    )
    used(f"suggestion-{page.round_id}-{shown.key}")


def _declined(desk: Desk, round_id: str, each: Suggestion, because: str, *, looked: bool) -> None:
    # Read as it is pressed: what stood there when the button was drawn is what was there before the last words.
    decline(desk.db, desk.by, round_id, each, st.session_state[because], looked=looked)


def _decided(desk: Desk, page: FindingsPage, found: Suggested) -> None:
    if not found.decided:
        return
    table(found.decided, DECIDED, _("What was decided, the latest first"))
    declined = {each.key: each for each in found.decided if each.decision is Decision.DECLINED}
    if not declined or page.is_disposed:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        called = {key: each.title for key, each in declined.items()}
        chosen = which("declined", called, _("Offer one again that was declined"))
        st.button(
            _("Offer it again"),
            on_click=act,
            args=(partial(take_up_again, desk.db, desk.by, page.round_id, chosen),),
        )
