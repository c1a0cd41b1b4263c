"""The built book as readers meet it: offline, on a phone, by keyboard, without script, in the dark.

Pages are found in the built folder, so a new page is tested from its first build.
"""

import base64
import re
import threading
from collections import Counter
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from conftest import ROOT, run_build

PHONE, LAPTOP = 360, 1280
# off by default in axe, asked for here
EXTRA_RULES = ("label-content-name-mismatch", "target-size")
COLOUR_RULES = ("color-contrast", "link-in-text-block")
# a section page with all it loads, uncompressed; measured: 1,370 kB, 400 kB of it figures
PAGE_KB = 1600

# text that a reader without script cannot see, folded boxes not counted
UNREADABLE = """() => {
  const lost = [], texts = document.createTreeWalker(document.querySelector("article"), 4);
  while (texts.nextNode()) {
    const text = texts.currentNode.data.trim(), element = texts.currentNode.parentElement;
    if (!text || element.closest("script, style, summary, .headerlink, [hidden], [role=status]"))
      continue;
    const folded = element.closest("details:not([open])");
    if (!(folded?.querySelector("summary") ?? element).checkVisibility(
        { visibilityProperty: true, opacityProperty: true })) lost.push(text.slice(0, 60));
  }
  return lost;
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments) -> None:
        pass


@pytest.fixture(scope="module")
def pages(html: Path) -> list[str]:
    """Every page's path in the built folder; the first page is only a redirect to the index."""
    found = (p.relative_to(html) for p in html.rglob("*.html"))
    return sorted(
        p.as_posix() for p in found if p.as_posix() != "index.html" and p.parts[0] != "_static"
    )


@pytest.fixture(scope="module")
def addresses(html: Path):
    """The built book's addresses: {"file": "file:///…", "http": "http://127.0.0.1:…"}."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=html))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {"file": html.as_uri(), "http": f"http://127.0.0.1:{server.server_port}"}
    server.shutdown()
    server.server_close()


@contextmanager
def tab(browser, width: int = LAPTOP, **settings):
    """A fresh browser's page: no storage, no motion."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, reduced_motion="reduce", **settings
    )
    context.set_default_timeout(5000)
    yield context.new_page()
    context.close()


def section_page(html: Path, pages: list[str]) -> str:
    """The page with the most figures: the fullest section."""
    return max(pages, key=lambda p: (html / p).read_text(encoding="utf-8").count("<figure"))


def soup(html: Path, page: str) -> BeautifulSoup:
    return BeautifulSoup((html / page).read_text(encoding="utf-8"), "lxml")


# --- no browser needed ------------------------------------------------------


def test_every_figure_has_a_text_alternative_of_its_own(html, pages):
    faults, figures = [], 0
    for page in pages:
        for image in soup(html, page).select("article img"):
            figures += 1
            figure = image.find_parent("figure")
            caption = figure.figcaption if figure else None
            said = caption.select_one(".caption-text") if caption else None
            words = " ".join(image.get("alt", "").split())
            if len(words) < 20:
                faults.append(f"{page}: {image['src']}: no alternative text, or too short")
            elif re.search(r"\.(png|svg|jpe?g)$|[0-9a-f]{16}", words):
                faults.append(f"{page}: {image['src']}: the alternative text is a file name")
            elif said and words == " ".join(said.get_text().split()):
                faults.append(f"{page}: {image['src']}: the alternative text repeats the caption")
    assert figures, "no figure found in the book"
    assert not faults, "\n".join(faults)


def test_every_page_says_what_it_is_about(html, pages):
    for page in pages:
        built = soup(html, page)
        assert built.html.get("lang") == "en", page
        assert built.title.get_text(strip=True), page
        if built.select_one("article section"):
            description = built.select_one("meta[name=description]")
            assert description and len(description["content"]) > 20, page


def test_maths_is_written_without_a_script(small_book):
    page = small_book / "book/page.md"
    page.write_text(page.read_text() + "\nGrowth is $\\frac{b - a}{a}$.\n")
    assert run_build(small_book).returncode == 0
    written = (small_book / "_build/html/book/page.html").read_text(encoding="utf-8")
    assert "<mfrac>" in written
    assert "mathjax@" not in written.lower()


def test_a_formula_that_cannot_be_read_stops_the_build(small_book):
    page = small_book / "book/page.md"
    page.write_text(page.read_text() + "\n$$\\nosuchthing{x}$$\n")
    build = run_build(small_book)
    assert build.returncode != 0
    assert re.search(r"page\.md:\d+: WARNING: .*nosuchthing.*cannot be read", build.stdout)


# --- offline ----------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_nothing_is_asked_of_other_machines_and_no_error_is_logged(
    browser, pages, addresses, scheme
):
    faults = []
    with tab(browser) as page:
        here = {}
        context = page.context
        context.on("request", lambda r: r.url.startswith((addresses[scheme], "data:", "blob:"))
                   or faults.append(f"{here['page']} asks for {r.url}"))
        context.on("response", lambda r: r.status >= 400
                   and faults.append(f"{here['page']}: {r.status} {r.url}"))
        context.on("requestfailed", lambda r: faults.append(f"{here['page']}: no {r.url}"))
        context.on("console", lambda m: m.type in ("error", "warning")
                   and faults.append(f"{here['page']} logs {m.text}"))
        context.on("weberror", lambda e: faults.append(f"{here['page']} throws {e.error}"))
        # what scripts ask for later is the same in both schemes, so one of them waits for it
        until = {"file": "load", "http": "networkidle"}[scheme]
        for here["page"] in pages:
            page.goto(f"{addresses[scheme]}/{here['page']}", wait_until=until)
    assert not faults, "\n".join(faults)


@pytest.mark.browser
def test_the_front_door_leads_to_the_index(browser, addresses):
    with tab(browser) as page:
        page.goto(f"{addresses['file']}/index.html")
        page.wait_for_url("**/book/index.html")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["file", "http"])
def test_search_finds_a_word(browser, html, pages, addresses, scheme):
    target = section_page(html, pages)
    words = re.findall(r"\b[a-z]{9,}\b", soup(html, target).select_one("article section").text)
    word = max(set(words), key=len)
    with tab(browser, PHONE) as page:
        page.goto(f"{addresses[scheme]}/{pages[0]}")
        page.locator(".search-button:visible").click()
        page.keyboard.type(word)
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?*")
        result = page.locator(f"#search-results a[href*='{Path(target).name}']").first
        result.wait_for()
        result.click()
        page.wait_for_url(f"**/{target}*")


@pytest.mark.browser
def test_a_section_page_is_light(browser, html, pages, addresses):
    sizes = Counter()
    with tab(browser) as page:
        page.on("response", lambda r: sizes.update({r.url.split("?")[0]: len(r.body())}))
        page.goto(f"{addresses['http']}/{section_page(html, pages)}", wait_until="networkidle")
    weight = sum(sizes.values()) / 1000
    heaviest = "\n".join(f"{size / 1000:6.0f} kB {url}" for url, size in sizes.most_common(8))
    assert weight < PAGE_KB, f"{weight:.0f} kB\n{heaviest}"


# --- for every reader -------------------------------------------------------


def violations(page, only: tuple = ()) -> set[str]:
    """What axe finds on a page as it stands, as lines "rule selector"."""
    # preload fetches style sheets, which file:// forbids
    options = {"preload": False, "resultTypes": ["violations"]}
    if only:
        options["runOnly"] = list(only)
    else:
        options["rules"] = {rule: {"enabled": True} for rule in EXTRA_RULES}
    found = Axe().run(page, options=options).response["violations"]
    return {f"{fault['id']} {node['target'][0]}" for fault in found for node in fault["nodes"]}


@pytest.mark.browser
def test_axe_finds_no_violation_in_light_and_dark_wide_and_narrow(browser, pages, addresses):
    faults = []
    for name in pages:
        with tab(browser) as page:
            page.goto(f"{addresses['file']}/{name}")
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            # every rule wide and narrow, the rules about colour in each combination:
            # the others cannot see the colours
            for scheme, width, rules in (
                ("light", LAPTOP, ()),
                ("light", PHONE, COLOUR_RULES),
                ("dark", PHONE, ()),
                ("dark", LAPTOP, COLOUR_RULES),
            ):
                page.emulate_media(color_scheme=scheme)
                page.set_viewport_size({"width": width, "height": 800})
                page.wait_for_function(f"document.documentElement.dataset.theme == '{scheme}'")
                faults += [f"{name} {scheme} {width}: {v}" for v in violations(page, rules)]
    assert not faults, "\n".join(faults)


@pytest.mark.browser
def test_no_page_scrolls_sideways_on_a_phone(browser, pages, addresses):
    wide = []
    with tab(browser, PHONE) as page:
        for name in pages:
            page.goto(f"{addresses['file']}/{name}")
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            width = page.evaluate("document.documentElement.scrollWidth")
            if width > PHONE:
                wide.append(f"{name} is {width} px wide")
    assert not wide, "\n".join(wide)


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 390, 800])
def test_menu_and_contents_work_by_finger_and_by_key(browser, html, pages, addresses, width):
    address = f"{addresses['file']}/{section_page(html, pages)}"
    with tab(browser, width, has_touch=True) as page:
        page.goto(address)
        for toggle, dialog, link in (
            (".primary-toggle", "#pst-primary-sidebar-modal", "nav.bd-links a:not([href='#'])"),
            (".secondary-toggle", "#pst-secondary-sidebar-modal", "#pst-page-toc-nav a"),
        ):
            button, box, links = page.locator(toggle), page.locator(dialog), page.locator(link)
            links.first.wait_for(state="hidden")
            button.tap()
            links.first.wait_for(state="visible")
            assert not violations(page)
            box.get_by_role("button", name="Close").tap()
            links.first.wait_for(state="hidden")
            button.focus()
            page.keyboard.press("Enter")
            links.first.wait_for(state="visible")
            page.keyboard.press("Escape")
            links.first.wait_for(state="hidden")
            # the focus comes back to where the reader was
            page.wait_for_function("s => document.activeElement.matches(s)", arg=toggle)
            button.tap()
            chosen = links.last.get_attribute("href")
            links.last.tap()
            page.wait_for_url(f"**{chosen}")
            box.wait_for(state="hidden")
            page.goto(address)


@pytest.mark.browser
def test_the_side_menu_folds_on_a_laptop(browser, html, pages, addresses):
    with tab(browser) as page:
        page.goto(f"{addresses['file']}/{section_page(html, pages)}")
        link = page.locator("nav.bd-links a:not([href='#'])").last
        for state in ("hidden", "visible"):
            page.locator(".primary-toggle").focus()
            page.keyboard.press("Enter")
            link.wait_for(state=state)
        chosen = link.get_attribute("href")
        link.click()
        page.wait_for_url(f"**/{chosen}")


@pytest.mark.browser
def test_boxes_open_by_keyboard(browser, pages, addresses):
    opened, dead = 0, []
    with tab(browser, PHONE) as page:
        for name in pages:
            page.goto(f"{addresses['file']}/{name}")
            boxes = page.locator("article details:not([open])")
            while boxes.count():  # an outer box stands before the boxes inside it
                box = boxes.first.element_handle()
                box.query_selector(":scope > summary").focus()
                page.keyboard.press("Enter")
                if not box.evaluate("box => box.open"):
                    dead.append(f"{name}: {box.inner_text()[:60]}")
                    break
                opened += 1
    assert not dead, "\n".join(dead)
    assert opened, "no folded box found in the book"


@pytest.mark.browser
def test_all_text_is_readable_without_script(browser, pages, addresses):
    lost = []
    with tab(browser, PHONE, java_script_enabled=False) as page:
        for name in pages:
            if name == "search.html":  # says itself that it needs script
                continue
            page.goto(f"{addresses['file']}/{name}")
            assert page.evaluate("document.querySelector('article').innerText.length") > 50, name
            lost += [f"{name}: {text}" for text in page.evaluate(UNREADABLE)]
    assert not lost, "\n".join(lost)


def contrast(one: tuple, other: tuple) -> float:
    """WCAG's contrast of two sRGB colours (0–255): 1 to 21."""

    def luminance(colour):
        parts = [c / 255 for c in colour]
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), parts))

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_figures_keep_their_contrast(browser, html, pages, addresses, scheme):
    from PIL import Image

    style = (ROOT / "book/course.mplstyle").read_text(encoding="utf-8")
    lines = re.findall(r'"([0-9a-f]{6})"', re.search(r"color=\[(.*?)\]", style)[1])
    assert len(lines) >= 3
    colours = ["000000", *lines]
    bars = "".join(
        f'<rect x="{20 * i}" width="20" height="20" fill="#{c}"/>' for i, c in enumerate(colours)
    )
    picture = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 20">{bars}</svg>'
    source = "data:image/svg+xml;base64," + base64.b64encode(picture.encode()).decode()
    with tab(browser, color_scheme=scheme) as page:
        page.goto(f"{addresses['file']}/{section_page(html, pages)}")
        page.wait_for_function(f"document.documentElement.dataset.theme == '{scheme}'")
        image = page.locator("article .cell_output figure img").first
        image.evaluate("(image, source) => { image.src = source; return image.decode() }", source)
        seen = Image.open(BytesIO(image.screenshot())).convert("RGB")
        page.emulate_media(media="print")
        assert image.evaluate("image => getComputedStyle(image).filter") == "none"
    step = seen.width / 10
    ground = seen.getpixel((seen.width - 5, seen.height // 2))
    for i, colour in enumerate(colours):
        shown = seen.getpixel((round((i + 0.5) * step), seen.height // 2))
        needed = 4.5 if colour == "000000" else 3
        assert contrast(shown, ground) >= needed, f"#{colour} is shown as {shown} on {ground}"


def test_every_picture_says_its_size_so_that_links_into_a_page_hit(html):
    pages = [BeautifulSoup(path.read_text(), "html.parser") for path in html.glob("book/*.html")]
    pictures = [image for page in pages for image in page.select("article img")]
    assert pictures
    assert not [i["src"] for i in pictures if not (i.get("width") and i.get("height"))]
