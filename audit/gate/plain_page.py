"""The few pages that the gate itself draws: words, and a way on. Nothing of the tool is on them."""

from html import escape

from starlette.responses import HTMLResponse

from audit.model.language import N_, _, language
from audit.model.refusal import Complaint

_PAGE = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title} – Practice audit</title>
<style>
body {{ font: 1.1rem/1.5 system-ui, sans-serif; max-width: 38rem; margin: 12vh auto; padding: 0 1.2rem;
  color: #0b0c0c; background: #ffffff; overflow-wrap: anywhere; }}
h1 {{ font-size: 1.6rem; line-height: 1.25; }}
a.way {{ display: inline-block; padding: 0.5em 1.2em; border-radius: 6px; text-decoration: none;
  color: #ffffff; background: #1d4e89; border: 1px solid #7fb2f0; }}
a:focus-visible {{ outline: 3px solid #7fb2f0; outline-offset: 3px; }}
@media (prefers-color-scheme: dark) {{ body {{ color: #f3f4f6; background: #14171c; }} }}
</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p>{words}</p>
{ways}</main>
</body>
</html>
"""


AGAIN = N_("Sign in again")


def page(title: str, words: str, *ways: tuple[str, str], status: int = 200) -> HTMLResponse:
    """Return a page of one heading and one paragraph, and a link on for each address and name."""
    links = "".join(
        f'<p><a class="way" href="{escape(way)}">{escape(_(name))}</a></p>\n' for way, name in ways
    )
    return HTMLResponse(
        _PAGE.format(title=escape(title), words=escape(words), ways=links, language=language()),
        status_code=status,
    )


def refusal_page(
    complaint: Complaint, status: int, *, way: str = "", name: str = AGAIN
) -> HTMLResponse:
    """Return a refusal as a page; `way` leads to signing in, if anywhere."""
    ways = [(way, name)] if way else []
    return page(complaint.what, f"{complaint.why} {complaint.to_do}", *ways, status=status)
