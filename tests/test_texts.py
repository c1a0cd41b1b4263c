"""Claims, dates, questions, terms and references hold together; a broken one is refused by place."""

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from check_tables import faults as table_faults
from check_texts import definitions, faults, main
from conftest import ROOT, run_build
from course_citations import authors, letter_years
from course_data import read_rows
from pybtex.database import parse_file

WORKS = parse_file(str(ROOT / "book/references.bib")).entries


# -- the texts as they stand


def test_all_texts_hold_together():
    assert faults(ROOT) == []


def test_every_reference_is_cited_somewhere():
    texts = [*ROOT.glob("book/*.md"), *ROOT.glob("book/questions/*.yml"), *ROOT.glob("data/*.csv"),
             ROOT / "data/datapackage.json"]
    words = set(re.findall(r"[a-z]+\d{4}[a-z]+", "\n".join(p.read_text("utf-8") for p in texts)))
    assert set(WORKS) - words == set()


def test_the_bibliography_keeps_capitals_and_one_alphabet(html):
    page = BeautifulSoup((html / "book/bibliography.html").read_text("utf-8"), "lxml")
    works = [" ".join(p.get_text().split()) for p in page.select(".citation > p")]
    assert len(works) > 100
    assert any("United Nations Peacekeeping and Civilian Protection" in work for work in works)
    # an organisation stands between two people; every date is said once
    people = [i for i, w in enumerate(works) if w.startswith(("Haggard, Stephan", "Huntington, Samuel"))]
    rights = next(i for i, w in enumerate(works) if w.startswith("Human Rights Watch"))
    assert people[0] < rights < people[1]
    assert not [w for w in works if re.search(r"\b(\d{4}), \1\.", w)]
    assert not [w for w in works if re.search(r"[\\{}`]", w)]


def test_no_two_works_are_cited_alike(html):
    works = parse_file(str(ROOT / "book/references.bib")).entries
    letter_years(works.values())
    labels = [(authors(work), work.fields["year"]) for work in works.values()]
    assert len(set(labels)) == len(labels)
    letter_years(works.values())  # the next build starts from letters
    assert [(authors(work), work.fields["year"]) for work in works.values()] == labels
    somalia = (html / "book/somalia.html").read_text("utf-8")
    assert "2018a" in somalia and "2018b" in somalia  # two books by Williams


def test_the_glossary_has_eighty_terms_each_defined_in_few_words():
    text = (ROOT / "book/glossary.md").read_text(encoding="utf-8")
    terms = [term for term, _ in definitions(text)]
    assert len(terms) >= 80
    for names, meaning in blocks(text):
        words = re.sub(r"\s*\{cite:\w+\}`[^`]+`", "", meaning).split()
        assert 4 <= len(words) <= 60, names
        assert meaning.endswith("."), names


def blocks(text: str) -> list[tuple[str, str]]:
    """The glossary's entries: names, and the meaning on one line."""
    body = re.search(r"(?ms)^:::\{glossary\}\n(.*?)^:::", text)[1]
    found = re.findall(r"(?m)((?:^\S.*\n)+)((?:^ .*\n)+)", body)
    return [(names.strip(), " ".join(meaning.split())) for names, meaning in found]


def test_the_glossary_stands_in_alphabetical_order():
    names = [name.split("\n")[0] for name, _ in blocks((ROOT / "book/glossary.md").read_text("utf-8"))]
    # a hyphen or an accent does not change a word's place
    plain = [re.sub(r"[^a-z0-9 ]", "", re.sub("[-–]", " ", n.lower().replace("é", "e"))) for n in names]
    assert plain == sorted(plain)


def test_every_section_of_the_article_has_claims_and_every_claim_a_page():
    claims, sections = read_rows(ROOT, "claims"), read_rows(ROOT, "sections")
    assert len(claims) >= 70
    chapters = {row["id"][:3] for row in sections}
    assert {row["section"][:3] for row in claims} == chapters
    untested = {row["page"] for row in sections} - {row["page"] for row in claims}
    assert untested == {"index"}, "a page without claims"
    for claim in claims:
        assert claim["id"][:3] == claim["section"][:3]
        assert len(claim["reason"].split()) >= 8, claim["id"]


def test_the_fifteen_errors_are_classed_corrected_and_sourced():
    errors = {row["id"]: row for row in read_rows(ROOT, "article_errors")}
    assert list(errors) == [f"E{number}" for number in range(1, 16)]
    assert [i for i, e in errors.items() if e["class"] == "error of fact"] == ["E1"]
    assert all(row["correction"] and row["sources"] for row in errors.values())


def test_the_timeline_has_a_hundred_facts_in_order_of_date():
    rows = read_rows(ROOT, "timeline")
    assert len(rows) >= 100
    cases = list(dict.fromkeys(row["case"] for row in rows))
    assert [(r["case"], r["date"]) for r in rows] == sorted(
        ((r["case"], r["date"]) for r in rows), key=lambda pair: (cases.index(pair[0]), pair[1])
    )
    assert {row["status"] for row in rows} == {"firm", "disputed"}


def test_a_fact_cites_no_work_older_than_itself():
    """A book cannot tell what came after it was printed."""
    for row in read_rows(ROOT, "timeline"):
        newest = max(int(WORKS[key].fields["year"]) for key in row["sources"].split("; "))
        assert newest >= int((row["end"] or row["date"])[:4]), (row["date"], row["fact"])


def test_every_page_of_the_article_has_its_questions():
    pages = {row["page"] for row in read_rows(ROOT, "sections")} - {"index"}
    assert {path.stem for path in ROOT.glob("book/questions/*.yml")} == pages


# -- damaged copies


@pytest.fixture
def copy(tmp_path) -> Path:
    """A folder with a copy of all shared material."""
    for folder in ("data", "book"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    return tmp_path


def edit(file: str, old: str, new: str):
    """Return a damage: the first `old` of the file becomes `new`."""

    def damage(root: Path) -> None:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} holds no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return damage


def cell(table: str, number: int, **values: str):
    """Return a damage: other values in row `number` (the header is row 1) of a table."""

    def damage(root: Path) -> None:
        rows = read_rows(root, table)
        rows[number - 2].update(values)
        with (root / f"data/{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return damage


def options(change):
    """Return a damage: `change` is made to the first question's options on the Korea page."""

    def damage(root: Path) -> None:
        path = root / "book/questions/korea.yml"
        questions = yaml.safe_load(path.read_text(encoding="utf-8"))
        change(questions[1]["options"])
        path.write_text(yaml.safe_dump(questions, sort_keys=False, allow_unicode=True), "utf-8")

    return damage


def reference(root: Path) -> None:
    path = root / "data/datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"][0]["references"] = ["nobody1999nothing"]
    path.write_text(json.dumps(package), encoding="utf-8")


KOREA = "book/questions/korea.yml"
DAMAGE = {
    "a claim without a source": (
        cell("claims", 2, sources="", verdict="contested"),
        "data/claims.csv: row 2, column sources: a verdict 'contested' without a source"),
    "a claim that cites an unknown work": (
        cell("claims", 2, sources="nobody1999nothing"),
        "data/claims.csv: row 2, column sources: 'nobody1999nothing' is not in book/references"),
    "an error without a source": (
        cell("article_errors", 3, sources=""),
        "data/article_errors.csv: row 3, column sources: a row without a source"),
    "a citation in a claim's text that leads nowhere": (
        cell("claims", 3, reason="So says {cite:t}`nobody1999nothing`."),
        "data/claims.csv: row 3, column reason: 'nobody1999nothing' is not in"),
    "a term in a claim that nobody defines": (
        cell("claims", 3, reason="It is {term}`gunboatism`."),
        "data/claims.csv: row 3, column reason: the term 'gunboatism' is not defined"),
    "a day that is in no calendar": (
        cell("timeline", 2, date="1950-02-30", precision="day"),
        "data/timeline.csv: row 2, column date: '1950-02-30' is no date"),
    "a date written another way": (
        cell("timeline", 2, date="25 June 1950", precision="day"),
        "data/timeline.csv: row 2, column date: '25 June 1950' is no date"),
    "a date less precise than it says": (
        cell("timeline", 2, date="1950-06", end="", precision="day"),
        "data/timeline.csv: row 2, column date: '1950-06' is not precise to the day"),
    "an end before its beginning": (
        cell("timeline", 2, date="1950", end="1949", precision="year"),
        "data/timeline.csv: row 2, column end: 1949 is before 1950"),
    "a fact yet to come": (
        cell("timeline", 2, date="2950", end="", precision="year"),
        "data/timeline.csv: row 2, column date: 2950 is yet to come"),
    "a fact without a source": (
        cell("timeline", 2, sources=""),
        "data/timeline.csv: row 2, column sources: a row without a source"),
    "a question with two right answers": (
        options(lambda o: [one.update(correct=True) for one in o[:2]]),
        f"{KOREA}: line "),
    "a question with no right answer": (
        options(lambda o: [one.update(correct=False) for one in o]),
        f"{KOREA}: line "),
    "an option without feedback": (
        options(lambda o: o[2].pop("feedback")), f"{KOREA}: line "),
    "questions of a page that is not planned": (
        lambda root: shutil.copy(root / KOREA, root / "book/questions/atlantis.yml"),
        "book/questions/atlantis.yml: no page is named 'atlantis' in data/sections.csv"),
    "questions that are no YAML": (
        edit(KOREA, "  question:", "  question"), f"{KOREA}: no valid YAML"),
    "a question that cites an unknown work": (
        edit(KOREA, "brazinsky2007nation", "nobody1999nothing"), f"{KOREA}: line "),
    "a term used but not defined": (
        edit("book/korea.md", "{term}`developmental state`", "{term}`developing state`"),
        "book/korea.md: line "),
    "a term defined twice": (
        edit("book/glossary.md", "\ndeterrence\n", "\nArmistice\n  Twice.\n\ndeterrence\n"),
        "book/glossary.md: line "),
    "a page that cites an unknown work": (
        edit("book/korea.md", "brazinsky2007nation", "nobody1999nothing"),
        "book/korea.md: line "),
    "a work that stands twice": (
        edit("book/references.bib", "@", "@book{chang2015protest,\n}\n\n@"),
        "book/references.bib: line "),
    "a key of another form": (
        edit("book/references.bib", "{chang2015protest,", "{Chang2015,"),
        "book/references.bib: line "),
    "a work without a title": (
        edit("book/references.bib", "  title = {Protest Dialectics", "  note = {Protest Dialectics"),
        "book/references.bib: entry 'chang2015protest' has no title"),
    "a key of another year": (
        edit("book/references.bib", "address = {Stanford, CA}, year = {2015}",
             "address = {Stanford, CA}, year = {2016}"),
        "book/references.bib: entry 'chang2015protest' is of 2016; its key says 2015"),
    "references in another encoding": (
        lambda root: (root / "book/references.bib").write_bytes("Þórr".encode("latin-1")),
        "book/references.bib: not UTF-8"),
    "a page in another encoding": (
        lambda root: (root / "book/korea.md").write_bytes("Séoul".encode("latin-1")),
        "book/korea.md: not UTF-8"),
    "no references": (
        lambda root: (root / "book/references.bib").unlink(),
        "book/references.bib: there is no such file"),
    "a table whose reference is unknown": (
        reference,
        "data/datapackage.json: table us_troops: its reference 'nobody1999nothing' is not in"),
}
SAID = {
    "a question with two right answers": "'real-dollars': 2 options are right",
    "a question with no right answer": "'real-dollars': no option is right",
    "an option without feedback": "'real-dollars': option C: 'feedback' is missing",
    "a question that cites an unknown work": "'nobody1999nothing' is not in book/references.bib",
    "a term used but not defined": "the term 'developing state' is not defined in the glossary",
    "a term defined twice": "the term 'Armistice' is defined twice, first at book/glossary.md, line",
    "a page that cites an unknown work": "'nobody1999nothing' is not in book/references.bib",
    "a work that stands twice": "the key 'chang2015protest' stands twice",
    "a key of another form": "the key 'Chang2015' is not made of author, year and word",
}


def test_the_copy_holds_together_before_it_is_damaged(copy):
    assert faults(copy) == []


@pytest.mark.parametrize("kind", DAMAGE)
def test_damaged_material_is_refused_with_file_place_and_reason(copy, kind):
    damage, start = DAMAGE[kind]
    damage(copy)
    found = faults(copy)
    assert any(line.startswith(start) and SAID.get(kind, "") in line for line in found), found


SCALES = {
    "a verdict that is not on the scale": (
        cell("claims", 2, verdict="true"), "row 2, column verdict: 'true' is not one of: supported"),
    "a type of claim that does not exist": (
        cell("claims", 2, type="poetic"), "row 2, column type: 'poetic' is not one of: causal"),
    "a section that the article has not": (
        cell("claims", 2, section="C99"), "row 2, column section: 'C99' is not in data/sections"),
    "a page that is not planned": (
        cell("claims", 2, page="atlantis"), "row 2, column page: 'atlantis' is not in data/sections"),
}


@pytest.mark.parametrize(("damage", "message"), SCALES.values(), ids=SCALES)
def test_a_claim_off_the_scales_is_refused_by_its_description(copy, damage, message):
    damage(copy)
    names = {"claims", "sections"}
    path = copy / "data/datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [t for t in package["resources"] if t["name"] in names]
    path.write_text(json.dumps(package), encoding="utf-8")
    for other in [*copy.glob("data/*.csv"), *copy.glob("data/*.geojson")]:
        if other.stem not in names:
            other.unlink()
    found = table_faults(copy)
    assert [line for line in found if line.startswith(f"data/claims.csv: {message}")], found


def test_make_book_refuses_in_the_validators_own_words(small_book, capsys):
    page = small_book / "book/page.md"
    page.write_text(page.read_text() + "\nSee {term}`gunboatism`.\n")
    assert main(["--root", str(small_book)]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    built = run_build(small_book)
    assert built.returncode != 0 and line in built.stdout
    assert not (small_book / "_build/html").exists(), "a book was built from damaged material"
