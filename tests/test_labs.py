"""The labs' checks know right from wrong, name the mistake, and give nothing away."""

import getpass
import json
import re
from pathlib import Path

import matplotlib.pyplot as plt
import nbformat
import pytest
from conftest import ROOT
from lab_files import LABS, SOURCES, answers_of, checks_of, hidden_lines, outputs

import feedback
import make_labs


@pytest.fixture(params=LABS, ids=lambda lab: lab.stem)
def tried(request):
    """(questions, routes, mistakes, units, unknown) of a lab, with its checks loaded."""
    name = request.param.stem
    feedback.start(name)
    answers = answers_of(name)
    yield feedback._lab.copy(), answers
    feedback._lab.clear()


def given(answer: object) -> object:
    """Return the answer; a figure is drawn by a function."""
    return answer() if callable(answer) else answer


def said_to(name: str, answer: object) -> tuple[bool, str]:
    found = feedback.grade(name, given(answer))
    plt.close("all")
    return found


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_the_untouched_lab_passes_no_check(lab):
    said = outputs(nbformat.read(lab, as_version=4))
    for name in checks_of(lab.stem):
        assert f"{name}: not answered yet." in said, name
    assert ": right." not in said


LEAST = {"number": 4, "numbers": 3, "years": 3, "codes": 3, "choice": 2, "plot": 3}


def test_three_routes_lead_to_each_right_answer(tried):
    questions, answers = tried
    assert set(answers.ROUTES) == set(questions)
    for name, routes in answers.ROUTES.items():
        assert len(routes) >= 3, name
        for number, answer in enumerate(routes, 1):
            right, message = said_to(name, answer)
            assert right, f"route {number}: {message}"


def refused(slips: dict[str, list]) -> None:
    """Assert that each wrong answer is refused with the words that stand beside it."""
    for name, pairs in slips.items():
        for answer, words in pairs:
            right, message = said_to(name, answer)
            assert not right and words in message, (answer, words, message)


def test_each_known_mistake_meets_its_own_message(tried):
    refused(tried[1].MISTAKES)


def test_every_mistake_that_a_lab_knows_is_tried(tried):
    questions, answers = tried
    for name, question in questions.items():
        if question["kind"] == "text":
            assert len(answers.MISTAKES[name]) >= 3, name
            continue
        assert len(question["mistakes"]) >= LEAST[question["kind"]], name
        told = {said_to(name, answer)[1] for answer, _ in answers.MISTAKES[name]}
        for _, mistake, message in question["mistakes"]:
            assert f"{name}: look again. {mistake}. {message}" in told, (name, mistake)


def test_a_wrong_unit_or_type_is_named(tried):
    questions, answers = tried
    for name, question in questions.items():
        assert len(answers.UNITS.get(name, [])) >= len(question.get("units", [])), name
    refused(answers.UNITS)


def test_an_answer_that_no_rule_knows_is_told_what_is_asked_for(tried):
    questions, answers = tried
    assert {q for q in questions if questions[q]["kind"] == "number"} <= set(answers.UNKNOWN)
    for name, answer in answers.UNKNOWN.items():
        right, message = said_to(name, answer)
        assert not right
        assert f"No slip that this check knows. {questions[name]['expects']}" in message


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_a_lab_has_its_parts(source):
    """Six to ten questions, one plot, one text, hints that unfold, minutes that add up."""
    questions = checks_of(source.stem)
    kinds = [question["kind"] for question in questions.values()]
    assert list(questions) == [f"q{number}" for number in range(1, len(kinds) + 1)]
    assert 6 <= len(kinds) <= 10
    assert "plot" in kinds and kinds[-1] == "text" and kinds.count("choice") <= 2
    text = source.read_text(encoding="utf-8")
    for shared in ("{{ how }}", "{{ rubric }}", "{{ end }}", "print(my_guess)"):
        assert shared in text
    parts = [int(minutes) for minutes in re.findall(r"^## \d .*\((\d+) minutes\)$", text, re.M)]
    assert len(parts) == 7
    table = [int(minutes) for minutes in re.findall(r"^\| \d [^|]+\| (\d+) \|", text, re.M)]
    assert parts == table
    assert 60 <= sum(parts) <= 90 and f"About {sum(parts)} minutes" in text
    asked = re.split(r"^### Question \d+.*$", text, flags=re.MULTILINE)[1:]
    assert len(asked) == len(kinds)
    for kind, part in zip(kinds, asked, strict=True):
        # JupyterLab's MyST loses what stands in <details>
        assert kind == "text" or ":::{hint}\n:class: dropdown\n" in part, part[:80]


# --- nothing given away -----------------------------------------------------------------------


def spellings(value: float) -> set[str]:
    """How the number could stand in a text: rounded to 0-4 decimals, in per cent, with commas."""
    found = set()
    for number in (value, 100 * value, value / 1000):
        for digits in range(5):
            if len(f"{abs(number):.{digits}f}".replace(".", "").lstrip("0")) >= 3:
                found |= {f"{number:.{digits}f}", f"{number:,.{digits}f}"}
    return found


def shows(text: str, spelling: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(spelling)}(?![\d]|[.,]\d)", text) is not None


def secrets(question: dict) -> set[str]:
    """The spellings of a question's right answer that would give it away."""
    right = question.get("right")
    if question["kind"] == "number":
        return spellings(right)
    if question["kind"] == "numbers":
        return set().union(*map(spellings, right))
    if question["kind"] in ("years", "codes"):
        return {str(right), str(right)[1:-1], ", ".join(map(str, right))}
    return set()  # a letter stands in every text, a plot is data


def test_no_message_gives_the_answer(tried):
    for name, question in tried[0].items():
        messages = [question.get("expects", ""), question.get("then", ""), question.get("nan", "")]
        messages += [f"{mistake} {message}" for _, mistake, message in question.get("mistakes", [])]
        messages += [message for _, _, message in question.get("units", [])]
        for secret in secrets(question):
            assert not any(shows(message, secret) for message in messages), (name, secret)


def test_no_answer_stands_in_the_lab_or_the_checks_as_text(tried, request):
    lab_name = request.node.callspec.params["tried"].stem
    lab = nbformat.read(ROOT / f"exercises/{lab_name}.ipynb", as_version=4)
    checks = (ROOT / f"exercises/checks/{lab_name}.json.b64").read_text()
    text = "\n".join(cell.source for cell in lab.cells) + outputs(lab)
    for name, question in tried[0].items():
        for secret in secrets(question):
            assert not shows(text, secret), (name, secret)
            # base64 holds a short number by chance
            assert len(secret) < 5 or secret not in checks, (name, secret)
    for word in ("right", "mistakes", "tolerance"):
        assert f'"{word}"' not in checks


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_no_solution_stands_in_the_lab(source):
    lab = (ROOT / f"exercises/{source.stem}.ipynb").read_text(encoding="utf-8")
    telling = {line for line in hidden_lines([source], make_labs.REMOVED) if len(line) > 20}
    assert len(telling) > 20
    for line in telling:
        assert json.dumps(line)[1:-1] not in lab, line
    assert not any(f'"{tag}"' in lab for tag in make_labs.REMOVED)


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_stored_outputs_exist_and_name_no_machine(lab):
    notebook = nbformat.read(lab, as_version=4)
    nbformat.validate(notebook)
    checked = [cell for cell in notebook.cells if cell.source.startswith("check(")]
    assert len(checked) >= 4
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert cell.execution_count, cell.id
            faults = [out for out in cell.outputs if out.output_type == "error"]
            assert not faults or "raises-exception" in cell.metadata["tags"], cell.id
    for cell in checked:
        assert cell.outputs, cell.id
    text = lab.read_text(encoding="utf-8")
    for path in (str(ROOT), str(Path.home()), "/home/", "/Users/", "/tmp/", "C:\\\\"):
        assert path not in text, path
    said = outputs(notebook)
    if getpass.getuser() not in ("root", "runner", "user"):  # words that a text may hold
        assert getpass.getuser() not in said
    assert "version" not in notebook.metadata["language_info"]
    assert not any("execution" in cell.metadata for cell in notebook.cells)


def test_variables_of_questions_are_used_for_one_question_only():
    for source in SOURCES:
        for cell in make_labs.read(source).cells:
            if cell.cell_type != "code" or not re.match(r'q\d|check\("q', cell.source):
                continue
            if "check-definition" not in cell.metadata.get("tags", []):
                assert len(set(re.findall(r"\bq(\d+)[_\"]", cell.source))) == 1, cell.source


def test_the_readers_guide_lists_each_lab_with_its_question_and_minutes():
    guide = (ROOT / "exercises/README.md").read_text(encoding="utf-8")
    for source in SOURCES:
        text = source.read_text(encoding="utf-8")
        question = re.search(r"^\*\*(.+)\*\*$", text, re.MULTILINE)[1]
        minutes = re.search(r"About (\d+) minutes", text)[1]
        assert f"| `{source.stem}.ipynb` | {question} | {minutes} |\n" in guide
    assert guide.count(".ipynb` |") == len(SOURCES)
