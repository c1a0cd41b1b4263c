"""Keep the answers of a lab a second time, as text: answers/<lab>.txt.

    Lab cases. Written by the notebook at each check; hand it in with the notebook.

    [q1] try 2
    99366.0

A notebook that is lost or damaged then costs nothing but the code. Values stand as
JSON, written answers as they are.
"""

import json
import re
from pathlib import Path

ANSWERS = Path(__file__).parent / "answers"
HEAD = re.compile(r"^\[(q\d+)\] try (\d+)$", re.MULTILINE)


def keep(lab: str, name: str, kind: str, value: object) -> bool:
    """Write an answer into the lab's text file; return False where nothing can be written."""
    text = value if kind == "text" else json.dumps(value)
    text = HEAD.sub(r" \g<0>", text)  # a line of a text must not look like the head of an answer
    path = ANSWERS / f"{lab}.txt"
    try:
        kept = read(path.read_text(encoding="utf-8")) if path.exists() else {}
        tries, before = kept.get(name, (0, None))
        kept[name] = (tries + (text != before), text)
        parts = [f"Lab {lab}. Written by the notebook at each check; hand it in with the notebook."]
        parts += [f"[{q}] try {n}\n{said}" for q, (n, said) in sorted(kept.items(), key=order)]
        ANSWERS.mkdir(exist_ok=True)
        fresh = path.with_suffix(".part")  # a full disk must not cost what was kept before
        fresh.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
        fresh.replace(path)
    except (OSError, UnicodeError):
        return False
    return True


def order(item: tuple[str, object]) -> int:
    return int(item[0][1:])


def read(text: str) -> dict[str, tuple[int, str]]:
    """Return question -> (number of tries, what was answered last) of an answers file."""
    parts = HEAD.split(text)[1:]
    return {name: (int(tries), said.strip())
            for name, tries, said in zip(parts[::3], parts[1::3], parts[2::3], strict=True)}


def read_answers(text: str) -> dict[str, str]:
    """Return question -> its last answer: JSON, or for a text question the text."""
    return {name: said for name, (_, said) in read(text).items()}
