"""Auditors at once over real web sockets, each with a page of their own and a click in five seconds."""

import asyncio
import os
import random
from contextlib import AsyncExitStack, ExitStack
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from sqlalchemy import func, select
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from audit.commands.case import audit_one_now
from audit.documents.checklist_library import ready
from audit.store import tables as t
from audit.store.database import Database
from audit.store.seal import VARIABLE as KEY_FILE
from audit.views.checklist import published
from tests.benchmarks.server import APP, SCRIPTS, running
from tests.benchmarks.table import Row
from tests.builders import local
from tests.postgresql import started as server_started

STEP = "history"
APART = 5.0
"""Seconds from one click of an auditor to the next."""
WITHIN = 0.2
AT_ONCE = 8
"""So many pages are opened at a time."""
CHOICES = 3
PATIENCE = 60.0


class Auditor:
    """One open page: what a browser sends when a rating is clicked, and what it waits for."""

    def __init__(self, socket: ClientConnection, page: str, query: str) -> None:
        self._socket = socket
        self._page = page
        self._query = query
        self._hash = ""
        self._ratings: dict[str, list[str]] = {}
        """Choices of each group of ratings, by its widget's id."""
        self._part: dict[str, str] = {}
        """The part of the page that each of them draws anew."""
        self._chosen: dict[str, str] = {}
        self.clicks = 0
        self.took: list[float] = []

    async def open(self) -> None:
        """Draw the page for the first time."""
        message = BackMsg()
        message.rerun_script.page_name = self._page
        await self._run(message)
        assert self._ratings, "there is nothing to rate on this page"

    async def click(self) -> None:
        """Choose another rating of the next criterion, and wait until it is drawn as kept."""
        ids = list(self._ratings)
        at = ids[self.clicks % len(ids)]
        self._chosen[at] = self._ratings[at][self.clicks // len(ids) % CHOICES]
        self.clicks += 1
        message = BackMsg()
        message.rerun_script.page_script_hash = self._hash
        message.rerun_script.fragment_id = self._part[at]
        for each in ids:
            state = message.rerun_script.widget_states.widgets.add(id=each)
            state.string_array_value.data[:] = [self._chosen[each]] if each in self._chosen else []
        began = perf_counter()
        await self._run(message)
        self.took.append(perf_counter() - began)

    async def _run(self, message: BackMsg) -> None:
        message.rerun_script.query_string = self._query
        message.rerun_script.context_info.timezone = "UTC"
        await self._socket.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE):
            while True:
                frame = await self._socket.recv()
                assert isinstance(frame, bytes)
                heard = ForwardMsg.FromString(frame)
                kind = heard.WhichOneof("type")
                if kind == "new_session":
                    self._hash = heard.new_session.page_script_hash
                elif kind == "delta":
                    self._note(heard)
                elif kind == "script_finished":
                    return

    def _note(self, heard: ForwardMsg) -> None:
        group: Any = heard.delta.new_element.button_group
        if "-rating-" in group.id and "-judgement-" not in group.id:
            self._ratings[group.id] = [each.content for each in group.options]
            self._part[group.id] = heard.delta.fragment_id
            if group.default:  # given on an earlier page
                self._chosen.setdefault(group.id, group.options[group.default[0]].content)


def auditors_at_once(folder: Path, *, quick: bool) -> list[Row]:
    """Measure how long the slowest in twenty waits, and that each click is kept and nobody finds the database locked."""
    in_one, in_two, plain, seconds, apart = (
        (3, 4, 2, 2.0, 0.5) if quick else (300, 600, 30, 25.0, APART)
    )
    theirs = quantiles(_plain(folder, plain, seconds, apart), n=20)[-1]
    found = {
        f"{in_one} auditors in one process": _ours(folder, in_one, seconds, apart),
        f"{in_two} auditors in two processes on PostgreSQL": _on_server(
            folder, in_two, seconds, apart
        ),
    }
    return [
        Row(
            f"{who} at once, a click in {apart:g} s each: 19 of 20 are answered within",
            quantiles(took, n=20)[-1],
            f"the usual page, {plain} auditors",
            theirs,
            len(took),
            within=WITHIN,
        )
        for who, took in found.items()
    ]


def _ours(folder: Path, crowd: int, seconds: float, apart: float) -> list[float]:
    path = folder / f"{crowd}.db"
    return _kept_by(path, f"sqlite:///{path}", folder, crowd, seconds, apart)


def _on_server(folder: Path, crowd: int, seconds: float, apart: float) -> list[float]:
    """Two processes on one database of a server, each with half of the people."""
    # Not in the folder, which may be shut to all but its user: the server is another.
    with TemporaryDirectory("-postgresql") as place, server_started(Path(place)) as cluster:
        url, before = cluster.url(cluster.made()), os.environ.get(KEY_FILE)
        os.environ[KEY_FILE] = str(folder / "server.key")
        try:
            return _kept_by(url, url, folder, crowd, seconds, apart, processes=2)
        finally:
            del os.environ[KEY_FILE]
            if before is not None:
                os.environ[KEY_FILE] = before


def _kept_by(
    database: Path | str,
    url: str,
    folder: Path,
    crowd: int,
    seconds: float,
    apart: float,
    *,
    processes: int = 1,
) -> list[float]:
    """Let a crowd rate in so many processes; return how long each waited for each of its ratings, all of them kept."""
    db, queries = opened(url, crowd)
    with ExitStack() as ending:
        ending.callback(db.close)
        log = folder / f"{crowd}.log"
        servers = [ending.enter_context(running(APP, database, log)) for _ in range(processes)]
        for each in servers:
            each.health()
        urls = [each.url for each in servers]
        took, clicks = asyncio.run(_crowd(urls, "case-audit", queries, seconds, apart))
        found = kept(db)
    if "locked" in log.read_text("utf-8"):
        raise AssertionError(f"the database was locked: {log.read_text('utf-8')}")
    if found != clicks:
        raise AssertionError(f"{clicks} ratings were clicked and {found} are kept")
    return took


def opened(url: str, crowd: int) -> tuple[Database, list[str]]:
    """A new database in which each of so many has begun a case audit, and the addresses of these."""
    db = Database(url)
    by = local(db)
    ready(db, by)
    checklist = published(db)[0].id
    audits = [audit_one_now(db, by, checklist, "midwifery") for _ in range(crowd)]
    return db, [f"id={each}&step={STEP}" for each in audits]


def kept(db: Database) -> int:
    """How many ratings the trail has."""
    with db.reading() as connection:
        given = select(func.count()).where(t.event.c.act == "rating.given")
        return int(connection.execute(given).scalar_one())


def _plain(folder: Path, crowd: int, seconds: float, apart: float) -> list[float]:
    path = folder / "plain.db"
    with running(SCRIPTS / "plain_page.py", path, folder / "plain.log") as server:
        server.health()
        queries = [f"id={number}" for number in range(crowd)]
        return asyncio.run(_crowd([server.url], "", queries, seconds, apart))[0]


async def came(stack: AsyncExitStack, url: str, page: str, query: str) -> Auditor:
    """Open a page that is closed with the stack."""
    address = f"{url.replace('http', 'ws', 1)}/_stcore/stream"
    dialogue = connect(
        address, subprotocols=[Subprotocol("streamlit")], max_size=None, origin=Origin(url)
    )
    made = Auditor(await stack.enter_async_context(dialogue), page, query)
    await made.open()
    return made


async def _crowd(
    urls: list[str], page: str, queries: list[str], seconds: float, apart: float
) -> tuple[list[float], int]:
    """Open all pages, then let everybody click at moments of their own; return the waits, and how many clicks."""
    async with AsyncExitStack() as stack:
        gate = asyncio.Semaphore(AT_ONCE)

        async def come(query: str, url: str) -> Auditor:
            async with gate:
                return await came(stack, url, page, query)

        everybody = await asyncio.gather(*map(come, queries, cycle(urls)))
        rng = random.Random(1)

        async def work(auditor: Auditor, first: float) -> None:
            until = perf_counter() + seconds
            await asyncio.sleep(first)
            while (begins := perf_counter()) < until:
                await auditor.click()
                await asyncio.sleep(max(0.0, begins + apart - perf_counter()))

        await asyncio.gather(*(work(each, rng.uniform(0, apart)) for each in everybody))
        return [wait for each in everybody for wait in each.took], sum(
            each.clicks for each in everybody
        )
