"""A term's definition shows beside its link by mouse and by key, and follows the glossary."""

import html as entities

import pytest
from bs4 import BeautifulSoup
from conftest import run_build


def term_links(path) -> list:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml").select("a[href*='#term-']")


def test_every_term_on_a_page_carries_its_definition(html):
    links = term_links(html / "book/korea.html")
    assert len(links) >= 9
    for link in links:
        assert len(link["data-bs-title"].split()) >= 4, link.get_text()
        # a citation's key says nothing to a reader
        assert not any(ref in link["data-bs-title"] for ref in ("2011global", "{cite"))
    glossary = BeautifulSoup((html / "book/glossary.html").read_text(encoding="utf-8"), "lxml")
    armistice = next(link for link in links if link.get_text() == "armistice")
    target = glossary.find(id=armistice["href"].split("#")[1])
    said = target.find_next("dd").get_text(" ", strip=True).replace("’", "'")
    assert armistice["data-bs-title"].replace("’", "'") == said


@pytest.mark.browser
def test_a_definition_shows_on_focus_and_on_hover_and_goes_with_escape(browser, html):
    context = browser.new_context()
    page = context.new_page()
    page.goto((html / "book/korea.html").as_uri())
    link = page.locator("a[href*='#term-developmental-state']").first
    tip = page.locator("[role=tooltip]")
    for reach in (link.focus, link.hover):
        reach()
        tip.wait_for(state="visible")
        assert tip.inner_text() == link.get_attribute("data-bs-original-title") or (
            tip.inner_text() == link.get_attribute("data-bs-title"))
        # announced: the link is described by the tip
        assert link.get_attribute("aria-describedby") == tip.get_attribute("id")
        page.keyboard.press("Escape")
        tip.wait_for(state="detached")
        link.blur()
        page.mouse.move(0, 0)
    context.close()


def test_an_edited_definition_reaches_the_pages_that_use_the_term(small_book):
    assert run_build(small_book).returncode == 0
    (link,) = term_links(small_book / "_build/html/book/page.html")
    assert link["data-bs-title"] == "An illegal try to seize the executive."
    index = small_book / "book/index.md"
    text = index.read_text().replace("An illegal try", "An “illegal” & open try")
    index.write_text(text)
    assert run_build(small_book).returncode == 0
    (link,) = term_links(small_book / "_build/html/book/page.html")
    assert entities.unescape(link["data-bs-title"]).startswith("An “illegal” & open try")
