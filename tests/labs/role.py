"""Right routes and wrong answers of the lab role, from the CSV files, without the lab's code."""

from collections import defaultdict
from math import hypot

import matplotlib.pyplot as plt
import numpy as np
from labs.reading import table, whole

# --- military aid, programme, per head ---------------------------------------------------------

AID = table("us_aid", "COL", key="fiscal_year")
NAMED = AID.loc[2000:2016]
GRANTS = (whole("us_aid_programmes")
          .query("iso3 == 'COL' and programme == 'FMF_grants'").set_index("fiscal_year"))
TEN = GRANTS.loc[2000:2009, "constant"]
PARTS = whole("us_aid_programmes").query("iso3 == 'COL' and 2000 <= fiscal_year <= 2009")


def by_hand(first, last, column="military_constant"):
    total = 0.0
    for row in whole("us_aid").to_dict("records"):
        if row["iso3"] == "COL" and first <= row["fiscal_year"] <= last:
            total += row[column]
    return total


def a_head(code, column="military_constant", years=(2000, 2016), people=2000):
    aid = table("us_aid", code, key="fiscal_year").loc[years[0]:years[1], column].sum()
    return aid / (table("population_income", code).loc[people, "population"] if people else 1)


def times(**how):
    return a_head("COL", **how) / a_head("PER", **how)


def times_by_pivot():
    sums = whole("us_aid").pivot(index="fiscal_year", columns="iso3", values="military_constant")
    heads = whole("population_income").pivot(index="year", columns="iso3", values="population")
    dollars = sums.loc[2000:2016].sum() * 1e6 / heads.loc[2000]
    return dollars["COL"] / dollars["PER"]


def times_by_all_years():
    sums = whole("us_aid").query("2000 <= fiscal_year <= 2016").groupby("iso3")["military_constant"]
    heads = whole("population_income").query("2000 <= year <= 2016").groupby("iso3")["population"]
    ratio = sums.sum() / heads.sum()
    return ratio["COL"] / ratio["PER"]


# --- deaths per head ---------------------------------------------------------------------------

KILLED = table("battle_deaths", "COL")
PEOPLE = table("population_income", "COL")["population"]
SPANS = [(1998, 2002), (2012, 2016)]


def rates(spans=SPANS, column="best", scale=1e5):
    return [scale * KILLED[column].loc[a:b].sum() / PEOPLE.loc[a:b].sum() for a, b in spans]


def rates_by_hand():
    found = []
    for first, last in SPANS:
        killed = people = 0
        for year in range(first, last + 1):
            killed += KILLED["best"][year]
            people += PEOPLE[year]
        found.append(killed / people * 100_000)
    return found


def for_each_span(rule):
    return [rule(KILLED["best"].loc[a:b], PEOPLE.loc[a:b]) for a, b in SPANS]


# --- scores, errors, neighbours ----------------------------------------------------------------

SCORES = ["political_stability", "government_effectiveness"]
OWN = table("governance", "COL")


def in_errors(rule=lambda change, a, b: change / hypot(a, b), first=2002, last=2016):
    return [rule(OWN.loc[last, s] - OWN.loc[first, s], OWN.loc[first, f"{s}_se"],
                 OWN.loc[last, f"{s}_se"]) for s in SCORES]


def in_errors_by_difference():
    pair = OWN.loc[[2002, 2016]]
    change = pair[SCORES].diff().iloc[-1].to_numpy()
    squares = pair[[f"{s}_se" for s in SCORES]].pow(2).sum().to_numpy()
    return change / np.sqrt(squares)


def latin():
    places = whole("countries").query("un_subregion == 'Latin America and the Caribbean'")
    return whole("governance").merge(places[["iso3"]], on="iso3")


def risers(rule, score="political_stability"):
    found = []
    for code, own in latin().groupby("iso3"):
        then, now = (own[own["year"] == year].iloc[0] for year in (2002, 2016))
        if rule(now[score] - then[score], then[f"{score}_se"], now[f"{score}_se"]):
            found.append(code)
    return found


def risers_by_pivot():
    wide = latin().pivot(index="iso3", columns="year")
    score, error = wide["political_stability"], wide["political_stability_se"]
    ratio = (score[2016] - score[2002]) / (error[2002] ** 2 + error[2016] ** 2) ** 0.5
    return ratio[ratio > 1.96].index.tolist()


def risers_to_2023():
    wide = latin().pivot(index="iso3", columns="year")
    score, error = wide["political_stability"], wide["political_stability_se"]
    rise = score[2023] - score[2002]
    return list(rise[rise > 1.96 * np.hypot(error[2002], error[2023])].index)


def risers_by_interval():
    """The lower end of the change's interval lies above zero."""
    rows = defaultdict(dict)
    for row in latin().itertuples():
        rows[row.iso3][row.year] = row.political_stability, row.political_stability_se
    return {code for code, own in rows.items()
            if own[2016][0] - own[2002][0] - 1.96 * hypot(own[2016][1], own[2002][1]) > 0}


# --- figures -----------------------------------------------------------------------------------


def figure(codes=("COL", "PER"), score="political_stability", years=(1996, 2023), how="errorbar",
           filled="", value=(), second=False, labels=True):
    def draw():
        fig, ax = plt.subplots()
        for code in codes:
            own = table("governance", code).loc[years[0]:years[1]]
            if filled:
                own = own[SCORES + [f"{s}_se" for s in SCORES]]
                own = getattr(own.reindex(range(years[0], years[1] + 1)), filled)(*value)
            half = 1.96 * own.get(f"{score}_se", own["political_stability_se"])
            if how == "errorbar":
                ax.errorbar(own.index, own[score], half)
            else:
                ax.plot(own[score])
            if how == "band":
                ax.fill_between(own.index, own[score] - half, own[score] + half, alpha=0.2)
        if labels:
            ax.set(xlabel="Year", ylabel="Political stability")
        if second:
            ax.twinx().plot([2000, 2016], [0, 1])
        return ax
    return draw


def points():
    """Scatter of scores with vertical lines, in the wrong order of years."""
    fig, ax = plt.subplots()
    for code in ("PER", "COL"):
        own = table("governance", code).sort_index(ascending=False)
        half = 1.96 * own["political_stability_se"]
        ax.scatter(own.index, own["political_stability"])
        ax.vlines(own.index, own["political_stability"] - half, own["political_stability"] + half)
    ax.set(xlabel="Year", ylabel="Stability")
    return ax


# --- a text ------------------------------------------------------------------------------------

SENTENCE = "Stability rose by 1.07 points from 2002 to 2016, by the World Bank's table. "
TEXT = SENTENCE * 9

ROUTES = {
    "q1": [by_hand(2000, 2016), round(NAMED["military_constant"].sum()),
           np.float64(AID.query("2000 <= fiscal_year <= 2016")["military_constant"].sum()),
           NAMED[["military_constant"]].sum()],
    "q2": [TEN.sum() / 10, round(sum(TEN.to_list()) / 10, 1),
           TEN.reindex(range(2000, 2010), fill_value=0).mean()],
    "q3": [times(), times_by_pivot(), round(times(), 2)],
    "q4": [rates(), rates_by_hand(), np.round(rates(), 2), tuple(rates())],
    "q5": [in_errors(), in_errors_by_difference(), [round(x, 2) for x in in_errors()]],
    "q6": [risers(lambda change, a, b: change > 1.96 * hypot(a, b)), risers_by_pivot(),
           risers_by_interval(), ", ".join(risers_by_pivot()).lower()],
    "q7": ["c", "C", " (c) "],
    "q8": [figure(), figure(how="band"), points],
    "q9": [TEXT, f"\n{TEXT}\n", TEXT.replace(" ", "\n")],
}

MISTAKES = {
    "q1": [
        (by_hand(2000, 2016, "military_nominal"), "Nominal dollars"),
        (by_hand(2000, 2016, "economic_constant"), "That is the economic aid. The"),
        (by_hand(2000, 2016, "economic_nominal"), "in dollars of the day"),
        (NAMED[["military_constant", "economic_constant"]].sum().sum(), "Both kinds"),
        (by_hand(2000, 2015), "2016 belongs"),
        (by_hand(2001, 2016), "2000 belongs"),
        (AID["military_constant"].sum(), "All years"),
        (by_hand(2000, 2016) / 17, "Mean of a year"),
        (whole("us_aid").query("2000 <= fiscal_year <= 2016")["military_constant"].sum(),
         "All countries"),
    ],
    "q2": [
        (TEN.mean(), "Years without a row left out"),
        ((TEN.sum() + 3 * TEN.iloc[0]) / 10, "Gaps filled from"),
        (TEN.sum(), "Sum"),
        (GRANTS.loc[2000:2009, "nominal"].sum() / 10, "Nominal dollars"),
        (GRANTS.loc[2000:2009, "nominal"].mean(), "Two slips"),
        (GRANTS.loc[2000:2010, "constant"].sum() / 11, "One year too many"),
        (GRANTS.loc[2000:2010, "constant"].sum() / 10, "goes on to 2010"),
        (GRANTS.loc[2000:2008, "constant"].sum() / 9, "One year too few"),
        (GRANTS.loc[2000:2008, "constant"].sum() / 10, "lacks the last year"),
        (AID.loc[2000:2009, "military_constant"].sum() / 10, "All programmes"),
        (PARTS["constant"].mean(), "Mean of all rows"),
    ],
    "q3": [
        (times(people=None), "Not a head"),
        (1 / times(), "Upside down"),
        (times(column="military_nominal"), "Nominal dollars"),
        (times(column="economic_constant"), "The other kind of aid"),
        (times(people=2016), "People of 2016"),
        (times_by_all_years(), "People of all years"),
        (times(years=(2000, 2015)), "2016 belongs"),
        (times(years=(2001, 2016)), "2000 belongs"),
        (times(years=(1946, 2020)), "All years"),
        (1e6 * a_head("COL"), "One country only"),
        (1e6 * (a_head("COL") - a_head("PER")), "A difference"),
    ],
    "q4": [
        (for_each_span(lambda killed, people: killed.sum()), "deaths of five years. Divide"),
        (for_each_span(lambda killed, people: killed.mean()), "deaths of an average year"),
        (for_each_span(lambda killed, people: 1e5 * killed.sum() / people.mean()), "Five years"),
        (rates(scale=1e6), "Per million"),
        (rates(scale=1e7), "Per ten million"),
        (rates(scale=1e3), "Per thousand"),
        (rates(scale=1e2), "Per cent"),
        (for_each_span(lambda killed, people: (1e5 * killed / people).mean()), "Mean of yearly"),
        (rates(column="high"), "Highest estimate"),
        (for_each_span(lambda killed, people: 1e5 * killed.mean() / people.iloc[0]), "first year"),
        (for_each_span(lambda killed, people: 1e5 * killed.mean() / people.iloc[-1]), "last year"),
        (rates([(1998, 2001), (2012, 2015)]), "Last year missing"),
        (rates([(1997, 2002), (2011, 2016)]), "Six years each"),
        (rates([(2002, 2002), (2016, 2016)]), "One year each"),
        (for_each_span(lambda killed, people: 1e5 * killed.sum() / 5 / PEOPLE[2000]),
         "One population"),
        (rates()[::-1], "in another order"),
        ([rates()[0], 0.9], "The first number is right"),
    ],
    "q5": [
        (in_errors(lambda change, a, b: change), "Not divided"),
        (in_errors(lambda change, a, b: hypot(a, b)), "The errors themselves"),
        (in_errors(lambda change, a, b: change / (a + b)), "Errors added"),
        (in_errors(lambda change, a, b: 2 * change / (a + b)), "Mean of the errors"),
        (in_errors(lambda change, a, b: change / hypot(a, b) ** 2), "No root"),
        (in_errors(lambda change, a, b: change / a), "Error of 2002 alone"),
        (in_errors(lambda change, a, b: change / b), "Error of 2016 alone"),
        (in_errors(lambda change, a, b: change / hypot(a, b) / 1.96), "In intervals"),
        (in_errors(lambda change, a, b: -change / hypot(a, b)), "The sign"),
        (in_errors(first=2000), "From 2000"),
        (in_errors(first=2003), "From 2003"),
        (in_errors(last=2023), "To 2023"),
        (in_errors(last=2015), "To 2015"),
        (in_errors()[::-1], "in another order"),
    ],
    "q6": [
        (risers(lambda change, a, b: change > 0), "Any rise counted"),
        (risers(lambda change, a, b: change > hypot(a, b)), "One error"),
        (risers(lambda change, a, b: change > 1.96 * b), "Error of 2016 alone"),
        (risers(lambda change, a, b: change > 1.96 * (a + b)), "Errors added"),
        (risers(lambda change, a, b: change > 0.98 * (a + b)), "Mean of the errors"),
        (risers(lambda change, a, b: change > 1.96 * hypot(a, b) ** 2), "No root"),
        (risers_to_2023(), "To 2023"),
        (risers(lambda change, a, b: abs(change) > 1.96 * hypot(a, b)), "Falls counted too"),
        (risers(lambda change, a, b: change < -1.96 * hypot(a, b)), "You have those that fell"),
        (risers(lambda change, a, b: change > 1.96 * hypot(a, b), "government_effectiveness"),
         "The other score"),
        (["COL", "PER"], "all 19 states"),
    ],
    "q7": [("a", "Soldiers are people"), ("b", "other side counts"), ("d", "between the sides")],
    "q8": [
        (figure(score="government_effectiveness"), "The other score"),
        (figure(score="political_stability_rank"), "The rank"),
        (figure(score="political_stability_se", how="line"), "The error as a line"),
        (figure(years=(2003, 2016)), "The years of the speech"),
        (figure(years=(2002, 2023)), "From 2002"),
        (figure(years=(2002, 2016)), "The years of question 5"),
        (figure(years=(1996, 2016)), "To 2016"),
        (figure(codes=("COL", "ARG")), "Another country"),
        (figure(filled="interpolate"), "Gaps filled along"),
        (figure(filled="ffill"), "Gaps filled from the year before"),
        (figure(filled="fillna", value=(0,)), "Gaps as zero"),
        (figure(codes=("COL",)), "1 of the 2 series"),
        (figure(how="line"), "The interval is missing"),
        (figure(second=True), "Two y axes"),
        (figure(labels=False), "Label the axis"),
    ],
    "q9": [("Partly.", "1 word; 100 to 150"), (TEXT + TEXT, "100 to 150"),
           (TEXT.replace("1.07", "some").replace("2002", "then").replace("2016", "now"),
            "no number among them")],
}

UNITS = {
    "q1": [(by_hand(2000, 2016) / 1000, "looks like billions"),
           (by_hand(2000, 2016) * 1e6, "looks like dollars"),
           ("3521", "This is text"), (NAMED["military_constant"], "type Series")],
    "q2": [(TEN.sum() * 1e5, "looks like dollars")],
    "q3": [(100 * times(), "looks like a percentage")],
    "q4": [(rates()[0], "This is one number"), ([1.0, 2.0, 3.0], "You gave 3 numbers"),
           (set(rates()), "A set has no order")],
    "q5": [(in_errors()[0], "This is one number"), ([1.0, float("nan")], "not a number")],
    "q6": [(["Colombia"], "codes of three letters"), ([], "empty"), (3, "not a list of codes")],
    "q7": [("e", "The letters are"), ("ab", "one letter"), (3, "one letter")],
    "q8": [(42, "Give the panel")],
    "q9": [(12, "Write a text")],
}

UNKNOWN = {"q1": 5000.0, "q2": 400.0, "q3": 3.0, "q4": [2.0, 2.0], "q5": [5.0, 5.0],
           "q6": ["BRA", "MEX"]}
