"""The part of a round's page on practice: what is asked before live files, who has passed, where people go astray."""

from functools import partial

import streamlit as st

from audit.commands.calibration import REASON_LIMIT, ask, let_in
from audit.documents.calibration_tables import AUDITORS, CRITERIA
from audit.model.calibration import LEAST_BAR
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules.calibration import bar_words
from audit.rules.headline import many
from audit.rules.identifier import suspects
from audit.views import calibration as views
from audit.views import identifier as identifiers
from audit.views.round import RoundPage

NONE = ""


def calibration(desk: Desk, page: RoundPage) -> None:
    """Have auditors pass a practice file with agreed answers before live files, and see how they did."""
    found = views.calibration(desk.db, desk.by, page.entry.id)
    if found.is_single:
        text.draw(_("These files are audited one by one; nobody is asked to practise for them."))
        return
    _asked(desk, found)
    if found.set_id is None and not found.attempts:
        return
    _auditors(found)
    if found.set_id is not None and found.can_change:
        _let_in(desk, found)
    _criteria(found)


def _asked(desk: Desk, found: views.CalibrationPage) -> None:
    st.header(_("Before live files"), anchor=False)
    if not found.choices:
        text.draw(_("No practice set is published for this checklist, so none can be asked for."))
        return
    titles = {NONE: _("Nothing is asked")} | {
        each.id: _("{title}, version {version}").format(title=each.title, version=each.version)
        for each in found.choices
    }
    if not found.can_change:
        text.draw(f"{titles[found.set_id or NONE]}{_at(found)}.")
        return
    name = f"calibration-{found.round_id}-{found.set_id}-{found.bar}"
    text.draw(
        _(
            "An auditor who has not begun rates a made-up file first, and starts live files once enough of it is"
            " rated as agreed. Who has begun goes on, and who has passed stays passed."
        )
    )
    keys = list(titles)
    chosen = st.selectbox(
        _("What an auditor passes first"),
        keys,
        index=keys.index(found.set_id or NONE),
        format_func=titles.__getitem__,
        key=f"{name}-set",
    )
    bar = found.bar
    if chosen:
        bar = int(
            st.number_input(
                _("Bar, per cent rated as agreed"),
                LEAST_BAR,
                100,
                found.bar,
                key=f"{name}-bar",
                help=_(
                    "90% is a published one: LONGSCAN, a study of child protection records, let nobody read"
                    " live files before 90% of a practice set agreed with the agreed answers."
                ),
            )
        )
        text.draw(_meaning(found, chosen, bar), "muted")
    st.button(
        _("Keep it so"),
        key=f"{name}-keep",
        on_click=act,
        args=(
            partial(ask, desk.db, desk.by, found.round_id, chosen or None, bar),
            _("It is kept."),
        ),
    )


def _at(found: views.CalibrationPage) -> str:
    return _(", at {bar}%").format(bar=found.bar) if found.set_id else ""


def _meaning(found: views.CalibrationPage, set_id: str, bar: int) -> str:
    """The bar as so many of so many, for each file."""
    files = next(each.files for each in found.choices if each.id == set_id)
    lines = [
        _("{title}: {bar_words} criteria, about {minutes} minutes").format(
            title=title, bar_words=bar_words(bar, of), minutes=minutes
        )
        for title, of, minutes in files
    ]
    return "\n".join(lines)


def _auditors(found: views.CalibrationPage) -> None:
    st.header(_("Who has passed"), anchor=False)
    if not found.auditors:
        text.draw(_("The round has no auditor yet."))
        return
    passed = sum(each.standing.passed for each in found.auditors)
    shut = sum(not each.standing.is_through for each in found.auditors)
    text.draw(
        _("{passed} of {auditors} passed; live files are not open yet to {shut}.").format(
            passed=passed, auditors=many(len(found.auditors), "auditor"), shut=shut
        ),
        "statement",
    )
    table(found.auditors, AUDITORS, _("Auditors, in the order of their names"))
    text.draw(
        _("An auditor sees their own result, and nobody else's. A board sees none of this."),
        "muted",
    )


def _let_in(desk: Desk, found: views.CalibrationPage) -> None:
    waiting = {each.person_id: each.name for each in found.auditors if not each.standing.is_through}
    if not waiting:
        return
    with st.expander(_("Let somebody in without passing")):
        # A name of its own until it is done: who is let in meanwhile by somebody else takes no words away.
        name = f"calibration-in-{once(f'calibration-in-{found.round_id}')}"
        st.selectbox(
            _("Auditor"),
            list(waiting),
            format_func=waiting.__getitem__,
            key=f"{name}-who",
            persist_state="session",
        )
        reason = st.text_input(
            _("Why"), key=f"{name}-why", max_chars=REASON_LIMIT, persist_state="session"
        )
        for each in suspects(reason, identifiers.words(desk.db, desk.by))[:3]:
            text.draw(
                _(
                    "This looks like {kind}: “{found}”. What is written here should identify nobody."
                ).format(kind=each.kind, found=each.found),
                "pointed",
            )
        st.button(
            _("Let them in"),
            key=f"{name}-go",
            on_click=act,
            args=(
                partial(_in, desk, found.round_id, name),
                _("Live files are open to them."),
            ),
        )


def _in(desk: Desk, round_id: str, name: str) -> None:
    who, reason = (st.session_state[f"{name}-{part}"] for part in ("who", "why"))
    let_in(desk.db, desk.by, round_id, who, reason)
    used(f"calibration-in-{round_id}")


def _criteria(found: views.CalibrationPage) -> None:
    if not found.criteria:
        return
    st.header(_("Where people go astray"), anchor=False)
    text.draw(
        _(
            "What agreed least stands first: talk these through with the auditors, or reword them. Each auditor's"
            " first attempt at each file counts here; after it they had seen the agreed answers."
        ),
        "muted",
    )
    table(found.criteria, CRITERIA, _("By criterion, what agreed least first"))
