"""Pack what a reader needs to work the labs offline: _build/html/labs.zip.

A notebook alone cannot find its tables. The zip lays exercises/ and data/ side by
side, as the checkout does, and holds no solution. Equal contents give equal bytes.
"""

import argparse
import sys
import zipfile
from pathlib import Path


def contents(root: Path) -> dict[str, Path]:
    """Return name in the zip -> file; raise FileNotFoundError if a needed file is missing."""
    exercises = root / "exercises"
    files = {
        "README.md": exercises / "README.md",
        "requirements.txt": root / "binder/requirements.txt",
    }
    patterns = ("exercises/*.ipynb", "exercises/*.py", "exercises/checks/*.json.b64", "data/*",
                "LICENSE*")
    for pattern in patterns:
        found = [path for path in root.glob(pattern) if path.is_file() and path.name[0] != "."]
        if not found:
            raise FileNotFoundError(f"nothing matches {pattern}")
        files |= {path.relative_to(root).as_posix(): path for path in found}
    for path in files.values():
        if not path.is_file():
            raise FileNotFoundError(f"{path.relative_to(root).as_posix()} is missing")
    return dict(sorted(files.items()))


def zip_labs(root: Path, target: Path | None = None) -> Path:
    """Write the zip, by default to `root`/_build/html/labs.zip, and return its path."""
    target = target or root / "_build/html/labs.zip"
    files = contents(root)
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w") as archive:
        for name, path in files.items():
            entry = zipfile.ZipInfo(name)  # dated 1980, the format's zero, on every machine
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes())
    return target


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1])
    arguments = parser.parse_args()
    try:
        print(zip_labs(arguments.root.resolve()))
    except FileNotFoundError as error:
        sys.exit(f"labs.zip: {error}")
