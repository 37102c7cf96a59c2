"""What a person sees when the tool itself fails: a plain sentence, and nothing of what anybody wrote."""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec

import streamlit as st

from audit.model.language import _
from audit.model.refusal import Refusal
from audit.pages.parts.again import looks_again
from audit.pages.parts.record import refusal_of_access
from audit.pages.parts.telling import telling
from audit.pages.parts.text import plain

Given = ParamSpec("Given")

log = logging.getLogger("audit")


@contextmanager
def plainly() -> Iterator[None]:
    """Say a refusal in its own words, and anything unforeseen in a plain sentence.

    The log gets the kind of fault and the lines of code that it passed through, never its message:
    a message may quote a line of evidence.
    """
    try:
        yield
    except Refusal as refusal:
        refusal_of_access(refusal)
        st.error(plain(str(refusal)), icon=":material/block:")
        looks_again(refusal)
    except Exception as fault:  # noqa: BLE001 - the last place where a fault can be told plainly
        frames = traceback.extract_tb(fault.__traceback__)
        places = [f"{each.filename}:{each.lineno}" for each in reversed(frames[-8:])]
        kind = type(fault).__name__
        told = {"kind": kind, "frames": places}
        log.error("%s at %s", kind, " < ".join(places), extra=told)  # noqa: TRY400 - no message, see above
        st.error(
            _(
                "The tool has failed here, through no fault of yours. What says “Saved” is saved."
                " Reload the page; if it happens again, tell whoever looks after the tool the time."
            ),
            icon=":material/block:",
        )


def plain_fragment(draw: Callable[Given, None]) -> Callable[Given, None]:
    """Make a fragment whose faults are told plainly: a fragment runs outside the page's own guard."""

    @wraps(draw)
    def guarded(*given: Given.args, **named: Given.kwargs) -> None:
        with telling(whole=False), plainly():
            draw(*given, **named)

    return st.fragment(guarded)
