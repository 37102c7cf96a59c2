"""What a version of a checklist changes: what can be compared with the one before, what cannot, and what else is new."""

from audit.documents.column import Column
from audit.model.change import Reworded, Sameness
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.rules.comparable import across_versions
from audit.rules.headline import many
from audit.rules.reworded import reworded


def changed(base: Checklist, now: Checklist) -> None:
    """Say what of the version can be compared with the one before, what cannot and why, and what else differs."""
    every = across_versions(now, base)
    other = [each for each in every if each.why]
    same = len(every) - len(other)
    words = _("{same} of {criterions} can be compared with version {version}.").format(
        same=same, criterions=many(len(every), "criterion"), version=base.version
    )
    text.draw(words, "statement")
    text.draw(
        _("Rounds that were opened on version {version} stay on it.").format(version=base.version),
        "muted",
    )
    if other:
        known = {each.key: each.statement for each in (*base.criteria, *now.criteria)}
        why: tuple[Column[Sameness], ...] = (
            Column(_("Criterion"), lambda each: f"{each.key}  {known[each.key]}", "text"),
            Column(_("Not compared, because"), lambda each: "; ".join(each.why), "text"),
        )
        table(
            other,
            why,
            _("What is another thing than in version {version}").format(version=base.version),
        )
    if besides := reworded(now, base):
        what: tuple[Column[Reworded], ...] = (
            Column(_("Where"), lambda each: each.where, "text"),
            Column(_("What changed"), lambda each: "; ".join(each.what), "text"),
        )
        table(
            besides,
            what,
            _("What else changed since version {version}; it takes nothing from comparing").format(
                version=base.version
            ),
        )
