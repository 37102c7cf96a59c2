"""Draw the files of a round without second readings that are moderated."""

from sqlalchemy import and_, exists, select

from audit.commands.round import standing
from audit.model.case_audit import Reading
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import moderation_sample as rules
from audit.rules import permission
from audit.rules.moderation_sample import Ticketed
from audit.store import moderations
from audit.store import tables as t
from audit.store.database import Act, Database


def draw(db: Database, by: Person, round_id: str, share: int, *, key: str | None = None) -> int:
    """Draw a share of the files that are read once; return how many are new in the sample.

    A round has one seed, made at its first draw: what was drawn stays drawn, and a greater share, or files
    that came later, add to it.
    """
    permission.require(by, "moderation.draw")
    with db.acting(by, "moderation.drawn", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return int(now.earlier)
        title = str(standing(now.connection, round_id, "moderate")["title"])
        earlier = moderations.draws(now.connection, round_id)
        seed = earlier[0].seed if earlier else now.new_id()
        rules.check(title, share)
        if earlier and share < earlier[-1].share:
            raise refuse("moderation.smaller", where=title, share=earlier[-1].share)
        files = _files(now, round_id)
        if not files:
            raise refuse("moderation.no-file", where=title)
        new = [
            each.case_audit_id
            for each in rules.drawn(files, seed, share)
            if not moderations.is_drawn(now.connection, each.case_audit_id)
        ]
        if earlier and not new:
            now.nothing()
            return 0
        _put(now, round_id, len(earlier) + 1, seed, share, len(files), new)
        now.did(result=str(len(new)), seed=seed, share=share, files=len(files), drawn=new)
        return len(new)


def _put(
    now: Act, round_id: str, number: int, seed: str, share: int, files: int, new: list[str]
) -> None:
    now.connection.execute(
        t.moderation_draw.insert().values(
            round_id=round_id,
            number=number,
            seed=seed,
            share=share,
            files=files,
            drawn_at=now.at,
            drawn_by=now.by.id,
        )
    )
    rows = [{"case_audit_id": each, "number": number} for each in new]
    now.connection.execute(t.moderation_drawn.insert(), rows)


def _files(now: Act, round_id: str) -> list[Ticketed]:
    """The first readings of files that nobody reads a second time, begun or not."""
    second = t.case_audit.alias("second")
    twice = exists().where(
        and_(
            second.c.round_id == t.case_audit.c.round_id,
            second.c.case_file_id == t.case_audit.c.case_file_id,
            second.c.reading == Reading.SECOND,
        )
    )
    rows = now.connection.execute(
        select(t.case_audit.c.id, t.case.c.reference, t.case_file.c.agency)
        .select_from(t.case_audit)
        .join(t.case_file)
        .join(t.case)
        .where(
            t.case_audit.c.round_id == round_id,
            t.case_audit.c.reading == Reading.FIRST,
            ~twice,
        )
    )
    return [Ticketed(*row) for row in rows]
