"""What a class pulls: pages that run and read well in JupyterLab, and no solution."""

import re
import subprocess
import sys
from pathlib import Path

import jupytext
import matplotlib
import nbclient
import nbformat
import pytest
import yaml
from conftest import ROOT
from lab_files import SOURCES, hidden_lines
from make_labs import ANSWERS
from make_students import Fault, Page, main, rewrite

NOTEBOOKS = sorted(p.stem for p in (ROOT / "book").glob("*.md") if "{code-cell}" in p.read_text())
HEAD = "---\nkernelspec: {display_name: Python 3, name: python3}\n---\n\n# Page\n\n"


@pytest.fixture(scope="module")
def students(html, tmp_path_factory) -> Path:
    """The students' copy, made from the checkout."""
    folder = tmp_path_factory.mktemp("copy") / "students"
    assert main(ROOT, folder) == 0
    return folder


@pytest.fixture
def trial(tmp_path) -> Path:
    """An empty checkout with references, to write a page into."""
    (tmp_path / "book").mkdir()
    (tmp_path / "book/references.bib").write_text(
        "@book{one, author={Bolt, Jutta}, title={T}, year={2007}}\n"
        "@book{two, author={Bolt, Jutta and {van Zanden}, Jan Luiten}, title={T}, year={2020}}\n"
        "@book{many, author={Coppedge, Michael and Gerring, John and Glynn, A}, title={T}, "
        "year={2021}}\n"
        "@book{edited, editor={Kim, Ann}, title={T}, year={2011}}\n"
    )
    return tmp_path


def rewritten(root: Path, text: str, **glued: str) -> str:
    (root / "book/page.md").write_text(HEAD + text)
    page = Page(root, "page")
    page.__dict__["glued"] = glued
    return rewrite(page).split("# Page\n\n", 1)[1].strip()


def test_the_copy_holds_pages_labs_tables_and_what_runs_them(students):
    needed = "README.md LICENSE LICENSE-text book/course.mplstyle exercises/feedback.py "
    for path in (needed + "data/us_troops.csv data/datapackage.json").split():
        assert (students / path).is_file(), path
    for folder, suffix in (("book", ".md"), ("exercises", ".ipynb")):
        made = {p.name for p in (ROOT / folder).glob(f"*{suffix}")}
        assert made and {p.name for p in (students / folder).glob(f"*{suffix}")} <= made
    assert (students / "book/korea.md").exists() and (students / "exercises/cases.ipynb").exists()
    binder = {p.name: p.read_bytes() for p in (ROOT / "binder").iterdir()}
    assert {p.name: p.read_bytes() for p in (students / "binder").iterdir()} == binder
    assert (students / "binder/postBuild").stat().st_mode & 0o111


def test_the_copy_holds_no_solution_no_test_no_ci_and_no_question_file(students):
    top = {p.name for p in students.iterdir()}
    assert top.isdisjoint({"tests", ".ci", ".github", "scripts", "extensions", "_build", ".git"})
    names = [p.relative_to(students).as_posix() for p in students.rglob("*")]
    assert not [n for n in names if "solutions" in n or n.startswith("book/questions")]


def test_no_line_of_the_labs_solutions_stands_in_the_copy(students):
    lines, given = set(), set()
    for source in (ROOT / "exercises/solutions").glob("*.md"):
        for cell in jupytext.read(source, fmt="md:myst").cells:
            answers = "solution" in cell.metadata.get("tags", [])
            (lines if answers else given).update(x.strip("# ") for x in cell.source.splitlines())
    # the frame that the student fills stands in both, a lone name or bracket anywhere
    shared = "\n".join(given)
    secret = {line for line in lines if len(line) > 12 and line not in shared}
    assert len(secret) > 500, "hardly a solution cell found"
    labs = [nbformat.read(p, 4) for p in (students / "exercises").glob("*.ipynb")]
    copy = "\n".join(cell.source for lab in labs for cell in lab.cells)
    assert [line for line in secret if line in copy] == []
    # a page may share a common line, and none that is named by a question
    whole = "\n".join(path.read_text(encoding="utf-8", errors="replace")
                      for path in students.rglob("*") if path.is_file())
    named = {line for line in hidden_lines(SOURCES, ANSWERS) if re.match(r"q\d+_", line)}
    assert [line for line in named if len(line) > 20 and line in whole] == []


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_page_runs_in_the_copy_from_top_to_bottom(students, name):
    notebook = jupytext.read(students / f"book/{name}.md")
    nbformat.validate(notebook)
    resources = {"metadata": {"path": str(students / "book")}}
    nbclient.NotebookClient(notebook, timeout=120, resources=resources).execute()
    assert any(cell.get("outputs") for cell in notebook.cells)


def test_no_construct_is_left_that_jupyterlab_cannot_show(students):
    known = {"abbr", "code", "math", "sub", "sup", "admonition", "list-table", "note", "tip"}
    known |= {"warning"}
    for path in (students / "book").glob("*.md"):
        cells = [c for c in jupytext.read(path).cells if c.cell_type == "markdown"]
        text = "\n".join(cell.source for cell in cells)
        left = set(re.findall(r"\{([\w:.-]+)\}", re.sub(r"(?s)```python.*?```", "", text)))
        assert left <= known, f"{path.name}: {left - known}"
        assert "glue(" not in path.read_text() and "remove-cell" not in path.read_text()


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_numbers_of_the_copy_are_those_of_the_book(students, html, name):
    from bs4 import BeautifulSoup

    book = BeautifulSoup((html / f"book/{name}.html").read_text(), "lxml").select_one("article")
    shown = set(re.findall(r"\d[\d,.]*\d", book.get_text(" ")))
    source = (ROOT / f"book/{name}.md").read_text()
    text = jupytext.read(students / f"book/{name}.md").cells
    for cell in (c for c in text if c.cell_type == "markdown"):
        for number in re.findall(r"\d[\d,.]*\d", re.sub(r"\]\([^)]*\)", "]", cell.source)):
            assert number in shown or number in source, number


def test_a_solution_on_a_page_is_folded_and_leaves_room_to_try(students):
    cells = jupytext.read(students / "book/korea.md").cells
    solutions = [c for c in jupytext.read(ROOT / "book/korea.md").cells
                 if "solution" in c.metadata.get("tags", [])]  # fmt: skip
    assert solutions
    for solution in solutions:
        code = [c for c in cells if c.cell_type == "code" and c.source == solution.source]
        at = [i for i, c in enumerate(cells) if solution.source in c.source]
        assert code == [] and len(at) == 1
        assert ":class: dropdown" in cells[at[0]].source
        assert cells[at[0] - 1].cell_type == "code"


def test_the_right_option_of_a_question_shows_only_in_its_folded_answer(students):
    questions = yaml.safe_load((ROOT / "book/questions/korea.yml").read_text())
    text = (students / "book/korea.md").read_text()
    open_text = re.sub(r"(?s):::\{admonition\} Answer to question.*?:::", "", text)
    assert "**Right.**" in text and "**Right.**" not in open_text
    answers = text.count(":::{admonition} Answer to question")
    assert answers == len(questions) > 0


def test_the_copy_is_the_same_each_time(students, tmp_path):
    assert main(ROOT, tmp_path / "again") == 0
    first, again = (
        {p.relative_to(f).as_posix(): p.read_bytes() for p in f.rglob("*") if p.is_file()}
        for f in (students, tmp_path / "again")
    )
    assert first == again


def test_glued_numbers_citations_and_terms_become_text(trial):
    text = "In {glue:text}`a_key` {term}`coups <coup attempt>` {cite:p}`one,many` {cite:t}`two`."
    assert rewritten(trial, text, a_key="1,953") == (
        "In 1,953 [coups](glossary.md) "
        "([Bolt 2007](bibliography.md); [Coppedge et al. 2021](bibliography.md)) "
        "[Bolt and van Zanden (2020)](bibliography.md)."
    )
    assert "[Kim 2011]" in rewritten(trial, "{cite:p}`edited`")


def test_a_caption_stands_under_its_figure_and_its_alternative_text_is_folded(trial):
    cell = (
        "```{code-cell}\n---\nmystnb:\n  figure:\n    name: fig-a\n    caption: Soldiers "
        "{cite:p}`one`.\n  image:\n    alt: A line falls.\n---\n1\n```\n\nSee {numref}`fig-a`.\n"
    )
    made = rewritten(trial, cell)
    assert "*Figure 1.* Soldiers ([Bolt 2007](bibliography.md))." in made
    assert ":::{admonition} Figure 1 in words\n:class: dropdown note\nA line falls.\n:::" in made
    assert "See Figure 1." in made and "mystnb" not in made


def test_a_cell_that_the_book_drops_is_dropped_and_a_folded_one_stays_folded(trial):
    made = rewritten(
        trial,
        "```{code-cell}\n:tags: [remove-cell]\nglue(1)\n```\n\n"
        "```{code-cell}\n:tags: [hide-input]\nlong_table()\n```\n",
    )
    assert "glue" not in made and "source_hidden: true" in made and "long_table()" in made


def test_code_that_is_only_shown_is_left_alone(trial):
    text = "```python\n{glue:text}`x`\n```"
    assert rewritten(trial, text) == text


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{kbd}`x`", "the role {kbd}"),
        ("{glue:text}`absent`", "no cell glues 'absent'"),
        ("{cite:p}`nobody2000`", "no work 'nobody2000'"),
        ("{numref}`fig-x`", "no figure 'fig-x'"),
        ("```{gantt}\n```", "the directive {gantt}"),
        (":::{mermaid}\n:::", "the directive {mermaid}"),
        ("```{lab} nowhere\n```", "no lab 'nowhere'"),
        ("```{quiz}", "not closed"),
    ],
)
def test_what_has_no_rule_stops_and_names_the_page(trial, text, fault):
    with pytest.raises(Fault, match=re.escape(fault)) as stopped:
        rewritten(trial, text)
    assert str(stopped.value).startswith("book/page.md: ")


def test_a_page_that_was_never_built_asks_for_make_book(trial):
    (trial / "book/page.md").write_text(HEAD + "{glue:text}`x`")
    with pytest.raises(Fault, match="book/page.md: .*Run make book"):
        rewrite(Page(trial, "page"))


def test_a_faulty_course_ends_with_one_line_and_leaves_the_old_copy(tmp_path):
    for folder in ("scripts", "extensions"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "book").mkdir()
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: book/index\n")
    (tmp_path / "book/index.md").write_text("# Index\n\n{kbd}`x`\n")
    old = tmp_path / "out"
    old.mkdir()
    (old / "kept").touch()
    code = (
        "import sys; from pathlib import Path; from make_students import main; "
        "sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))"
    )
    command = [sys.executable, "-c", code, tmp_path, old]
    done = subprocess.run(command, cwd=ROOT / "scripts", capture_output=True, text=True)
    assert done.returncode == 1 and (old / "kept").exists()
    assert done.stderr.startswith("book/index.md: ") and done.stderr.count("\n") == 1


def test_a_link_that_leaves_the_copy_is_refused():
    from make_students import check_links

    files = {"book/korea.md", "exercises/cases.ipynb"}
    check_links("book/korea.md", "[a](../exercises/cases.ipynb) [b](https://x.org) [c](#d)", files)
    with pytest.raises(Fault, match="book/korea.md: the link to gone.md"):
        check_links("book/korea.md", "[a](gone.md)", files)


def test_work_done_in_the_copy_is_kept_when_it_is_made_anew(tmp_path):
    folder = tmp_path / "students"
    assert main(ROOT, folder) == 0
    assert main(ROOT, folder) == 0
    assert not (tmp_path / "students-1").exists(), "an untouched copy was kept"
    lab = next((folder / "exercises").glob("*.ipynb"))
    lab.write_text("my answers", encoding="utf-8")
    assert main(ROOT, folder) == 0
    kept = tmp_path / "students-1/exercises" / lab.name
    assert kept.read_text(encoding="utf-8") == "my answers"
    assert lab.read_text(encoding="utf-8") != "my answers"


def test_a_figure_fits_the_notebook(students):
    style = matplotlib.rc_params_from_file(students / "book/course.mplstyle", use_default_template=False)
    assert style["figure.figsize"][0] * style["figure.dpi"] < 700  # pixels
