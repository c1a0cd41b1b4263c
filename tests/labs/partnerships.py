"""Right routes and wrong answers of the lab partnerships, from the CSV files, without its code."""

from fractions import Fraction
from statistics import fmean, median

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from labs.reading import whole

PAIRS, KINDS, SPENDING = (whole(name) for name in
                          ("exercise_pairs", "exercise_kinds", "military_expenditure"))


# --- exercises --------------------------------------------------------------------------------


def both_ways(rows: pd.DataFrame) -> pd.DataFrame:
    """Each row twice, so that every country stands once in `one`."""
    names = {"iso3_a": "one", "iso3_b": "other"}
    turned = {"iso3_b": "one", "iso3_a": "other"}
    return pd.concat([rows.rename(columns=names), rows.rename(columns=turned)])


US = both_ways(PAIRS).query("one == 'USA'")
INDIA = US.query("other == 'IND'").set_index("year")["exercises"]
PAKISTAN = US.query("other == 'PAK'").set_index("year")["exercises"]
EVERY = INDIA.reindex(range(1980, 2011)).fillna(0)
BY_PARTNER = US.pivot_table(index="year", columns="other", values="exercises", fill_value=0)
LISTED = sorted(set(both_ways(PAIRS).query("one == 'IND'")["year"]))


def above(first: int, last: int, how: str = "sum") -> list:
    numbers = BY_PARTNER.loc[first:last].agg(how)
    return list(numbers.index[numbers > numbers["IND"]])


CLOSER = above(2006, 2010)
ANYBODY = both_ways(PAIRS[PAIRS["year"] > 2005]).groupby("one")["exercises"].sum()
PARTNERS = BY_PARTNER.columns[BY_PARTNER.loc[2006:].sum() > 0]
EARLY, LATE = INDIA.loc[1992:2001].sum(), INDIA.loc[2002:].sum()
TIMES = (LATE / 9) / (EARLY / 10)
ALL = KINDS.query("kind == 'all'").set_index("year")


def share_factor(early_total: float, late_total: float) -> float:
    return (LATE / late_total) / (EARLY / early_total)


EARLY_US, LATE_US = ALL.loc[1992:2001, "with_us"].sum(), ALL.loc[2002:, "with_us"].sum()
SHARE = share_factor(EARLY_US, LATE_US)
YEARLY = (EVERY / ALL["with_us"]).dropna()


def summed(rows: pd.DataFrame, column: str) -> tuple:
    years = rows["year"]
    return rows[years.between(1992, 2001)][column].sum(), rows[years > 2001][column].sum()


# --- spending ---------------------------------------------------------------------------------

MEMBERS = ("ALB BEL BGR CAN CZE DEU DNK ESP EST FRA GBR GRC HRV HUN ITA LTU LUX LVA NLD NOR POL "
           "PRT ROU SVK SVN TUR USA").split()
JOINED_LATER = ["MNE", "MKD"]
OUTSIDE = ["FIN", "SWE"]
OTHERS = sorted(set(SPENDING["iso3"]) - set(MEMBERS))
YEARS = range(2014, 2025)


def level(codes: list, year: int, how=fmean) -> float:
    rows = SPENDING[SPENDING["iso3"].isin(codes) & (SPENDING["year"] == year)]
    return how(rows["pct_gdp"].tolist())


def changes(codes: list, how=fmean, years=(2014, 2021, 2024)) -> np.ndarray:
    return np.diff([level(codes, year, how) for year in years])


def more(ours=MEMBERS, theirs=OUTSIDE, how=fmean, years=(2014, 2021, 2024)) -> list:
    return list(changes(ours, how, years) - changes(theirs, how, years))


def per_cent(codes: list) -> np.ndarray:
    one, two, three = (level(codes, year) for year in (2014, 2021, 2024))
    return np.array([two / one - 1, three / two - 1]) * 100


def exact() -> list:
    """The two numbers from fractions, without pandas."""
    cells = {(code, year): Fraction(str(share)) for code, year, share
             in SPENDING.itertuples(index=False)}
    gap = {year: sum(cells[code, year] for code in MEMBERS) / len(MEMBERS)
           - (cells["FIN", year] + cells["SWE", year]) / 2 for year in (2014, 2021, 2024)}
    return [gap[2021] - gap[2014], gap[2024] - gap[2021]]


def grouped() -> list:
    groups = SPENDING["iso3"].map(dict.fromkeys(MEMBERS, "in") | dict.fromkeys(OUTSIDE, "out"))
    means = SPENDING.groupby([groups, "year"])["pct_gdp"].mean().unstack(0)
    return [round(one, 3) for one in (means["in"] - means["out"])[[2014, 2021, 2024]].diff()[1:]]


def figure(*lines, labels=("Year", "Per cent of GDP"), bottom=0, twin=False):
    """Return a function that draws the lines, each a dict of year and value."""
    def draw():
        fig, ax = plt.subplots()
        panels = [ax, ax.twinx()] if twin else [ax, ax]
        for line, panel in zip(lines, panels, strict=False):
            panel.plot(list(line), list(line.values()))
        ax.set_ylim(bottom=bottom)
        ax.set_xlabel(labels[0])
        ax.set_ylabel(labels[1])
        return ax
    return draw


def means(codes: list, how=fmean, years=YEARS) -> dict:
    return {year: level(codes, year, how) for year in years}


INSIDE_LINE, OUTSIDE_LINE = means(MEMBERS), means(OUTSIDE)


def points():
    fig, ax = plt.subplots()
    for line in (OUTSIDE_LINE, INSIDE_LINE):
        ax.scatter(list(line), list(line.values()))
    ax.set_ylim(0, 3)
    ax.set_ylabel("Mean share of GDP (per cent)")
    return ax


def frame():
    wide = SPENDING.pivot(index="year", columns="iso3", values="pct_gdp")
    inside, outside = wide[MEMBERS].mean(axis=1), wide[OUTSIDE].mean(axis=1)
    two = pd.DataFrame({"inside": inside, "outside": outside})
    return two.plot(ylim=(0, None), ylabel="Per cent of GDP", xlabel="")


TEXT = ("The claim is partly supported for contact and cannot be tested for being prepared. "
        + "In 2006 to 2010 the list of exercises has many with India. " * 9)

ROUTES = {
    "q1": [
        CLOSER,
        set(CLOSER),
        "CAN, DEU, FRA, GBR, JPN, KOR, NLD, POL, SGP, TUR",
        pd.Series(CLOSER),
        BY_PARTNER.loc[2006:].mean().loc[lambda mean: mean > EVERY.loc[2006:].mean()].index,
    ],
    "q2": [
        EVERY.loc[1995:2004].mean(),
        21 / 10,
        np.float64(INDIA.loc[1995:2004].sum() / 10),
        Fraction(int(INDIA[(INDIA.index > 1994) & (INDIA.index < 2005)].sum()), 10),
    ],
    "q3": [
        TIMES,
        round((50 / 9) / (6 / 10), 2),
        EVERY.loc[2002:].mean() / EVERY.loc[1992:2001].mean(),
    ],
    "q4": [
        SHARE,
        round((50 / 723) / (6 / 611), 2),
        (LATE / EARLY) / (LATE_US / EARLY_US),
    ],
    "q5": [more(), exact(), grouped(), tuple(np.round(more(), 3)), pd.Series(more())],
    "q6": ["c", "C", " c) "],
    "q7": [figure(INSIDE_LINE, OUTSIDE_LINE), points, frame,
           figure(OUTSIDE_LINE, INSIDE_LINE, labels=("", "% of GDP"), bottom=-0.1)],
    "q8": [TEXT, TEXT.replace("partly supported", "contested"), "\n" + TEXT + "\n"],
}

TEN = EVERY.loc[1995:2004]

MISTAKES = {
    "q1": [
        ([*CLOSER, "IND"], "than itself"),
        (above(1980, 2010), "from 1980"),
        (above(2002, 2010), "longer span"),
        (above(2006, 2009), "leaves its last number out"),
        (above(2005, 2010), "starts with 2006"),
        (above(2010, 2010), "all five years"),
        (above(2006, 2010, "max"), "five together"),
        (ANYBODY.index[ANYBODY > ANYBODY["IND"]], "rows of all pairs"),
        ([code for code in CLOSER if code not in ("JPN", "KOR", "SGP")], "all partners"),
        ([code for code in PARTNERS if code not in [*CLOSER, "IND"]], "direction"),
    ],
    "q2": [
        (INDIA.loc[1995:2004].mean(), "years that have a row"),
        (TEN[TEN.index.isin(LISTED)].mean(), "can be defended"),
        (INDIA.reindex(range(1995, 2005)).ffill().mean(), "nobody reported"),
        (median(TEN), "middle year"),
        (TEN.sum(), "ten years together"),
        (EVERY.loc[1995:2003].mean(), "2004 belongs"),
        (EVERY.loc[1995:2005].mean(), "ends with 2004"),
        (EVERY.loc[1996:2004].mean(), "starts with 1995"),
        (EVERY.loc[1994:2003].mean(), "a year too early"),
        (INDIA.mean(), "ten years first"),
        (EVERY.mean(), "all years of the list"),
        (EVERY.loc[1994:2004].mean(), "starts with 1995"),
        (both_ways(PAIRS).query("one == 'IND' and 1995 <= year <= 2004")["exercises"].sum() / 10,
         "all of India's partners"),
        (PAKISTAN.loc[1995:2004].sum() / 10, "code is IND"),
    ],
    "q3": [
        (LATE / EARLY, "same length"),
        (INDIA.loc[2002:].mean() / INDIA.loc[1992:2001].mean(), "divides by the rows"),
        (LATE / 8 / (EARLY / 10), "how many years are there"),
        (TIMES - 1, "factor of 2"),
        (1 / TIMES, "later period by the earlier"),
        (LATE / 9 - EARLY / 10, "how many times as many"),
        (INDIA.loc[2002:2009].sum() / 8 / (EARLY / 10), "2010 belongs"),
        (INDIA.loc[2001:].sum() / 10 / (EARLY / 10), "starts with 2002"),
        (LATE / 9 / (EARLY / 12), "starts with 1992"),
        (LATE / 9 / (EARLY / 22), "starts with 1992"),
        (EVERY.loc[2002:].median() / EVERY.loc[1992:2001].median(), "not the median"),
        (LATE / 8 / (EARLY / 9), "their first and their last year"),
        (LATE / 10 / (EARLY / 9), "has ten years"),
        (INDIA[2010] / INDIA[1992], "Sum each period first"),
        (INDIA.loc[2002:].median() / INDIA.loc[1992:2001].median(), "Sum each period first"),
        (LATE / 9, "Divide it by that of the earlier"),
    ],
    "q4": [
        (LATE / EARLY, "How much did the list"),
        (TIMES, "place of the years"),
        (LATE / LATE_US / 9 / (EARLY / EARLY_US / 10), "needs no years"),
        (share_factor(*summed(KINDS.query("kind == 'all'"), "exercises")), "Which column"),
        (share_factor(*summed(KINDS, "with_us")), "one kind"),
        (YEARLY.loc[2002:].mean() / YEARLY.loc[1992:2001].mean(), "sum first"),
        (share_factor(*summed(US, "exercises")), "once for each partner"),
        ((INDIA / ALL["with_us"]).loc[2002:].mean()
         / (INDIA / ALL["with_us"]).loc[1992:2001].mean(), "that have no row of India"),
        (share_factor(*summed(both_ways(PAIRS).query("one == 'IND'"), "exercises")),
         "rows with all partners"),
        (LATE_US / EARLY_US, "belong above the line"),
        (LATE / LATE_US, "that of the earlier period"),
        (EARLY / EARLY_US, "one of two shares"),
        (1 / SHARE, "later share by the earlier"),
        (SHARE - 1, "factor of 2"),
        (INDIA.loc[2002:2009].sum() / ALL.loc[2002:2009, "with_us"].sum() / (EARLY / EARLY_US),
         "2010 belongs"),
    ],
    "q5": [
        (changes(MEMBERS), "What did the two outside do"),
        (changes(OUTSIDE), "comparison group"),
        (more(OUTSIDE, MEMBERS), "members first"),
        ([level(MEMBERS, year) - level(OUTSIDE, year) for year in (2021, 2024)], "far apart"),
        (more(how=median), "asks for means"),
        (more(MEMBERS + OUTSIDE), "among your members"),
        (more(MEMBERS + JOINED_LATER), "joined after 2014"),
        (more(MEMBERS + JOINED_LATER + OUTSIDE), "joined on the way"),
        (more(theirs=OTHERS), "some of them at war"),
        (per_cent(MEMBERS) - per_cent(OUTSIDE), "per cent of the old share"),
        ((per_cent(MEMBERS) - per_cent(OUTSIDE)) / 100, "Subtract the shares themselves"),
        (more(how=sum), "cannot be summed"),
        (more([code for code in set(SPENDING["iso3"]) if code not in OUTSIDE]), "but two"),
        (np.round(more(), 2), "Three decimals"),
        (more(years=(2014, 2020, 2024)), "in the middle is 2021"),
        (more(years=(2014, 2021, 2023)), "ends with 2024"),
        (more(years=(2015, 2021, 2024)), "starts with 2014"),
        (np.array(more()) / [7, 3], "whole of each period"),
    ],
    "q6": [("a", "how ready anybody was"), ("b", "leaves no row"), ("d", "last year")],
    "q7": [
        (figure(means(MEMBERS, years=range(2021, 2025)), means(OUTSIDE, years=range(2021, 2025))),
         "span of the bad chart"),
        (figure(means(MEMBERS, years=YEARS[:-1]), means(OUTSIDE, years=YEARS[:-1])),
         "ends with 2024"),
        (figure(means(MEMBERS, median), OUTSIDE_LINE), "is a median"),
        (figure(means(MEMBERS, sum), means(OUTSIDE, sum)), "cannot be added up"),
        (figure(means(MEMBERS + OUTSIDE), OUTSIDE_LINE), "compared with"),
        (figure(means(MEMBERS + JOINED_LATER + OUTSIDE), OUTSIDE_LINE), "in all years"),
        (figure(means(list(set(SPENDING["iso3"]))), OUTSIDE_LINE), "mean of every country"),
        (figure(INSIDE_LINE, means(["FIN"])), "mean of two states"),
        (figure(INSIDE_LINE, means(["SWE"])), "mean of two states"),
        (figure(INSIDE_LINE, means(OTHERS)), "every state outside"),
        (figure(INSIDE_LINE), "1 of the 2 series"),
        (figure(INSIDE_LINE, OUTSIDE_LINE, bottom=1), "begin at 0"),
        (figure(INSIDE_LINE, OUTSIDE_LINE, labels=("Year", "")), "Label the axis"),
        (figure(INSIDE_LINE, OUTSIDE_LINE, twin=True), "Two y axes"),
    ],
    "q8": [
        ("It is supported by 2 numbers.", "6 words"),
        (TEXT * 3, "words; 100 to 150"),
        (TEXT.replace("2006 to 2010", "five years"), "no number among them"),
    ],
}

UNITS = {
    "q1": [(["India"], "codes of three letters"), (BY_PARTNER.sum() > 300, "Not all of these")],
    "q2": [(float("nan"), "A blank was put in"), ("2.1", "This is text")],
    "q3": [(100 * TIMES, "looks like a percentage")],
    "q4": [(100 * SHARE, "looks like a percentage")],
    "q5": [(more()[0], "This is one number"), ([*more(), 0], "You gave 3 numbers")],
    "q6": [("e", "The letters are"), ("b or c", "one letter")],
    "q7": [([1, 2, 3], "Give the panel")],
}

UNKNOWN = {"q2": 12.3, "q3": 17.7, "q4": 17.7}
