"""The few pages that the gate itself draws: words, and a way on. Nothing of the tool is on them."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from pathlib import Path

from starlette.responses import HTMLResponse

from audit.model.language import LANGUAGES, N_, _, language
from audit.model.refusal import Complaint
from audit.rules.accessibility import ADDRESS, TITLE, Part, statement

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} – Practice audit</title>
<style>
body {{ font: 1.1rem/1.5 "Source Sans 3", "Source Sans Pro", system-ui, sans-serif; max-width: 38rem;
  margin: 8vh auto; padding: 0 1.2rem;
  color: #0b0c0c; background: #ffffff; overflow-wrap: anywhere; }}
header img {{ display: block; height: 1.6rem; max-width: 100%; margin-bottom: 2.2rem; }}
h1 {{ font-size: 1.6rem; line-height: 1.25; }}
h2 {{ font-size: 1.2rem; line-height: 1.3; margin-top: 1.6em; }}
li {{ margin-bottom: 0.4em; }}
footer {{ margin-top: 2.5em; }}
footer a {{ color: inherit; display: inline-block; min-height: 24px; margin-right: 1em; }}
a.way {{ display: inline-block; padding: 0.5em 1.2em; border-radius: 6px; text-decoration: none;
  color: #ffffff; background: #1d4e89; border: 1px solid #7fb2f0; }}
a:focus-visible {{ outline: 3px solid #7fb2f0; outline-offset: 3px; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #f3f4f6; background: #14171c; }} }}
</style>
</head>
<body>
<header><img src="{wordmark}" alt="Practice audit"></header>
<main>
<h1>{title}</h1>
{words}
{ways}</main>
{foot}</body>
</html>
"""


_MARK = Path(__file__).parents[1] / "pages" / "parts" / "wordmark.svg"
WORDMARK = f"data:image/svg+xml;base64,{b64encode(_MARK.read_bytes()).decode()}"
"""The mark that stands at the head of every other page, in it: nobody is signed in yet who could fetch it."""
AGAIN = N_("Sign in again")
CLASS = ' class="way"'


def page(title: str, words: str, *ways: tuple[str, str], status: int = 200) -> HTMLResponse:
    """Return a page of one heading and one paragraph, and a link on for each address and name."""
    return _drawn(title, f"<p>{escape(words)}</p>", ways, status, f"<p>{_link(ADDRESS, TITLE)}</p>")


def statement_page(named: str, here: str) -> HTMLResponse:
    """Return the accessibility statement, with the way to the tool and to the other language; `here` is its address."""
    others = "".join(
        f'<a lang="{key}" hreflang="{key}" href="/language?to={key}&amp;return_to={escape(here)}">{name}</a>'
        for key, name in LANGUAGES.items()
        if key != language()
    )
    words = "\n".join(_part(each) for each in statement(named))
    return _drawn(_(TITLE), words, [("/", N_("To the tool"))], 200, f"<p>{others}</p>")


def _part(each: Part) -> str:
    """A part of the statement; what an installation wrote in it is text and nothing else."""
    inside = [escape(line) for line in each.lines]
    lines = (
        f"<ul>{''.join(f'<li>{line}</li>' for line in inside)}</ul>"
        if each.listed
        else "".join(f"<p>{line}</p>" for line in inside)
    )
    return f"<h2>{escape(each.heading)}</h2>\n{lines}"


def _link(way: str, name: str, kind: str = "") -> str:
    return f'<a{kind} href="{escape(way)}">{escape(_(name))}</a>'


def _drawn(
    title: str, words: str, ways: Sequence[tuple[str, str]], status: int, foot: str
) -> HTMLResponse:
    links = "".join(f"<p>{_link(way, name, CLASS)}</p>\n" for way, name in ways)
    return HTMLResponse(
        _PAGE.format(
            title=escape(title),
            words=words,
            ways=links,
            foot=f"<footer>{foot}</footer>\n",
            language=language(),
            wordmark=WORDMARK,
        ),
        status_code=status,
    )


def refusal_page(
    complaint: Complaint, status: int, *, way: str = "", name: str = AGAIN
) -> HTMLResponse:
    """Return a refusal as a page; `way` leads to signing in, if anywhere."""
    ways = [(way, name)] if way else []
    return page(complaint.what, f"{complaint.why} {complaint.to_do}", *ways, status=status)
