"""Right routes and wrong answers of the lab understanding, from the CSV files, without its code."""

from decimal import Decimal

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from labs.reading import whole

KINDS = whole("exercise_kinds")
PAIRS = whole("exercise_pairs")
TRAINING = whole("us_training")
WIDE = KINDS.pivot(index="year", columns="kind", values="exercises")
AMERICAN = KINDS.pivot(index="year", columns="kind", values="with_us")
LIST = WIDE["all"]


def total(kind, first, last, table=WIDE):
    return table.loc[first:last, kind].sum()


def a_year(kind, first, last, table=WIDE):
    return total(kind, first, last, table) / (last - first + 1)


def factor(kind, early, late, table=WIDE):
    return a_year(kind, *late, table) / a_year(kind, *early, table)


# --- the pairs --------------------------------------------------------------------------------


def met(one, other):
    """Exercises of a pair by year, without the years that have no row."""
    found = {}
    for row in PAIRS.itertuples():
        if {row.iso3_a, row.iso3_b} == {one, other}:
            found[row.year] = row.exercises
    return pd.Series(found).sort_index()


def with_anybody(one):
    rows = PAIRS.query("iso3_a == @one or iso3_b == @one")
    return rows.groupby("year")["exercises"].sum()


GREEK, RUSSIAN = met("GRC", "TUR"), met("RUS", "USA")
YEARS = np.arange(1980, 2011)
NONE = [1980, 1985, 1986, 1987, 1988, 1990]


def per_hundred(first, last, listed=LIST):
    return 100 * RUSSIAN.reindex(range(first, last + 1)).sum() / listed.loc[first:last].sum()


BEFORE, AFTER = per_hundred(2003, 2007), per_hundred(2008, 2009)


def change(before, after):
    return 100 * after / before - 100


YEARLY = 100 * RUSSIAN / LIST

# --- the courses ------------------------------------------------------------------------------

SUMS = TRAINING.pivot_table(index="fiscal_year", columns="programme",
                            values=["trainees", "cost"], aggfunc="sum", fill_value=0)
PLACES, COSTS = SUMS["trainees"], SUMS["cost"]


def shares(first, last, programmes=("IMET",), rest=False):
    found = []
    for table in (PLACES, COSTS):
        years = table.loc[first:last]
        part = years[list(programmes)].to_numpy().sum()
        found.append(part / (years.to_numpy().sum() - rest * part))
    return found


def by_hand():
    places, costs = [0, 0], [0, 0]
    for row in TRAINING.itertuples():
        if 2010 <= row.fiscal_year < 2020:
            for total_of, value in ((places, row.trainees), (costs, row.cost)):
                total_of[0] += value * (row.programme == "IMET")
                total_of[1] += value
    return places[0] / places[1], costs[0] / costs[1]


# --- the figures ------------------------------------------------------------------------------


def figure(greek, russian, bars=False, labels=True, zero=True, second=False):
    """Return a function that draws the two series, each indexed by year."""
    def draw():
        _, ax = plt.subplots()
        if bars:
            ax.bar(greek.index - 0.001, greek.to_numpy())
            ax.scatter(russian.index, russian.to_numpy())
        else:
            ax.plot(greek)
            (ax.twinx() if second else ax).plot(russian)
        ax.set_ylim(bottom=0 if zero else 1)
        if labels:
            ax.set_ylabel("Exercises")
        return [ax, *[other for other in ax.figure.axes if other is not ax]] if second else ax
    return draw


def filled(series, first=1980, last=2010):
    return series.reindex(range(first, last + 1)).fillna(0)


GREEK_FULL, RUSSIAN_FULL = filled(GREEK), filled(RUSSIAN)


def whole_figure():
    ax = figure(GREEK_FULL, RUSSIAN_FULL)()
    return ax.figure


def upside_down():
    ax = figure(RUSSIAN_FULL.iloc[::-1], GREEK_FULL.iloc[::-1])()
    return [ax]


GOOD_TEXT = " ".join(["word"] * 110) + " 3.7 of 100 exercises, 2003"

ROUTES = {
    "q1": [
        LIST.loc[1991:2000].sum(),
        float(KINDS.query("kind == 'all' and 1990 < year < 2001")["exercises"].sum()),
        57 + 75 + 82 + 119 + 119 + 157 + 137 + 153 + 112 + 129,
        KINDS[KINDS["kind"].eq("all") & KINDS["year"].isin(range(1991, 2001))][["exercises"]].sum(),
    ],
    "q2": [
        NONE,
        sorted(set(range(1980, 2011)) - set(GREEK.index)),
        GREEK.reindex(YEARS)[GREEK.reindex(YEARS).isna()].index,
        np.setdiff1d(YEARS, GREEK.index),
    ],
    "q3": [
        factor("humanitarian", (1980, 1989), (2000, 2010)),
        round(271 / 11 * 10 / 16, 2),
        WIDE.loc[2000:2010, "humanitarian"].mean() / WIDE.loc[1980:1989, "humanitarian"].mean(),
        Decimal(2710) / Decimal(176),
    ],
    "q4": [
        shares(2010, 2019),
        [round(share, 4) for share in by_hand()],
        np.array(by_hand()),
        {"trainees": by_hand()[0], "cost": by_hand()[1]},
    ],
    "q5": [
        [28, 51],
        np.array([max(23, 28), 23 + 28]),
        WIDE.loc[1998, ["humanitarian", "peacekeeping"]].agg(["max", "sum"]),
        (28.0, 51.0),
    ],
    "q6": [
        change(BEFORE, AFTER),
        round(100 * ((4 + 1) / (161 + 132) / ((7 + 7 + 8 + 7 + 6) / 953) - 1), 1),
        np.float64(AFTER / BEFORE - 1) * 100,
        pd.Series([BEFORE, AFTER]).pct_change().iloc[1:] * 100,
    ],
    "q7": [
        figure(GREEK_FULL, RUSSIAN_FULL),
        figure(GREEK_FULL, RUSSIAN_FULL, bars=True),
        whole_figure,
        upside_down,
    ],
    "q8": [
        GOOD_TEXT,
        GOOD_TEXT.replace("word word", "word\nword"),
        " ".join(["ein"] * 99) + " 136.",
    ],
}

TEN = KINDS[KINDS["year"].between(1991, 2000)]
MISTAKES = {
    "q1": [
        (TEN["exercises"].sum(), "three times"),
        (TEN["exercises"].sum() - 1140, "one without a mark"),
        (total("warfighting", 1991, 2000), "mark warfighting"),
        (total("all", 1991, 2000, AMERICAN), "column with_us"),
        (total("all", 1991, 1999), "2000 belongs"),
        (total("all", 1992, 2000), "1991 belongs"),
        (total("all", 1990, 1999), "not 1990 to 1999"),
        (total("all", 1990, 2000), "begins with 1991"),
        (LIST.sum(), "Choose the ten years"),
        (LIST.loc[1991:2000].mean(), "average year"),
        (total("all", 1991, 2001), "ends with 2000"),
        (PAIRS.query("1990 < year < 2001")["exercises"].sum(), "rows of all its pairs"),
        (2 * PAIRS.query("1990 < year < 2001")["exercises"].sum(), "each pair twice"),
        (len(TEN), "counted rows"),
    ],
    "q2": [
        (list(GREEK.index), "asks for the others"),
        (list(range(1980, 2011)), "nothing at all"),
        ([y for y in YEARS if y not in with_anybody("GRC").index], "without any partner"),
        ([y for y in YEARS if y not in met("GRC", "USA").index], "not the partner"),
        ([year for year in NONE if year > GREEK.index.min()], "begins with 1980"),
        (GREEK[GREEK == 1].index, "One is not none"),
        (range(1985, 1989), "single years"),
    ],
    "q3": [
        (total("humanitarian", 2000, 2010) / total("humanitarian", 1980, 1989), "eleven years"),
        ((271 / 1853) / (16 / 781), "share in the list"),
        (factor("all", (1980, 1989), (2000, 2010)), "all exercises"),
        (factor("warfighting", (1980, 1989), (2000, 2010)), "factor of warfighting"),
        (factor("humanitarian", (1980, 1989), (1990, 1999)), "2000 to 2010"),
        (factor("humanitarian", (1980, 1989), (2001, 2010)), "year 2000 belongs"),
        (factor("humanitarian", (1980, 1989), (2000, 2009)), "year 2010 belongs"),
        (factor("humanitarian", (1980, 1989), (2000, 2010), AMERICAN), "column with_us"),
        (271 / 11 - 1.6, "how many more a year"),
        (271 / 11 / 1.6 - 1, "rise of 1"),
        (1.6 / (271 / 11), "later by the earlier"),
        (271 / 11 / (16 / 9), "how many years are there"),
        (factor("humanitarian", (1980, 1990), (2000, 2010)), "neither span"),
        (271 / 11 / (16 / sum(WIDE.loc[1980:1989, "humanitarian"] > 0)), "zero is a count"),
        (WIDE.loc[2000:2010, "humanitarian"].median() / WIDE.loc[1980:1989, "humanitarian"].median(),
         "not the median"),
        (271 / 11, "Divide it by the earlier"),
        (15, "Two decimals"),
    ],
    "q4": [
        ([100 * share for share in shares(2010, 2019)], "between 0 and 1"),
        ([(table["IMET"] / table.sum(axis=1)).loc[2010:2019].mean() for table in (PLACES, COSTS)],
         "weighs as much"),
        (shares(2010, 2020), "pandemic"),
        (shares(2010, 2018), "2019 belongs"),
        (shares(2011, 2019), "2010 belongs"),
        (shares(2019, 2019), "all ten fiscal years"),
        ([table.loc[2010:2019, "IMET"].sum() for table in (PLACES, COSTS)], "Divide both"),
        (np.round(shares(2010, 2019), 2), "Four decimals"),
        (shares(1999, 2020), "Choose the fiscal years"),
        (shares(2010, 2019, rest=True), "includes the part"),
        ([1 - share for share in shares(2010, 2019)], "all other programmes"),
        (shares(2010, 2019, ("IMET", "REGIONAL_CENTERS")), "regional centres"),
        (shares(2010, 2019, ("PKO_GPOI",)), "training of peacekeepers"),
        (shares(2010, 2019)[::-1], "another order"),
    ],
    "q5": [
        ([23, 28], "two circles"),
        ([23, 51], "smaller circle lies inside"),
        ([0, 51], "none is too few"),
        ([51, 51], "Does the table say so"),
        ([0, 23], "one or both"),
        ([28, 153], "without either mark"),
        ([16, 29], "column with_us"),
        ([20, 36], "year again"),
        ([28 / 153, 51 / 153], "numbers of exercises"),
        ([2800 / 153, 5100 / 153], "numbers of exercises"),
        ([51, 28], "another order"),
        ([28, 100], "The first number is right"),
    ],
    "q6": [
        (change(35 / 5, 5 / 2), "whole list fell too"),
        (change(35, 5), "five years"),
        (AFTER - BEFORE, "how many fewer"),
        (100 * AFTER / BEFORE, "as 100"),
        (-change(BEFORE, AFTER), "a minus"),
        (change(AFTER, BEFORE), "earlier span"),
        (change(YEARLY.loc[2003:2007].mean(), YEARLY.loc[2008:2009].mean()), "weighs as much"),
        (change(per_hundred(2003, 2007, AMERICAN["all"]), per_hundred(2008, 2009, AMERICAN["all"])),
         "all exercises of the list"),
        (change(BEFORE, per_hundred(2008, 2010)), "ends with 2009"),
        (change(BEFORE, per_hundred(2008, 2008)), "2008 to 2009"),
        (change(BEFORE, per_hundred(2009, 2009)), "2009 alone"),
        (change(per_hundred(2004, 2007), AFTER), "begins with 2003"),
        (change(LIST.loc[2003:2007].mean(), LIST.loc[2008:2009].mean()), "whole list. Where"),
        (change(met("GEO", "RUS").loc[2003:2007].sum() / LIST.loc[2003:2007].sum(),
                met("GEO", "RUS").loc[2008:2009].sum() / LIST.loc[2008:2009].sum()),
         "takes Russia and the United States"),
    ],
    "q7": [
        (figure(GREEK, RUSSIAN_FULL), "Give them a 0"),
        (figure(GREEK, RUSSIAN), "Give them a 0"),
        (figure(filled(GREEK, 1991), filled(RUSSIAN, 1991)), "every year from 1980"),
        (figure(GREEK_FULL, RUSSIAN), "begins where its rows begin"),
        (figure(filled(GREEK, 1984, 2001), RUSSIAN_FULL), "every year from 1980"),
        (figure(filled(GREEK, 1980, 2009), filled(RUSSIAN, 1980, 2009)), "stops before"),
        (figure(GREEK_FULL.cumsum(), RUSSIAN_FULL.cumsum()), "can only rise"),
        (figure(filled(with_anybody("GRC")), RUSSIAN_FULL), "over all partners"),
        (figure(GREEK_FULL, filled(met("CHN", "USA"))), "second pair"),
        (figure(GREEK_FULL, filled(met("GEO", "RUS"))), "second pair"),
        (figure(GREEK_FULL, GREEK_FULL), "1 of the 2 series"),
        (figure(GREEK_FULL, RUSSIAN_FULL, labels=False), "Label the axis"),
        (figure(GREEK_FULL, RUSSIAN_FULL, zero=False), "begin at 0"),
        (figure(GREEK_FULL, RUSSIAN_FULL, second=True), "Two y axes"),
    ],
    "q8": [
        ("It is soft: 136 exercises.", "5 words"),
        (" ".join(["long"] * 151), "151 words"),
        (" ".join(["none"] * 120), "no number"),
    ],
}

UNITS = {
    "q2": [(PAIRS["iso3_a"] == "GRC", "True and False"), ([], "list is empty")],
    "q3": [(100 * factor("humanitarian", (1980, 1989), (2000, 2010)), "looks like a percentage")],
    "q4": [(shares(2010, 2019)[0], "one number"), ("0.1, 0.3", "text")],
    "q5": [({28, 51}, "no order"), ([28], "You gave 1 number")],
    "q6": [(AFTER / BEFORE - 1, "looks like a share"), (float("nan"), "not a number")],
    "q7": [(GREEK_FULL, "Give the panel that you drew")],
    "q8": [(136, "Write a text")],
}

UNKNOWN = {"q1": 2000, "q3": 30, "q4": [0.5, 0.5], "q5": [40, 60], "q6": -10.0}
