"""Make a changed table, figure style, lock or extension reach every page.

The stock execution cache knows a page by the code of its cells alone, so a
changed CSV would leave stale figures in the book. Here the cache's folder is
named after a fingerprint of all that cells read: a change re-executes the
pages, undoing it finds the old results again. A changed extension, reference or style
makes all pages be read and written anew, their cells still cached.
"""

import hashlib
from pathlib import Path

CELLS_READ = ("data/*.csv", "book/course.mplstyle", "requirements.txt")
PAGES_ARE_MADE_WITH = ("extensions/*.py", "book/references.bib", "book/_static/*")


def fingerprint(root: Path, patterns: tuple[str, ...]) -> str:
    """Return 16 hex digits that change with any file matching the patterns."""
    digest = hashlib.sha256()
    for path in sorted(p for pattern in patterns for p in root.glob(pattern) if p.is_file()):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def name_cache(app, config) -> None:
    root = Path(app.srcdir)
    cache = root / "_build" / ".jupyter_cache" / fingerprint(root, CELLS_READ)
    config.nb_execution_cache_path = str(cache)
    config.course_fingerprint = fingerprint(root, PAGES_ARE_MADE_WITH)


def setup(app):
    # "env": all pages are read anew when the value changes
    app.add_config_value("course_fingerprint", "", "env", [str])
    app.connect("config-inited", name_cache)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
