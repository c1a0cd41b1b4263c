"""The index lists every section by itself, from _toc.yml and the pages' front matter."""

import re

import pytest
from bs4 import BeautifulSoup
from conftest import run_build
from course_sections import duration

CONTENTS = """\
format: jb-book
root: book/index
parts:
- caption: Second thoughts
  chapters:
  - file: book/page
    sections:
    - file: book/inner
- caption: A reference
  chapters:
  - file: book/words
"""


@pytest.fixture
def listed(small_book):
    """The trial book with {sections}, a page below a page, and a page that is no section."""
    index = small_book / "book/index.md"
    index.write_text(index.read_text() + "\n```{sections}\n```\n")
    (small_book / "_toc.yml").write_text(CONTENTS)
    (small_book / "book/inner.md").write_text(
        "---\nquestion: Is it deeper?\nminutes: 40\n---\n# The inner page\n"
    )
    # Sphinx writes the root page with every change; a list elsewhere must follow too
    (small_book / "book/words.md").write_text("# Words\n\n```{sections}\n```\n")
    return small_book


def listing(book, name="index"):
    """The list as (title, address, text) triples, and the text of the whole page."""
    page = BeautifulSoup((book / f"_build/html/book/{name}.html").read_text(), "lxml")
    rows = [
        (term.get_text(), term.a["href"], term.find_next_sibling("dd").get_text(strip=True))
        for term in page.select("dl.sections dt")
    ]
    return rows, page.select_one("article").get_text(" ")


def test_the_index_lists_the_sections_in_order_and_follows_their_front_matter(listed):
    result = run_build(listed)
    assert result.returncode == 0, result.stdout[-2000:]
    rows, text = listing(listed)
    assert rows == [
        ("Page", "page.html", "Does this build? (5 minutes)"),
        ("The inner page", "inner.html", "Is it deeper? (40 minutes)"),
    ]
    assert "In all 2 sections, 45 minutes." in text
    assert "Second thoughts" in text and "A reference" not in text

    inner = listed / "book/inner.md"
    inner.write_text(inner.read_text().replace("40", "55").replace("deeper", "deep"))
    assert run_build(listed).returncode == 0
    rows, text = listing(listed)
    assert rows[1][2] == "Is it deep? (55 minutes)" and "60 minutes" in text
    assert listing(listed, "words")[0] == rows

    words = listed / "book/words.md"
    words.write_text("---\nquestion: What do they mean?\nminutes: 10\n---\n" + words.read_text())
    assert run_build(listed).returncode == 0
    rows, text = listing(listed)
    assert rows[2][0] == "Words" and "A reference" in text and "3 sections, 70 minutes" in text

    # nothing changed: the index is not written again
    again = run_build(listed)
    assert again.returncode == 0 and not re.search(r"writing output.*book/index", again.stdout)


def test_minutes_that_are_missing_or_no_whole_number_stop_the_build(listed):
    inner, page = listed / "book/inner.md", listed / "book/page.md"
    inner.write_text(inner.read_text().replace("minutes: 40\n", ""))
    page.write_text(page.read_text().replace("minutes: 5", "minutes: about 5"))
    for _ in ("cold", "again"):
        result = run_build(listed)
        assert result.returncode != 0
        assert "book/inner: front matter has a question and no minutes" in result.stdout
        assert "book/page: front matter has a question and minutes: about 5" in result.stdout


@pytest.mark.parametrize(("minutes", "said"), [
    (45, "45 minutes"), (119, "119 minutes"), (120, "about 2 hours"), (1400, "about 23 hours"),
])
def test_a_long_course_is_told_in_hours(minutes, said):
    assert duration(minutes) == said
