"""A page of the students' copy opens in JupyterLab as a notebook and runs without a fault."""

import json
import os
import re
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import jupytext
import pytest
from conftest import ROOT
from make_students import main
from open_jupyterlab import command, install_settings

pytestmark = pytest.mark.browser
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


def local(url: str, address: str) -> bool:
    return url.startswith((address, address.replace("http", "ws", 1), "data:", "blob:"))
