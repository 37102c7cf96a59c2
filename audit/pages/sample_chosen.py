"""Cases taken for certain or left out: rules that are added one by one, each with its reason."""

import re
from dataclasses import dataclass

import streamlit as st

from audit.model.language import N_, _
from audit.model.refusal import Refusal
from audit.model.sample import REASON_LIMIT, Chosen, Condition
from audit.pages.parts import text
from audit.rules.sample import check_reason
from audit.views.sample import SamplePage

CERTAIN, OUT = N_("Take for certain"), N_("Leave out")
BY_REFERENCE = N_("By case reference")
ALSO = N_("References, a line each")


@dataclass
class Rules:
    """What was chosen so far."""

    certainty: tuple[Chosen, ...]
    exclusions: tuple[Chosen, ...]

    def add(self, what: str, chosen: Chosen) -> None:
        """Add one more rule."""
        if what == CERTAIN:
            self.certainty = (*self.certainty, chosen)
        else:
            self.exclusions = (*self.exclusions, chosen)

    def remove(self, chosen: Chosen) -> None:
        """Take a rule away."""
        self.certainty = tuple(each for each in self.certainty if each is not chosen)
        self.exclusions = tuple(each for each in self.exclusions if each is not chosen)


def chosen(page: SamplePage, rules: Rules, key: str) -> None:
    """Draw the rules that there are, and the boxes for one more."""
    for what, every in ((CERTAIN, rules.certainty), (OUT, rules.exclusions)):
        for n, each in enumerate(every):
            with st.container(horizontal=True, vertical_alignment="center"):
                text.draw(f"{what}: {_words(each)}")
                st.button(
                    _("Take this rule away"),
                    on_click=rules.remove,
                    args=(each,),
                    key=f"{key}-{what}-{n}",
                )
    with st.expander(
        _("Take some for certain, or leave some out"), key=f"{key}-more", on_change="rerun"
    ):
        _one_more(page, rules, key)


def _words(chosen: Chosen) -> str:
    if chosen.condition is not None:
        which = _("{column} is {values}").format(
            column=chosen.condition.column, values=_(" or ").join(chosen.condition.values)
        )
    else:
        which = ", ".join(chosen.references)
    return f"{which} ({chosen.reason})"


def _one_more(page: SamplePage, rules: Rules, key: str) -> None:
    what = st.segmented_control(
        _("What to do with them"),
        [CERTAIN, OUT],
        format_func=_,
        default=CERTAIN,
        required=True,
        key=f"{key}-what",
    )
    columns = [BY_REFERENCE, *(name for name, values in page.columns.items() if values)]
    column = st.selectbox(_("Which cases"), columns, key=f"{key}-column")
    with st.form(f"{key}-form", border=False, clear_on_submit=True):
        if column == BY_REFERENCE:
            st.text_area(_(ALSO), key=f"{key}-references")
        else:
            values = page.columns[column]
            st.multiselect(
                text.plain(_("{column} is any of").format(column=column)),
                list(values),
                format_func=lambda each: f"{each} ({values[each]:,})",
                key=f"{key}-values-{column}",
            )
        st.text_input(
            _("Why, in words that identify nobody"), max_chars=REASON_LIMIT, key=f"{key}-reason"
        )
        st.form_submit_button(_("Add this rule"), on_click=_added, args=(rules, key, what, column))


def _added(rules: Rules, key: str, what: str, column: str) -> None:
    state = st.session_state
    try:
        reason = check_reason(state[f"{key}-reason"])
    except Refusal as refusal:
        state["unsaid"] = ("refused", str(refusal))
        return
    if column == BY_REFERENCE:
        lines = re.split(r"[\n;,]", state[f"{key}-references"])
        found = tuple(dict.fromkeys(filter(None, (" ".join(each.split()) for each in lines))))
        one = Chosen(reason=reason, references=found)
    else:
        found = tuple(state[f"{key}-values-{column}"])
        one = Chosen(reason=reason, condition=Condition(column=column, values=found))
    if found:
        rules.add(what, one)
    else:
        state["unsaid"] = ("refused", _("Choose which cases the rule is about."))
