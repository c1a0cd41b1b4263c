"""Build one page in seconds, for its author: make page NAME=korea.

A book of that page and the reference pages it leans on, in _build/page/. Tables and
texts are checked first, as for the whole book. Links to other pages are reported and do
not fail; a failing cell does.
"""

import subprocess
import sys
from pathlib import Path

from build_book import material_is_sound

REFERENCE = ("data", "glossary", "bibliography")


def main(root: Path, name: str) -> int:
    pages = sorted(path.stem for path in (root / "book").glob("*.md"))
    if name not in pages:
        print(f"make page NAME=…: no page '{name}'. Pages: {', '.join(pages)}", file=sys.stderr)
        return 2
    if not material_is_sound(root):
        return 1
    chapters = "".join(f"- file: book/{page}\n" for page in REFERENCE if page != name)
    output = root / "_build/page"
    output.mkdir(parents=True, exist_ok=True)
    contents = output / "_toc.yml"
    contents.write_text(f"format: jb-book\nroot: book/{name}\nchapters:\n{chapters}")
    jupyter_book = Path(sys.executable).with_name("jupyter-book")
    command = [jupyter_book, "build", root, "--toc", contents, "--path-output", output, "--quiet"]
    status = subprocess.run(command).returncode
    if status == 0:
        print(f"The page is at {output.relative_to(root)}/_build/html/book/{name}.html")
    return status


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parents[1], sys.argv[1] if len(sys.argv) > 1 else ""))
