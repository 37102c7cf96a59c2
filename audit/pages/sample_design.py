"""How a sample is to be drawn: strata, sizes, certain cases and those left out; the numbers first, then the draw."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from audit.commands.sample import draw, draw_again
from audit.documents.sample_tables import stratum_columns
from audit.model.language import _
from audit.model.refusal import Refusal
from audit.model.sample import (
    REASON_LIMIT,
    SEED_LIMIT,
    SIZE_LIMIT,
    Design,
    Shares,
)
from audit.pages import sample_chosen
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.meaning import meaning
from audit.pages.parts.once import once, used
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules import meaning_sample
from audit.rules.headline import many
from audit.rules.sample_shows import precision_words
from audit.rules.sample_words import total
from audit.views import sample as views

KEY = "sample-designing"
ACROSS = 3
"""Boxes beside one another."""


@dataclass
class Designing:
    """A design on its way: held in this tab alone, until a sample is drawn."""

    round_id: str
    start: Design
    chosen: sample_chosen.Rules
    mark: str = field(default_factory=lambda: secrets.token_hex(4))
    """Stands in the keys of its boxes, so that another design begins with fresh ones."""
    is_shown: bool = False
    """True once the numbers were asked for: from then on they follow the design."""
    plan: views.Plan | None = None

    def key(self, name: str) -> str:
        """The key of a box."""
        return f"sample-{self.mark}-{name}"


def design(desk: Desk, page: views.SamplePage, start: Design, *, again: bool = False) -> None:
    """Ask for a design, show what it comes to, and draw by it: once more, if the sample that stands is to go."""
    at = _designing(page.round_id, start)
    made = _asked(page, at)
    at.is_shown = st.button(_("Show the numbers"), key="sample-show") or at.is_shown
    if at.is_shown and _plan(desk, at, made):
        _numbers(at)
        _draw(desk, at, again=again)


def _designing(round_id: str, start: Design) -> Designing:
    found: Designing | None = st.session_state.get(KEY)
    if found is None or found.round_id != round_id:
        found = Designing(round_id, start, sample_chosen.Rules(start.certainty, start.exclusions))
        st.session_state[KEY] = found
    return found


# ---- Asking --------------------------------------------------------------------------------------------


def _asked(page: views.SamplePage, at: Designing) -> Design:
    start = at.start
    usable = [name for name, values in page.columns.items() if len(values) > 1]
    strata = tuple(
        st.multiselect(
            _("Strata: groups that are drawn from one by one"),
            usable,
            default=[each for each in start.strata if each in usable],
            placeholder=_("None: all cases together"),
            key=at.key("strata"),
            help=_(
                "A stratum for each value, or for each combination of values. Columns with more than 200"
                " values are not offered."
            ),
        )
    )
    shares = _shares(at) if strata else Shares.PROPORTIONAL
    sizes = _fixed(page, at) if shares is Shares.FIXED else _size(page, at, bool(strata))
    with st.container(horizontal=True):
        reserve = st.number_input(
            _("Reserves, in % of what is drawn"),
            0,
            1000,
            start.reserve,
            step=10,
            key=at.key("reserve"),
            help=_(
                "They come, strictly in drawn order, in the place of cases that cannot be audited."
            ),
        )
        months = st.number_input(
            _("Leave out what was in another round in the last months"),
            0,
            120,
            start.months,
            key=at.key("months"),
            help=_("Audited there, or still to be. 0 leaves nothing out for that."),
        )
    sample_chosen.chosen(page, at.chosen, at.key("chosen"))
    return Design(
        strata=strata,
        shares=shares,
        reserve=int(reserve),
        months=int(months),
        certainty=at.chosen.certainty,
        exclusions=at.chosen.exclusions,
        **sizes,
    )


def _shares(at: Designing) -> Shares:
    chosen = st.radio(
        _("How many from each stratum"),
        list(Shares),
        index=list(Shares).index(at.start.shares),
        format_func=lambda each: _(each.value)[:1].upper() + _(each.value)[1:],
        horizontal=True,
        key=at.key("shares"),
    )
    return chosen or Shares.PROPORTIONAL


def _size(page: views.SamplePage, at: Designing, stratified: bool) -> Mapping[str, int]:  # noqa: FBT001
    """Ask how many, and say beside it what so many can show."""
    box, beside = st.columns([2, 3])
    with box:
        size = st.number_input(
            _("Cases to draw at random"), 0, SIZE_LIMIT, at.start.size, key=at.key("size")
        )
        minimum = 0
        if stratified:
            minimum = st.number_input(
                _("From each stratum at least"),
                0,
                SIZE_LIMIT,
                at.start.minimum,
                key=at.key("minimum"),
            )
    with beside:
        _shows(page, at, int(size))
    return {"size": int(size), "minimum": int(minimum)}


def _fixed(page: views.SamplePage, at: Designing) -> Mapping[str, dict[str, int]]:
    """Ask for a number for each stratum, once the strata are known."""
    if at.plan is None or not at.is_shown:
        text.draw(_("Show the numbers first: then give one for each stratum."), "muted")
        return {"fixed": {}}
    fixed = {}
    across = st.columns(ACROSS)
    for n, each in enumerate(at.plan.strata):
        given = across[n % ACROSS].number_input(
            text.plain(
                _("From {name}, of {eligible:,}").format(name=each.name, eligible=each.eligible)
            ),
            0,
            SIZE_LIMIT,
            at.start.fixed.get(each.name, 0),
            key=at.key(f"fixed-{n}-{each.name}"),
        )
        if given:
            fixed[each.name] = int(given)
    _shows(page, at, sum(fixed.values()))
    return {"fixed": fixed}


def _shows(page: views.SamplePage, at: Designing, n: int) -> None:
    """What so many cases can show, of those that can be drawn as far as it is known."""
    every = page.frame.cases if page.frame else 0
    population = total(at.plan.strata).eligible if at.plan and at.is_shown else every
    found = views.shows(min(n, population), population, page.before)
    text.draw("\n".join(precision_words(found, page.before)), "muted")
    meaning(meaning_sample.sample(found))


# ---- Showing and drawing -------------------------------------------------------------------------------


def _plan(desk: Desk, at: Designing, made: Design) -> bool:
    """Work the numbers out where the design is another one; False where it cannot be drawn by."""
    if at.plan is not None and at.plan.design == made:
        return True
    try:
        before = at.plan
        at.plan = views.plan(desk.db, desk.by, at.round_id, made)
    except Refusal as refusal:
        st.error(text.plain(str(refusal)), icon=":material/block:")
        return False
    if made.shares is Shares.FIXED and _names(before) != _names(at.plan):
        st.rerun()  # the boxes for each stratum stand above
    return True


def _names(plan: views.Plan | None) -> list[str]:
    return [each.name for each in plan.strata] if plan else []


def _numbers(at: Designing) -> None:
    plan = at.plan
    assert plan is not None  # noqa: S101 - the caller has seen to it
    every = total(plan.strata)
    strata = [*plan.strata, every] if len(plan.strata) > 1 else plan.strata
    table(
        strata,
        stratum_columns(strata),
        _("What would be drawn: {cases}").format(cases=many(every.drawn + every.certain, "case")),
    )
    if plan.elsewhere:
        n = many(plan.elsewhere, "case")
        text.draw(
            _("Left out: {n} that another round had lately, or has now.").format(n=n), "muted"
        )
    text.draw(
        _("Which cases is not shown before they are drawn, and every draw stays on record."),
        "muted",
    )


def _draw(desk: Desk, at: Designing, *, again: bool) -> None:
    with st.form(at.key("draw"), border=False):
        st.text_input(
            _("Seed, if it is given: by a lottery, for instance"),
            max_chars=SEED_LIMIT,
            placeholder=_("Left empty, the tool chooses one at random as it draws"),
            key=at.key("seed"),
        )
        if again:
            st.text_input(
                _("Why the sample that stands is set aside"),
                max_chars=REASON_LIMIT,
                key=at.key("because"),
            )
        st.form_submit_button(
            _("Set it aside and draw again") if again else _("Draw the sample"),
            type="primary",
            on_click=_drawn,
            args=(desk, at, once("sample"), again),
        )


def _drawn(desk: Desk, at: Designing, key: str, again: bool) -> None:  # noqa: FBT001 - a callback's
    plan = at.plan
    assert plan is not None  # noqa: S101 - the button stands below it
    seed = st.session_state[at.key("seed")].strip()

    def one() -> str:
        asked = (desk.db, desk.by, at.round_id, plan.design)
        if again:
            because = st.session_state[at.key("because")]
            return draw_again(*asked, because, seen=plan.frame_id, seed=seed, key=key)
        return draw(*asked, seen=plan.frame_id, seed=seed, key=key)

    if act(one, "The sample is drawn, and its case files are in the round.") is not None:
        used("sample")
        st.session_state.pop(KEY, None)
