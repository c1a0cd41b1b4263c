"""Leave in _build/students/ what a class pulls: pages and labs as live notebooks.

JupyterLab runs a page's cells but knows neither the course's directives nor its
glued numbers, citations and captions: it would show "income_korea_1960 dollars" and red
boxes. So pages are rewritten here into Markdown that it renders, from the same
sources as the book. A construct that has no rule below stops with its page's name.

Solutions of the labs, questions' files, tests and CI stay out. The numbers come
from the last `make book`, which `make students` runs first.
"""

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from string import ascii_uppercase

import jupytext
import nbformat
import yaml
from pybtex.database import BibliographyData, parse_file
from pybtex.plugin import find_plugin

sys.path.append(str(Path(__file__).resolve().parents[1] / "extensions"))
from course_citations import TitlesAsGiven, letter_years  # noqa: E402
from course_claims import citation  # noqa: E402
from course_data import (  # noqa: E402
    GROUPS, BrokenDescription, read_package, read_rows, source_line,
)
from course_ledger import problem  # noqa: E402
from course_timeline import period, statement  # noqa: E402

# what JupyterLab's MyST renders as the book does
KEPT_ROLES = {"abbr", "code", "math", "sub", "sup"}
KEPT_DIRECTIVES = set(
    "admonition attention caution danger dropdown epigraph hint important "
    "list-table math note seealso tip warning".split()
)
FILES = (
    "data/*", "exercises/*.ipynb", "exercises/*.py", "exercises/checks/*", "binder/*",
    "LICENSE", "LICENSE-text", "CITATION.cff",
    ".gitattributes", ".gitignore",
)  # fmt: skip
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}
ROLE = re.compile(r"\{([a-z][\w:.-]*)\}`([^`]+)`")
FENCE = re.compile(r"^ *(?P<fence>`{3,}|:{3,})(?:\{(?P<name>[^}]+)\})? *(?P<rest>.*)$")
TITLED = re.compile(r"(?s)(.+?)\s*<(.+)>")
LINK = re.compile(r"\]\(([^)\s#]+)[^)]*\)")

README = """\
# Military Diplomacy and Nation-Building: pages and labs to run

This is a class's copy of the course, made by `make students`: {pages} and {labs} as
notebooks, with their tables. The labs' solutions are not in it.

Start: install Python 3.11 or newer, then in this folder

    python -m pip install -r binder/requirements.txt
    jupyter lab

Labs are in `exercises/`: double-click one. Pages are in `book/`: right-click one, then
*Open With*, *Jupytext Notebook* (on Binder a double click does it). Then *Run*, *Run All
Cells*. Change the code: nothing can break that a fresh copy does not mend.

Do not edit this copy to improve the course: it is made from the main branch.
"""


class Fault(Exception):
    """An author's fault; the message names the file and what to do."""


@dataclass
class Page:
    """A page on its way: its name, the checkout, and what its cells glued and drew."""

    root: Path
    name: str
    figures: list[str] = field(default_factory=list)  # names in order

    @property
    def path(self) -> str:
        return f"book/{self.name}.md"

    @cached_property
    def notebook(self) -> nbformat.NotebookNode:
        text = (self.root / self.path).read_text(encoding="utf-8")
        try:
            return jupytext.reads(text, fmt="md:myst")
        except nbformat.ValidationError as error:
            raise self.fault(f"its front matter is no notebook's: {error.message}.") from None

    @cached_property
    def glued(self) -> dict[str, str]:
        """Map the page's glue keys to their text, as the last build has them."""
        built = self.root / f"_build/jupyter_execute/book/{self.name}.glue.json"
        if not built.exists():
            raise Fault(f"{self.path}: it glues numbers and is not built. Run make book.")
        outputs = json.loads(built.read_text(encoding="utf-8"))
        return {key: str(o["data"]["text/plain"]).strip("'\"") for key, o in outputs.items()}

    def fault(self, text: str) -> Fault:
        return Fault(f"{self.path}: {text}")


# -- roles: text in, text out -------------------------------------------------------------


def glue(page: Page, key: str) -> str:
    if key not in page.glued:
        raise page.fault(f"no cell glues '{key}'. Correct the key, or run make book.")
    return page.glued[key]


def term(page: Page, text: str) -> str:
    titled = TITLED.fullmatch(text)
    return f"[{titled[1] if titled else text}](glossary.md)"


def source(page: Page, names: str) -> str:
    known = {table["name"]: table for table in tables(page.root)}
    lines = []
    for name in (part.strip() for part in names.split(",")):
        if name not in known:
            raise page.fault(f"no table '{name}' in data/datapackage.json. Correct the name.")
        lines.append(f"[{source_line(known[name])}](data.md)")
    return "; ".join(lines)


def numref(page: Page, figure: str) -> str:
    if figure not in page.figures:
        raise page.fault(f"no figure '{figure}' on this page. Correct the name.")
    return f"Figure {page.figures.index(figure) + 1}"


def short(page: Page, key: str) -> tuple[str, str]:
    """Return a work's authors and year: ("Bolt and van Zanden", "2020")."""
    works = references(page.root)
    if key not in works.entries:
        raise page.fault(f"no work '{key}' in book/references.bib. Correct the key.")
    entry = works.entries[key]
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    names = [
        " ".join(str(part) for part in (*p.rich_prelast_names, *p.rich_last_names)) for p in people
    ]
    if len(names) > 2 or "others" in names:
        who = f"{names[0]} et al."
    else:
        who = " and ".join(names) or entry.fields.get("organization", key)
    return who, entry.fields.get("year", "n.d.")


def cite_in_brackets(page: Page, keys: str) -> str:
    works = [" ".join(short(page, key.strip())) for key in keys.split(",")]
    return f"({'; '.join(f'[{work}](bibliography.md)' for work in works)})"


def cite_in_text(page: Page, keys: str) -> str:
    works = [short(page, key.strip()) for key in keys.split(",")]
    return " and ".join(f"[{who} ({year})](bibliography.md)" for who, year in works)


ROLES: dict[str, Callable[[Page, str], str]] = {
    "glue:text": glue,
    "glue:": glue,
    "term": term,
    "source": source,
    "numref": numref,
    "cite:p": cite_in_brackets,
    "cite:t": cite_in_text,
}


def rewrite_roles(page: Page, text: str) -> str:
    def replace(match: re.Match) -> str:
        name, content = match.groups()
        if name in KEPT_ROLES:
            return match[0]
        if name not in ROLES:
            raise page.fault(
                f"JupyterLab cannot show the role {{{name}}}`{content}`. "
                "Write it otherwise, or give it a rule in scripts/make_students.py."
            )
        return ROLES[name](page, content)

    # between two amounts JupyterLab would see a formula
    text = re.sub(r"(?<=US)\$(?=\d)", r"\\$", text)
    # the book finds a label by its name alone, JupyterLab by a fragment
    return re.sub(r"\]\(([\w-]+)\)", r"](#\1)", ROLE.sub(replace, text))


# -- directives: argument and body in, Markdown out ---------------------------------------


def claims(page: Page, argument: str, body: str) -> str:
    rows = ["| Claim | Type | What would test it |", "|---|---|---|"]
    for row in claims_of(page):
        cells = (f"**{row['id']}** {row['claim']}", row["type"], row["test"])
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows)


def verdicts(page: Page, argument: str, body: str) -> str:
    return "\n\n".join(verdict(row) for row in claims_of(page))


def ledger(page: Page, argument: str, body: str) -> str:
    return "\n\n".join(verdict(row) for row in read_rows(page.root, "claims"))


def verdict(row: dict[str, str]) -> str:
    return (
        f"**{row['id']}** {row['claim']}\n\n"
        f"> Verdict: **{row['verdict']}**. {row['reason']}{citation(row)}"
    )


def article_errors(page: Page, argument: str, body: str) -> str:
    return "\n\n".join(
        f"**{row['id']}** ({row['class']}) {problem(row)}\n\n"
        f"> {row['correction']}{citation(row)}"
        for row in read_rows(page.root, "article_errors")
    )


def timeline(page: Page, argument: str, body: str) -> str:
    parts, case = [], None
    for row in read_rows(page.root, "timeline"):
        if row["case"] != case:
            case = row["case"]
            parts.append(f"\n## {case}\n")
        parts.append(f"- **{period(row)}**: {statement(row)}")
    return "\n".join(parts)


def lab(page: Page, argument: str, body: str) -> str:
    if not (page.root / f"exercises/{argument}.ipynb").exists():
        raise page.fault(f"no lab '{argument}' in exercises/. Correct the name, or run make labs.")
    return f"Open [the lab](../exercises/{argument}.ipynb): its questions are checked at once."


def sections(page: Page, argument: str, body: str) -> str:
    lines = []
    for name in pages_of(page.root):
        other = Page(page.root, name)
        front = other.notebook.metadata
        if "question" in front:
            lines.append(
                f"- [{heading(other)}]({name}.md): {front['question']} ({front['minutes']} minutes)"
            )
    return "\n".join(lines)


def tables_described(page: Page, argument: str, body: str) -> str:
    parts = []
    for group, title in GROUPS.items():
        parts.append(f"## {title}")
        for table in tables(page.root):
            if table["group"] == group:
                parts += table_described(table)
    return "\n\n".join(parts)


def table_described(table: dict) -> list[str]:
    parts = [
        f"(data-{table['name']})=\n### {table['title']}",
        table["description"],
        f"File: [{table['path']}](../data/{table['path']}). Source: {source_line(table)}.",
        f"Cite as: {table['citation']}",
    ]
    if "schema" in table:
        rows = ["| Column | Meaning |", "|---|---|"]
        for column in table["schema"]["fields"]:
            unit = f" Unit: {column['unit']}." if "unit" in column else ""
            rows.append(
                f"| `{column['name']}` | {column['title']}. {column['description']}{unit} |"
            )
        parts.append(folded(f"Columns of {table['path']}", "\n".join(rows)))
    traps = "\n".join(f"- {trap}" for trap in table["quirks"])
    return [*parts, f"**Known traps**\n\n{traps}"]


def glossary(page: Page, argument: str, body: str) -> str:
    parts, names = [], []
    for line in body.strip().split("\n"):
        if line and not line[0].isspace():  # several names may share a meaning
            names.append(line.strip())
        elif line and names:
            parts.append(f"**{', '.join(names)}**\n: {line.strip()}")
            names = []
        elif line:
            parts[-1] += f" {line.strip()}"
    return "\n\n".join(parts)


def bibliography(page: Page, argument: str, body: str) -> str:
    style = TitlesAsGiven()
    backend = find_plugin("pybtex.backends", "markdown")()
    works = style.format_bibliography(references(page.root))
    return "\n".join(f"- {one_line(work.text.render(backend))}" for work in works)


def quiz(page: Page, argument: str, body: str) -> str:
    path = f"book/questions/{page.name}.yml"
    if not (page.root / path).exists():
        raise page.fault(f"{path} is missing. Write it, or remove {{quiz}}.")
    questions = yaml.safe_load((page.root / path).read_text(encoding="utf-8"))
    parts = []
    for number, question in enumerate(questions, 1):
        options = list(zip(ascii_uppercase, question["options"]))
        how = " Choose every right answer." if question.get("several") else ""
        parts.append(f"**{number}.** {one_line(question['question'])}{how}")
        parts.append("\n".join(f"- {letter}: {one_line(o['text'])}" for letter, o in options))
        answers = (
            f"- {letter}: **{'Right.' if o['correct'] else 'Look again.'}** "
            + one_line(o["feedback"])
            for letter, o in options
        )
        parts.append(folded(f"Answer to question {number}", "\n".join(answers)))
    return "\n\n".join(parts)


DIRECTIVES: dict[str, Callable[[Page, str, str], str]] = {
    "quiz": quiz,
    "claims": claims,
    "verdicts": verdicts,
    "ledger": ledger,
    "article-errors": article_errors,
    "timeline": timeline,
    "lab": lab,
    "sections": sections,
    "tables": tables_described,
    "glossary": glossary,
    "bibliography": bibliography,
}


def rewrite_text(page: Page, text: str) -> str:
    """Rewrite the roles and directives of a text cell."""
    lines, done = text.split("\n"), []
    while lines:
        line = lines.pop(0)
        opening = FENCE.match(line)
        if not opening:
            done.append(rewrite_roles(page, line))
            continue
        fence, name, rest = opening.group("fence", "name", "rest")
        if name in KEPT_DIRECTIVES or (fence[0] == ":" and not name):
            done.append(rewrite_roles(page, line))
            continue
        body = []
        while lines and not re.fullmatch(rf" *{fence[0]}{{{len(fence)},}} *", lines[0]):
            body.append(lines.pop(0))
        if not lines:
            raise page.fault(f"'{line.strip()}' is not closed.")
        closing = lines.pop(0)
        if not name:  # code that is only shown
            done += [line, *body, closing]
        elif name in DIRECTIVES:
            made = DIRECTIVES[name](page, rest.strip(), "\n".join(body))
            done.append(rewrite_roles(page, made))
        else:
            raise page.fault(
                f"JupyterLab cannot show the directive {{{name}}}. "
                "Write it otherwise, or give it a rule in scripts/make_students.py."
            )
    return "\n".join(done)


# -- cells --------------------------------------------------------------------------------


def rewrite_code(page: Page, cell: nbformat.NotebookNode) -> list[nbformat.NotebookNode]:
    """Return what stands for a code cell: the cell and its caption, or a folded solution."""
    tags = set(cell.metadata.get("tags", []))
    if "remove-cell" in tags:
        return []
    settings = cell.metadata.get("mystnb", {})
    prompt = settings.get("code_prompt_show", "Show the code")
    caption = words = ""
    if "figure" in settings:
        number = page.figures.index(settings["figure"]["name"]) + 1
        caption = rewrite_roles(page, settings["figure"]["caption"].strip())
        caption = f"*Figure {number}.* {caption}"
        words = one_line(settings.get("image", {}).get("alt", ""))
    if "solution" in tags:
        # JupyterLab unfolds a folded output when Run All runs its cell
        code = f"```python\n{cell.source}\n```\n\nCopy it into the cell above to run it."
        solution = folded(prompt, "\n\n".join(filter(None, (code, caption, words))))
        return [nbformat.v4.new_code_cell("# Your code\n"), text_cell(solution)]
    live = nbformat.v4.new_code_cell(cell.source)
    cells = [live]
    if tags & {"hide-cell", "hide-input", "remove-input"}:
        live.metadata["jupyter"] = {"source_hidden": True}
        cells.insert(0, text_cell(f"{prompt}: click the three dots."))
    if caption:
        box = folded(f"Figure {number} in words", words)
        cells.append(text_cell(f"{caption}\n\n{box}"))
    return cells


def folded(title: str, text: str) -> str:
    return f":::{{admonition}} {title}\n:class: dropdown note\n{text}\n:::"


def one_line(text: str) -> str:
    return " ".join(text.split())


def text_cell(text: str) -> nbformat.NotebookNode:
    return nbformat.v4.new_markdown_cell(text)


def rewrite(page: Page) -> str:
    """Return the page as MyST that JupyterLab renders without debris."""
    notebook = page.notebook
    for cell in notebook.cells:
        if "figure" in cell.metadata.get("mystnb", {}):
            page.figures.append(cell.metadata["mystnb"]["figure"]["name"])
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cells += rewrite_code(page, cell)
        else:
            cells.append(text_cell(rewrite_text(page, cell.source)))
    # without a kernel JupyterLab asks for one, even where there is no code
    metadata = {"kernelspec": KERNEL, **notebook.metadata}
    made = nbformat.v4.new_notebook(cells=cells, metadata=metadata)
    return jupytext.writes(made, fmt="md:myst")


# -- what pages draw from -----------------------------------------------------------------


def pages_of(root: Path) -> list[str]:
    """Return the names of the pages in the order of _toc.yml."""
    contents = (root / "_toc.yml").read_text(encoding="utf-8")
    return [Path(path).name for path in re.findall(r"(?:root|file):\s*(\S+)", contents)]


def heading(page: Page) -> str:
    return re.search(r"^# +(.+)$", page.notebook.cells[0].source, re.MULTILINE)[1]


def claims_of(page: Page) -> list[dict[str, str]]:
    rows = [row for row in read_rows(page.root, "claims") if row["page"] == page.name]
    if not rows:
        raise page.fault("no row of data/claims.csv names this page.")
    return rows


@cache
def references(root: Path) -> BibliographyData:
    works = parse_file(str(root / "book/references.bib"))
    letter_years(works.entries.values())  # as in the book
    return works


@cache
def tables(root: Path) -> list[dict]:
    return read_package(root)["resources"]


# -- the folder ---------------------------------------------------------------------------


def check_links(path: str, text: str, files: set[str]) -> None:
    """Refuse a link to a file that the class does not get."""
    folder = Path(path).parent
    for target in LINK.findall(text):
        if "://" not in target and not target.startswith("mailto:"):
            parts: list[str] = []
            for part in (folder / target).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            if "/".join(parts) not in files:
                raise Fault(f"{path}: the link to {target} leads nowhere in the students' copy.")


def make(root: Path) -> dict[str, str | Path]:
    """Return the students' files: their text, or the file to copy, by path."""
    files: dict[str, str | Path] = {
        path.relative_to(root).as_posix(): path
        for pattern in FILES
        for path in sorted(root.glob(pattern))
        if path.is_file()
    }
    pages = {f"book/{name}.md": rewrite(Page(root, name)) for name in pages_of(root)}
    labs = [path for path in files if path.endswith(".ipynb")]
    if not labs:
        raise Fault("exercises/: no lab. Run make labs.")
    files |= pages
    # JupyterLab shows a picture dot by dot: the book's resolution would fill the screen
    style = (root / "book/course.mplstyle").read_text(encoding="utf-8")
    files["book/course.mplstyle"] = re.sub(r"(?m)^figure\.dpi:.*$", "figure.dpi: 110", style)
    files["README.md"] = README.format(
        pages=count(sum("```{code-cell}" in text for text in pages.values()), "page"),
        labs=count(len(labs), "lab"),
    )
    for path, text in pages.items():
        check_links(path, text, set(files))
    return dict(sorted(files.items()))


def count(number: int, thing: str) -> str:
    return f"{number} {thing}" + ("" if number == 1 else "s")


def digests(folder: Path) -> dict[str, str]:
    """Map each file of the folder to its SHA-256; checkpoints and caches do not count."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {".ipynb_checkpoints", "__pycache__"} & set(path.parts)
    }


def set_aside(folder: Path, made: Path) -> None:
    """Keep a copy in which somebody worked; remove one that is as it was made."""
    if not folder.exists():
        return
    if made.exists() and digests(folder) == json.loads(made.read_text(encoding="utf-8")):
        shutil.rmtree(folder)
        return
    number = 1
    while (kept := folder.with_name(f"{folder.name}-{number}")).exists():
        number += 1
    folder.rename(kept)
    print(f"Somebody worked in {folder.name}; that copy is kept as {kept}")


def main(root: Path, folder: Path) -> int:
    try:
        files = make(root)
    except (Fault, BrokenDescription) as fault:
        print(fault, file=sys.stderr)
        return 1
    made = folder.with_name(f".{folder.name}.json")  # what the last run left
    set_aside(folder, made)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            shutil.copy(content, target)  # with its mode: postBuild stays executable
        else:
            target.write_text(content, encoding="utf-8", newline="\n")
    made.write_text(json.dumps(digests(folder)), encoding="utf-8")
    print(f"The students' copy is in {folder}: {count(len(files), 'file')}")
    return 0


if __name__ == "__main__":
    ROOT = Path(__file__).resolve().parents[1]
    sys.exit(main(ROOT, ROOT / "_build/students"))
