"""Leave in the trail that children's audits left the tool for an inspection, before they are handed over."""

from collections.abc import Sequence

from audit.commands.blind import kept_from
from audit.commands.document import numbered, taken
from audit.model.document import DocumentKind, Taken
from audit.model.language import in_english
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.rules import jtai as rules
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.panel import is_kept
from audit.rules.retention import gone
from audit.store import panels, rounds
from audit.store.database import Database


@in_english
def exported(
    db: Database,
    by: Person,
    round_id: str,
    case_ids: Sequence[str],
    n: int,
    *,
    key: str | None = None,
) -> Taken:
    """Record that this person took the bundle of these children out; it holds n agencies' audits.

    The set of children stands in the trail by a keyed hash, so that two bundles of one set can be told from
    two of different sets. Returns what the bundle prints of it. NotFound for a child that is none of the round, or of which they still read a file.
    """
    permission.require(by, "jtai.export")
    with db.acting(by, "jtai.exported", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return Taken(now.earlier, None)
        row = rounds.find(now.connection, round_id)
        if row["disposed_at"] is not None:
            raise gone(row["title"], row["disposed_at"])
        rules.check_chosen(row["title"], len(set(case_ids)))
        for each in case_ids:
            files = [of.readings for of in panels.files(now.connection, round_id, each)]
            if not files or is_kept(by.id, files):
                raise NotFound(complaint("jtai.not-found"))
            # An entry of its own: whoever asks what left the tool on one child finds it there.
            now.also("jtai.child_exported", f"case:{each}", round=round_id)
        blind = bool(kept_from(now.connection, by))
        children = len(set(case_ids))
        about = many(children, "child")
        number = numbered(now, DocumentKind.JTAI_BUNDLE, round_id, about=about)
        now.did(number, children=children, case_audits=n, cases=db.mark_of(case_ids))
    return taken(now, number, blind=blind)
