"""What the first round of the demonstration led to: findings, a suggestion declined, and actions at every stage."""

from dataclasses import dataclass
from typing import Any

from audit.commands import action, action_done
from audit.commands import finding as findings
from audit.demonstration.content import loop as content
from audit.demonstration.planning import Workshop
from audit.model.action import ActionKind, ActionWords
from audit.model.finding import FindingKind, FindingWords, Origin, Suggestion
from audit.model.panel import PanelState
from audit.model.person import Person
from audit.rules.retention import today
from audit.rules.working_day import after
from audit.views.finding import suggested
from audit.views.panel import panel
from audit.views.panel_cases import panel_cases

WEEKS = 30.0
"""Working hours that pass between a promise and what becomes of it."""
ORIGINS = {"results": Origin.RESULTS, "panel": Origin.PANEL, "board": Origin.BOARD}


@dataclass(frozen=True)
class Loop:
    """Who closes the loop of a round: one lead raises and plans, another one verifies."""

    work: Workshop
    lead: Person
    other: Person
    round_id: str

    def closed(self) -> None:
        """Raise what was found, promise something on it, and let some of it be done."""
        made = [(each, self._raised(each)) for each in content()["findings"]]
        planned = [
            (promise, self._planned(finding_id, promise))
            for each, finding_id in made
            for promise in each.get("actions", [])
        ]
        self.work.clock.rest(WEEKS)
        for promise, action_id in planned:
            self._went(action_id, promise)

    def _raised(self, each: dict[str, Any]) -> str:
        db, origin = self.work.db, ORIGINS[each["from"]]
        found: Suggestion | None = None
        if origin is Origin.RESULTS:
            offered = suggested(db, self.lead, self.round_id).open
            same = [one for one in offered if one.words.criterion == each["criterion"]]
            found = next(iter(same), None)
            for one in same[1:2]:
                findings.decline(db, self.lead, self.round_id, one, content()["declined"])
        panel_id, files, criterion = None, found.files if found else (), each["criterion"]
        if origin is Origin.PANEL:
            panel_id, files, criterion = self._panel()
        points = self.work.published.checklist.criteria
        words = FindingWords(
            kind=FindingKind(each["kind"]),
            title=each["title"],
            detail=each["detail"],
            criterion=criterion,
            points=next((one.learning_points for one in points if one.key == criterion), ()),
            theme=each["theme"],
        )
        about = (db, self.lead, self.round_id, words, origin)
        return findings.raise_(*about, files=files, panel_id=panel_id, suggestion=found)

    def _panel(self) -> tuple[str | None, tuple[str, ...], str]:
        """A panel that is signed off, its files, and a criterion that it held a gap on; nothing where there is none."""
        for each in panel_cases(self.work.db, self.lead, self.round_id).cases:
            if each.state is PanelState.SIGNED_OFF and each.panel_id is not None:
                page = panel(self.work.db, self.lead, each.panel_id)
                gaps = [key for key, note in page.notes.items() if note.is_gap]
                if gaps:
                    files = tuple(one.case_audit_id for one in page.files if one.case_audit_id)
                    return each.panel_id, files, gaps[0]
        return None, (), ""

    def _planned(self, finding_id: str, promise: dict[str, Any]) -> str:
        db = self.work.db
        now = today(db.clock())
        words = ActionWords(
            what=promise["what"],
            done_when=promise["done_when"],
            kind=ActionKind(promise["kind"]),
            owner_role=promise["owner_role"],
            agency=promise["agency"],
            due=after(now, promise["days"]) if "days" in promise else None,
            criterion=promise["criterion"],
        )
        return action.plan(db, self.lead, finding_id, words)

    def _went(self, action_id: str, promise: dict[str, Any]) -> None:
        db, by = self.work.db, self.lead
        if "note" in promise:
            action_done.note(db, by, action_id, *promise["note"])
        if "done" in promise:
            action_done.complete(db, by, action_id, *promise["done"])
        if "checked" in promise:
            action_done.verify(db, self.other, action_id, promise["checked"])
