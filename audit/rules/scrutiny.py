"""What scrutiny may write down of a round: words that identify nobody, and one answer to each comment."""

from collections.abc import Iterable

from audit.model.language import _
from audit.model.refusal import refuse
from audit.model.scrutiny import COMMENT_LIMIT, Comment
from audit.rules.headline import many
from audit.rules.panel_check import check_written


def checked(where: str, words: str, watched: Iterable[str], *, looked: bool) -> str:
    """Return a comment or an answer without its outer space; refuse none, and what looks like an identifier.

    `looked` says that whoever wrote it has looked and found that it identifies nobody.
    """
    words = check_written(
        where, words, watched, looked=looked, limit=COMMENT_LIMIT, code="scrutiny.identifier"
    )
    if not words:
        raise refuse("scrutiny.no-words", where=where)
    return words


def check_open(where: str, comment: Comment) -> None:
    """Refuse a second answer: the first stands as it was given, and the scrutineer may comment again."""
    if comment.is_answered:
        raise refuse("scrutiny.answered", where=where, who=comment.answered_by)


def standing(comments: int, answered: int) -> str:
    """Say how many comments there are and how many wait, for instance "3 comments, 1 of them without an answer"."""
    if not comments:
        return _("no comment was made")
    waiting = comments - answered
    rest = _("{n:,} of them without an answer").format(n=waiting) if waiting else _("each answered")
    return f"{many(comments, 'comment')}, {rest}"
