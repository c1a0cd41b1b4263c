"""Refuse a claim, date, question, term or reference that does not hold together.

Tables of numbers are held against their description by check_tables.py. This script
checks what stands between files: that every work cited is in book/references.bib, every
term used in the glossary and defined once, every date a day of the calendar, every
question sound, and that no verdict stands without a source. One line a fault, with file,
row or line, and reason.

    scripts/check_texts.py     check; exit status 1 with the faults
"""

import argparse
import csv
import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import yaml
from pybtex.database import BibliographyDataError, parse_string
from pybtex.scanner import PybtexSyntaxError

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "extensions"))

from course_data import BrokenDescription, read_package  # noqa: E402
from course_quiz import faults as question_faults  # noqa: E402
from course_quiz import line_of  # noqa: E402

REFERENCES = "book/references.bib"
KEY = re.compile(r"[a-z]+\d{4}[a-z]+")  # author, year, word
CITE = re.compile(r"\{cite:\w+\}`([^`]+)`")
TERM = re.compile(r"\{term\}`([^`]+)`")
TITLED = re.compile(r"(?s).+<(.+)>")
GLOSSARY = re.compile(r"(?ms)^(?P<fence>:{3,}|`{3,})\{glossary\}[^\n]*\n(?P<body>.*?)^(?P=fence)")
WITHOUT_SOURCE = ("untested", "not testable")  # verdicts that may rest on having found no study
LENGTH = {"year": 4, "month": 7, "day": 10}  # of a date as precise as that


def reference_faults(text: str) -> tuple[set[str], list[str]]:
    """Return the keys of a BibTeX file and what is wrong with its entries."""
    keys = re.findall(r"(?m)^@\w+\{([^,\s]*)", text)
    lines = []
    for key in dict.fromkeys(keys):
        line = line_at(text, re.search(rf"@\w+\{{{re.escape(key)}\b", text).start())
        if keys.count(key) > 1:
            lines.append(f"line {line}: the key '{key}' stands twice")
        if not KEY.fullmatch(key):
            lines.append(f"line {line}: the key '{key}' is not made of author, year and word, "
                         "as smith2020title")
    try:
        works = parse_string(text, "bibtex").entries if not lines else {}
    except (PybtexSyntaxError, BibliographyDataError) as fault:
        lines.append(" ".join(str(fault).split()))
        works = {}
    for key, work in works.items():
        lacking = [name for name in ("title", "year") if not work.fields.get(name)]
        if not work.persons.get("author") and not work.persons.get("editor"):
            lacking.append("author or editor")
        lines += [f"entry '{key}' has no {name}" for name in lacking]
        year = key[re.search(r"\d", key).start():][:4]
        if "year" in work.fields and work.fields["year"] != year:
            lines.append(f"entry '{key}' is of {work.fields['year']}; its key says {year}")
    return set(keys), lines


def line_at(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def definitions(text: str) -> Iterator[tuple[str, int]]:
    """Yield each term that a page's glossaries define, with its line."""
    for glossary in GLOSSARY.finditer(text):
        first = line_at(text, glossary.start("body"))
        for number, line in enumerate(glossary["body"].split("\n"), first):
            if line and not line[0].isspace():
                yield line.strip(), number


def unknown(text: str, keys: set[str], terms: set[str]) -> Iterator[tuple[int, str]]:
    """Yield (position, fault) for each work and term in `text` that is not in keys, terms."""
    for match in CITE.finditer(text):
        for key in match[1].split(","):
            if key.strip() not in keys:
                yield match.start(), f"'{key.strip()}' is not in {REFERENCES}"
    for match in TERM.finditer(text):
        titled = TITLED.fullmatch(match[1])
        term = " ".join((titled[1] if titled else match[1]).split())
        if term.lower() not in terms:
            yield match.start(), f"the term '{term}' is not defined in the glossary"


def date_faults(row: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with the date, end and precision of a row of the timeline."""
    days = {}
    for column in ("date", "end"):
        text = row[column]
        if not text:
            continue
        try:
            days[column] = date.fromisoformat(text + "-01-01"[len(text) - 4 :])
        except ValueError:
            yield f"column {column}: '{text}' is no date. Write 1950, 1950-06 or 1950-06-25"
            continue
        if len(text) != LENGTH.get(row["precision"], len(text)):
            yield f"column {column}: '{text}' is not precise to the {row['precision']}"
        if days[column] > date.today():
            yield f"column {column}: {text} is yet to come"
    if len(days) == 2 and days["end"] < days["date"]:
        yield f"column end: {row['end']} is before {row['date']}"


def rows_with(column: str, path: Path) -> list[dict[str, str]]:
    """Return a table's rows if it has the column; the long tables without are not read on.

    A file that is no table has no rows here: check_tables.py says what is wrong with it.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            return list(reader) if column in (reader.fieldnames or ()) else []
    except (FileNotFoundError, UnicodeDecodeError, csv.Error):
        return []


def table_faults(path: Path, keys: set[str], terms: set[str]) -> Iterator[str]:
    """Yield the faults of a table with a column `sources`; others have none here."""
    for number, row in enumerate(rows_with("sources", path), 2):
        if None in row or None in row.values():
            continue  # check_tables.py says so
        for key in filter(None, row["sources"].split("; ")):
            if key not in keys:
                yield f"row {number}, column sources: '{key}' is not in {REFERENCES}"
        if not row["sources"] and row.get("verdict") not in WITHOUT_SOURCE:
            kind = f"a verdict '{row['verdict']}'" if "verdict" in row else "a row"
            yield f"row {number}, column sources: {kind} without a source"
        for column, text in row.items():
            for _, fault in unknown(text, keys, terms):
                yield f"row {number}, column {column}: {fault}"
        if "precision" in row and "end" in row:
            yield from (f"row {number}, {fault}" for fault in date_faults(row))


def quiz_faults(path: Path, pages: set[str], keys: set[str], terms: set[str]) -> Iterator[str]:
    """Yield the faults of one file of questions, each with its question's line."""
    if pages and path.stem not in pages:
        yield f"no page is named '{path.stem}' in data/sections.csv"
    try:
        text = path.read_text(encoding="utf-8")
        questions = yaml.safe_load(text)
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        yield f"no valid YAML: {' '.join(str(fault).split())}"
        return
    for fault in question_faults(questions):
        name = re.match(r"question '([^']+)'", fault)
        yield (f"line {line_of(name[1], text)}: " if name else "") + fault
    for position, fault in unknown(text, keys, terms):
        yield f"line {line_at(text, position)}: {fault}"


def faults(root: Path) -> list[str]:
    """Return one line for each fault; an empty list if all holds together."""
    found: list[str] = []

    def report(path: Path, lines) -> None:
        found.extend(f"{path.relative_to(root).as_posix()}: {line}" for line in lines)

    texts = {}
    for path in (root / REFERENCES, *sorted(root.glob("book/*.md"))):
        try:
            texts[path] = path.read_text(encoding="utf-8")
        except (FileNotFoundError, UnicodeDecodeError) as fault:
            missing = isinstance(fault, FileNotFoundError)
            report(path, ["there is no such file" if missing else "not UTF-8; save it as UTF-8"])
    if found:
        return found  # each citation and term would seem unknown
    keys, lines = reference_faults(texts.pop(root / REFERENCES))
    report(root / REFERENCES, lines)

    places: dict[str, str] = {}
    for path, text in texts.items():
        for term, line in definitions(text):
            if term.lower() in places:
                report(path, [f"line {line}: the term '{term}' is defined twice, "
                              f"first at {places[term.lower()]}"])
            else:
                places[term.lower()] = f"{path.relative_to(root).as_posix()}, line {line}"
    terms = set(places)
    for path, text in texts.items():
        report(path, (f"line {line_at(text, position)}: {fault}"
                      for position, fault in unknown(text, keys, terms)))

    for path in sorted(root.glob("data/*.csv")):
        report(path, table_faults(path, keys, terms))
    try:
        for table in read_package(root)["resources"]:
            report(root / "data/datapackage.json", (
                f"table {table['name']}: its reference '{key}' is not in {REFERENCES}"
                for key in table["references"] if key not in keys))
    except BrokenDescription:
        pass  # check_tables.py says so

    pages = {row["page"] for row in rows_with("page", root / "data/sections.csv")}
    for path in sorted(root.glob("book/questions/*.yml")):
        report(path, quiz_faults(path, pages, keys, terms))
    return found


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Check claims, dates, questions, terms, works.")
    parser.add_argument("--root", type=Path, default=ROOT, help="the folder that holds the course")
    lines = faults(parser.parse_args(arguments).root.resolve())
    for line in lines:
        print(line, file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
