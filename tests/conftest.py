"""What tests share: the checkout, the built book, a browser, a two-page trial book."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "extensions"), str(ROOT / "exercises")]

INDEX = """\
# Index

:::{glossary}
coup attempt
  An illegal try to seize the executive.
:::

:::{bibliography}
:::
"""

PAGE = """\
---
jupytext:
  text_representation:
    extension: .md
    format_name: myst
kernelspec:
  display_name: Python 3
  language: python
  name: python3
question: Does this build?
minutes: 5
---

# Page

A {term}`coup attempt` is defined {cite:p}`brazinsky2007nation`.

```{code-cell}
print("lines:", sum(1 for line in open("../data/income.csv")))
```
"""


def run_build(book: Path) -> subprocess.CompletedProcess:
    """Run the course's own build script on `book`; stdout holds all it said."""
    return subprocess.run(
        [sys.executable, book / "scripts/build_book.py"],
        cwd=book,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def record_tables(book: Path) -> None:
    """Take the tables of `book` as they are now for the described ones; they must be sound."""
    checker = [sys.executable, book / "scripts/check_tables.py", "--record", "--root", book]
    subprocess.run(checker, check=True)


@pytest.fixture
def small_book(tmp_path: Path) -> Path:
    """A two-page book with the course's configuration, extensions, scripts and tables."""
    for folder in ("extensions", "scripts", "data", "book/_static"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in ("_config.yml", "requirements.txt", "book/references.bib", "book/course.mplstyle"):
        shutil.copy(ROOT / file, tmp_path / file)
    checked = ROOT / "_build/.tables-checked"  # the same tables need no second check
    if checked.exists():
        (tmp_path / "_build").mkdir()
        shutil.copy(checked, tmp_path / "_build")
    (tmp_path / "_toc.yml").write_text(
        "format: jb-book\nroot: book/index\nchapters:\n- file: book/page\n"
    )
    (tmp_path / "book/index.md").write_text(INDEX)
    (tmp_path / "book/page.md").write_text(PAGE)
    (tmp_path / "book/questions").mkdir()
    return tmp_path


@pytest.fixture(scope="session")
def html() -> Path:
    """The built book; `make test` builds it before the tests run."""
    built = ROOT / "_build/html"
    assert (built / "index.html").exists(), "no book in _build/html: run make book first"
    return built


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium; without one skipped on a user's machine, a failure where CI is set."""
    from find_chromium import NoChromium, launch_chromium
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        try:
            chromium = launch_chromium(playwright)
        except NoChromium as missing:
            pytest.fail(str(missing)) if os.environ.get("CI") else pytest.skip(str(missing))
        yield chromium
        chromium.close()
