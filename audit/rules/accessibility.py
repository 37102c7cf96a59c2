"""The accessibility statement: which standard, what was tried and when, what does not work, and whom to tell.

It holds what a public body in the United Kingdom must say of a website or an app of its own (the Public Sector Bodies
(Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018). A body that runs the tool answers for it.
"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from audit.model.language import N_, _, long_date

ADDRESS = "/accessibility-statement"
"""Where it stands; nobody has to be signed in to read it."""
CONTACT = "AUDIT_CONTACT"
"""Whom to tell, as the installation says it: a name, an e-mail address, a telephone number."""
LONGEST = 200
"""Letters of a contact that are shown."""
TRIED = date(2026, 11, 27)
"""The day on which every page was tried last (tests/journeys/everyone.py)."""
TITLE = N_("Accessibility statement")
LINK = N_("Accessibility statement (opens in a new tab)")


class Part(NamedTuple):
    """A heading, and what stands below it: a line each, or a list."""

    heading: str
    lines: tuple[str, ...]
    listed: bool = False


def contact(environment: Mapping[str, str]) -> str:
    """Return whom the installation names, in one line; empty where it names nobody."""
    return " ".join(environment.get(CONTACT, "").split())[:LONGEST]


def statement(named: str = "") -> tuple[Part, ...]:
    """Return the whole statement in the language of the person at hand; `named` is whom the installation names."""
    tried = long_date(TRIED)
    whom = _("Tell {contact}.").format(contact=named) if named else _(UNNAMED)
    return (
        Part(_("What it is about"), tuple(_(each) for each in ABOUT)),
        Part(
            _("How far it is accessible"),
            (_(STANDARD), _("It partly meets that standard: the exceptions are named below.")),
        ),
        Part(_("What you can do"), tuple(_(each) for each in CAN), listed=True),
        Part(
            _("What does not work, and the way round"), tuple(_(each) for each in NOT), listed=True
        ),
        Part(_("Not tried yet"), tuple(_(each) for each in UNTRIED), listed=True),
        Part(
            _("Whom to tell"),
            (whom, _(TELL)),
        ),
        Part(_("If you are not content with the answer"), (_(ENFORCED),)),
        Part(
            _("How this statement was made"),
            (
                _(
                    "Every page was tried on {day}, by those who make the tool, on a demonstration in Chromium:"
                    " with the rules of axe in light and in dark, by the keyboard alone, in the tree that a"
                    " screen reader reads, at 320 pixels, at 200% and at 400%, with wider spacing, and with"
                    " less motion. The result of each page is in the tool’s guide to its pages."
                ).format(day=tried),
                _("This statement was written on {day}.").format(day=tried),
            ),
        ),
    )


ABOUT = (
    N_(
        "This statement is about the practice audit tool: every page of it, the pages on which one signs in"
        " or out, and the documents that it makes. The organisation that runs it for you answers for it."
    ),
)
STANDARD = N_(
    "The tool is made to meet the Web Content Accessibility Guidelines (WCAG), version 2.2, at level AA,"
    " which public bodies in the United Kingdom are held to."
)
CAN = (
    N_("Do everything with the keyboard alone. On a case audit, ? lists the keys."),
    N_("See at any time where the keyboard is: a ring is around it."),
    N_(
        "Enlarge a page to 400%, or read it on a small telephone, without scrolling from side to side."
    ),
    N_("Read it in light or in dark, as your device is set; no colour says anything by itself."),
    N_(
        "Hear it with a screen reader: what can be pressed has a name, and a chart has a table beside it."
    ),
    N_("Have it still: where your device asks for less motion, nothing moves."),
    N_("Take your time: before you are signed out you are told, and can stay."),
)
NOT = (
    N_(
        "The arrow at the end of a row of tabs is reached only after what the tab shows (focus order, 2.4.3)."
        " On the tabs themselves the arrow keys do the same."
    ),
    N_(
        "Wide tables and charts scroll from side to side within themselves on a narrow screen. The standard"
        " lets them; the workbook of the same page has them, too."
    ),
    N_(
        "Documents and workbooks are in English only. A PDF is made from them by another program and was not"
        " tried: ask for the Word or Excel file."
    ),
    N_("The Welsh was drafted by machine, and nobody whose first language it is has read it."),
)
UNTRIED = (
    N_(
        "The tool was not tried by people who use a screen reader, a magnifier or speech control every day."
    ),
    N_("It was tried in Chromium. Other browsers, and telephones in the hand, were not tried."),
)
UNNAMED = N_("Tell the QA lead of your partnership, or whoever let you into the tool.")
TELL = N_(
    "Say which page it was, what you wanted to do, and what you use: a screen reader, a magnifier, a"
    " telephone. Ask there, too, for a document in another form. Do not write anything about a case."
)
ENFORCED = N_(
    "In England, Scotland and Wales the Equality and Human Rights Commission sees that the regulations of 2018"
    " are kept, and the Equality Advisory and Support Service advises you: equalityadvisoryservice.com. In"
    " Northern Ireland it is the Equality Commission for Northern Ireland: equalityni.org."
)
