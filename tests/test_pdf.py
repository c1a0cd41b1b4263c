"""The PDF holds the whole book: readable, navigable, nothing cut, nothing folded away."""

import os
import re
import shutil
import subprocess
import sys
import unicodedata

import make_pdf
import pikepdf
import pytest
import yaml
from conftest import PAGE, ROOT, print_book
from pages import pages_in_contents, read_page
from pypdf import PdfReader

browser_test = pytest.mark.browser
TITLE = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))["title"]
A4 = (595.28, 841.89)  # points
RIGHT_EDGE = A4[0] - 20 / 25.4 * 72  # of the text, in points: the margin is 20 mm
MONO_ADVANCE = 0.602  # width of a letter of DejaVu Sans Mono, in its size
FILE_NAME = re.compile(r"\.(png|svg|jpe?g|gif|webp)\b", re.IGNORECASE)


@pytest.fixture(scope="session")
def texts(pdf) -> list[str]:
    """The text of each page of the PDF."""
    return [page.extract_text() for page in PdfReader(pdf).pages]


@pytest.fixture(scope="session")
def tags(pdf) -> list[tuple[str, str | None]]:
    """Type and alternative text of each structure element, in reading order."""
    found = []

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for kid in node:
                walk(kid)
        elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
            found.append((str(node.S), str(node.Alt) if "/Alt" in node else None))
            if "/K" in node:
                walk(node.K)

    with pikepdf.open(pdf) as opened:
        walk(opened.Root.StructTreeRoot.K)
    return found


def squeeze(text: str) -> str:
    """The text without white space, letters in their plain form."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def body(text: str) -> str:
    """A page's text without its running head and page number (its first two lines)."""
    return "\n".join(text.split("\n")[2:])


def heading(page) -> str:
    """The heading of a page of the book, as the PDF shows it."""
    title = re.search(r"^# (.+)$", page.read_text(encoding="utf-8"), flags=re.M)[1].strip()
    return "About this course" if title == TITLE else title


def begins_on(texts: list[str], title: str) -> int:
    """The first page, from 1, that has `title` both as a line of its body and as running head."""
    for number, text in enumerate(texts, 1):
        head, *lines = map(squeeze, text.split("\n"))
        if head.endswith(squeeze(title)) and squeeze(title) in "".join(lines):
            return number
    pytest.fail(f"no page begins '{title}'")


@browser_test
def test_every_page_is_a4(pdf):
    for page in PdfReader(pdf).pages:
        assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx(A4, abs=1)


@browser_test
def test_the_pdf_is_tagged_and_says_its_language_title_and_author(pdf, tags):
    with pikepdf.open(pdf) as opened:
        assert opened.Root.MarkInfo.Marked
        assert str(opened.Root.Lang) == "en"
        assert opened.Root.ViewerPreferences.DisplayDocTitle
        assert str(opened.docinfo["/Title"]) == TITLE
        assert str(opened.docinfo["/Author"])
    kinds = {kind for kind, _ in tags}
    assert {"/H1", "/H2", "/P", "/L", "/Table", "/Figure", "/Link"} <= kinds


@browser_test
def test_structure_types_of_pdf_2_have_a_role_that_older_readers_know(pdf, tags):
    known = set("""Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private
        P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note
        Reference BibEntry Code Link Annot Ruby Warichu Figure Formula Form""".split())
    with pikepdf.open(pdf) as opened:
        roles = {new: str(old) for new, old in opened.Root.StructTreeRoot.RoleMap.items()}
    unknown = {kind for kind, _ in tags if roles.get(kind, kind).lstrip("/") not in known}
    assert not unknown


@browser_test
def test_the_outline_has_every_chapter_in_order(pdf):
    entries = PdfReader(pdf).outline
    titles = []

    def flatten(items):
        for item in items:
            flatten(item) if isinstance(item, list) else titles.append(item.title.strip())

    flatten(entries)
    chapters = [heading(path) for path in pages_in_contents()]
    # a heading inside a chapter may have the name of another chapter
    following = iter(titles)
    assert [chapter for chapter in chapters if chapter not in following] == []


@browser_test
def test_the_contents_name_the_page_on_which_each_chapter_begins(texts):
    last = begins_on(texts, heading(pages_in_contents()[0]))
    contents = squeeze("\n".join(map(body, texts[1 : last - 1])))
    for path in pages_in_contents():
        title = heading(path)
        page = begins_on(texts, title)
        entry = rf"{re.escape(squeeze(title))}{page}(?!\d)"
        assert re.search(entry, contents), f"the contents do not give page {page} for '{title}'"


@browser_test
def test_every_page_but_the_title_has_its_number_and_its_chapter(texts):
    assert squeeze(TITLE) in squeeze(texts[0]) and not re.search(r"^\d+$", texts[0], flags=re.M)
    heads = ["Contents", *(heading(path) for path in pages_in_contents())]
    for number, text in enumerate(texts[1:], 2):
        lines = text.split("\n")
        assert lines[1].strip() == str(number)
        assert any(squeeze(lines[0]).endswith(squeeze(head)) for head in heads), lines[0]


@browser_test
def test_no_page_is_empty(pdf, texts):
    for page, text in zip(PdfReader(pdf).pages, texts, strict=True):
        assert body(text).strip() or page.images, f"page {page.page_number + 1} is empty"


@browser_test
def test_every_figure_is_there_with_its_alternative_text(tags):
    alts = [alt for kind, alt in tags if kind == "/Figure"]
    assert alts and all(alt and alt.strip() and not FILE_NAME.search(alt) for alt in alts)
    shown = {squeeze(alt) for alt in alts}
    for path in pages_in_contents():
        for name, settings in read_page(path).figures.items():
            assert squeeze(settings["image"]["alt"]) in shown, f"{path.stem}: {name}"


def shown_cells():
    """Every code cell that the book shows, folded or not, with its page."""
    for path in pages_in_contents():
        for cell in read_page(path).cells:
            if not {"remove-cell", "remove-input"} & set(cell.metadata.get("tags", [])):
                yield path.stem, cell


@browser_test
def test_every_line_of_code_is_there_folded_solutions_too(texts):
    everything = squeeze("".join(map(body, texts)))
    folded = 0
    for page, cell in shown_cells():
        folded += bool({"hide-cell", "hide-input"} & set(cell.metadata.get("tags", [])))
        for line in cell.source.splitlines():
            assert squeeze(line) in everything, f"{page}: {line}"
    assert folded, "no page has a folded solution: this test looks at nothing"


@browser_test
def test_no_code_runs_over_the_edge_of_the_text(pdf):
    seen = 0
    for number, page in enumerate(PdfReader(pdf).pages, 1):

        def look(text, cm, tm, font, size):
            nonlocal seen
            if text.strip() and font and "Mono" in str(font.get("/BaseFont")):
                seen += 1
                for line in text.strip("\n").split("\n"):
                    width = MONO_ADVANCE * size * len(line.rstrip())
                    right = cm[4] + cm[0] * (tm[4] + width)
                    assert right <= RIGHT_EDGE + 1, f"page {number}: {line}"

        page.extract_text(visitor_text=look)
    assert seen > 100


@browser_test
def test_every_fold_is_open_and_labelled(texts, html, browser):
    def without_addresses(text):  # paper says where a link leads
        return re.sub(r"\(https?://[^)]*\)", "", squeeze(text))

    everything = without_addresses("".join(map(body, texts)))
    screen = browser.new_page()
    for path in pages_in_contents():
        screen.goto((html / f"book/{path.stem}.html").as_uri())
        folds = screen.evaluate(
            """() => [...document.querySelectorAll("article details:not(.sd-dropdown)")].map(
                 fold => [...fold.querySelectorAll(":scope > p, :scope > div > p, li > p")]
                   .map(p => p.textContent))"""
        )
        for text in (text for fold in folds for text in fold):
            assert without_addresses(text) in everything, f"{path.stem}: {text}"
    screen.close()
    assert "Solution" in "".join(texts)
    assert not re.search("(Show|Hide) the solution", "".join(texts)), "nothing to click on paper"


@browser_test
def test_links_in_the_book_land_in_the_chapter_they_name(pdf, texts):
    reader = PdfReader(pdf)
    targets = {name.lstrip("/"): target for name, target in reader.named_destinations.items()}
    heads = {re.sub(r"[^a-z0-9]+", "-", f"book/{path.stem}"): heading(path)
             for path in pages_in_contents()}
    landed = set()
    for page in reader.pages:
        for note in (note.get_object() for note in page.get("/Annots", [])):
            if note["/Subtype"] != "/Link" or "/Dest" not in note:
                continue
            name = str(note["/Dest"]).lstrip("/")
            chapter = name.split("--")[0]
            text = texts[reader.get_destination_page_number(targets[name])]
            assert squeeze(text.split("\n")[0]).endswith(squeeze(heads[chapter])), name
            landed.add(chapter if "--" in name else "")
    assert landed >= {"", "book-glossary", "book-bibliography"}, "chapters, terms, references"


@browser_test
def test_nothing_in_the_pdf_tells_a_path_of_the_machine(pdf):
    with pikepdf.open(pdf) as opened:
        for thing in opened.objects:
            for part in (thing, *thing.values()) if isinstance(thing, pikepdf.Dictionary) else ():
                if isinstance(part, pikepdf.Dictionary) and "/URI" in part:
                    assert str(part.URI).startswith(("https:", "http:", "mailto:"))
            if isinstance(thing, pikepdf.Stream) and "/Image" != thing.get("/Subtype"):
                assert bytes(str(ROOT), "utf-8") not in thing.read_bytes()


@browser_test
def test_the_pdf_reads_the_same_each_time(pdf, texts):
    """Its bytes may differ: Chromium cuts a link into boxes as it likes."""
    dates = [PdfReader(pdf).metadata[key] for key in ("/CreationDate", "/ModDate")]
    assert print_book(ROOT).returncode == 0
    again = PdfReader(pdf)
    changed = [n for n, page in enumerate(again.pages) if page.extract_text() != texts[n]]
    assert not changed and len(again.pages) == len(texts)
    assert [again.metadata[key] for key in ("/CreationDate", "/ModDate")] == dates


LONG_LINE = "total = " + " + ".join(f"len('soldiers in {year}')" for year in range(1950, 1960))
ANOTHER = f"""{PAGE.replace("# Page", "# Another page")}

See {{ref}}`the first page's verdict <page-verdict>`.

(another-verdict)=
## The verdict

The word of the second page is SECOND.

```{{code-cell}}
{LONG_LINE}
```
"""


@browser_test
def test_links_go_to_the_right_chapter_though_headings_repeat(small_book, browser):
    shutil.copy(ROOT / "CITATION.cff", small_book)
    contents = small_book / "_toc.yml"
    contents.write_text(contents.read_text() + "- file: book/another\n")
    page = small_book / "book/page.md"
    filler = "A paragraph that fills the page.\n\n" * 60
    page.write_text(
        f"{page.read_text()}\n\nSee {{ref}}`the other page's verdict <another-verdict>`.\n\n"
        f"{filler}(page-verdict)=\n## The verdict\n\nThe word of the first page is FIRST.\n"
    )
    (small_book / "book/another.md").write_text(ANOTHER)
    result = print_book(small_book)
    assert result.returncode == 0, result.stdout[-2000:]

    reader = PdfReader(small_book / "_build/pdf" / make_pdf.NAME)
    texts = [page.extract_text() for page in reader.pages]
    leads = {"book-page--page-verdict": "FIRST", "book-another--another-verdict": "SECOND"}
    for name, word in leads.items():
        leads_to = [
            reader.get_destination_page_number(reader.named_destinations[str(note["/Dest"])])
            for page in reader.pages
            for note in (note.get_object() for note in page.get("/Annots", []))
            if str(note.get("/Dest", "")).lstrip("/") == name
        ]
        assert leads_to and all(word in texts[page] for page in leads_to), name
    assert len(LONG_LINE) > 150 and squeeze(LONG_LINE) in squeeze("".join(map(body, texts)))


FAULTY = {
    "a picture of another server": ('<img alt="x" src="https://example.org/x.png">', "example.org"),
    "a picture that is not there": ('<img alt="x" src="nowhere.png">', "nowhere.png"),
    "a line of code that does not wrap": ("<pre>" + "x" * 400 + "</pre>", "is wider than the page"),
    "a table of sixty columns": (
        "<table><tr>" + "<td>number</td>" * 60 + "</tr></table>", "show fewer columns"
    ),
    "a raw formula": ('<span class="math">\\(a^2\\)</span>', "was not drawn"),
}


@browser_test
@pytest.mark.parametrize("fault", FAULTY)
def test_what_paper_cannot_show_stops_the_pdf_and_names_the_page(browser, tmp_path, fault):
    markup, message = FAULTY[fault]
    source = tmp_path / "book.html"
    source.write_text(f"<main><section><h1>Somalia</h1><p>{markup}</p></section></main>")
    with pytest.raises(make_pdf.Fault, match=re.escape(message)):
        make_pdf.print_page(browser, source, tmp_path / "book.pdf")
    assert not (tmp_path / "book.pdf").exists()


def test_a_link_that_leads_nowhere_stops_the_pdf():
    from bs4 import BeautifulSoup

    link = '<a href="#document-book/somalia#gone">over there</a>'
    section = BeautifulSoup(f"<section><h1>Somalia</h1>{link}</section>", "html.parser").section
    with pytest.raises(make_pdf.Fault, match="book/somalia: the link 'over there' leads nowhere"):
        make_pdf.make_ids_unique([make_pdf.Chapter("book/somalia", "", 0, "", section)])


def test_without_a_chromium_one_message_says_what_to_install(tmp_path):
    bare = {"CHROMIUM": "", "PATH": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    result = subprocess.run(  # in a folder without a book: it must stop before it builds
        [sys.executable, ROOT / "scripts/make_pdf.py", "--root", tmp_path],
        text=True, capture_output=True, env=os.environ | bare,
    )
    assert result.returncode == 1
    assert (result.stdout, result.stderr.count("\n")) == ("", 1), result
    assert "apt install chromium" in result.stderr
    assert "playwright install chromium" in result.stderr


@browser_test
def test_a_page_printed_from_dark_mode_is_black_on_white_and_unfolded(html, browser):
    screen = browser.new_page(color_scheme="dark")
    for path in pages_in_contents():
        screen.goto((html / f"book/{path.stem}.html").as_uri())
        screen.evaluate("document.documentElement.dataset.theme = 'dark'")
        screen.emulate_media(media="print")
        pale = screen.evaluate(
            """() => {
              const light = colour => {
                const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number);
                const full = colour.startsWith("color(") ? 1 : 255;  // color() counts from 0 to 1
                return a === 0 ? null : (0.2126 * r + 0.7152 * g + 0.0722 * b) / full;
              };
              const found = [];
              for (const el of document.querySelectorAll("article, article *")) {
                if (!el.checkVisibility() || el.closest("svg")) continue;
                const style = getComputedStyle(el), name = `${el.localName}.${el.className}`;
                if (style.filter !== "none") found.push(`changed colours: ${name}`);
                const ground = light(style.backgroundColor);
                if (ground !== null && ground < 0.8) found.push(`dark ground: ${name}`);
                const says = [...el.childNodes].some(n => n.nodeType === 3 && n.data.trim());
                if (says && light(style.color) > 0.45) found.push(`pale text: ${name}`);
              }
              return [...new Set(found)];
            }"""
        )
        assert not pale, f"{path.stem}: {pale}"
        shut = screen.evaluate(
            """() => [...document.querySelectorAll("article details")].filter(
                 fold => [...fold.children].some(el => el.localName !== "summary"
                   && !el.hidden && el.textContent.trim() && !el.getBoundingClientRect().height)
               ).map(fold => fold.textContent.trim().slice(0, 60))"""
        )
        assert not shut, f"{path.stem}: {shut}"
        screen.emulate_media(media="screen")
    screen.close()
