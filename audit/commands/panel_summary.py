"""The learning summary of a case: kept as the lead wrote it, and taken out of the tool."""

from audit.commands.document import numbered
from audit.commands.panel import reached, stand, where_of
from audit.commands.written import written
from audit.model.document import DocumentKind
from audit.model.language import _
from audit.model.panel import SUMMARY_LIMIT
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import permission
from audit.store.database import Database
from audit.store.trail import fingerprint


def summarise(
    db: Database, by: Person, panel_id: str, text: str, *, version: int, looked: bool = False
) -> None:
    """Keep the learning summary, before or after the sign-off; `version` is that of the panel that was read."""
    permission.require(by, "panel.hold")
    with db.acting(by, "panel.summarised", f"panel:{panel_id}") as now:
        panel = reached(now, by, panel_id)
        where = _("{panel}, learning summary").format(panel=where_of(panel))
        text = written(now, where, text, looked=looked, limit=SUMMARY_LIMIT)
        if text == panel.summary:
            now.nothing()
            return
        if panel.version != version:
            raise refuse("panel.moved-on", where=where)
        stand(now, panel, summary=text, summary_at=now.at)
        now.did(old=fingerprint(panel.summary), new=fingerprint(text))


def exported(db: Database, by: Person, panel_id: str) -> str:
    """Record that the learning summary was taken out, before it is handed over; return its number."""
    permission.require(by, "panel.hold")
    with db.acting(by, "panel.exported", f"panel:{panel_id}") as now:
        panel = reached(now, by, panel_id)
        now.did(signed_off=panel.is_signed_off)
        return numbered(now, DocumentKind.LEARNING_SUMMARY, panel.round_id)
