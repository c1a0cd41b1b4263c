"""Launch, edit and issue buttons lead to this copy's repository, or nowhere at all."""

import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from conftest import run_build
from course_launch import address, find_repository

TOKEN = "ghp_0123456789abcdefSECRET"
OURS = "https://github.com/teacher/course"


@pytest.fixture(autouse=True)
def no_variable(monkeypatch):
    """These tests name the repository themselves."""
    monkeypatch.delenv("COURSE_REPOSITORY", raising=False)


def set_origin(book: Path, remote: str) -> None:
    """Make the trial book a repository with the remote `origin`."""
    if not (book / ".git").exists():
        subprocess.run(["git", "init", "--quiet", book], check=True)
        subprocess.run(["git", "-C", book, "remote", "add", "origin", remote], check=True)
    subprocess.run(["git", "-C", book, "remote", "set-url", "origin", remote], check=True)


def add_lab(book: Path, name: str = "cases") -> None:
    """Give the trial book a lab and the page a box that points to it."""
    (book / "exercises").mkdir(exist_ok=True)
    cells = [
        nbformat.v4.new_markdown_cell("# Lab: Troops and aid\n\nAbout 45 minutes."),
        nbformat.v4.new_code_cell('check("q1", first)'),
        nbformat.v4.new_code_cell('check("q2", second)\ncheck("q1", first)'),
        nbformat.v4.new_code_cell('check("q3", q3_text)'),
    ]
    notebook = nbformat.v4.new_notebook(cells=cells)
    nbformat.write(notebook, book / "exercises/cases.ipynb")
    with (book / "book/page.md").open("a") as page:
        page.write(f"\n:::{{lab}} {name}\n:::\n")


def built(book: Path, page: str = "page") -> BeautifulSoup:
    """Build the book and return one of its pages."""
    result = run_build(book)
    assert result.returncode == 0, result.stdout
    return BeautifulSoup((book / f"_build/html/book/{page}.html").read_text(), "lxml")


def outside(page: BeautifulSoup) -> list[str]:
    """Addresses outside the book in a page's buttons and lab box."""
    places = page.select(".article-header-buttons a[href], .course-lab a[href]")
    return [a["href"] for a in places if a["href"].startswith("http")]


@pytest.mark.parametrize(
    "remote",
    [
        "https://github.com/teacher/course",
        "https://github.com/teacher/course.git",
        "https://github.com/teacher/course/",
        "http://GitHub.com/teacher/course.git/",
        f"https://{TOKEN}@github.com/teacher/course.git",
        f"https://user:{TOKEN}@github.com:443/teacher/course?token={TOKEN}#{TOKEN}",
        "git@github.com:teacher/course.git",
        "github.com:teacher/course",
        "git@github.com:/teacher/course.git",
        "ssh://git@github.com/teacher/course.git",
        f"ssh://git:{TOKEN}@github.com:22/teacher/course.git",
        "git://github.com/teacher/course.git",
        "  https://github.com/teacher/course.git\n",
    ],
)
def test_each_form_of_an_address_is_reduced_to_host_owner_and_name(remote):
    assert address(remote) == OURS


def test_a_dot_in_a_name_is_kept():
    assert address("git@gitlab.com:a.b/c.d-e.git") == "https://gitlab.com/a.b/c.d-e"


@pytest.mark.parametrize(
    "remote",
    [
        "",
        "/srv/teacher/course",
        "../course",
        "C:/srv/teacher/course",
        "C:\\Users\\teacher\\course",
        "file:///srv/teacher/course",
        "file://github.com/teacher/course",
        "https://codeberg.org/teacher/course",
        "https://bitbucket.org/teacher/course",
        "https://github.com.evil.example/teacher/course",
        "https://evil.example/github.com/teacher/course",
        "git@git.university.example:teacher/course.git",
        "https://github.com/teacher",
        "https://gitlab.com/faculty/teacher/course",
        'https://github.com/teacher/"><script>',
    ],
)
def test_what_is_no_repository_on_a_known_host_counts_as_none(remote):
    assert address(remote) is None


@pytest.mark.parametrize("remote", [None, "https://git.university.example/teacher/course"])
def test_without_a_known_repository_there_is_no_button_and_no_dead_link(small_book, remote):
    add_lab(small_book)
    if remote:
        set_origin(small_book, remote)
    page = built(small_book)
    assert outside(page) == []
    for words in ("jupyter-book", "mybinder", "executablebooks", "university.example"):
        assert not [a for a in page.select("a[href], [data-repository]") if words in str(a)]
    assert page.select_one(".course-lab a")["href"] == "../labs.zip"


def test_a_notebook_page_opens_on_the_students_branch_and_is_edited_on_main(small_book):
    set_origin(small_book, "git@github.com:teacher/course.git")
    add_lab(small_book)
    page = built(small_book)
    binder = "https://mybinder.org/v2/gh/teacher/course/students?urlpath=lab/tree"
    links = outside(page)
    assert sorted(a for a in links if "issues" not in a) == sorted(
        [
            f"{binder}/book/page.md",
            f"{binder}/exercises/cases.ipynb",
            OURS,
            f"{OURS}/edit/main/book/page.md",
        ]
    )
    assert len([a for a in links if a.startswith(f"{OURS}/issues/new?")]) == 1
    box = page.select_one(".course-lab").get_text(" ", strip=True)
    assert "Troops and aid" in box and "45 minutes" in box and "2 questions" in box and "one text" in box
    assert "download-notebook-button" not in str(page)
    index = BeautifulSoup((small_book / "_build/html/book/index.html").read_text(), "lxml")
    assert not [a for a in outside(index) if "mybinder" in a]  # a page without code
    assert f"{OURS}/edit/main/book/index.md" in outside(index)


def test_a_gitlab_repository_has_its_own_forms(small_book):
    set_origin(small_book, "https://gitlab.com/teacher/course.git")
    add_lab(small_book)
    links = outside(built(small_book))
    binder = "https://mybinder.org/v2/gl/teacher%2Fcourse/students?urlpath=lab/tree"
    assert {f"{binder}/book/page.md", f"{binder}/exercises/cases.ipynb"} <= set(links)
    assert "https://gitlab.com/teacher/course/-/edit/main/book/page.md" in links


def test_a_fork_links_to_itself_and_the_variable_wins_at_the_next_build(small_book, monkeypatch):
    add_lab(small_book)
    set_origin(small_book, "https://github.com/fork/course.git")
    links = outside(built(small_book))
    assert len(links) == 5 and all("/fork/course" in a for a in links)
    monkeypatch.setenv("COURSE_REPOSITORY", "https://github.com/other/unit")
    links = outside(built(small_book))  # warm: no page changed
    assert len(links) == 5 and all("/other/unit" in a for a in links)


def test_a_token_in_the_remote_or_the_variable_reaches_nothing_that_is_built(
    small_book, monkeypatch
):
    add_lab(small_book)
    set_origin(small_book, f"https://user:{TOKEN}@github.com/teacher/course.git?key={TOKEN}")
    said = run_build(small_book).stdout
    named = f"https://user:{TOKEN}@git.university.example/teacher/course"
    monkeypatch.setenv("COURSE_REPOSITORY", named)
    said += run_build(small_book).stdout
    assert TOKEN not in said
    files = [p for p in (small_book / "_build").rglob("*") if p.is_file()]
    assert {".buildinfo", "environment.pickle"} <= {p.name for p in files}
    leaks = [p.relative_to(small_book) for p in files if TOKEN.encode() in p.read_bytes()]
    assert leaks == []


def test_the_variable_wins_even_when_it_names_no_repository(small_book, monkeypatch):
    set_origin(small_book, "https://github.com/teacher/course.git")
    assert find_repository(small_book) == OURS
    monkeypatch.setenv("COURSE_REPOSITORY", "none")
    assert find_repository(small_book) is None


def test_a_repository_in_a_folder_above_is_not_taken_for_the_course(small_book):
    set_origin(small_book, "https://github.com/someone/dotfiles.git")
    inner = small_book / "unpacked"
    inner.mkdir()
    assert find_repository(small_book) == "https://github.com/someone/dotfiles"
    assert find_repository(inner) is None


def test_a_worktree_and_a_git_hook_find_the_same_repository(small_book, monkeypatch):
    set_origin(small_book, "https://github.com/teacher/course.git")
    monkeypatch.setenv("GIT_DIR", "/nowhere")  # as git sets it for a hook
    assert find_repository(small_book) == OURS
    monkeypatch.delenv("GIT_DIR")
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    commit = ["commit", "--quiet", "--allow-empty", "-m", "t"]
    subprocess.run(["git", "-C", small_book, *identity, *commit], check=True)
    tree = small_book / "tree"
    subprocess.run(["git", "-C", small_book, "worktree", "add", "--quiet", tree], check=True)
    assert find_repository(tree) == OURS


def test_an_unknown_lab_stops_the_build_and_names_page_and_lab(small_book):
    add_lab(small_book, name="casses")
    for _ in ("cold", "warm"):
        result = run_build(small_book)
        assert result.returncode != 0
        assert "book/page.md" in result.stdout and "no lab 'casses'" in result.stdout
        assert "cases" in result.stdout


def test_outside_the_html_pages_the_lab_box_is_text_without_a_dead_link(small_book):
    add_lab(small_book)
    set_origin(small_book, "https://github.com/teacher/course")
    command = [sys.executable, small_book / "scripts/build_book.py", "--builder", "singlehtml"]
    done = subprocess.run(command, cwd=small_book, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    single = next((small_book / "_build").rglob("singlehtml/**/index.html"))
    pages = [p.read_text() for p in single.parent.rglob("*.html")]
    boxes = [b for p in pages for b in BeautifulSoup(p, "lxml").select(".course-lab")]
    assert len(boxes) == 1
    links = [a["href"] for a in boxes[0].select("a[href]")]
    assert links == [boxes[0].select_one("a").get_text()]  # the address itself is printed
    assert "labs.zip" not in str(boxes[0])
