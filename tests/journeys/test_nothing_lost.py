"""However fast somebody works and whatever breaks, what the screen calls saved is in the database.

If one of these fails, auditors' work is being lost while the screen says that it is there.
"""

import random
import re

import pytest
from playwright.sync_api import WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from audit.commands.rating import rate
from tests.journeys.book import until
from tests.journeys.wire import Wire

pytestmark = pytest.mark.browser

STANDARD = "history"
CRITERIA = ("H1", "H2", "H3", "H4", "H5")
CLICKS = 24
CLICK_ON = """async ([seq, gap]) => {
  for (const [card, place] of seq) {
    document.querySelectorAll(`.st-key-criterion-${card} [class*="st-key-rating-"] [role=radio]`)[place].click();
    await new Promise(done => setTimeout(done, gap));
  }
}"""
SAVED = re.compile(r"^Saved \d\d:\d\d")


def assert_all_kept(tab, book, audit, wanted):
    """Screen, database and what was meant are one, and every line says so."""
    for key, place in wanted.items():
        expect(tab.line(key)).to_have_text(SAVED)
        assert (tab.chosen(key), book.answer(audit, key).rating) == (
            place,
            book.rating_at(audit, place),
        ), key


@pytest.mark.parametrize("gap", [20, 40, 80, 150])
def test_ratings_clicked_in_quick_succession(tab, book, gap):
    """Streamlit drops callbacks of quick clicks: without the second look ratings vanish unseen."""
    audit = book.new_audit()
    tab.go(audit, STANDARD)
    rng = random.Random(gap)
    clicks = [(CRITERIA[n % len(CRITERIA)], rng.randrange(5)) for n in range(CLICKS)]
    wanted: dict[str, int] = {}
    for key, place in clicks:  # a second click on a rating takes it back
        wanted[key] = -1 if wanted.get(key) == place else place
    tab.page.evaluate(CLICK_ON, [clicks, gap])
    assert_all_kept(tab, book, audit, wanted)


def test_digits_pressed_as_fast_as_keys_go(tab, book):
    """The keyboard is how an auditor works: no digit may be lost on the way to the next criterion."""
    audit = book.new_audit()
    tab.go(audit, STANDARD)
    rng = random.Random(1)
    wanted = {}
    for _ in range(4):
        for key in CRITERIA:
            wanted[key] = rng.randrange(5)
            tab.press(str(wanted[key] + 1))
        judged = rng.randrange(4)
        tab.press(str(judged + 1), "p", "p", "p", "p", "p")
    assert_all_kept(tab, book, audit, wanted)
    expect(tab.line("judgement-history")).to_have_text(SAVED)
    scale = book.checklist(audit).judgement_scale
    assert book.judgement(audit, STANDARD)[0] == scale.values[judged].key
    assert tab.chosen("judgement-history") == judged


def test_text_typed_just_before_another_page_is_opened(tab, book):
    """A tap on a link sends the page switch before the text: it must wait for the text."""
    audit = book.new_audit()
    tab.go(audit, STANDARD)
    tab.box("H1").click()
    tab.type("Booking letter, 3 March, p. 2")
    tab.page.get_by_role("link", name="Board").click()
    tab.page.wait_for_url("**/board*")
    tab.settle()
    assert book.answer(audit, "H1").evidence == "Booking letter, 3 March, p. 2"
    tab.page.go_back()
    expect(tab.box("H1")).to_have_value("Booking letter, 3 March, p. 2")
    assert all(book.answer(audit, key).evidence == "" for key in CRITERIA[1:])


def test_text_typed_just_before_the_tab_is_closed(tab, book):
    """Closing on a line that is not kept yet warns, and whoever stays has it kept."""
    audit = book.new_audit()
    tab.go(audit, STANDARD)
    tab.box("H2").click()
    tab.type("Health visitor's note, 9 May")
    tab.leaves = False
    tab.page.close(run_before_unload=True)
    expect(tab.line("H2")).to_have_text(SAVED)
    assert tab.warnings == 1
    assert book.answer(audit, "H2").evidence == "Health visitor's note, 9 May"
    with tab.page.expect_event("close"):
        tab.page.close(run_before_unload=True)
    assert tab.warnings == 1  # all was kept, so nobody was warned again


@pytest.fixture
def wire(app):
    """The line to the shared app, which can be cut."""
    made = Wire(app.port)
    yield made
    made.close()


@pytest.mark.parametrize("ends", ["the line comes back", "the line breaks first"])
def test_work_done_in_a_tunnel(tab, book, wire, ends):
    """Nothing arrives and nobody is told. Meanwhile nothing may be called saved; afterwards all of it is."""
    audit = book.new_audit()
    tab.url = wire.url
    tab.go(audit, STANDARD)
    tab.press("1")
    expect(tab.line("H1")).to_have_text(SAVED)
    wire.hold()
    tab.choice("H1", 1).click()
    tab.box("H1").click()
    tab.type("Typed in the tunnel")
    tab.choice("H2", 3).click()
    for key in ("H1", "H2"):
        expect(tab.line(key)).to_have_text("Not saved yet")
    if ends == "the line breaks first":
        wire.cut()
    wire.mend()
    assert_all_kept(tab, book, audit, {"H1": 1, "H2": 3})
    expect(tab.box("H1")).to_have_value("Typed in the tunnel")
    assert book.answer(audit, "H1").evidence == "Typed in the tunnel"


def test_a_broken_line_is_said_in_words(tab, book, wire):
    """Every box is shut then: whoever types on must be told, and works on where they were afterwards."""
    audit = book.new_audit()
    tab.url = wire.url
    tab.go(audit, STANDARD)
    said = tab.page.locator(".st-key-line [role=alert]")
    expect(said).to_be_hidden()
    tab.press("e")
    tab.type("Written before")
    wire.cut()
    expect(said).to_contain_text("Not connected. What you type or choose now is not taken.")
    expect(tab.page.get_by_role("dialog")).to_have_count(0)
    expect(tab.line("H1")).to_have_text("Not saved yet")
    tab.type(", and typed into nothing")
    wire.mend()
    expect(said).to_have_text("Connected again.")
    expect(tab.line("H1")).to_have_text(SAVED)
    expect(tab.box("H1")).to_be_focused()
    tab.type(", and after")
    tab.press("Escape")
    until(lambda: book.answer(audit, "H1").evidence == "Written before, and after")
    expect(said).to_be_hidden()


def test_a_digit_pressed_as_soon_as_the_keyboard_is_there(opened, app, book):
    """However late the browser has fetched what draws the ratings."""
    tab, audit = (
        opened(app, locale="en-GB"),
        book.new_audit(),
    )  # a page that has fetched nothing yet
    late = []

    def slowly(route):
        late.append(route)
        tab.page.wait_for_timeout(1500)
        route.continue_()

    tab.page.route("**/static/js/ButtonGroup*", slowly)
    tab.page.goto(f"{tab.url}/case-audit?id={audit}&step={STANDARD}")
    tab.page.wait_for_function("() => document.activeElement !== document.body")
    tab.press("1", "2")
    assert late
    assert_all_kept(tab, book, audit, {"H1": 0, "H2": 1})


def test_a_digit_after_a_redraw_swept_the_keyboard_away(tab, book):
    """It falls on the card that the keyboard was on; after writing or a click beside, on none."""
    audit = book.new_audit()
    tab.go(audit, STANDARD)
    lose = "() => document.activeElement.blur()"  # as when what has the focus is drawn anew
    tab.press("n")
    tab.page.evaluate(lose)
    tab.press("2")
    assert_all_kept(tab, book, audit, {"H2": 1})
    assert tab.focused_card() == "H3"
    tab.press("e")
    tab.page.evaluate(lose)
    tab.press("1")
    tab.page.get_by_role("heading", name="History").click()
    tab.press("1")
    tab.settle()
    assert_all_kept(tab, book, audit, {"H2": 1})
    assert [key for key in tab.cards() if tab.chosen(key) >= 0] == ["H2"]


@pytest.mark.parametrize("seconds", [0.5, 4])
def test_on_to_the_next_standard_while_the_server_is_slow(tab, book, app, seconds):
    """A text and a step in one request lose one of the two: the step waits, however long it takes."""
    audit = book.new_audit()
    tab.go(audit, STANDARD)
    with app.standing_still() as goes_on:
        tab.press("1", "p", "e")
        tab.type("Seen on p. 3")
        tab.press("Escape", "Shift+N", "Shift+N", "5")
        tab.page.wait_for_timeout(1000 * seconds)
        assert tab.page.get_by_role("heading", name="History").is_visible()
        held = tab.page.locator("[data-pa-held]")
        assert held.count() == (seconds > 2)
        goes_on()
        tab.to_step("sharing")
    assert (book.answer(audit, "H1").rating, book.answer(audit, "H1").evidence) == (
        "met",
        "Seen on p. 3",
    )
    assert held.count() == 0


def test_stays_on_this_standard_after_all(tab, book, app):
    """Whoever is kept waiting can say that they stay, and goes on writing."""
    audit = book.new_audit()
    tab.go(audit, STANDARD)
    with app.standing_still() as goes_on:
        tab.press("1", "p", "Shift+N", "Escape", "e")
        tab.type("One more line")
        goes_on()
        expect(tab.line("H1")).to_have_text(SAVED)
    assert book.answer(audit, "H1").evidence == "One more line"
    assert "step=history" in tab.page.url


def test_closing_a_tab_in_a_tunnel_warns(tab, book, wire):
    """What has not arrived would be gone with the tab."""
    audit = book.new_audit()
    tab.url = wire.url
    tab.go(audit, STANDARD)
    wire.hold()
    tab.choice("H1", 0).click()
    with tab.page.expect_event("close"):
        tab.page.close(run_before_unload=True)
    assert tab.warnings == 1
    assert book.answer(audit, "H1").rating is None


def test_the_server_is_killed_and_started_anew_under_an_open_page(opened, new_app, new_book):
    """The new server knows nothing of the page: what was saved stands, what was not is entered again."""
    tab, audit = opened(new_app), new_book.new_audit()
    tab.go(audit, STANDARD)
    tab.press("1", "2")
    tab.press("p", "e")
    tab.type("Kept before")
    assert_all_kept(tab, new_book, audit, {"H1": 0, "H2": 1})
    expect(tab.line("H2")).to_have_text(SAVED)
    tab.press("Escape", "n", "3", "e")
    tab.type("Not sent yet")
    new_app.stop(roughly=True)
    expect(tab.line("H4")).to_have_text("Not saved yet")
    new_app.start()
    assert_all_kept(tab, new_book, audit, {"H1": 0, "H2": 1, "H3": 2})
    assert new_book.answer(audit, "H2").evidence == "Kept before"
    expect(tab.box("H4")).to_have_value("Not sent yet")
    # The page comes back once the new server has started whole, which takes a busy machine its time.
    expect(tab.line("H4")).to_have_text(SAVED, timeout=60_000)
    assert new_book.answer(audit, "H4").evidence == "Not sent yet"


def _without_values(line: WebSocketRoute) -> None:
    """Let each drawing through as the one after it would be: with nothing to put into any widget."""
    server = line.connect_to_server()

    def pass_on(message: str | bytes) -> None:
        told = ForwardMsg.FromString(message)
        drawn = told.delta.new_element
        for kind in ("text_area", "button_group", "checkbox", "multiselect", "selectbox"):
            if drawn.HasField(kind) and getattr(drawn, kind).set_value:
                getattr(drawn, kind).set_value = False
        line.send(told.SerializeToString())

    server.on_message(pass_on)


def test_a_drawing_that_never_arrived_empties_nothing(tab, book):
    """A run that another one ends is thrown away undelivered, and with it what was to stand in its boxes."""
    audit = book.new_audit()
    before = (("rating", "met", None), ("evidence", "Seen, page 3", ""), ("starred", True, False))
    for part, value, was in before:
        rate(book.db, book.by, audit, "H1", part, value, was=was, visit="before")
    tab.page.route_web_socket(re.compile("_stcore/stream"), _without_values)
    tab.go(audit, STANDARD)
    tab.choice("H3", 1).click()
    assert_all_kept(tab, book, audit, {"H1": 0, "H3": 1})
    answer = book.answer(audit, "H1")
    assert (answer.rating, answer.evidence, answer.starred) == ("met", "Seen, page 3", True)
    expect(tab.box("H1")).to_have_value("Seen, page 3")
    tab.box("H1").fill("")  # who empties it means it
    tab.choice("H1", 0).click()
    assert_all_kept(tab, book, audit, {"H1": -1, "H3": 1})
    assert book.answer(audit, "H1").evidence == ""


def test_a_run_whose_end_is_never_heard_of_is_looked_into(tab, book):
    """The page would wait for it for ever, and call what is kept not saved: it asks for another."""
    audit = book.new_audit()
    begun: list[int] = []

    def line(found: WebSocketRoute) -> None:
        server = found.connect_to_server()

        def pass_on(message: str | bytes) -> None:
            told = ForwardMsg.FromString(message)
            begins = told.HasField("new_session") or told.session_status_changed.script_is_running
            if told.HasField("new_session") and begun:
                begun[0] += 1
            if begins or not begun or begun[0] > 1:
                found.send(message)

        server.on_message(pass_on)

    tab.page.route_web_socket(re.compile("_stcore/stream"), line)
    tab.go(audit, STANDARD)
    begun.append(0)
    tab.choice("H1", 2).click()
    until(lambda: book.answer(audit, "H1").rating is not None)
    expect(tab.line("H1")).to_have_text("Not saved yet")
    assert_all_kept(tab, book, audit, {"H1": 2})


def test_a_double_click_does_a_thing_once(tab, book):
    """Two case audits where one was meant, or a form sent twice, spoil a round's counts."""
    tab.open()
    before = book.events()
    tab.page.get_by_role("button", name="Police", exact=True).dblclick()
    tab.arrived()
    assert (book.events() - before) == {"case_audit.started": 1, "case_audit.opened": 1}

    audit = book.complete_audit()
    tab.go(audit, "hand-in")
    before = book.events()
    tab.page.get_by_role("button", name="Submit this case audit").dblclick()
    expect(tab.page.get_by_text("It can be read but no longer changed")).to_be_visible()
    tab.settle()
    assert (book.events() - before) == {"case_audit.submitted": 1}
    assert "could not" not in tab.text()


@pytest.mark.parametrize("apart", [50, 400, 900])
def test_submit_pressed_twice_is_one_submission(tab, book, apart):
    """The second press may come while the first is at work, or fall on whatever stands there by then."""
    audit = book.complete_audit()
    tab.go(audit, "hand-in")
    before = book.events()
    box = tab.page.get_by_role("button", name="Submit this case audit").bounding_box()
    for wait in (apart, 0):
        tab.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        tab.page.wait_for_timeout(wait)
    expect(tab.page.get_by_text("It can be read but no longer changed")).to_be_visible()
    tab.settle()
    assert (book.events() - before)["case_audit.submitted"] == 1
    assert "case_audit.returned" not in book.events() - before
    assert "could not" not in tab.text()


@pytest.mark.parametrize("ends", ["the line comes back", "the line breaks first"])
def test_somebody_else_wrote_while_the_line_was_down(tab, opened, app, book, wire, ends):
    """Both texts are there to choose from: neither overwrites the other unseen, and neither is gone."""
    audit = book.new_audit()
    tab.url = wire.url
    tab.go(audit, STANDARD)
    other = opened(app)
    other.go(audit, STANDARD)
    wire.hold()
    tab.box("H1").click()
    tab.type("Written in the tunnel")
    other.box("H1").fill("Written outside")
    other.box("H1").press("Escape")
    expect(other.line("H1")).to_have_text(SAVED)
    expect(tab.line("H1")).to_have_text("Not saved yet")
    if ends == "the line breaks first":
        wire.cut()
    wire.mend()
    card = tab.card("H1")
    expect(card).to_contain_text("Written outside")
    expect(tab.line("H1")).not_to_have_text(SAVED)
    assert book.answer(audit, "H1").evidence == "Written outside"
    shown = card.inner_text() + tab.box("H1").input_value()
    assert "Written in the tunnel" in shown
