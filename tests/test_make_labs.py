"""Labs are made from one source, the same on every machine, or not at all."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from conftest import ROOT
from lab_files import LABS, SOURCES, checks_of, outputs, workshop
from nbclient import NotebookClient

import make_labs
import trial_lab


def run_make_labs(root: Path, *options: str) -> subprocess.CompletedProcess:
    command = [sys.executable, ROOT / "scripts/make_labs.py", "--root", root, *options]
    return subprocess.run(command, text=True, capture_output=True)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} has {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


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


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_the_solutions_pass_every_check(made, source):
    notebook = make_labs.read(source)
    folder = {"metadata": {"path": str(made / "exercises")}}
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources=folder).execute()
    said = outputs(notebook)
    questions = checks_of(source.stem)
    assert len(questions) >= 4
    for name in questions:
        assert f"{name}: right." in said or f"{name}: kept." in said, name
    assert "look again" not in said and "not answered" not in said
