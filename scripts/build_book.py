"""Build the book: no warning is let through, and a failed build stays failed.

Tables are checked first, since everything is made from them. Sphinx reports a
warning once, when it reads a page; the next build of the same folder would skip
that page and succeed. So what Sphinx remembers of the pages is thrown away unless
the last build ended well. Executed cells stay cached.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path


def build(root: Path, builder: str) -> int:
    """Run jupyter-book in `root`, leaving `_build/<builder>`; return its exit status."""
    checked = subprocess.run([sys.executable, root / "scripts/check_tables.py", "--root", root])
    if checked.returncode != 0:
        return checked.returncode
    memory = root / "_build" / ".doctrees"
    succeeded = root / "_build" / ".succeeded"
    if not succeeded.exists():
        shutil.rmtree(memory, ignore_errors=True)
    succeeded.unlink(missing_ok=True)
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [jupyter_book, "build", root, "--builder", builder]
    command += ["--warningiserror", "--nitpick", "--keep-going"]
    status = subprocess.run(command).returncode
    if status == 0 and builder == "html" and (root / "exercises").exists():
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
