"""The verb of a process that does long work and nothing else."""

import signal
import threading
from argparse import ArgumentParser, Namespace

from audit.command_line.database import opened


def work(arguments: Namespace) -> int:
    """Do the long work that people asked for, until it is stopped; any number of these may run."""
    from audit.documents.job import Worker

    stopped = threading.Event()
    with opened(arguments.database, there=True) as db:
        worker = Worker(db)
        if arguments.once:
            done = 0
            while worker.turn():
                done += 1
            print(f"{done} done.")
            return 0
        # What it is at is finished first; who does not wait for that has another process take it over.
        signal.signal(signal.SIGTERM, lambda *_: stopped.set())
        print("Waiting for long work.", flush=True)
        worker.run(stopped)
    return 0


def work_arguments(parser: ArgumentParser) -> None:
    """Say what `work` takes."""
    parser.add_argument(
        "--once", action="store_true", help="do what waits now, say how much it was, and end"
    )
