"""The labs as files: sources, notebooks, checks, and the answers that tests give."""

import importlib.util
import shutil
from functools import cache
from pathlib import Path
from types import ModuleType

import nbformat
from conftest import ROOT
from course_solutions import read, tags

import feedback

SOURCES = sorted((ROOT / "exercises/solutions").glob("*.md"))
LABS = [ROOT / "exercises" / f"{source.stem}.ipynb" for source in SOURCES]


def workshop(folder: Path) -> Path:
    """Copy what make_labs.py works on into `folder`."""
    for name in ("data", "exercises"):
        ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    return folder


def checks_of(lab: str) -> dict[str, dict]:
    """Return what the lab's checks know, question by question."""
    return feedback.load(lab, ROOT / "exercises/checks")


def hidden_lines(sources: list[Path], hidden: set[str]) -> set[str]:
    """Return the lines of cells tagged with one of `hidden` that stand in no other cell."""
    found, shared = set(), set()
    for source in sources:
        for cell in read(source).cells:
            lines = {line.strip() for line in cell.source.splitlines()}
            (found if tags(cell) & hidden else shared).update(lines)
    return found - shared


def outputs(notebook: nbformat.NotebookNode) -> str:
    """All that the notebook's cells printed or showed as text."""
    found = []
    for cell in notebook.cells:
        for out in cell.get("outputs", []):
            found.append(out.get("text", ""))
            data = sorted(out.get("data", {}).items())
            found += [text for kind, text in data if kind.startswith("text/")]
    return "\n".join(found)


@cache
def answers_of(lab: str) -> ModuleType:
    """Return tests/labs/<lab>.py, whose name may be no name of a module."""
    spec = importlib.util.spec_from_file_location(f"lab_{lab}", ROOT / f"tests/labs/{lab}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
