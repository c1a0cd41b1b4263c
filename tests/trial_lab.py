"""A lab of one question, which needs no table."""

from pathlib import Path

TRIAL = """\
---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# Trial

```{code-cell}
from feedback import check, start

start("trial")
```

```{code-cell}
:tags: [student]

q1_half = ...
```

```{code-cell}
:tags: [solution]

q1_half = 5 / 10
```

```{code-cell}
:tags: [check-definition]

q1_check = {"kind": "number", "asks": "a share", "range": (0, 1), "right": 1 / 2,
            "tolerance": 0.01, "mistakes": [(2.0, "Upside down", "Divide the other way.")]}
```

```{code-cell}
check("q1", q1_half)
```
"""


def write(root: Path) -> Path:
    """Write the lab's source into `root` and return it."""
    source = root / "exercises/solutions/trial.md"
    source.parent.mkdir(parents=True, exist_ok=True)
    source.write_text(TRIAL, encoding="utf-8")
    return source
