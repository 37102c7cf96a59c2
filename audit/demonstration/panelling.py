"""The agencies' panels in a closed round of the demonstration: two are held, one is under way, the others wait."""

from dataclasses import dataclass

from audit.commands import (
    panel,
    panel_chronology,
    panel_finding,
    panel_meeting,
    panel_summary,
)
from audit.demonstration.content import panel as content
from audit.demonstration.planning import Workshop
from audit.model.panel import PanelState
from audit.model.person import Person
from audit.rules.retention import today
from audit.views import panel as views
from audit.views.panel import PanelPage
from audit.views.panel_cases import PanelCase, panel_cases

HELD = 2
"""Panels signed off in a round."""


@dataclass(frozen=True)
class Panels:
    """Who holds the panels of a round."""

    work: Workshop
    lead: Person
    round_id: str

    def some(self) -> None:
        """Hold the panels on the cases with the most agencies, and begin one more; the others wait."""
        found = panel_cases(self.work.db, self.lead, self.round_id).cases
        ready = [
            each for each in found if each.state is PanelState.READY and len(each.agencies) > 1
        ]
        ready.sort(key=lambda each: -len(each.agencies))
        for place, each in enumerate(ready[: HELD + 1]):
            made = self._prepared(each)
            if place < HELD:
                self._held(made)

    def _prepared(self, case: PanelCase) -> str:
        """Begin it and agree what happened."""
        db, by = self.work.db, self.lead
        made = panel.begin(db, by, self.round_id, case.case_id)
        agencies = tuple(views.panel(db, by, made).agencies)
        year = today(db.clock()).year - 1
        for day, what in content()["chronology"]:
            when = day.format(before=year - 1, year=year)
            panel_chronology.put(db, by, made, when, what, agencies)
        return made

    def _held(self, made: str) -> None:
        """Meet, say what is made of each gap, judge, write the summary, and sign off."""
        db, by = self.work.db, self.lead
        page = views.panel(db, by, made)
        panel_meeting.held_on(db, by, made, today(db.clock()))
        for role, agency in content()["present"]:
            if agency in ("", *page.agencies):
                panel_meeting.attended(db, by, made, role, agency)
        for place, row in enumerate(page.gaps):
            is_gap = place != len(page.gaps) - 1 or not place
            lines = content()["gap"]
            text = lines[place % len(lines)] if is_gap else content()["none"]
            panel_finding.note(db, by, made, row.criterion.key, text, is_gap=is_gap, version=0)
        for key in page.judged:
            value, rationale = self._judged(page, key)
            panel_finding.judge(db, by, made, key, value, rationale, version=0)
        panel.sign_off(db, by, made, seen=views.panel(db, by, made).mark)
        page = views.panel(db, by, made)
        # A criterion's own words may hold what only looks like a name; whoever writes it looks.
        panel_summary.summarise(db, by, made, page.draft, version=page.panel.version, looked=True)

    def _judged(self, page: PanelPage, key: str) -> tuple[str | None, str]:
        """The second-best word where nothing parts the agencies, else the next that is open."""
        clear = bool(key) and not any(each.gap for each in page.of(key))
        rationale = content()["strong" if clear else "mixed" if key else "whole"]
        scale = page.checklist.judgement_scale
        if scale is None:
            return None, rationale
        values = [each.key for each in scale.values]
        wanted = min(1 if clear else 2, len(values) - 1)
        closed = page.judged[key].closed
        return next(each for each in values[wanted:] if each not in closed), rationale
