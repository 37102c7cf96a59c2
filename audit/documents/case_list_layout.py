"""What the columns of a case list mean, said in a small TOML file: for who takes lists from the command line.

    held_by = "csc"                 # where no column names the agency that holds the case
    [columns]
    "Case no" = "case reference"
    "Plan" = "kept as it is"
    "Police team" = "involved: police"
    [agencies]
    "Soc care" = "csc"              # a word of the list, and the agency that it means
    "Housing" = ""                  # has no part in the audit

Columns that are not named are left out.
"""

import tomllib
from collections.abc import Mapping
from typing import Any, cast

from audit.model.frame import Layout, ListTable, Meaning, Use
from audit.model.refusal import near, refuse
from audit.rules.checklist import listed
from audit.rules.frame_agency import folded
from audit.rules.frame_suspect import words_of

INVOLVED = "involved:"
KNOWN = {"sheet": str, "heading_row": int, "held_by": str, "columns": dict, "agencies": dict}
"""What may stand in the file, and of which kind it is."""


def parsed(text: str, where: str) -> dict[str, Any]:
    """Return what the file says; Refusal where it cannot be read."""
    try:
        said = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise refuse("layout.form", where, reason=str(error)) from error
    for name, value in said.items():
        if name not in KNOWN:
            reason = f"it knows {listed(KNOWN)}, not {name}"
            raise refuse("layout.form", where, reason=reason)
        if not isinstance(value, KNOWN[name]) or isinstance(value, bool):
            raise refuse("layout.form", where, reason=f"{name} is not of the right kind")
    for name in ("columns", "agencies"):
        if not all(isinstance(each, str) for each in said.get(name, {}).values()):
            raise refuse("layout.form", where, reason=f"under [{name}] stands what is no text")
    return said


def layout(said: Mapping[str, Any], where: str, table: ListTable) -> Layout:
    """Return the layout of a list as the file says it."""
    columns = cast("dict[str, str]", said.get("columns", {}))
    places = {words_of(heading): n for n, heading in reversed([*enumerate(table.headings)])}
    uses = [Use()] * len(table.headings)
    for heading, meaning in columns.items():
        if words_of(heading) not in places:
            known = [each for each in table.headings if each]
            told = {"heading": heading, "known": listed(known), "hint": near(heading, known)}
            raise refuse("layout.column", where, **told)
        uses[places[words_of(heading)]] = _use(meaning, where)
    agencies = cast("dict[str, str]", said.get("agencies", {}))
    return Layout(
        uses=tuple(uses),
        held_by=str(said.get("held_by", "")),
        agencies={folded(word): key for word, key in agencies.items()},
    )


def _use(meaning: str, where: str) -> Use:
    plain = " ".join(meaning.casefold().split())
    if plain.startswith(INVOLVED):
        return Use(meaning=Meaning.ONE_AGENCY, agency=plain.removeprefix(INVOLVED).strip())
    known = [each.value for each in Meaning if each is not Meaning.ONE_AGENCY]
    if plain not in known:
        told = {"meaning": meaning, "known": listed(known), "hint": near(plain, known)}
        raise refuse("layout.meaning", where, **told)
    return Use(meaning=Meaning(plain))
