"""Build the book: no warning is let through, and a failed build stays failed.

Tables and texts are checked first, since everything is made from them. Sphinx reports a
warning once, when it reads a page; the next build of the same folder would skip
that page and succeed. So what Sphinx remembers of the pages is thrown away unless
the last build ended well. Executed cells stay cached.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "extensions"))
from course_cache import fingerprint  # noqa: E402


def material_is_sound(root: Path) -> bool:
    """Check tables and texts, so that a fault in each is named in one run."""
    texts = subprocess.run([sys.executable, root / "scripts/check_texts.py", "--root", root])
    return tables_are_sound(root) and texts.returncode == 0


def tables_are_sound(root: Path) -> bool:
    """Check the tables, unless they are as they were at the last check that ended well."""
    stamp = root / "_build/.tables-checked"
    state = fingerprint(root, ("data/*", "scripts/check_tables.py", "extensions/course_data.py"))
    if stamp.exists() and stamp.read_text() == state:
        return True
    checked = subprocess.run([sys.executable, root / "scripts/check_tables.py", "--root", root])
    if checked.returncode == 0:
        stamp.parent.mkdir(exist_ok=True)
        stamp.write_text(state)
    return checked.returncode == 0


def build(root: Path, builder: str) -> int:
    """Run jupyter-book in `root`; return its exit status.

    It leaves `_build/html`, or for another builder `_build/<builder>/_build/<builder>`.
    """
    if not material_is_sound(root):
        return 1
    # each builder remembers apart: pages read anew for one would pass as old for the other
    output = root if builder == "html" else root / "_build" / builder
    memory = output / "_build" / ".doctrees"
    succeeded = output / "_build" / ".succeeded"
    if not succeeded.exists():
        shutil.rmtree(memory, ignore_errors=True)
    succeeded.unlink(missing_ok=True)
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [jupyter_book, "build", root, "--builder", builder, "--path-output", output]
    command += ["--warningiserror", "--nitpick", "--keep-going"]
    status = subprocess.run(command).returncode
    if status == 0 and builder == "html" and (root / "exercises/feedback.py").exists():
        zipped = [sys.executable, root / "scripts/zip_labs.py", "--root", root]
        status = subprocess.run(zipped).returncode
    if status == 0:
        succeeded.touch()
    return status


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1])
    parser.add_argument("--builder", default="html", choices=["html", "singlehtml"])
    arguments = parser.parse_args()
    sys.exit(build(arguments.root.resolve(), arguments.builder))
