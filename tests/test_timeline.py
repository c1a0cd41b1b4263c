"""The timeline shows every fact once, under its case, with its date in words and its sources."""

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT
from course_data import read_rows
from course_timeline import period

ROWS = read_rows(ROOT, "timeline")


@pytest.mark.parametrize(("date", "end", "words"), [
    ("1961", "", "1961"),
    ("1987-06", "", "June 1987"),
    ("1950-06-25", "", "25 June 1950"),
    ("1950-06-25", "1953-07-27", "25 June 1950 – 27 July 1953"),
    ("1980-05-18", "1980-05-27", "18–27 May 1980"),
    ("2010-01-13", "2010-06-01", "13 January – 1 June 2010"),
    ("2014-09", "2014-10", "September–October 2014"),
    ("1992-12", "1995-03", "December 1992 – March 1995"),
    ("1964", "1973", "1964–1973"),
])
def test_a_date_is_written_as_precisely_as_it_is_known(date, end, words):
    assert period({"date": date, "end": end}) == words


def test_every_fact_stands_under_its_case_with_date_and_sources(html):
    page = BeautifulSoup((html / "book/timeline.html").read_text(encoding="utf-8"), "lxml")
    sections = page.select("section[id^=timeline-]")
    cases = list(dict.fromkeys(row["case"] for row in ROWS))
    assert [s.h2.get_text().removesuffix("#") for s in sections] == cases
    for section, case in zip(sections, cases):
        rows = [row for row in ROWS if row["case"] == case]
        dates, facts = section.select("dl.timeline > dt"), section.select("dl.timeline > dd")
        assert [date.get_text() for date in dates] == [period(row) for row in rows]
        for fact, row in zip(facts, rows, strict=True):
            assert fact.get_text().startswith("Disputed.") == (row["status"] == "disputed")
            assert fact.find("math") is None  # two amounts in dollars are no formula
            cited = fact.select("a[href*='bibliography.html#']")
            assert len(cited) == len(row["sources"].split("; ")), row["fact"]
