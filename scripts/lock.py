"""Lock pyproject.toml's packages: requirements.txt, and for Binder those of `run`.

One lock for every platform and Python from 3.11 on, exact versions with hashes.
Binder's follows the other, so that a page runs there on the versions that built
the book. No address of an index stands in either: it would tie the course to
the machine that wrote them.
"""

import re
import subprocess
import sys
from pathlib import Path

COMPILE = ["pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header"]
COMPILE += ["--no-emit-index-url", "--no-emit-find-links", "--python-version", "3.11"]
LOCKS = {
    "requirements.txt": ["--group", "test"],
    "binder/requirements.txt": ["--group", "run", "--constraints", "requirements.txt"],
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")
PLACE = re.compile(r"\w+://|@ |--(?:extra-)?index-url|--find-links|^-e\b|^[./~]|^[A-Za-z]:\\")


def pins(lock: Path) -> dict[str, str]:
    """Return each package's locked version; ValueError names what is no sound pin.

    Sound is `name==version` with at least one hash, and no address or path. A
    package may stand twice, once a platform or Python; its versions are then
    joined by a comma.
    """
    found: dict[str, str] = {}
    # a line ended by a backslash goes on in the next
    text = lock.read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        entry = line.strip()
        name = re.split(r"[\s=<>~!;]", entry, maxsplit=1)[0]
        where = f"{lock.parent.name}/{lock.name}: {name}"
        if PLACE.search(entry):
            raise ValueError(f"{where}: an address or a path stands in the lock; run make lock")
        if not entry or entry.startswith("#"):
            continue
        pin = PIN.match(entry)
        if not pin:
            raise ValueError(f"{where}: no exact version; run make lock")
        if not HASH.search(entry):
            raise ValueError(f"{where}: no hash; run make lock")
        known = found.get(name.lower())
        found[name.lower()] = f"{known},{pin[2]}" if known else pin[2]
    return found


def main(root: Path) -> int:
    uv = Path(sys.executable).with_name("uv")
    for lock, options in LOCKS.items():
        # an older lock in place keeps its versions as far as pyproject.toml allows
        command = [uv, *COMPILE, "pyproject.toml", *options, "--output-file", lock]
        status = subprocess.run(command, cwd=root).returncode
        if status:
            return status
        try:
            print(f"{lock}: {len(pins(root / lock))} packages")
        except ValueError as fault:
            print(fault, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).resolve().parents[1]))
