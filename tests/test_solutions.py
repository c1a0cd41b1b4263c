"""Solutions of the labs: shown, a page a lab; hidden, nowhere in what a reader gets."""

import re
import shutil
import zipfile

import pytest
import trial_lab
from conftest import ROOT, run_build
from course_solutions import contents, solved
from lab_files import SOURCES, hidden_lines
from make_labs import ANSWERS
from make_labs import main as make_labs
from nbformat.v4 import new_code_cell
from pypdf import PdfReader

ANSWER = "5 / 10"


@pytest.fixture
def book(small_book):
    """The trial book with the trial lab, made."""
    trial_lab.write(small_book)
    for module in (ROOT / "exercises").glob("*.py"):
        shutil.copy(module, small_book / "exercises")
    shutil.copy(ROOT / "exercises/README.md", small_book / "exercises")
    (small_book / "binder").mkdir()
    shutil.copy(ROOT / "binder/requirements.txt", small_book / "binder")
    for licence in ROOT.glob("LICENSE*"):
        shutil.copy(licence, small_book)
    make_labs(small_book)
    return small_book


def switch(book, value: str) -> None:
    config = book / "_config.yml"
    text = re.sub(r"solutions: \w+", f"solutions: {value}", config.read_text())
    config.write_text(text)


def holding(folder, text: str) -> list[str]:
    """The files below `folder` that hold `text`."""
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*")
            if path.is_file() and text.encode() in path.read_bytes()]


def test_shown_a_page_holds_the_solution_that_ran_and_hidden_again_nothing_does(book):
    switch(book, "shown")
    result = run_build(book)
    assert result.returncode == 0, result.stdout[-2000:]
    built = book / "_build/html"
    page = (built / "exercises/solutions/trial.html").read_text()
    words = re.sub(r"<[^>]+>", "", page)
    assert "Solved: Trial" in words and ANSWER in words and "q1: right." in words
    for left_out in ("q1_half = ...", "Upside down", "q1_check", "sys.path"):
        assert left_out not in words
    assert "exercises/solutions/trial.html" in (built / "book/page.html").read_text()
    assert not (book / "exercises/answers").exists(), "the reader's own answers are overwritten"

    switch(book, "hidden")
    result = run_build(book)
    assert result.returncode == 0, result.stdout[-2000:]
    assert "exercises/solutions" not in (built / "book/page.html").read_text()
    with zipfile.ZipFile(book / "_build/html/labs.zip") as labs:
        labs.extractall(book / "unpacked")
    for folder in (built, book / "unpacked"):
        assert holding(folder, ANSWER) == []
        assert holding(folder, "Upside down") == []


def test_a_written_answer_is_quoted_and_the_gap_is_gone():
    student = new_code_cell('q8_text = """\nWrite here.\n"""', metadata={"tags": ["student"]})
    answer = new_code_cell('q8_text = """\nTwo\nlines.\n"""', metadata={"tags": ["solution"]})
    text, code = solved([student, answer])
    assert text.source == "One answer of many:\n\n> Two\n> lines."
    assert code.source == answer.source and code.metadata["tags"] == ["remove-cell"]


def test_solutions_stand_in_the_order_of_the_course():
    part = contents(ROOT, ROOT / "_toc.yml", "shown")["parts"][-1]
    pages = [page["file"].removeprefix("exercises/solutions/") for page in part["chapters"]]
    assert pages[:2] == ["understanding", "role"] and pages[-1] == "conclusion"
    assert sorted(pages) == [source.stem for source in SOURCES]
    assert contents(ROOT, ROOT / "_toc.yml", "hidden")["parts"][-1]["caption"] == "Reference"


def test_another_word_than_shown_or_hidden_is_refused(book):
    switch(book, "visible")
    result = run_build(book)
    assert result.returncode != 0
    assert "solutions is 'visible', not shown or hidden" in result.stdout


def secrets() -> set[str]:
    """Lines of the labs' solutions that stand in no student's notebook."""
    # a page may well read a table in the words of a solution: its own are named by question
    return {line for line in hidden_lines(SOURCES, ANSWERS)
            if re.match(r"q\d+_", line) and len(line) > 20}


def test_there_are_solutions_to_hide():
    assert len(SOURCES) == 11
    assert len(secrets()) > 11 * 10


def test_the_book_and_its_zip_hold_no_solution(html, tmp_path):
    with zipfile.ZipFile(html / "labs.zip") as labs:
        labs.extractall(tmp_path)
    for folder in (html, tmp_path):
        texts = [path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*")
                 if path.suffix in (".html", ".js", ".md", ".txt", ".ipynb", ".json", ".py")]
        whole = re.sub(r"<[^>]+>", "", "\n".join(texts))
        for line in secrets():
            assert line not in whole, line
    assert not (html / "exercises").exists() and not (html / "_sources/exercises").exists()


@pytest.mark.browser
def test_the_pdf_holds_no_solution(pdf):
    whole = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    whole = re.sub(r"\s", "", whole)
    for line in secrets():
        assert re.sub(r"\s", "", line) not in whole, line
