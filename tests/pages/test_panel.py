"""The panel's pages as they are drawn: whole while empty and full, inert whatever is written, bare for sharing."""

import pytest

from audit.commands import panel_chronology, panel_finding, panel_meeting, panel_summary
from audit.model.refusal import complaint
from audit.pages.parts.text import plain
from audit.views import panel as views
from tests import builders
from tests.builders import auditor, local, open_round, submitted
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
HOSTILE = "<img src=x onerror=alert(1)> **bold** [x](http://evil.example)"
PARTS = ("Side by side", "Chronology", "Meeting and whole case", "Learning summary")


@pytest.fixture
def made(pages_db):
    """A panel with one gap, on which only the sign-off is left, and hostile words in its texts."""
    round_id = open_round(pages_db)
    submitted(pages_db, round_id, agency="csc", ratings={"C1": "no"})
    submitted(pages_db, round_id, agency="gp", to=auditor(pages_db, "Gill"))
    panel_id = builders.filled_panel(pages_db, round_id)
    by = local(pages_db)
    panel_chronology.put(pages_db, by, panel_id, "2024", HOSTILE, ["gp"], looked=True)
    panel_finding.judge(pages_db, by, panel_id, "", "fair", HOSTILE, version=1, looked=True)
    return panel_id


@pytest.mark.parametrize("part", PARTS)
def test_each_part_is_drawn_whole_and_what_people_wrote_stays_text(made, part):
    at = opened("panel", id=made)
    at.segmented_control(key="panel-part").set_value(part).run()
    assert_whole(at)
    assert not [each for each in drawn(at) if "<img" in each]


def test_the_meeting_room_shows_no_text_of_a_person_until_it_is_asked_for(made, pages_db):
    at = opened("panel-room", id=made)
    screens = len(views.panel(pages_db, local(pages_db), made).standards) + 3
    bare = "".join(drawn(at))
    for _ in range(screens - 1):
        next(each for each in at.button if each.label == "Next").click().run()
        assert_whole(at)
        bare += "".join(drawn(at))
    for each in ("evil.example", "Notes on C1", "It was not passed on", "Seen by all"):
        assert each not in bare
    at.toggle(key="room-evidence").set_value(True).run()
    at.toggle(key="room-whole").set_value(True).run()
    shown = "".join(drawn(at))
    for each in ("evil.example", "Notes on C1", "It was not passed on", "Seen by all"):
        assert each in shown
    assert "<img" not in shown


# ---- Nothing that is entered is lost ---------------------------------------------------------------------------


def at_part(made, part):
    at = opened("panel", id=made)
    return turned(at, part)


def turned(at, part):
    return at.segmented_control(key="panel-part").set_value(part).run()


def area(at, label):
    (found,) = (each for each in at.text_area if each.label == label)
    return found


def press(at, label):
    next(each for each in at.button if each.label == label).click()
    return at.run()


def test_what_is_begun_and_not_kept_is_there_after_another_part_was_looked_at(made):
    at = at_part(made, "Chronology")
    area(at, "What happened").set_value("Seen at home").run()
    at.text_input[0].set_value("March 2024").run()
    turned(at, "Learning summary")
    turned(at, "Chronology")
    assert area(at, "What happened").value == "Seen at home"
    assert at.text_input[0].value == "March 2024"


def test_a_line_that_somebody_adds_meanwhile_takes_nobodys_words_away(made, pages_db):
    at = at_part(made, "Chronology")
    area(at, "What happened").set_value("Seen at home").run()
    panel_chronology.put(pages_db, local(pages_db), made, "2023", "Booked", [])
    at.text_input[0].set_value("March 2024").run()
    press(at, "Add it")
    found = views.panel(pages_db, local(pages_db), made).chronology
    assert {"Booked", "Seen at home"} <= {each.what for each in found}
    assert (area(at, "What happened").value, at.text_input[0].value) == ("", "")


def test_what_has_no_box_any_more_is_still_shown(made, pages_db):
    """Signed off by somebody else, the panel has no boxes: what was being written does not go with them."""
    by = local(pages_db)
    at = opened("panel", id=made)
    area(at, "What the panel makes of it").set_value("As I see it").run()
    assert not unkept(at)
    turned(at, "Chronology")
    assert unkept(at) == {"Written and not kept: 1": ["As I see it"]}
    at.selectbox(key="panel-line").set_value(2).run()
    next(each for each in at.text_area if HOSTILE in each.value).set_value(f"Also {HOSTILE}").run()
    panel_chronology.take_out(pages_db, by, made, 2, "Of another child", version=1)
    builders.signed(pages_db, by, made)
    at.run()
    assert unkept(at) == {"Written and not kept: 2": ["As I see it", f"Also {HOSTILE}"]}
    assert not at.text_area
    turned(at, "Side by side")
    assert unkept(at) == {"Written and not kept: 2": ["As I see it", f"Also {HOSTILE}"]}


def unkept(at):
    """What is said to be written and not kept, under its heading."""
    return {
        each.label: [words.value for words in each.text]
        for each in at.expander
        if each.label.startswith("Written")
    }


def test_both_texts_are_shown_where_another_was_kept_first_and_neither_goes_unasked(made, pages_db):
    by, rationale = local(pages_db), "Rationale: what weighed most, and how it was weighed"
    at = at_part(made, "Meeting and whole case")
    area(at, rationale).set_value("As I see it").run()
    panel_finding.judge(pages_db, by, made, "", "fair", "As they see it", version=2)
    press(at, "Keep the judgement")
    assert plain(complaint("panel.moved-on", "Here").what) in at.error[0].value
    assert area(at, rationale).value == "As I see it"
    assert any("As they see it" in each.value for each in at.text)
    assert views.panel(pages_db, by, made).judged[""].judgement.rationale == "As they see it"
    press(at, "Keep the judgement, in place of what stands there")
    assert views.panel(pages_db, by, made).judged[""].judgement.rationale == "As I see it"
    assert area(at, rationale).value == "As I see it"
    assert not any("changed while you wrote" in each.value for each in at.warning)


def test_where_nothing_was_written_what_somebody_else_kept_is_shown(made, pages_db):
    by, rationale = local(pages_db), "Rationale: what weighed most, and how it was weighed"
    at = at_part(made, "Meeting and whole case")
    panel_finding.judge(pages_db, by, made, "", "fair", "As they see it", version=2)
    at.run()
    assert area(at, rationale).value == "As they see it"
    assert not at.warning


def test_a_note_keeps_its_choice_beside_its_words(made, pages_db):
    at = opened("panel", id=made)
    key = next(each.key for each in at.segmented_control if each.label == "Gap on C1")
    at.segmented_control(key=key).set_value(False).run()
    panel_finding.note(pages_db, local(pages_db), made, "C1", "By them", is_gap=True, version=1)
    at.run()
    assert at.segmented_control(key=key).value is False
    assert any("It is a gap. By them" in each.value for each in at.text)
    assert area(at, "What the panel makes of it").value == "It was not passed on"


def test_a_double_click_is_no_look_at_what_was_pointed_out(made, pages_db):
    """The second press of a double click has not read what the first one said: it asks again."""
    at = at_part(made, "Chronology")
    at.text_input[0].set_value("March 2024").run()
    area(at, "What happened").set_value("Seen, 943 476 5919").run()
    press(at, "Add it")
    area(at, "What happened").set_value("Seen again, 943 476 5919").run()
    press(at, "It identifies nobody: keep it")
    said = {each.what for each in views.panel(pages_db, local(pages_db), made).chronology}
    assert "Seen again, 943 476 5919" not in said
    press(at, "It identifies nobody: keep it")
    said = {each.what for each in views.panel(pages_db, local(pages_db), made).chronology}
    assert "Seen again, 943 476 5919" in said


def test_the_summary_is_filled_anew_in_the_box_alone_and_what_stood_there_comes_back(
    made, pages_db
):
    by = local(pages_db)
    version = views.panel(pages_db, by, made).panel.version
    panel_summary.summarise(pages_db, by, made, "As they wrote it", version=version)
    at = at_part(made, "Learning summary")
    area(at, "Learning summary").set_value("As I write it").run()
    press(at, "Write it anew from the panel")
    page = views.panel(pages_db, by, made)
    assert area(at, "Learning summary").value == page.draft
    assert page.panel.summary == "As they wrote it"
    press(at, "Put back what stood in the box")
    assert area(at, "Learning summary").value == "As I write it"
    press(at, "Write it anew from the panel")
    press(at, "Keep the summary")
    assert views.panel(pages_db, by, made).panel.summary == page.draft
    assert not any("not kept yet" in each for each in drawn(at))


def test_the_day_is_kept_by_its_button(made, pages_db):
    at = at_part(made, "Meeting and whole case")
    at.date_input[0].set_value(builders.START.date().replace(day=1)).run()
    assert views.panel(pages_db, local(pages_db), made).panel.held_on == builders.START.date()
    press(at, "Keep the day")
    held = views.panel(pages_db, local(pages_db), made).panel.held_on
    assert held == builders.START.date().replace(day=1)


def test_who_was_present_is_typed_on_while_somebody_else_is_added(made, pages_db):
    at = at_part(made, "Meeting and whole case")
    at.text_input[0].set_value("Named midwife").run()
    panel_meeting.attended(pages_db, local(pages_db), made, "Chair", "")
    at.run()
    assert at.text_input[0].value == "Named midwife"
    press(at, "Add who was present")
    roles = {each.role for each in views.panel(pages_db, local(pages_db), made).present}
    assert {"Chair", "Named midwife"} <= roles


def test_it_is_not_signed_off_over_a_change_that_was_not_seen(made, pages_db):
    at = at_part(made, "Meeting and whole case")
    panel_chronology.put(pages_db, local(pages_db), made, "2023", "Booked", [])
    press(at, "Sign the panel off")
    assert plain(complaint("panel.unseen", "Here").what) in at.error[0].value
    assert not views.panel(pages_db, local(pages_db), made).panel.is_signed_off
    press(at, "Sign the panel off")
    assert views.panel(pages_db, local(pages_db), made).panel.is_signed_off


def test_each_panel_has_its_own_place_in_the_meeting_room(made, pages_db):
    round_id = open_round(pages_db, "Autumn 2026")
    submitted(pages_db, round_id)
    other = builders.begun_panel(pages_db, round_id)
    at = opened("panel-room", id=made)
    press(at, "Next")
    assert "screen 2 of" in at.title[0].value
    at.query_params["id"] = other
    at.run()
    assert "screen 1 of" in at.title[0].value


def test_a_panel_that_is_not_there_is_said_plainly(pages_db):
    for path in ("panel", "panel-room"):
        at = opened(path, id="nowhere")
        assert not at.exception
        assert len(at.error) == 1
