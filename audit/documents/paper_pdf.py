"""A paper as PDF, by LibreOffice where it is installed."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.model.refusal import refuse

SECONDS = 120
NAMES = ("soffice", "libreoffice")
KINDS = {"docx": "a Word document", "pptx": "slides"}
PARTS = {"docx": ("libswlo.so", "writer"), "pptx": ("libsdlo.so", "impress")}
"""The part of LibreOffice that reads it, which may be left out: its library, and its name in a filter's."""
TAGGED = '{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
"""With its headings and alternative texts, for whoever listens to it."""


def is_there(ending: str) -> bool:
    """True where LibreOffice is installed with the part that reads such a file: a PDF can be offered."""
    return _office(ending) is not None


def check_office(ending: str) -> str:
    """Return the LibreOffice that can make a PDF of such a file; refused where there is none."""
    office = _office(ending)
    if office is None:
        raise refuse("paper.no-office", kind=KINDS[ending])
    return office


def to_pdf(content: bytes, ending: str) -> bytes:
    """Return the document as PDF; `ending` says what it is: docx or pptx. Refused where LibreOffice is not there."""
    office = check_office(ending)
    with TemporaryDirectory(prefix="paper-") as folder:
        place = Path(folder)
        source = place / f"paper.{ending}"
        source.write_bytes(content)
        reason = _converted(office, place, source)
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise refuse("paper.office-failed", kind=KINDS[ending], reason=reason)
        return made.read_bytes()


def _office(ending: str) -> str | None:
    found = next((found for each in NAMES if (found := shutil.which(each))), None)
    if found is None:
        return None
    folder = Path(found).resolve().parent
    lacks = (folder / "soffice.bin").is_file() and not (folder / PARTS[ending][0]).is_file()
    return None if lacks else found


def _converted(office: str, place: Path, source: Path) -> str:
    """Let LibreOffice work in a folder and a profile of its own, so that two at once do not wait for each other."""
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    kind = f"pdf:{PARTS[source.suffix[1:]][1]}_pdf_Export:{TAGGED}"
    asked = [office, profile, "--headless", "--norestore", "--convert-to", kind, "--outdir"]
    try:
        done = subprocess.run(  # noqa: S603 - a program of this machine, on a file that we wrote
            [*asked, str(place), str(source)],
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"nothing within {SECONDS} seconds"
    except OSError as fault:
        return (fault.strerror or "no reason given").lower()
    return " ".join(done.stderr.split())[:200] or "nothing"
