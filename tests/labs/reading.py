"""The tables, for the files beside this one, which compute answers without a lab's code."""

from functools import cache

import pandas as pd
from conftest import ROOT


@cache
def _read(name: str) -> pd.DataFrame:
    return pd.read_csv(ROOT / "data" / f"{name}.csv")


def whole(name: str) -> pd.DataFrame:
    """Return a table as it stands."""
    return _read(name).copy()


def table(name: str, iso3: str, key: str = "year") -> pd.DataFrame:
    """Return one country's rows, indexed by `key`."""
    rows = _read(name)
    return rows[rows["iso3"] == iso3].set_index(key)


def named(ax):
    """Give the lines of a panel names, as a question asks; return the panel."""
    ax.legend(["one", "other"])
    return ax


def without_names(draw):
    """Return a function that draws as `draw` does, and leaves the legend out."""
    def drawn():
        ax = draw()
        ax.get_legend().remove()
        return ax
    return drawn
