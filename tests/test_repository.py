"""What stands around the course is well-formed and says what it should."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import ROOT

TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT, capture_output=True, text=True,
).stdout.splitlines()


def validate(schema: str, file: str) -> subprocess.CompletedProcess:
    checker = Path(sys.executable).with_name("check-jsonschema")
    command = [checker, "--builtin-schema", schema, ROOT / file]
    return subprocess.run(command, capture_output=True, text=True)


@pytest.mark.parametrize("schema, file", [
    ("vendor.github-workflows", ".github/workflows/book.yml"),
    ("vendor.citation-file-format", "CITATION.cff"),
])
def test_the_file_follows_its_schema(schema, file):
    result = validate(schema, file)
    assert result.returncode == 0, result.stdout


def test_the_workflow_runs_the_one_command_and_gives_forks_no_secret():
    text = (ROOT / ".github/workflows/book.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    assert any(step.get("run") == ".ci/run" for step in workflow["jobs"]["test"]["steps"])
    assert workflow["permissions"] == {"contents": "read"}
    assert "secrets." not in text and "pull_request_target" not in text


def test_the_configuration_is_short():
    lines = (ROOT / "_config.yml").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 100


def test_nothing_generated_or_foreign_is_committed():
    assert TRACKED, "git lists no files: is this a checkout that git trusts?"
    assert not [f for f in TRACKED if re.match(r"(_build|\.venv)/|.*(__pycache__|\.ipynb_checkp)", f)]
    pictures = [f for f in TRACKED if f.endswith((".png", ".jpg", ".svg", ".gif"))]
    assert set(pictures) <= {".github/screenshot.png"}


def test_files_name_no_package_registry_and_no_folder_of_one_machine():
    # spelt in parts, so that this file does not name them
    hosts = "|".join(("py" + "pi", "python" + "hosted", "npm" + "js"))
    foreign = re.compile(rf"https?://[\w.-]*({hosts})|(?<![\w.])/(home|Users|root)/\w")
    for file in TRACKED:
        try:
            text = (ROOT / file).read_text(encoding="utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        found = foreign.search(text)
        assert not found, f"{file}: {found[0]}"


def test_versions_agree():
    version = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), flags=re.M)[1]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == version
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
