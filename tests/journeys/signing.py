"""Signing in: a provider in a process of its own, the tool behind it, and how somebody comes in."""

import subprocess
import sys
from contextlib import contextmanager

import pytest

from audit.commands import person
from audit.commands.person import local
from audit.model.person import Role
from audit.store.database import Database
from tests.journeys.book import Book
from tests.journeys.server import PATIENCE, Server, answers, free_port


@contextmanager
def provider(log):
    """A provider in a process of its own, which signs in whoever names themselves; its address."""
    port = free_port()
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "oidc_provider_mock", "--port", str(port)],
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    made = f"http://localhost:{port}"
    try:
        answers(made, log, process)
        yield made
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture(scope="module")
def issuer(tmp_path_factory):
    """The address of a provider."""
    with provider(tmp_path_factory.mktemp("provider") / "log") as made:
        yield made


def gated(folder, issuer, **times):
    """The tool behind that provider, with two people admitted; and its book, read in the name of one."""
    server = Server(folder, host="localhost")
    server.told = {
        "AUDIT_OIDC_ISSUER": issuer,
        "AUDIT_OIDC_CLIENT_ID": "audit",
        "AUDIT_OIDC_CLIENT_SECRET": "a secret",
        "AUDIT_PUBLIC_URL": server.url,
        **times,
    }
    db = Database(server.database)
    by = local(db)
    roles = (Role.AUDITOR, Role.QA_LEAD)
    robin = person.admit(db, by, "Robin Hall", roles, issuer=issuer, subject="robin")
    person.admit(db, by, "Sam Field", roles, issuer=issuer, subject="sam")
    return server, Book(db, robin)


@pytest.fixture
def came(opened):
    """Brings somebody to a page of the tool through the provider; afterwards nothing broke the policy."""
    broken = []

    def one(server, subject, path="", *, admitted=True, **settings):
        tab = opened(server, **settings)
        tab.page.on("console", lambda said: broken.append(said.text) if is_policy(said) else None)
        tab.page.route(lambda url: "//localhost:" not in url, lambda route: route.abort())
        tab.page.goto(f"{server.url}/{path}")
        tab.page.fill("input[name=sub]", subject)
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_url(f"{server.url}/**")
        tab.foreign.clear()  # the provider's own page
        tab.page.wait_for_selector("h1")
        if admitted:
            tab.settle()
        return tab

    yield one
    assert broken == []


def is_policy(said):
    return "Content Security Policy" in said.text
