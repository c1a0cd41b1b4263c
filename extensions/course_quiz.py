"""Self-check questions: {quiz} shows book/questions/<page>.yml.

The known extensions fail on the keyboard, offline or in print. Here a question is
real inputs in a fieldset and each option's feedback a <details>, so that a page
needs no script; quiz.js lets the reader commit first. Every other output (PDF,
EPUB, text) gets plain lists: the questions, then the answers.

A question file is a YAML list:

- id: blank-or-zero
  asks: interpret
  several: true          # only where more than one option is right
  question: Inline *Markdown*, roles included.
  options:
    - text: An answer
      correct: true
      feedback: Why it is right, or what is mistaken in it.

`asks` names what the reader has to do: ASKS has the kinds, and says what each means.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from string import ascii_uppercase

import yaml
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

logger = logging.getLogger(__name__)
INTERACTIVE = ("html", "dirhtml")
ASKS = {
    "recall": "say who holds what, or what something is",
    "compute": "work out or read a number",
    "interpret": "say what a figure or finding means",
    "judge": "choose a design, weigh evidence, take the idea to a new case",
}


def faults(questions) -> Iterator[str]:
    """Yield what is wrong with a question file's content, each fault with its question's id."""
    if not isinstance(questions, list) or not questions:
        yield "holds no list of questions. Each begins with '- id: a-short-name'."
        return
    seen = set()
    for number, question in enumerate(questions, 1):
        if not isinstance(question, dict):
            yield f"question {number} is not a mapping with id, question and options."
            continue
        name = question.get("id")
        if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9-]*", name):
            yield f"question {number}: its id must be lower-case letters, digits and hyphens."
            name = str(number)
        elif name in seen:
            yield f"question '{name}': the id is used twice. Give each question its own."
        seen.add(name)
        for fault in question_faults(question):
            yield f"question '{name}': {fault}"


def question_faults(question: dict) -> Iterator[str]:
    yield from key_faults(question, ("id", "asks", "question", "options"), ("several",))
    if "asks" in question and question["asks"] not in ASKS:
        yield f"asks '{question['asks']}' is none of {', '.join(ASKS)}."
    if "question" in question and not is_text(question["question"]):
        yield "the question is no text. Write it out, in quotes if it is a number."
    if "options" not in question:
        return
    options = question["options"]
    if not isinstance(options, list) or len(options) < 2:
        yield "it needs a list of two options or more."
        return
    for letter, option in zip(ascii_uppercase, options):
        if not isinstance(option, dict):
            yield f"option {letter} is not a mapping with text, correct and feedback."
            continue
        for fault in key_faults(option, ("text", "correct", "feedback")):
            yield f"option {letter}: {fault}"
        for key in ("text", "feedback"):
            if key in option and not is_text(option[key]):
                yield f"option {letter}: no {key}. Write it out, in quotes if it is a number."
        if not isinstance(option.get("correct", False), bool):
            yield f"option {letter}: correct must be true or false."
    right = sum(isinstance(option, dict) and option.get("correct") is True for option in options)
    several = question.get("several", False)
    if not isinstance(several, bool):
        yield "several must be true or false."
    elif right == 0:
        yield "no option is right. Set 'correct: true' on at least one."
    elif right > 1 and not several:
        yield f"{right} options are right. Correct all but one, or set 'several: true'."
    elif right == 1 and several:
        yield "'several: true' and one right option. Remove one of the two."


def key_faults(
    mapping: dict, keys: tuple[str, ...], optional: tuple[str, ...] = ()
) -> Iterator[str]:
    for key in mapping:
        if key not in keys + optional:
            yield f"unknown key '{key}'. Known: {', '.join(keys + optional)}."
    for key in keys:
        if key not in mapping:
            yield f"'{key}' is missing."


def is_text(value) -> bool:
    return isinstance(value, str) and bool(value.strip())


class quiz(nodes.General, nodes.Element):
    """Holds quiz_question nodes; both are replaced before anything is written."""


class quiz_question(nodes.General, nodes.Element):
    """A paragraph and quiz_option nodes; attributes: name (unique in the book), several."""


class quiz_option(nodes.General, nodes.Element):
    """Two paragraphs, text and feedback; attributes: letter, correct."""


class QuizDirective(SphinxDirective):
    def run(self) -> list[nodes.Node]:
        stem = Path(self.env.docname).name
        relative, absolute = self.env.relfn2path(f"questions/{stem}.yml")
        self.env.note_dependency(relative)
        if self.env.temp_data.setdefault("course_quiz", self.lineno) != self.lineno:
            return self.stop("{quiz} stands twice on this page. Remove one.")
        try:
            text = Path(absolute).read_text(encoding="utf-8")
            questions = yaml.safe_load(text)
        except OSError:
            return self.stop(f"{relative} is missing. Write it, or remove {{quiz}}.")
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            return self.stop(f"{relative} is no valid YAML: {' '.join(str(error).split())}")
        found = list(faults(questions))
        if found:
            return self.stop(*(f"{relative}: {fault}" for fault in found))

        node = quiz()
        for question in questions:
            position = absolute, line_of(question["id"], text)
            several = question.get("several", False)
            part = quiz_question(name=f"quiz-{stem}-{question['id']}", several=several)
            part += self.paragraph(question["question"], position)
            for letter, option in zip(ascii_uppercase, question["options"]):
                choice = quiz_option(letter=letter, correct=option["correct"])
                choice += self.paragraph(option["text"], position)
                choice += self.paragraph(option["feedback"], position)
                part += choice
            node += part
        return [node]

    def stop(self, *messages: str) -> list[nodes.Node]:
        for message in messages:
            logger.error(message, location=self.get_location())
        return []

    def paragraph(self, markdown: str, position: tuple[str, int]) -> nodes.paragraph:
        """Parse inline Markdown as the page's own; its faults are laid to the question file."""
        children, messages = self.parse_inline(markdown)
        paragraph = nodes.paragraph("", "", *children, *messages)
        for node in paragraph.findall(nodes.Element):
            node.source, node.line = position
        return paragraph


def line_of(name: str, text: str) -> int:
    """Return the number of the line in which the question's id stands."""
    lines = enumerate(text.splitlines(), 1)
    return next((n for n, line in lines if re.search(rf"\bid:\s*['\"]?{name}\b", line)), 1)


class WriteQuiz(SphinxPostTransform):
    # after references are resolved, so that both forms hold the same finished links
    default_priority = 600

    def run(self, **kwargs) -> None:
        write = inputs if self.app.builder.name in INTERACTIVE else lists
        for node in list(self.document.findall(quiz)):
            node.replace_self(write(node))


def verdict_on(option: quiz_option) -> nodes.strong:
    word = "Right." if option["correct"] else "Look again."
    return nodes.strong("", word)


def inputs(node: quiz) -> list[nodes.Node]:
    """The form a browser shows: fieldsets with radio buttons or checkboxes."""
    result = [html('<div class="quiz">')]
    for number, question in enumerate(node, 1):
        text, *options = question.children
        kind, how = ("checkbox", "every right answer") if question["several"] else (
            "radio", "one answer")
        name = question["name"]
        result += [
            html(f'<fieldset class="quiz-question" id="{name}"><legend>'
                 f'<span class="quiz-number">{number}.</span> '),
            inline(*text.children),
            html(f' <span class="quiz-how">Choose {how}.</span></legend>'
                 '<div class="quiz-options">'),
        ]
        for option in options:
            text, feedback = option.children
            letter, right = option["letter"], "true" if option["correct"] else "false"
            result += [
                html(f'<label class="quiz-option"><input type="{kind}" name="{name}"'
                     f' value="{letter}" data-right="{right}">'
                     f'<span class="quiz-letter">{letter}</span> '),
                inline(*text.children),
                html('</label><details class="quiz-feedback"><summary>'
                     f'<span class="quiz-lead">Feedback on </span>{letter}</summary><p>'),
                inline(verdict_on(option), nodes.Text(" "), *feedback.children),
                html("</p></details>"),
            ]
        result.append(html("</div></fieldset>"))
    result.append(html("</div>"))
    return result


def inline(*children: nodes.Node) -> nodes.inline:
    # a link may only be written inside a text element
    return nodes.inline("", "", *children)


def html(code: str) -> nodes.raw:
    return nodes.raw("", code, format="html")


def lists(node: quiz) -> list[nodes.Node]:
    """The form for paper: all questions, then all answers, in the same letters."""
    questions, answers = numbered("arabic", "quiz-questions"), numbered("arabic", "quiz-answers")
    for question in node:
        text, *options = question.children
        choices, feedback = numbered("upperalpha"), numbered("upperalpha")
        for option in options:
            choice, comment = option.children
            comment.children[:0] = [verdict_on(option), nodes.Text(" ")]
            choices += nodes.list_item("", choice)
            feedback += nodes.list_item("", comment)
        if question["several"]:
            text += nodes.Text(" (More than one answer is right.)")
        questions += nodes.list_item("", text, choices)
        answers += nodes.list_item("", feedback)
    title = nodes.paragraph("", "", nodes.strong("", "Answers"), classes=["quiz-title"])
    return [questions, title, answers]


def numbered(kind: str, *classes: str) -> nodes.enumerated_list:
    return nodes.enumerated_list(enumtype=kind, prefix="", suffix=".", classes=list(classes))


def add_files(app, pagename, templatename, context, doctree) -> None:
    """Load script and style only where there is a quiz."""
    body = context.get("body", "")
    if 'class="quiz"' in body or "quiz-questions" in body:
        app.add_css_file("quiz.css")
    if 'class="quiz"' in body:
        app.add_js_file("quiz.js", loading_method="defer")


def setup(app):
    app.add_node(quiz)
    app.add_node(quiz_question)
    app.add_node(quiz_option)
    app.add_directive("quiz", QuizDirective)
    app.add_post_transform(WriteQuiz)
    app.connect("html-page-context", add_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
