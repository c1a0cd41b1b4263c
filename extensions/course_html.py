"""Make the written HTML pages accessible, light and whole without a network.

The theme and the notebook renderer leave faults that no setting cures: table
corners that are headers of nothing, names that differ from the visible text,
boxes that open by script alone, scripts that the course does not use and that
would load others from a CDN. Templates and writers of five packages would have
to be overridden to prevent them, so the finished pages are repaired instead,
each once, when the build ends. Maths is written as MathML, which browsers show
without a script.
"""

import re
import struct
from html import escape
from pathlib import Path
from textwrap import shorten

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from docutils.utils.math import MathError
from docutils.utils.math.latex2mathml import tex2mathml
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

logger = logging.getLogger(__name__)

# fontawesome.js (1.5 MB) draws what the theme's CSS already draws with a font;
# thebe runs cells from a CDN; togglebutton is replaced by <details>
UNUSED = (
    "fontawesome.js", "sphinx-thebe", "THEBE_JS_URL", "x-thebe",
    "togglebutton", "toggleHint", "toggleOpen", "kernelName",
)

NUMBER = re.compile(r"[-−+]?[\d.,]+(e[-+]?\d+)?%?|NaN|")
DATE = re.compile(r"\d{4}-\d\d-\d\d")

# The theme's dialogs stay open over the heading that a reader has just chosen in them, and
# the theme takes the focus from the button that opened one, so it would not come back.
DIALOGS = """\
document.addEventListener("click", event =>
  event.target.closest("dialog a[href^='#']")?.closest("dialog").close("chosen"));
document.addEventListener("close", event => {
  const dialog = event.target, side = dialog.id.match(/primary|secondary/);
  if (side && dialog.returnValue != "chosen")
    document.querySelector(`.${side}-toggle`).focus({ preventScroll: true });
  dialog.returnValue = "";
}, true);
"""
CLOSE_BUTTON = """\
<form method="dialog" class="course-close"><button type="submit">Close</button></form>
"""

# without one every browser asks for a /favicon.ico that is not there
ICON = (
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'>"
    "<rect width='16' height='16' rx='3' fill='%23067a7a'/><path d='M3 12 7 7l3 2 3-5'"
    " fill='none' stroke='white' stroke-width='2'/></svg>"
)

REDIRECT = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={address}">
</head>
<body><main><h1>{title}</h1><p><a href="{address}">Open the course</a></p></main></body>
</html>
"""


def drop_unused(page: BeautifulSoup) -> None:
    """Remove scripts, styles and placeholders that serve nothing here."""
    for element in page.find_all(["script", "link"]):
        said = f"{element.get('src')} {element.get('href')} {element.get('type')} {element.string}"
        if any(name in said for name in UNUSED):
            element.decompose()
    for viewport in page.find_all("meta", attrs={"name": "viewport"})[1:]:
        viewport.decompose()
    if advertisement := page.find(id="ethical-ad-placement"):
        advertisement.decompose()


def mend_scroll_spy(page: BeautifulSoup) -> None:
    """Let the page's contents follow the scrolling by their own links alone.

    The theme names a target that is not there, so that Bootstrap takes every link of the page
    and throws at the first one that ends in a number.
    """
    if page.find(id="pst-page-toc-nav"):
        page.body["data-bs-target"] = "#pst-page-toc-nav"
    else:
        del page.body["data-bs-spy"]


def name_controls(page: BeautifulSoup) -> None:
    """Give every part and control a name, one that holds the text that is seen."""
    for id_, name in {
        "pst-primary-sidebar": "Course",
        "pst-primary-sidebar-modal": "Course",
        "pst-secondary-sidebar-modal": "Contents of this page",
        "pst-search-dialog": "Search",
    }.items():
        if element := page.find(id=id_):
            element["aria-label"] = name
            if element.name == "div":
                element["role"] = "complementary"
    # the theme moves a sidebar's content into a dialog, which nothing but Escape closes
    for sidebar in page.select("#pst-primary-sidebar, #pst-secondary-sidebar"):
        sidebar.insert(0, BeautifulSoup(CLOSE_BUTTON, "html.parser"))
    for control in page.select(".search-button-field, summary[aria-label='Toggle hidden content']"):
        del control["aria-label"]
    for button in page.select(".theme-switch-button"):
        button["aria-label"] = button["data-bs-title"] = "Colours: light, dark or as the system"
    for side, name in {"primary": "Course menu", "secondary": "On this page"}.items():
        for button in page.select(f".{side}-toggle"):
            button["title"] = button["aria-label"] = name
    for kind, name in {"source": "Text (.md)", "pdf": "Print"}.items():
        for label in page.select(f".btn-download-{kind}-button .btn__text-container"):
            label.string = name
    for element in page.select(".sidebar-toggle, .article-header-buttons"):
        element["class"].append("pst-js-only")  # without script they would be dead
    for summary in page.select(".bd-links summary"):
        summary["aria-label"] = "Pages under " + summary.find_previous("a").get_text(strip=True)


def mend_tables(page: BeautifulSoup) -> None:
    """Make empty headers plain cells, and let a wide table scroll in a named box of its own."""
    for header in page.find_all("th"):
        if not header.get_text(strip=True):
            header.name = "td"
    for style in page.select("style[scoped]"):
        style.decompose()  # pandas repeats it with every table; course.css has the rules
    scrolling = "pst-scrollable-table-container"
    for table in page.select(f".cell_output table.dataframe, .{scrolling} > table"):
        del table["border"]
        box = table.parent
        box["class"] = list(dict.fromkeys([*box.get("class", []), scrolling]))
        box["role"] = "group"
        box["aria-label"] = "Table"
        box["tabindex"] = "0"  # the theme's script takes it away where the table fits
        mark_numbers(table)


def mark_numbers(table: Tag) -> None:
    """Give the cells of a table's numeric columns the class `number`."""
    rows = [row.find_all(["th", "td"]) for row in table.find_all("tr")]
    body = [row.find_all(["th", "td"]) for row in table.select("tbody > tr")]
    if len({len(row) for row in rows}) != 1:  # cells that span have no simple column
        return
    for column, *cells in zip(range(len(rows[0])), *body):
        if all(NUMBER.fullmatch(cell.get_text(strip=True)) for cell in cells):
            for row in rows:
                row[column]["class"] = ["number"]
        elif all(DATE.fullmatch(cell.get_text(strip=True)) for cell in cells):
            for cell in cells:
                cell["class"] = ["date"]


def mend_boxes(page: BeautifulSoup) -> None:
    """Fold boxes with <details>: they open by keyboard, and without script."""
    for box in page.select("div.admonition.dropdown"):
        title = box.find("p", class_="admonition-title", recursive=False)
        if title:
            box.name, title.name = "details", "summary"


def mend_bibliography(page: BeautifulSoup) -> None:
    """Say that the references are a list's items; the roles written are not allowed here."""
    for entry in page.select(".citation-list > .citation"):
        entry["role"] = "listitem"


REPAIRS = (
    drop_unused, mend_scroll_spy, name_controls, mend_tables, mend_boxes, mend_bibliography
)


def size_pictures(page: BeautifulSoup, folder: Path) -> None:
    """Say how large a picture is, so that a link into the page still fits once it has loaded."""
    for image in page.select("article img[src$='.png']:not([width])"):
        with (folder / image["src"]).open("rb") as file:
            header = file.read(24)  # PNG: width and height stand in bytes 16 to 24
        image["width"], image["height"] = struct.unpack(">II", header[16:])


def repair(html: str, folder: Path) -> str:
    """Return the HTML of a page in `folder` with all repairs made."""
    page = BeautifulSoup(html, "html.parser")  # of all parsers it moves no element
    size_pictures(page, folder)
    for mend in REPAIRS:
        mend(page)
    return str(page)


def describe(app, pagename: str, context: dict, doctree: nodes.document | None) -> str:
    """Return what search engines and previews say of a page: its question or first paragraph."""
    text = app.env.metadata.get(pagename, {}).get("question")
    if not text and doctree is not None:
        paragraphs = doctree.findall(lambda n: isinstance(n, nodes.paragraph) and n.astext())
        text = next((p.astext() for p in paragraphs), "")
    return shorten(" ".join(str(text or context.get("title", "")).split()), 160, placeholder=" …")


def note_page(app, pagename: str, templatename: str, context: dict, doctree) -> None:
    """Describe the page, and remember that it is written in this build."""
    if app.builder.name != "html":
        return
    description = escape(describe(app, pagename, context, doctree), quote=True)
    tags = f'<meta name="description" content="{description}" />\n<link rel="icon" href="{ICON}" />'
    context["metatags"] = context.get("metatags", "") + tags
    app.course_pages_written.append(Path(app.builder.get_outfilename(pagename)))


def repair_pages(app, exception: Exception | None) -> None:
    """Repair the pages of this build, and name the front door's redirect."""
    if exception or app.builder.name != "html":
        return
    for path in app.course_pages_written:
        html = repair(path.read_text(encoding="utf-8"), path.parent)
        path.write_text(html, encoding="utf-8")
    front_door = Path(app.outdir) / "index.html"
    if front_door not in app.course_pages_written:
        address = app.builder.get_target_uri(app.config.root_doc)
        text = REDIRECT.format(
            language=app.config.language, title=escape(app.config.html_title), address=address
        )
        front_door.write_text(text, encoding="utf-8")


def mathml(node: nodes.Element, as_block: bool) -> str:
    """Return a formula as MathML; a formula that cannot be read is a warning."""
    try:
        return tex2mathml(node.astext(), as_block=as_block)
    except MathError as error:
        logger.warning("the formula %r cannot be read: %s", node.astext(), error, location=node)
        return escape(node.astext())


def visit_math(self, node: nodes.math) -> None:
    self.body.append(mathml(node, as_block=False))
    raise nodes.SkipNode


def visit_displaymath(self, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})</span>')
    self.body.append(mathml(node, as_block=True) + "</div>\n")
    raise nodes.SkipNode


def setup(app):
    app.course_pages_written = []
    # a second renderer takes precedence over MathJax, which then is never loaded
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_displaymath, None))
    app.add_js_file(None, body=DIALOGS)
    app.connect("html-page-context", note_page)
    app.connect("build-finished", repair_pages)
    # the list of pages written is kept in this process
    return {"parallel_read_safe": True, "parallel_write_safe": False}
