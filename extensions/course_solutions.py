"""Solutions of the labs, for someone who works alone: `solutions: shown` in _config.yml.

Shown, a part at the end of the contents holds a page a lab, made from the lab's source
in exercises/solutions/ as it is read: gaps, checks' definitions and what is for paper are
left out, the solution stands in their place and runs. Hidden, the sources are no pages,
and nothing of them reaches the built book. Neither makes a difference to the students'
copy, which never holds a solution.
"""

import re
import shutil
from pathlib import Path

import jupytext
import nbformat
import yaml
from sphinx.errors import ConfigError

FOLDER = "exercises/solutions"
CAPTION = "Solutions of the labs"
GAP = re.compile(r"^\w+ = \.\.\.")
BLANK = re.compile(r'^\w+ = """\nWrite here\.\n"""$', re.MULTILINE)
TEXT = re.compile(r'^q\d+_text = """(.+?)"""$', re.MULTILINE | re.DOTALL)
# the labs' folder holds the checks; the reader's own answers there must not be overwritten
START = """import sys

sys.path.append("..")
import feedback

feedback.keep = lambda *answer: True"""


def tags(cell: nbformat.NotebookNode) -> set[str]:
    return set(cell.metadata.get("tags", []))


def read(source: Path) -> nbformat.NotebookNode:
    """Return a lab's source as a notebook, with the shared texts in their places.

    `{{ how }}`, alone on its line, stands for shared/how.md; raises FileNotFoundError
    if there is no such text.
    """
    text = source.read_text(encoding="utf-8")
    for name in re.findall(r"^\{\{ (\w+) \}\}$", text, re.MULTILINE):
        shared = (source.parent / "shared" / f"{name}.md").read_text(encoding="utf-8")
        text = text.replace(f"{{{{ {name} }}}}", shared.strip())
    return jupytext.reads(text, fmt="md:myst")


def contents(root: Path, toc: Path, switch: str) -> dict:
    """Return the table of contents, with a part for the solutions if the switch says shown."""
    text = toc.read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    if switch == "shown":
        labs = sorted(lab.stem for lab in (root / FOLDER).glob("*.md"))
        labs.sort(key=lambda lab: text.find(f"book/{lab}\n"))  # in the order of the chapters
        pages = [{"file": f"{FOLDER}/{lab}"} for lab in labs]
        if "parts" in found:
            found["parts"].append({"caption": CAPTION, "chapters": pages})
        else:
            found.setdefault("chapters", []).extend(pages)
    return found


def add_pages(app, config) -> None:
    """Put the solutions into the contents before these are read; refuse an unknown switch."""
    if config.solutions not in ("shown", "hidden"):
        raise ConfigError(f"_config.yml: solutions is {config.solutions!r}, not shown or hidden")
    if config.solutions == "hidden":
        for kept in (FOLDER, f"_sources/{FOLDER}"):  # Sphinx leaves the pages of an earlier build
            shutil.rmtree(Path(app.outdir, kept), ignore_errors=True)
    else:
        root = Path(app.srcdir)
        made = Path(app.doctreedir, "_toc.yml")
        made.parent.mkdir(parents=True, exist_ok=True)
        longer = contents(root, root / config.external_toc_path, config.solutions)
        made.write_text(yaml.safe_dump(longer, sort_keys=False), encoding="utf-8")
        config.external_toc_path = str(made)


def show(app, docname: str, source: list[str]) -> None:
    """Turn a lab's source into its solution page."""
    if docname.startswith(FOLDER + "/"):
        path = Path(app.env.doc2path(docname))
        notebook = read(path)
        notebook.cells = [nbformat.v4.new_code_cell(START, metadata={"tags": ["remove-cell"]}),
                          *solved(notebook.cells)]
        first = notebook.cells[1]
        first.source = re.sub(r"^# (?:Lab: *)?(.+)", r"# Solved: \1", first.source)
        notebook.cells.insert(0, notebook.cells.pop(1))
        source[0] = jupytext.writes(notebook, fmt="md:myst")
        for shared in (path.parent / "shared").glob("*.md"):
            app.env.note_dependency(str(shared))


def solved(cells: list) -> list:
    """Return the cells of the page: the solution in the place of the gap."""
    kept = []
    for cell in cells:
        found = tags(cell)
        if found & {"check-definition", "paper", "written"}:
            continue
        cell = nbformat.from_dict(cell)
        if "student" in found:
            cell.source = without_gap(cell.source)
            if not cell.source:
                continue
        cell.metadata = {}
        if cell.cell_type == "code":
            cell.source = cell.source.replace('"../data/', '"../../data/')
            if "plt.show()" in cell.source:
                cell.metadata["mystnb"] = {"image": {"alt": described(cell.source)}}
            if text := TEXT.search(cell.source):  # to be read, not to be run
                quoted = "\n".join(f"> {line}" for line in text[1].strip().splitlines())
                kept.append(nbformat.v4.new_markdown_cell(f"One answer of many:\n\n{quoted}"))
                cell.metadata["tags"] = ["remove-cell"]
        kept.append(cell)
    return kept


def without_gap(code: str) -> str:
    """Return the lines of a student's cell that are given: the solution builds on them."""
    code = BLANK.sub("", code)
    lines = [line for line in code.splitlines() if not GAP.search(line)]
    return "\n".join(lines).strip() if any(line[:1] not in ("", "#") for line in lines) else ""


def described(code: str) -> str:
    """Return the words for a figure: its title, which a lab's figures must have."""
    title = re.search(r"set_title\(\s*f?\"([^\"]+)\"", code)
    return f"Chart: {title[1]}" if title else "Chart drawn by the cell above it"


def drop_launch(app, pagename, templatename, context, doctree) -> None:
    """Take the launch button off a solution: the students' branch does not hold it."""
    if pagename.startswith(FOLDER + "/"):
        context["header_buttons"] = [group for group in context.get("header_buttons", [])
                                     if group.get("label") != "launch-buttons"]


def setup(app):
    app.add_config_value("solutions", "hidden", "env", [str])
    app.connect("config-inited", add_pages, priority=850)  # before the contents are read, at 900
    app.connect("source-read", show)
    app.connect("html-page-context", drop_launch, priority=900)  # after the theme has set it
    return {"parallel_read_safe": True, "parallel_write_safe": True}
