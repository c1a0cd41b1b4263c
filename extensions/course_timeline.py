"""Dated facts by case: {timeline} makes a section of each case in data/timeline.csv."""

import re
from pathlib import Path

from course_claims import citation
from course_data import new_section, read_rows
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

TABLE = "data/timeline.csv"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # strftime would follow the machine's language


def in_words(text: str) -> str:
    """Return an ISO date as text, as precise as it is: 25 June 1950, June 1950, 1950."""
    parts = text.split("-")
    if len(parts) == 1:
        return text
    year, month, *day = parts
    return " ".join([*[str(int(number)) for number in day], MONTHS[int(month) - 1], year])


def period(row: dict[str, str]) -> str:
    """Return when a fact was: its date, or from when to when, shared parts said once."""
    first, last = in_words(row["date"]), in_words(row["end"]) if row["end"] else ""
    if not last:
        return first
    words, after = first.split(), last.split()
    while len(words) > 1 and words[-1] == after[-1]:  # the year, then the month
        words.pop()
        after.pop()
    tail = last.split()[len(after):]
    dash = "–" if len(words) == len(after) == 1 else " – "
    return " ".join([" ".join(words) + dash + " ".join(after), *tail])


def statement(row: dict[str, str]) -> str:
    """Return a fact as Markdown: a dispute said first, the sources last."""
    disputed = "*Disputed.* " if row["status"] == "disputed" else ""
    return f"{disputed}{row['fact']}{citation(row)}"


class Timeline(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(TABLE)
        cases: dict[str, list[dict[str, str]]] = {}
        for row in read_rows(Path(self.env.srcdir), "timeline"):
            cases.setdefault(row["case"], []).append(row)
        return [self.section(case, rows) for case, rows in cases.items()]

    def section(self, case: str, rows: list[dict[str, str]]) -> nodes.section:
        name = "timeline-" + re.sub(r"[^a-z]+", "-", case.lower())
        section = new_section(self, name, case)
        facts = nodes.definition_list(classes=["timeline"])
        for row in rows:
            children, messages = self.parse_inline(statement(row))
            fact = nodes.definition("", nodes.paragraph("", "", *children, *messages))
            facts += nodes.definition_list_item("", nodes.term("", period(row)), fact)
        section += facts
        return section


def setup(app):
    app.add_directive("timeline", Timeline)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
