"""Launch, edit and issue buttons that lead to this copy's own repository, or to none.

The address is found when the book is built, so that a fork launches itself. A
remote can be a local folder or hold a token: what is not a repository on a known
host counts as none, and what is not host, owner and name never leaves `address`.

The directive `{lab}` shows where to open a page's lab and where to download all.
"""

import os
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

VARIABLE = "COURSE_REPOSITORY"
# Theme 1.2.0 quotes other hosts' addresses so that Binder cannot read them, and
# has no issue link for Bitbucket. Nested GitLab groups meet the same fault.
PROVIDERS = {"github.com": "github", "gitlab.com": "gitlab"}
SOURCE_BRANCH = "main"
STUDENTS_BRANCH = "students"  # made by `make students`: no solutions
BINDER = "https://mybinder.org"
BUTTONS = ("use_repository_button", "use_edit_page_button", "use_issues_button")

logger = logging.getLogger(__name__)


def address(text: str) -> str | None:
    """Reduce a remote's address to https://host/owner/name; None if it is not one.

    Understands https, git, ssh://git@host:22/… and git@host:owner/name. User,
    password, port, query and `.git` are cut off.
    """
    text = text.strip()
    short_ssh = re.fullmatch(r"(?:[^@/:]+@)?([^@/:]+):(?!//)(.+)", text)
    if short_ssh:
        host, path = short_ssh.groups()
    else:
        parts = urlsplit(text)
        if parts.scheme not in ("https", "http", "ssh", "git", "git+ssh"):
            return None
        host, path = parts.hostname or "", parts.path
    match = re.fullmatch(r"/*([\w.-]+)/([\w.-]+?)(?:\.git)?/*", path, re.ASCII)
    if host.lower() not in PROVIDERS or not match:
        return None
    return f"https://{host.lower()}/{match[1]}/{match[2]}"


def origin(root: Path) -> str:
    """Return the address of the git remote `origin` of the checkout, or nothing."""
    # Named outright, git looks into no folder above: a course unpacked inside
    # another repository must not link to that one.
    command = ["git", "--git-dir", str(root / ".git"), "remote", "get-url", "origin"]
    try:
        return subprocess.run(command, capture_output=True, text=True).stdout
    except FileNotFoundError:  # a machine without git
        return ""


def find_repository(root: Path) -> str | None:
    """Return https://host/owner/name of this copy of the course, or None."""
    named = os.environ.get(VARIABLE, "").strip()
    found = address(named or origin(root))
    if named and not found:
        # not the value itself: it may hold a token
        logger.info(f"{VARIABLE} is no repository on {' or '.join(PROVIDERS)}: no launch buttons")
    return found


def launch_link(repository: str, path: str) -> str:
    """Return the address that opens `path` of the students' branch in JupyterLab."""
    host, owner, name = repository.removeprefix("https://").split("/")
    place = f"gh/{owner}/{name}" if host == "github.com" else f"gl/{owner}%2F{name}"
    return f"{BINDER}/v2/{place}/{STUDENTS_BRANCH}?urlpath=lab/tree/{path}"


def set_buttons(app, config) -> None:
    """Hand the address to the theme, in place of jupyter-book's own."""
    options = config.html_theme_options
    config.course_repository = find_repository(Path(app.srcdir)) or ""
    for name in ("repository_url", "repository_branch", "path_to_docs", "launch_buttons", *BUTTONS):
        options.pop(name, None)
    if config.course_repository:
        options |= {
            "repository_url": config.course_repository,
            "repository_branch": STUDENTS_BRANCH,  # what the theme's launch link opens
            "launch_buttons": {"notebook_interface": "jupyterlab", "binderhub_url": BINDER},
        } | dict.fromkeys(BUTTONS, True)


def edit_on_main(app) -> None:
    """Let "edit" lead to the source; the theme knows one branch for all its buttons."""
    for provider in PROVIDERS.values():
        if f"{provider}_version" in app.config.html_context:
            app.config.html_context[f"{provider}_version"] = SOURCE_BRANCH


def drop_notebook_download(app, pagename, templatename, context, doctree) -> None:
    """Take the lone .ipynb out of the download menu: it would not find its tables."""
    for group in context.get("header_buttons", []):
        if group.get("label") == "download-buttons":
            group["buttons"] = [
                b for b in group["buttons"] if b.get("label") != "download-notebook-button"
            ]


class LabLinks(nodes.General, nodes.Element):
    """The ways to a lab, written when the output format is known. Attribute: lab."""


class Lab(SphinxDirective):
    """``{lab} cases``: a box with minutes, questions and the ways to exercises/cases.ipynb."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        lab = self.arguments[0]
        path = Path(self.env.srcdir) / "exercises" / f"{lab}.ipynb"
        if not path.exists():
            labs = ", ".join(sorted(p.stem for p in path.parent.glob("*.ipynb"))) or "none yet"
            logger.error(
                f"no lab '{lab}' in exercises/ (there are: {labs}). "
                "Correct the name, or run make labs.",
                location=self.get_location(),
            )
            return []
        self.env.note_dependency(str(path))
        notebook = nbformat.read(path, as_version=4)
        box = nodes.admonition(classes=["tip", "course-lab"])
        box += nodes.title("", f"Lab: {title(notebook) or lab}")
        if facts(notebook):
            box += nodes.paragraph("", facts(notebook))
        box += LabLinks(lab=lab)
        self.set_source_info(box)
        return [box]


def title(notebook) -> str:
    """Return the first heading of a notebook, or nothing."""
    heading = re.search(r"^# +(?:Lab: *)?(.+)$", text_of(notebook, "markdown"), re.MULTILINE)
    return heading[1].strip() if heading else ""


def facts(notebook) -> str:
    """Return how long a lab says it takes and how many questions it checks, as far as known."""
    minutes = re.search(r"[Aa]bout (\d+) minutes", text_of(notebook, "markdown"))
    asked = dict(re.findall(r"""\bcheck\(\s*["'](\w+)["'], *(\w+)""", text_of(notebook, "code")))
    texts = sum(variable.endswith("_text") for variable in asked.values())
    known = [f"about {minutes[1]} minutes"] if minutes else []
    known += [f"{len(asked) - texts} questions that answer at once"] if asked else []
    known += ["one text that a person reads"] if texts else []
    return (", ".join(known) + ".").capitalize() if known else ""


def text_of(notebook, kind: str) -> str:
    return "\n".join(c.source for c in notebook.cells if c.cell_type == kind)


class WriteLabLinks(SphinxPostTransform):
    """Links where they work: in the built pages. Elsewhere text that holds without them."""

    default_priority = 200

    def run(self, **kwargs) -> None:
        for node in list(self.document.findall(LabLinks)):
            node.replace_self(self.ways(node["lab"]))

    def ways(self, lab: str) -> nodes.bullet_list:
        path = f"exercises/{lab}.ipynb"
        ways = nodes.bullet_list()
        in_pages = self.app.builder.name == "html"
        if self.config.course_repository:
            url = launch_link(self.config.course_repository, path)
            text = "Open the lab" if in_pages else url
            after = " in your browser: no account, nothing to install. It may start slowly."
            before = "" if in_pages else "Open the lab at "
            ways += item(before, nodes.reference("", text, refuri=url), after)
        if in_pages:
            up = "../" * self.env.docname.count("/")
            link = nodes.reference("", "Download all labs", refuri=f"{up}labs.zip")
            how = " with their tables. Unpack them and follow the README: once "
            ways += item(
                "", link, how, nodes.literal("", "pip install -r requirements.txt"),
                ", then ", nodes.literal("", "jupyter lab"), ".",
            )
        else:
            ways += item("In a copy of the course the lab is ", nodes.literal("", path),
                         "; ", nodes.literal("", "make lab"), " opens it. "
                         "The web edition of this page offers all labs as one download.")
        return ways


def item(*parts: str | nodes.Node) -> nodes.list_item:
    """Return a list item of one paragraph made of texts and nodes."""
    paragraph = nodes.paragraph()
    paragraph += [nodes.Text(part) if isinstance(part, str) else part for part in parts]
    return nodes.list_item("", paragraph)


def setup(app):
    # "html": a new address has every page written anew at the next build, warm ones too
    app.add_config_value("course_repository", "", "html", [str])
    app.add_node(LabLinks)
    app.add_directive("lab", Lab)
    app.add_post_transform(WriteLabLinks)
    app.connect("config-inited", set_buttons)
    app.connect("builder-inited", edit_on_main, priority=900)  # after the theme has set it
    app.connect("html-page-context", drop_notebook_download, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
