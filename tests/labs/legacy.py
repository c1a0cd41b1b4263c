"""Right routes and wrong answers of the lab legacy, from the CSV files, without the lab's code."""

import statistics
from functools import cache

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from labs.reading import table, whole

# --- the 36 states, as columns of years --------------------------------------------------------

REGION = whole("countries").query(
    "un_subregion == 'Sub-Saharan Africa' and kind == 'country'")["iso3"]
STATES = [code for code in REGION
          if code in whole("population_income")["iso3"].values and code != "SSD"]
LISTED = [code for code in STATES if code in whole("battle_deaths")["iso3"].values]
PEOPLE = whole("population_income").pivot(index="iso3", columns="year", values="population")
PEOPLE = PEOPLE.loc[STATES]
assert len(STATES) == 36


@cache
def dead(column="best"):
    wide = whole("battle_deaths").pivot(index="iso3", columns="year", values=column)
    return wide.reindex(STATES).fillna(0)


def places(programme=None, column="trainees"):
    rows = whole("us_training").query("2006 <= fiscal_year <= 2015")
    if programme:
        rows = rows[rows["programme"] == programme]
    return rows.groupby("iso3")[column].sum().reindex(STATES).fillna(0)


def a_head(programme=None, column="trainees"):
    return places(programme, column) / PEOPLE[2010]


def halves(values):
    upper = values > values.median()
    return values.index[upper], values.index[~upper]


HEAD = halves(a_head())
PLACES = halves(places())
AFTER, BEFORE = (2016, 2022), (1996, 2005)


def rate(members, first, last, column="best"):
    killed = dead(column).loc[list(members), first:last].to_numpy().sum()
    return 1e5 * killed / PEOPLE.loc[list(members), first:last].to_numpy().sum()


def pair(parted=HEAD, span=AFTER, column="best"):
    return [rate(half, *span, column) for half in parted]


def of_states(half, first, last):
    return [rate([code], first, last) for code in half]


def pair_by_merge():
    """Row by row over population, with deaths joined to it."""
    rows = whole("population_income").query("2016 <= year <= 2022")
    rows = rows.merge(whole("battle_deaths"), on=["iso3", "year"], how="left")
    totals = {True: [0, 0], False: [0, 0]}
    for row in rows[rows["iso3"].isin(STATES)].itertuples():
        total = totals[row.iso3 in HEAD[0]]
        total[0] += 0 if np.isnan(row.best) else row.best
        total[1] += row.population
    return [100_000 * totals[key][0] / totals[key][1] for key in (True, False)]


def factor(parted=HEAD, span=AFTER, column="best"):
    more, less = pair(parted, span, column)
    return less / more


def both(rule):
    return [rule(span) for span in (BEFORE, AFTER)]


def factors_by_groups():
    sums = pd.DataFrame({
        "half": [code in HEAD[0] for code in STATES],
        "k1": dead().loc[STATES, 1996:2005].sum(axis=1).to_numpy(),
        "p1": PEOPLE.loc[STATES, 1996:2005].sum(axis=1).to_numpy(),
        "k2": dead().loc[STATES, 2016:2022].sum(axis=1).to_numpy(),
        "p2": PEOPLE.loc[STATES, 2016:2022].sum(axis=1).to_numpy(),
    }).groupby("half").sum()
    return [(sums[f"k{n}"] / sums[f"p{n}"]).loc[False] / (sums[f"k{n}"] / sums[f"p{n}"]).loc[True]
            for n in (1, 2)]


def left_out(span=AFTER, among=STATES, parted=HEAD):
    found = []
    for code in among:
        kept = [[state for state in half if state != code] for half in parted]
        found.append(factor(kept, span))
    return [min(found), max(found)]


def left_out_by_subtraction():
    found = []
    sums = {name: [(wide.loc[list(half), 2016:2022].to_numpy().sum()) for half in HEAD]
            for name, wide in (("dead", dead()), ("people", PEOPLE))}
    for code in STATES:
        killed, lived = dead().loc[code, 2016:2022].sum(), PEOPLE.loc[code, 2016:2022].sum()
        both_halves = []
        for place, half in enumerate(HEAD):
            own = code in half
            both_halves.append((sums["dead"][place] - own * killed)
                               / (sums["people"][place] - own * lived))
        found.append(both_halves[1] / both_halves[0])
    return sorted(found)[::35]


def deaths_left_out():
    found = []
    for code in STATES:
        rates = [rate(half, *AFTER) - (1e5 * dead().loc[code, 2016:2022].sum()
                 / PEOPLE.loc[list(half), 2016:2022].to_numpy().sum() if code in half else 0)
                 for half in HEAD]
        found.append(rates[1] / rates[0])
    return [min(found), max(found)]


def halves_anew():
    found = []
    for code in STATES:
        found.append(factor(halves(a_head().drop(code))))
    return [min(found), max(found)]


def deaths_alone_left_out():
    found = [KILLED[HEAD[1].drop(code, errors="ignore")].sum()
             / KILLED[HEAD[0].drop(code, errors="ignore")].sum() for code in STATES]
    return [min(found), max(found)]


def year_left_out():
    found = []
    for out in range(2016, 2023):
        span = [year for year in range(2016, 2023) if year != out]
        more, less = (dead().loc[list(half), span].to_numpy().sum()
                      / PEOPLE.loc[list(half), span].to_numpy().sum() for half in HEAD)
        found.append(less / more)
    return [min(found), max(found)]


# --- Niger; the median state -------------------------------------------------------------------

NIGER = table("us_training", "NER", key="fiscal_year").sort_index()
TEN = NIGER.loc[2006:2015]
KILLED = dead().loc[:, 2016:2022].sum(axis=1)
ROWS = whole("battle_deaths").query("2016 <= year <= 2022")


def by_hand():
    total = 0
    for row in whole("us_training").to_dict("records"):
        if row["iso3"] == "NER" and row["fiscal_year"] in range(2006, 2016):
            total += row["trainees"]
    return total


def median_of(column="best", first=2016, last=2022):
    return statistics.median(dead(column).loc[:, first:last].sum(axis=1))


# --- figures -----------------------------------------------------------------------------------


def figure(parted=HEAD, rule=lambda half, year: rate(half, year, year), first=1996, last=2022,
           kind="plot", labels=True, start=0, second=False, shift=0):
    def draw():
        fig, ax = plt.subplots()
        years = range(first, last + 1)
        for half in parted:
            values = [rule(half, year) for year in years]
            {"plot": ax.plot, "bar": ax.bar, "scatter": ax.scatter}[kind](
                [year - shift for year in years], values)
        ax.set_ylim(bottom=start)
        if labels:
            ax.set(xlabel="Year", ylabel="Deaths per 100,000 people")
        if second:
            ax.twinx().plot([2000, 2016], [0, 1])
        return ax
    return draw


def two_panels():
    axes = plt.subplots(2)[1]
    for ax, half in zip(axes, HEAD, strict=True):
        ax.plot(range(1996, 2023), [rate(half, year, year) for year in range(1996, 2023)])
        ax.set(ylabel="Deaths per 100,000 people", ylim=(0, None))
    return list(axes)


def killed(half, year):
    return dead().loc[list(half), year].sum()


TEXT = "Deaths were 0.72 per 100,000 people a year in one half in 2016 to 2022, by UCDP. " * 7

ROUTES = {
    "q1": [TEN["trainees"].sum(), by_hand(), float(by_hand()),
           whole("us_training").query("iso3 == 'NER' and 2005 < fiscal_year < 2016")
           ["trainees"].sum()],
    "q2": [median_of(), KILLED.median(), int(median_of()), np.median(KILLED.to_numpy())],
    "q3": [a_head().nlargest(5).index, set(a_head().sort_values().index[-5:]),
           sorted(STATES, key=lambda code: places()[code] / PEOPLE[2010][code])[31:]],
    "q4": [pair(), pair_by_merge(), np.round(pair(), 2), tuple(pair())],
    "q5": [both(lambda span: factor(span=span)), factors_by_groups(),
           [round(value, 2) for value in factors_by_groups()]],
    "q6": [left_out(), left_out_by_subtraction(), pd.Series(left_out()).round(2)],
    "q7": ["b", "B", "(b)"],
    "q8": [figure(), figure(HEAD[::-1], kind="scatter"), figure(kind="bar")],
    "q9": [TEXT, f"\n{TEXT}\n", TEXT.replace(" ", "\n")],
}

MISTAKES = {
    "q1": [
        (table("us_training", "NGA", key="fiscal_year").sort_index()
         .loc[2006:2015, "trainees"].sum(), "Nigeria"),
        (TEN.query("programme == 'PKO_GPOI'")["trainees"].sum(), "peacekeepers alone"),
        (TEN.query("programme == 'IMET'")["trainees"].sum(), "IMET alone"),
        (NIGER.loc[2006:2014, "trainees"].sum(), "Last year missing"),
        (NIGER.loc[2007:2015, "trainees"].sum(), "First year missing"),
        (NIGER.loc[2006:2016, "trainees"].sum(), "One year too many"),
        (NIGER["trainees"].sum(), "All years"),
        (NIGER.loc[2010:2019, "trainees"].sum(), "The page’s years"),
        (TEN["courses"].sum(), "Courses"),
        (len(TEN), "Rows counted"),
        (TEN["trainees"].sum() / 10, "Mean of a year"),
        (TEN["trainees"].mean(), "Mean of the rows"),
    ],
    "q2": [
        (KILLED[LISTED].median(), "Only states with rows"),
        (KILLED[KILLED > 0].median(), "Only states with deaths"),
        (KILLED.mean(), "Mean. That is the mean. The question asks for the state"),
        (KILLED[LISTED].mean(), "Mean, and states left out"),
        (KILLED.sum(), "Sum"),
        (median_of(first=2006, last=2015), "The years of training"),
        (median_of(last=2021), "Last year missing"),
        (median_of(first=2017), "First year missing"),
        (median_of(first=1989), "All years"),
        (KILLED.reindex(REGION).fillna(0).median(), "Zero"),
        (median_of("high"), "Highest estimate"),
        (median_of("low"), "Lowest estimate"),
        (median_of() / 7, "Per year"),
        (ROWS[ROWS["iso3"].isin(STATES)]["best"].median(), "Years, not states"),
        (ROWS.groupby("iso3")["best"].sum().median(), "The whole world"),
    ],
    "q3": [
        (places().nlargest(5).index, "Not per inhabitant"),
        (a_head().nsmallest(5).index, "The least"),
        ((PEOPLE[2010] / places()).replace(np.inf, 0).nlargest(5).index, "Upside down"),
        (a_head("IMET").nlargest(5).index, "One programme"),
        (a_head(column="cost").nlargest(5).index, "Dollars"),
        (PEOPLE[2010].nsmallest(5).index, "The smallest"),
        (["BDI", "RWA", "DJI", "BEN"], "Near: one code is missing"),
    ],
    "q4": [
        (pair(PLACES), "Halves by places"),
        (pair(halves(a_head("IMET"))), "Halves by IMET"),
        ([KILLED[half].sum() for half in HEAD], "Deaths, not a rate"),
        ([7 * value for value in pair()], "Seven years in one"),
        ([np.mean(of_states(half, *AFTER)) for half in HEAD], "Mean of the states"),
        ([np.median(of_states(half, *AFTER)) for half in HEAD], "Median of the states"),
        ([rate([code for code in half if code in LISTED], *AFTER) for half in HEAD],
         "States without a row left out"),
        (pair(span=(2006, 2015)), "The years of training"),
        (pair(span=(2016, 2021)), "Last year missing"),
        (pair(span=(2017, 2022)), "First year missing"),
        (pair(span=(2015, 2022)), "One year too many"),
        (pair(column="high"), "Highest estimate"),
        (pair(column="low"), "Lowest estimate"),
        ([1e5 * KILLED[half].sum() / PEOPLE.loc[half, 2010].sum() / 7 for half in HEAD],
         "People of 2010. The population grew"),
        ([1e5 * KILLED[half].sum() / PEOPLE.loc[half, 2010].sum() for half in HEAD],
         "People of 2010, deaths of seven years"),
        ([rate([code for code in half if KILLED[code] > 0], *AFTER) for half in HEAD],
         "Only states with deaths"),
        (pair((a_head().index[a_head() > a_head().mean()],
               a_head().index[a_head() <= a_head().mean()])), "Parted at the mean"),
        ([10 * value for value in pair()], "Per million"),
        ([value / 10 for value in pair()], "Per 10,000"),
        (pair()[::-1], "in another order"),
    ],
    "q5": [
        (both(lambda span: 1 / factor(span=span)), "Upside down"),
        (both(lambda span: factor(PLACES, span)), "Halves by places"),
        (both(lambda span: pair(span=span)[1] - pair(span=span)[0]), "Differences"),
        (both(lambda span: pair(span=span)[1]), "One half only"),
        (both(lambda span: dead().loc[HEAD[1], span[0]:span[1]].to_numpy().sum()
              / dead().loc[HEAD[0], span[0]:span[1]].to_numpy().sum()), "Deaths, not rates"),
        (both(lambda span: np.mean(of_states(HEAD[1], *span)) / np.mean(of_states(HEAD[0], *span))),
         "Mean of the states"),
        ([factor(span=(2006, 2015)), factor()], "During instead of before"),
        ([factor(span=(1989, 2005)), factor()], "From 1989"),
        (both(lambda span: factor(span=span, column="high")), "Highest estimate"),
        (both(lambda span: factor(span=span, column="low")), "Lowest estimate"),
        (both(lambda span: factor(span=(span[0], span[1] - 1))), "Last years missing"),
        (both(lambda span: factor(span=(span[0] + 1, span[1]))), "First years missing"),
        (both(lambda span: factor(span=span) - 1), "How much higher"),
        ([rate(half, *BEFORE) / rate(half, *AFTER) for half in HEAD], "Span by span"),
        (both(lambda span: factor(span=span))[::-1], "in another order"),
    ],
    "q6": [
        (deaths_left_out(), "Deaths out, people in"),
        (deaths_alone_left_out(), "Deaths, not rates"),
        (halves_anew(), "Halves formed anew"),
        ([1 / left_out()[1], 1 / left_out()[0]], "Upside down"),
        (left_out(BEFORE), "The years before"),
        (year_left_out(), "A year left out"),
        (left_out(among=HEAD[0]), "Only the more trained half"),
        (left_out(among=HEAD[1]), "Only the less trained half"),
        (left_out(parted=PLACES), "Halves by places"),
        (sorted(factor(column=column) for column in ("low", "best", "high"))[::2], "Low and high"),
        (left_out()[::-1], "in another order"),
    ],
    "q7": [("a", "Where the soldier"), ("c", "Counted twice"), ("d", "Who paid")],
    "q8": [
        (figure(PLACES), "Halves by places"),
        (figure(rule=killed), "Deaths, not a rate"),
        (figure(rule=lambda half, year: 10 * rate(half, year, year)), "Per million"),
        (figure(rule=lambda half, year: 1e5 * killed(half, year)
                / PEOPLE.loc[list(half), 2010].sum()), "People of one year"),
        (figure(rule=lambda half, year: np.mean(of_states(half, year, year))), "Mean of the"),
        (figure(first=2016), "The years after"),
        (figure(first=1989), "From 1989"),
        (figure(last=2021), "Last year missing"),
        (figure(shift=1996), "No years on the axis"),
        (figure(shift=1996, kind="bar"), "No years on the axis"),
        (figure(rule=lambda half, year: rate(half, year, year) / 1e5), "Per inhabitant"),
        (figure([[code for code in half if code in LISTED] for half in HEAD]),
         "States without a row left out"),
        (figure([STATES]), "All states in one"),
        (figure(rule=lambda half, year: rate(half, year, year, "high")), "Highest estimate"),
        (figure(HEAD[:1]), "1 of the 2 series"),
        (figure(start=0.5), "begin at 0"),
        (figure(labels=False), "Label the axis"),
        (figure(second=True), "Two y axes"),
        (two_panels, "1 panel"),
    ],
    "q9": [("It helped.", "2 words; 100 to 150"), (TEXT + TEXT, "100 to 150"),
           (TEXT.replace("0.72", "few").replace("100,000", "so many").replace("2016", "then")
            .replace("2022", "now"), "no number among them")],
}

UNITS = {
    "q1": [("NER", "This is text"), (TEN["trainees"], "type Series"),
           (TEN["cost"].sum(), "looks like dollars")],
    "q2": [(KILLED, "type Series"), (float("nan"), "not a number")],
    "q3": [("Burundi", "codes of three letters"), (a_head().nlargest(5), "codes of three letters")],
    "q4": [(pair()[0], "This is one number"), ([1.0], "You gave 1 number."),
           (set(pair()), "no order"),
           ([value / 1e5 for value in pair()], "a rate per inhabitant")],
    "q5": [(factor(), "This is one number"), ([1.0, 2.0, 3.0], "You gave 3 numbers"),
           (both(lambda span: 100 * factor(span=span)), "a percentage")],
    "q6": [(left_out()[0], "This is one number")],
    "q7": [("Somalia", "one letter"), ("f", "The letters are")],
    "q8": [([1, 2, 3], "Give the panel")],
    "q9": [(["A text."], "Write a text")],
}

UNKNOWN = {"q1": 5000, "q2": 100.0, "q3": ["KEN", "ZMB", "MLI", "TCD", "COD"], "q4": [1.0, 2.0],
           "q5": [2.0, 3.0], "q6": [2.0, 3.0]}
