"""All claims in one place: {ledger} lists data/claims.csv, {article-errors} data/article_errors.csv.

A page shows its own claims (course_claims); the ledger shows each with its verdict,
reason and sources, to filter and sort. Script (ledger.js) does that in the page; without
it, and on paper, the whole list stands in the article's order.
"""

from html import escape
from pathlib import Path

from course_claims import VERDICTS, citation
from course_data import depend_on_contents, raw, read_rows
from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

# between the parts of a claim's line where no style sets them apart: in the PDF
DOT = ' <span class="ledger-dot">·</span> '
ORDERS = {"article": "the article’s order", "verdict": "verdict", "type": "type"}


class Ledger(SphinxDirective):
    """The claims, each a box that opens on its reason; the sections' names come with them."""

    table = "claims"

    def run(self) -> list[nodes.Node]:
        root = Path(self.env.srcdir)
        for name in (self.table, "sections"):
            self.env.note_dependency(f"data/{name}.csv")
        depend_on_contents(self)  # claims link to the pages that are written
        sections = read_rows(root, "sections")
        self.headings = {row["id"]: row["heading"] for row in sections}
        self.titles = {row["page"]: row["heading"] for row in sections}
        rows = read_rows(root, self.table)
        # every builder keeps pages of its own, so the form can be chosen here
        return self.boxes(rows) if self.env.app.builder.format == "html" else [self.plain(rows)]

    def boxes(self, rows: list[dict[str, str]]) -> list[nodes.Node]:
        result = [raw(f'<div class="ledger">{tools(rows, self.headings)}<ul class="ledger-list">')]
        for row in rows:
            data = "".join(f' data-{key}="{escape(row[key])}"' for key in ("section", "type", "verdict"))
            result += [
                raw(f'<li{data}><details id="ledger-{row["id"].lower()}"><summary>'
                    f'<span class="ledger-id">{row["id"]}</span>{DOT}<span class="ledger-verdict">'
                    f'{row["verdict"]}</span>{DOT}'),
                self.inline(row["claim"]),
                raw("</summary>"),
                *self.body(row),
                raw("</details></li>"),
            ]
        return [*result, raw("</ul></div>")]

    def plain(self, rows: list[dict[str, str]]) -> nodes.definition_list:
        result = nodes.definition_list(classes=["ledger"])
        for row in rows:
            term = nodes.term("", f"{row['id']} · {row['verdict']}")
            claim = nodes.paragraph("", "", nodes.emphasis("", "", self.inline(row["claim"])))
            body = nodes.definition("", claim, *self.body(row))
            result += nodes.definition_list_item("", term, body)
        return result

    def body(self, row: dict[str, str]) -> list[nodes.Node]:
        place = f"{row['type'].capitalize()} claim in “{self.headings[row['section']]}”; tested on "
        return [
            nodes.paragraph("", "", nodes.Text(place), self.page(row["page"]), nodes.Text(".")),
            self.paragraph(f"*What would test it:* {row['test']}"),
            self.paragraph(f"**{row['verdict'].capitalize()}.** {row['reason']}{citation(row)}"),
        ]

    def page(self, name: str) -> nodes.Node:
        """Return a link to a page of the book, or its heading while it is not written."""
        docname = f"book/{name}"
        if docname not in self.env.found_docs:
            return nodes.Text(f"the page “{self.titles[name]}”, which is to come")
        return addnodes.pending_xref(
            "", nodes.inline("", self.titles[name]), refdomain="std", reftype="doc",
            reftarget=f"/{docname}", refexplicit=False, refwarn=True, refdoc=self.env.docname,
        )

    def inline(self, markdown: str) -> nodes.inline:
        children, messages = self.parse_inline(markdown)
        return nodes.inline("", "", *children, *messages)

    def paragraph(self, markdown: str) -> nodes.paragraph:
        children, messages = self.parse_inline(markdown)
        return nodes.paragraph("", "", *children, *messages)


class ArticleErrors(Ledger):
    """The article's errors and omissions, each with its correction."""

    table = "article_errors"

    def boxes(self, rows: list[dict[str, str]]) -> list[nodes.Node]:
        return [self.plain(rows)]

    def plain(self, rows: list[dict[str, str]]) -> nodes.definition_list:
        result = nodes.definition_list(classes=["ledger-errors"])
        for row in rows:
            name = f"error-{row['id'].lower()}"
            head = f"{row['id']} · {row['class']} · {self.headings[row['section']]}"
            body = nodes.definition(
                "", self.paragraph(problem(row)),
                self.paragraph(f"*What is right:* {row['correction']}{citation(row)}"),
            )
            result += nodes.definition_list_item("", nodes.term("", head, ids=[name]), body)
        return result


def problem(row: dict[str, str]) -> str:
    """Return what an error is, with the subject that the table leaves out."""
    return f"The article {row['problem'][0].lower()}{row['problem'][1:]}"


def tools(rows: list[dict[str, str]], headings: dict[str, str]) -> str:
    """Return the form that filters and sorts; ledger.js shows it and makes it work."""
    found = {key: {row[key] for row in rows} for key in ("section", "type", "verdict")}
    fields = [
        select("verdict", "Verdict", {v: v for v in VERDICTS if v in found["verdict"]}),
        select("type", "Type", {kind: kind for kind in sorted(found["type"])}),
        select("section", "Section", {k: h for k, h in headings.items() if k in found["section"]}),
        field("words", "Words", '<input type="search" name="words" id="ledger-words">'),
        select("order", "Sort by", ORDERS, everything=False),
    ]
    return (f'<form class="ledger-tools" hidden>{"".join(fields)}'
            '<button type="reset">Show all</button><p role="status"></p></form>')


def select(name: str, label: str, options: dict[str, str], everything: bool = True) -> str:
    choices = {"": "all", **options} if everything else options
    inner = "".join(f'<option value="{escape(v)}">{escape(t)}</option>' for v, t in choices.items())
    return field(name, label, f'<select name="{name}" id="ledger-{name}">{inner}</select>')


def field(name: str, label: str, control: str) -> str:
    # beside its control, not around it: a label around a menu would be read with every choice
    return f'<p><label for="ledger-{name}">{label}</label> {control}</p>'


def add_files(app, pagename, templatename, context, doctree) -> None:
    """Load script and style only where there is a ledger."""
    if 'class="ledger"' in context.get("body", ""):
        app.add_css_file("ledger.css")
        app.add_js_file("ledger.js", loading_method="defer")


def setup(app):
    app.add_directive("ledger", Ledger)
    app.add_directive("article-errors", ArticleErrors)
    app.connect("html-page-context", add_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
