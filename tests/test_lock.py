"""The locks are whole: what pyproject.toml names, what the book and what Binder install."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from conftest import ROOT
from lock import COMPILE, pins
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ALL, BINDER = ROOT / "requirements.txt", ROOT / "binder/requirements.txt"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def named(group: str) -> list[Requirement]:
    """The packages that a group of pyproject.toml names, included groups too."""
    found = []
    for entry in PYPROJECT["dependency-groups"][group]:
        inner = entry.get("include-group") if isinstance(entry, dict) else None
        found += named(inner) if inner else [Requirement(entry)]
    return found


def disagreements(group: str, lock: Path) -> list[str]:
    """Packages whose locked version is not what pyproject.toml asks for."""
    locked = pins(lock)
    return [
        f"{lock.name}: {need.name} is {locked.get(need.name.lower(), 'missing')}, "
        f"pyproject.toml says {need}"
        for need in named(group)
        if not all(
            need.specifier.contains(version)
            for version in locked.get(need.name.lower(), "0.dev0").split(",")
        )
    ]


def strangers(binder: dict[str, str], book: dict[str, str]) -> list[str]:
    """Packages of Binder that are not the book's, or not in its version."""
    return [name for name, version in binder.items() if book.get(name) != version]


@pytest.mark.parametrize(("group", "lock"), [("test", ALL), ("run", BINDER)])
def test_the_lock_holds_what_pyproject_asks_for(group, lock):
    assert named(group), "no package in the group"
    assert disagreements(group, lock) == []


@pytest.mark.parametrize("lock", [ALL, BINDER], ids=["book", "binder"])
def test_every_package_is_pinned_with_hashes_and_no_address(lock):
    assert len(pins(lock)) > 50  # raises what is wrong
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|file:|\.whl", text)


def test_binder_installs_the_versions_that_built_the_book():
    assert strangers(pins(BINDER), pins(ALL)) == []


def edited(tmp_path: Path, change) -> Path:
    """A copy of Binder's lock with its text changed."""
    copy = tmp_path / "binder/requirements.txt"
    copy.parent.mkdir()
    text = BINDER.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    copy.write_text(changed, encoding="utf-8")
    return copy


def test_an_edited_version_is_refused_by_name(tmp_path):
    lock = edited(tmp_path, lambda text: text.replace("pandas==3", "pandas==2", 1))
    found = disagreements("run", lock)
    assert len(found) == 1 and "requirements.txt: pandas is 2" in found[0]
    assert strangers(pins(lock), pins(ALL)) == ["pandas"]


def test_a_version_that_pyproject_leaves_open_cannot_be_edited_either(tmp_path):
    lock = edited(tmp_path, lambda text: re.sub(r"(?m)^(nbconvert)==\S+", r"\1==0.1", text))
    assert strangers(pins(lock), pins(ALL)) == ["nbconvert"]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda t: re.sub(r"(?m)^(pandas==\S+)[^#]*#", r"\1\n    #", t), "pandas: no hash"),
        (lambda t: t.replace("pandas==", "pandas>=", 1), "pandas: no exact version"),
        (
            lambda t: re.sub(r"(?m)^pandas==\S+", "pandas @ https://example.org/p.whl", t),
            "pandas: an address",
        ),
        (lambda t: "--index-url https://example.org/simple\n" + t, "an address"),
        (lambda t: "../pandas\n" + t, "an address or a path"),
    ],
)
def test_a_broken_pin_is_refused_with_file_and_package(tmp_path, change, fault):
    with pytest.raises(ValueError, match=f"binder/requirements.txt: .*{fault}"):
        pins(edited(tmp_path, change))


def test_binders_python_is_one_that_the_course_supports():
    name, version = (ROOT / "binder/runtime.txt").read_text().strip().split("-")
    assert name == "python"
    assert SpecifierSet(PYPROJECT["project"]["requires-python"]).contains(version)


def test_repo2docker_understands_the_binder_folder():
    command = [Path(sys.executable).with_name("jupyter-repo2docker"), "--no-build", "--debug", "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-2000:]
    version = (ROOT / "binder/runtime.txt").read_text().strip().removeprefix("python-")
    assert f"python={version}" in said
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in said
    assert "RUN ./binder/postBuild" in said
    assert (ROOT / "binder/postBuild").stat().st_mode & 0o111, "binder/postBuild: chmod +x"


def test_make_lock_compiles_for_every_platform_and_the_oldest_python():
    oldest = COMPILE[COMPILE.index("--python-version") + 1]
    assert PYPROJECT["project"]["requires-python"] == f">={oldest}"
    assert {"--universal", "--generate-hashes", "--no-emit-index-url"} <= set(COMPILE)
