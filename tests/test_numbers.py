"""Every number that a page shows equals one computed anew from the tables.

`tests/numbers/<page>.py` holds them: GLUED by key, TYPED by the place where they
stand typed (a figure's name for its alternative text, "prose", "questions"). A number
of the literature carries a citation in its paragraph. Those of data/claims.csv and
data/article_errors.csv are in tests/numbers/claims.py, with the work that gives them
where it is not a table.
"""

import importlib.util
import re
import sys

import nbclient
import jupytext
import pytest
import yaml
from conftest import ROOT
from course_data import read_rows
from pages import section_pages

sys.path.insert(0, str(ROOT / "tests/numbers"))
SECTIONS = section_pages()
each_page = pytest.mark.parametrize("page", SECTIONS, ids=lambda page: page.stem)
MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"


def load(stem: str):
    """Return tests/numbers/<stem>.py as a module; a hyphen in its name is no hindrance."""
    path = ROOT / f"tests/numbers/{stem}.py"
    assert path.exists(), f"there is no {path.relative_to(ROOT)}"
    spec = importlib.util.spec_from_file_location(f"numbers_of_{stem}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def numbers_of(page):
    return load(page.stem)


def typed_numbers(text: str) -> set[str]:
    """The numbers in a text, without years, dates, 0 and 1, and list or claim numbers."""
    text = re.sub(r"\b[CEQM]\d\d?-\d+\b", " ", text)
    text = re.sub(rf"\b\d{{1,2}}(?=\s+(?:{MONTH}))", " ", text)
    text = re.sub(r"\b(1[89]|20)\d\d(s|[–-]\d\d(\d\d)?)?(?![\d,.]\d)", " ", text)
    text = re.sub(r"^\s*\d\. ", " ", text, flags=re.M)
    found = re.findall(r"(?<![\w.])[−-]?\d[\d,]*(?:\.\d+)?", text)
    return {number.strip(",-") for number in found} - {"0", "1"}


def test_the_rule_finds_numbers_and_passes_over_dates():
    text = "On 16 May 1961, in 1951–52 and the 1980s: 326,863 of 0.42 (r = −0.69), from 0 to 1."
    assert typed_numbers(text) == {"326,863", "0.42", "−0.69"}


def plain(markdown: str) -> str:
    """Text without roles, code, links and the names of exercises."""
    markdown = re.sub(r"\{glue:text\}`[^`]*`", " ", markdown)
    markdown = re.sub(r"`[^`]*`", " ", markdown)
    return re.sub(r"Try it \d", " ", markdown)


@each_page
def test_each_glued_number_is_the_recomputed_one(page):
    expected = numbers_of(page).GLUED
    notebook = jupytext.read(page.path)
    folder = {"metadata": {"path": str(page.path.parent)}}
    nbclient.NotebookClient(notebook, timeout=120, resources=folder).execute()
    glued = {}
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            record = output.get("metadata", {}).get("scrapbook")
            if record:
                value = next(v for k, v in output["data"].items() if k.endswith("text/plain"))
                glued[record["name"]] = value.strip("'")
    used = set(re.findall(r"\{glue:text\}`([^`:]+)`", page.path.read_text(encoding="utf-8")))
    assert used == set(expected), "keys used in the text and keys in tests/numbers differ"
    assert {key: glued.get(key) for key in expected} == expected


@each_page
def test_each_number_typed_in_an_alternative_text_is_recomputed(page):
    typed = numbers_of(page).TYPED
    for name, settings in page.figures.items():
        assert typed_numbers(settings["image"]["alt"]) == set(typed.get(name, ())), name


@each_page
def test_a_number_typed_in_the_text_is_cited_or_recomputed(page):
    allowed = set(numbers_of(page).TYPED.get("prose", ())) | {str(page.front["minutes"])}
    captions = [settings["figure"]["caption"] for settings in page.figures.values()]
    for paragraph in [*re.split(r"\n\s*\n", page.markdown), *captions]:
        if "{cite:" not in paragraph:
            unknown = typed_numbers(plain(paragraph)) - allowed
            assert not unknown, f"{page.path.name}: {unknown} in: {paragraph}"


FILES = sorted((ROOT / "book/questions").glob("*.yml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_each_number_typed_in_the_questions_is_recomputed(path):
    text = []
    for question in yaml.safe_load(path.read_text(encoding="utf-8")):
        text.append(question["question"])
        for option in question["options"]:
            text += [str(option["text"]), option["feedback"]]
    found = set().union(*(typed_numbers(plain(t)) for t in text if "{cite:" not in t))
    if found:  # questions without numbers need no file of them
        assert found == set(load(path.stem).TYPED.get("questions", ()))


@pytest.mark.parametrize(("table", "columns"), [
    ("claims", ("claim", "test", "reason")), ("article_errors", ("problem", "correction")),
])
def test_each_number_in_the_ledger_is_recomputed_or_given_by_a_source_of_its_row(table, columns):
    numbers = load("claims")
    for row in read_rows(ROOT, table):
        found = typed_numbers(" ".join(row[column] for column in columns))
        cited = numbers.CITED.get(row["id"], {})
        assert found == set(numbers.COMPUTED.get(row["id"], ())) | set(cited), row["id"]
        assert set(cited.values()) <= set(row["sources"].split("; ")), row["id"]
