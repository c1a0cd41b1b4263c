"""Make the book one A4 PDF: make pdf.

Sphinx writes the whole book as one HTML page; here that page gets a title page,
a contents list and ids that are unique, and a Chromium prints it twice: the
first print shows on which page each chapter begins, the second carries these
numbers in its contents. Chromium's PDF is tagged; what it leaves out (author,
role map, fixed dates) is added at the end.
"""

import argparse
import base64
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

import matplotlib
import pikepdf
import yaml
from bs4 import BeautifulSoup, Tag
from find_chromium import NoChromium, launch_chromium
from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader

sys.path.append(str(Path(__file__).resolve().parents[1] / "extensions"))
from course_solutions import contents as table_of_contents  # noqa: E402

NAME = "military-diplomacy-and-nation-building.pdf"
TEXT_WIDTH = 643  # CSS pixels: A4's 210 mm less the margins in make_pdf.css, at 96 an inch
SMALLEST_TABLE = 0.5  # a wide table is scaled down to fit; below this nobody can read it
# matplotlib brings these: the same pages on every machine, whatever is installed there
FONTS = {
    ("Course Serif", 400, "normal"): "STIXGeneral.ttf",
    ("Course Serif", 700, "normal"): "STIXGeneralBol.ttf",
    ("Course Serif", 400, "italic"): "STIXGeneralItalic.ttf",
    ("Course Serif", 700, "italic"): "STIXGeneralBolIta.ttf",
    ("Course Sans", 400, "normal"): "DejaVuSans.ttf",
    ("Course Sans", 700, "normal"): "DejaVuSans-Bold.ttf",
    ("Course Mono", 400, "normal"): "DejaVuSansMono.ttf",
    ("Course Mono", 700, "normal"): "DejaVuSansMono-Bold.ttf",
    ("Course Mono", 400, "italic"): "DejaVuSansMono-Oblique.ttf",
}
MONTHS = """January February March April May June July August September October November
December""".split()  # strftime's depend on the machine's language
POINTS_AT_IDS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers")
# structure types of PDF 2.0, which readers of PDF 1.x do not know
ROLES = {
    "/Strong": "/Span", "/Em": "/Span", "/Title": "/P", "/Aside": "/Note", "/FENote": "/Note"
}

FIT = """
async (smallest) => {
  await document.fonts.ready;
  if (window.MathJax?.startup?.promise) await MathJax.startup.promise;
  const said = el => {
    const chapter = el.closest("main > section")?.querySelector("h1, h2, h3")?.textContent;
    return `'${el.textContent.trim().replace(/\\s+/g, " ").slice(0, 60)}' in '${chapter}'`;
  };
  const faults = [];
  for (const img of document.images) {
    await img.decode().catch(() => faults.push(`the picture ${img.src} cannot be shown`));
  }
  for (const math of document.querySelectorAll(".math")) {
    if (/\\\\[([]/.test(math.textContent) && !math.querySelector("mjx-container, math"))
      faults.push(`the formula ${said(math)} was not drawn`);
  }
  for (const table of document.querySelectorAll("table")) {
    const room = table.parentElement.getBoundingClientRect().width;
    const fit = room / table.getBoundingClientRect().width;
    if (fit < 1) table.style.zoom = fit * 0.995;
    if (fit < smallest)
      faults.push(`the table ${said(table)} is too wide for a page: show fewer columns`);
  }
  for (const el of document.querySelectorAll("main *")) {
    const cut = el.localName === "pre" && el.scrollWidth > el.clientWidth + 1;
    if ((cut || el.getBoundingClientRect().right > document.documentElement.clientWidth + 2)
        && !el.closest("svg, math, mjx-container"))
      faults.push(`<${el.localName}> ${said(el)} is wider than the page`);
  }
  return faults;
}
"""


class Fault(Exception):
    """The PDF cannot be made; the message says why."""


@dataclass
class Chapter:
    """A page of the book: where it stands in the contents, and its part of the one HTML page."""

    name: str  # "book/korea"
    part: str  # caption of its part in _toc.yml, "" if none
    depth: int  # 0, or 1 for a page below another, ...
    question: str  # of its front matter, "" if none
    section: Tag | None = None

    @property
    def slug(self) -> str:
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower())

    @property
    def title(self) -> str:
        return self.section.find(re.compile("^h[1-6]$")).get_text().strip()


def read_yaml(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def question(page: Path) -> str:
    """Return the `question` in the front matter of a MyST page, "" if there is none."""
    found = re.match(r"---\n(.*?)\n---\n", page.read_text(encoding="utf-8"), re.DOTALL)
    return (yaml.safe_load(found[1]) or {}).get("question", "") if found else ""


def chapters(root: Path) -> list[Chapter]:
    """Return the book's pages in the order of _toc.yml."""
    switch = read_yaml(root / "_config.yml")["sphinx"]["config"].get("solutions", "hidden")
    contents = table_of_contents(root, root / "_toc.yml", switch)
    found: list[Chapter] = []

    def add(entry: dict, part: str, depth: int) -> None:
        found.append(Chapter(entry["file"], part, depth, question(root / f"{entry['file']}.md")))
        for below in entry.get("sections", []):
            add(below, part, depth + 1)

    add({"file": contents["root"]}, "", 0)
    for part in contents.get("parts", [contents]):
        for entry in part.get("chapters", []):
            add(entry, part.get("caption", ""), 0)
    return found


def take_sections(body: Tag, book: list[Chapter]) -> None:
    """Move each page's section out of the one HTML page into its Chapter."""
    book[0].section = body.find("section")
    for chapter in book[1:]:
        mark = body.find(id=f"document-{chapter.name}")
        if mark is None:
            raise Fault(f"{chapter.name} stands in _toc.yml, but not in the one-page book")
        chapter.section = mark.find_next_sibling("section")
    for chapter in book[1:]:
        chapter.section.extract()
        for heading in chapter.section.find_all(re.compile("^h[2-6]$")):
            heading.name = f"h{int(heading.name[1]) - 1}"
    for nest in [nest for c in book for nest in c.section.select(".toctree-wrapper")]:
        nest.decompose()


def clean(section: Tag) -> None:
    """Take away what only a screen needs; open and label what is folded."""
    for useless in section.select("script, style, button, .headerlink, [role=status]:empty"):
        useless.decompose()
    for link in section.find_all("a", href=re.compile("^https?:")):
        shown = link.get_text().strip()
        if not shown.startswith("doi:") and shown.rstrip("/") != link["href"].rstrip("/"):
            link["class"] = [*link.get("class", []), "print-address"]  # paper cannot be clicked
    for folded in section.find_all("details"):
        label = folded.find("summary")
        if label:
            text = (label.select_one(".collapsed") or label).get_text(" ", strip=True)
            text = re.sub(r"^(Show|Hide) (the )?", "", text)
            label.clear()
            label.append(text[:1].upper() + text[1:])
            label.name, label.attrs = "p", {"class": "folded-label"}
        folded.name = "div"
        folded.attrs = {"class": [*folded.get("class", []), "folded"]} | (
            {"id": folded["id"]} if folded.get("id") else {}
        )


def make_ids_unique(book: list[Chapter]) -> None:
    """Put each id's chapter before it, and let links follow; raise Fault if one leads nowhere."""
    slugs = {chapter.name: chapter.slug for chapter in book}
    known = {c.slug: {tag["id"] for tag in c.section.find_all(id=True)} for c in book}
    for chapter in book:

        def renamed(old: str) -> str:
            return f"{chapter.slug}--{old}" if old in known[chapter.slug] else old

        for link in chapter.section.find_all("a", href=True):
            if re.match(r"[a-z]+:", link["href"]):
                continue
            if not link["href"].startswith("#") and ".html" not in link["href"]:
                # a download: in the PDF the link would hold a path of this machine
                link.name, link.attrs = "span", {}
                continue
            page, _, target = link["href"][1:].removeprefix("document-").partition("#")
            if not link["href"].startswith("#document-"):
                page, target = chapter.name, page
            slug = slugs.get(page)
            if slug is None or (target and target not in known[slug]):
                raise Fault(f"{chapter.name}: the link '{link.get_text()}' leads nowhere")
            link["href"] = f"#{slug}--{target}" if target else f"#{slug}"
        for tag in chapter.section.find_all(True):
            for name in POINTS_AT_IDS:
                if tag.get(name):
                    old = tag[name] if isinstance(tag[name], list) else tag[name].split()
                    tag[name] = " ".join(map(renamed, old))
            if tag.get("id"):
                tag["id"] = renamed(tag["id"])
            if tag.name == "input" and tag.get("name"):  # else one choice undoes another page's
                tag["name"] = f"{chapter.slug}--{tag['name']}"
        chapter.section["id"] = chapter.slug


def fonts() -> str:
    """Return @font-face rules for FONTS, the fonts inside (a file page may load no font file)."""
    folder = Path(matplotlib.get_data_path(), "fonts/ttf")
    rules = []
    for (family, weight, style), file in FONTS.items():
        data = base64.b64encode((folder / file).read_bytes()).decode()
        rules.append(
            f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-style: {style};'
            f" src: url(data:font/ttf;base64,{data}) }}\n"
        )
    return "".join(rules)


def running_heads(book: list[Chapter], title: str) -> str:
    """Return a named @page for each chapter: Chromium has no other way to a running head."""
    rules = [f"@page {{ @top-left {{ content: {json.dumps(title, ensure_ascii=False)} }} }}"]
    for chapter in book:
        head = json.dumps(chapter.title, ensure_ascii=False)
        rules.append(f"@page {chapter.slug} {{ @top-right {{ content: {head} }} }}")
        rules.append(f"#{chapter.slug} {{ page: {chapter.slug} }}")
    return "\n".join(rules)


def authors(citation: dict) -> list[str]:
    """Return the names of people and groups in a CITATION.cff."""
    return [a.get("name") or f"{a['given-names']} {a['family-names']}" for a in citation["authors"]]


def released(citation: dict) -> datetime.date:
    return datetime.date.fromisoformat(str(citation["date-released"]))


def title_page(title: str, citation: dict) -> str:
    subtitle = citation["title"].partition(": ")[2]
    day = released(citation)
    date = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    return f"""<section class="title-page">
<p class="book-title">{escape(title)}</p>
<p class="book-subtitle">{escape(subtitle[:1].upper() + subtitle[1:])}</p>
<p class="book-authors">{escape(", ".join(authors(citation)))}</p>
<p class="book-version">Version {citation["version"]}, {date}</p>
<p class="book-licence">Text: <a class="print-address"
href="https://creativecommons.org/licenses/by/4.0/">Creative Commons Attribution 4.0 International
(CC BY 4.0)</a>. Code: MIT licence. Each table has a licence of its own, named where the data are
described.</p>
</section>"""


def contents_list(book: list[Chapter], pages: dict[str, int]) -> str:
    """Return the contents; `pages` maps a chapter's slug to its page number (first pass: empty)."""
    lines, part = [], ""
    for chapter in book:
        if chapter.part != part:
            part = chapter.part
            lines.append(f'</ol><p class="contents-part">{escape(part)}</p><ol>')
        asks = f'<span class="asks">{escape(chapter.question)}</span>' if chapter.question else ""
        lines.append(
            f'<li class="depth-{chapter.depth}"><a href="#{chapter.slug}"><span>'
            f'{escape(chapter.title)}</span><span class="leader"></span>'
            f'<span class="at">{pages.get(chapter.slug, "")}</span></a>{asks}</li>'
        )
    entries = "".join(lines)
    return f'<nav class="book-contents" id="contents"><h1>Contents</h1><ol>{entries}</ol></nav>'


def compose(root: Path, site: Path) -> tuple[BeautifulSoup, list[Chapter]]:
    """Return the page to be printed, without page numbers in its contents, and its chapters."""
    whole = site / f"{read_yaml(root / '_toc.yml')['root']}.html"
    page = BeautifulSoup(whole.read_text(encoding="utf-8"), "lxml")
    title = read_yaml(root / "_config.yml")["title"]
    book = chapters(root)
    take_sections(page.select_one("article.bd-article"), book)
    for chapter in book:
        clean(chapter.section)
    if book[0].title == title:  # it stands on the title page already
        book[0].section.find("h1").string = "About this course"
    if listed := book[0].section.find(id="the-sections"):
        listed.decompose()  # the contents, just before, have the same titles and questions
    make_ids_unique(book)

    formulas = any(chapter.section.select_one(".math") for chapter in book)
    for script in page.head.find_all("script"):
        # formulas are the one thing a script draws; MathJax's files are tex-….js or mml-….js
        draws = re.search(r"mathjax|/(tex|mml)-[\w-]+\.js", str(script), re.IGNORECASE)
        if not (formulas and draws):
            script.decompose()
    for link in page.head.find_all("link", rel=lambda rel: "stylesheet" not in rel):
        link.decompose()
    page.html.attrs = {"lang": page.html["lang"], "data-theme": "light", "data-mode": "light"}
    page.title.string = title
    style = page.new_tag("style")
    style.string = (
        fonts()
        + Path(__file__).with_suffix(".css").read_text(encoding="utf-8")
        + running_heads(book, title)
    )
    page.head.append(style)
    page.body.clear()
    page.body.attrs = {"class": "course-pdf"}
    front = title_page(title, read_yaml(root / "CITATION.cff")) + contents_list(book, {})
    page.body.append(BeautifulSoup(front, "html.parser"))
    main = page.new_tag("main", attrs={"class": "bd-article"})
    main.extend(chapter.section for chapter in book)
    page.body.append(main)
    return page, book


def print_page(browser: Browser, source: Path, pdf: Path) -> None:
    """Print the HTML file to `pdf`; nothing but local files may be asked for."""
    # as wide as the text on paper, so that what FIT measures is what will be printed
    sheet = browser.new_page(viewport={"width": TEXT_WIDTH, "height": 900})
    sheet.emulate_media(media="print", color_scheme="light", reduced_motion="reduce")
    missing: list[str] = []

    def only_local(route) -> None:
        local = route.request.url.startswith(("file:", "data:"))
        route.continue_() if local else route.abort()

    sheet.route("**/*", only_local)
    sheet.on("requestfailed", lambda request: missing.append(request.url))
    sheet.goto(source.as_uri(), wait_until="load")
    faults = [f"the page asks for {url}, which is not a file of the book" for url in missing]
    faults += sheet.evaluate(FIT, SMALLEST_TABLE)
    if faults:
        raise Fault("; ".join(dict.fromkeys(faults)))
    sheet.pdf(path=pdf, prefer_css_page_size=True, print_background=True, tagged=True, outline=True)
    sheet.close()


def first_pages(pdf: Path, book: list[Chapter]) -> dict[str, int]:
    """Return the page number, from 1, on which each chapter (by slug) begins."""
    reader = PdfReader(pdf)
    targets = {name.lstrip("/"): place for name, place in reader.named_destinations.items()}
    return {c.slug: reader.get_destination_page_number(targets[c.slug]) + 1 for c in book}


def unwrap_figures(node: pikepdf.Object) -> None:
    """Make a Div of each Figure around a Figure: HTML's <figure> around the picture itself.

    Only the inner one has an alternative text, and readers want one of each Figure.
    """
    if isinstance(node, pikepdf.Array):
        for kid in node:
            unwrap_figures(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node and "/K" in node:
        kids = node.K if isinstance(node.K, pikepdf.Array) else [node.K]
        if node.S == "/Figure" and any(
            isinstance(kid, pikepdf.Dictionary) and "/S" in kid for kid in kids
        ):
            node.S = pikepdf.Name.Div
        unwrap_figures(node.K)


def mend_outline(items: list[pikepdf.OutlineItem], headings: dict[str, str]) -> None:
    """Give each bookmark its heading's words; `headings` maps it without blanks to it with them.

    Chromium drops the blank at which a heading breaks into two lines: "inNation-Building".
    """
    for item in items:
        item.title = headings.get("".join(item.title.split()), item.title)
        mend_outline(item.children, headings)


def finish(source: Path, result: Path, title: str, citation: dict, headings: list[str]) -> None:
    """Write `result`: the PDF with author, role map and dates that do not change with the day."""
    with pikepdf.open(source) as pdf:
        with pdf.open_outline() as outline:
            mend_outline(outline.root, {"".join(h.split()): " ".join(h.split()) for h in headings})
        roles = pdf.Root.StructTreeRoot.get("/RoleMap", pikepdf.Dictionary())
        for new, old in ROLES.items():
            roles[new] = pikepdf.Name(old)
        pdf.Root.StructTreeRoot.RoleMap = roles
        unwrap_figures(pdf.Root.StructTreeRoot.K)
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        # pikepdf writes these into the old document information too
        with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
            metadata["dc:creator"] = authors(citation)
            metadata["dc:language"] = [str(pdf.Root.Lang)]
            metadata["dc:rights"] = "CC BY 4.0"
            day = released(citation).isoformat()
            metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = day
        pdf.save(result, deterministic_id=True,
                 object_stream_mode=pikepdf.ObjectStreamMode.generate)


def make_pdf(root: Path) -> Path:
    """Build the book in `root` and print it; return the PDF's path. Raise Fault or NoChromium."""
    result = root / "_build/pdf" / NAME
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)  # first: without one there is no need to build
        build = [sys.executable, root / "scripts/build_book.py", "--root", root]
        if subprocess.run([*build, "--builder", "singlehtml"]).returncode:
            raise Fault("the book does not build: see above")
        site = root / "_build/singlehtml/_build/singlehtml"
        page, book = compose(root, site)
        result.parent.mkdir(parents=True, exist_ok=True)
        source = site / "pdf.html"  # beside the one-page book, whose pictures and styles it uses
        with tempfile.TemporaryDirectory() as folder:
            pages: dict[str, int] = {}
            for number in (1, 2):
                print(f"Printing, pass {number} of 2", flush=True)
                page.select_one("nav.book-contents").replace_with(
                    BeautifulSoup(contents_list(book, pages), "html.parser")
                )
                source.write_text(str(page), encoding="utf-8")
                printed = Path(folder, f"{number}.pdf")
                print_page(browser, source, printed)
                before, pages = pages, first_pages(printed, book)
            if before != pages:
                raise Fault("the page numbers in the contents moved the chapters they point to")
            title = read_yaml(root / "_config.yml")["title"]
            headings = [heading.get_text() for heading in page.find_all(re.compile("^h[1-6]$"))]
            finish(printed, result, title, read_yaml(root / "CITATION.cff"), headings)
        browser.close()
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description="Make the book one PDF.")
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1])
    root = parser.parse_args().root.resolve()
    try:
        result = make_pdf(root)
    except (Fault, NoChromium) as fault:
        print(f"make pdf: {fault}", file=sys.stderr)
        return 1
    size = result.stat().st_size / 1e6
    count = len(PdfReader(result).pages)
    print(f"{os.path.relpath(result)}: {count} pages, {size:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
