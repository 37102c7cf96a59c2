"""What a planned number of files shows: of each aim whether a change would be seen, may well be, or cannot."""

from audit.model.figure import Figure
from audit.model.re_audit import Aim, Kind, Plan
from audit.rules.re_audit import shows


def aim(key: str, takes: int | None) -> Aim:
    return Aim(
        kind=Kind.POINT,
        key=key,
        title="Fathers belong in the work",
        why=("a gap was found",),
        then=Figure(met=3, applicable=10, cases=10),
        files=10,
        reach=0.5,
        takes=takes,
    )


def plan(*aims: Aim) -> Plan:
    return Plan(wanted=0.2, files=40, cases=14, because="Half a year on.", aims=aims)


def test_each_aim_is_told_by_how_many_files_it_takes() -> None:
    assert shows(plan(aim("AS1", 40), aim("AS2", 41), aim("AS3", None))) == (
        "It shows four times out of five on AS1 (from 30% to 50%).",
        "It may well go unseen on AS2 (from 30% to 50%).",
        "Of AS3 no number of files within reach shows a change of 20 points: too little was read of it in"
        " the first round, or it stands near all met.",
    )
    assert shows(plan(aim("AS1", 12))) == (
        "It shows four times out of five on AS1 (from 30% to 50%).",
    )
    assert shows(plan()) == ()
