"""Reduce a student's answer, of whatever type, to plain numbers, texts and lists.

The notebook's checks and the grading of a class read answers with these same lines,
so that both see the same thing. `plain(kind, answer)` never raises.
"""

import math
import numbers
import re
from collections.abc import Iterable, Mapping
from itertools import islice

MISSING = "missing"
NO_NUMBER = "nan"
MOST = 5000  # values that are read of an endless or a huge answer


def plain(kind: str, answer: object) -> tuple[object, str]:
    """Return (value, fault); a fault is MISSING, NO_NUMBER or a message, and "" if all is well.

    The value is a float (number), a list of floats (numbers), of years or of codes, each
    once and sorted, a letter (choice), a str (text), or a dict of what was drawn (plot).
    """
    try:
        if answer is None or answer is ...:
            return None, MISSING
        return READERS[kind](answer)
    except Exception:  # a student's object may raise anything, even on comparison
        return None, "This answer cannot be read."


def one_number(answer: object) -> tuple[float | None, str]:
    """Read one number, also out of a Series or an array that holds just one."""
    if hasattr(answer, "shape") and getattr(answer, "size", 0) == 1:
        answer = answer.to_numpy() if hasattr(answer, "to_numpy") else answer
        answer = answer.item()
    if isinstance(answer, str):
        return None, "This is text. Give the number itself, without quotation marks."
    if type(answer).__name__ in ("NAType", "NaTType"):
        return None, NO_NUMBER
    if isinstance(answer, bool) or not isinstance(answer, numbers.Real) \
            and type(answer).__name__ != "Decimal":
        return None, f"This is of the type {type(answer).__name__}. Give one number."
    value = float(answer)
    if math.isinf(value):
        return None, "The answer is infinite: somewhere a number is divided by zero."
    return (None, NO_NUMBER) if math.isnan(value) else (value, "")


def some_numbers(answer: object) -> tuple[list | None, str]:
    """Read numbers in the order in which they stand."""
    if isinstance(answer, numbers.Real):
        return None, "This is one number. Give all that the question asks for, in a list."
    if isinstance(answer, set):
        return None, "A set has no order. Give the numbers in a list."
    found = []
    for item in items_of(answer.values() if isinstance(answer, Mapping) else answer):
        value, fault = one_number(item)
        if fault:
            return None, fault
        found.append(value)
    return (found, "") if found else (None, "The list is empty.")


def years(answer: object) -> tuple[list | None, str]:
    """Read years out of anything that can be walked through."""
    answer = [answer] if isinstance(answer, numbers.Real) else answer
    if isinstance(answer, str) or hasattr(answer, "columns") or not isinstance(answer, Iterable):
        return None, f"This is not a list of years (type {type(answer).__name__})."
    items = items_of(answer)
    if not items:
        return None, "The list is empty."
    if any(isinstance(item, bool) for item in items):
        return None, "These are True and False. Keep the years of the rows that are True."
    if not all(isinstance(i, numbers.Real) and i == i // 1 and 1800 <= i <= 2100 for i in items):
        return None, "Not all of these are years. Years can also stand in an index: see .index."
    return sorted({int(item) for item in items}), ""


def codes(answer: object) -> tuple[list | None, str]:
    """Read country codes of three letters out of anything that can be walked through."""
    if isinstance(answer, str):
        answer = re.split(r"[\s,;]+", answer.strip())
    if hasattr(answer, "columns") or not isinstance(answer, Iterable):
        return None, f"This is not a list of codes (type {type(answer).__name__})."
    items = items_of(answer)
    if not items:
        return None, "The list is empty."
    if not all(isinstance(item, str) and re.fullmatch("[A-Za-z]{3}", item) for item in items):
        return None, ("Not all of these are codes of three letters. Codes can also stand in an "
                      "index: see .index.")
    return sorted({item.upper() for item in items}), ""


def choice(answer: object) -> tuple[str | None, str]:
    letter = answer.strip().strip("().").lower() if isinstance(answer, str) else ""
    if len(letter) != 1:
        return None, 'Give one letter between quotation marks, such as "a".'
    return letter, ""


def text(answer: object) -> tuple[str | None, str]:
    if not isinstance(answer, str):
        return None, (f"This is of the type {type(answer).__name__}. "
                      "Write a text in quotation marks.")
    if not answer.strip() or answer.strip().startswith("Write here."):
        return None, MISSING
    return answer.strip()[:20_000], ""


def items_of(answer: Iterable) -> list:
    # islice: a generator of a student's may never end
    return [item.item() if hasattr(item, "item") else item for item in islice(answer, MOST)]


def plot(answer: object) -> tuple[dict | None, str]:
    """Read what was drawn on one Axes or several.

    The dict has panels (their number), second_axis, labels (one [x, y] a panel), start
    (one [x, y] a panel: where the axes begin), named (by a legend or by words beside the
    lines), intervals: lists of [low, high], one a band, and series: dicts of x and y, lists
    of floats without gaps, in the order of x.
    """
    panels = panels_of(answer)
    if not panels:
        return None, (f"This is of the type {type(answer).__name__}. Give the panel that you drew "
                      "on: the ax of  fig, ax = plt.subplots().")
    found = [series for ax in panels for series in series_on(ax)]
    legends = [legend for ax in panels for legend in (ax.get_legend(), *ax.figure.legends)]
    return {
        "panels": len(panels),
        "second_axis": any(has_second_axis(ax) for ax in panels),
        "labels": [[ax.get_xlabel().strip(), ax.get_ylabel().strip()] for ax in panels],
        "start": [[float(min(ax.get_xlim())), float(min(ax.get_ylim()))] for ax in panels],
        "across": any(one.get("across") for one in found),
        "named": any(legends) or any(len(ax.texts) > 1 for ax in panels),
        "intervals": [ends for ax in panels for ends in intervals_on(ax)][:50],
        "series": [one for one in found if one["y"]][:50],
    }, ""


def panels_of(answer: object) -> list:
    if hasattr(answer, "get_axes") and hasattr(answer, "savefig"):  # a whole figure
        return list(answer.get_axes())
    flat = [answer] if hasattr(answer, "get_xlim") else \
        list(getattr(answer, "flat", answer if isinstance(answer, list | tuple) else []))
    return flat if all(hasattr(ax, "get_xlim") for ax in flat) else []


def has_second_axis(ax: object) -> bool:
    place = ax.get_position().bounds
    return any(other is not ax and other.get_position().bounds == place
               and other.has_data() for other in ax.figure.get_axes())


def series_on(ax: object) -> list[dict]:
    """Return the lines, points, bars and steps of a panel."""
    found = [pairs(line.get_xdata(orig=False), line.get_ydata(orig=False), line.get_xdata())
             for line in ax.lines]
    for points in ax.collections:
        if type(points).__name__ == "PathCollection":
            found.append(pairs(points.get_offsets()[:, 0], points.get_offsets()[:, 1]))
    for bars in (box for box in ax.containers if hasattr(box, "patches")):
        if getattr(bars, "orientation", "vertical") == "horizontal":
            middles = [bar.get_y() + bar.get_height() / 2 for bar in bars]
            found.append(pairs(middles, [bar.get_width() for bar in bars]) | {"across": True})
        else:
            middles = [bar.get_x() + bar.get_width() / 2 for bar in bars]
            found.append(pairs(middles, [bar.get_height() for bar in bars]))
    for steps in (patch for patch in ax.patches if hasattr(patch, "get_data")):
        values, edges, _ = steps.get_data()
        found.append(pairs(edges[:-1], values))
    return found


def intervals_on(ax: object) -> list[list]:
    """Return what fill_between, errorbar and vlines drew: [low, high] at each place, sorted."""
    found = []
    for artist in ax.collections:
        kind = type(artist).__name__
        if "PolyCollection" in kind:
            corners = [(float(x), float(y)) for path in artist.get_paths()
                       for x, y in islice(path.vertices, MOST)]
            places = {x: [y for at, y in corners if at == x] for x, _ in corners[:MOST]}
            ends = [[min(ys), max(ys)] for ys in places.values()]
        elif kind == "LineCollection":
            pieces = [path.vertices.T.tolist() for path in islice(artist.get_paths(), MOST)]
            # a piece that stands upright has one x; one that lies has one y
            ends = [[min(ends), max(ends)] for xs, ys in pieces if len(xs) > 1
                    for ends in [ys if xs[0] == xs[-1] else xs]]
        else:
            continue
        found.append(sorted(end for end in ends if all(map(math.isfinite, end))))
    return [ends for ends in found if ends]


def pairs(xs: Iterable, ys: Iterable, dates: Iterable = ()) -> dict:
    """Return {"x": [...], "y": [...]}: floats, in the order of x, pairs with a gap left out."""
    if getattr(getattr(dates, "dtype", None), "kind", "") == "M":
        years = (dates.astype("datetime64[Y]").astype(int) + 1970).tolist()
        xs = years if len(set(years)) == len(years) else xs  # days, where a year holds several
    both = [(float(x), float(y)) for x, y in islice(zip(xs, ys, strict=True), MOST)]
    both = sorted((x, y) for x, y in both if math.isfinite(x) and math.isfinite(y))
    return {"x": [x for x, _ in both], "y": [y for _, y in both]}


READERS = {"number": one_number, "numbers": some_numbers, "years": years, "codes": codes,
           "choice": choice, "text": text, "plot": plot}
