"""Right routes and wrong answers of the lab civil-military, from the CSV files."""

from math import sqrt

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from labs.reading import whole

COUPS = whole("coups")
COUPS.loc[COUPS["coup_id"] == "61601142011", "year"] = 2011  # Tunisia, as in the lab
DONE = COUPS.query("outcome == 'realized'")
TRAINING = whole("us_training")
COUNTRIES = whole("countries")
STATES = set(COUNTRIES.query("kind == 'country'")["iso3"])
SOUTH = set(COUNTRIES.query("un_subregion == 'Sub-Saharan Africa'")["iso3"])
AFRICA = set(COUNTRIES.query("un_region == 'Africa'")["iso3"])


def places(first=2000, last=2009, programme=None) -> pd.DataFrame:
    rows = TRAINING.query("@first <= fiscal_year <= @last")
    return rows if programme is None else rows[rows["programme"] == programme]


def events(first=2010, last=2019, outcomes=("realized",), military=None) -> pd.DataFrame:
    rows = COUPS.query("@first <= year <= @last")
    rows = rows[rows["outcome"].isin(outcomes)]
    return rows if military is None else rows[rows["military"] == military]


def where(**choice) -> set:
    return set(events(**choice)["iso3"])


TRIED = ("realized", "attempted")
ALL = ("realized", "attempted", "conspiracy")
LISTED, COUP = set(places()["iso3"]), where()
TRAINED = LISTED & STATES
N, HITS = len(TRAINED), len(COUP)


# --- question 2: coups per year

BY_YEAR = DONE.groupby("year").size()
PRESENT = BY_YEAR.loc[2010:2019]
YEARS_WITH_EVENT = COUPS.query("2010 <= year <= 2019")["year"].nunique()

# --- question 3: two shares


def two(trained=LISTED, coup=COUP, world=STATES) -> list:
    """[trained among those without a coup, coups among the trained]"""
    one = pd.DataFrame({"iso3": sorted(world)})
    one["trained"], one["coup"] = one["iso3"].isin(trained), one["iso3"].isin(coup)
    cross = pd.crosstab(one["trained"], one["coup"])
    return [cross.loc[True, False] / cross[False].sum(),
            cross.loc[True, True] / cross.loc[True].sum()]


CALM_SHARE, COUP_SHARE = two()

# --- question 4: peacekeepers' share


def part(codes=SOUTH, first=2000, last=2009, column="trainees", programme="PKO_GPOI") -> float:
    rows = places(first, last)
    rows = rows if codes is None else rows[rows["iso3"].isin(codes)]
    return rows[rows["programme"] == programme][column].sum() / rows[column].sum()


SOUTH_ROWS = places()[places()["iso3"].isin(SOUTH)]
PEACE = SOUTH_ROWS[SOUTH_ROWS["programme"] == "PKO_GPOI"]


def mean_share(key: str) -> float:
    total = SOUTH_ROWS.groupby(key)["trainees"].sum()
    return (PEACE.groupby(key)["trainees"].sum().reindex(total.index, fill_value=0) / total).mean()


# --- question 5: an interval


def wilson(hits, of, z=1.96) -> list:
    """Wilson's formula as most books print it."""
    p = hits / of
    half = z * sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return [(p + z * z / (2 * of) - half) / (1 + z * z / of),
            (p + z * z / (2 * of) + half) / (1 + z * z / of)]


def searched(hits, of) -> list:
    """The chances that lie within 1.96 of their own standard errors of the share."""
    chance = np.linspace(0, 1, 1_000_001)[1:-1]
    fits = chance[abs(hits / of - chance) <= 1.96 * np.sqrt(chance * (1 - chance) / of)]
    return [fits.min(), fits.max()]


ARMED = where(military=1) & TRAINED
P = len(ARMED) / N
ERROR = 1.96 * sqrt(P * (1 - P) / N)

# --- question 7: halves


def halves(imet=False, codes=SOUTH & STATES, coups=None, cut=np.median, drop=False) -> list:
    """[(coups, countries) of the lower half, of the upper half]"""
    rows = places(programme="IMET") if imet else places()
    total = rows.groupby("iso3")["trainees"].sum()
    measure = {code: total.get(code, 0) for code in codes if not drop or code in total.index}
    line = cut(list(measure.values()))
    coups = dict.fromkeys(COUP, 1) if coups is None else coups
    found = [[], []]
    for code, number in measure.items():
        found[int(number > line)].append(coups.get(code, 0))
    return [(sum(half), len(half)) for half in found]


def figure(first, second, kind="points", scale=1, at=(1, 1.1), band=True, label=True, start=0):
    """Return a function that draws two series of halves, as a student might."""
    def draw():
        fig, ax = plt.subplots()
        for pairs, x in zip((first, second), at, strict=True):
            share = np.array([hits / of for hits, of in pairs])
            low, high = np.array([wilson(*pair) for pair in pairs]).T
            xs = np.array([x, x + 1])
            if kind == "bars":
                ax.bar(xs, share * scale, width=0.1)
            elif kind == "line":
                ax.plot(xs, share * scale, "o-")
            if kind == "points" and band:
                bars = [(share - low) * scale, (high - share) * scale]
                ax.errorbar(xs, share * scale, yerr=bars, fmt="o", capsize=4)
            elif band:
                ax.vlines(xs, low * scale, high * scale)
            elif kind == "points":
                ax.scatter(xs, share * scale)
        ax.set_ylim(start, 0.5 * scale)
        if label:
            ax.set_ylabel("Share with a coup")
        return ax
    return draw


RIGHT = halves(), halves(imet=True)


def both(**choice):
    return figure(halves(**choice), halves(imet=True, **choice))


def first_alone(**choice):
    """The first series wrong, and the second not drawn right either."""
    return figure(halves(**choice), [(1, 2), (1, 2)])


def second_alone(**choice):
    return figure([(1, 2), (1, 2)], halves(imet=True, **choice))


def unfilled() -> list:
    """The halves by IMET with its blanks left in, as pandas compares them."""
    states = COUNTRIES[COUNTRIES["iso3"].isin(SOUTH & STATES)].set_index("iso3")
    total = places(programme="IMET").groupby("iso3")["trainees"].sum().reindex(states.index)
    upper = total > total.median()
    coup = pd.Series(states.index.isin(COUP), index=states.index)
    return [(coup[half].sum(), half.sum()) for half in (~upper, upper)]


def counted(pairs):
    """Return a function that draws numbers of countries where shares are asked for."""
    def draw():
        _, ax = plt.subplots()
        ax.bar(["lower half", "upper half"], [hits for hits, _ in pairs])
        return ax
    return draw


COUNTED = events()["iso3"].value_counts().to_dict()
FAILED_TOO = dict.fromkeys(where(outcomes=TRIED), 1)
ANY_OUTCOME = dict.fromkeys(where(outcomes=ALL), 1)

# --- question 8: texts

TEXT = ("In fiscal 2000-09 all countries with a coup in 2010-19 had American training places, "
        "and so had 87 per cent of those without one. ") + "The tables leave much open. " * 16
SHORT_SENTENCES = "No. " * 50 + "In 2010–19 it was 8.7 per cent (Cline Center). " + "Yes. " * 50

ROUTES = {
    "q1": [
        DONE[DONE["year"].between(2010, 2019)]["iso3"].nunique(),
        float(len({i for i, y in zip(DONE["iso3"], DONE["year"], strict=True) if 2010 <= y < 2020})),
        np.int64(events().groupby("iso3").ngroups),
        events().drop_duplicates("iso3").shape[0],
    ],
    "q2": [
        BY_YEAR.reindex(range(2010, 2020), fill_value=0).mean(),
        len(events()) / 10,
        np.mean([(DONE["year"] == year).sum() for year in range(2010, 2020)]),
        round(PRESENT.sum() / 10, 1),
    ],
    "q3": [
        two(),
        (round(len(TRAINED - COUP) / len(STATES - COUP), 3), round(HITS / N, 3)),
        np.array([(N - HITS) / (len(STATES) - HITS), len(COUP & TRAINED) / N]),
        pd.Series({"calm": CALM_SHARE, "trained": COUP_SHARE}),
    ],
    "q4": [
        PEACE["trainees"].sum() / SOUTH_ROWS["trainees"].sum(),
        round(part(SOUTH & STATES), 3),
        TRAINING.merge(COUNTRIES, on="iso3").query(
            "un_subregion == 'Sub-Saharan Africa' and 2000 <= fiscal_year <= 2009"
        ).groupby("programme")["trainees"].sum().pipe(lambda s: s / s.sum())["PKO_GPOI"],
        float(PEACE["trainees"].sum()) / sum(map(int, SOUTH_ROWS["trainees"])),
    ],
    "q5": [
        wilson(len(ARMED), N),
        searched(len(ARMED), N),
        tuple(round(end, 3) for end in wilson(len(ARMED), N)),
        pd.Series(wilson(len(where(military=1)), N), index=["low", "high"]),
    ],
    "q6": ["d", "D", " (d) "],
    "q7": [
        figure(*RIGHT),
        figure(*RIGHT, scale=100),
        figure(*RIGHT, kind="bars"),
        figure(*RIGHT, kind="line", start=-0.01),
    ],
    "q8": [TEXT, SHORT_SENTENCES, TEXT.replace(". ", ".\n\n")],
}

MISTAKES = {
    "q1": [
        (len(events()), "Events counted"),
        (events()["iso3"].count(), "Two countries had two"),
        (len(where(outcomes=ALL)), "All outcomes"),
        (len(where(outcomes=TRIED)), "Failed attempts too"),
        (len(where(military=1)), "Soldiers only"),
        (len(where(last=2018)), "A year too few"),
        (len(where(first=2011)), "A year too few"),
        (len(where(first=2011, last=2018)), "Both ends left out"),
        (len(where(first=2000, last=2009)), "Another decade"),
        (len(where(first=2000)), "From 2000"),
        (DONE["iso3"].nunique(), "All years"),
    ],
    "q2": [
        (PRESENT.mean(), "Years without a coup left out"),
        (PRESENT.sum() / YEARS_WITH_EVENT, "One year left out"),
        (BY_YEAR.reindex(range(2010, 2019), fill_value=0).mean(), "Without 2019"),
        (BY_YEAR.reindex(range(2010, 2021), fill_value=0).mean(), "2020 counted as zero"),
        (PRESENT.sum(), "Sum"),
        (HITS / 10, "Countries, not coups"),
        (len(events(military=1)) / 10, "Soldiers only"),
        (len(events(outcomes=ALL)) / 10, "All outcomes"),
        (len(events(outcomes=TRIED)) / 10, "Failed attempts too"),
        (BY_YEAR.reindex(range(2010, 2020), fill_value=0).median(), "cut to a whole number"),
        (round(len(events()) / 10), "with one decimal"),
        (len(DONE) / 75, "All years since 1945"),
        (BY_YEAR.loc[2000:2009].sum() / 10, "Another decade"),
    ],
    "q3": [
        ([1.0, COUP_SHARE], "The headline again"),
        ([len(TRAINED - COUP) / N, COUP_SHARE], "Both shares of the trained"),
        ([CALM_SHARE, len(events()) / N], "Events over countries"),
        (two(world=set(COUNTRIES["iso3"])), "Territories counted"),
        ([len(TRAINED - COUP) / 197, HITS / 197], "Divided by all countries"),
        ([CALM_SHARE, HITS / len(TRAINED - COUP)], "Odds, not a share"),
        (two(trained=set(TRAINING["iso3"])), "All years of training"),
        (two(trained=set(places(programme="IMET")["iso3"])), "One programme only"),
        (two(trained=set(places(first=2009)["iso3"])), "One year only"),
        (two(coup=where(military=1)), "Soldiers only"),
        (two(coup=where(outcomes=TRIED)), "Failed attempts too"),
        ([0.87, 0.09], "Two decimals"),
        ([0, COUP_SHARE], "The countries without training"),
        ([len(STATES - COUP - TRAINED) / len(STATES - COUP), COUP_SHARE],
         "The countries without either"),
        ([N / 197, HITS / 197], "Shares of all countries"),
        (two(coup=set(DONE["iso3"])), "Coups of all years"),
        ([COUP_SHARE, CALM_SHARE], "in another order"),
        ([CALM_SHARE, 0.5], "The first number is right"),
    ],
    "q4": [
        (PEACE["trainees"].sum() / places(programme="PKO_GPOI")["trainees"].sum(),
         "Of the world's peacekeepers"),
        (len(set(PEACE["iso3"])) / len(set(SOUTH_ROWS["iso3"])), "Countries, not places"),
        (part(column="cost"), "Money, not places"),
        (part(column="courses"), "Courses, not places"),
        (len(PEACE) / len(SOUTH_ROWS), "Rows, not places"),
        (mean_share("fiscal_year"), "Mean of yearly shares"),
        (mean_share("iso3"), "Mean of countries' shares"),
        (part(None), "The whole world"),
        (part(AFRICA), "The whole continent"),
        (part(first=1999, last=2020), "All years"),
        (part(first=2010, last=2019), "The later decade"),
        (part(last=2008), "Last year missing"),
        (part(last=2010), "One year too many"),
        (part(first=2001), "First year missing"),
        (part(first=1999), "From 1999"),
        (part(programme="IMET"), "The wrong programme"),
        (1 - part(), "The other share"),
        (PEACE["trainees"].sum() / (SOUTH_ROWS["trainees"].sum() - PEACE["trainees"].sum()),
         "Peacekeeping over the rest"),
    ],
    "q5": [
        (wilson(HITS, N), "All coups"),
        (wilson(len(COUP - where(military=1)), N), "The coups without soldiers"),
        (wilson(len(events(military=1)), N), "Events, not countries"),
        (wilson(len(ARMED), len(LISTED)), "Territories counted"),
        (wilson(len(ARMED), len(STATES)), "All countries"),
        (wilson(len(ARMED), HITS), "Of the countries with a coup"),
        ([P - ERROR, P + ERROR], "plus and minus 1.96 standard errors"),
        (wilson(P, N), "A share in place of a count"),
        ([P, P], "The share itself"),
        ([round(end, 2) for end in wilson(len(ARMED), N)], "Two decimals"),
        (wilson(0, len(STATES - LISTED)), "The countries without training"),
        (wilson(len(where(outcomes=ALL, military=1) & TRAINED), N), "All outcomes"),
        (wilson(len(set(DONE.query("military == 1")["iso3"]) & TRAINED), N), "Coups of all years"),
        (wilson(len(ARMED), len(set(places(programme="IMET")["iso3"]) & STATES)),
         "One programme only"),
        (wilson(len(where(outcomes=TRIED, military=1) & TRAINED), N), "Failed attempts too"),
        (wilson(len(ARMED), N)[::-1], "in another order"),
    ],
    "q6": [
        ("a", "The top of a fraction"),
        ("b", "unlike groups"),
        ("c", "More of the same"),
    ],
    "q7": [
        (figure(*RIGHT, at=(0, 0.1)), "The heights in the wrong places"),
        (figure(RIGHT[0][::-1], RIGHT[1][::-1]), "The heights in the wrong places"),
        (both(cut=np.mean), "Split at the mean"),
        (second_alone(cut=np.mean), "Split at the mean"),
        (figure(RIGHT[0], halves(imet=True, drop=True)), "Blanks dropped"),
        (figure(RIGHT[0], unfilled()), "Blanks not filled"),
        (counted(RIGHT[0]), "Countries, not shares"),
        (counted(RIGHT[1]), "Countries, not shares"),
        (both(coups=COUNTED), "Events, not countries"),
        (second_alone(coups=COUNTED), "Events, not countries"),
        (both(codes=SOUTH), "Territories counted"),
        (second_alone(codes=SOUTH), "Territories counted"),
        (both(codes=SOUTH & STATES | {"SDN"}), "Sudan added"),
        (second_alone(codes=SOUTH & STATES | {"SDN"}), "Sudan added"),
        (both(coups=FAILED_TOO), "Failed attempts too"),
        (both(coups=ANY_OUTCOME), "All outcomes"),
        (second_alone(coups=ANY_OUTCOME), "All outcomes"),
        (both(codes=AFRICA & STATES), "The whole continent"),
        (second_alone(codes=AFRICA & STATES), "The whole continent"),
        (first_alone(codes=STATES), "The whole world"),
        (figure(RIGHT[0], [(1, 2), (1, 2)]), "1 of the 2 series"),
        (figure(*RIGHT, band=False), "The interval is missing"),
        (figure(*RIGHT, start=0.02), "begin at 0"),
        (figure(*RIGHT, label=False), "Label the axis of the values"),
    ],
    "q8": [
        ("In 2010–19 15 of 173 countries had a coup.", "words; 100 to 150 are asked for"),
        (TEXT * 2, "words; 100 to 150 are asked for"),
        ("The tables leave much open, and so do I. " * 13, "no number among them"),
    ],
}

UNITS = {
    "q1": [(2014, "This looks like a year"), ("15", "This is text"), (None, "not answered yet")],
    "q2": [(2014, "This looks like a year"), ([1, 2], "of the type list")],
    "q3": [([100 * CALM_SHARE, 100 * COUP_SHARE], "This looks like a percentage"),
           ([len(TRAINED - COUP), HITS], "counts of countries"),
           (COUP_SHARE, "This is one number"), ([0.1, 0.2, 0.3], "You gave 3 numbers")],
    "q4": [(100 * part(), "This looks like a percentage"),
           (PEACE["trainees"].sum(), "a number of places"), (float("nan"), "NaN")],
    "q5": [([100 * end for end in wilson(len(ARMED), N)], "This looks like percentages"),
           (P, "This is one number"), ({0.1, 0.2}, "A set has no order")],
    "q6": [("e", "The letters are a, b, c, d"), (3, "Give one letter")],
    "q7": [(0.5, "of the type float")],
    "q8": [(150, "This is of the type int")],
}

UNKNOWN = {"q1": 60, "q2": 12.5, "q4": 0.55}
