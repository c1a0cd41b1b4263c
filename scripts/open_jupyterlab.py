"""Open pages and labs in JupyterLab as students see them, with Binder's settings.

It opens _build/students/, where pages are written for JupyterLab. A page is Markdown text; JupyterLab opens it as a notebook when the settings in
binder/overrides.json say so. News and checks for updates are off in them: the
course asks the network for nothing. Further arguments go to JupyterLab.
"""

import shutil
import subprocess
import sys
from pathlib import Path


def install_settings(root: Path, prefix: Path) -> Path:
    """Copy binder/overrides.json to where the JupyterLab under `prefix` reads it."""
    target = prefix / "share/jupyter/lab/settings/overrides.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(root / "binder/overrides.json", target)
    return target


def command(root: Path) -> list[str]:
    """Return the command that starts JupyterLab in `root`."""
    # the extension manager would list packages from the network
    options = [f"--ServerApp.root_dir={root}", "--LabApp.extension_manager=readonly"]
    return [sys.executable, "-m", "jupyterlab", *options]


if __name__ == "__main__":
    ROOT = Path(__file__).resolve().parents[1]
    install_settings(ROOT, Path(sys.prefix))
    try:
        students = command(ROOT / "_build/students")
        sys.exit(subprocess.run(students + sys.argv[1:]).returncode)
    except KeyboardInterrupt:  # Ctrl+C is how JupyterLab is stopped
        pass
