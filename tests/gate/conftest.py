"""The real tool behind its gate, a provider that can lie, and visitors."""

from collections.abc import Callable, Iterator

import pytest

from audit.commands import person
from audit.model.person import Role
from audit.store.database import Database
from tests.gate.provider import Provider, running
from tests.gate.visitor import Visitor
from tests.journeys.server import Server

NAMES = {"robin": "Robin Hall", "sam": "Sam Field"}


@pytest.fixture(scope="package")
def provider() -> Iterator[Provider]:
    with running() as made:
        yield made


@pytest.fixture
def honest(provider: Provider) -> Iterator[Provider]:
    """The provider, which is honest again after the test."""
    yield provider
    provider.lie, provider.who = "", "robin"


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[Server]:
    """The tool, with two people admitted."""
    made = Server(tmp_path_factory.mktemp("gate"), host="localhost")
    made.told = {**provider.told, "AUDIT_PUBLIC_URL": made.url}
    made.start()
    yield made
    made.stop()
    assert "Traceback" not in made.said()


@pytest.fixture(scope="package")
def kept(server: Server, provider: Provider) -> Iterator[Database]:
    """The database behind the tool, with the two people."""
    db = Database(server.database)
    by = person.local(db)
    for subject, name in NAMES.items():
        person.admit(db, by, name, (Role.AUDITOR,), issuer=provider.issuer, subject=subject)
    yield db
    db.close()


@pytest.fixture
def visitor(server: Server, kept: Database, honest: Provider) -> Iterator[Callable[[], Visitor]]:
    """Makes visitors, each a browser of its own."""
    made: list[Visitor] = []

    def one() -> Visitor:
        made.append(Visitor(server, honest))
        return made[-1]

    yield one
    for each in made:
        each.http.close()
