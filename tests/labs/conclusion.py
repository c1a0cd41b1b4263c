"""Right routes and wrong answers of the lab conclusion, from the CSV files, without its code."""

from statistics import median

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from labs.reading import whole

# --- question 1: the verdicts -----------------------------------------------------------------

CLAIMS = whole("claims")
CAUSAL = CLAIMS.query("type == 'causal'")
GOOD = ["supported", "partly"]
ANSWERED = CAUSAL[~CAUSAL["verdict"].isin(["untested", "not testable"])]


def shares(rows: pd.DataFrame, good=GOOD, by="section") -> pd.Series:
    counts = pd.crosstab(rows[by], rows["verdict"])
    return counts.reindex(columns=good, fill_value=0).sum(axis=1) / counts.sum(axis=1)


# --- question 2: who is missing ---------------------------------------------------------------


def with_rows(name: str, *years: int) -> set:
    """The countries that have a row in each of the years."""
    rows = whole(name)
    return set.intersection(*(set(rows.loc[rows["year"] == year, "iso3"]) for year in years))


SCORED = with_rows("democracy", 2005, 2018)
EARNING = with_rows("income", 2005) | with_rows("income", 2018)
WORLD = whole("countries").query("kind == 'country'")["iso3"]

# --- questions 3 to 7: the test ---------------------------------------------------------------

MEASURES = {
    "democracy": ("democracy", "electoral"),
    "effectiveness": ("governance", "government_effectiveness"),
    "stability": ("governance", "political_stability"),
    "children": ("health", "under5_mortality"),
    "income": ("income", "gdp_per_capita"),
}
VALUES = {name: whole(table).set_index(["iso3", "year"])[column].dropna().to_dict()
          for name, (table, column) in MEASURES.items()}
HEADS = whole("income").set_index(["iso3", "year"])["population"].to_dict()
TESTED = sorted(code for code in SCORED - {"USA"}
                if all((code, year) in values for values in VALUES.values()
                       for year in (2005, 2018)))


def per_head(first, last, heads=None, columns=("military_constant",)) -> pd.Series:
    """Dollars promised in the fiscal years for each inhabitant; no line counts as zero."""
    rows = whole("us_aid").query("@first <= fiscal_year <= @last")
    sums = rows.groupby("iso3")[list(columns)].sum().sum(axis=1)
    return pd.Series({code: sums.get(code, 0) * 1e6 / HEADS[code, heads or last]
                      for code in TESTED})


def better(first, last, ratios=("children", "income"), turned=("children",)) -> pd.DataFrame:
    """How each country changed on each measure; more is better."""
    found = {}
    for name, values in VALUES.items():
        old, new = (pd.Series({code: values[code, year] for code in TESTED})
                    for year in (first, last))
        if name in turned:
            old, new = new, old
        found[name] = np.log(new / old) if name in ratios else new - old
    return pd.DataFrame(found)


def pair(changes: pd.DataFrame, doses: pd.Series, of=np.mean, bar="median") -> list:
    """[Mean index of those above the median dose, mean index of the others].

    Each country is set against the country that stands in the middle; equal is not better.
    """
    place = len(changes) // 2
    index = (changes > np.sort(changes.to_numpy(), axis=0)[place]).sum(axis=1)
    return halves(index, doses > (sorted(doses)[place] if bar == "median" else doses.mean()), of)


def halves(index: pd.Series, more: pd.Series, of=np.mean) -> list:
    return [float(of(index[more])), float(of(index[~more]))]


def gap(changes: pd.DataFrame, doses: pd.Series) -> float:
    return -float(np.diff(pair(changes, doses))[0])


def between(first, last, aid_first, aid_last, heads=None) -> float:
    return gap(better(first, last), per_head(aid_first, aid_last, heads))


def ends(gaps) -> list:
    gaps = list(gaps)
    return [min(gaps), max(gaps)]


AID = per_head(1991, 2005)
CHANGES = better(2005, 2018)
PAIR = pair(CHANGES, AID)
GAP = PAIR[0] - PAIR[1]
BEFORE = between(1996, 2005, 2006, 2018)
INDEX = (CHANGES > CHANGES.median()).sum(axis=1)
MORE = AID > AID.median()
ECONOMIC = per_head(1991, 2005, columns=["economic_constant"])
BOTH = AID + ECONOMIC
LEVELS = pd.DataFrame({name: pd.Series({code: (-1 if name == "children" else 1)
                                        * values[code, 2018] for code in TESTED})
                       for name, values in VALUES.items()})
GIVEN = AID[AID > 0]
TOTAL = AID * pd.Series({code: HEADS[code, 2005] for code in TESTED})
NINE = {first: between(first, 2018, 1991, first) for first in range(2002, 2011)}


def pair_of_means() -> list:
    index = CHANGES.copy()
    for name, kept in {"children": np.exp, "income": np.exp}.items():
        index[name] = kept(index[name])
    return halves((index > index.mean()).sum(axis=1), MORE)


def by_hand() -> list:
    """The two means in plain Python, country by country."""
    bars = {name: median(CHANGES[name]) for name in MEASURES}
    limit = median(AID)
    found = {True: [], False: []}
    for code in TESTED:
        well = [CHANGES.at[code, name] > bars[name] for name in MEASURES]
        found[AID[code] > limit].append(well.count(True))
    return [sum(found[more]) / len(found[more]) for more in (True, False)]


def all_in_the_tables() -> list:
    """The two means with bars from every country that has both years, tested or not."""
    index = pd.Series(0, index=TESTED)
    for name, values in VALUES.items():
        old, new = ({code: value for (code, at), value in values.items() if at == year}
                    for year in (2005, 2018))
        both = pd.Series({code: old[code] / new[code] if name == "children"
                          else new[code] / old[code] if name == "income"
                          else new[code] - old[code] for code in old.keys() & new.keys()})
        index += (both > both.median())[TESTED]
    return halves(index, MORE)


BETTER_AT_ALL = CHANGES > 0  # for child deaths and income CHANGES holds logarithms
UNDIVIDED = per_head(2006, 2018) * pd.Series({code: HEADS[code, 2018] for code in TESTED})

# --- question 7: the figure -------------------------------------------------------------------

WELL = CHANGES > CHANGES.median()


def points(table=WELL, half=MORE, scale=1, intervals=True, label="share that did well", start=0):
    """A function that draws both halves as points with intervals, or nearly."""
    def draw():
        _, ax = plt.subplots()
        for number, part in enumerate((table[half], table[~half])):
            p = part.mean()
            error = 1.96 * np.sqrt(p * (1 - p) / len(part)) * scale if intervals else None
            ax.errorbar(np.arange(5) + number / 5, p * scale, error, fmt="o")
        ax.set(ylim=(start, scale), ylabel=label)
        return ax
    return draw


def bars_in_per_cent():
    _, ax = plt.subplots()
    for half, shift in ((True, -0.2), (False, 0.2)):
        part = WELL[half == MORE]
        p = part.sum() / len(part) * 100
        ax.bar(np.arange(5) + shift, p, 0.4, yerr=1.96 * (p * (100 - p) / len(part)) ** 0.5)
    ax.set_ylabel("Per cent")
    return ax


def lying_bars():
    shown = WELL.groupby(MORE).mean().T
    error = 1.96 * np.sqrt(shown * (1 - shown) / MORE.value_counts())
    ax = shown.plot.barh(xerr=error)
    ax.set_xlabel("Share that did well")
    return ax


def of(more: bool) -> pd.Series:
    return WELL[more == MORE].mean()


def dots(*series):
    """A function that draws each series as dots."""
    def draw():
        _, ax = plt.subplots()
        for each in series:
            ax.scatter(range(5), each)
        return ax
    return draw


def two_panels():
    _, axes = plt.subplots(2)
    for ax, half in zip(axes, (True, False), strict=True):
        ax.errorbar(range(5), of(half), 0.13, fmt="o")
        ax.set(ylim=(0, 1), ylabel="share")
    return axes


def second_axis():
    ax = points()()
    ax.twinx().plot([1, 2, 3, 4, 5])
    return ax


EXACT = CHANGES.round(9)  # without the noise of subtraction
RISES = better(2005, 2018, ratios=())
RATIOS = pd.DataFrame({name: pd.Series({code: (values[code, 2018] / values[code, 2005])
                                        ** (-1 if name == "children" else 1) for code in TESTED})
                       for name, values in VALUES.items()})
MEAN_CHANGES = CHANGES.assign(children=np.exp(CHANGES["children"]),
                              income=np.exp(CHANGES["income"])).groupby(MORE).mean()

# --- question 8 -------------------------------------------------------------------------------

TEXT = "of the states with more aid 60 per cent did well by 2018 and of the others 39 per cent " * 6

# --- what the tests read ----------------------------------------------------------------------

ROUTES = {
    "q1": [
        shares(CAUSAL).mean(),
        CAUSAL.assign(good=CAUSAL["verdict"].isin(GOOD)).groupby("section")["good"].mean().mean(),
        round(np.mean([np.mean([verdict in GOOD for verdict in rows["verdict"]])
                       for _, rows in CAUSAL.groupby("section")]), 3),
    ],
    "q2": [
        SCORED - EARNING,
        whole("democracy").query("year in (2005, 2018) and iso3 not in @EARNING")
        .groupby("iso3").filter(lambda rows: len(rows) == 2)["iso3"],
        ["XKX", "som", "TLS", "FJI", "ERI", "BTN"],
        "BTN, ERI, FJI, SOM, TLS, XKX",
    ],
    "q3": [
        AID.median(),
        np.float64(sorted(AID)[53]),
        round(float(np.quantile(per_head(1991, 2005), 0.5)), 3),
    ],
    "q4": [PAIR, tuple(by_hand()), np.round(by_hand(), 2), INDEX.groupby(~MORE).mean()],
    "q5": [
        ends(NINE.values()),
        tuple(round(end, 2) for end in ends(NINE.values())),
        pd.Series(NINE).sort_values().iloc[[0, -1]],
    ],
    "q6": [BEFORE, round(BEFORE, 2), np.float64(between(1996, 2005, 2006, 2018, 2018))],
    "q7": [points(), points(scale=100), bars_in_per_cent, lying_bars],
    "q8": [TEXT, "Not testable. " + TEXT, TEXT + "But a rule is a rule."],
}

MISTAKES = {
    "q1": [
        (CAUSAL["verdict"].isin(GOOD).mean(), "Each claim counts once"),
        (shares(CLAIMS).mean(), "asks for causal claims"),
        (shares(CAUSAL, ["supported"]).mean(), "hold partly as well"),
        (shares(CAUSAL, ["partly"]).mean(), "supported as well"),
        (shares(ANSWERED).mean(), "Take all causal claims"),
        (CLAIMS["verdict"].isin(GOOD).mean(), "no other types"),
        (ANSWERED["verdict"].isin(GOOD).mean(), "each section counts once"),
        (shares(CAUSAL, [*GOOD, "contested"]).mean(), "a claim does not hold"),
        (shares(CAUSAL.assign(chapter=CAUSAL["section"].str.split(".").str[0]),
                by="chapter").mean(), "column section as it stands"),
        ((CAUSAL[CAUSAL["verdict"].isin(GOOD)].value_counts("section")
          / CLAIMS.value_counts("section")).fillna(0).mean(), "causal ones first"),
        (shares(CAUSAL).median(), "the middle section"),
        (shares(CAUSAL, by="page").mean(), "column section"),
    ],
    "q2": [
        (with_rows("democracy", 2018) - EARNING, "no state yet in 2005"),
        (set(whole("democracy")["iso3"]) - set(whole("health")["iso3"]), "no income per head"),
        (WORLD[~WORLD.isin(EARNING)], "Start with those that do"),
        (EARNING - SCORED, "an income and no score"),
        (SCORED & EARNING, "in both tables"),
        ({"BTN", "ERI", "FJI", "SOM", "TLS"}, "one code is missing"),
    ],
    "q3": [
        (per_head(1991, 2005, columns=["military_nominal"]).median(), "added as equals"),
        (GIVEN.median(), "its number is zero"),
        (AID.mean(), "pull the mean up"),
        (per_head(1991, 2004, 2005).median(), "leave the fiscal year 2005 out"),
        (per_head(1992, 2005).median(), "1991 belongs"),
        (per_head(1946, 2005).median(), "after the Cold War"),
        (per_head(1991, 2005, 2018).median(), "Inhabitants of 2018"),
        (per_head(1991, 2005, 1991).median(), "Inhabitants of 1991"),
        (AID.median() / 15, "average year"),
        (TOTAL.median() / 1e6, "whole countries"),
        (TOTAL.median() / median(HEADS[code, 2005] for code in TESTED), "Divide within each"),
        (TOTAL.sum() / sum(HEADS[code, 2005] for code in TESTED), "all aid over all people"),
        (ECONOMIC.median(), "Economic aid"),
        (BOTH.median(), "Both kinds of aid"),
    ],
    "q4": [
        (PAIR[::-1], "in another order"),
        ([PAIR[0], INDEX.mean()], "The first number is right"),
        ([each / 5 for each in PAIR], "divides the index by five"),
        (pair(LEVELS, AID), "where countries stood"),
        (halves(BETTER_AT_ALL.sum(axis=1), MORE), "who got better at all"),
        (pair_of_means(), "better than the median country"),
        (halves((EXACT >= EXACT.median()).sum(axis=1), MORE), "who equals it"),
        (all_in_the_tables(), "tested countries first"),
        (pair(better(2005, 2018, turned=()), AID), "Turn that measure round"),
        (pair(better(2005, 2018, ratios=["children"]), AID), "A thousand dollars more"),
        (pair(RISES, AID), "halving them"),
        (pair(RATIOS, AID), "a ratio says nothing"),
        (pair(CHANGES, AID, bar="mean"), "no halves"),
        (halves(INDEX, AID >= AID.median()), "belongs to the others"),
        (halves(INDEX, AID > 0), "not at zero"),
        (pair(CHANGES.loc[GIVEN.index], GIVEN), "its aid is zero"),
        (pair(CHANGES, ECONOMIC), "Economic aid. The question splits"),
        (pair(CHANGES, BOTH), "Both kinds of aid. The question splits"),
        (pair(CHANGES, per_head(1991, 2004, 2005)), "leave the fiscal year 2005 out"),
        (pair(CHANGES, per_head(1946, 2005)), "starts with 1991"),
        (pair(CHANGES, AID, np.median), "take the means"),
    ],
    "q5": [
        (ends(between(first, 2018, 1991, 2005) for first in range(2002, 2011)),
         "ends with the first year"),
        (ends(between(2005, last, 1991, 2005) for last in range(2010, 2019)), "moves the first"),
        (ends(NINE[first] for first in range(2005, 2011)), "begins with 2002"),
        ([-end for end in reversed(ends(NINE.values()))], "minus the others"),
        ([2002, 2005], "How large are the gaps"),
        ([end / 5 for end in ends(NINE.values())], "divides the index by five"),
        (ends(NINE.values())[::-1], "in another order"),
        ([NINE[2003], NINE[2005]], "The second number is right"),
    ],
    "q6": [
        (GAP, "There the aid comes first"),
        (between(1996, 2005, 1991, 2005), "before and during"),
        (between(2005, 2018, 2006, 2018), "came during the change"),
        (between(1996, 2018, 2006, 2018), "To 2018"),
        (between(1996, 2006, 2006, 2018), "To 2006"),
        (between(1998, 2005, 2006, 2018), "begins in 1996"),
        (between(1996, 2005, 2006, 2018, 2005), "inhabitants of 2018"),
        (gap(better(1996, 2005), UNDIVIDED), "You split by whole sums"),
        (-BEFORE, "minus the others"),
    ],
    "q7": [
        (points(LEVELS > LEVELS.median()), "stood well in 2018"),
        (points(BETTER_AT_ALL), "who got better at all"),
        (dots([MORE[WELL[name]].mean() for name in MEASURES],
              [1 - MORE[WELL[name]].mean() for name in MEASURES]), "turned round"),
        (dots(of(True) - of(False)), "Show both shares"),
        (points(~WELL), "Draw the share that did well"),
        (dots(*MEAN_CHANGES.to_numpy()), "Five measures in five units"),
        (dots(of(True)), "1 of the 2 series"),
        (points(intervals=False), "interval is missing"),
        (points(label=""), "Label the axis"),
        (points(start=0.2), "begin at 0"),
        (two_panels, "1 panel"),
        (second_axis, "Two y axes"),
    ],
    "q8": [
        ("They cannot test it.", "4 words; 100 to 150 are asked for"),
        (TEXT * 2, "100 to 150 are asked for"),
        ("More aid went with more success, and success may have come first. " * 10,
         "no number among them"),
    ],
}

UNITS = {
    "q1": [(32, "looks like a percentage"), (17, "number of claims")],
    "q2": [(["Somalia", "Eritrea"], "codes of three letters"), ([], "empty")],
    "q3": [(AID.median() / 1e6, "very small"), (TOTAL.median(), "very large")],
    "q4": [(GAP, "This is one number"), (INDEX, "You gave 107"),
           ([float("nan")] * 2, "not a number")],
    "q5": [(list(NINE.values()), "You gave 9 numbers"), (GAP, "This is one number")],
    "q7": [(WELL, "Give the panel that you drew on")],
}

UNKNOWN = {"q1": 0.2, "q3": 5.5, "q4": [2.0, 1.5], "q6": 0.9}
