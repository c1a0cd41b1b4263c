"""A term's definition beside its link: on hover, on keyboard focus, offline.

The theme brings Bootstrap, whose tooltips open on hover and focus and are announced to
screen readers; each link that {term} makes gets its definition as one. (sphinx-tippy would
bring a second such library, and fetch it from a CDN.) Without script the link remains.
"""

import re
from html import escape

from docutils import nodes
from sphinx import addnodes

LINK = re.compile(r'(<a class="reference internal" href="[^"]*#(term-[^"]+)")')

# Bootstrap closes a tooltip when pointer or focus leave; Escape is for readers whom it covers
ESCAPE = """\
document.addEventListener("keydown", event => {
  if (event.key == "Escape")
    document.querySelectorAll(".course-term[aria-describedby]").forEach(
      link => bootstrap.Tooltip.getInstance(link)?.hide());
});
"""


def without_citations(definition: nodes.definition) -> str:
    """Return a definition's text; an unresolved citation would show its key."""
    copy = definition.deepcopy()
    for node in list(copy.findall(addnodes.pending_xref)):
        if node["refdomain"] == "cite":
            node.parent.remove(node)
    return re.sub(r"\s+(?=[.,;])", "", " ".join(copy.astext().split()))


def collect(app, doctree: nodes.document) -> None:
    """Keep the definitions of the page just read: {term's id: text}."""
    found = {}
    for glossary in doctree.findall(addnodes.glossary):
        for item in glossary.findall(nodes.definition_list_item):
            definition = next(item.findall(nodes.definition))
            for term in item.findall(nodes.term):
                found.update(dict.fromkeys(term["ids"], without_citations(definition)))
    app.env.metadata[app.env.docname]["defines"] = found


def write_again(app, env) -> list[str]:
    """Name every page when a definition differs from the last build's."""
    found = {key: text for front in env.metadata.values() for key, text in
             front.get("defines", {}).items()}
    if found == getattr(env, "course_terms", None):
        return []
    env.course_terms = found
    return sorted(env.found_docs)


def add_definitions(app, pagename, templatename, context, doctree) -> None:
    if app.builder.name != "html" or not context.get("body"):
        return

    def add(match: re.Match) -> str:
        text = app.env.course_terms.get(match[2])
        if not text:
            return match[0]
        link = match[1].replace('class="', 'class="course-term ')
        return f'{link} data-bs-toggle="tooltip" data-bs-title="{escape(text)}"'

    context["body"], count = LINK.subn(add, context["body"])
    if count:
        app.add_js_file(None, body=ESCAPE)


def setup(app):
    app.connect("doctree-read", collect)
    app.connect("env-updated", write_again)
    app.connect("html-page-context", add_definitions)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
