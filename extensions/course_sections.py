"""The list of sections: {sections} shows every page whose front matter has a question.

It grows by itself: order and captions come from _toc.yml, titles, questions and
minutes from the pages. The page that shows it is written anew when any of these change.
"""

from dataclasses import dataclass

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Section:
    """A page that answers a question of its own."""

    docname: str
    part: str  # caption in _toc.yml, "" outside any part
    title: str
    question: str
    minutes: int


class sections(nodes.General, nodes.Element):
    """Where the list goes; replaced before anything is written."""


class SectionsDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        self.env.metadata[self.env.docname]["lists_sections"] = "yes"
        return [sections()]


def pages_in_order(env) -> list[tuple[str, str]]:
    """Return (docname, caption of its part) of every page below the root, in _toc.yml's order."""
    pages = []

    def walk(docname: str, caption: str) -> None:
        for toctree in env.tocs[docname].findall(addnodes.toctree):
            part = caption or toctree.get("caption") or ""
            for child in toctree["includefiles"]:
                pages.append((child, part))
                walk(child, part)

    walk(env.config.root_doc, "")
    return pages


def find_sections(env) -> list[Section]:
    """Return the section pages; one without a whole number of minutes is reported, left out."""
    found = []
    for docname, part in pages_in_order(env):
        front = env.metadata[docname]
        if "question" not in front:
            continue
        minutes = str(front.get("minutes", ""))
        if not minutes.isdecimal() or int(minutes) == 0:
            logger.error(
                f"{docname}: front matter has a question and "
                + (f"minutes: {minutes}" if minutes else "no minutes")
                + ". Write a whole number, as in 'minutes: 45'.",
                location=docname,
            )
            continue
        title = env.titles[docname].astext()
        found.append(Section(docname, part, title, str(front["question"]), int(minutes)))
    return found


def write_again(app, env) -> list[str]:
    """Name the pages with a list of sections when it differs from the last build's."""
    found = find_sections(env)
    if found == getattr(env, "course_sections", None):
        return []
    env.course_sections = found
    return [name for name, front in env.metadata.items() if "lists_sections" in front]


class WriteSections(SphinxPostTransform):
    default_priority = 5  # before references are resolved: the list holds some

    def run(self, **kwargs) -> None:
        for node in list(self.document.findall(sections)):
            node.replace_self(self.listing(self.env.course_sections))

    def listing(self, found: list[Section]) -> list[nodes.Node]:
        result = []
        for part in dict.fromkeys(section.part for section in found):
            if part:
                result.append(nodes.rubric("", part))
            items = nodes.definition_list(classes=["sections"])
            for section in found:
                if section.part == part:
                    items += self.item(section)
            result.append(items)
        total = sum(section.minutes for section in found)
        count = "1 section" if len(found) == 1 else f"{len(found)} sections"
        result.append(nodes.paragraph("", f"In all {count}, {duration(total)}."))
        return result

    def item(self, section: Section) -> nodes.definition_list_item:
        link = addnodes.pending_xref(
            "", nodes.inline("", section.title),
            refdomain="std", reftype="doc", reftarget=f"/{section.docname}",
            refexplicit=True, refwarn=True, refdoc=self.env.docname,
        )
        text = f"{section.question} ({section.minutes} minutes)"
        return nodes.definition_list_item(
            "", nodes.term("", "", link), nodes.definition("", nodes.paragraph("", text))
        )


def duration(minutes: int) -> str:
    """Return minutes in words, from two hours on as hours."""
    return f"{minutes} minutes" if minutes < 120 else f"about {minutes / 60:.0f} hours"


def setup(app):
    app.add_node(sections)
    app.add_directive("sections", SectionsDirective)
    app.add_post_transform(WriteSections)
    app.connect("env-updated", write_again)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
