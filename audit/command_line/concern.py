"""The verb by which a timer hears of immediate concerns that nobody sees to."""

import sys
from argparse import Namespace

from audit.command_line.database import opened
from audit.model.refusal import complaint


def late(arguments: Namespace) -> int:
    """Say which immediate concerns are late; refused (1) while one is, for a timer that rings somebody."""
    from audit.commands.person import local
    from audit.rules.concern import WAITS_FOR
    from audit.views.concern import concerns_of

    with opened(arguments.database, there=True) as db:
        found = [each for each in concerns_of(db, local(db)) if each.is_late]
    for each in found:
        # What a timer says lies in logs and in mail: no reference, no name, no word of the concern.
        where = f"Concern about a file of {each.concern.agency_name}"
        waits = WAITS_FOR[each.concern.standing]
        print(complaint("concern.late", where=where, waits=waits, left=each.left), file=sys.stderr)
    if not found:
        print("No immediate concern is late.")
    return int(bool(found))
