"""Every section page has the parts that a reader may count on, in the same order."""

import re
from pathlib import Path

import pytest
import yaml
from conftest import ROOT
from pages import prose_words, section_pages

PARTS = [
    "What you will be able to do",
    "The claims under test",
    "The case at its strongest",
    "The evidence",
    "What the figures cannot show",
    "The verdict",
    "Reflect",
    "Check yourself",
    "The lab",
    "Key terms",
    "Further reading",
]
# chapter pages that open sub-sections have less to say of their own
OPENING = {"tools", "cases", "civil-military", "humanitarian"}
SECTIONS = section_pages()
each_page = pytest.mark.parametrize("page", SECTIONS, ids=lambda page: page.stem)


def part(page, heading):
    """The text under one second-level heading."""
    return re.split(r"^## ", page.markdown.split(f"## {heading}\n")[1], flags=re.M)[0]


def test_there_are_section_pages():
    assert SECTIONS, "no page in _toc.yml has a question in its front matter"


@each_page
def test_the_parts_stand_in_order(page):
    assert re.findall(r"^## (.+)$", page.markdown, flags=re.M) == PARTS


@each_page
def test_the_page_opens_with_a_puzzle_built_on_a_figure_from_the_data(page):
    opening = page.markdown.split("\n## ")[0]
    assert "{glue:text}" in opening and "?" in opening


@each_page
def test_front_matter_and_text_name_the_same_minutes(page):
    assert page.front["question"].endswith("?")
    assert isinstance(page.front["minutes"], int)
    assert f"{page.front['minutes']} minutes" in part(page, PARTS[0])


@each_page
def test_objectives_are_numbered_and_start_with_a_verb(page):
    objectives = re.findall(r"^\d\. (\w+)", part(page, PARTS[0]), flags=re.M)
    assert len(objectives) >= 3
    vague = {"understand", "know", "learn", "appreciate", "be"}
    assert not vague & {word.lower() for word in objectives}


@each_page
def test_the_page_uses_its_claims_verdicts_questions_and_lab(page):
    for heading, directive in [
        ("The claims under test", "{claims}"),
        ("The verdict", "{verdicts}"),
        ("Check yourself", "{quiz}"),
        ("The lab", "{lab}"),
    ]:
        assert f"```{directive}" in part(page, heading)


def chapters() -> dict[str, str]:
    """Page -> the page of its chapter: itself, or the one that it stands below in _toc.yml."""
    contents = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    found = {}
    for part_of_book in contents["parts"]:
        for chapter in part_of_book["chapters"]:
            name = Path(chapter["file"]).name
            found[name] = name
            found |= {Path(page["file"]).name: name for page in chapter.get("sections", [])}
    return found


@each_page
def test_a_page_leads_to_the_lab_of_its_chapter(page):
    chapter = chapters()[page.stem]
    assert f"```{{lab}} {chapter}\n```" in part(page, "The lab")
    assert (ROOT / f"exercises/{chapter}.ipynb").exists()


@each_page
def test_the_verdict_names_a_number_against_itself(page):
    against = part(page, "The verdict").split("**A number against")
    assert len(against) == 2 and "{glue:text}" in against[1]


@each_page
def test_every_figure_has_caption_source_and_alternative_text(page):
    assert len(page.figures) >= (1 if page.stem in OPENING else 2)
    drawn = [cell for cell in page.cells if "plt.show()" in cell.source]
    assert len(drawn) == len(page.figures), "a figure's cell has no mystnb figure settings"
    for name, settings in page.figures.items():
        caption, alt = settings["figure"]["caption"], settings["image"]["alt"]
        assert caption.startswith("**") and "{source}`" in caption, name
        assert len(alt.split()) >= 12 and not re.search(r"\{\w+\}|\.png", alt), name


@each_page
def test_a_cell_fits_a_beginners_eye(page):
    for cell in page.cells:
        if "remove-cell" not in cell.metadata.get("tags", []):
            lines = [line for line in cell.source.splitlines() if line.strip()]
            assert len(lines) <= 15, cell.source
            assert max(map(len, lines)) <= 72, cell.source


@each_page
def test_the_page_is_neither_a_stub_nor_a_book(page):
    fewest = 500 if page.stem in OPENING else 900
    assert fewest <= prose_words(page) <= 2000


@each_page
def test_a_disputed_figure_has_its_ledger_of_choices(page):
    ledgers = [c for c in page.cells if "ledger" in c.metadata.get("tags", [])]
    assert ledgers or page.stem in OPENING
    assert page.markdown.count("**A ledger of choices.**") == len(ledgers)
    for cell in ledgers:
        assert "hide-cell" in cell.metadata["tags"]
        prompt = cell.metadata["mystnb"]["code_prompt_show"]
        assert prompt.startswith("Show the ledger of choices: ") and prompt.endswith("?")


@each_page
def test_each_try_it_has_a_hint_and_a_solution_that_runs(page):
    tries = re.findall(r"\{admonition\} Try it (\d)", page.markdown)
    solutions = [c for c in page.cells if "solution" in c.metadata.get("tags", [])]
    assert len(tries) >= 2 and len(tries) == len(solutions)
    assert page.markdown.count("{admonition} Hint") == len(tries)
    for cell, number in zip(solutions, tries):
        assert "hide-cell" in cell.metadata["tags"]
        assert cell.metadata["mystnb"]["code_prompt_show"].endswith(f"try it {number}")


@each_page
def test_two_or_three_prompts_ask_for_reflection(page):
    assert 2 <= len(re.findall(r"^\d\. ", part(page, "Reflect"), flags=re.M)) <= 3


@each_page
def test_key_terms_are_glossary_terms_and_reading_is_cited(page):
    assert part(page, "Key terms").count("{term}`") >= 3
    assert part(page, "Further reading").count("{cite:t}`") >= 2


@each_page
def test_quotation_and_navigation_debris_of_the_article_stay_out(page):
    assert "See also" not in page.markdown
