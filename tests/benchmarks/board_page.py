"""What drawing the board page anew costs the server, beside a page of two charts by a charting library."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from importlib.util import find_spec
from pathlib import Path
from time import sleep

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from tests.benchmarks.filled import filled
from tests.benchmarks.server import APP, SCRIPTS, Running, running
from tests.benchmarks.table import Row
from tests.benchmarks.timing import medians

CASE_AUDITS, WITHIN = 1_000, 0.012
PEERS = ("altair", "plotly")
"""Plotly is for whoever installs it: Streamlit loads it in every process where it is there, ours too."""
PATIENCE = 60.0
REST = 0.1
"""Seconds after which a process has done what comes after a page."""


def board_page(folder: Path, *, quick: bool) -> list[Row]:
    """Draw each page from the top, as a choice of its filter has it drawn, and ask for the processor's time."""
    blocks, drawings, case_audits = (1, 2, 100) if quick else (5, 10, CASE_AUDITS)
    peers = [name for name in PEERS if find_spec(name) is not None]
    for name in set(PEERS) - set(peers):
        print(f"page: no {name}, which pip install {name} brings")
    filled(folder, case_audits).db.close()
    database = folder / f"{case_audits}.db"
    with asyncio.Runner() as loop:
        stack = loop.run(_opened())

        def drawing(script: Path, page: str) -> Callable[[], float]:
            server = stack.enter_context(running(script, database, folder / f"{script.stem}.log"))
            server.health()
            socket = loop.run(_came(stack, server))
            return lambda: _block(loop, server, socket, page, drawings)

        try:
            ours, *theirs = medians(
                blocks,
                drawing(APP, "board"),
                *(drawing(SCRIPTS / f"{name}_page.py", "") for name in peers),
                warm=not quick,
            )
        finally:
            loop.run(stack.aclose())
    return [
        Row(
            f"Board page of {case_audits:,} case audits drawn anew, server cpu",
            ours,
            f"a page of two charts by {name}, nothing read",
            took,
            blocks * drawings,
            within=WITHIN,
        )
        for name, took in zip(peers, theirs, strict=True)
    ]


async def _opened() -> AsyncExitStack:
    return AsyncExitStack()


async def _came(stack: AsyncExitStack, server: Running) -> ClientConnection:
    dialogue = connect(
        f"{server.url.replace('http', 'ws', 1)}/_stcore/stream",
        subprotocols=[Subprotocol("streamlit")],
        max_size=None,
        origin=Origin(server.url),
    )
    return await stack.enter_async_context(dialogue)


def _block(
    loop: asyncio.Runner, server: Running, socket: ClientConnection, page: str, drawings: int
) -> float:
    """Seconds of the processor for each of so many drawings."""
    before = server.processor_seconds()
    for _ in range(drawings):
        loop.run(_drawn(socket, page))
    sleep(REST)
    return (server.processor_seconds() - before) / drawings


async def _drawn(socket: ClientConnection, page: str) -> None:
    """Ask for the page from the top, and wait until it stands there with its charts."""
    message, charts = BackMsg(), 0
    message.rerun_script.page_name = page
    message.rerun_script.context_info.timezone = "UTC"
    await socket.send(message.SerializeToString())
    async with asyncio.timeout(PATIENCE):
        while True:
            frame = await socket.recv()
            assert isinstance(frame, bytes)
            heard = ForwardMsg.FromString(frame)
            charts += heard.delta.new_element.WhichOneof("type") in (
                "vega_lite_chart",
                "arrow_vega_lite_chart",
                "plotly_chart",
            )
            if heard.WhichOneof("type") == "script_finished":
                break
    if not charts:  # a page that was not drawn costs nothing and proves nothing
        raise AssertionError(f"no chart was drawn: page {page or 'of a peer'}")
