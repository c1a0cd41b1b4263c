"""The labs are what their sources make, grade rightly, and give nothing away."""

import base64
import getpass
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache
from pathlib import Path
from types import ModuleType

import matplotlib.pyplot as plt
import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

import feedback
import make_labs
import trial_lab
import zip_labs

SOURCES = sorted((ROOT / "exercises/solutions").glob("*.md"))
LABS = [ROOT / "exercises" / f"{source.stem}.ipynb" for source in SOURCES]


def workshop(folder: Path) -> Path:
    """Copy what make_labs.py works on into `folder`."""
    for name in ("data", "exercises"):
        ignore = shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints")
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    return folder


def run_make_labs(root: Path, *options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, ROOT / "scripts/make_labs.py", "--root", root, *options]
    return subprocess.run(command, text=True, capture_output=True)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} has {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def decoded(path: Path) -> dict:
    return json.loads(base64.b64decode(path.read_bytes()))


def outputs(notebook: nbformat.NotebookNode) -> str:
    """All that the notebook's cells printed or showed as text."""
    found = []
    for cell in notebook.cells:
        for out in cell.get("outputs", []):
            found.append(out.get("text", ""))
            data = sorted(out.get("data", {}).items())
            found += [text for kind, text in data if kind.startswith("text/")]
    return "\n".join(found)


@pytest.fixture(scope="module")
def trial_made(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("trial")
    (root / "data").mkdir()
    trial_lab.write(root)
    for module in (ROOT / "exercises").glob("*.py"):
        shutil.copy(module, root / "exercises")
    make_labs.main(root)
    return root


@pytest.fixture
def trial(trial_made, tmp_path) -> Path:
    """A folder of one's own with one made lab of one question, which needs no table."""
    return shutil.copytree(trial_made, tmp_path / "trial")


def refusal(root: Path, **options) -> str:
    """What make_labs says as it refuses `root`."""
    with pytest.raises(make_labs.LabError) as error:
        make_labs.main(root, **options)
    return str(error.value)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A copy of the course in which the labs were made anew."""
    root = workshop(tmp_path_factory.mktemp("made"))
    result = run_make_labs(root)
    assert result.returncode == 0, result.stderr
    return root


@pytest.fixture(params=LABS, ids=lambda lab: lab.stem)
def tried(request):
    """(questions, routes, mistakes, units, unknown) of a lab, with its checks loaded."""
    name = request.param.stem
    feedback.start(name)
    answers = answers_of(name)
    yield feedback._lab.copy(), answers
    feedback._lab.clear()


@cache
def answers_of(lab: str) -> ModuleType:
    """Return tests/labs/<lab>.py, whose name may be no name of a module."""
    spec = importlib.util.spec_from_file_location(f"lab_{lab}", ROOT / f"tests/labs/{lab}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def given(answer: object) -> object:
    """Return the answer; a figure is drawn by a function."""
    return answer() if callable(answer) else answer


def said_to(name: str, answer: object) -> tuple[bool, str]:
    found = feedback.grade(name, given(answer))
    plt.close("all")
    return found


# --- made from one source ---------------------------------------------------------------------


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_a_lab_is_what_its_source_and_the_tables_make(made, lab):
    fresh = nbformat.read(made / "exercises" / lab.name, as_version=4)
    stored = nbformat.read(lab, as_version=4)
    again = f"run make labs: {lab.name} is older than its source"
    assert [(c.cell_type, c.source, c.id, c.metadata) for c in stored.cells] == \
           [(c.cell_type, c.source, c.id, c.metadata) for c in fresh.cells], again
    checks = f"exercises/checks/{lab.stem}.json.b64"
    assert (ROOT / checks).read_text() == (made / checks).read_text(), again


def test_labs_made_twice_are_the_same_bytes(made):
    files = sorted(made.glob("exercises/*.ipynb")) + sorted(made.glob("exercises/checks/*"))
    first = {path: path.read_bytes() for path in files}
    result = run_make_labs(made)
    assert result.returncode == 0, result.stderr
    assert len(first) >= 2
    for path, content in first.items():
        assert path.read_bytes() == content, path.name


def test_an_edited_solution_without_make_labs_is_refused_by_name(trial):
    make_labs.main(trial, only_check=True)  # raises LabError if it refuses a fresh lab
    source = trial / "exercises/solutions/trial.md"
    edit(source, '"asks": "a share"', '"asks": "a part"')
    said = refusal(trial, only_check=True)
    assert said.startswith("exercises/checks/trial.json.b64: not what exercises/solutions/trial.md")
    assert "make labs" in said
    edit(source, "# Trial", "# Another trial")
    assert refusal(trial, only_check=True).startswith("exercises/trial.ipynb and ")


@pytest.mark.parametrize("change", ["a cell", "a question's code", "no notebook", "a foreign one"])
def test_make_labs_leaves_a_lab_changed_by_hand_byte_for_byte(trial, change):
    lab = trial / "exercises/trial.ipynb"
    notebook = nbformat.read(lab, as_version=4)
    if change == "a cell":
        notebook.cells.append(nbformat.v4.new_markdown_cell("My note."))
    elif change == "a question's code":
        cell = next(cell for cell in notebook.cells if cell.id == "q1-answer")
        cell.source = "q1_half = 0.5"
    elif change == "a foreign one":
        del notebook.metadata["lab"]
    lab.write_text("{" if change == "no notebook" else nbformat.writes(notebook))
    checks = trial / "exercises/checks/trial.json.b64"
    before, known = lab.read_bytes(), checks.read_bytes()
    edit(trial / "exercises/solutions/trial.md", '"asks": "a share"', '"asks": "a part"')
    assert refusal(trial).startswith("exercises/trial.ipynb was changed by hand")
    assert lab.read_bytes() == before and checks.read_bytes() == known


def test_a_lab_that_was_only_run_is_made_again(trial):
    lab = trial / "exercises/trial.ipynb"
    made = lab.read_bytes()
    notebook = nbformat.read(lab, as_version=4)
    notebook.cells[1].execution_count = 41
    notebook.metadata["language_info"] = {"name": "python", "version": "3.99"}
    lab.write_text(nbformat.writes(notebook))
    make_labs.main(trial)
    assert lab.read_bytes() == made


def test_a_refusal_is_one_line_and_no_success(trial):
    (trial / "exercises/trial.ipynb").write_text("{")
    result = run_make_labs(trial)
    assert result.returncode != 0
    assert len(result.stderr.strip().splitlines()) == 1
    assert result.stderr.startswith("make labs: exercises/trial.ipynb was changed by hand")


FAULTY = {
    "a wrong solution": ("5 / 10", "10 / 5", ["trial.md", "q1: look again"]),
    "a failing cell": ("5 / 10", "5 / 0", ["trial.md", "q1_half = 5 / 0", "ZeroDivisionError"]),
    "an unchecked definition": ('check("q1", q1_half)', "q1_half", ["trial.md", "q1"]),
    "an undefined check": ("q1_check", "q2_check", ["trial.md", "q1", "q2"]),
    "a gap already filled": ("q1_half = ...", "q1_half = 3", ["trial.md, q1", "untouched"]),
    "a missing shared text": ("# Trial", "# Trial\n\n{{ nowhere }}", ["trial.md", "nowhere.md"]),
    "an unknown kind": ('"number"', '"word"', ["trial.md, q1", "'word'", "number, numbers"]),
    "paper that needs an answer": ("# Trial", """# Trial

```{code-cell}
:tags: [paper]

q1_half + 1
```""", ["trial.md", "q1_half + 1", "NameError"]),
    "a given cell that fails though answered": ("# Trial", """# Trial

```{code-cell}
:tags: [raises-exception]

1 / 0
```""", ["trial.md", "1 / 0", "ZeroDivisionError"]),
    "a check without its range": ('"range": (0, 1), ', "", ["trial.md, q1", "range"]),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_a_faulty_source_stops_make_labs_with_the_question(trial, fault):
    old, new, words = FAULTY[fault]
    before = (trial / "exercises/trial.ipynb").read_bytes()
    edit(trial / "exercises/solutions/trial.md", old, new)
    said = refusal(trial)
    assert "\n" not in said
    for word in words:
        assert word in said
    assert (trial / "exercises/trial.ipynb").read_bytes() == before


def test_a_given_cell_that_needs_an_answer_shows_what_is_missing_and_no_path(trial):
    edit(trial / "exercises/solutions/trial.md", "# Trial", "# Trial\n\n{{ note }}")
    shared = trial / "exercises/solutions/shared"
    shared.mkdir()
    (shared / "note.md").write_text("A note for every lab.")
    source = trial / "exercises/solutions/trial.md"
    source.write_text(source.read_text() + """
```{code-cell}
:tags: [raises-exception]

print(f"{100 * q1_half:.0f} per cent")
```

```{code-cell}
:tags: [paper]

print("for paper")
```
""")
    make_labs.main(trial)
    notebook = nbformat.read(trial / "exercises/trial.ipynb", as_version=4)
    assert "A note for every lab." in notebook.cells[0].source
    last = notebook.cells[-1]
    assert last.metadata["tags"] == ["raises-exception"]
    assert [(out.ename, out.traceback) for out in last.outputs] == [("TypeError", [])]
    assert "for paper" not in json.dumps(notebook)


def a_definition(**changes) -> dict:
    sound = {"kind": "number", "asks": "a share", "range": [0, 1], "right": 0.5537,
             "tolerance": 0.0005, "mistakes": [[0.5522, "Last year missing", "Which years?"]]}
    return {key: value for key, value in (sound | changes).items() if value is not None}


def test_a_sound_definition_becomes_a_check():
    question = make_labs.finished("cases.md, q3", a_definition())
    assert question["expects"] == "The question asks for a share between 0 and 1."


FIGURE = {"kind": "plot", "asks": "one panel", "range": None, "form": {"zero": "y"}, "tolerance": 5,
          "right": [{"x": [1, 2], "y": [100, 200]}],
          "mistakes": [[{"x": [1, 2], "y": [108, 207]}, "The other series", ""]]}


@pytest.mark.parametrize("changes, words", [
    ({"kind": "numbers", "right": [0.5, 0.9], "mistakes": [[[0.5005, 0.9005], "Both near", ""]]},
     ["right answer", "Both near"]),
    ({"kind": "years", "right": [1961, 1988], "range": [1950, 1980], "mistakes": [],
      "tolerance": None}, ["range"]),
    ({"kind": "codes", "right": ["KOR"], "mistakes": [[["KOR", "KOR"], "Twice", ""]],
      "range": None, "tolerance": None}, ["Twice"]),
    ({"kind": "choice", "right": "a", "options": "abc", "mistakes": [["b", "B", ""]],
      "range": None, "tolerance": None, "asks": None}, ["options abc"]),
    ({"kind": "codes", "right": ["KOR"], "mistakes": []}, ["has no range, tolerance"]),
    (FIGURE, ["right answer", "The other series"]),
    (FIGURE | {"form": {"pretty": True}}, ["pretty"]),
    ({"kind": "text"}, ["words"]),
    ({"tolerance": 0.005}, ["right answer", "Last year missing"]),
    ({"tolerance": 0.00075}, ["right answer", "Last year missing"]),  # exactly half
    ({"mistakes": [[0.4, "One", ""], [0.4009, "Other", ""]]}, ["One", "Other"]),
    ({"right": float("nan")}, ["empty"]),
    ({"right": 55.37}, ["outside its range"]),
    ({"units": [[0.5, 100, "A percentage."]]}, ["units"]),
    ({"mistakes": [[float("nan"), "Nothing", ""]]}, ["Nothing"]),
])
def test_a_check_that_contradicts_itself_is_refused_by_question(changes, words):
    with pytest.raises(make_labs.LabError) as error:
        make_labs.finished("cases.md, q3", a_definition(**changes))
    for word in ["q3", *words]:
        assert word in str(error.value)


# --- graded rightly ---------------------------------------------------------------------------


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_solutions_pass_every_check(made, source):
    notebook = make_labs.read(source)
    folder = {"metadata": {"path": str(made / "exercises")}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=folder).execute()
    said = outputs(notebook)
    questions = decoded(ROOT / f"exercises/checks/{source.stem}.json.b64")
    assert len(questions) >= 4
    for name in questions:
        assert f"{name}: right." in said or f"{name}: kept." in said, name
    assert "look again" not in said and "not answered" not in said


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_the_untouched_lab_passes_no_check(lab):
    said = outputs(nbformat.read(lab, as_version=4))
    for name in decoded(ROOT / f"exercises/checks/{lab.stem}.json.b64"):
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


def test_each_known_mistake_meets_its_own_message(tried):
    questions, answers = tried
    for name, mistakes in answers.MISTAKES.items():
        for answer, words in mistakes:
            right, message = said_to(name, answer)
            assert not right and words in message, (answer, words, message)


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
    for name, slips in answers.UNITS.items():
        for answer, words in slips:
            right, message = said_to(name, answer)
            assert not right and words in message, (answer, words, message)


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
    questions = decoded(ROOT / f"exercises/checks/{source.stem}.json.b64")
    kinds = [question["kind"] for question in questions.values()]
    assert list(questions) == [f"q{number}" for number in range(1, len(kinds) + 1)]
    assert 6 <= len(kinds) <= 10
    assert "plot" in kinds and kinds[-1] == "text" and kinds.count("choice") <= 2
    text = source.read_text(encoding="utf-8")
    assert "{{ how }}" in text and "{{ rubric }}" in text and "print(my_guess)" in text
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
    hidden, shared = set(), set()
    for cell in make_labs.read(source).cells:
        removed = make_labs.REMOVED & set(cell.metadata.get("tags", []))
        (hidden if removed else shared).update(map(str.strip, cell.source.splitlines()))
    telling = {line for line in hidden - shared if len(line) > 20}
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


# --- the zip ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("reader")
    archive = zip_labs.zip_labs(ROOT, tmp_path_factory.mktemp("zip") / "labs.zip")
    with zipfile.ZipFile(archive) as labs:
        labs.extractall(folder)
    return folder


def test_the_zip_holds_what_a_reader_needs_and_no_solution(unpacked):
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*")
             if path.is_file()}
    needed = {"README.md", "requirements.txt"}
    needed |= {f"exercises/{name}.py" for name in ("feedback", "keep", "plain")}
    needed |= {f"data/{path.name}" for path in (ROOT / "data").iterdir() if path.is_file()}
    needed |= {path.name for path in ROOT.glob("LICENSE*")}
    for lab in LABS:
        needed |= {f"exercises/{lab.name}", f"exercises/checks/{lab.stem}.json.b64"}
    assert names == needed
    locked = (ROOT / "binder/requirements.txt").read_bytes()
    assert (unpacked / "requirements.txt").read_bytes() == locked
    everything = b"".join(path.read_bytes() for path in unpacked.rglob("*") if path.is_file())
    assert b"check-definition" not in everything and b'"solution"' not in everything


@pytest.mark.parametrize("lab", LABS, ids=lambda lab: lab.stem)
def test_a_lab_from_the_zip_runs_where_it_was_unpacked(unpacked, lab):
    notebook = nbformat.read(unpacked / "exercises" / lab.name, as_version=4)
    stored = outputs(notebook)
    folder = {"metadata": {"path": str(unpacked / "exercises")}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=folder,
                   coalesce_streams=True).execute()
    assert outputs(notebook) == stored


def test_the_zip_is_the_same_bytes_whatever_the_clock_says(tmp_path):
    one, two = tmp_path / "one", tmp_path / "two"
    for root in (one, two):
        workshop(root)
        (root / "binder").mkdir()
        shutil.copy(ROOT / "binder/requirements.txt", root / "binder")
        for licence in ROOT.glob("LICENSE*"):
            shutil.copy(licence, root)
    for path in two.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    assert zip_labs.zip_labs(one).read_bytes() == zip_labs.zip_labs(two).read_bytes()


def test_a_zip_without_its_lock_is_refused_by_name(tmp_path):
    workshop(tmp_path)
    command = [sys.executable, ROOT / "scripts/zip_labs.py", "--root", tmp_path]
    result = subprocess.run(command, text=True, capture_output=True)
    assert result.returncode != 0 and "Traceback" not in result.stderr
    assert "LICENSE" in result.stderr or "binder/requirements.txt" in result.stderr
    assert not (tmp_path / "_build/html/labs.zip").exists()


def test_the_readers_guide_lists_each_lab_with_its_question_and_minutes():
    guide = (ROOT / "exercises/README.md").read_text(encoding="utf-8")
    for source in SOURCES:
        text = source.read_text(encoding="utf-8")
        question = re.search(r"^\*\*(.+)\*\*$", text, re.MULTILINE)[1]
        minutes = re.search(r"About (\d+) minutes", text)[1]
        assert f"| `{source.stem}.ipynb` | {question} | {minutes} |\n" in guide
    assert guide.count(".ipynb` |") == len(SOURCES)
