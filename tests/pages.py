"""Take a page apart for the tests: front matter, prose, cells, figures."""

import re
from dataclasses import dataclass, field
from pathlib import Path

import jupytext
import yaml
from conftest import ROOT


@dataclass
class Page:
    """One page of the book; `figures` maps a figure's name to its cell's settings."""

    path: Path
    front: dict
    markdown: str  # all text cells
    cells: list  # code cells, in order, as nbformat nodes
    figures: dict = field(default_factory=dict)

    @property
    def stem(self) -> str:
        return self.path.stem


def read_page(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    front = yaml.safe_load(text.split("---\n")[1]) if text.startswith("---\n") else {}
    notebook = jupytext.reads(text, fmt="md:myst")
    markdown = "\n\n".join(c.source for c in notebook.cells if c.cell_type == "markdown")
    cells = [c for c in notebook.cells if c.cell_type == "code"]
    page = Page(path, front, markdown, cells)
    for cell in cells:
        settings = cell.metadata.get("mystnb", {})
        if "figure" in settings:
            page.figures[settings["figure"]["name"]] = settings
    return page


def prose_words(page: Page) -> int:
    """Count the words of running text: no code, directives, tables, key terms or reading list."""
    text = page.markdown.split("\n## Key terms")[0]
    text = re.sub(r"(?ms)^:::\{list-table\}.*?^:::$", " ", text)
    text = re.sub(r"(?m)^\|.*$", " ", text)
    text = re.sub(r"(?m)^ *(`{3,}|:{3,}).*$", " ", text)
    text = re.sub(r"(?m)^:\w+:.*$", " ", text)
    text = re.sub(r"\{cite:\w\}`[^`]*`", " ", text)
    return len(re.findall(r"[\w’'–-]*\w[\w’'–-]*", re.sub(r"\{[\w:]+\}", " ", text)))


def pages_in_contents() -> list[Path]:
    """Every page of _toc.yml, in order."""
    contents = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    stems = re.findall(r"(?:root|file):\s*(\S+)", contents)
    return [ROOT / f"{stem}.md" for stem in stems]


def section_pages() -> list[Page]:
    """The pages that mirror a section of the article: those with a question of their own."""
    pages = [read_page(path) for path in pages_in_contents()]
    return [page for page in pages if "question" in page.front]
