"""Programs of the system that some tests need."""

import shutil

import pytest

from audit.documents.paper_pdf import PARTS, is_there


def needed(program: str, package: str) -> str:
    """Return where the program is; without it the test is passed over, naming Debian's package."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is missing: apt-get install {package}")
    return found


def needed_office(*endings: str) -> None:
    """Pass the test over where LibreOffice lacks the part that reads such a file, naming Debian's package."""
    lacking = [f"libreoffice-{PARTS[each][1]}" for each in endings if not is_there(each)]
    if lacking:
        pytest.skip(f"LibreOffice cannot make a PDF of it: apt-get install {' '.join(lacking)}")
