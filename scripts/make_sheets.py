"""Print each lab as two sheets of A4 for a class without computers: _build/sheets/.

The sheets come from the lab's source: its given cells run without an answer, and what the
cells tagged `paper` hold and show is printed with the rubric. A browser's printed page
shrinks, a little at most, until two sheets are enough; what is left of the second is ruled
for the answers.
"""

import argparse
import re
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from html import escape
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from find_chromium import NoChromium, launch_chromium
from make_labs import ANSWERS, LabError, Run, copy_what_labs_read
from nbconvert import HTMLExporter
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "extensions"))
from course_data import read_package, source_line  # noqa: E402
from course_launch import text_of, title  # noqa: E402
from course_solutions import described, read, tags  # noqa: E402

SHEETS = 2
SMALLEST = 0.8  # of 10 points; below this nobody reads it
ROOM = range(28, -1, -4)  # ruled lines, as many as the second sheet has room for
NUMBER = re.compile(r"[−–]?\d[\d,.]*%?( ?(–|to) ?\d[\d,.]*)?|[–—]?")
SHARP = "%config InlineBackend.figure_formats = ['svg']"
STYLE = (Path(__file__).with_suffix(".css")).read_text(encoding="utf-8")
PAGE = """\
<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title><style>{style}</style></head>
<body><main><h1>{title}</h1><p class="fields">Name: <span></span> Date: <span></span></p>
{body}
<section><h2>Rubric</h2>
{rubric}</section>
<div class="room"></div>
<p class="source">{sources}</p>
</main></body></html>
"""


def paper_cells(root: Path, source: Path, lab: nbformat.NotebookNode) -> list:
    """Return the executed cells of a lab that are for paper."""
    cells = [cell for cell in lab.cells if not tags(cell) & ANSWERS]
    where = f"exercises/solutions/{source.name}"
    if not any("paper" in tags(cell) for cell in cells):
        raise LabError(f"{where}: no cell is tagged paper")
    with tempfile.TemporaryDirectory() as folder:
        exercises = copy_what_labs_read(root, Path(folder))
        start = nbformat.v4.new_code_cell(SHARP)
        with Run([start, *cells], exercises, where) as run:
            return [cell for cell in run.notebook.cells if "paper" in tags(cell)]


def tidy(table) -> None:
    """Give a table of pandas one line of names, true minus signs and words on the left."""
    head = table.select("thead tr")
    names = [[th.get_text(strip=True) for th in row.select("th")] for row in head]
    if len(head) == 2 and not names[0][0] and not any(names[1][1:]):
        head[0].th.string = names[1][0]  # the name of the rows, which pandas gives a line
        head[1].decompose()
    for cell in table.select("td, th"):
        if cell.string:
            cell.string = re.sub(r"^-(?=\d)", "−", cell.string.strip())
    rows = [row.select("td, th") for row in table.select("tr")]
    for column in zip(*rows, strict=True):
        if not all(NUMBER.fullmatch(cell.get_text(strip=True)) for cell in column[1:]):
            for cell in column:
                cell["class"] = "words"


def converted(cells: list) -> BeautifulSoup:
    """Return cells as HTML without their code: text, tables and figures."""
    exporter = HTMLExporter(template_name="basic", exclude_input=True,
                            exclude_output_prompt=True, exclude_anchor_links=True)
    html, _ = exporter.from_notebook_node(nbformat.v4.new_notebook(cells=cells))
    soup = BeautifulSoup(html, "lxml")
    for useless in soup.select("style, script"):
        useless.decompose()
    for table in soup.select("table.dataframe"):
        del table["border"]
        numbered = [th.get_text() for th in table.select("tbody tr > th:first-child")]
        if numbered == [str(row) for row in range(len(numbered))]:  # row numbers say nothing
            for cell in table.select("tr > th:first-child"):
                cell.decompose()
        tidy(table)
    for corner in soup.select("thead th"):
        if not corner.get_text(strip=True):
            corner.name = "td"
    for name in soup.find_all("strong", string=re.compile("^(Table|Figure)")):
        name.parent["class"] = "caption"
    drawings = [cell.source for cell in cells if "plt.show()" in cell.source]
    for figure, code in zip(soup.select("img"), drawings, strict=True):
        figure["alt"] = described(code)
    return soup


def write_page(root: Path, source: Path) -> str:
    """Return the sheets of a lab as one page of HTML."""
    lab = read(source)
    names = sorted(set(re.findall(r'"\.\./data/(\w+)\.csv"', text_of(lab, "code"))))
    described_tables = {table["name"]: table for table in read_package(root)["resources"]}
    lines = dict.fromkeys(source_line(described_tables[name]) for name in names)
    sources = ". ".join([f"Sources: {'; '.join(lines)}"] * bool(lines) + ["Text CC BY 4.0."])
    rubric = (source.parent / "shared/rubric.md").read_text(encoding="utf-8")
    body = converted(paper_cells(root, source, lab)).body
    return PAGE.format(
        title=escape(f"Lab: {title(lab)}"), style=STYLE, body=body.decode_contents(),
        sources=escape(sources),
        rubric=converted([nbformat.v4.new_markdown_cell(rubric)]).body.decode_contents(),
    )


def print_sheets(browser, page: Path, target: Path) -> None:
    """Print the page on SHEETS sheets; raise LabError if it needs more at the smallest size."""
    tab = browser.new_page()
    tab.goto(page.as_uri())

    def fits(size: float) -> bool:
        tab.pdf(path=target, scale=size, format="A4", prefer_css_page_size=True,
                print_background=True, tagged=True)
        return len(PdfReader(target).pages) <= SHEETS

    size = 1.0
    while not fits(size):
        size = round(size - 0.02, 2)
        if size < SMALLEST:
            target.unlink()
            raise LabError(f"exercises/solutions/{page.stem}.md: what is for paper needs more than "
                           f"{SHEETS} sheets; shorten the cells tagged paper")
    for lines in ROOM:
        tab.evaluate("lines => document.querySelector('.room').innerHTML ="
                     " '<div></div>'.repeat(lines)", lines)
        if fits(size):
            break
    tab.close()


def main(root: Path, only: str = "*") -> None:
    sources = sorted((root / "exercises/solutions").glob(f"{only}.md"))
    if not sources:
        raise LabError(f"exercises/solutions holds no lab ({only}.md)")
    folder = root / "_build/sheets"
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, ProcessPoolExecutor() as pool:
        browser = launch_chromium(playwright)
        texts = pool.map(write_page, [root] * len(sources), sources)
        for source, text in zip(sources, texts, strict=True):
            page = folder / f"{source.stem}.html"
            page.write_text(text, encoding="utf-8")
            print_sheets(browser, page, folder / f"{source.stem}.pdf")
            print(f"_build/sheets/{source.stem}.pdf is made", flush=True)
        browser.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--only", default="*", help="one lab, such as cases")
    arguments = parser.parse_args()
    try:
        main(arguments.root.resolve(), arguments.only)
    except (LabError, NoChromium) as error:
        sys.exit(f"make sheets: {error}")
