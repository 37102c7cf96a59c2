"""Coverage is counted where it says something: to watch each line go by takes as long as the tests themselves."""

import sys
import threading
from collections.abc import Callable, Generator
from functools import wraps
from typing import Any, TypeVar, cast

import pytest
from coverage import Coverage
from sqlalchemy import Connection, Engine

from tests.order import ROOT, read_in

Does = TypeVar("Does", bound=Callable[..., Any])


def uncounted(door: Does) -> Does:
    """The same, with no line counted that it leads to."""

    @wraps(door)
    def quickly(*given: Any, **more: Any) -> Any:
        if (counting := sys.gettrace()) is None:
            return door(*given, **more)
        sys.settrace(None)
        try:
            return door(*given, **more)
        finally:
            sys.settrace(counting)

    return cast("Does", quickly)


# Nothing that is counted is called from within these.
for owner, name in ((Engine, "connect"), (Connection, "execute"), (Connection, "close")):
    setattr(owner, name, uncounted(getattr(owner, name)))


class Counted:
    """Counts in the tests that are to cover something, and neither in the others nor in what runs them all."""

    def __init__(self, covers: Callable[[pytest.Item], bool]) -> None:
        self._covers = covers
        self._counting: Any = None

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection(self, session: pytest.Session) -> Generator[None, object, object]:
        """Count what is run where a module is read in, and nothing of how tests are found."""
        measuring = Coverage.current()
        if measuring and not session.config.pluginmanager.hasplugin("dsession"):
            folders = measuring.get_option("run:source")
            read_in(path for each in folders for path in (ROOT / each).glob("[!_]*.py"))
        counting = sys.gettrace()
        sys.settrace(None)
        try:
            return (yield)
        finally:
            sys.settrace(counting)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None, object, object]:
        """Count nothing of what runs a test."""
        counting, of_threads = sys.gettrace(), threading.gettrace()
        self._counting = counting if self._covers(item) else None
        sys.settrace(None)
        threading.settrace(of_threads if self._counting else None)  # type: ignore[arg-type]
        try:
            return (yield)
        finally:
            threading.settrace(of_threads)  # type: ignore[arg-type]
            sys.settrace(counting)

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_setup(self) -> Generator[None, object, object]:
        """Count what a test begins from."""
        return (yield from self._counted())

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_call(self) -> Generator[None, object, object]:
        """Count what it does."""
        return (yield from self._counted())

    def _counted(self) -> Generator[None, object, object]:
        sys.settrace(self._counting)
        try:
            return (yield)
        finally:
            sys.settrace(None)
