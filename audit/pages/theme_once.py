"""Keeping Streamlit from working out the theme anew for every click.

With each run, that of a fragment too, Streamlit sends the browser the whole theme, and for each of its six
sections looks through all of its settings: up to a millisecond of the processor, where a click is a few. The
theme stands in `.streamlit/config.toml` and is the same as long as a process runs.
"""

from functools import cache

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

NAME = "_populate_theme_msg"
"""Streamlit's own name of what fills a section in: no other way leads there."""
OWN = "own"
"""Where what was there before stands."""


def keep() -> None:
    """Have each section worked out once a process; a Streamlit in which that has another name goes on as it does."""
    populate = getattr(app_session, NAME, None)
    if populate is None or hasattr(populate, OWN):
        return

    @cache
    def made(section: str) -> CustomThemeConfig:
        message = CustomThemeConfig()
        populate(message, section)
        return message

    def kept(message: CustomThemeConfig, section: str = "theme") -> None:
        found = made(section)
        if found.ByteSize():  # a section that says nothing stays one that is not there
            message.MergeFrom(found)

    setattr(kept, OWN, populate)
    setattr(app_session, NAME, kept)
