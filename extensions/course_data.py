"""Show the tables' description where readers need it, from one file.

`data/datapackage.json` describes each table once. The directive {tables} makes
the data page of it, a section a table; the role {source}`us_troops` writes the
short source line under a figure and links to that section. So licence, citation
and traps cannot differ between a caption, the data page and the checks.
"""

import csv
import hashlib
import json
import re
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

logger = logging.getLogger(__name__)

PACKAGE = "data/datapackage.json"
LONG_DICTIONARY = 8  # columns; a longer dictionary is folded
GROUPS = {
    "instruments": "What armed forces do abroad",
    "outcomes": "What came of it",
    "reference": "Countries and map",
    "course": "The course’s own tables",
}

# directives that show a table of another name
SHOWN_BY = {"verdicts": "claims.csv", "ledger": "claims.csv"}

# what each part of the description must hold, and its type in JSON
TABLE = {
    "name": str, "path": str, "title": str, "description": str, "sources": list,
    "licenses": list, "citation": str, "references": list, "retrieved": list, "recipe": list,
    "coverage": str, "quirks": list, "group": str,
}
PARTS = {
    "sources": {"title": str, "role": str},
    "licenses": {"name": str, "title": str, "path": str},
    "retrieved": {"repository": str, "path": str, "commit": str},
    "references": str,
    "recipe": str,
    "quirks": str,
}
FIELD = {"name": str, "type": str, "title": str, "description": str}
NAMES = {str: "a text", list: "a list", dict: "an object"}


class BrokenDescription(Exception):
    """`data/datapackage.json` cannot be read; the message says where and why."""


def require(thing, needed: dict | type, where: str) -> None:
    """Raise BrokenDescription unless `thing` is of the type, or has the keys, needed."""
    kind = dict if isinstance(needed, dict) else needed
    if not isinstance(thing, kind):
        raise BrokenDescription(f"{PACKAGE}: {where} must be {NAMES[kind]}")
    for key, type_ in needed.items() if isinstance(needed, dict) else ():
        if not isinstance(thing.get(key), type_):
            raise BrokenDescription(f"{PACKAGE}: {where} needs '{key}', {NAMES[type_]}")


def read_package(root: Path) -> dict:
    """Return the description of the tables in `root`/data.

    Raises BrokenDescription, one line, when the file is missing, is not JSON or
    lacks something that the data page shows.
    """
    try:
        package = json.loads((root / PACKAGE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BrokenDescription(f"{PACKAGE}: there is no such file") from None
    except json.JSONDecodeError as fault:
        place = f"line {fault.lineno}, column {fault.colno}"
        raise BrokenDescription(f"{PACKAGE}: {place}: not valid JSON: {fault.msg}") from None
    except UnicodeDecodeError as fault:
        raise BrokenDescription(f"{PACKAGE}: byte {fault.start} is not UTF-8") from None
    require(package, {"resources": list}, "the file")
    for number, table in enumerate(package["resources"], start=1):
        name = table.get("name", f"number {number}") if isinstance(table, dict) else number
        where = f"table {name}"
        require(table, TABLE, where)
        for part, needed in PARTS.items():
            for position, item in enumerate(table[part], start=1):
                require(item, needed, f"{where}, {part} {position}")
        if not table["licenses"]:
            raise BrokenDescription(f"{PACKAGE}: {where} has no licence")
        if not table["sources"] or table["sources"][0]["role"] != "producer":
            raise BrokenDescription(f"{PACKAGE}: {where}: its first source must be the producer")
        if table["group"] not in GROUPS:
            raise BrokenDescription(f"{PACKAGE}: {where}: its group '{table['group']}' is none of "
                                    + ", ".join(GROUPS))
        if not table["references"] and table["group"] != "course":
            raise BrokenDescription(f"{PACKAGE}: {where} has no reference, a key of "
                                    "book/references.bib")
        if not table["path"].endswith(".csv"):
            continue  # the map has no columns
        require(table, {"schema": dict}, where)
        require(table["schema"], {"fields": list}, f"{where}, schema")
        for position, field in enumerate(table["schema"]["fields"], start=1):
            require(field, FIELD, f"{where}, column {position}")
    return package


def read_rows(root: Path, table: str) -> list[dict[str, str]]:
    """Return the rows of `root`/data/`table`.csv; scripts/check_tables.py has passed them."""
    with (root / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def label(table: str) -> str:
    """Return the label of a table's section on the data page."""
    return f"data-{table}"


def enumeration(titles: list[str]) -> str:
    """Join titles as a sentence does: a; a and b; a, b and c."""
    *first, last = titles
    return f"{', '.join(first)} and {last}" if first else last


def source_line(table: dict) -> str:
    """Return who made a table and under which licence: 'A, compiled by B (licence)'."""
    titles = {}
    for source in table["sources"]:
        titles.setdefault(source["role"], []).append(source["title"])
    line = enumeration(titles["producer"])
    if "compiler" in titles:
        names = [re.sub("^Th(e|is) course", lambda m: m[0].lower(), t) for t in titles["compiler"]]
        line += ", compiled by " + enumeration(names)
    return f"{line} ({', '.join(licence['title'] for licence in table['licenses'])})"


def allowed(field: dict, keys_elsewhere: dict[str, str]) -> str:
    """Return in words what a column may hold; `keys_elsewhere` maps columns to tables."""
    rules = field.get("constraints", {})
    number = str if field["type"] == "date" else "{:,}".format
    if field["name"] in keys_elsewhere:
        words = f"a code of {keys_elsewhere[field['name']]}.csv"
    elif "enum" in rules:
        words = ", ".join(rules["enum"])
    elif field["name"].endswith("year"):  # years are written without a thousands separator
        words = f"{rules['minimum']} to {rules['maximum']}"
    elif "minimum" in rules and "maximum" in rules:
        words = f"{number(rules['minimum'])} to {number(rules['maximum'])}"
    elif "pattern" in rules:
        words = f"pattern {rules['pattern']}"
    else:
        words = "any text"
    if rules.get("unique"):
        words += "; each once"
    return words if rules.get("required") else words + "; may be blank"


def breakable(code: str) -> str:
    """Return a long name, path or checksum as HTML code that a narrow screen can break."""
    return "<code>" + re.sub(r"(_|/|[0-9a-f]{16})", r"\1<wbr>", escape(code)) + "</code>"


def raw(html: str) -> nodes.raw:
    return nodes.raw("", html, format="html")


def new_section(directive: SphinxDirective, name: str, title: str) -> nodes.section:
    """Return a section with a title and a name that links can use, whatever its heading."""
    section = nodes.section(names=[name])
    directive.state.document.note_explicit_target(section)
    section += nodes.title("", title)
    return section


def depend_on_contents(directive: SphinxDirective) -> None:
    """Have the page read anew when the contents change, as pages come or go."""
    if contents := getattr(directive.config, "external_toc_path", None):
        directive.env.note_dependency(str(Path(directive.env.srcdir) / contents))


def dictionary(table: dict) -> nodes.raw:
    """Return the table of columns. It is HTML: docutils writes no scope for header cells."""
    keys = {
        column: key["reference"]["resource"]
        for key in table["schema"].get("foreignKeys", [])
        for column in key["fields"]
    }
    heads = ("Column", "Meaning and unit", "Type and range")  # three fit a phone
    rows = []
    for field in table["schema"]["fields"]:
        unit = f" Unit: {escape(field['unit'])}." if "unit" in field else ""
        meaning = f"<strong>{escape(field['title'])}.</strong> {escape(field['description'])}{unit}"
        may_hold = escape(allowed(field, keys)).replace("_", "_<wbr>")
        rows.append(
            f'<tr><th scope="row">{breakable(field["name"])}</th><td>{meaning}</td>'
            f"<td>{escape(field['type'])}: {may_hold}</td></tr>"
        )
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    html = (
        '<div class="pst-scrollable-table-container"><table class="table course-dictionary">'
        f"<caption>Columns of {escape(table['path'])}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )
    return raw(html)


def linked(text: str) -> list[nodes.Node]:
    """Return text in which addresses are links."""
    parts = re.split(r"(https?://\S+[^\s.,;)])", text)
    return [
        nodes.reference("", part, refuri=part) if position % 2 else nodes.Text(part)
        for position, part in enumerate(parts)
    ]


def items(list_class: type[nodes.Element], contents: list[list[nodes.Node]]) -> nodes.Element:
    """Return a bullet or an enumerated list with an item for each content."""
    paragraphs = [nodes.paragraph("", "", *content) for content in contents]
    return list_class("", *[nodes.list_item("", paragraph) for paragraph in paragraphs])


class Tables(SphinxDirective):
    """A section for each group of data/datapackage.json, and in it one for each table."""

    def run(self) -> list[nodes.Node]:
        self.env.note_dependency(PACKAGE)
        readers = self.pages_by_table()
        groups: dict[str, list[dict]] = {group: [] for group in GROUPS}
        for table in self.env.app.course_tables.values():
            groups[table["group"]].append(table)
        result = []
        for group, tables in groups.items():
            if tables:
                section = new_section(self, f"tables-{group}", GROUPS[group])
                section += items(nodes.bullet_list, [[self.jump(table)] for table in tables])
                section += [self.section(t, readers.get(t["path"], [])) for t in tables]
                result.append(section)
        return result

    def jump(self, table: dict) -> nodes.Node:
        return addnodes.pending_xref(
            "", nodes.inline("", table["title"], classes=["std", "std-ref"]), refdomain="std",
            reftype="ref", refexplicit=True, reftarget=label(table["name"]), refwarn=True,
            refdoc=self.env.docname,
        )

    def pages_by_table(self) -> dict[str, list[str]]:
        """Return for each file in data/ the pages that read it, in the book's order."""
        order = list(getattr(self.env, "external_site_map", []))
        depend_on_contents(self)
        pages = [page for page in order if page in self.env.found_docs]
        pages += sorted(self.env.found_docs - set(pages))
        found = {}
        for page in pages:
            path = self.env.doc2path(page)
            self.env.note_dependency(path)
            text = Path(path).read_text(encoding="utf-8")
            read = re.findall(r"\.\./data/([\w-]+\.\w+)", text)
            # the directive {claims} shows data/claims.csv, {article-errors} article_errors.csv
            named = re.findall(r"^[`:]{3,}\{([\w-]+)\}", text, re.M)
            read += [SHOWN_BY.get(name, f"{name.replace('-', '_')}.csv") for name in named]
            for name in dict.fromkeys(read):
                found.setdefault(name, []).append(page)
        return found

    def section(self, table: dict, readers: list[str]) -> nodes.section:
        section = new_section(self, label(table["name"]), table["title"])
        section += nodes.paragraph("", table["description"])
        section += self.facts(table, readers)
        if "schema" in table:
            columns = dictionary(table)
            if len(table["schema"]["fields"]) > LONG_DICTIONARY:
                columns = self.folded("Columns", columns)
            section += columns
        section += nodes.paragraph(
            "", "", nodes.strong("", "Known traps"), classes=["course-label"]
        )
        section += items(nodes.bullet_list, [linked(quirk) for quirk in table["quirks"]])
        made = [items(nodes.enumerated_list, [linked(step) for step in table["recipe"]])]
        if table["retrieved"]:
            files = [[
                raw(breakable(file["path"])), nodes.Text(" in "),
                # literal: "--" in a name is no dash
                nodes.reference("", "", nodes.literal("", file["repository"].removeprefix(
                    "https://github.com/")), refuri=file["repository"]),
                nodes.Text(", commit "), raw(breakable(file["commit"])),
            ] for file in table["retrieved"]]
            made_from = nodes.paragraph("", "Made from:", classes=["course-label"])
            made[:0] = [made_from, items(nodes.bullet_list, files)]
        section += self.folded("How the table was made", *made)
        return section

    def facts(self, table: dict, readers: list[str]) -> nodes.definition_list:
        facts = nodes.definition_list(classes=["course-facts"])

        def fact(term: str, *content: nodes.Node) -> None:
            body = nodes.definition("", nodes.paragraph("", "", *content))
            facts.append(nodes.definition_list_item("", nodes.term("", term), body))

        by_role = {}
        for source in table["sources"]:
            by_role.setdefault(source["role"], []).append(source)
        for role, sources in by_role.items():
            fact(role.capitalize(), *self.separated([self.link(source) for source in sources]))
        licences = [self.link(licence) for licence in table["licenses"]]
        fact("Licence", *self.separated(licences))
        listed = []
        if table["references"]:
            keys = ",".join(table["references"])
            listed, messages = self.parse_inline(f" In the bibliography: {{cite:p}}`{keys}`.")
        fact("Cite as", *linked(table["citation"]), *listed)
        fact("Coverage", nodes.Text(table["coverage"]))
        if readers:
            pages = [addnodes.pending_xref(
                "", nodes.inline("", page), refdomain="std", reftype="doc", refexplicit=False,
                reftarget="/" + page, refwarn=True, refdoc=self.env.docname,
            ) for page in readers]
        else:
            pages = [nodes.Text("no page's code")]
        fact("Read by", *self.separated(pages))
        data = (Path(self.env.srcdir) / "data" / table["path"]).read_bytes()
        size = f", {count(table['path'], data)}, {max(1, round(len(data) / 1000)):,} kB"
        fact("File", self.download(table["path"], table["path"]), nodes.Text(size))
        fact("SHA-256", raw(breakable(hashlib.sha256(data).hexdigest())))
        return facts

    def separated(self, parts: list[nodes.Node]) -> list[nodes.Node]:
        return [node for part in parts for node in (nodes.Text("; "), part)][1:]

    def link(self, thing: dict) -> nodes.Node:
        """Return a source's or licence's title, linked to its address or file if it has one."""
        path = thing.get("path")
        if path is None:
            return nodes.Text(thing["title"])
        if path.startswith("http"):
            return nodes.reference("", thing["title"], refuri=path)
        return self.download(path, thing["title"])

    def download(self, name: str, text: str) -> addnodes.download_reference:
        # Sphinx copies the file beside the pages, so the link works from a disk too
        return addnodes.download_reference("", "", nodes.Text(text), reftarget=f"/data/{name}",
                                           refdoc=self.env.docname)

    def folded(self, title: str, *content: nodes.Node) -> nodes.admonition:
        """Return content under a title that opens on demand, open where there is no script."""
        return nodes.admonition("", nodes.title("", title), *content, classes=["dropdown"])


def count(path: str, data: bytes) -> str:
    """Return how many rows a table's file has, or features a map's."""
    if path.endswith(".csv"):
        rows = sum(1 for _ in csv.reader(data.decode("utf-8").splitlines(keepends=True))) - 1
        return f"{rows:,} rows"
    return f"{len(json.loads(data)['features']):,} features"


class Source(SphinxRole):
    """The short source line of one or more tables: {source}`us_troops, us_aid`."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        self.env.note_dependency(PACKAGE)
        tables = self.env.app.course_tables
        if not tables:  # the description is broken, and that has been said
            return [nodes.literal("", self.text)], []
        result = []
        for name in (part.strip() for part in self.text.split(",")):
            if name not in tables:
                logger.warning(
                    "%s: {source}`%s`: %s does not describe a table '%s'; it describes %s",
                    self.env.docname, self.text, PACKAGE, name, ", ".join(tables),
                    location=self.get_location(), type="course_data",
                )
                continue
            text = nodes.inline("", source_line(tables[name]), classes=["std", "std-ref"])
            result += [nodes.Text("; "), addnodes.pending_xref(
                "", text, refdomain="std", reftype="ref", refexplicit=True,
                reftarget=label(name), refwarn=True, refdoc=self.env.docname,
            )]
        return result[1:], []


def read_tables(app) -> None:
    """Keep each table's description, by name; a broken one is said once and leaves none."""
    app.course_tables = {}
    try:
        tables = {table["name"]: table for table in read_package(Path(app.srcdir))["resources"]}
        for table in tables.values():
            if not (Path(app.srcdir) / "data" / table["path"]).exists():
                raise BrokenDescription(f"data/{table['path']} is missing, though {PACKAGE} "
                                        "describes it")
    except BrokenDescription as fault:
        # a warning, which the strict build refuses; jupyter-book buries an exception
        logger.warning(str(fault), type="course_data")
    else:
        app.course_tables = tables


def setup(app):
    app.add_directive("tables", Tables)
    app.add_role("source", Source())
    app.connect("builder-inited", read_tables)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
