"""A file that is asked for in the moment in which its page is drawn anew arrives all the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic

import pytest
from playwright.sync_api import WebSocketRoute, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.builders import open_round, started
from tests.journeys.conftest import PATIENCE
from tests.journeys.tab import Tab

pytestmark = pytest.mark.browser

TITLE = "Spring"
OFFER = f"Scoring workbook for {TITLE}"


class SlowLine:
    """The line from the app to a tab, on which what is drawn can be held back."""

    def __init__(self, tab: Tab) -> None:
        self._page = tab.page
        self._held: list[bytes] | None = None
        self._to_browser: WebSocketRoute | None = None
        tab.page.route_web_socket("**/_stcore/stream", self._between)

    def _between(self, socket: WebSocketRoute) -> None:
        self._to_browser = socket
        app = socket.connect_to_server()
        socket.on_message(app.send)
        app.on_message(self._comes)

    def _comes(self, message: str | bytes) -> None:
        assert isinstance(message, bytes)
        if self._held is None:
            self._send(message)
        else:
            self._held.append(message)

    def _send(self, message: bytes) -> None:
        assert self._to_browser is not None
        self._to_browser.send(message)

    @contextmanager
    def holding(self) -> Iterator[None]:
        """Hold back all that comes until this is over; then let it through in its order."""
        self._held = []
        yield
        held, self._held = self._held, None
        for each in held:
            self._send(each)

    def until(self, has_come: Callable[[ForwardMsg], bool]) -> None:
        """Wait until the app has sent that, of which the tab has heard nothing."""
        until = monotonic() + PATIENCE / 1000
        while not any(has_come(ForwardMsg.FromString(each)) for each in self._held or ()):
            assert monotonic() < until, "it has not come"
            self._page.wait_for_timeout(50)


def _is_end(sent: ForwardMsg) -> bool:
    return sent.WhichOneof("type") == "script_finished"


def _is_made(sent: ForwardMsg) -> bool:
    return sent.WhichOneof("type") == "backend_operation_response"


def at_home(tab: Tab) -> None:
    tab.open()
    tab.page.get_by_text("Answer them in Excel, away from here").click()
    expect(tab.page.get_by_role("button", name=OFFER)).to_be_visible()
    tab.settle()


def test_what_is_pressed_before_the_new_drawing_arrives_is_answered(opened, new_app, new_book):
    started(new_book.db, open_round(new_book.db, title=TITLE))
    tab = opened(new_app, accept_downloads=True)
    line = SlowLine(tab)
    at_home(tab)
    with tab.page.expect_download() as waited, line.holding():
        tab.page.get_by_text("Answer them in Excel, away from here").click()
        line.until(_is_end)
        tab.page.get_by_text("Answer them in Excel, away from here").click()
        tab.page.get_by_role("button", name=OFFER).click()
    assert waited.value.path().stat().st_size > 5_000


def test_others_at_work_do_not_clear_a_file_away_before_it_is_fetched(opened, new_app, new_book):
    started(new_book.db, open_round(new_book.db, title=TITLE))
    tab, other = opened(new_app, accept_downloads=True), opened(new_app)
    line = SlowLine(tab)
    at_home(tab)
    other.open()
    with tab.page.expect_download() as waited, line.holding():
        tab.page.get_by_role("button", name=OFFER).click()
        line.until(_is_made)
        for path in ("help", "", "help"):
            other.along(path)
    assert waited.value.failure() is None
    assert waited.value.path().stat().st_size > 5_000
