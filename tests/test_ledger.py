"""The ledger shows every claim and error; filtering and sorting lose none and need no server."""

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from course_claims import VERDICTS
from course_data import read_rows

CLAIMS = read_rows(ROOT, "claims")
ERRORS = read_rows(ROOT, "article_errors")


@pytest.fixture(scope="module")
def ledger(html) -> BeautifulSoup:
    return BeautifulSoup((html / "book/claims.html").read_text(encoding="utf-8"), "lxml")


def smart(text: str) -> str:
    """Text as far as typography does not change it."""
    for mark in "’‘'":
        text = text.replace(mark, "'")
    return " ".join(text.replace("“", '"').replace("”", '"').replace("*", "").split())


def test_every_claim_stands_with_verdict_reason_test_and_a_cited_source(ledger):
    boxes = ledger.select(".ledger-list > li")
    assert len(boxes) == len(CLAIMS)
    for box, row in zip(boxes, CLAIMS):
        text = smart(box.get_text())
        for key in ("id", "verdict", "claim", "reason", "test"):
            assert smart(row[key]) in text, (row["id"], key)
        assert box["data-verdict"] == row["verdict"] and box["data-section"] == row["section"]
        cited = box.select("a[href*='bibliography.html#']")
        assert len(cited) == len([key for key in row["sources"].split("; ") if key]), row["id"]


def test_a_claim_links_to_its_page_as_soon_as_that_is_in_the_book(ledger, html):
    for box, row in zip(ledger.select(".ledger-list > li"), CLAIMS):
        linked = bool(box.select(f"a[href='{row['page']}.html']"))
        assert linked == (html / f"book/{row['page']}.html").exists(), row["id"]


def test_every_error_stands_with_its_correction_and_a_cited_source(ledger):
    terms = ledger.select("dl.ledger-errors > dt")
    assert [term.get_text().split(" · ")[0] for term in terms] == [row["id"] for row in ERRORS]
    for term, row in zip(terms, ERRORS):
        body = term.find_next_sibling("dd")
        assert row["class"] in term.get_text()
        assert smart(row["problem"])[1:] in smart(body.get_text())
        assert smart(row["correction"]) in smart(body.get_text())
        assert body.select("a[href*='bibliography.html#']"), row["id"]


@pytest.fixture
def page(browser, html):
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto((html / "book/claims.html").as_uri())
    yield page
    context.close()


def shown(page) -> list[str]:
    return page.eval_on_selector_all(
        ".ledger-list > li", "all => all.filter(c => c.checkVisibility()).map("
        "c => c.querySelector('.ledger-id').textContent)"
    )


@pytest.mark.browser
def test_filters_combine_and_the_count_is_said(page):
    page.get_by_label("Verdict").select_option("contested")
    page.get_by_label("Type").select_option("causal")
    wanted = [r["id"] for r in CLAIMS if r["verdict"] == "contested" and r["type"] == "causal"]
    assert wanted and shown(page) == wanted
    said = page.locator(".ledger-tools [role=status]")
    assert said.inner_text() == f"{len(wanted)} of {len(CLAIMS)} claims"
    section = next(r["section"] for r in CLAIMS if r["id"] == wanted[0])
    page.get_by_label("Section", exact=True).select_option(section)
    assert wanted[0] in shown(page)
    assert {r["section"] for r in CLAIMS if r["id"] in shown(page)} == {section}
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function(f"document.querySelector('.ledger-tools [role=status]').textContent"
                           f" == '{len(CLAIMS)} of {len(CLAIMS)} claims'")
    assert shown(page) == [row["id"] for row in CLAIMS]


@pytest.mark.browser
def test_words_find_claims_and_nonsense_finds_none(page):
    page.get_by_label("Words").fill("korea democracy")
    assert "C04-3" in shown(page) and len(shown(page)) < len(CLAIMS) / 2
    page.get_by_label("Words").fill("xyzzy")
    assert shown(page) == []
    assert page.locator(".ledger-tools [role=status]").inner_text().startswith("0 of ")


@pytest.mark.browser
def test_sorting_by_verdict_keeps_every_claim_and_the_articles_order_within(page):
    page.get_by_label("Sort by").select_option("verdict")
    order = sorted(CLAIMS, key=lambda row: VERDICTS.index(row["verdict"]))
    assert shown(page) == [row["id"] for row in order]
    page.get_by_label("Sort by").select_option("article")
    assert shown(page) == [row["id"] for row in CLAIMS]


@pytest.mark.browser
def test_the_ledger_works_by_keyboard_alone(page):
    page.get_by_label("Verdict").focus()
    page.keyboard.press("ArrowDown")
    assert {r["verdict"] for r in CLAIMS if r["id"] in shown(page)} == {"supported"}
    first = page.locator(".ledger-list > li:not([hidden]) summary").first
    first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".ledger-list details[open] p").first.is_visible()


@pytest.mark.browser
def test_without_script_all_claims_stand_and_no_dead_control_shows(browser, html):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / "book/claims.html").as_uri())
    assert not page.locator(".ledger-tools").is_visible()
    assert page.locator(".ledger-list > li:visible").count() == len(CLAIMS)
    context.close()
