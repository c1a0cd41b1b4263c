"""Claims and verdicts of a page: {claims} and {verdicts} show its rows of data/claims.csv.

One table is the source of each claim. {claims} leaves the verdict out, so that the
reader commits to a guess first; the browser keeps the guess (claims.js) and shows it
again at {verdicts}. On paper the guess is a line to tick.
"""

import csv
from collections import Counter
from collections.abc import Collection, Iterator
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)
TABLE = "data/claims.csv"
COLUMNS = ("id", "section", "type", "claim", "test", "verdict", "reason", "sources", "page")
VERDICTS = ("supported", "partly", "contested", "contradicted", "untested", "not testable")
INTERACTIVE = ("html", "dirhtml")


def faults(rows: list[dict], page: str, references: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with the rows of `page`, each fault with its claim's id.

    `rows` are all rows of the table as csv.DictReader gives them; `references` are
    the keys of references.bib.
    """
    missing = [column for column in COLUMNS if rows and column not in rows[0]]
    if missing:
        yield f"column missing: {', '.join(missing)}."
        return
    uses = Counter(row["id"] for row in rows)
    mine = [(line, row) for line, row in enumerate(rows, 1) if row["page"] == page]
    if not mine:
        yield f"no claim of page '{page}'. Add its rows, or remove the directive."
    for number, row in mine:
        name = f"claim {row['id'] or f'in row {number}'}"
        if None in row or None in row.values():
            yield f"{name}: it has not {len(COLUMNS)} fields. Quote a field that holds a comma."
            continue
        if uses[row["id"]] > 1:
            yield f"{name}: the id is used twice."
        for column in COLUMNS:
            if not row[column].strip():
                yield f"{name}: {column} is empty."
        if row["verdict"].strip() and row["verdict"] not in VERDICTS:
            yield f"{name}: verdict '{row['verdict']}' is none of {', '.join(VERDICTS)}."
        for key in keys_of(row):
            if key not in references:
                yield f"{name}: source '{key}' is not in references.bib."


def keys_of(row: dict) -> list[str]:
    return [key.strip() for key in row["sources"].split(";") if key.strip()]


class guess(nodes.General, nodes.Element):
    """Where the reader guesses; attribute: claim (its id). Replaced before writing."""


class guess_again(nodes.General, nodes.Element):
    """Where the reader sees the guess again; attribute: claim. Replaced before writing."""


class Claims(SphinxDirective):
    kind = "claim"

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(TABLE)
        page = Path(self.env.docname).name
        flag = f"course_{self.kind}"
        if self.env.temp_data.setdefault(flag, self.lineno) != self.lineno:
            return self.stop(f"{{{self.name}}} stands twice on this page. Remove one.")
        try:
            with open(Path(self.env.srcdir) / TABLE, encoding="utf-8", newline="") as file:
                rows = list(csv.DictReader(file))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            return self.stop(f"{TABLE} cannot be read: {error}")
        references = self.env.get_domain("cite").bibdata.data.entries
        found = list(faults(rows, page, references))
        if found:
            # the page's other directive reads the same rows: say it once
            silent = self.env.temp_data.setdefault("course_claims_stopped", self.name) != self.name
            return [] if silent else self.stop(*(f"{TABLE}: {fault}" for fault in found))

        result = nodes.definition_list(classes=["claims"])
        for row in rows:
            if row["page"] == page:
                name = f"{self.kind}-{row['id'].lower()}"
                term = nodes.term("", "", *self.heading(row), ids=[name])
                body = nodes.definition("", *self.body(row))
                result += nodes.definition_list_item("", term, body)
        return [result]

    def heading(self, row: dict) -> list[nodes.Node]:
        return [nodes.Text(f"{row['id']} · {row['type']} claim")]

    def body(self, row: dict) -> list[nodes.Node]:
        return [
            self.paragraph(row["claim"]),
            self.paragraph(f"*What would test it:* {row['test']}"),
            guess(claim=row["id"]),
        ]

    def paragraph(self, markdown: str) -> nodes.paragraph:
        children, messages = self.parse_inline(markdown)
        return nodes.paragraph("", "", *children, *messages)

    def stop(self, *messages: str) -> list[nodes.Node]:
        for message in messages:
            logger.error(message, location=self.get_location())
        return []


class Verdicts(Claims):
    kind = "verdict"

    def heading(self, row: dict) -> list[nodes.Node]:
        return [nodes.Text(f"{row['id']} · {row['verdict']}")]

    def body(self, row: dict) -> list[nodes.Node]:
        citation = f"{{cite:p}}`{','.join(keys_of(row))}`"
        return [
            self.paragraph(f"*{row['claim']}*"),
            self.paragraph(f"{row['reason']} {citation}"),
            guess_again(claim=row["id"]),
        ]


class WriteGuesses(SphinxPostTransform):
    default_priority = 600

    def run(self, **kwargs) -> None:
        interactive = self.app.builder.name in INTERACTIVE
        for node in list(self.document.findall(guess)):
            node.replace_self(radio_buttons(node["claim"]) if interactive else line_to_tick())
        for node in list(self.document.findall(guess_again)):
            node.replace_self([place_for_guess(node["claim"])] if interactive else [])


def line_to_tick() -> nodes.paragraph:
    # no-break spaces keep a box and its word on one line
    words = "  ".join(f"☐\u00a0{verdict.replace(' ', chr(160))}" for verdict in VERDICTS)
    return nodes.paragraph("", f"My guess: {words}", classes=["guess"])


def radio_buttons(claim: str) -> nodes.raw:
    labels = "".join(
        f'<label><input type="radio" name="guess-{claim}" value="{verdict}"> {verdict}</label>'
        for verdict in VERDICTS
    )
    return html(
        f'<fieldset class="guess" data-claim="{claim}"><legend>My guess'
        f'<span class="guess-claim"> on {claim}</span></legend>{labels}</fieldset>'
    )


def place_for_guess(claim: str) -> nodes.raw:
    return html(
        f'<p class="guess-again" data-claim="{claim}" hidden>Your guess: <strong></strong>. '
        f'<a href="#claim-{claim.lower()}">Back to the claim</a></p>'
    )


def html(code: str) -> nodes.raw:
    return nodes.raw("", code, format="html")


def add_files(app, pagename, templatename, context, doctree) -> None:
    """Load script and style only where there are claims."""
    if 'class="claims' in context.get("body", ""):
        app.add_css_file("claims.css")
        app.add_js_file("claims.js", loading_method="defer")


def setup(app):
    app.add_node(guess)
    app.add_node(guess_again)
    app.add_directive("claims", Claims)
    app.add_directive("verdicts", Verdicts)
    app.add_post_transform(WriteGuesses)
    app.connect("html-page-context", add_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
