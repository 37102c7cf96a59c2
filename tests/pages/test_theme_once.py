"""The theme that is sent with every run is the one that Streamlit would work out."""

from collections.abc import Callable
from typing import Any

import pytest
from streamlit import config
from streamlit.proto.NewSession_pb2 import NewSession
from streamlit.runtime import app_session

from audit.pages import theme_once


@pytest.fixture
def own(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Streamlit's own way, put in its place for the time of a test."""
    found = getattr(app_session, theme_once.NAME)
    found = getattr(found, theme_once.OWN, found)
    monkeypatch.setattr(app_session, theme_once.NAME, found)
    return found


def sent(populate: Callable[..., None]) -> NewSession:
    message = NewSession()
    theme = message.custom_theme
    populate(theme)
    for name, place in (
        ("theme.light", theme.light),
        ("theme.dark", theme.dark),
        ("theme.sidebar", theme.sidebar),
        ("theme.light.sidebar", theme.light.sidebar),
        ("theme.dark.sidebar", theme.dark.sidebar),
    ):
        populate(place, name)
    return message


def test_what_is_sent_is_the_same_and_is_worked_out_once(
    own: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = sent(own)
    assert expected.custom_theme.light.primary_color
    theme_once.keep()
    kept = getattr(app_session, theme_once.NAME)
    assert kept is not own
    assert sent(kept) == expected
    monkeypatch.setattr(config, "get_options_for_section", lambda _: pytest.fail("looked again"))
    assert sent(kept) == expected
    theme_once.keep()
    assert getattr(app_session, theme_once.NAME) is kept


def test_without_that_name_nothing_is_done(own: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(app_session, theme_once.NAME)
    theme_once.keep()
    assert not hasattr(app_session, theme_once.NAME)


def test_it_is_kept_as_soon_as_the_database_is_opened(own: Any, tmp_path: Any) -> None:
    from audit.pages.desk import opened

    opened.clear()
    opened(f"sqlite:///{tmp_path / 'a.db'}").close()
    opened.clear()
    assert hasattr(getattr(app_session, theme_once.NAME), theme_once.OWN)
