"""Make what a class hands in, good and bad: python tests/submissions.py FOLDER 200

Each submission comes with its plan: question -> "right", the name of a mistake, "Unknown" or
"open". The course's own labs and a trial lab of three questions serve, which needs no tables.
"""

import base64
import json
import random
import re
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / folder) for folder in ("scripts", "exercises", "extensions")]

import make_labs  # noqa: E402
from course_solutions import read  # noqa: E402

CHECK = re.compile(r'^check\("(q\d+)", (\w+)\)$', re.MULTILINE)
TEXT = "In 1990 the score was 0.5 (source: V-Dem), which speaks against it. " + "More words. " * 10


def code(source: str, **more) -> dict:
    return {"cell_type": "code", "id": "a", "metadata": {}, "source": source, "outputs": [],
            "execution_count": None} | more


def words(source: str, *tags: str) -> dict:
    return {"cell_type": "markdown", "id": "b", "metadata": {"tags": [*tags]}, "source": source}


def notebook(cells: list[dict]) -> bytes:
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole).encode()


# --- a trial lab ------------------------------------------------------------------------------

QUESTIONS = {
    "q1": {"kind": "number", "asks": "a share", "range": (0, 1), "right": 0.5, "tolerance": 0.01,
           "mistakes": [(2.0, "Upside down", "Divide the other way.")]},
    "q2": {"kind": "plot", "asks": "a line", "right": [{"x": [1, 2, 3], "y": [4, 5, 6]}],
           "tolerance": 0.1, "form": {"labels": True},
           "mistakes": [({"x": [1, 2], "y": [4, 5]}, "One year short", "Look at the end.")]},
    "q3": {"kind": "text", "words": (20, 60)},
}
FIGURE = """\
import matplotlib.pyplot as plt
figure, q2_axes = plt.subplots()
q2_axes.plot([1, 2, 3], [4, 5, 6])
q2_axes.set_ylabel("People")
plt.show()"""
SOLVED = {"q1": "q1_half = 5 / 10 * (table[:4] == 'year')", "q2": FIGURE,
          "q3": f'q3_text = """\n{TEXT}\n"""'}
TRIAL = [
    words("# Trial"),
    code('from feedback import check, start\n\nstart("trial")\n'
         'table = open("../data/table.csv").read()'),
    words("**Your line**:", "student", "written"),
    code("q1_half = ..."), code('check("q1", q1_half)'),
    code("q2_axes = ..."), code('check("q2", q2_axes)'),
    words("Write.\n\n| | 0 | 1 |\n|---|---|---|\n| **Verdict** | none | one |"),
    code('q3_text = """\nWrite here.\n"""'), code('check("q3", q3_text)'),
]


def trial_course(root: Path) -> Path:
    """Make a course of one small lab in `root`."""
    (root / "exercises/checks").mkdir(parents=True)
    (root / "data").mkdir()
    (root / "data/table.csv").write_text("year\n1990\n")
    for path in (ROOT / "exercises").glob("*.py"):
        shutil.copy(path, root / "exercises")
    known = {name: make_labs.finished(name, what) for name, what in QUESTIONS.items()}
    text = base64.encodebytes(json.dumps(known).encode())
    (root / "exercises/checks/trial.json.b64").write_bytes(text)
    (root / "exercises/trial.ipynb").write_bytes(notebook(TRIAL))
    return root


# --- submissions ------------------------------------------------------------------------------


def lab_cells(lab: str) -> list[dict]:
    """Return the cells of the lab as students get it."""
    if lab == "trial":
        return [dict(cell) for cell in TRIAL]
    text = (ROOT / f"exercises/{lab}.ipynb").read_text(encoding="utf-8")
    return [cell | {"source": "".join(cell["source"])} for cell in json.loads(text)["cells"]]


def solutions(lab: str) -> dict[str, str]:
    """Return question -> the code that answers it."""
    if lab == "trial":
        return SOLVED
    found, waiting = {}, []
    for cell in read(ROOT / f"exercises/solutions/{lab}.md").cells:
        if "solution" in cell.metadata.get("tags", []):
            waiting.append(cell.source)
        elif cell.cell_type == "code" and (asked := CHECK.search(cell.source)):
            found[asked[1]], waiting = "\n\n".join(waiting), []
    return found


def known(lab: str) -> dict[str, dict]:
    if lab == "trial":
        return {name: make_labs.finished(name, what) for name, what in QUESTIONS.items()}
    return json.loads(base64.b64decode((ROOT / f"exercises/checks/{lab}.json.b64").read_bytes()))


def answered(lab: str, answers: dict[str, str]) -> list[dict]:
    """Return the lab's cells with the code of `answers` before each question's check."""
    cells = []
    for cell in lab_cells(lab):
        if asked := CHECK.search(cell["source"]) if cell["cell_type"] == "code" else None:
            cells += [code(answers[asked[1]])] if asked[1] in answers else []
        cells.append(cell)
    return cells


def wrong(variable: str, kind: str, value: object) -> str:
    """Return the code of a student who comes to `value`."""
    if kind != "plot":
        return f"{variable} = {value!r}"
    lines = ["import matplotlib.pyplot as plt", f"figure, {variable} = plt.subplots()"]
    for series in value if isinstance(value, list) else [value]:
        x = series.get("x", list(range(len(series["y"]))))
        lines.append(f"{variable}.plot({x}, {series['y']})")
    return "\n".join(lines)


UNKNOWN = {"number": 0.123456, "numbers": [0.1] * 6, "years": [1801, 1802, 1803],
           "codes": ["XXA", "XXB", "XXC"]}


def planned(lab: str, chance: random.Random) -> tuple[dict[str, str], dict[str, str]]:
    """Return (question -> code, question -> what it is) of one student, drawn by lot."""
    right, answers, plan = solutions(lab), {}, {}
    variables = dict(CHECK.findall("\n".join(c["source"] for c in lab_cells(lab)
                                             if c["cell_type"] == "code")))
    for name, question in known(lab).items():
        lot, kind = chance.random(), question["kind"]
        if lot < 0.05:
            plan[name] = "open"
        elif lot < 0.30 and question.get("mistakes"):
            value, plan[name], _ = chance.choice(question["mistakes"])
            answers[name] = wrong(variables[name], kind, value)
        elif lot < 0.40 and kind in UNKNOWN and not question.get("units"):
            value = UNKNOWN[kind][:len(question["right"])] if kind == "numbers" else UNKNOWN[kind]
            answers[name], plan[name] = wrong(variables[name], kind, value), "Unknown"
        else:
            answers[name], plan[name] = right[name], "right"
    return answers, plan


def put(folder: Path, name: str, content: bytes, lab: str, text: str = "") -> None:
    """Hand `content` in under `name`."""
    (folder / name).mkdir(parents=True)
    (folder / name / f"{lab}.ipynb").write_bytes(content)
    if text:
        (folder / name / f"{lab}.txt").write_text(text, encoding="utf-8")


def a_class(folder: Path, lab: str, number: int, seed: int = 1) -> dict[str, dict[str, str]]:
    """Fill `folder` with `number` submissions and return name -> plan."""
    chance, plans = random.Random(seed), {}
    for place in range(number):
        name = f"student {place + 1:03}"
        answers, plans[name] = planned(lab, chance)
        put(folder, name, notebook(answered(lab, answers)), lab)
    return plans


# --- bad ones ---------------------------------------------------------------------------------

# Each stands between a right first question and the others. {port}, {secret}, {course} and
# {outside} are filled in by the test: a listening socket, a variable of the grader's, its
# folder, and a folder beside it.
HOSTILE = {
    "loop": "while True:\n    pass",
    "loop that catches all": """\
while True:
    try:
        while True:
            pass
    except BaseException:
        pass""",
    "loop in finally": """\
try:
    1 / 0
finally:
    while True:
        try:
            while True:
                pass
        except KeyboardInterrupt:
            pass""",
    "deaf loop": """\
import signal
for number in signal.valid_signals():
    try:
        signal.signal(number, signal.SIG_IGN)
    except OSError:
        pass
while True:
    pass""",
    "sleep": "import time\ntime.sleep(10**6)",
    "list that doubles": "heap = [0]\nwhile True:\n    heap = heap * 2",
    "huge bytes": "heap = bytearray(10**12)",
    "huge array": "import numpy\nheap = numpy.ones((10**5, 10**6))",
    "memory of many": """\
import os, time
for _ in range(12):
    if not os.fork():
        heap = bytearray(b"x" * (300 * 1024 * 1024))
        time.sleep(10**6)
time.sleep(10**6)""",
    "fork bomb": "import os\nwhile True:\n    os.fork()",
    "threads": """\
import threading
def spin():
    while True:
        pass
for _ in range(1000):
    threading.Thread(target=spin).start()""",
    "exit()": "exit()",
    "quit()": "quit()",
    "sys.exit": "import sys\nsys.exit(3)",
    "os._exit": "import os\nos._exit(0)",
    "kill itself": "import os\nos.kill(os.getpid(), 9)",
    "kill all": "import os\nos.kill(-1, 9)",
    "raise BaseException": "raise BaseException('no')",
    "error that loops": """\
class Odd(Exception):
    def __str__(self):
        while True:
            pass
raise Odd""",
    "recursion": "def down():\n    return down()\ndown()",
    "segfault": "import ctypes\nctypes.string_at(0)",
    "segfault by depth": """\
import sys
sys.setrecursionlimit(10**9)
def down():
    return [*map(lambda _: down(), [0])]
down()""",
    "write outside": """\
import pathlib
tried = ["../../x", "/x", "/usr/x", "/given/x", "/etc/x", "/dev/x", "{outside}/x", "{course}/x",
         "{course}/exercises/checks/trial.json.b64", "/tmp/grading-was-here", "../../../../x"]
for place in tried:
    try:
        pathlib.Path(place).write_text("x")
    except OSError:
        pass""",
    "delete the tables": """\
import shutil
for place in ("../data", "/given", "/dev", "{course}", "{outside}"):
    shutil.rmtree(place, ignore_errors=True)""",
    "fill the disk": """\
for folder in (".", "/tmp", "/dev/shm", "/course", "/"):
    for number in range(100):
        try:
            with open(f"{folder}/fill{number}", "wb") as file:
                file.write(bytes(50_000_000))
        except OSError:
            pass""",
    "many files": """\
for number in range(300_000):
    try:
        open(f"f{number}", "w").close()
    except OSError:
        break""",
    "network": """\
import socket, urllib.request
for place in (("127.0.0.1", {port}), ("localhost", {port}), ("192.0.2.1", 80)):
    try:
        socket.create_connection(place, timeout=0.5).send(b"here")
    except OSError:
        pass
try:
    found = socket.gethostbyname("example.org")
except OSError:
    found = "no name"
""",
    "read all": """\
import glob, os
found = []
for pattern in ("{course}/**", "{outside}/**", "../checks/*", "../solutions/*", "../*/*.b64",
                "/home/**", "/root/.ssh/*", "/var/**", "/etc/passwd", "/given/*/*.b64"):
    found += [path for path in glob.glob(pattern, recursive=True) if os.path.isfile(path)]
q3_text = "1 found: " + ", ".join(found) + " x" * 30""",
    "read the variables": """\
import glob, os
found = [str(dict(os.environ))]
for path in glob.glob("/proc/*/environ") + glob.glob("/proc/*/task/*/environ"):
    try:
        found.append(open(path).read())
    except OSError:
        pass
q3_text = f"1 secret: {'{secret}' in ' '.join(found)}" + " x" * 30""",
    "patched functions": """\
import builtins, json, os, sys, plain, feedback, keep
json.dumps = json.dump = json.loads = builtins.open = builtins.print = None
feedback.plain = plain.plain = plain.one_number = sys.exit = os._exit = lambda *_: (0.5, "")
plain.READERS.clear()
check = lambda *_: print("q1: right")""",
    "patched builtins": "import builtins\nbuiltins.len = builtins.isinstance = None",
    "rubbish in the pipe": """\
import os
for number in range(3, 60):
    try:
        os.write(number, b"[" * 50_000 + b'\\n{"question": "q1", "value": ' + b"9" * 9999 + b'}\\n'
                 + b'{"question": ["q1"], "value": {"a": NaN}}\\n{"cell": 1e999}\\n\\xff\\x00\\n'
                 + b'{"question": ["q1"], "value": 1}\\n{"begins": "x"}\\n[]\\n3\\n'
                 + b'{"question": "q2", "value": {"series": 3}}\\n{"typed": 1, "written": {}}\\n')
    except OSError:
        pass""",
    "flood in the pipe": """\
import os
for number in range(3, 60):
    try:
        while True:
            os.write(number, b"x" * 1_000_000)
    except OSError:
        pass""",
    "long lists": "q2_axes = [0.5] * 10**7\nq3_text = 'word 1 ' * 10**6",
    "print without end": "for _ in range(1000):\n    print('x' * 1_000_000)",
    "left behind": """\
import subprocess
subprocess.Popen(["sleep", "98765"], start_new_session=True)
!sleep 98765 &
!nohup sleep 98765 >/dev/null 2>&1 &""",
    "bash": "%%bash\nnohup sleep 98765 &\nkill -9 $PPID",
    "input()": "name = input('Your name? ')",
    "number that loops": """\
class Odd(float):
    def __float__(self):
        while True:
            pass
q2_axes = q3_text = Odd(1)""",
    "shape that loops": """\
class Odd:
    def __getattribute__(self, name):
        while True:
            pass
q2_axes = Odd()""",
    "endless generator": "import itertools\nq2_axes = q3_text = itertools.count()",
    "links": """\
import os
for name in ("trial.txt", "results.json", "answers"):
    os.symlink("/etc/passwd", name)""",
}

# what stands after these is not run, or may fail; the first question counts all the same
ENDED = {
    "loop that catches all", "deaf loop", "memory of many", "fork bomb", "threads", "os._exit",
    "kill itself", "kill all", "segfault", "segfault by depth", "many files", "patched functions",
    "patched builtins", "flood in the pipe", "bash", "list that doubles",
}


def hostile(lab: str, name: str, **filled: object) -> bytes:
    """Return a notebook with all questions solved and the code `name` after the first."""
    text = HOSTILE[name]
    for word, value in filled.items():
        text = text.replace("{" + word + "}", str(value))
    cells = answered(lab, solutions(lab))
    first = next(place for place, cell in enumerate(cells) if CHECK.search(cell["source"]))
    keep = "q3_text" in text and lab == "trial"  # the text is what the code found
    rest = [cell for cell in cells[first + 1:] if not (keep and "q3_text = " in cell["source"])]
    return notebook([*cells[:first + 1], code(text), *rest])


def main() -> None:
    folder, number = Path(sys.argv[1]), int(sys.argv[2])
    bad = list(HOSTILE)[:number // 5]
    a_class(folder, "cases", number - len(bad))
    for place, name in enumerate(bad):
        filled = {"port": 9, "secret": "none", "course": "/none", "outside": "/none"}
        put(folder, f"unknown {place + 1:02} {name}", hostile("cases", name, **filled), "cases")
    print(f"{number} submissions, {len(bad)} of them hostile")


if __name__ == "__main__":
    main()
