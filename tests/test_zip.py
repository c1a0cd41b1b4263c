"""labs.zip holds what a reader needs to work the labs, and no solution."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from lab_files import LABS, outputs, workshop
from nbclient import NotebookClient

import zip_labs


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reader")
    archive = zip_labs.zip_labs(ROOT, tmp_path_factory.mktemp("zip") / "labs.zip")
    with zipfile.ZipFile(archive) as labs:
        labs.extractall(folder)
    return folder


def test_the_zip_holds_what_a_reader_needs_and_no_solution(unpacked):
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*")
             if path.is_file()}
    needed = {"README.md", "requirements.txt"}
    needed |= {f"exercises/{name}.py" for name in ("feedback", "keep", "plain")}
    needed |= {f"data/{path.name}" for path in (ROOT / "data").iterdir() if path.is_file()}
    needed |= {path.name for path in ROOT.glob("LICENSE*")}
    for lab in LABS:
        needed |= {f"exercises/{lab.name}", f"exercises/checks/{lab.stem}.json.b64"}
    assert names == needed
    locked = (ROOT / "binder/requirements.txt").read_bytes()
    assert (unpacked / "requirements.txt").read_bytes() == locked
    everything = b"".join(path.read_bytes() for path in unpacked.rglob("*") if path.is_file())
    assert b"check-definition" not in everything and b'"solution"' not in everything


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_a_lab_from_the_zip_runs_where_it_was_unpacked(unpacked, lab):
    notebook = nbformat.read(unpacked / "exercises" / lab.name, as_version=4)
    stored = outputs(notebook)
    folder = {"metadata": {"path": str(unpacked / "exercises")}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=folder,
                   coalesce_streams=True).execute()
    assert outputs(notebook) == stored


def test_the_zip_is_the_same_bytes_whatever_the_clock_says(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for root in (one, two):
        workshop(root)
        (root / "binder").mkdir()
        shutil.copy(ROOT / "binder/requirements.txt", root / "binder")
        for licence in ROOT.glob("LICENSE*"):
            shutil.copy(licence, root)
    for path in two.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert zip_labs.zip_labs(one).read_bytes() == zip_labs.zip_labs(two).read_bytes()


def test_a_zip_without_its_lock_is_refused_by_name(tmp_path):
    workshop(tmp_path)
    command = [sys.executable, ROOT / "scripts/zip_labs.py", "--root", tmp_path]
    result = subprocess.run(command, text=True, capture_output=True)
    assert result.returncode != 0 and "Traceback" not in result.stderr
    assert "LICENSE" in result.stderr or "binder/requirements.txt" in result.stderr
    assert not (tmp_path / "_build/html/labs.zip").exists()
