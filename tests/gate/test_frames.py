"""Frames that no page of ours would send: another person's id, a box that is shut, a button that nobody drew.

The tool uses no table that can be edited: what such a frame would change is not there.
"""

import re
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg

from audit.commands import case_audit, person
from audit.commands.person import local
from audit.model.person import Role
from audit.store import case_audits
from tests.builders import complete, open_round, started
from tests.gate.test_sign_in import acts

FORGED = "Forged zq by a frame"
WIDGET = re.compile(r'(text_area|button_group) \{\s+id: "([^"]+)"')
STEP, CRITERION = "carers", "C1"


@pytest.fixture(scope="package")
def audits(kept, provider):
    """Two case audits of one auditor, one open and one submitted, and one that is somebody else's."""
    by = local(kept)
    ours, theirs = (
        person.admit(kept, by, name, (Role.AUDITOR,), issuer=provider.issuer, subject=name)
        for name in ("kim", "lou")
    )
    round_id = open_round(kept)
    open_one, shut, other = (
        started(kept, round_id, f"S-90{n}", to=to) for n, to in enumerate((ours, ours, theirs))
    )
    for each, to in ((open_one, ours), (shut, ours), (other, theirs)):
        complete(kept, to, each)
    case_audit.submit(kept, ours, shut)
    return {"open": open_one, "shut": shut, "other": other}


@pytest.fixture
def kim(visitor, audits):
    made = visitor()
    made.sign_in("kim")
    return made


def asks(audit_id: str) -> BackMsg:
    asked = BackMsg()
    asked.rerun_script.query_string = f"id={audit_id}&step={STEP}"
    asked.rerun_script.page_name = "case-audit"
    return asked


def forged(audit_id: str, told: str) -> BackMsg:
    """The frame that enters something into every box and every choice of what was told."""
    asked = asks(audit_id)
    found = WIDGET.findall(told)
    assert {kind for kind, _ in found} == {"text_area", "button_group"}
    for kind, widget in found:
        state = asked.rerun_script.widget_states.widgets.add(id=widget)
        if kind == "text_area":
            state.string_value = FORGED
        else:
            state.string_array_value.data.append("no")
    return asked


def answers(kept, audit_id):
    with kept.reading() as connection:
        return case_audits.answers(connection, audit_id)


def test_the_control_what_is_entered_where_it_may_be_is_kept(kim, kept, audits):
    """Else the tests below would pass whatever the tool did."""
    with kim.socket() as tab:
        told = tab.run(asks(audits["open"]))
        tab.run(forged(audits["open"], told))
    assert FORGED in {each.evidence for each in answers(kept, audits["open"]).values()}


def test_boxes_and_choices_that_are_shut_take_nothing(kim, kept, audits):
    """A submitted case audit, its boxes grey: a browser's own tools make them white again."""
    before = answers(kept, audits["shut"])
    with kim.socket() as tab:
        told = tab.run(asks(audits["shut"]))
        tab.run(forged(audits["shut"], told))
    assert answers(kept, audits["shut"]) == before


def test_a_frame_that_names_somebody_else_s_file_gets_nothing(kim, kept, audits):
    """As if there were no such file; and the boxes of one's own lead nowhere else."""
    before = answers(kept, audits["other"])
    with kim.socket() as tab:
        told = tab.run(asks(audits["open"]))
        theirs = tab.run(asks(audits["other"]))
        assert "no such case audit" in theirs
        assert "S-902" not in theirs
        entered = forged(audits["other"], told)
        assert "S-902" not in tab.run(entered)
    assert answers(kept, audits["other"]) == before
    assert any("not-found" in detail for _, detail in acts(kept, "access.refused"))


def test_a_button_that_was_not_drawn_does_nothing(kim, kept, audits):
    """An auditor presses what only a QA lead is shown."""
    with kept.reading() as connection:
        before = case_audits.find(connection, audits["shut"])
    asked = asks(audits["shut"])
    for name in ("send-back", "return", "submit", "dispose", "admit"):
        asked.rerun_script.widget_states.widgets.add(id=f"$$ID-0-{name}", trigger_value=True)
    with kim.socket() as tab:
        tab.run(asks(audits["shut"]))
        tab.run(asked)
    with kept.reading() as connection:
        assert case_audits.find(connection, audits["shut"]) == before


def test_no_page_draws_a_table_that_a_frame_could_change():
    """`st.data_editor` takes rows and columns that it never showed; whoever needs one must check again."""
    pages = Path(__file__).parents[2] / "audit" / "pages"
    assert not [each for each in pages.rglob("*.py") if "data_editor" in each.read_text("utf-8")]
