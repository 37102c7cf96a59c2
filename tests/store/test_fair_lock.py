"""The queue at the door: one at a time, in the order of asking, whatever happens to those who wait."""

import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import FrameType

import pytest

from audit.store.line import FairLock


def waiting(lock: FairLock, number: int) -> None:
    while len(lock._waiting) < number:
        time.sleep(0.001)


def test_one_at_a_time() -> None:
    lock, inside, most = FairLock(), [0], [0]

    def come_and_go(_: int) -> None:
        for _ in range(200):
            with lock:
                inside[0] += 1
                most[0] = max(most[0], inside[0])
                time.sleep(0)
                inside[0] -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(come_and_go, range(8)))
    assert most == [1]
    assert not lock._held


def test_in_the_order_of_asking_and_no_overtaking() -> None:
    lock, order = FairLock(), list[str]()

    def come(name: str) -> None:
        with lock:
            order.append(name)
            time.sleep(0.002)

    threads = [threading.Thread(target=come, args=(f"{number}",)) for number in range(10)]
    with lock:
        for number, thread in enumerate(threads, start=1):
            thread.start()
            waiting(lock, number)
    with lock:  # asked after all of them
        order.append("last")
    for thread in threads:
        thread.join(5)
    assert order == [*(f"{number}" for number in range(10)), "last"]


def test_a_fault_inside_lets_the_next_one_in() -> None:
    lock = FairLock()
    with pytest.raises(KeyboardInterrupt), lock:
        raise KeyboardInterrupt
    with lock:
        pass


class Interrupted(BaseException):
    pass


class Alarm:
    """Within it, `then` happens in the main thread while it waits, and ends its waiting: Ctrl-C."""

    def __init__(self, then: Callable[[], None]) -> None:
        self.then = then

    def __enter__(self) -> None:
        self.before = signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, 0.1)

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self.before)

    def _ring(self, number: int, frame: FrameType | None) -> None:
        self.then()
        raise Interrupted


def test_who_gives_up_waiting_does_not_block_the_line() -> None:
    lock, came, leave = FairLock(), list[str](), threading.Event()

    def hold() -> None:
        with lock:
            leave.wait(5)

    def come() -> None:
        with lock:
            came.append("behind")

    holder, behind = threading.Thread(target=hold), threading.Thread(target=come)
    holder.start()
    while not lock._held:
        time.sleep(0.001)
    with Alarm(lambda: None), pytest.raises(Interrupted), lock:
        pytest.fail("came in although somebody holds it")
    assert not lock._waiting
    behind.start()
    waiting(lock, 1)
    leave.set()
    holder.join(5)
    behind.join(5)
    assert came == ["behind"]
    assert not lock._held


def test_who_is_interrupted_in_the_moment_of_being_let_in_hands_on() -> None:
    lock = FairLock()
    thread = threading.Thread(target=lock.__enter__)
    thread.start()
    thread.join(5)
    with Alarm(lock.__exit__), pytest.raises(Interrupted), lock:
        pytest.fail("came in although interrupted")
    assert not lock._held
    with lock:
        pass
