"""Letting the first administrator in: whoever may start the tool may say who that is."""

import os
from argparse import ArgumentParser, Namespace

from audit.command_line.database import opened
from audit.rules.sign_in import ISSUER

# Spelt out, as help must not wait for a library: a test holds it to the roles there are.
ROLES = ("auditor", "QA lead", "agency lead", "board member", "scrutineer", "administrator")


def admit(arguments: Namespace) -> int:
    """Let a person in, by what the identity provider calls them."""
    from audit.commands.person import admit, local
    from audit.documents.checklist_library import ready
    from audit.model.person import Role

    with opened(arguments.database) as db:
        by = local(db)
        ready(db, by)  # an agency comes with the checklist that is asked of it
        person = admit(
            db,
            by,
            arguments.name,
            tuple(Role(each) for each in arguments.role),
            agency=arguments.agency,
            team=arguments.team,
            issuer=arguments.issuer,
            subject=arguments.subject,
        )
    print(f"{person.name}: admitted as {', '.join(person.roles)}")
    return 0


def admit_arguments(made: ArgumentParser) -> None:
    """Say what `admit` takes."""
    made.add_argument(
        "--issuer", default=os.environ.get(ISSUER), help=f"the provider's address; else {ISSUER}"
    )
    made.add_argument(
        "--subject", required=True, help="the reference on the page that turned them away"
    )
    made.add_argument("--name", required=True, help="as shown to colleagues")
    made.add_argument(
        "--role",
        required=True,
        action="append",
        choices=ROLES,
        help="may be given several times",
    )
    made.add_argument("--agency", metavar="KEY", help="for instance midwifery")
    made.add_argument("--team", metavar="NAME")
