"""Run one program on what a stranger wrote: shut in, watched, and ended when it takes too much.

The walls are bubblewrap's, the tool that Flatpak uses. The program sees the system's
programs, Python's packages and a folder of given files, all read-only; its own folders lie
in memory and are gone with it. It has no network, no other process, no variable of ours.
The limits are ours: time and the memory of all its processes together are watched from
outside; run_submission.py sets those that a process sets itself. What it says comes
through a pipe, so nothing that it leaves behind is ever opened. Against a fault of the
kernel itself this is no protection.
"""

import contextlib
import os
import selectors
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event

SYSTEM = ("/bin", "/sbin", "/lib", "/lib32", "/lib64")
SETTINGS = ("/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts", "/etc/localtime")
ENVIRONMENT = {
    "HOME": "/tmp", "USER": "student", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
    "MPLBACKEND": "Agg", "MPLCONFIGDIR": "/tmp/matplotlib", "IPYTHONDIR": "/tmp/ipython",
    # each thread of a numerical library reserves memory that the limit counts
    "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
}
MOST_SAID = 4_000_000  # bytes; a submission says about 5,000
MOST_FILES = 20_000  # a submission begins with 50
MEGABYTE = 1024 * 1024
PAUSE = 0.25  # seconds between two looks at clock and memory


class NoSandbox(Exception):
    """No sandbox can be made here; the message says why and what to do."""


@dataclass
class Ended:
    """How a program ended: what it said, `why` it was killed ("" if it was not), exit code."""

    said: bytes
    why: str
    code: int
    complaint: str


def bubblewrap() -> str:
    """Return the path of a bubblewrap that is new enough, or raise NoSandbox."""
    path = shutil.which("bwrap")
    if not path:
        raise NoSandbox("bubblewrap is missing (Debian, Ubuntu: apt install bubblewrap)")
    if "--size" not in subprocess.run([path, "--help"], capture_output=True, text=True).stdout:
        raise NoSandbox("this bubblewrap is too old: version 0.7 or newer is needed")
    return path


def walls(bwrap: str, given: Path, hidden: list[Path]) -> list[str]:
    """Return the start of a command that shuts in what follows it.

    `given` is seen as /given; `hidden` folders are empty inside, but for Python's own.
    """
    command = [bwrap, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
               "--unshare-cgroup-try", "--die-with-parent", "--new-session", "--clearenv"]
    if os.geteuid() == 0:  # run_submission.py turns into a user without rights
        command += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        command += ["--unshare-user"]
    for name, value in ENVIRONMENT.items():
        command += ["--setenv", name, value]
    command += ["--ro-bind", "/usr", "/usr"]
    for path in map(Path, SYSTEM):
        if path.is_symlink():
            command += ["--symlink", os.readlink(path), str(path)]
        elif path.exists():
            command += ["--ro-bind", str(path), str(path)]
    for path in SETTINGS:
        command += ["--ro-bind-try", path, path]
    command += ["--proc", "/proc", "--dev", "/dev"]
    for folder, size in (("/dev/shm", 16), ("/tmp", 64), ("/course", 64)):
        command += ["--perms", "1777", "--size", str(size * MEGABYTE), "--tmpfs", folder]
    python = {Path(prefix) for prefix in (sys.prefix, sys.base_prefix)}
    shown = python | {path.resolve() for path in python}
    # the outer folder first: what lies deeper is laid over it
    for path in sorted(shown | set(hidden), key=lambda path: len(path.parts)):
        if path in shown:
            for above in reversed(path.parents[:-1]):  # bubblewrap would close them to others
                command += ["--dir", str(above)]
            command += ["--ro-bind", str(path.resolve()), str(path)]
        else:
            command += ["--tmpfs", str(path)]
    command += ["--ro-bind", str(given), "/given"]
    for path in ["/dev", *map(str, hidden), "/"]:
        command += ["--remount-ro", path]
    return [*command, "--chdir", "/course", "--"]


def watched(command: list[str], hand: bytes, seconds: float, memory: int, stop: Event,
            **options) -> Ended:
    """Run `command` with `hand` as its input; kill it after `seconds`, above `memory` (bytes),
    when it says too much, or when `stop` is set. Further options go to Popen."""
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, start_new_session=True,
                               **{"env": ENVIRONMENT} | options)
    said, why, end = bytearray(), "", time.monotonic() + seconds
    hand = memoryview(hand)
    try:
        with selectors.DefaultSelector() as ready:
            for pipe, event in ((process.stdin, selectors.EVENT_WRITE),
                                (process.stdout, selectors.EVENT_READ)):
                os.set_blocking(pipe.fileno(), False)
                ready.register(pipe, event)
            look = time.monotonic() + PAUSE
            while not why:
                gone = process.poll() is not None
                for key, _ in ready.select(0 if gone else PAUSE):
                    if key.fileobj is process.stdin:
                        hand = handed(process.stdin, hand)
                        if not hand:
                            ready.unregister(process.stdin)
                            process.stdin.close()
                        continue
                    piece = os.read(process.stdout.fileno(), 65536)
                    said += piece
                    gone = gone and not piece
                    if not piece:
                        ready.unregister(process.stdout)
                if gone:
                    break
                if time.monotonic() >= look:
                    look = time.monotonic() + PAUSE
                    why = too_much(process.pid, end, memory, stop)
                if len(said) > MOST_SAID:
                    why = "output"
    finally:
        end_all(process)
    os.set_blocking(process.stderr.fileno(), False)
    complaint = (process.stderr.read(4000) or b"").decode("utf-8", "replace")
    for pipe in (process.stdin, process.stdout, process.stderr):
        with contextlib.suppress(OSError):
            pipe.close()
    return Ended(bytes(said[:MOST_SAID]), why, process.returncode, complaint)


def handed(pipe, hand: memoryview) -> memoryview:
    """Write what the pipe takes of `hand` and return the rest; nothing if nobody reads it."""
    try:
        return hand[os.write(pipe.fileno(), hand[:65536]):] if hand else hand
    except BlockingIOError:
        return hand
    except OSError:
        return hand[:0]


def too_much(pid: int, end: float, memory: int, stop: Event) -> str:
    """Return why the process `pid` must end now, or ""."""
    if stop.is_set():
        return "stop"
    if time.monotonic() > end:
        return "time"
    members = family(pid)
    if sum(members.values()) > memory:
        return "memory"
    return "files" if max(map(files, members)) > MOST_FILES else ""


def files(pid: int) -> int:
    """Return how many files lie in the sandbox of `pid`: empty ones cost the kernel memory, too."""
    seen, number = Path("/proc", str(pid), "root"), 0
    with contextlib.suppress(OSError):
        if (seen / "given/run_submission.py").exists():
            for folder in ("course", "tmp", "dev/shm"):
                facts = os.statvfs(seen / folder)
                number += facts.f_files - facts.f_ffree
    return number


def family(pid: int) -> dict[int, int]:
    """Return the process `pid` and all that come from it, each with its memory in bytes."""
    parents, sizes = {}, {}
    for entry in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            # the name of the program may hold anything, also ")"
            fields = entry.read_bytes().rpartition(b")")[2].split()
            parents[int(entry.parent.name)] = int(fields[1])
            sizes[int(entry.parent.name)] = int(fields[21]) * os.sysconf("SC_PAGE_SIZE")
    found, new = {pid}, {pid}
    while new := {child for child, parent in parents.items() if parent in new} - found:
        found |= new
    return {member: sizes.get(member, 0) for member in found}


def end_all(process: subprocess.Popen) -> None:
    """Kill the process and its group; inside the walls everything dies with it."""
    if process.poll() is None:
        for member in family(process.pid):
            with contextlib.suppress(OSError):
                os.kill(member, signal.SIGKILL)
    with contextlib.suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def probe(command: list[str], user: int) -> None:
    """Raise NoSandbox unless Python runs behind the walls of `command`; for root, as `user`."""
    code = f"import os; os.getuid() or os.setgid({user}) or os.setuid({user}); import IPython"
    result = subprocess.run([*command, sys.executable, "-I", "-B", "-c", code], text=True,
                            capture_output=True, stdin=subprocess.DEVNULL, env=ENVIRONMENT)
    if result.returncode:
        cause = (result.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise NoSandbox(f"bubblewrap makes no sandbox here: {cause}")
