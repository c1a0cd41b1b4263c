"""Claims and verdicts of a page: {claims} and {verdicts} show its rows of data/claims.csv.

One table is the source of each claim. {claims} leaves the verdict out, so that the
reader commits to a guess first; the browser keeps the guess (claims.js) and shows it
again at {verdicts}. On paper the guess is a line to tick.
"""

from pathlib import Path

from course_data import raw, read_rows
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)
TABLE = "data/claims.csv"
VERDICTS = ("supported", "partly", "contested", "contradicted", "untested", "not testable")
INTERACTIVE = ("html", "dirhtml")


def citation(row: dict[str, str]) -> str:
    """Return a row's sources as Markdown to put after a sentence; "" if it has none."""
    keys = row["sources"].replace("; ", ",")
    return f" {{cite:p}}`{keys}`" if keys else ""


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
        rows = [r for r in read_rows(Path(self.env.srcdir), "claims") if r["page"] == page]
        if not rows:
            return self.stop(f"{TABLE}: no claim of page '{page}'. Add its rows, or remove "
                             f"{{{self.name}}}.")
        result = nodes.definition_list(classes=["claims"])
        for row in rows:
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

    def stop(self, message: str) -> list[nodes.Node]:
        logger.error(message, location=self.get_location())
        return []


class Verdicts(Claims):
    kind = "verdict"

    def heading(self, row: dict) -> list[nodes.Node]:
        return [nodes.Text(f"{row['id']} · {row['verdict']}")]

    def body(self, row: dict) -> list[nodes.Node]:
        return [
            self.paragraph(f"*{row['claim']}*"),
            self.paragraph(row["reason"] + citation(row)),
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
    return raw(
        f'<fieldset class="guess" data-claim="{claim}"><legend>My guess'
        f'<span class="guess-claim"> on {claim}</span></legend>{labels}</fieldset>'
    )


def place_for_guess(claim: str) -> nodes.raw:
    return raw(
        f'<p class="guess-again" data-claim="{claim}" hidden>Your guess: <strong></strong>. '
        f'<a href="#claim-{claim.lower()}">Back to the claim</a></p>'
    )


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
