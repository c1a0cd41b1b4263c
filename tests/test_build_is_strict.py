"""No fault is let through: each is tried cold and again on a two-page book."""

import pytest
from conftest import record_tables, run_build


def append(path, text):
    path.write_text(path.read_text() + text)


CELL_FAULTS = {
    "a failing cell": ("1 / 0", "ZeroDivisionError"),
    "a missing table": ('open("../data/nowhere.csv")', "nowhere.csv"),
}
# every cause is a word that the message must name; citations and terms are checked before
# the build (test_texts.py)
TEXT_FAULTS = {
    "a broken cross-reference": "See {ref}`a-label-that-is-not-there`.",
    "a link to a missing page": "See [the other page](other-page.md).",
    "a number never glued": "There were {glue:text}`never_glued` of them.",
}
CAUSES = ["a-label-that-is-not-there", "other-page.md", "never_glued"]


@pytest.mark.parametrize("fault", CELL_FAULTS)
def test_a_fault_in_a_cell_stops_the_build_cold_and_again(small_book, fault):
    code, cause = CELL_FAULTS[fault]
    append(small_book / "book/page.md", f"\n```{{code-cell}}\n{code}\n```\n")
    for attempt in ("cold", "again"):
        result = run_build(small_book)
        assert result.returncode != 0, f"{attempt}: the build let {fault} through"
        assert "book/page" in result.stdout and cause in result.stdout, result.stdout[-2000:]


def test_each_fault_in_the_text_is_a_named_warning_and_stops_the_build(small_book):
    append(small_book / "book/page.md", "\n" + "\n\n".join(TEXT_FAULTS.values()) + "\n")
    for attempt in ("cold", "again"):
        result = run_build(small_book)
        assert result.returncode != 0, f"{attempt}: the build let the faults through"
        warnings = [line for line in result.stdout.splitlines() if "WARNING" in line]
        for fault, cause in zip(TEXT_FAULTS, CAUSES):
            assert any("page.md" in w and cause in w for w in warnings), (attempt, fault, warnings)


def test_a_single_fault_is_enough(small_book):
    append(small_book / "book/page.md", "\n" + TEXT_FAULTS["a number never glued"] + "\n")
    assert [run_build(small_book).returncode != 0 for _ in range(2)] == [True, True]


def test_a_sound_book_builds_and_a_later_fault_stops_it(small_book):
    assert run_build(small_book).returncode == 0
    append(small_book / "book/page.md", "\n" + TEXT_FAULTS["a broken cross-reference"] + "\n")
    for _ in range(2):
        assert run_build(small_book).returncode != 0


def shown_lines(book):
    page = (book / "_build/html/book/page.html").read_text()
    return int(page.split("lines: ")[1].split("<")[0])


def test_an_edited_table_reaches_the_page_with_the_next_build(small_book):
    assert run_build(small_book).returncode == 0
    before = shown_lines(small_book)
    table = small_book / "data/income.csv"
    table.write_text("".join(table.read_text().splitlines(keepends=True)[:-1]))
    record_tables(small_book)
    assert run_build(small_book).returncode == 0
    assert shown_lines(small_book) == before - 1


def test_a_damaged_table_stops_the_build_even_after_a_good_one(small_book):
    assert run_build(small_book).returncode == 0
    table = small_book / "data/us_troops.csv"
    table.write_text(table.read_text().replace("KOR,1953,326863", "KOR,1953,-326863"))
    for _ in ("cold", "again"):
        result = run_build(small_book)
        assert result.returncode != 0
        assert "us_troops.csv" in result.stdout and "active_duty" in result.stdout


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
    style.write_text(style.read_text().replace("font.size: 11.5", "font.size: 17"))
    assert run_build(small_book).returncode == 0
    assert "size: 17.0" in (small_book / "_build/html/book/page.html").read_text()


def test_an_edited_reference_reaches_the_page(small_book):
    assert run_build(small_book).returncode == 0
    references = small_book / "book/references.bib"
    references.write_text(references.read_text().replace("Brazinsky, Gregg", "Brazil, Gregg"))
    assert run_build(small_book).returncode == 0
    assert "Brazil" in (small_book / "_build/html/book/page.html").read_text()


def test_nothing_is_executed_when_nothing_changed(small_book):
    assert "Executing notebook" in run_build(small_book).stdout
    assert "Executing notebook" not in run_build(small_book).stdout
