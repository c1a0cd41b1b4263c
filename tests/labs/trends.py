"""Right routes and wrong answers of the lab trends, from the CSV files, without the lab's code."""

from decimal import Decimal

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd

from labs.reading import whole

KINDS = whole("exercise_kinds")
WORLD = whole("peacekeeping_world").set_index("year")
TRAINING = whole("us_training")
PACTS = whole("us_defence_partners").set_index("year")
SCORES = whole("governance")
COUPS = whole("coups")
LATER = whole("coups_2020_2023")

EXERCISES = KINDS.pivot(index="year", columns="kind", values="exercises")
AMERICAN = KINDS.pivot(index="year", columns="kind", values="with_us")
LIST = EXERCISES["all"]
PEOPLE = WORLD["total_personnel"]


def ruler(series, first=1994, last=2004, to=2010):
    """Draw the line through two counts on to a later year."""
    slope, start = np.polyfit([first, last], [series[first], series[last]], 1)
    return start + slope * to


# --- the courses ------------------------------------------------------------------------------


def places(year, but=("PKO_GPOI",), column="trainees"):
    rows = TRAINING[(TRAINING["fiscal_year"] == year) & ~TRAINING["programme"].isin(but)]
    return rows[column].sum()


def change(before, after):
    return 100 * (after - before) / before


def only(programme, year):
    return TRAINING.query("programme == @programme and fiscal_year == @year")["trainees"].sum()


def rows_of(year):
    return len(TRAINING.query("programme != 'PKO_GPOI' and fiscal_year == @year"))


OLD, NEW = places(1999), places(2019)
LATER_NATO = ["BGR", "EST", "LVA", "LTU", "ROU", "SVK", "SVN"]


def stayed(year):
    rows = TRAINING[(TRAINING["fiscal_year"] == year) & (TRAINING["programme"] != "PKO_GPOI")]
    return rows.set_index("iso3").drop(LATER_NATO, errors="ignore")["trainees"].sum()

# --- the pacts --------------------------------------------------------------------------------


def misses(column="defence", ahead=10, back=20, first=1976, divide=None, signed=False,
           mean=np.mean):
    """Mean misses of "as now" and of the ruler."""
    years = np.arange(first, 2019)
    value = PACTS[column]
    made = value.loc[years - ahead].to_numpy()
    before = value.loc[years - ahead - back].to_numpy()
    came = value.loc[years].to_numpy()
    off = [came - made, came - (made + ahead * (made - before) / (divide or back))]
    return [float(mean(one if signed else np.abs(one))) for one in off]


def knowing(back):
    """A ruler whose pace is taken from the years before the year that it should forecast."""
    value = PACTS["defence"]
    off = value.diff(10) - value.diff(back) * 10 / back
    return [misses()[0], off.abs().loc[1976:2018].mean()]


def drawn_on(years):
    value = PACTS["defence"]
    off = value.diff(10) - value.shift(10).diff(20) * years / 20
    return [misses()[0], off.abs().loc[1976:2018].mean()]


def to_2017():
    value = PACTS["defence"]
    off = value.diff(10), value.diff(10) - value.shift(10).diff(20) / 2
    return [one.abs().loc[1976:2017].mean() for one in off]


def by_hand():
    now, on = Decimal(0), Decimal(0)
    value = {int(year): int(number) for year, number in PACTS["defence"].items()}
    for year in range(1976, 2019):
        now += abs(value[year] - value[year - 10])
        pace = Decimal(value[year - 10] - value[year - 30]) / 20
        on += abs(value[year] - value[year - 10] - 10 * pace)
    return now / 43, on / 43


# --- the scores -------------------------------------------------------------------------------


def three(column="political_stability"):
    found = SCORES[SCORES["year"] == 2003][["iso3", column]].rename(columns={column: "a"})
    for year, name in ((2013, "b"), (2023, "c")):
        of_year = SCORES[SCORES["year"] == year][["iso3", column]]
        found = found.merge(of_year.rename(columns={column: name}), on="iso3")
    return found.dropna()


def nearer(rows, ahead=10):
    off = rows["c"] - rows["b"]
    return (off - (rows["b"] - rows["a"]) * ahead / 10).abs() < off.abs()


def always():
    """Countries with a score in each of the table's years."""
    wide = SCORES.pivot(index="iso3", columns="year", values="political_stability").dropna()
    return wide[[2003, 2013, 2023]].set_axis(["a", "b", "c"], axis=1)


ROWS = three()
WON = nearer(ROWS)

# --- the coups --------------------------------------------------------------------------------

TENS = COUPS.query("2010 <= year <= 2019")
DONE = TENS[TENS["outcome"] == "realized"]
CAME = LATER[LATER["outcome"] == "realized"]
FIRM = CAME[CAME["coding"] == "firm"]
FIRM_ROWS = LATER[LATER["coding"] == "firm"]


def times(expected, firm=len(FIRM), every=len(CAME)):
    return [firm / expected, every / expected]


# --- the figures ------------------------------------------------------------------------------

BASES = LIST.loc[1990:2009]
TO_2010 = 100 * LIST[2010] / BASES - 100


def figure(series, bars=True, labels=True, low=None, second=False, places=None):
    """Return a function that draws one series, as bars or as a line."""
    def draw():
        _, ax = plt.subplots()
        at = series.index if places is None else places
        if bars:
            ax.bar(at, series.to_numpy())
        else:
            ax.plot(at, series.to_numpy())
        if low is not None:
            ax.set_ylim(bottom=low)
        if labels:
            ax.set_ylabel("Change (per cent)")
        if second:
            ax.twinx().plot(BASES)
        return ax
    return draw


def pandas_bars():
    ax = TO_2010.plot.bar()
    ax.set_ylabel("per cent")
    return ax


def lying_bars():
    _, ax = plt.subplots()
    ax.barh(TO_2010.index, TO_2010)
    ax.set_xlabel("per cent")
    return ax


LONG_TEXT = " ".join(["word"] * 120) + " 148 against 204"

ROUTES = {
    "q1": [
        ruler(LIST),
        float(204 + 6 * (204 - 119) / 10),
        LIST[2004] + 6 * LIST.diff().loc[1995:2004].mean(),
        [Decimal(LIST[2004].item()) + Decimal("8.5") * 6][0],
    ],
    "q2": [
        (PEOPLE[2021] - PEOPLE[2015]) / 6,
        round((75085 - 107088) / 6),
        PEOPLE.loc[2015:2021].diff().mean(),
        np.polyfit([2015, 2021], PEOPLE.loc[[2015, 2021]], 1)[0],
    ],
    "q3": [
        change(OLD, NEW),
        round(100 * NEW / OLD - 100, 1),
        TRAINING.query("programme != 'PKO_GPOI'").groupby("fiscal_year")["trainees"].sum()
        .loc[[1999, 2019]].pct_change().iloc[1:] * 100,
        np.float64((NEW - OLD) / OLD * 100),
    ],
    "q4": [
        misses(),
        list(by_hand()),
        np.round(misses(), 2),
        {"as now": misses()[0], "ruler": misses()[1]},
    ],
    "q5": [
        WON.mean(),
        round(WON.sum() / 113, 4),
        np.count_nonzero(WON) / len(ROWS),
    ],
    "q6": [
        times(6.8),
        [round(9 / 6.8, 2), round(14 / 6.8, 2)],
        pd.Series(times(4 * DONE.groupby("year").size().reindex(range(2010, 2020)).fillna(0).mean())),
        (len(FIRM) / 4 / (len(DONE) / 10), len(CAME) / 4 / (len(DONE) / 10)),
    ],
    "q7": [
        figure(TO_2010),
        figure(TO_2010, bars=False),
        figure(TO_2010 / 100),
        pandas_bars,
        lying_bars,
        figure(TO_2010.round()),
    ],
    "q8": [
        LONG_TEXT,
        "\n\n".join([LONG_TEXT[:300], LONG_TEXT[300:]]),
        " ".join(["mot"] * 149) + " 2010",
    ],
}

SUMS = KINDS.groupby("year")["exercises"].sum()
MISTAKES = {
    "q1": [
        (ruler(LIST, to=2009), "Count the steps"),
        (ruler(LIST, to=2011), "Count the steps"),
        (204 + (2010 - 1994) * 8.5, "The ruler lies on the count of 2004"),
        (ruler(LIST, to=2014), "How far is it"),
        (204 + 6 * (204 - 119) / 11, "ten steps"),
        (ruler(LIST, to=2000), "Start from that count"),
        (LIST[2004], "ruler's forecast"),
        (LIST[2010], "what the ruler would have said"),
        (ruler(LIST, to=2005), "forecast for 2005"),
        (ruler(LIST, first=1990), "from 1994 to 2004"),
        (ruler(LIST, first=2003), "mean change of ten years"),
        (204 * np.exp(np.log(204 / 119) * 0.6), "same percentage"),
        (ruler(SUMS), "several times"),
        (ruler(AMERICAN["all"]), "column exercises"),
    ],
    "q2": [
        ((PEOPLE[2021] - PEOPLE[2015]) / 7, "seven counts"),
        (PEOPLE.fillna(0).loc[2015:2022].diff().mean(), "not nobody there"),
        (PEOPLE.diff().loc[2015:2021].mean(), "from 2014 to 2015"),
        (PEOPLE[2021] - PEOPLE[2015], "all the years together"),
        ((PEOPLE[2015] - PEOPLE[2021]) / 6, "a minus"),
        (PEOPLE.dropna().diff().iloc[-1], "last count but one"),
        ((PEOPLE[2021] - PEOPLE[2015]) / 5, "Count the steps"),
        (PEOPLE.loc[2016:2021].diff().mean(), "that of 2015"),
        (WORLD["troops"].loc[2015:2021].diff().mean(), "one of the parts"),
        (WORLD["missions"].loc[2015:2022].diff().mean(), "change in missions"),
    ],
    "q3": [
        (change(places(1999, ()), places(2019, ())), "changed its coverage"),
        (change(only("PKO_GPOI", 1999), only("PKO_GPOI", 2019)), "leaves out"),
        (change(only("IMET", 1999), only("IMET", 2019)), "all other programmes"),
        (change(OLD, places(2020)), "pandemic"),
        (change(OLD, places(2018)), "ends with fiscal year 2019"),
        (change(places(2000), NEW), "begins with 1999"),
        (NEW - OLD, "earlier year"),
        (100 * NEW / OLD, "1999 as 100"),
        (NEW / OLD, "factor of 2"),
        (100 * (NEW - OLD) / NEW, "where it started"),
        (-change(OLD, NEW), "more places"),
        (change(NEW, OLD), "Start from 1999"),
        (change(places(1999, column="cost"), places(2019, column="cost")), "dollars of the day"),
        (change(rows_of(1999), rows_of(2019)), "not a place"),
        (change(places(1999, column="courses"), places(2019, column="courses")),
         "added up courses"),
        (change(OLD, NEW) / 20, "the whole change"),
        (change(stayed(1999), stayed(2019)), "takes every country"),
    ],
    "q4": [
        (misses(signed=True), "Drop the signs"),
        (misses(back=10), "twenty years before"),
        (misses(divide=30), "twenty years apart"),
        (misses(ahead=5), "ten years earlier"),
        (misses(first=1975), "year of its own"),
        ([(PACTS["defence"] - PACTS["defence"].shift(10)).abs().mean(), misses()[1]],
         "over the same years"),
        ([PACTS["defence"].diff(10).abs().mean(),
          (PACTS["defence"].diff(10) - PACTS["defence"].shift(10).diff(20) / 2).abs().mean()],
         "Without a filter"),
        (to_2017(), "2018 is missing"),
        (knowing(20), "Shift first"),
        (knowing(30), "Shift first"),
        (drawn_on(1), "for ten years"),
        (drawn_on(20), "change of twenty years"),
        (misses("consultation"), "promises to consult"),
        (misses("nonaggression"), "not to attack"),
        (misses(mean=np.median), "middle miss"),
        (misses(mean=lambda off: np.sqrt(np.mean(off ** 2))), "plain mean"),
        (misses()[::-1], "another order"),
    ],
    "q5": [
        (WON.sum() / 115, "neither above nor below"),
        (nearer(always()).mean(), "names three years"),
        (1 - WON.mean(), "Turn the comparison round"),
        (nearer(three("government_effectiveness")).mean(), "government_effectiveness"),
        (nearer(three("political_stability_rank")).mean(), "took the rank"),
        (((ROWS["b"] - ROWS["a"]) * (ROWS["c"] - ROWS["b"]) > 0).mean(), "same direction"),
        ((ROWS["c"] > ROWS["b"]).mean(), "rose after 2013"),
        ((ROWS["b"] > ROWS["a"]).mean(), "Drop the signs"),
        (nearer(ROWS, ahead=1).mean(), "Draw the ruler on for ten"),
    ],
    "q6": [
        (times(17), "How many would come in four"),
        (times(4 * DONE.groupby("year").size().mean()), "zeros count"),
        (times(4 * 17 / TENS["year"].nunique()), "both ends included"),
        (times(3 * 1.7), "are four years"),
        (times(1.7), "each of the four"),
        (times(4 * 3.6, len(FIRM_ROWS), len(LATER)), "realized coups"),
        (times(4 * len(TENS) / 10), "never happened"),
        (times(6.8, len(FIRM_ROWS), len(LATER)), "in both lists"),
        (times(6.8, FIRM["iso3"].nunique(), CAME["iso3"].nunique()), "Count events"),
        ([6.8 / 9, 6.8 / 14], "what came by what"),
        ([9 - 6.8, 14 - 6.8], "how many more"),
        ([9 / 6.8 - 1, 14 / 6.8 - 1], "one time more"),
        ([9 / 4, 14 / 4], "expected in a year"),
        ([900 / 6.8, 1400 / 6.8], "asks for factors"),
        ([9, 14], "Divide by what"),
        ([9 / 6.8, 5 / 6.8], "firm and disputed"),
        ([14 / 6.8, 9 / 6.8], "another order"),
    ],
    "q7": [
        (figure(BASES), "Draw the change"),
        (figure(LIST[2010] - BASES), "Divide each change"),
        (figure(100 + TO_2010), "each base year as 100"),
        (figure(100 * (LIST[2010] - BASES) / LIST[2010]), "where it started"),
        (figure(100 * BASES / LIST[2010] - 100), "Turn it round"),
        (figure(100 * LIST.pct_change().loc[1991:2010]), "goes to 2010"),
        (figure(-TO_2010), "from that of 2010"),
        (figure(100 * LIST.loc[1991:2010] / LIST[1990] - 100), "every year from 1990"),
        (figure(100 * LIST.loc[1990:2010] / LIST[1990] - 100), "every year from 1990"),
        (figure(100 * (LIST[2009] - BASES) / BASES), "Each change goes to 2010"),
        (figure(TO_2010 / (2010 - TO_2010.index)), "the whole change"),
        (figure(100 * LIST[2010] / LIST.loc[1990:2010] - 100), "nothing can change"),
        (figure(TO_2010.loc[:2008]), "2009 is missing"),
        (figure(100 * LIST[2010] / LIST.loc[1980:2009] - 100), "first base year is 1990"),
        (figure(100 * AMERICAN["all"][2010] / AMERICAN["all"].loc[1990:2009] - 100),
         "column exercises"),
        (figure(100 * SUMS[2010] / SUMS.loc[1990:2009] - 100), "several times"),
        (figure(TO_2010, labels=False), "Label the axis"),
        (figure(TO_2010, low=50), "begin at 0"),
        (figure(TO_2010, second=True), "Two y axes"),
    ],
    "q8": [
        ("Contradicted: 148 against 204.", "4 words"),
        (" ".join(["long"] * 160), "160 words"),
        (" ".join(["none"] * 120), "no number"),
    ],
}

UNITS = {
    "q1": [(LIST, "type Series"), ("255 exercises", "text")],
    "q2": [((75.085 - 107.088) / 6, "looks like thousands"), (float("nan"), "not a number")],
    "q3": [(NEW / OLD - 1, "looks like a share")],
    "q4": [(4.7, "one number"), (misses()[:1], "You gave 1 number")],
    "q5": [(100 * WON.mean(), "looks like a percentage"), (WON.sum(), "number of countries")],
    "q6": [({1.3, 2.1}, "no order")],
    "q7": [(TO_2010, "Give the panel that you drew")],
    "q8": [(148, "Write a text")],
}

UNKNOWN = {"q1": 400, "q2": -1000, "q3": 5.0, "q4": [9.0, 9.0], "q5": 0.45, "q6": [5.0, 6.0]}
