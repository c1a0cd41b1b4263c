"""Claims and verdicts: one table, no faulty row let through, a guess that is remembered."""

import csv
import re

import pytest
from bs4 import BeautifulSoup
from conftest import record_tables, run_build
from course_claims import VERDICTS

def claim(**changes) -> dict:
    """A sound row of the table for the trial book's page."""
    row = {
        "id": "C99-1", "section": "C99", "type": "causal", "claim": "Armies build states, often.",
        "test": "A count of states, before and after.", "verdict": "partly",
        "reason": "Some did; *most* did not.", "sources": "brazinsky2007nation; powell2011global",
        "page": "page",
    }
    return row | changes


COLUMNS = tuple(claim())


def write_claims(book, *rows):
    with (book / "data/claims.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    record_tables(book)


@pytest.fixture
def claims_book(small_book):
    page = small_book / "book/page.md"
    page.write_text(page.read_text() + "\n```{claims}\n```\n\n## Verdict\n\n```{verdicts}\n```\n")
    write_claims(small_book, claim(), claim(id="C99-2", page="elsewhere"))
    return small_book


def test_a_faulty_claim_stops_the_build_with_one_message(claims_book):
    write_claims(claims_book, claim(sources="nobody1999nothing"))
    for _ in ("cold", "again"):
        result = run_build(claims_book)
        assert result.returncode != 0
        assert result.stdout.count("data/claims.csv: row 2, column sources: 'nobody") == 1


def test_a_page_without_claims_of_its_own_stops_the_build(claims_book):
    write_claims(claims_book, claim(id="C99-2", page="elsewhere"))
    result = run_build(claims_book)
    assert result.returncode != 0
    assert "data/claims.csv: no claim of page 'page'" in result.stdout


def test_the_claims_keep_the_verdict_back_and_the_verdicts_cite_their_sources(claims_book):
    result = run_build(claims_book)
    assert result.returncode == 0, result.stdout[-2000:]
    built = claims_book / "_build/html/book/page.html"
    page = BeautifulSoup(built.read_text(), "lxml")
    claims, verdicts = page.select("dl.claims")
    assert "C99-2" not in page.get_text()
    for part in (claims, verdicts):
        assert "Armies build states, often." in part.get_text()
    asked = claims.get_text(" ")
    assert "A count of states" in asked and "causal" in asked and "Some did" not in asked
    assert [i["value"] for i in claims.select("fieldset input")] == list(VERDICTS)
    assert not claims.select("input[checked]")
    assert verdicts.dt.get_text() == "C99-1 · partly" and verdicts.em
    cited = [link["href"] for link in verdicts.select("dd a") if "#id" in link["href"]]
    assert len(cited) == 2
    bibliography = (claims_book / "_build/html/book/index.html").read_text()
    assert "Powell" in bibliography and "Brazinsky" in bibliography

    write_claims(claims_book, claim(claim="Armies wreck states.", verdict="contested"))
    assert run_build(claims_book).returncode == 0
    assert "Armies wreck states." in built.read_text()
    assert "C99-1 · contested" in built.read_text()


@pytest.mark.browser
def test_a_guess_is_remembered_and_shown_again_beside_the_verdict(browser, html):
    address = (html / "book/korea.html").as_uri()
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    guess, again = page.locator("fieldset.guess").first, page.locator(".guess-again").first
    assert "none yet" in again.inner_text()
    guess.get_by_label("contested").focus()
    page.keyboard.press("Space")
    assert "Your guess: contested" in again.inner_text()
    page.reload()
    assert guess.get_by_label("contested").is_checked()
    assert "Your guess: contested" in again.inner_text()
    assert "none yet" in page.locator(".guess-again").nth(1).inner_text()
    context.close()


@pytest.mark.browser
def test_without_script_the_guess_is_a_choice_and_nothing_claims_to_remember_it(browser, html):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((html / "book/korea.html").as_uri())
    assert page.locator("fieldset.guess").first.is_visible()
    assert not page.locator(".guess-again").first.is_visible()
    verdict = page.locator("dl.claims").nth(1).locator("dt").first.inner_text()
    assert re.fullmatch(rf"C\d\d-\d+ · ({'|'.join(VERDICTS)})", verdict)
    context.close()
