"""The way in: `streamlit run app.py`."""

import logging
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from starlette.middleware import Middleware
from streamlit import config

from audit.gate.door import Door
from audit.gate.log import structured
from audit.gate.routes import routes
from audit.gate.settings import Settings, require_loopback, settings
from audit.model.refusal import Refusal
from audit.pages import frames

if TYPE_CHECKING:
    from audit.store.database import Database

SCRIPT = Path(__file__).parent / "audit" / "pages" / "main.py"


def _opened() -> "Database":
    """The database that the pages use too; the first request opens it, the start does not wait."""
    from audit.pages.desk import database_url, opened  # noqa: PLC0415 - see above

    return opened(database_url())


def _configured() -> Settings:
    """What the environment says; where that is not safe the tool says so and does not start."""
    try:
        known = settings(os.environ, _opened, frames)
        require_loopback(known.provider, config.get_option("server.address"))
    except Refusal as refusal:
        sys.exit(str(refusal))
    if known.provider is not None:
        config.set_option("server.allowedHosts", [known.provider.name])
    return known


structured()
known = _configured()
signs_in = "none" if known.provider is None else known.provider.issuer
logging.getLogger("audit").info("started", extra={"sign_in": signs_in})
app = st.App(SCRIPT, routes=routes(known), middleware=[Middleware(Door, settings=known)])
