"""Right routes and wrong answers of the lab cases, from the CSV files, without the lab's code."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from labs.reading import table, whole

# --- the tables -------------------------------------------------------------------------------

KOREA = table("us_troops", "KOR")["active_duty"]
FIFTIES = KOREA.loc[1950:1959]
KOREAN_AID = table("us_aid", "KOR", "fiscal_year")

FORCE = table("us_troops", "AFG").loc[2008:2017]
ACTIVE, GUARD = FORCE["active_duty"].astype(int), FORCE["guard_reserve"].astype(int)
PEOPLE = {year: int(ACTIVE[year] + GUARD[year]) for year in range(2008, 2018)}
RISES = {year: PEOPLE[year] - PEOPLE[year - 1] for year in range(2009, 2018)}
EVERYWHERE = whole("us_troops").query("year >= 2008").eval("active_duty + guard_reserve")

AFGHAN_AID = table("us_aid", "AFG", "fiscal_year")
AFGHANS = table("population_income", "AFG")
MADDISON = table("income", "AFG")

SCORES = whole("democracy").set_index(["iso3", "year"])


# --- questions 3 to 5 -------------------------------------------------------------------------


def total(first, last, *columns) -> float:
    return KOREAN_AID.loc[first:last, list(columns)].sum().sum()


def military_share(first, last, military="military_constant", economic="economic_constant"):
    return total(first, last, military) / total(first, last, military, economic)


BOTH = ("military_constant", "economic_constant")
ALL_AID = whole("us_aid").query("1953 <= fiscal_year <= 1980")
SHARES = KOREAN_AID[BOTH[0]] / (KOREAN_AID[BOTH[0]] + KOREAN_AID[BOTH[1]])


def given(year, prices="nominal") -> float:
    """Millions of dollars for Afghanistan, both kinds of aid."""
    return AFGHAN_AID[f"military_{prices}"][year] + AFGHAN_AID[f"economic_{prices}"][year]


GDP = AFGHANS["gdp_current"]
MERGED = AFGHANS.join(AFGHAN_AID.drop(columns="iso3"))

PER_HEAD = {
    "maddison": MADDISON["gdp_per_capita"],
    "ppp": AFGHANS["gdp_per_capita_ppp"],
    "day": GDP / AFGHANS["population"],
}
ECONOMY = {
    "maddison": MADDISON["gdp_per_capita"] * MADDISON["population"],
    "ppp": AFGHANS["gdp_per_capita_ppp"] * AFGHANS["population"],
    "day": GDP,
}


def times(first=2002, last=2014, series=PER_HEAD, names=("maddison", "ppp", "day")) -> list:
    factors = [series[name][last] / series[name][first] for name in names]
    return [min(factors), max(factors)]


SMALLEST, LARGEST = times()


# --- question 6 -------------------------------------------------------------------------------

CHANGES = [("KOR", 1986, 1987), ("KOR", 1987, 1988), ("AFG", 2001, 2002), ("AFG", 2005, 2006),
           ("AFG", 2014, 2020), ("AFG", 2020, 2021), ("SOM", 2012, 2024)]


def later_years(keep) -> list:
    """The later years of the changes for which `keep(old, new)` is true."""
    return [last for code, first, last in CHANGES
            if keep(SCORES.loc[(code, first)], SCORES.loc[(code, last)])]


def overlap(old, new) -> bool:
    """Walk along the scale in thousandths: does a point lie in both intervals?"""
    scale = np.arange(1001) / 1000
    return any((scale >= max(old.electoral_low, new.electoral_low))
               & (scale <= min(old.electoral_high, new.electoral_high)))


UNCLEAR = later_years(overlap)


# --- question 7 -------------------------------------------------------------------------------


def war(code: str) -> pd.DataFrame:
    rows = table("battle_deaths", code)[["low", "best", "high"]]
    return rows.assign(people=table("population_income", code)["population"])


AFGHAN_WAR, SOMALI_WAR = war("AFG"), war("SOM")
AFGHAN, SOMALI = (rows[["low", "best", "high"]].div(rows["people"] / 1e5, axis=0)
                  for rows in (AFGHAN_WAR, SOMALI_WAR))


def panels(afghan=AFGHAN, somali=SOMALI, best="best", band=True, label="per 100,000", zero=True):
    """A function that draws the two panels that question 7 asks for, or nearly."""
    def draw():
        _, axes = plt.subplots(2, sharex=True, sharey=True)
        for ax, rows in zip(axes, (afghan, somali), strict=True):
            line = rows[best] if isinstance(best, str) else best(rows)
            ax.plot(line)
            if band:
                ax.fill_between(rows.index, rows["low"], rows["high"], alpha=0.2)
            ax.set_ylabel(label)
        axes[0].set_ylim(bottom=0 if zero else 1)
        return axes
    return draw


def bars_with_whiskers():
    _, (above, below) = plt.subplots(2)
    for ax, rows in ((above, AFGHAN), (below, SOMALI)):
        below_best, above_best = rows["best"] - rows["low"], rows["high"] - rows["best"]
        ax.bar(rows.index, rows["best"], yerr=[below_best, above_best])
        ax.set_ylim(0, 160)
        ax.set_ylabel("Deaths per 100,000 people")
    return [above, below]


def points_with_lines():
    figure, axes = plt.subplots(ncols=2, sharey=True)
    for ax, code in zip(axes, ("AFG", "SOM"), strict=True):
        rows = whole("battle_deaths").merge(whole("population_income")).query("iso3 == @code")
        heads = rows["population"].to_numpy() / 100_000
        ax.vlines(rows["year"], rows["low"] / heads, rows["high"] / heads)
        ax.scatter(rows["year"], rows["best"] / heads)
        ax.set(ylim=(0, 200), ylabel="Killed per 100,000")
    return figure


def one_panel():
    _, ax = plt.subplots()
    for rows in (AFGHAN, SOMALI):
        ax.fill_between(rows.index, rows["low"], rows["high"], alpha=0.2)
        ax.plot(rows["best"])
    ax.set(ylim=(0, 160), ylabel="Killed per 100,000")
    return ax


def second_axis():
    _, left = plt.subplots()
    right = left.twinx()
    for ax, rows in ((left, AFGHAN), (right, SOMALI)):
        ax.plot(rows["best"])
    return [left, right]


def scaled(rows, factor):
    return rows * factor


RAW = AFGHAN_WAR[["low", "best", "high"]], SOMALI_WAR[["low", "best", "high"]]
OF_2022 = (RAW[0] * 1e5 / AFGHAN_WAR["people"][2022], RAW[1] * 1e5 / SOMALI_WAR["people"][2022])
OVER_AFGHANS = RAW[1].div(AFGHAN_WAR["people"] / 1e5, axis=0)

# --- question 8 -------------------------------------------------------------------------------

CLAUSE = "the score rose from 0.39 to 0.63 in 1988 while the number of soldiers hardly moved "
TEXT = CLAUSE * 8

# --- what the tests read ----------------------------------------------------------------------

# ways to each answer that share as little as they can
ROUTES = {
    "q1": [
        (FORCE["active_duty"] + FORCE["guard_reserve"]).diff().max(),
        max(RISES.values()),
        np.float64(81_875 + 17_404 - 47_520 - 11_534),
        FORCE[["active_duty", "guard_reserve"]].diff().sum(axis=1).nlargest(1),
    ],
    "q2": [
        KOREA.loc[1950:1959].mean(),
        FIFTIES.dropna().to_numpy().mean(),
        round(np.nansum(FIFTIES) / 8),
    ],
    "q3": [
        military_share(1953, 1980),
        round(military_share(1953, 1980), 4),
        1 - total(1953, 1980, BOTH[1]) / total(1953, 1980, *BOTH),
    ],
    "q4": [
        MERGED.eval("(military_nominal + economic_nominal) / gdp_current")[2011],
        round((10_263.513 + 3_154.771) / 17_805.1, 3),
        np.divide(given(2011) * 1e6, GDP[2011] * 1e6),
    ],
    "q5": [
        times(),
        (round(3017.9 / 1774.3, 2), round(20_497.1 / 32_792_523 / (3_825.7 / 21_378_117), 2)),
        pd.Series([series[2014] / series[2002] for series in PER_HEAD.values()]).agg(
            ["min", "max"]),
    ],
    "q6": [
        UNCLEAR,
        later_years(lambda old, new: old.electoral_low <= new.electoral_high
                    and new.electoral_low <= old.electoral_high),
        {1987, 2006, 2020, 2024},
        np.array([2024, 2020, 2006, 1987]),
    ],
    "q7": [panels(), bars_with_whiskers, points_with_lines],
    "q8": [TEXT, TEXT.replace("the ", "THE "), "Not testable. " + TEXT],
}

# what a student did -> words of the message that must follow; every known mistake stands here
MISTAKES = {
    "q1": [
        (ACTIVE[2010] - ACTIVE[2009], "Whom does active_duty leave out"),
        (2 * (ACTIVE[2010] - ACTIVE[2009]), "to itself"),
        (GUARD.diff().max(), "for both together"),
        (RISES[2009], "share of those present"),
        (PEOPLE[2011], "at most"),
        (PEOPLE[2010] - PEOPLE[2008], "over two years"),
        (PEOPLE[2011] - PEOPLE[2016], "Compare neighbours"),
        (RISES[2014], "has a minus"),
        (-RISES[2014], "went home"),
        ((PEOPLE[2017] - PEOPLE[2008]) / 9, "average year"),
        (2010, "found when"),
        (sum(PEOPLE.values()), "head-counts"),
        (EVERYWHERE.diff().max(), "rows of AFG"),
    ],
    "q2": [
        (FIFTIES.sum() / 10, "not the same as nobody there"),
        (FIFTIES.interpolate().mean(), "straight line"),
        ((FIFTIES.sum() + 2 * 510) / 10, "two years of war"),
        ((FIFTIES.sum() + 2 * 326_863) / 10, "The count of 1953"),
        (KOREA.loc[1950:1960].sum() / 9, "includes the last year"),
        (KOREA.loc[list(range(1950, 1959))].mean(), "leave the last year out"),
        (KOREA.loc[1953:1959].mean(), "report of 1950"),
        (FIFTIES.median(), "middle count"),
        (FIFTIES.sum(), "head-counts"),
        (KOREA.loc[1960:1969].mean(), "Those are the sixties"),
        (max(FIFTIES.dropna()), "one report"),
        (KOREA.mean(), "whole table"),
    ],
    "q3": [
        (military_share(1953, 1980, "military_nominal", "economic_nominal"), "deflated?"),
        (SHARES.loc[1953:1980].mean(), "Sum first"),
        (military_share(1953, 1979), "1980 belongs"),
        (military_share(1954, 1980), "1953 belongs"),
        (military_share(1954, 1979), "Both ends left out"),
        (military_share(1953, 2020), "ends with 1980"),
        (ALL_AID[BOTH[0]].sum() / ALL_AID[list(BOTH)].to_numpy()[~ALL_AID[list(BOTH)].isna()].sum(),
         "All recipients"),
        (total(1953, 1980, BOTH[1]), "The economic sum"),
        (round(military_share(1953, 1980), 3), "do not round"),
        (military_share(1946, 1980), "armistice"),
        (military_share(1946, 2020), "Choose the fiscal years"),
        (total(1953, 1980, BOTH[0]) / total(1953, 1980, BOTH[1]), "by the total"),
        (military_share(1953, 1980, economic="economic_nominal"), "same dollars"),
        (military_share(1953, 1980, military="military_nominal"), "same dollars"),
        (total(1953, 1980, BOTH[1]) / total(1953, 1980, *BOTH), "economic part"),
        (total(1953, 1980, BOTH[0]), "Divide it"),
    ],
    "q4": [
        (given(2011, "constant") / GDP[2011], "same kind of dollars"),
        (given(2010) / GDP[2010], "2010. Look at the year"),
        (given(2012) / GDP[2012], "2012. Look at the year"),
        (given(2011) / GDP[2010], "GDP of another"),
        (given(2011) / GDP[2012], "GDP of another"),
        (given(2010) / GDP[2011], "GDP of another"),
        (given(2012) / GDP[2011], "GDP of another"),
        (AFGHAN_AID["military_nominal"][2011] / GDP[2011], "Military aid only"),
        (AFGHAN_AID["economic_nominal"][2011] / GDP[2011], "Economic aid only"),
        (AFGHAN_AID["military_constant"][2011] / GDP[2011], "Military aid only, in dollars"),
        (AFGHAN_AID["economic_constant"][2011] / GDP[2011], "Economic aid only, in dollars"),
        (given(2011) / (given(2011) + GDP[2011]), "beside the GDP alone"),
        (AFGHAN_AID[["military_nominal", "economic_nominal"]].sum().sum() / GDP.sum(),
         "All years"),
        (given(2011) * 1e6 / ECONOMY["ppp"][2011], "gdp_per_capita_ppp values"),
        (given(2011) * 1e6 / ECONOMY["maddison"][2011], "The table income values"),
        (GDP[2011] / given(2011), "Divide the aid by the GDP"),
        (given(2011) * 1e6 / AFGHANS["population"][2011], "each inhabitant"),
        (given(2011), "in millions of dollars"),
    ],
    "q5": [
        (times(names=("maddison", "ppp")), "third series"),
        (times(series=ECONOMY), "more people to share it"),
        ([SMALLEST, GDP[2014] / GDP[2002]], "Divide it by the population"),
        ([2022 / 1774.3, 3017.9 / 797], "within a series"),
        ([SMALLEST, 3017.9 / 797], "within a series"),
        ([SMALLEST - 1, LARGEST - 1], "rise of 1"),
        ([1 / LARGEST, 1 / SMALLEST], "later year by the earlier"),
        (times(2001), "starts with 2002"),
        ([1.7, 3.5], "One decimal"),
        (times(2003), "From 2003"),
        (times(last=2013), "To 2013"),
        (times(last=2015), "To 2015"),
        (times(last=2018), "To 2018"),
        ([LARGEST, SMALLEST], "in another order"),
        ([SMALLEST, 9.9], "The first number is right"),
        ([9.9, LARGEST], "The second number is right"),
    ],
    "q6": [
        (later_years(lambda old, new: not overlap(old, new)), "asks for the rest"),
        (later_years(lambda old, new: old.electoral_low <= new.electoral <= old.electoral_high),
         "interval with interval"),
        (later_years(lambda old, new: abs(old.electoral - new.electoral) < 0.05), "fixed cut-off"),
        (later_years(lambda old, new: new.electoral_low <= old.electoral_high),
         "can also become less free"),
        (later_years(lambda old, new: new.electoral_high >= old.electoral_low),
         "can also become more free"),
        (later_years(lambda old, new: new.electoral_low == old.electoral_low), "two ends"),
        ([last for _, _, last in CHANGES], "clear of each other"),
        ([2006, 2020, 2024], "protests in South Korea"),
        ([1987, 2002, 2006, 2020, 2024], "low in both years"),
        ([first for _, first, last in CHANGES if last in UNCLEAR], "later ones"),
        ([1987, 2006, 2024], "one year is missing"),
    ],
    "q7": [
        (panels(*RAW), "common measure"),
        (panels(scaled(AFGHAN, 10), scaled(SOMALI, 10)), "Per million"),
        (panels(scaled(AFGHAN, 1e-5), scaled(SOMALI, 1e-5)), "Per inhabitant"),
        (panels(*OF_2022), "no constant"),
        (panels(somali=OVER_AFGHANS), "How were the rows matched"),
        (panels(best=lambda rows: (rows["low"] + rows["high"]) / 2), "column of its own"),
        (panels(best="high"), "The high estimate"),
        (panels(best="low"), "The low estimate"),
        (panels(AFGHAN.loc[2013:2021], SOMALI.loc[2013:2021]), "The critic's years"),
        (panels(AFGHAN.loc[:2021], SOMALI.loc[:2021]), "Without 2022"),
        (panels(scaled(AFGHAN, 0.01), scaled(SOMALI, 0.01)), "Per 1,000"),
        (panels(AFGHAN.loc[2002:], SOMALI.loc[2002:]), "since 2002"),
        (panels(AFGHAN.loc[2001:], SOMALI.loc[2001:]), "since 2001"),
        (panels(somali=SOMALI.loc[2007:]), "since the mission"),
        (panels(somali=RAW[1]), "1 of the 2 series"),
        (panels(band=False), "interval is missing"),
        (panels(label=""), "Label the axis"),
        (panels(zero=False), "begin at 0"),
        (one_panel, "2 panels as a list"),
        (second_axis, "Two y axes"),
    ],
    "q8": [
        ("The claim is partly supported.", "5 words; 100 to 150 are asked for"),
        (TEXT * 2, "100 to 150 are asked for"),
        ("The soldiers stayed and the people voted, which proves little either way. " * 10,
         "no number among them"),
    ],
}

UNITS = {
    "q1": [(68.1, "asks for people"), (0.68, "asks for people"), ("40 thousand", "This is text")],
    "q2": [(108, "looks like thousands")],
    "q3": [(100 * military_share(1953, 1980), "looks like a percentage"),
           (float("nan"), "PRK is North Korea")],
    "q4": [(100 * given(2011) / GDP[2011], "looks like a percentage"),
           (given(2011) / (GDP[2011] * 1e6), "very small"),
           (given(2011) * 1e6 / GDP[2011], "very large")],
    "q5": [([100 * SMALLEST - 100, 100 * LARGEST - 100], "looks like a percentage"),
           (SMALLEST, "This is one number"),
           ([series[2014] / series[2002] for series in PER_HEAD.values()], "You gave 3 numbers")],
    "q6": [([True, False], "True and False"), ([], "empty")],
    "q7": [(3, "Give the panel that you drew on")],
}

UNKNOWN = {"q1": 12_345, "q2": 55_555, "q3": 0.25, "q4": 1.1}
