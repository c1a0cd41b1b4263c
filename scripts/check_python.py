"""Say in one line what to install if this Python cannot build the course."""

import sys

if sys.version_info < (3, 11):
    sys.exit(
        "The course needs Python 3.11 or newer; this is %d.%d. Install one "
        "(Debian, Ubuntu: apt install python3.11 python3.11-venv) and run "
        "make PYTHON=python3.11 book" % sys.version_info[:2]
    )
try:
    import ensurepip  # noqa: F401  Debian leaves it out of python3
    import venv  # noqa: F401
except ImportError:
    sys.exit("This Python has no venv. Install it: apt install python3-venv")
