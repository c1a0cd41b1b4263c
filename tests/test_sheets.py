"""A lab on paper: two sheets with all that is for paper, its rubric, and no answer."""

import re
import shutil
import subprocess
import sys

import make_sheets
import pytest
import trial_lab
from bs4 import BeautifulSoup
from conftest import ROOT
from course_solutions import read, tags
from lab_files import SOURCES, checks_of
from make_labs import ANSWERS
from pypdf import PdfReader

pytestmark = pytest.mark.browser

PAPER = """
```{code-cell}
:tags: [paper]

import pandas as pd

pd.DataFrame({"year": [1961, 1987], "people": [10, 20]})
```
"""


def run_make_sheets(root) -> subprocess.CompletedProcess:
    command = [sys.executable, ROOT / "scripts/make_sheets.py", "--root", root]
    return subprocess.run(command, text=True, capture_output=True)


@pytest.fixture(scope="module")
def sheets(browser):
    """The sheets of every lab, made anew; `browser` skips or fails without a Chromium."""
    result = run_make_sheets(ROOT)
    assert result.returncode == 0, result.stderr
    return ROOT / "_build/sheets"


def text_of(pdf) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(pdf).pages)


@pytest.mark.parametrize("lab", [source.stem for source in SOURCES])
def test_a_lab_fits_two_sheets_of_a4_and_nothing_is_cut(sheets, lab):
    pages = PdfReader(sheets / f"{lab}.pdf").pages
    assert len(pages) == 2
    for sheet in pages:
        assert abs(sheet.mediabox.width - 595) < 2 and abs(sheet.mediabox.height - 842) < 2
    page = BeautifulSoup((sheets / f"{lab}.html").read_text(encoding="utf-8"), "lxml")
    printed = re.sub(r"\W", "", text_of(sheets / f"{lab}.pdf"))
    for part in page.select("h1, h2, p, li, td, th"):
        words = re.sub(r"\W", "", part.get_text())
        assert words in printed, part.get_text()
    assert "Rival explanation" in page.get_text() and "Sources: " in page.get_text()
    assert page.select("table.dataframe") and page.select("img")
    # numbered in one list, or in bold where tables stand between the questions
    bold = [strong for strong in page.select("strong") if re.match(r"\d+\.", strong.get_text())]
    assert len(page.select("ol > li")) + len(bold) >= 5
    for figure in page.select("img"):
        assert len(figure["alt"]) > 20 and "No description" not in figure["alt"], lab


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_sheet_gives_an_answer_away(sheets, source):
    printed = text_of(sheets / f"{source.stem}.pdf")
    for cell in read(source).cells:
        if tags(cell) & ANSWERS:
            for line in cell.source.splitlines():
                assert len(line) <= 20 or line.strip() not in printed
    for name, question in checks_of(source.stem).items():
        for _, mistake, message in question.get("mistakes", []):
            assert len(message) < 20 or message not in printed, (name, mistake)


def a_lab(root, paper: str):
    source = trial_lab.write(root)
    source.write_text(source.read_text() + paper)
    (source.parent / "shared").mkdir()
    (source.parent / "shared/rubric.md").write_text("| a | b |\n|---|---|\n| c | d |\n")
    for module in (ROOT / "exercises").glob("*.py"):
        shutil.copy(module, root / "exercises")
    (root / "data").mkdir()
    (root / "data/datapackage.json").write_text('{"name": "trial", "resources": []}')
    return root


LONG = '\n+++ {"tags": ["paper"]}\n\n' + "A line of text.\n\n" * 200


@pytest.mark.parametrize("paper, words", [("", "no cell is tagged paper"),
                                          (LONG, "needs more than 2 sheets")], ids=["none", "long"])
def test_nothing_or_too_much_for_paper_is_refused_by_name(browser, tmp_path, paper, words):
    result = run_make_sheets(a_lab(tmp_path, paper))
    assert result.returncode != 0 and "Traceback" not in result.stderr
    assert "make sheets: exercises/solutions/trial.md: " in result.stderr
    assert words in result.stderr
    assert not (tmp_path / "_build/sheets/trial.pdf").exists()


def test_a_table_loses_its_row_numbers_and_keeps_its_names(tmp_path):
    page = make_sheets.write_page(a_lab(tmp_path, PAPER), tmp_path / "exercises/solutions/trial.md")
    table = BeautifulSoup(page, "lxml").select_one("table.dataframe")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tr")]
    assert rows == [["year", "people"], ["1961", "10"], ["1987", "20"]]


INDEXED = PAPER.replace('"people": [10, 20]})', '"people": [-10, 20], "who": ["all", "men"]})'
                        '.set_index("year")')


def test_a_table_has_one_line_of_names_and_true_minus_signs(tmp_path):
    page = make_sheets.write_page(a_lab(tmp_path, INDEXED),
                                  tmp_path / "exercises/solutions/trial.md")
    table = BeautifulSoup(page, "lxml").select_one("table.dataframe")
    rows = [[cell.get_text() for cell in row.select("th, td")] for row in table.select("tr")]
    assert rows == [["year", "people", "who"], ["1961", "−10", "all"], ["1987", "20", "men"]]
    assert [cell.get_text() for cell in table.select(".words")] == ["who", "all", "men"]


def test_what_is_left_of_the_second_sheet_is_ruled(browser, tmp_path):
    assert run_make_sheets(a_lab(tmp_path, PAPER)).returncode == 0
    # one sheet would do without the lines
    assert len(PdfReader(tmp_path / "_build/sheets/trial.pdf").pages) == 2
