"""The process that does long work: it takes what was asked for first, says how far it is, and leaves nothing half.

Any number of processes work on one database. Each moves a number in the row of what it is at, every few
seconds; another one that sees the number stand still takes over. It looks at its own stopwatch for that and
at nobody's clock, for clocks differ. Whatever is written for a piece of work is refused to a process that is
no longer the one at it, so that one that slept and wakes up does nothing twice.
"""

import logging
import os
import secrets
import socket
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO
from tempfile import TemporaryFile
from time import monotonic
from typing import Any, cast
from weakref import WeakSet

from audit.commands import retention
from audit.commands.job import Claim, Holder, Lost
from audit.documents.document import Heard
from audit.model.board import Filter
from audit.model.document import number_in
from audit.model.job import Job, JobKind, JobState
from audit.model.refusal import Refusal, complaint, refuse
from audit.rules.headline import many
from audit.store.database import Database

PATIENCE = 20.0
"""Seconds for which a process may not be heard of before another takes over what it was at."""
EVERY = 2.0
"""Seconds between two looks at what waits, and between two signs of life."""
HOLD = 16 * 2**20
"""Bytes of an extract held in memory; what is more goes to a file without a name, which ends with the process."""
APART = "AUDIT_LONG_WORK"
"""Set to "apart", it leaves long work to processes of the verb `work`: then it takes nothing from who is at a page."""
log = logging.getLogger("audit")
_begun: WeakSet[Database] = WeakSet()
_guard = threading.Lock()


def begin(db: Database, environment: Mapping[str, str]) -> threading.Event | None:
    """Do long work beside the pages of this process, once however often it is called; return what stops it."""
    with _guard:
        if db in _begun or environment.get(APART) == "apart":
            return None
        _begun.add(db)
    stopped = threading.Event()
    run = Worker(db).run
    threading.Thread(target=run, args=(stopped,), name="long work", daemon=True).start()
    return stopped


def a_name() -> str:
    """A name for this process that no other has, on whatever machine."""
    return f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"


class Worker:
    """What does long work, one piece at a time."""

    def __init__(
        self,
        db: Database,
        *,
        patience: float = PATIENCE,
        stopwatch: Callable[[], float] = monotonic,
    ) -> None:
        """Work on this database; take over what nobody was heard of for so many seconds."""
        self.holder = Holder(db, a_name())
        self._patience, self._stopwatch = patience, stopwatch
        self._seen: dict[str, tuple[tuple[str, int], float]] = {}
        """What others are at: their sign of life when it was last new, and when that was."""

    def turn(self) -> bool:
        """Do one piece of work that waits, or that nobody is at any more; False where there is none."""
        waiting = self.holder.waiting()
        self._seen = {each.id: self._sign(each) for each in waiting}
        for each in waiting:
            if self._is_free(each) and (claim := self.holder.claim(each)) is not None:
                self._do(claim)
                return True
        return False

    def run(self, stopped: threading.Event) -> None:
        """Work until it is stopped; a database that is away is looked for again."""
        said = ""
        while not stopped.is_set():
            try:
                if self.turn():
                    continue
                self.holder.tidy()
                said = ""
            except Refusal as refusal:
                if said != refusal.complaint.code:  # once, and not every few seconds
                    said = refusal.complaint.code
                    log.warning("Long work waits: %s", said)
            except Exception as fault:  # noqa: BLE001 - what ends this thread would end all long work
                log.error("Long work: %s at %s", type(fault).__name__, _lines(fault))  # noqa: TRY400
            stopped.wait(EVERY)

    def _sign(self, job: Job) -> tuple[tuple[str, int], float]:
        sign, now = (job.holder, job.beat), self._stopwatch()
        known = self._seen.get(job.id)
        return known if known is not None and known[0] == sign else (sign, now)

    def _is_free(self, job: Job) -> bool:
        if job.state is JobState.WAITING or job.holder == self.holder.name:
            return True
        return self._stopwatch() - self._seen[job.id][1] >= self._patience

    def _do(self, claim: Claim) -> None:
        try:
            with _telling(claim, self._patience / 5) as heard:
                KINDS[claim.job.kind](claim, heard)
        except Lost:
            return
        except Refusal as refusal:
            if (
                refusal.passes
            ):  # the database is away: it is still ours, and is begun again when it is back
                raise
            if refusal.complaint.code == "job.cancelled":
                _say(claim.cancelled)
            else:
                _say(lambda told=str(refusal): claim.refused(told))  # type: ignore[misc]
        except Exception as fault:  # noqa: BLE001 - whoever asked is told, whatever it was
            log.error("%s at %s", type(fault).__name__, _lines(fault))  # noqa: TRY400 - no message: it may quote a text
            _say(lambda: claim.refused(str(complaint("job.fault"))))


def _say(end: Callable[[], None]) -> None:
    with suppress(Lost):
        end()


def _lines(fault: BaseException) -> str:
    """The lines of code that a fault passed through."""
    frames = traceback.extract_tb(fault.__traceback__)
    return " < ".join(f"{each.filename}:{each.lineno}" for each in reversed(frames[-8:]))


@contextmanager
def _telling(claim: Claim, every: float) -> Iterator[Heard]:
    """Yield what is told how far it is; a thread beside says so in the database, and that this process lives.

    It raises where the work was cancelled, or taken over.
    """
    at = (0, 0)
    told: list[str] = []
    ended = threading.Event()

    def tell() -> None:
        while not ended.wait(min(every, EVERY)):
            try:
                if claim.moved(*at):
                    told.append("job.cancelled")
            except Lost:
                told.append("lost")
                return
            except Refusal:  # the database is away: the work itself will meet that
                continue

    def heard(done: int, total: int) -> None:
        nonlocal at
        at = (done, total)
        if told:
            raise Lost if "lost" in told else refuse(told[0])

    beside = threading.Thread(target=tell, daemon=True)
    beside.start()
    try:
        yield heard
    finally:
        ended.set()
        beside.join()


# ---- Each kind -----------------------------------------------------------------------------------------


def _board_pack(claim: Claim, heard: Heard) -> None:
    from audit.documents.board_pack import board_pack

    made = board_pack(claim.db, claim.by, _narrow(claim.job), key=_key(claim), heard=heard)
    said = "The board pack is ready."
    claim.keep(number_in(made.file_name), made.file_name, BytesIO(made.content), said)


def _data_extract(claim: Claim, heard: Heard) -> None:
    from audit.documents.extract import data_extract
    from audit.documents.extract_words import Form

    details = claim.job.details
    form, written = Form(str(details["form"])), bool(details["written"])
    given: dict[str, Any] = {"written": written, "key": _key(claim)}
    with (
        data_extract(claim.db, claim.by, _narrow(claim.job), form, **given) as ready,
        TemporaryFile(buffering=HOLD) as file,
    ):
        total = ready.ratings

        def written_so_far(done: int) -> None:
            heard(done, total)

        ready.write_packed(cast("Any", file), written_so_far)
        said = f"The data extract is ready: {many(total, 'rating')}."
        claim.keep(number_in(ready.file_name), ready.packed_name, cast("Any", file), said)


def _jtai_bundle(claim: Claim, heard: Heard) -> None:
    from audit.documents.jtai import jtai

    cases = cast("list[str]", claim.job.details["cases"])
    made = jtai(claim.db, claim.by, claim.job.round_id, cases, key=_key(claim), heard=heard)
    said = f"The bundle is ready: {many(len(cases), 'child')}."
    claim.keep(number_in(made.file_name), made.file_name, BytesIO(made.content), said)


def _disposal(claim: Claim, heard: Heard) -> None:
    heard(0, 2)
    confirm = str(claim.job.details["confirm"])
    retention.dispose(claim.db, claim.by, claim.job.round_id, confirm=confirm, check=claim.check)
    claim.done(
        f"“{claim.job.round_title}” is disposed of. Its certificate is on the page “Records”."
    )


KINDS: dict[JobKind, Callable[[Claim, Heard], None]] = {
    JobKind.BOARD_PACK: _board_pack,
    JobKind.DATA_EXTRACT: _data_extract,
    JobKind.JTAI_BUNDLE: _jtai_bundle,
    JobKind.DISPOSAL: _disposal,
}


def _narrow(job: Job) -> Filter:
    return Filter.model_validate_json(str(job.details["narrow"]))


def _key(claim: Claim) -> str:
    """The same each time that it is begun: one entry in the trail, one number."""
    return f"job {claim.job.id}"
