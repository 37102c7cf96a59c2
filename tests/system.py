"""Programs of the system that some tests need."""

import shutil

import pytest


def needed(program: str, package: str) -> str:
    """Return where the program is; without it the test is passed over, naming Debian's package."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is missing: apt-get install {package}")
    return found
