"""What tests share: the checkout, the built book, a browser, a two-page trial book."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "extensions"), str(ROOT / "exercises")]

from build_book import tables_are_sound  # noqa: E402

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


def print_book(root: Path) -> subprocess.CompletedProcess:
    """Run scripts/make_pdf.py of the book in `root`; stdout holds all it said."""
    command = [sys.executable, root / "scripts/make_pdf.py", "--root", root]
    return subprocess.run(
        command, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        env=os.environ | {"PYTHONUTF8": "1"},
    )


def record_tables(book: Path) -> None:
    """Take the tables of `book` as they are now for the described ones; they must be sound."""
    checker = [sys.executable, book / "scripts/check_tables.py", "--record", "--root", book]
    subprocess.run(checker, check=True)


@pytest.fixture(scope="session")
def trial_data(tmp_path_factory) -> Path:
    """A folder with some of the tables, described, checked and recorded as such.

    Its sections hold the pages of the trial book, `page`, and one it lacks, `elsewhere`.
    """
    root = tmp_path_factory.mktemp("trial")
    for folder in ("extensions", "scripts"):
        (root / folder).symlink_to(ROOT / folder)
    (root / "data").mkdir()
    names = ("us_troops", "us_aid", "income", "countries", "claims", "sections")
    for file in [*(f"{name}.csv" for name in names), "GPL-3.0.txt"]:
        shutil.copy(ROOT / "data" / file, root / "data")
    with (root / "data/sections.csv").open("a", encoding="utf-8") as sections:
        sections.write("C98,Elsewhere,paragraphs,elsewhere\nC99,Trial,paragraphs,page\n")
    package = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [t for t in package["resources"] if t["name"] in names]
    text = json.dumps(package, indent=2, ensure_ascii=False) + "\n"
    (root / "data/datapackage.json").write_text(text, encoding="utf-8")
    record_tables(root)
    assert tables_are_sound(root)  # leaves _build/.tables-checked: a copy needs no second check
    return root


@pytest.fixture
def small_book(tmp_path: Path, trial_data: Path) -> Path:
    """A two-page book with the course's configuration, extensions and scripts, and few tables."""
    for folder in ("extensions", "scripts", "book/_static"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for folder in ("data", "_build"):
        shutil.copytree(trial_data / folder, tmp_path / folder)
    for file in ("_config.yml", "requirements.txt", "book/references.bib", "book/course.mplstyle"):
        shutil.copy(ROOT / file, tmp_path / file)
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


@pytest.fixture(scope="session")
def pdf(browser) -> Path:
    """The book's PDF, made once; `browser` skips or fails where there is no Chromium."""
    result = print_book(ROOT)
    assert result.returncode == 0, result.stdout[-2000:]
    return ROOT / "_build/pdf/military-diplomacy-and-nation-building.pdf"
