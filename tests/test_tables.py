"""Every table is what its description says, and a damaged one is refused by name and row."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from check_tables import checksum, faults
from conftest import ROOT, run_build
from course_data import source_line
from pybtex.database import parse_file

PACKAGE = json.loads((ROOT / "data/datapackage.json").read_text(encoding="utf-8"))
TABLES = {table["name"]: table for table in PACKAGE["resources"]}
each_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
WITH_COLUMNS = {name: table for name, table in TABLES.items() if "schema" in table}
each_table_with_columns = pytest.mark.parametrize(
    "table", WITH_COLUMNS.values(), ids=WITH_COLUMNS
)


def check(root: Path, *options: str) -> subprocess.CompletedProcess:
    """Run the command that `make book` runs, on another folder."""
    command = [sys.executable, ROOT / "scripts/check_tables.py", "--root", root, *options]
    return subprocess.run(command, text=True, capture_output=True)


# -- the tables as they stand

def test_every_table_is_as_described():
    assert faults(ROOT) == []


def test_frictionless_itself_finds_the_package_valid():
    from frictionless import Package

    report = Package(str(ROOT / "data/datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "type", "note"])
    files = [*(ROOT / "data").glob("*.csv"), *(ROOT / "data").glob("*.geojson")]
    assert {task.name for task in report.tasks} == {path.stem for path in files}


def test_all_tables_together_are_small():
    size = sum((ROOT / "data" / table["path"]).stat().st_size for table in TABLES.values())
    assert size < 3_000_000, f"{size:,} bytes"


@each_table
def test_every_table_says_who_made_it_and_what_readers_may_do(table):
    assert table["sources"][0]["role"] == "producer"
    assert len(table["citation"]) > 40 and table["coverage"] and table["recipe"]
    assert table["description"].startswith("One row is " if "schema" in table else "One feature is ")
    for licence in table["licenses"]:
        assert licence["path"].startswith("https://") or (ROOT / "data" / licence["path"]).exists()
    for file in table["retrieved"]:
        assert len(file["commit"]) == 40 and file["path"]
    # a table made by hand names the source in each row instead of a file it came from
    columns = {field["name"] for field in table.get("schema", {}).get("fields", ())}
    assert table["retrieved"] or table["name"] == "sections" or columns & {"sources", "source_url"}


# a table that the course made by hand is its own work; its rows name their sources
TAKEN_OVER = {
    name: table for name, table in TABLES.items()
    if not table["citation"].startswith("The course team")
}


@pytest.mark.parametrize("table", TAKEN_OVER.values(), ids=TAKEN_OVER)
def test_a_citation_names_author_and_year_of_the_tables_first_reference(table):
    work = parse_file(str(ROOT / "book/references.bib")).entries[table["references"][0]]
    author = work.persons["author"][0]
    name = " ".join(author.prelast_names + author.last_names)
    assert re.sub(r"[{}\\]", "", name) in table["citation"]
    assert work.fields["year"] in table["citation"]


@each_table_with_columns
def test_every_column_of_numbers_has_a_unit_and_a_range(table):
    for field in table["schema"]["fields"]:
        if field["type"] in ("integer", "number"):
            assert field.get("unit"), field["name"]
            assert {"minimum", "maximum"} <= set(field["constraints"]), field["name"]


@each_table_with_columns
def test_no_number_lies_outside_its_range_by_a_second_count(table):
    """The same rule counted by pandas, in case the checker looked at nothing."""
    rows = pd.read_csv(ROOT / "data" / table["path"], keep_default_na=False, na_values=[""])
    assert list(rows.columns) == [field["name"] for field in table["schema"]["fields"]]
    assert not rows.duplicated(table["schema"]["primaryKey"]).any()
    codes = pd.read_csv(ROOT / "data/countries.csv", keep_default_na=False)["iso3"]
    assert "iso3" not in rows or rows["iso3"].isin(codes).all()
    for field in table["schema"]["fields"]:
        if field["type"] in ("integer", "number"):
            values = rows[field["name"]].dropna()
            limits = field["constraints"]
            assert values.between(limits["minimum"], limits["maximum"]).all(), field["name"]


def test_a_share_alike_table_keeps_its_licence():
    licences = {name: {one["name"] for one in table["licenses"]} for name, table in TABLES.items()}
    assert licences["us_troops"] == {"GPL-3.0-or-later"}
    assert licences["us_construction"] == {"GPL-3.0-or-later"}
    assert licences["afghan_survey"] == licences["peacekeeping_missions"] == {"GPL-2.0-only"}
    assert licences["democracy"] == licences["military_executive"] == {"CC-BY-SA-4.0"}
    for name in ("GPL-2.0.txt", "GPL-3.0.txt"):
        text = (ROOT / "data" / name).read_text()
        assert "GNU GENERAL PUBLIC LICENSE" in text and "END OF TERMS AND CONDITIONS" in text


def test_the_readme_in_data_names_every_table_with_its_licence():
    lines = (ROOT / "data/README.md").read_text(encoding="utf-8").splitlines()
    for table in TABLES.values():
        (line,) = (line for line in lines if line[:1] == "-" and f"`{table['path']}`" in line)
        for licence in table["licenses"]:
            assert licence["title"] in line, (table["name"], licence["title"])


def test_a_blank_head_count_says_why():
    troops = pd.read_csv(ROOT / "data/us_troops.csv")
    blank = troops["active_duty"].isna()
    assert set(troops.loc[blank, "flag"]) == {"no_report_1951_52", "not_disclosed"}
    assert set(troops.loc[~blank, "flag"]) == {"reported", "estimate_not_dmdc"}


def test_every_band_holds_its_estimate():
    rows = pd.read_csv(ROOT / "data/democracy.csv").dropna(subset=["electoral"])
    assert rows["electoral"].between(rows["electoral_low"], rows["electoral_high"]).all()


def test_aid_in_two_prices_is_blank_in_the_same_rows_and_equal_in_the_base_year():
    aid = pd.read_csv(ROOT / "data/us_aid.csv")
    for kind in ("military", "economic"):
        nominal, constant = aid[f"{kind}_nominal"], aid[f"{kind}_constant"]
        assert (nominal.isna() == constant.isna()).all()
        base = aid["fiscal_year"] == 2020
        assert (nominal[base].dropna() == constant[base].dropna()).all()


# -- damaged copies

@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A folder with countries and US troops alone, described and sound."""
    (tmp_path / "data").mkdir()
    for name in ("countries.csv", "us_troops.csv", "GPL-3.0.txt"):
        shutil.copy(ROOT / "data" / name, tmp_path / "data")
    package = dict(PACKAGE, resources=[TABLES["us_troops"], TABLES["countries"]])
    (tmp_path / "data/datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return tmp_path


def replace(file, row, old, new):
    """Change `old` to `new` in one row (the header is row 1)."""
    def damage(root):
        path = root / "data" / file
        lines = path.read_text(encoding="utf-8").split("\n")
        assert old in lines[row - 1], lines[row - 1]
        lines[row - 1] = lines[row - 1].replace(old, new, 1)
        path.write_text("\n".join(lines), encoding="utf-8", newline="\n")
    return damage


def drop_column(root):
    path = root / "data/us_troops.csv"
    lines = path.read_text().splitlines()
    without = (",".join(line.split(",")[:2] + line.split(",")[3:]) for line in lines)
    path.write_text("\n".join(without) + "\n")


def repeat_row(root):
    path = root / "data/us_troops.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join(lines[:5] + [lines[4]] + lines[5:]))


def cut_last_line(root):
    path = root / "data/us_troops.csv"
    path.write_bytes(path.read_bytes()[:-6])


def cut_line_end(root):
    path = root / "data/us_troops.csv"
    path.write_bytes(path.read_bytes()[:-1])


def break_encoding(root):
    path = root / "data/countries.csv"
    whole = path.read_bytes()
    broken = whole.replace("Réunion".encode(), "Réunion".encode("latin-1"))
    assert broken != whole
    path.write_bytes(broken)


def save_for_windows(root):
    path = root / "data/countries.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))


def delete_table(root):
    (root / "data/us_troops.csv").unlink()


def add_undescribed(root):
    (root / "data/extra.csv").write_text("a,b\n1,2\n")


def delete_licence(root):
    (root / "data/GPL-3.0.txt").unlink()


TROOPS = "us_troops.csv"
DAMAGE = {
    "a missing column": (drop_column, "us_troops.csv: row 1: column active_duty is missing"),
    "a renamed column": (replace(TROOPS, 1, "flag", "remark"),
                         "us_troops.csv: row 1: column flag is missing"),
    "columns swapped": (replace(TROOPS, 1, "active_duty,guard_reserve",
                                "guard_reserve,active_duty"), "us_troops.csv: row 1: the columns"),
    "a duplicate key": (repeat_row, "us_troops.csv: row 6: iso3 AFG, year 1953 stands twice"),
    "a negative head-count": (replace(TROOPS, 2, "AFG,1950,4", "AFG,1950,-4"),
                              "us_troops.csv: row 2, column active_duty: -4 is below 0"),
    "an impossible head-count": (replace(TROOPS, 2, "AFG,1950,4", "AFG,1950,4000000"),
                                 "us_troops.csv: row 2, column active_duty: 4000000 is above"),
    "a wrong country code": (replace(TROOPS, 3, "AFG", "AFX"),
                             "us_troops.csv: row 3, column iso3: 'AFX' is not in data/countries"),
    "a malformed country code": (replace("countries.csv", 3, "AFG", "Afg"),
                                 "countries.csv: row 3, column iso3: 'Afg' does not have the form"),
    "a truncated last line": (cut_last_line, "us_troops.csv: row 12525: the file breaks off"),
    "a last line without its end": (cut_line_end, "us_troops.csv: row 12525: the file breaks off"),
    "a cut row": (replace(TROOPS, 4, "AFG,1952,,,no_report_1951_52", "AFG,1952,"),
                  "us_troops.csv: row 4: 3 cells instead of 5"),
    "a row with too much": (replace(TROOPS, 4, "AFG,", "AFG,AFG,"),
                            "us_troops.csv: row 4: 6 cells instead of 5"),
    "an empty row": (replace(TROOPS, 4, "AFG,1952,,,no_report_1951_52", ""),
                     "us_troops.csv: row 4: the row is empty"),
    "a word for a number": (replace(TROOPS, 2, "AFG,1950,4", "AFG,1950,four"),
                            "us_troops.csv: row 2, column active_duty: 'four' is not of type"),
    "not a number": (replace(TROOPS, 2, "AFG,1950,4", "AFG,1950,NaN"),
                     "us_troops.csv: row 2, column active_duty: 'NaN' is not of type"),
    "a year to come": (replace(TROOPS, 2, "1950", "2950"),
                       "us_troops.csv: row 2, column year: 2950 is above 2025"),
    "no code": (replace("countries.csv", 3, "AFG,", ","),
                "countries.csv: row 3, column iso3: the cell is blank"),
    "no year": (replace(TROOPS, 2, "1950", ""),
                "us_troops.csv: row 2, column year: the cell is blank"),
    "an unknown flag": (replace(TROOPS, 2, "reported", "perhaps"),
                        "us_troops.csv: row 2, column flag: 'perhaps' is not one of: reported"),
    "a broken encoding": (break_encoding, "countries.csv: row 192: not UTF-8"),
    "Windows line ends": (save_for_windows, "countries.csv: row 1: Windows line end"),
    "a missing file": (delete_table, "us_troops.csv: the file is missing"),
    "a file nobody described": (add_undescribed, "extra.csv: no table in"),
    "a licence without its text": (delete_licence, "us_troops.csv: its licence's text"),
    "a plausible figure changed": (replace(TROOPS, 2, "AFG,1950,4", "AFG,1950,5"),
                                   "us_troops.csv: the file is not the one recorded"),
}


def test_the_copy_is_sound_before_it_is_damaged(copy):
    assert faults(copy) == []


@pytest.mark.parametrize(("damage", "message"), DAMAGE.values(), ids=DAMAGE)
def test_a_damaged_table_is_refused_with_file_row_and_reason(copy, damage, message):
    damage(copy)
    found = faults(copy)
    assert any(line.startswith(f"data/{message}") for line in found), found
    # one fault, few lines: nobody reads a flood
    assert len(found) <= 3, found


def test_the_command_ends_with_1_and_one_line_a_fault(copy):
    assert check(copy).returncode == 0
    replace(TROOPS, 2, "AFG,1950,4", "AFG,1950,-4")(copy)
    result = check(copy)
    assert result.returncode == 1
    assert result.stderr.splitlines() == [
        "data/us_troops.csv: row 2, column active_duty: -4 is below 0, the least allowed"
    ]


def test_recording_a_change_alters_nothing_but_checksum_and_size(copy):
    replace(TROOPS, 2, "AFG,1950,4", "AFG,1950,55")(copy)
    assert "--record" in check(copy).stderr
    before = json.loads((copy / "data/datapackage.json").read_text(encoding="utf-8"))
    assert check(copy, "--record").returncode == 0
    after = json.loads((copy / "data/datapackage.json").read_text(encoding="utf-8"))
    data = (copy / "data/us_troops.csv").read_bytes()
    assert (before["resources"][0].pop("hash"), before["resources"][0].pop("bytes")) != (
        after["resources"][0].pop("hash"), after["resources"][0].pop("bytes"))
    assert before == after
    assert faults(copy) == [] and checksum(data).startswith("sha256:")


def test_recording_does_not_excuse_a_fault(copy):
    replace(TROOPS, 2, "AFG,1950,4", "AFG,1950,-4")(copy)
    result = check(copy, "--record")
    assert result.returncode == 1 and "row 2, column active_duty" in result.stderr


def test_the_committed_description_is_as_the_recorder_writes_it():
    """So recording a changed table shows in a diff as two lines."""
    text = (ROOT / "data/datapackage.json").read_text(encoding="utf-8")
    assert text == json.dumps(PACKAGE, indent=2, ensure_ascii=False) + "\n"


def edit_description(root, edit):
    path = root / "data/datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    edit(package)
    path.write_text(json.dumps(package, indent=2, ensure_ascii=False), encoding="utf-8")


DESCRIPTION_FAULTS = {
    "no licence": (lambda p: p["resources"][0].update(licenses=[]),
                   "table us_troops has no licence"),
    "no reference": (lambda p: p["resources"][0].update(references=[]),
                     "table us_troops has no reference"),
    "an unknown group": (lambda p: p["resources"][0].update(group="tools"),
                         "its group 'tools' is none of instruments, outcomes"),
    "no citation": (lambda p: p["resources"][0].pop("citation"),
                    "table us_troops needs 'citation'"),
    "the re-publisher first": (lambda p: p["resources"][0]["sources"].reverse(),
                               "its first source must be the producer"),
    "a column without meaning": (
        lambda p: p["resources"][0]["schema"]["fields"][2].pop("description"),
        "table us_troops, column 3 needs 'description'"),
    "an unknown type": (
        lambda p: p["resources"][0]["schema"]["fields"][2].update(type="headcount"),
        'type "headcount" is not supported'),
    "a wrong name": (lambda p: p["resources"][0].update(name="troops"),
                     "its table must be named 'us_troops'"),
}


@pytest.mark.parametrize(("edit", "message"), DESCRIPTION_FAULTS.values(), ids=DESCRIPTION_FAULTS)
def test_a_faulty_description_is_refused_in_one_line(copy, edit, message):
    edit_description(copy, edit)
    result = check(copy)
    assert result.returncode == 1
    assert message in result.stderr and len(result.stderr.splitlines()) == 1, result.stderr


# -- the data page and the source line

@each_table
def test_the_data_page_shows_the_table(html, table):
    page = html / "book/data.html"
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")
    section = soup.find("section", id=f"data-{table['name'].replace('_', '-')}")
    assert section and section.find("h3").get_text().startswith(table["title"].replace("'", "’"))
    text = section.get_text().replace("’", "'").replace("“", '"').replace("”", '"')
    wanted = [table["description"], table["coverage"], table["citation"], *table["quirks"],
              *table["recipe"], table["hash"].removeprefix("sha256:")]
    wanted += [part["title"] for part in table["sources"] + table["licenses"]]
    for words in wanted:
        words = words.replace("’", "'").replace("“", '"').replace("”", '"')
        assert words in text, words
    if "schema" in table:
        columns = [th.get_text() for th in section.find_all("th", scope="row")]
        assert columns == [field["name"] for field in table["schema"]["fields"]]
        assert len(section.find_all("th", scope="col")) == 3 and section.find("caption")
    links = {a.get_text(): a["href"] for a in section.find_all("a", class_="download")}
    copied = page.parent / unquote(links[table["path"]])
    assert copied.read_bytes() == (ROOT / "data" / table["path"]).read_bytes()


def test_a_page_that_reads_a_table_is_named_on_the_data_page(html):
    soup = BeautifulSoup((html / "book/data.html").read_text(encoding="utf-8"), "lxml")
    read = {path.stem for path in (ROOT / "book").glob("*.md")
            if "../data/us_troops.csv" in path.read_text(encoding="utf-8")}
    section = soup.find("section", id="data-us-troops")
    links = {a["href"] for a in section.find("dt", string="Read by").find_next("dd").find_all("a")}
    assert read and links == {f"{stem}.html" for stem in read}


def test_the_source_line_names_producer_compiler_and_licence():
    assert source_line(TABLES["us_troops"]) == (
        "US Department of Defense, compiled by Allen, Flynn and Martinez Machain (GPL-3.0-or-later)"
    )
    assert source_line(TABLES["countries"]).startswith(
        "UN Statistics Division, Unicode CLDR and World Bank (")


def append(path, text):
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.fixture
def book_with_tables(small_book):
    """The two-page book with a data page and a source line of two tables."""
    (small_book / "book/data.md").write_text("# Data\n\n```{tables}\n```\n")
    append(small_book / "_toc.yml", "- file: book/data\n")
    append(small_book / "book/page.md", "\nData: {source}`us_troops, us_aid`.\n")
    return small_book


def page(book, name):
    text = (book / f"_build/html/book/{name}.html").read_text(encoding="utf-8")
    return BeautifulSoup(text, "lxml")


def readers(book):
    """The addresses of the pages that the data page says read US troops."""
    section = page(book, "data").find("section", id="data-us-troops")
    return {a["href"] for a in section.find("dt", string="Read by").find_next("dd").find_all("a")}


def test_an_edited_description_reaches_the_data_page_and_the_source_line(book_with_tables):
    assert run_build(book_with_tables).returncode == 0
    links = [a["href"] for a in page(book_with_tables, "page").select("a[href*='#data-us']")]
    assert links == ["data.html#data-us-troops", "data.html#data-us-aid"]

    def rename(package):
        package["resources"][0]["sources"][0]["title"] = "The Pentagon"

    edit_description(book_with_tables, rename)
    assert run_build(book_with_tables).returncode == 0
    assert "The Pentagon, compiled by" in page(book_with_tables, "page").get_text()
    assert "The Pentagon" in page(book_with_tables, "data").get_text()


def test_a_page_that_begins_to_read_a_table_reaches_the_data_page(book_with_tables):
    assert run_build(book_with_tables).returncode == 0
    assert "page.html" not in readers(book_with_tables)
    append(book_with_tables / "book/page.md", "\nIts file is `../data/us_troops.csv`.\n")
    assert run_build(book_with_tables).returncode == 0
    assert "page.html" in readers(book_with_tables)
    new = book_with_tables / "book/later.md"
    new.write_text("# Later\n\nIts file is `../data/us_troops.csv`.\n")
    append(book_with_tables / "_toc.yml", "- file: book/later\n")
    assert run_build(book_with_tables).returncode == 0
    assert {"page.html", "later.html"} <= readers(book_with_tables)


def test_an_unknown_source_stops_the_build_and_names_page_and_table(small_book):
    append(small_book / "book/page.md", "\nData: {source}`us_troopz`.\n")
    for _ in range(2):
        result = run_build(small_book)
        assert result.returncode != 0
        assert "page.md" in result.stdout and "'us_troopz'" in result.stdout


def test_a_broken_description_stops_the_build_with_one_message(small_book):
    path = small_book / "data/datapackage.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"name"', '"name', 1))
    result = run_build(small_book)
    assert result.returncode != 0
    assert result.stdout.count("data/datapackage.json: line 2, column") == 1, result.stdout
    assert "not valid JSON" in result.stdout and "Traceback" not in result.stdout
