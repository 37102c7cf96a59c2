"""What is held of a case in case lists that were taken, whether or not it was drawn."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import RowMapping

from audit.model.noun import Noun


class HeldListing(Noun):
    """One row of a case list that was taken for a round."""

    round_title: str
    list_name: str
    taken_at: datetime
    row: int
    agency: str
    team: str
    age_band: str
    involved: str
    """Agencies with their teams, in words."""
    carried: str
    """What was kept of the list's other columns: heading, colon, value, a line each."""


def listing(row: RowMapping, agencies: Mapping[str, str]) -> HeldListing:
    """Make the noun of one row of a case list."""
    involved = [
        f"{agencies.get(agency, agency)} ({team})" if team else agencies.get(agency, agency)
        for agency, team in row["involved"]
    ]
    pairs = zip(row["columns"], row["carried"], strict=True)
    return HeldListing(
        round_title=row["title"],
        list_name=row["name"],
        taken_at=row["taken_at"],
        row=row["line"],
        agency=agencies.get(row["agency"], row["agency"]),
        team=row["team"],
        age_band=row["age_band"],
        involved="; ".join(involved),
        carried="\n".join(f"{heading}: {value}" for heading, value in pairs),
    )
