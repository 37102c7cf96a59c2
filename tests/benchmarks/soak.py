"""Hours of work in one process: `python -m tests.benchmarks.soak [--auditors N] [--minutes N]`.

Each auditor clicks once in five seconds and changes the page for a fresh one every few minutes. What the process
holds is printed once a minute: after the first minutes it must not grow.
"""

import argparse
import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.auditors import APART, came, kept, opened
from tests.benchmarks.server import APP, Running, running

STAYS = 36
"""Clicks of an auditor on one page."""
MINUTE = 60.0


def main() -> None:
    """Read the command line, and soak."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.soak", description=__doc__)
    parser.add_argument("--auditors", type=int, default=50)
    parser.add_argument("--minutes", type=int, default=60)
    given = parser.parse_args()
    with TemporaryDirectory(prefix="soak-") as folder:
        path = Path(folder) / "soak.db"
        db, queries = opened(f"sqlite:///{path}", given.auditors)
        with running(APP, path, path.with_suffix(".log")) as server:
            server.health()
            print(f"start: {server.memory():,.0f} MB", flush=True)
            clicks = asyncio.run(_soak(server, queries, given.minutes))
        found = kept(db)
        db.close()
    print(f"{clicks:,} ratings were clicked, {found:,} are kept")
    if clicks != found:
        raise SystemExit(1)


async def _soak(server: Running, queries: list[str], minutes: int) -> int:
    ends = perf_counter() + minutes * MINUTE
    waits: list[float] = []
    pages = 0

    async def work(query: str, first: float) -> int:
        nonlocal pages
        await asyncio.sleep(first)
        clicks = 0
        while perf_counter() < ends:
            async with AsyncExitStack() as stack:
                auditor = await came(stack, server.url, "case-audit", query)
                pages += 1
                for _ in range(STAYS):
                    if (begins := perf_counter()) >= ends:
                        break
                    await auditor.click()
                    waits.append(auditor.took.pop())
                    await asyncio.sleep(max(0.0, begins + APART - perf_counter()))
                clicks += auditor.clicks
        return clicks

    async def tell() -> None:
        for minute in range(1, minutes + 1):
            await asyncio.sleep(MINUTE)
            slow = quantiles(waits, n=20)[-1] * 1e3 if len(waits) > 1 else 0.0
            print(
                f"minute {minute}: {server.memory():,.0f} MB, {pages:,} pages opened, "
                f"{len(waits):,} clicks, 19 of 20 within {slow:.0f} ms",
                flush=True,
            )
            waits.clear()

    telling = asyncio.create_task(tell())
    everybody = (work(each, APART * place / len(queries)) for place, each in enumerate(queries))
    clicks = sum(await asyncio.gather(*everybody))
    telling.cancel()
    return clicks


if __name__ == "__main__":
    main()
