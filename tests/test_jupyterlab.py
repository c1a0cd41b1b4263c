"""A page of the students' copy opens in JupyterLab as a notebook and runs without a fault."""

import json
import os
import re
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Thread

import jupytext
import keep
import nbformat
import pytest
from conftest import ROOT
from course_solutions import read, tags, without_gap
from lab_files import answers_of
from make_students import main
from open_jupyterlab import command, install_settings
from playwright.sync_api import TimeoutError

pytestmark = pytest.mark.browser
TRIES = 6
PATIENCE = 60_000  # milliseconds; a slow machine starts a kernel in ten seconds


@pytest.fixture(scope="module")
def students(html, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("lab") / "students"
    assert main(ROOT, folder) == 0
    return folder


@pytest.fixture(scope="module")
def address(students, browser) -> Iterator[str]:
    """The address of a JupyterLab on the students' copy, with the course's settings."""
    own = students.parent
    settings = install_settings(students, own).parent
    # every cell stays in the page, so that the test sees each output
    tracker = own / "user/@jupyterlab/notebook-extension/tracker.jupyterlab-settings"
    tracker.parent.mkdir(parents=True)
    tracker.write_text(json.dumps({"windowingMode": "none"}))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = [
        "--no-browser", "--ip=127.0.0.1", f"--port={port}", "--ServerApp.port_retries=0",
        "--IdentityProvider.token=", "--allow-root", f"--LabApp.app_settings_dir={settings}",
        f"--LabApp.user_settings_dir={own / 'user'}", f"--LabApp.workspaces_dir={own / 'spaces'}",
    ]  # fmt: skip
    elsewhere = {"JUPYTER_CONFIG_DIR": str(own / "c"), "JUPYTER_RUNTIME_DIR": str(own / "r")}
    with (own / "log").open("w+") as log:
        server = subprocess.Popen(
            command(students) + options, stdout=log, stderr=subprocess.PIPE, text=True,
            env=os.environ | elsewhere, cwd=students,
        )  # fmt: skip
        try:
            said = ""
            for line in server.stderr:
                said += line
                if "is running at" in line:
                    break
            else:
                pytest.fail(f"JupyterLab did not start:\n{said[-2000:]}")
            Thread(target=server.stderr.read, daemon=True).start()  # a full pipe would stop it
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=30)


def test_a_page_opens_as_a_notebook_on_double_click_and_runs_to_its_end(
    address, students, browser
):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(PATIENCE)
    outside = []
    page.on("request", lambda r: outside.append(r.url) if not local(r.url, address) else None)
    page.goto(f"{address}/lab/tree/book")
    page.locator(".jp-DirListing-item", has_text="korea.md").dblclick()
    page.locator(".jp-NotebookPanel .jp-CodeCell").first.wait_for()
    # cells that are run before the kernel answers are dropped
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()

    cells = jupytext.read(students / "book/korea.md").cells
    code = page.locator(".jp-NotebookPanel .jp-CodeCell")
    assert code.count() == sum(cell.cell_type == "code" for cell in cells)
    last = code.last.locator(".jp-InputPrompt").first
    last.filter(has_text=re.compile(r"\[\d+\]")).wait_for()

    faults = page.locator('[data-mime-type$="jupyter.error"], [data-mime-type$="jupyter.stderr"]')
    assert faults.all_inner_texts() == []
    text = page.locator(".jp-Notebook").inner_text()
    assert "Unknown" not in text and not re.search(r"\{[\w:]+\}`", text)
    figures = sum(cell.cell_type == "code" and "plt.show()" in cell.source for cell in cells)
    assert page.locator(".jp-OutputArea-output img").count() == figures > 0
    assert page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    assert outside == []
    page.close()


LAB = "cases"


def answer_cells(lab: str) -> dict[str, tuple[int, str]]:
    """Question -> (number of the student's cell in the notebook, the code that solves it)."""
    cells = nbformat.read(ROOT / f"exercises/{lab}.ipynb", as_version=4).cells
    places = {cell.id: number for number, cell in enumerate(cells)}
    found, given = {}, ""
    for cell in read(ROOT / f"exercises/solutions/{lab}.md").cells:
        if cell.cell_type == "code" and "student" in tags(cell):
            given = without_gap(cell.source)
        elif "solution" in tags(cell):
            name = re.search(r"^(q\d+)_", cell.source, re.MULTILINE)[1]
            found[name] = places[f"{name}-answer"], f"{given}\n{cell.source}"
    return found


def run_cell(page, cell, code: str = "") -> None:
    """Run a cell as a student does, after replacing its code if some is given."""
    cell.locator(".cm-content").click()
    if code:
        page.keyboard.press("Control+A")
        page.keyboard.insert_text(code)
    page.keyboard.press("Shift+Enter")


def answer(page, number: int, code: str, name: str, words: str | re.Pattern) -> None:
    """Write `code` into a question's cell and run it and the check until it says `words`."""
    cells = page.locator(".jp-NotebookPanel .jp-Cell")
    check = page.locator(".jp-NotebookPanel .jp-CodeCell").filter(
        has=page.locator(".cm-content", has_text=re.compile(rf'^check\("{name}"')))
    said = check.locator(".jp-OutputArea-output", has_text=words)
    for _ in range(TRIES):  # a busy JupyterLab drops a key now and then
        run_cell(page, cells.nth(number), code)
        run_cell(page, check)
        with suppress(TimeoutError):
            said.wait_for(timeout=PATIENCE / TRIES)
            return
    said.wait_for()


def test_a_lab_names_a_mistake_and_passes_the_solution_in_jupyterlab(address, students, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(PATIENCE)
    page.goto(f"{address}/lab/workspaces/{LAB}/tree/exercises/{LAB}.ipynb")
    page.locator(".jp-NotebookPanel .jp-CodeCell").first.wait_for()
    page.locator("#jp-main-statusbar").get_by_text("| Idle").wait_for()
    page.get_by_role("menuitem", name="Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    said = page.locator(".jp-OutputArea-output")
    said.filter(has_text="q8: not answered yet").wait_for()
    assert page.locator('[data-mime-type$="jupyter.error"]').count() == 0

    hint = page.locator(".jp-MarkdownOutput details, .jp-MarkdownCell details").first
    inside = hint.locator("p").last
    assert not inside.is_visible()
    hint.locator("summary").click()
    inside.wait_for(state="visible")

    number, solution = answer_cells(LAB)["q1"]
    wrong, words = answers_of(LAB).MISTAKES["q1"][0]
    variable = re.findall(r"^(q1_\w+) = ", solution, re.MULTILINE)[-1]
    answer(page, number, f"{variable} = {float(wrong)!r}", "q1", "q1: look again")
    assert words in " ".join(said.filter(has_text="q1: look again").inner_text().split())
    for name, (number, solution) in answer_cells(LAB).items():
        answer(page, number, solution, name, re.compile(f"{name}: (right|kept)"))
    kept = (students / f"exercises/answers/{LAB}.txt").read_text(encoding="utf-8")
    assert set(keep.read(kept)) == set(answer_cells(LAB))
    page.close()


def local(url: str, address: str) -> bool:
    return url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:"))
