"""A class is graded rightly, and no submission costs more than its own marks."""

import csv
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import submissions as handed_in
from conftest import ROOT
from submissions import ENDED, HOSTILE, SOLVED, TEXT, answered, code, hostile, notebook, put, words

import grade
import run_submission
import sandbox
from plain import plain

LABS = sorted(path.stem for path in (ROOT / "exercises").glob("*.ipynb"))
SECRET = "do-not-tell-4711"
SECONDS = 8


@pytest.fixture(scope="module", autouse=True)
def walls(tmp_path_factory):
    """Grading needs bubblewrap; without it skipped on a user's machine, a failure under CI."""
    given = tmp_path_factory.mktemp("given")
    try:
        sandbox.probe(sandbox.walls(sandbox.bubblewrap(), given, [ROOT]), grade.FIRST_USER)
    except sandbox.NoSandbox as missing:
        pytest.fail(str(missing)) if os.environ.get("CI") else pytest.skip(str(missing))


def command(course: Path, folder: Path, out: Path, *options: object) -> list[str]:
    lab = "trial" if (course / "exercises/trial.ipynb").exists() else "cases"
    return [sys.executable, str(ROOT / "scripts/grade.py"), lab, str(folder), "--out", str(out),
            "--root", str(course), *map(str, options)]


def run(*arguments: object, **settings) -> subprocess.CompletedProcess:
    return subprocess.run(command(*arguments), text=True, capture_output=True, **settings)


def marks(out: Path) -> dict[str, dict]:
    with (out / "marks.csv").open(encoding="utf-8", newline="") as file:
        return {row["student"]: row for row in csv.DictReader(file)}


def tree(folder: Path) -> dict:
    """What lies in `folder`: names, kinds, sizes and times of change."""
    found = {}
    for path in [folder, *folder.rglob("*")]:
        facts = path.lstat()
        size = 0 if path.is_dir() else facts.st_size
        found[str(path)] = (facts.st_mode, size, facts.st_mtime_ns)
    return found


def processes(word: str) -> list[str]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if word in line and "pytest" not in line:
            found.append(line)
    return found


def eventually(condition, seconds: float = 20) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


# --- one mixed folder, graded once ------------------------------------------------------------

SOLVED_CELLS = answered("trial", SOLVED)


def without(*beginnings: str) -> list[dict]:
    return [cell for cell in SOLVED_CELLS if not cell["source"].startswith(beginnings)]


def split(cells: list[dict]) -> list[dict]:
    found = []
    for cell in cells:
        first, _, rest = cell["source"].partition("\n")
        found += [cell | {"source": part} for part in (first, rest)] \
            if "figure, q2_axes" in cell["source"] else [cell]
    return found


FAKED = [cell | {"outputs": [{"output_type": "stream", "name": "stdout", "text": "q1: right."}]}
         if cell["cell_type"] == "code" else cell for cell in handed_in.TRIAL]
BROKEN = code("x = (")  # a cell that cannot run
OLD = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [
    {"cell_type": cell["cell_type"], "metadata": {}, "language": "python",
     "input" if cell["cell_type"] == "code" else "source": [cell["source"]]}
    for cell in SOLVED_CELLS]}]}

# name -> (cells, marks of q1 and q2, words of q3, state); what students' hands do to a notebook
HANDS = {
    "all right": (SOLVED_CELLS, "1", "1", 32, "graded"),
    "blank": (handed_in.TRIAL, "0", "0", 0, "graded"),
    "mistaken": (answered("trial", {"q1": "q1_half = 2.0"}), "0", "0", 0, "graded"),
    "unknown": (answered("trial", {"q1": "q1_half = 0.8888"}), "0", "0", 0, "graded"),
    "copied cells": ([cell for cell in SOLVED_CELLS for _ in range(2)], "1", "1", 32, "graded"),
    "split cell": (split(SOLVED_CELLS), "1", "1", 32, "graded"),
    "no first cell": (without("from feedback"), "1", "1", 32, "graded"),
    "no check cells": (without("check("), "1", "1", 32, "graded"),
    "no given answer cells": (without("q1_half = ...", "q2_axes = ..."), "1", "1", 32, "graded"),
    "changed checks": ([code("check = lambda *_: print('q1: right. ')"),
                        *handed_in.TRIAL[3:]], "0", "0", 0, "graded"),
    "other order": (SOLVED_CELLS[::-1], "1", "1", 32, "graded"),
    "blank copied below": ([*SOLVED_CELLS, code("q1_half = ..."), code("q2_axes = None")],
                           "1", "1", 32, "graded"),
    "faked outputs": (FAKED, "0", "0", 0, "graded"),
    "cells that fail": ([BROKEN, code("1 / 0"), *SOLVED_CELLS, code("%nonsense")],
                        "1", "1", 32, "graded"),
    "text below a crash": ([*without("q3_text"), code("import os\nos._exit(1)"),
                            code(SOLVED["q3"])], "1", "1", 32, "ended by itself in code cell 9"),
    "one's own lines": ([*SOLVED_CELLS, words("# Bela\nI see **two** rows.", "written")],
                        "1", "1", 32, "graded"),
}
FILES = {  # what is no notebook, or hardly one
    "0 bytes": (b"", "empty file"),
    "blanks": (b"\n \n", "empty file"),
    "not JSON": (b"<html>Log in</html>", "not a notebook"),
    "cut off": (notebook(SOLVED_CELLS)[:900], "not a notebook"),
    "a list": (b"[1, 2]", "not a notebook"),
    "deep": (b"[" * 200_000, "not a notebook"),
    "deep within": (b'{"cells": ' + b"[" * 90_000 + b"]" * 90_000 + b"}", "not a notebook"),
    "no cells": (notebook([]), "notebook without code"),
    "odd cells": (b'{"cells": [{"cell_type": "code", "source": 3}, 7]}', "not a notebook"),
    "only text": (notebook([words("q1_half = 0.5")]), "notebook without code"),
    "bytes": (bytes(range(256)) * 50, "not a notebook"),
}
NAMES = ["Zoë Müller", "-rf", "=1+1", "..x", "a;b|c", "all Right", "x" * 200]


def fill(folder: Path, outside: Path, course: Path, port: int) -> None:
    """Hand in all of the above, the hostile ones, and some odd files."""
    for name, (cells, *_) in HANDS.items():
        put(folder, name, notebook(cells), "trial")
    for name, (content, _) in FILES.items():
        put(folder, name, content, "trial")
    for name in NAMES:
        put(folder, name, notebook(SOLVED_CELLS), "trial")
    for name in HOSTILE:
        put(folder, f"hostile {name}", hostile("trial", name, port=port, secret=SECRET,
                                               course=course, outside=outside), "trial")
    latin = notebook(SOLVED_CELLS).replace(b"More words", "Größe words".encode("latin-1"))
    put(folder, "Latin-1", latin, "trial")
    put(folder, "with a mark", b"\xef\xbb\xbf" + notebook(SOLVED_CELLS), "trial")
    put(folder, "format 3", json.dumps(OLD).encode(), "trial")
    put(folder, "huge", b"{", "trial")
    os.truncate(folder / "huge/trial.ipynb", 21 * 1024 * 1024)
    (folder / "renamed").mkdir()
    (folder / "renamed/Trial (2).ipynb").write_bytes(notebook(SOLVED_CELLS))
    put(folder / "whole zip/labs", "exercises", notebook(SOLVED_CELLS), "trial")
    put(folder, "two notebooks", notebook(SOLVED_CELLS), "a")
    (folder / "two notebooks/b.ipynb").write_bytes(notebook(SOLVED_CELLS))
    (folder / "nothing").mkdir()
    (folder / "flat.ipynb").write_bytes(notebook(SOLVED_CELLS))
    (folder / "all right.ipynb").write_bytes(notebook(SOLVED_CELLS))
    (folder / "a folder.ipynb/trial.ipynb").mkdir(parents=True)
    (folder / "linked file").mkdir()
    (outside / "other.ipynb").write_bytes(notebook(SOLVED_CELLS))
    (folder / "linked file/trial.ipynb").symlink_to(outside / "other.ipynb")
    (folder / "linked folder").symlink_to(outside)
    (folder / "pipe").mkdir()
    os.mkfifo(folder / "pipe/trial.ipynb")
    (folder / "roster.csv").write_text("amina\n")
    kept = "Lab trial.\n\n[q1] try 2\n0.5\n\n[q3] try 1\n" + TEXT + "\n"
    put(folder, "text file", notebook(handed_in.TRIAL), "trial", kept)
    put(folder, "text file after a crash", hostile("trial", "os._exit"), "trial",
        kept.replace("0.5", "2.0"))
    put(folder, "text file alone", b"", "trial", kept)
    put(folder, "odd text file", notebook(handed_in.TRIAL), "trial",
        "[q1] try 1\n{\"a\": 1}\n\n[q2] try 1\n" + "[" * 9999 + "\n\n[q9] try 1\n1\n")
    put(folder, "text file with a long number", notebook(handed_in.TRIAL), "trial",
        "[q1] try " + "9" * 9999 + "\n0.5\n")


@pytest.fixture(scope="module")
def mixed(tmp_path_factory, walls):
    """The mixed folder, graded: what happened, as a dict."""
    base = tmp_path_factory.mktemp("class")
    course, folder, outside = base / "course", base / "handed in", base / "outside"
    handed_in.trial_course(course)
    outside.mkdir()
    (outside / "private.txt").write_text("private")
    calls = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        def listen() -> None:
            while True:
                try:
                    calls.append(server.accept()[1])
                except OSError:
                    return
        threading.Thread(target=listen, daemon=True).start()
        fill(folder, outside, course, server.getsockname()[1])
        before = [tree(place) for place in (course, folder, outside)]
        result = run(course, folder, base / "out", "--seconds", SECONDS, "--memory", 1000,
                     env=os.environ | {"SECRET": SECRET})
    assert result.returncode == 0, result.stderr
    return {"base": base, "out": base / "out", "course": course, "folder": folder, "calls": calls,
            "before": before, "said": result.stdout,
            "after": [tree(place) for place in (course, folder, outside)],
            "left": processes("98765") + processes(str(base)),
            "marks": marks(base / "out"), "report": (base / "out/mistakes.md").read_text("utf-8")}


@pytest.mark.parametrize("name", HANDS)
def test_students_hands_do_not_confuse_grading(mixed, name):
    row = mixed["marks"][name]
    _, one, two, number, state = HANDS[name]
    assert (row["q1"], row["q2"], row["q3"]) == (one, two, "")
    assert (int(row["q3_words"]), row["state"]) == (number, state)
    assert (row["right"], row["asked"]) == (str(int(one) + int(two)), "2")


@pytest.mark.parametrize("name", FILES)
def test_what_is_no_notebook_has_no_marks_and_a_reason(mixed, name):
    row = mixed["marks"][name]
    assert (row["right"], row["state"]) == ("0", FILES[name][1])
    assert f"- {name}: {FILES[name][1]}" in mixed["report"]


@pytest.mark.parametrize("name, state", [
    ("Latin-1", "graded"), ("with a mark", "graded"), ("format 3", "graded"),
    ("renamed", "graded"), ("whole zip", "graded"), ("flat", "graded"),
    ("all right (handed in twice)", "graded"),
    *((re.sub("^([=-])", r"'\1", name), "graded") for name in NAMES),
])
def test_odd_files_and_names_are_graded_like_others(mixed, name, state):
    row = mixed["marks"][name]
    assert (row["right"], row["q3_words"], row["state"]) == ("2", "32", state)


@pytest.mark.parametrize("name, state", [
    ("huge", "larger than 20 MB"), ("nothing", "no notebook"), ("pipe", "not a file"),
    ("two notebooks", "2 notebooks, and which counts is not clear"),
    ("linked file", "a link, not followed"), ("linked folder", "a link, not followed"),
    ("a folder.ipynb", "no notebook"),
])
def test_what_cannot_be_opened_is_named(mixed, name, state):
    assert mixed["marks"][name]["state"] == state
    assert mixed["marks"][name]["right"] == "0"


def test_files_that_nobody_grades_are_listed(mixed):
    assert "- roster.csv" in mixed["report"]


@pytest.mark.parametrize("name, one, number, state", [
    ("text file", "1", 32, "graded; q1, q3 from the text file"),
    ("text file alone", "1", 32, "empty file; q1, q3 from the text file"),
    # the notebook's own answers come first
    ("text file after a crash", "1", 32, "ended by itself in code cell 5"),
    ("odd text file", "0", 0, "graded; q1, q2 from the text file"),
    ("text file with a long number", "0", 0, "graded"),
])
def test_the_text_file_answers_where_the_notebook_does_not(mixed, name, one, number, state):
    row = mixed["marks"][name]
    assert (row["q1"], int(row["q3_words"]), row["state"]) == (one, number, state)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_submission_keeps_what_it_answered_before(mixed, name):
    row = mixed["marks"][f"hostile {name}"]
    assert row["q1"] == "1", row
    if name not in ENDED and "q2_axes" not in HOSTILE[name]:
        assert row["q2"] == "1", row
    if name not in ENDED and "q3_text" not in HOSTILE[name]:
        assert row["q3_words"] == "32", row


@pytest.mark.parametrize("name, state", [
    ("sleep", f"code cell 5 stopped after {SECONDS // 2} s"),
    ("deaf loop", f"stopped after {SECONDS} s in code cell 5"),
    ("loop that catches all", f"stopped after {SECONDS} s in code cell 5"),
    ("huge bytes", "out of memory in code cell 5"),
    ("memory of many", "out of memory in code cell 5"),
    ("many files", "made too many files in code cell 5"),
    ("kill itself", "ended by itself in code cell 5 (SIGKILL)"),
    ("segfault", "ended by itself in code cell 5 (SIGSEGV)"),
    ("flood in the pipe", "wrote too much where the answers go in code cell 5"),
])
def test_the_state_says_what_happened_and_where(mixed, name, state):
    assert mixed["marks"][f"hostile {name}"]["state"] == state
    assert f"- hostile {name}: {state}" in mixed["report"]


def test_a_cell_that_loops_is_stopped_and_the_rest_is_run(mixed):
    state = mixed["marks"]["hostile loop"]["state"]
    # on a busy machine the clock is the first to stop it
    assert re.fullmatch(f"code cell 5 stopped after ({SECONDS // 4} s of computing"
                        f"|{SECONDS // 2} s)", state)


def test_nothing_outside_is_changed_and_nothing_is_left_running(mixed):
    assert mixed["after"] == mixed["before"]
    assert not Path("/tmp/grading-was-here").exists()
    assert mixed["left"] == []
    assert {path.name for path in mixed["out"].iterdir()} == \
        {"marks.csv", "mistakes.md", "feedback", "texts", "results", ".lock"}


def test_nobody_hears_from_a_submission(mixed):
    assert mixed["calls"] == []


def test_a_submission_sees_neither_the_course_nor_others_nor_our_variables(mixed):
    texts = (mixed["out"] / "texts/q3.md").read_text(encoding="utf-8")
    assert "> 1 found:  x" in texts
    assert "> 1 secret: False" in texts
    everything = "".join(path.read_text(encoding="utf-8") for path in mixed["out"].rglob("*.*"))
    assert SECRET not in everything


def test_the_time_limit_holds_for_each(mixed):
    took = [json.loads(path.read_text(encoding="utf-8"))["took"]
            for path in (mixed["out"] / "results").iterdir()]
    assert len(took) == len(mixed["marks"]) and max(took) < SECONDS + 8
    assert "10 of " in mixed["said"]


def test_an_iterator_is_not_used_up_by_reading_it():
    variables = {"q5_years": iter([1950, 1960])}
    said = []
    question = {"kind": "years", "variable": "q5_years"}
    answers = run_submission.Answers(variables, {"q5": question}, plain, said.append)
    answers.read(1)
    answers.read(2)
    assert said == [{"question": "q5", "value": [1950, 1960], "fault": "", "cell": 1}]
    assert list(variables["q5_years"]) == [1950, 1960]


# --- what is written --------------------------------------------------------------------------


def read(mixed, *path: str) -> str:
    return mixed["out"].joinpath(*path).read_text(encoding="utf-8")


def test_the_report_counts_mistakes_and_names_nobody_for_them(mixed):
    number = len(mixed["marks"])
    question = mixed["report"].split("## q1\n")[1].split("## q2\n")[0]
    assert f"- 1 of {number}: Upside down" in question
    assert "Answers that no rule recognised: `0.8888`" in question
    for name in ("mistaken", "unknown"):
        assert name not in mixed["report"].replace("No rule", "")
    right = sum(row["q1"] == "1" for row in mixed["marks"].values())
    assert re.search(rf"^\| q1 \| {right} \| \d+ \| \d+ \|$", mixed["report"], re.M)


def test_feedback_says_what_the_notebook_says_and_gives_no_answer(mixed):
    text = read(mixed, "feedback", "mistaken.md")
    assert "## q1: look again\n\nYou gave `2`.\n\nUpside down. Divide the other way." in text
    assert "## q2: not answered yet" in text and "0 of 2 answers are right" in text
    assert "0.5" not in text and "[4, 5, 6]" not in text
    text = read(mixed, "feedback", "cells that fail.md")
    assert "- Code cell 2, which begins `1 / 0`: `ZeroDivisionError: division by zero`" in text
    assert f"> {TEXT.strip()}" in text


def test_free_lines_are_copied_as_quotations(mixed):
    assert "> # Bela\n> I see **two** rows." in read(mixed, "feedback", "one's own lines.md"
                                                     .replace("'", "_"))
    lines = read(mixed, "texts", "lines.md")
    assert "## one's own lines" in lines and "## all right\n" not in lines


def test_the_texts_stand_below_their_rubric_for_marking(mixed):
    text = read(mixed, "texts", "q3.md")
    assert text.count("| **Verdict** |") == 1
    assert f"## all right\n\n> {TEXT.strip()}\n\n32 words." in text
    assert "## blank\n\nNo text." in text


def test_names_that_differ_in_case_have_files_of_their_own(mixed):
    files = [path.name for path in (mixed["out"] / "feedback").iterdir()]
    assert len(files) == len({name.casefold() for name in files}) == len(mixed["marks"])


# --- the course's own labs --------------------------------------------------------------------


def as_planned(results: list[dict], plans: dict[str, dict[str, str]]) -> None:
    """Hold each verdict against what the student was made to do."""
    verdicts = {"right": ("right", "kept"), "open": ("not answered yet",)}
    assert {result["name"] for result in results} == set(plans)
    for result in results:
        assert (result["state"], result["faults"]) == ("graded", []), result["name"]
        for question, expected in plans[result["name"]].items():
            answer = result["questions"][question]
            where = (result["name"], question, expected, answer)
            assert answer["verdict"] in verdicts.get(expected, ("look again",)), where
            assert expected in verdicts or answer["mistake"] == expected, where


@pytest.fixture(scope="module")
def solved(tmp_path_factory, walls) -> dict[str, Path]:
    """Each lab with its solutions, graded: lab -> the folder of results."""
    def grade_one(lab: str) -> Path:
        base = tmp_path_factory.mktemp(lab)
        put(base / "in", "solved", notebook(answered(lab, handed_in.solutions(lab))), lab)
        grade.grade(ROOT, lab, base / "in", base / "out", jobs=1)
        return base / "out"
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(LABS, pool.map(grade_one, LABS), strict=True))


@pytest.mark.parametrize("lab", LABS)
def test_the_solutions_of_each_lab_have_full_marks(solved, lab):
    result = json.loads((solved[lab] / "results/solved.json").read_text(encoding="utf-8"))
    as_planned([result], {"solved": dict.fromkeys(handed_in.known(lab), "right")})
    row = marks(solved[lab])["solved"]
    assert row["right"] == row["asked"] and int(row["asked"]) >= 4


def test_a_class_gets_the_marks_that_it_earned(tmp_path):
    plans = handed_in.a_class(tmp_path / "in", "cases", 5, seed=3)
    put(tmp_path / "in", "blank", notebook(handed_in.lab_cells("cases")), "cases")
    plans["blank"] = dict.fromkeys(handed_in.known("cases"), "open")
    as_planned(grade.grade(ROOT, "cases", tmp_path / "in", tmp_path / "out"), plans)
    report = (tmp_path / "out/mistakes.md").read_text(encoding="utf-8")
    for name in handed_in.known("cases"):
        said = report.split(f"## {name}\n")[1].split("\n## ")[0]
        made = [plan[name] for plan in plans.values()]
        for mistake in set(made) - {"right", "open", "Unknown"}:
            assert f"- {made.count(mistake)} of 6: {mistake}" in said
        assert ("no rule recognised" in said) == ("Unknown" in made)


# --- resume -----------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path):
    """A trial course and five submissions to it."""
    course, folder = handed_in.trial_course(tmp_path / "course"), tmp_path / "in"
    for name in "abdef":
        put(folder, name, notebook(SOLVED_CELLS), "trial")
    return course, folder, tmp_path / "out"


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_run_goes_on_and_grades_nothing_twice(small, end):
    put(small[1], "c", notebook([*SOLVED_CELLS, code("import time\ntime.sleep(4)")]), "trial")
    first = subprocess.Popen(command(*small, "--jobs", 1, "--seconds", 16), text=True,
                             stderr=subprocess.PIPE, stdout=subprocess.PIPE)
    results = small[2] / "results"
    assert eventually(lambda: {path.stem for path in results.glob("*.json")} >= {"a", "b"}, 60)
    time.sleep(0.5)  # c sleeps
    first.send_signal(end)
    said = first.communicate()[1]
    assert "Traceback" not in said
    if end == signal.SIGINT:
        assert "goes on from here" in said
    assert eventually(lambda: processes(str(small[2])) == []), processes(str(small[2]))
    done = {path: path.stat().st_mtime_ns for path in results.glob("*.json")}
    assert {path.stem for path in done} == {"a", "b"}
    second = run(*small, "--seconds", 16)
    assert "2 of 6 were graded before" in second.stdout, second.stderr
    assert {path: path.stat().st_mtime_ns for path in done} == done
    assert [row["q1"] for row in marks(small[2]).values()] == ["1"] * 6


def test_only_what_changed_is_graded_again(small):
    assert run(*small).returncode == 0
    put(small[1], "g", notebook(SOLVED_CELLS), "trial")
    (small[1] / "a/trial.ipynb").write_bytes(notebook(handed_in.TRIAL))
    (small[1] / "b/trial.txt").write_text("[q1] try 1\n0.5\n")
    (small[2] / "results/d.json").write_text("{")
    assert "2 of 6 were graded before" in run(*small).stdout
    assert marks(small[2])["a"]["q1"] == "0"
    assert "6 of 6 were graded before" in run(*small).stdout
    table = small[0] / "data/table.csv"
    table.write_text("year\n1991\n")
    assert "graded before" not in run(*small).stdout


def test_two_runs_do_not_share_a_folder_of_results(small):
    small[2].mkdir()
    import fcntl
    with (small[2] / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run(*small)
    assert result.returncode != 0 and "another run is at work" in result.stderr


# --- refusals ---------------------------------------------------------------------------------


def a_bwrap(folder: Path, text: str) -> dict:
    """An environment whose only bwrap is a script of ours, or none."""
    folder.mkdir()
    if text:
        (folder / "bwrap").write_text(f"#!/bin/sh\n{text}\n")
        (folder / "bwrap").chmod(0o755)
    return os.environ | {"PATH": str(folder)}


@pytest.mark.parametrize("script, words", [
    ("", "apt install bubblewrap"),
    ("echo --bind", "too old"),
    ("echo --size; echo no namespaces for you >&2; exit 1", "no namespaces for you"),
])
def test_without_a_sandbox_nothing_is_run(small, tmp_path, script, words):
    result = run(*small, env=a_bwrap(tmp_path / "bin", script))
    assert result.returncode != 0 and words in result.stderr
    assert "--trust-submissions" in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert not (small[2] / "marks.csv").exists()


def test_trusted_submissions_are_run_under_the_limits_alone(small, tmp_path):
    for name in ("loop that catches all", "huge bytes", "os._exit", "print without end"):
        put(small[1], name, hostile("trial", name), "trial")
    put(small[1], "variables", hostile("trial", "read the variables", secret=SECRET), "trial")
    result = run(*small, "--trust-submissions", "--seconds", SECONDS, "--memory", 1000,
                 env=a_bwrap(tmp_path / "bin", "") | {"SECRET": SECRET})
    assert result.returncode == 0, result.stderr
    assert "run **without a sandbox**" in (small[2] / "mistakes.md").read_text(encoding="utf-8")
    rows = marks(small[2])
    assert {row["q1"] for row in rows.values()} == {"1"}
    assert rows["a"]["right"] == "2" and rows["a"]["state"] == "graded"
    assert rows["loop that catches all"]["state"] == f"stopped after {SECONDS} s in code cell 5"
    assert not list(small[2].glob(".run*"))


def test_a_folder_that_lies_among_the_system_s_is_hidden(tmp_path):
    folders = (path for path in Path("/usr/share").iterdir() if path.is_dir())
    shown = next(path for path in folders if any(path.iterdir()))
    wall = sandbox.walls(sandbox.bubblewrap(), tmp_path, [shown])
    said = subprocess.run([*wall, "sh", "-c", f"ls '{shown}'; echo x > '{shown}/x'; ls /usr"],
                          text=True, capture_output=True)
    assert "share" in said.stdout.splitlines() and "Read-only" in said.stderr
    assert not set(said.stdout.splitlines()) & {path.name for path in shown.iterdir()}


@pytest.mark.parametrize("arguments, words", [
    (["atlantis", "."], ["no lab", "atlantis", "cases"]),
    (["cases", "/nowhere"], ["no folder /nowhere"]),
    (["../cases", "."], ["no lab"]),
    (["cases", str(ROOT / "scripts"), "--out", str(ROOT / "scripts/x")], ["must not lie"]),
])
def test_a_wrong_call_is_refused_in_one_line(arguments, words):
    result = subprocess.run([sys.executable, ROOT / "scripts/grade.py", *arguments], text=True,
                            capture_output=True, cwd=ROOT)
    assert result.returncode != 0 and len(result.stderr.strip().splitlines()) == 1
    for word in words:
        assert word in result.stderr


def test_make_grade_hands_names_with_blanks_over():
    without_make = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MAKELEVEL")}
    said = subprocess.run(["make", "-n", "grade", "LAB=cases", "FOLDER=a class"], text=True,
                          capture_output=True, cwd=ROOT, env=without_make).stdout
    assert 'scripts/grade.py "cases" "a class"' in said
