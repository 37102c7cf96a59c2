"""Letting the first administrator in from the command line."""

from audit.__main__ import main
from audit.command_line.people import ROLES
from audit.model.person import Role
from audit.store.database import Database
from audit.views.person import people
from tests.builders import local


def test_the_roles_in_its_help_are_the_roles_there_are() -> None:
    assert tuple(Role) == ROLES


def test_the_first_administrator_is_let_in(db: Database, capsys) -> None:
    given = ["--issuer", "https://id.example", "--subject", "1", "--name", "Robin"]
    database = ["--database", f"sqlite:///{db.path}"]
    assert main([*database, "admit", *given, "--role", "administrator"]) == 0
    assert "Robin: admitted as administrator" in capsys.readouterr().out
    entry = next(each for each in people(db, local(db)).entries if each.person.name == "Robin")
    assert (entry.person.roles, entry.subject) == ((Role.ADMINISTRATOR,), "1")
    assert main([*database, "admit", *given, "--role", "administrator"]) == 1
    assert "already signs in with this identity: Robin" in capsys.readouterr().err
