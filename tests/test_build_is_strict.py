"""No fault is let through: each is tried cold and again on a two-page book."""

import pytest
from conftest import run_build


def append(path, text):
    path.write_text(path.read_text() + text)


def break_cell(book):
    append(book / "book/page.md", "\n```{code-cell}\n1 / 0\n```\n")


def name_missing_table(book):
    append(book / "book/page.md", '\n```{code-cell}\nopen("../data/nowhere.csv")\n```\n')


def cite_unknown(book):
    append(book / "book/page.md", "\nSo it is said {cite:p}`nobody1999nothing`.\n")


def use_undefined_term(book):
    append(book / "book/page.md", "\nA {term}`word nobody defined`.\n")


def break_cross_reference(book):
    append(book / "book/page.md", "\nSee {ref}`a-label-that-is-not-there`.\n")


def link_missing_page(book):
    append(book / "book/page.md", "\nSee [the other page](other.md).\n")


def glue_nothing(book):
    append(book / "book/page.md", "\nThere were {glue:text}`never_glued` of them.\n")


FAULTS = {
    break_cell: ("page", "ZeroDivisionError"),
    name_missing_table: ("page", "nowhere.csv"),
    cite_unknown: ("page.md", "nobody1999nothing"),
    use_undefined_term: ("page.md", "word nobody defined"),
    break_cross_reference: ("page.md", "a-label-that-is-not-there"),
    link_missing_page: ("page.md", "other.md"),
    glue_nothing: ("page.md", "never_glued"),
}


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_fault_stops_the_build_cold_and_again(small_book, fault):
    page, cause = FAULTS[fault]
    fault(small_book)
    for attempt in ("cold", "again"):
        result = run_build(small_book)
        assert result.returncode != 0, f"{attempt}: the build let it through"
        assert page in result.stdout and cause in result.stdout, (attempt, result.stdout[-2000:])


def test_a_sound_book_builds_and_a_later_fault_stops_it(small_book):
    assert run_build(small_book).returncode == 0
    break_cross_reference(small_book)
    for _ in range(2):
        assert run_build(small_book).returncode != 0


def shown_lines(book):
    page = (book / "_build/html/book/page.html").read_text()
    return int(page.split("lines: ")[1].split("<")[0])


def test_an_edited_table_reaches_the_page_with_the_next_build(small_book):
    assert run_build(small_book).returncode == 0
    before = shown_lines(small_book)
    append(small_book / "data/income.csv", "AFG,2019,1,1\n")
    assert run_build(small_book).returncode == 0
    assert shown_lines(small_book) == before + 1


def test_an_edited_figure_style_runs_the_cells_again(small_book):
    append(small_book / "book/page.md", """
```{code-cell}
import matplotlib.pyplot as plt

plt.style.use("course.mplstyle")
print("size:", plt.rcParams["font.size"])
```
""")
    assert run_build(small_book).returncode == 0
    style = small_book / "book/course.mplstyle"
    style.write_text(style.read_text().replace("font.size: 11", "font.size: 17"))
    assert run_build(small_book).returncode == 0
    assert "size: 17.0" in (small_book / "_build/html/book/page.html").read_text()


def test_an_edited_reference_reaches_the_page(small_book):
    assert run_build(small_book).returncode == 0
    references = small_book / "book/references.bib"
    references.write_text(references.read_text().replace("2007}", "1907}"))
    assert run_build(small_book).returncode == 0
    assert "1907" in (small_book / "_build/html/book/page.html").read_text()


def test_nothing_is_executed_when_nothing_changed(small_book):
    assert "Executing notebook" in run_build(small_book).stdout
    assert "Executing notebook" not in run_build(small_book).stdout
