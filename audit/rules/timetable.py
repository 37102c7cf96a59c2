"""Timetables of a round: templates by working days, laid out from a first day, moved on to a new one.

Working days are those of rules/working_day.py: Monday to Friday, bank holidays of England left out.
"""

from datetime import date, timedelta
from typing import NamedTuple

from audit.model.cycle import Step
from audit.model.language import N_
from audit.rules.working_day import after, working_days

TITLE_LIMIT = 120
"""Characters in the title of a step, at most."""


class TemplateStep(NamedTuple):
    """One step and its working day, the first being 1."""

    day: int
    title: str
    is_due: bool = False
    """True for the step by which the case file audits are in."""


class Template(NamedTuple):
    """A timetable to begin from."""

    title: str
    about: str
    steps: tuple[TemplateStep, ...]


TEMPLATES: dict[str, Template] = {
    # The inspectorates give 10 working days' notice of a Joint Targeted Area Inspection: in the first week they
    # set it up, ask for lists and choose children, in the second the agencies evaluate those children's
    # experiences by audit and hand that in, in the third inspectors are on site. Ofsted, CQC and HMICFRS, "Joint
    # targeted area inspection of the multi-agency response to identification of initial need and risk" (GOV.UK,
    # updated April 2025), and Sheffield Children Safeguarding Partnership's guidance for practitioners on JTAI.
    # The days within a week are ours: the letter of notice has the true ones.
    "jtai": Template(
        N_("JTAI, three weeks"),
        N_(
            "Notice ten working days before inspectors are on site: a week to prepare, a week to audit, a week of"
            " fieldwork. The days within each week are a proposal; go by your letter of notice."
        ),
        (
            TemplateStep(1, N_("Week 1: notice; one contact named in every agency")),
            TemplateStep(2, N_("Week 1: set-up meeting; what is looked into, and who audits")),
            TemplateStep(3, N_("Week 1: lists of children taken from every agency")),
            TemplateStep(4, N_("Week 1: children chosen")),
            TemplateStep(5, N_("Week 1: case files given to auditors")),
            TemplateStep(8, N_("Week 2: every agency's case file audits submitted"), is_due=True),
            TemplateStep(
                9, N_("Week 2: the agencies meet on each child and agree what they found")
            ),
            TemplateStep(10, N_("Week 2: the joint evaluation handed over")),
            TemplateStep(11, N_("Week 3: fieldwork begins; practitioners and families are heard")),
            TemplateStep(14, N_("Week 3: what was found is held against the files")),
            TemplateStep(15, N_("Week 3: feedback to the leaders of all agencies")),
        ),
    ),
    "usual": Template(
        N_("A usual round, ten weeks"),
        N_("Two weeks to choose and give out, five to read, three to moderate and report."),
        (
            TemplateStep(1, N_("Case list taken")),
            TemplateStep(5, N_("Sample drawn")),
            TemplateStep(10, N_("Case files given to auditors; the round opens")),
            TemplateStep(22, N_("Half of the case file audits submitted")),
            TemplateStep(35, N_("All case file audits submitted"), is_due=True),
            TemplateStep(42, N_("Moderation done")),
            TemplateStep(45, N_("Learning briefing written; actions have owners")),
            TemplateStep(50, N_("Results taken to the board")),
        ),
    ),
}


def on_day(starts: date, working_day: int) -> date:
    """Return the day that is so many working days in; a start at a weekend counts from the Monday."""
    return after(starts - timedelta(days=1), working_day)


def laid_out(template: Template, starts: date) -> tuple[Step, ...]:
    """Return the steps of a template from its first day on."""
    return tuple(
        Step(number=number, title=each.title, due=on_day(starts, each.day))
        for number, each in enumerate(template.steps, start=1)
    )


def due_day(template: Template, starts: date) -> date | None:
    """Return the day by which the template has the case file audits in; None where it does not say."""
    return next((on_day(starts, each.day) for each in template.steps if each.is_due), None)


def shifted(day: date, old_start: date, new_start: date) -> date:
    """Return the day as many working days after the new start as it was after the old one."""
    if day < old_start:
        return new_start - (old_start - day)
    return on_day(new_start, max(working_days(old_start, day), 1))
