"""The commands say what they do, and in one line what a machine lacks."""

import os
import re
import subprocess
import sys

from conftest import ROOT

MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def run(*command, **settings):
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, **settings)


def test_bare_make_lists_every_target_with_a_line():
    targets = re.search(r"^\.PHONY: (.+)$", MAKEFILE, flags=re.M)[1].split()
    # inside make test, make would say which directory it enters
    without_make = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    listed = dict(
        re.match(r"make (\S+)\s+(\S.*)", line).groups()
        for line in run("make", env=without_make).stdout.strip().splitlines()
    )
    assert set(listed) == set(targets)


def test_every_script_of_the_makefile_exists():
    for script in re.findall(r"scripts/\w+\.py", MAKEFILE):
        assert (ROOT / script).exists(), script


def check_python(prelude="", **settings):
    script = f"{prelude}\nimport runpy; runpy.run_path('scripts/check_python.py')"
    return run(sys.executable, "-c", script, **settings)


def test_this_python_is_good_enough():
    assert check_python().returncode == 0


def test_an_old_python_is_told_what_to_install():
    result = check_python("import sys; sys.version_info = (3, 9, 2)")
    assert result.returncode != 0
    assert "3.11" in result.stderr and "this is 3.9" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_python_without_venv_is_told_which_package_to_install():
    result = check_python("import sys; sys.modules['ensurepip'] = None")
    assert result.returncode != 0
    assert "python3-venv" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_building_an_unknown_page_lists_the_pages():
    result = run(sys.executable, "scripts/build_page.py", "atlantis")
    assert result.returncode != 0
    assert "atlantis" in result.stderr and "korea" in result.stderr
