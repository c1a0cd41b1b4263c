"""Find a Chromium and start it quietly; used for the PDF and by the browser tests."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# keep Chromium from calling home: a page's own requests are all that is to be seen
QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
MISSING = (
    "No Chromium found. Install one (Debian, Ubuntu: apt install chromium; elsewhere: "
    ".venv/bin/playwright install chromium), or set CHROMIUM to the path of one."
)


class NoChromium(Exception):
    """There is no Chromium; the message says what to install."""


def find_chromium() -> str | None:
    """Return the path named by $CHROMIUM or of an installed Chromium, else None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    return next((path for path in map(shutil.which, NAMES) if path), None)


def launch_chromium(playwright):
    """Start a headless Chromium (else playwright's own); raise NoChromium if there is none."""
    from playwright.sync_api import Error

    arguments = list(QUIET)
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        arguments.append("--no-sandbox")  # Chromium refuses its sandbox to root
    try:
        return playwright.chromium.launch(executable_path=find_chromium(), args=arguments)
    except Error as error:
        if "Executable doesn't exist" in str(error):
            raise NoChromium(MISSING) from None
        raise
