"""Grade a class: make grade LAB=cases FOLDER=path/to/submissions

FOLDER holds a sub-folder a student (amina/cases.ipynb and, if handed in, amina/cases.txt, the
answers as text) or a notebook a student (amina.ipynb, amina.txt). Each is run in a process of
its own, shut in by sandbox.py; nothing in FOLDER is changed. In _build/grades/<lab>/ it leaves

  marks.csv     one row a student: 1 or 0 by question; blank where a person marks
  mistakes.md   for the instructor: who made which mistake is a number, not a name
  feedback/     a file a student can read; no right answer stands in it
  texts/        the written answers, one below the other, with their rubric
  results/      what was done. A run that was stopped goes on from there; a submission
                that did not change is not run again

Weighed against others: otter-grader shuts submissions in with Docker, its `otter run` graded
in a folder without the tables, and its checks carry the right values into the notebook;
nbgrader keeps a course database and goes by cell ids, which copied and split cells break;
with both one submission took 6 to 8 s. nbclient could run the cells here: in the same sandbox,
at the same load, it took 5.6 to 8.4 s, and IPython in the process itself 1.5 to 2.4 s. A kernel
can also be changed or ended by a cell before it is asked for the answers; here they are said
after each cell.
"""

import argparse
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from threading import Event

from class_folder import MEGABYTE, Submission, Unreadable, content, submissions
from grading_report import state, write_reports
from sandbox import ENVIRONMENT, Ended, NoSandbox, bubblewrap, probe, walls, watched
from submission_result import settled, short

HERE = Path(__file__).resolve().parent
sys.path.append(str(HERE.parent / "exercises"))
from feedback import load  # noqa: E402

PARTS = ("grade", "class_folder", "sandbox", "run_submission", "submission_result")
CHECK = re.compile(r'^check\("(q\d+)", (\w+)\)$', re.MULTILINE)
LARGEST = 20 * MEGABYTE  # of a notebook; one with all its figures has about 0.2
FIRST_USER = 60600  # numbers that no Linux gives to a person or a service


class GradeError(Exception):
    """What keeps the command from its work, as one sentence."""


# --- what it is graded by ---------------------------------------------------------------------


class Course:
    """The lab as the course has it: questions, variables, first cell, and given texts."""

    def __init__(self, root: Path, lab: str):
        self.root, self.lab = root, lab
        try:
            self.questions = load(lab, root / "exercises/checks")
            notebook = json.loads((root / f"exercises/{lab}.ipynb").read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            labs = sorted(path.stem for path in (root / "exercises").glob("*.ipynb"))
            raise GradeError(f"no lab of the name {lab!r}; there are {', '.join(labs)}") from None
        cells = notebook["cells"]
        for cell in cells:
            cell["source"] = "".join(cell["source"])
        code = [cell["source"] for cell in cells if cell["cell_type"] == "code"]
        self.first = code[0]
        self.variables = dict(CHECK.findall("\n".join(code)))
        self.given = {cell["source"].strip() for cell in cells if cell["cell_type"] == "markdown"}
        self.asked = {}  # text question -> what stands above it: the task and the rubric
        above = []
        for cell in cells:
            if cell["cell_type"] == "markdown":
                above = above if "|" in "".join(above) else []
                above.append(cell["source"])
            for name, _ in CHECK.findall(cell["source"]):
                if self.questions[name]["kind"] == "text":
                    self.asked[name] = "\n\n".join(above)
                above = []

    def job(self) -> dict:
        """Return what the sandbox may know: no answer, no mistake."""
        return {"first": self.first, "questions": {
            name: {"kind": self.questions[name]["kind"], "variable": variable}
            for name, variable in self.variables.items()}}

    def files(self) -> list[Path]:
        exercises = self.root / "exercises"
        return [exercises / f"{self.lab}.ipynb", exercises / f"checks/{self.lab}.json.b64",
                *sorted(exercises.glob("*.py")), *sorted((self.root / "data").glob("*.*")),
                *(HERE / f"{name}.py" for name in PARTS)]

    def digest(self, *more: object) -> str:
        """Return a SHA-256 of all that marks depend on besides the submission."""
        whole = hashlib.sha256(repr(more).encode())
        for path in self.files():
            whole.update(hashlib.sha256(path.read_bytes()).digest())
        return whole.hexdigest()

    def lay_out(self, given: Path) -> None:
        """Put into `given` what every submission may read: tables, the course's code, fonts."""
        shutil.rmtree(given, ignore_errors=True)
        given.mkdir(parents=True)
        shutil.copytree(self.root / "data", given / "data")
        for path in [*(self.root / "exercises").glob("*.py"), HERE / "run_submission.py"]:
            shutil.copy(path, given)
        # matplotlib looks through the fonts once, not once a submission
        subprocess.run([sys.executable, "-c", "import matplotlib.font_manager"], check=True,
                       env=os.environ | {"MPLCONFIGDIR": str(given / "fonts")})
        for path in [given, *given.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)


@dataclass
class Desk:
    """Where and how submissions are run."""

    course: Course
    out: Path
    seconds: float
    memory: int
    shut: list[str]  # the walls; empty if submissions are trusted
    users: SimpleQueue
    stop: Event
    digest: str

    def run(self, notebook: bytes) -> Ended:
        """Run one notebook in a process of its own."""
        user = self.users.get()
        given = "/given" if self.shut else str(self.out / ".given")
        job = self.course.job() | {
            "given": given, "walls": bool(self.shut), "memory": self.memory,
            "user": user if self.shut and os.geteuid() == 0 else 0,
            "seconds": self.seconds, "cell_seconds": self.seconds / 4}
        command = [*self.shut, sys.executable, "-I", "-B", f"{given}/run_submission.py"]
        options = {}
        if not self.shut:
            place = self.out / f".run-{user}"
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            options = {"cwd": place, "env": ENVIRONMENT | {
                "HOME": str(place), "MPLCONFIGDIR": str(place / "matplotlib"),
                "IPYTHONDIR": str(place / "ipython"), "TMPDIR": str(place)}}
        try:
            hand = json.dumps(job).encode() + b"\n" + notebook
            return watched(command, hand, self.seconds, self.memory, self.stop, **options)
        finally:
            if options:
                shutil.rmtree(options["cwd"], ignore_errors=True)
            self.users.put(user)


# --- one submission ---------------------------------------------------------------------------


def graded(desk: Desk, one: Submission, again: bool) -> tuple[dict, bool]:
    """Return the result of a submission and whether it was done before."""
    notebook, text, trouble = b"", "", one.trouble
    if one.notebook:
        try:
            notebook = content(one.notebook, LARGEST)
        except Unreadable as error:
            trouble = str(error)
    if one.text:
        with suppress(Unreadable):
            text = content(one.text, MEGABYTE).decode("utf-8", "replace")
    parts = [desk.digest.encode(), trouble.encode(), notebook, text.encode()]
    digest = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
    path = desk.out / "results" / f"{one.file}.json"
    if not again:
        with suppress(OSError, ValueError, KeyError, TypeError):
            before = json.loads(path.read_text(encoding="utf-8"))
            if before["digest"] == digest:
                return before | {"name": one.name, "file": one.file}, True
    course, seconds, begun = desk.course, desk.seconds, time.monotonic()
    try:
        ended = None if trouble else desk.run(notebook)
        result = settled(course, seconds, ended, text, trouble)
    except Exception as error:  # one submission must not cost the others their marks
        result = settled(course, seconds, None, "", f"was not graded: {short(repr(error))}")
        result["final"] = False
    result |= {"digest": digest, "took": round(time.monotonic() - begun, 1), "name": one.name,
               "file": one.file, "notebook": one.notebook.name if one.notebook else ""}
    if result.pop("final"):
        part = path.with_suffix(".part")
        part.write_text(json.dumps(result, indent=1), encoding="utf-8")
        part.replace(path)
    return result, False


# --- the command ------------------------------------------------------------------------------


def grade(root: Path, lab: str, folder: Path, out: Path | None = None, jobs: int | None = None,
          seconds: float = 60, memory: int = 2000, again: bool = False,
          trust: bool = False) -> list[dict]:
    """Grade all of `folder` and write the reports; return the results, by name."""
    course = Course(root, lab)
    folder = folder.resolve()
    out = (out or root / "_build/grades" / lab).resolve()
    if not folder.is_dir():
        raise GradeError(f"no folder {folder}")
    if out == folder or out.is_relative_to(folder):
        raise GradeError("the results must not lie in the folder of submissions: see --out")
    handed_in, other = submissions(folder, lab)
    if not handed_in:
        raise GradeError(f"{folder} holds no submission: a sub-folder or a notebook a student")
    (out / "results").mkdir(parents=True, exist_ok=True)
    lock = (out / ".lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        raise GradeError(f"another run is at work in {out}") from None
    with lock:
        course.lay_out(out / ".given")
        shut = [] if trust else walls(bubblewrap(), out / ".given", [root, folder, out])
        if shut:
            probe(shut, FIRST_USER)
        jobs = jobs or os.cpu_count() or 1
        users = SimpleQueue()
        for number in range(jobs):
            users.put(FIRST_USER + number)
        desk = Desk(course, out, seconds, memory * MEGABYTE, shut, users, Event(),
                    course.digest(seconds, memory, trust))
        results = all_graded(desk, handed_in, jobs, again)
        write_reports(out, course, results, other, trust)
        shutil.rmtree(out / ".given", ignore_errors=True)
    return results


def all_graded(desk: Desk, handed_in: list[Submission], jobs: int, again: bool) -> list[dict]:
    results, before = [], 0
    with ThreadPoolExecutor(jobs) as pool:
        work = [pool.submit(graded, desk, one, again) for one in handed_in]
        try:
            for future in as_completed(work):
                result, was_done = future.result()
                results.append(result)
                before += was_done
                if len(results) % 10 == 0:
                    print(f"{len(results)} of {len(work)}", flush=True)
        except BaseException:
            desk.stop.set()
            pool.shutdown(cancel_futures=True)
            raise
    if before:
        print(f"{before} of {len(work)} were graded before and have not changed since")
    return sorted(results, key=lambda result: result["name"])


def main() -> None:
    parser = argparse.ArgumentParser(description="Grade a folder of submissions.")
    parser.add_argument("lab", help="the lab's name, such as cases")
    parser.add_argument("folder", type=Path, help="holds a sub-folder or a notebook a student")
    parser.add_argument("--out", type=Path, help="where the marks go; default _build/grades/<lab>")
    parser.add_argument("--jobs", type=int, help="how many at a time; default: one a processor")
    parser.add_argument("--seconds", type=float, default=60, help="for one submission (60)")
    parser.add_argument("--memory", type=int, default=2000, help="for one submission, in MB (2000)")
    parser.add_argument("--again", action="store_true", help="run what was graded before, too")
    parser.add_argument("--trust-submissions", action="store_true", dest="trust",
                        help="run without a sandbox: they can read and change what you can")
    parser.add_argument("--root", type=Path, default=HERE.parent, help=argparse.SUPPRESS)
    options = vars(parser.parse_args())
    root = options.pop("root").resolve()
    try:
        results = grade(root, **options)
    except NoSandbox as error:
        sys.exit(f"make grade: {error}. Nothing was run. With --trust-submissions they are run "
                 "without a sandbox; then each can read and change what you can.")
    except GradeError as error:
        sys.exit(f"make grade: {error}")
    except KeyboardInterrupt:
        sys.exit("make grade: stopped. The same command goes on from here.")
    plain_ones = sum(state(result) == "graded" for result in results)
    out = options["out"] or root / "_build/grades" / options["lab"]
    print(f"{len(results)} submissions, {len(results) - plain_ones} of them need a look.\n"
          f"In {out}: marks.csv, mistakes.md, feedback/, texts/")


if __name__ == "__main__":
    main()
