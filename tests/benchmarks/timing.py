"""Timing things side by side: what slows the machine slows them all."""

from collections.abc import Callable
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar

Result = TypeVar("Result")


def seconds(act: Callable[[], object], clock: Callable[[], float] = perf_counter) -> float:
    """Return how long the act takes."""
    start = clock()
    act()
    return clock() - start


def processor_seconds(act: Callable[[], object]) -> float:
    """Return how long the processor is at it: of work on one core, on a machine that others use too."""
    return seconds(act, process_time)


def interleaved(times: int, *acts: Callable[[], object], warm: bool = True) -> list[float]:
    """Do the acts in turn so many times, each round begun by another one; return each one's median."""
    return medians(times, *((lambda act=act: seconds(act)) for act in acts), warm=warm)


def medians(times: int, *measures: Callable[[], float], warm: bool = True) -> list[float]:
    """As `interleaved`, for what measures itself."""
    found: list[list[float]] = [[] for _ in measures]
    for measure in measures if warm else ():
        measure()
    for turn in range(times):
        for place in range(len(measures)):
            chosen = (place + turn) % len(measures)
            found[chosen].append(measures[chosen]())
    return [median(each) for each in found]
