"""Find what each student handed in, in a folder that may hold anything.

Names, links, pipes and sizes are a stranger's choice, so nothing is followed and nothing is
read to its end unasked.
"""

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path

# what systems and JupyterLab leave in folders
LITTER = re.compile(r"\.(_.*|DS_Store|ipynb_checkpoints|git)$|__MACOSX$|__pycache__$")
MEGABYTE = 1024 * 1024


class Unreadable(Exception):
    """Why a file is not read, as it stands in the marks."""


@dataclass
class Submission:
    """What one student handed in; `trouble` says why there is no notebook to run."""

    name: str
    file: str  # the name as it can stand in a folder of ours
    notebook: Path | None = None
    text: Path | None = None
    trouble: str = ""


def submissions(folder: Path, lab: str) -> tuple[list[Submission], list[str]]:
    """Return what was handed in, by name, and the files in `folder` that are none of it."""
    found, other = [], []
    entries = sorted(path for path in folder.iterdir() if not LITTER.match(path.name))
    for path in entries:
        if path.is_symlink():
            found.append(Submission(path.name, "", trouble="a link, not followed"))
        elif path.is_dir():
            found.append(in_folder(path, lab))
        elif path.suffix == ".ipynb":
            text = path.with_suffix(".txt")
            found.append(Submission(path.stem, "", path, text if text.is_file() else None))
        elif path.suffix != ".txt":
            other.append(printable(path.name))
        elif not path.with_suffix(".ipynb").is_file():
            found.append(Submission(path.stem, "", None, path, "no notebook"))
    taken, names = set(), set()
    for one in found:
        one.name = printable(one.name)
        while one.name in names:
            one.name += " (handed in twice)"
        names.add(one.name)
        one.file = file_name(one.name, taken)
    return sorted(found, key=lambda one: one.name), other


def in_folder(folder: Path, lab: str) -> Submission:
    """Look for the lab's notebook in a student's folder, also where a whole zip was unpacked."""
    notebooks, texts = [], []
    for place, folders, files in os.walk(folder):
        depth = len(Path(place).relative_to(folder).parts)
        folders[:] = [name for name in sorted(folders) if not LITTER.match(name)]
        folders[:] = folders[:100 * (depth < 4)]
        for name in sorted(files)[:1000]:
            if not LITTER.match(name):
                notebooks += [Path(place, name)] * name.endswith(".ipynb")
                texts += [Path(place, name)] * (name == f"{lab}.txt")
    named = [path for path in notebooks if path.name == f"{lab}.ipynb"] or notebooks
    text = texts[0] if texts else None
    if len(named) == 1:
        return Submission(folder.name, "", named[0], text)
    trouble = f"{len(named)} notebooks, and which counts is not clear" if named else "no notebook"
    return Submission(folder.name, "", None, text, trouble)


def printable(name: str) -> str:
    name = name.encode("utf-8", "replace").decode()
    return re.sub(r"[\x00-\x1f\x7f]", "?", name)


def file_name(name: str, taken: set[str]) -> str:
    """Return `name` as a file can be called everywhere; `Amina` and `amina` stay apart."""
    base = re.sub(r"[^\w .@+-]", "_", name).strip(" .-")[:80] or "_"
    one, number = base, 1
    while one.casefold() in taken:
        number += 1
        one = f"{base}-{number}"
    taken.add(one.casefold())
    return one


def content(path: Path, most: int) -> bytes:
    """Return the bytes of a plain file; raise Unreadable for a link, a pipe or a huge one."""
    try:
        with open(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
            facts = os.fstat(file.fileno())
            if not stat.S_ISREG(facts.st_mode):
                raise Unreadable("not a file")
            if facts.st_size > most:
                raise Unreadable(f"larger than {most // MEGABYTE} MB")
            return file.read(most)
    except OSError as error:
        raise Unreadable("a link, not followed" if path.is_symlink()
                         else f"cannot be opened ({error.strerror})") from None
