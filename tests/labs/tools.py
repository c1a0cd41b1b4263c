"""Right routes and wrong answers of the lab tools, from the CSV files, without the lab's code."""

from statistics import mean, median

import matplotlib.pyplot as plt
import numpy as np
from labs.reading import table, whole

TRAINING = whole("us_training")
ARTICLES = whole("us_excess_articles")
GROUP = whole("countries").set_index("iso3")["wb_income_group_fy2022"].to_dict()
PEOPLE = whole("population_income").set_index(["iso3", "year"])["population"].to_dict()
LOW, UPPER = "Low income", "Upper middle income"

# --- q1: Benin --------------------------------------------------------------------------------

BENIN = table("us_training", "BEN", "fiscal_year").sort_index()
PLACES = BENIN["trainees"].groupby(level=0).sum().to_dict()
KNOWN = [PLACES[year] for year in range(2010, 2020) if year in PLACES]
COURSES = int(BENIN.loc[2010:2019, "courses"].sum())

# --- q2: the price of a place -----------------------------------------------------------------

ROWS = TRAINING.to_dict("records")


def codes(condition) -> list[str]:
    return sorted({row["iso3"] for row in ROWS if condition(row)})


def dearer(row: dict, limit: float = 300_000) -> bool:
    return row["trainees"] > 0 and row["cost"] / row["trainees"] > limit


def infinite(row: dict) -> bool:
    return row["trainees"] == 0 and row["cost"] > 0


DEAR = TRAINING.query("trainees > 0 and cost > 300_000 * trainees")["iso3"]

# --- q3: the price of a place in IMET ---------------------------------------------------------

IMET = TRAINING.query("programme == 'IMET'")
MONEY = whole("us_aid_programmes")


def in_2020(year: int) -> float:
    """What a dollar of `year` becomes in dollars of 2020."""
    of_year = MONEY[MONEY["fiscal_year"] == year]
    return of_year["constant"].sum() / of_year["nominal"].sum()


def total(column: str, year: int, rows=IMET) -> float:
    return rows.loc[rows["fiscal_year"] == year, column].sum()


def price(year: int, rows=IMET, by: str = "trainees") -> float:
    return total("cost", year, rows) / total(by, year, rows)


def real(year: int, rows=IMET, by: str = "trainees") -> float:
    return price(year, rows, by) * in_2020(year)


def price_of_countries(year: int, average=mean) -> float:
    rows = IMET[(IMET["fiscal_year"] == year) & (IMET["trainees"] > 0)]
    return average(rows["cost"] / rows["trainees"]) * in_2020(year)


RISE = real(2019) / real(2000)
NOMINAL = price(2019) / price(2000)
ONE_FRAME = IMET.groupby("fiscal_year").sum(numeric_only=True)
DOLLARS = MONEY.groupby("fiscal_year")[["nominal", "constant"]].sum()
REAL_DEAR = ONE_FRAME["cost"] / ONE_FRAME["trainees"] * DOLLARS["constant"] / DOLLARS["nominal"]

# --- q4 and q5: places per million people -----------------------------------------------------

OTHERS = TRAINING.query("programme != 'PKO_GPOI'")
PEACEKEEPERS = TRAINING.query("programme == 'PKO_GPOI'")


def listed(year: int = 2019, rows=TRAINING, column: str = "trainees") -> dict[str, int]:
    return rows[rows["fiscal_year"] == year].groupby("iso3")[column].sum().to_dict()


def pooled(group: str, year: int = 2019, rows=TRAINING, column: str = "trainees") -> float:
    here = {code: number for code, number in listed(year, rows, column).items()
            if GROUP[code] == group and (code, year) in PEOPLE}
    return 1e6 * sum(here.values()) / sum(PEOPLE[code, year] for code in here)


def both(function, *arguments, **named) -> list[float]:
    return [function(group, *arguments, **named) for group in (LOW, UPPER)]


def averaged(group: str, average, rows=TRAINING) -> float:
    return average([1e6 * number / PEOPLE[code, 2019] for code, number in listed(rows=rows).items()
                    if GROUP[code] == group and (code, 2019) in PEOPLE])


def of_group(group: str, rows=TRAINING) -> int:
    return sum(number for code, number in listed(rows=rows).items()
               if GROUP[code] == group and (code, 2019) in PEOPLE)


def row_by_row(group: str, years) -> float:
    """Join before summing: a country's people come once for each row, and for each year."""
    rows = [row for row in ROWS if row["fiscal_year"] == 2019 and GROUP[row["iso3"]] == group]
    pairs = [(row["trainees"], PEOPLE[row["iso3"], year]) for row in rows for year in years
             if (row["iso3"], year) in PEOPLE]
    return 1e6 * sum(one for one, _ in pairs) / sum(people for _, people in pairs)


def all_people(group: str, rows=TRAINING) -> float:
    people = sum(number for (code, year), number in PEOPLE.items()
                 if year == 2019 and GROUP[code] == group)
    return 1e6 * of_group(group, rows) / people


def all_places(group: str) -> float:
    every = sum(number for code, number in listed().items() if GROUP[code] == group)
    return every * pooled(group) / of_group(group)


def places_of_all_years(group: str) -> float:
    rows = TRAINING[[GROUP[code] == group and (code, 2019) in PEOPLE for code in TRAINING["iso3"]]]
    return 1e6 * rows["trainees"].sum() / sum(PEOPLE[code, 2019] for code in set(rows["iso3"]))


def merged(rows=TRAINING) -> list[float]:
    """The way of a student: three joins with pandas."""
    frame = rows[rows["fiscal_year"] == 2019].groupby("iso3", as_index=False)["trainees"].sum()
    frame = frame.merge(whole("population_income").query("year == 2019"), on="iso3")
    frame = frame.merge(whole("countries"), on="iso3").groupby("wb_income_group_fy2022")
    sums = frame[["trainees", "population"]].sum().loc[[LOW, UPPER]]
    return list(1_000_000 * sums["trainees"] / sums["population"])


# --- q6 and q8: used arms ---------------------------------------------------------------------


def worth(last: int, *statuses: str, column: str = "acquisition_value", first: int = 2010,
          rows=ARTICLES) -> float:
    kept = rows[(rows["fiscal_year"] >= first) & (rows["fiscal_year"] <= last)]
    return kept.loc[kept["status"].isin(statuses or ARTICLES["status"]), column].sum()


def share(last: int = 2016, *statuses: str, **choices) -> float:
    return worth(last, *(statuses or ["delivered"]), **choices) / worth(last, **choices)


SEVEN = ARTICLES.query("fiscal_year <= 2016")
GIFTS = ARTICLES.query("authority == 'grant'")
YEARS = range(2010, 2020)


def by_year(column: str, *statuses: str, years=YEARS) -> np.ndarray:
    return np.array([worth(year, *statuses, column=column, first=year) for year in years])


ASKED, GIVEN = by_year("acquisition_value"), by_year("current_value", "delivered")


def figure(*series, scale: float = 1e-9, years=YEARS, bottom: float = 0, label: str = "Billion $",
           bars: bool = False, twin: bool = False):
    """Return a function that draws `series`, as a student may."""
    def draw():
        _, ax = plt.subplots()
        for number, values in enumerate(series):
            on = ax.twinx() if twin and number else ax
            if bars:
                on.bar([year + 0.4 * number for year in years], values * scale, width=0.4)
            else:
                on.plot(list(years), values * scale)
        ax.set_ylim(bottom=bottom)
        ax.set_xlabel("Fiscal year")
        ax.set_ylabel(label)
        return ax.figure if twin else ax
    return draw


# --- what must be said ------------------------------------------------------------------------

TEXT = """
These tables cannot test whether forces grew stronger. They count what was given. In fiscal 2019
the training reports list 36.4 places per million people in low-income countries and 5.4 in the
upper-middle ones. That speaks for a wide reach. Without peacekeepers' courses the gap is gone,
so the courses served missions abroad first. Of the used arms that partners asked for in fiscal
2010 to 2016, 56 per cent by first cost stood at delivered in June 2020. A place is not a person,
so the reach is overstated. Demand is a rival explanation, because states with many peacekeepers
ask for such courses. Results of like units, with and without the courses, before and after,
would change my mind.
"""

ROUTES = {
    "q1": [
        sum(KNOWN) / len(KNOWN),
        BENIN.loc[2010:2019, "trainees"].groupby(level=0).sum().mean(),
        np.float64(BENIN.loc[2010:2019, "trainees"].sum() / 9),
        round(BENIN.loc[2010:2018, "trainees"].sum() / 9, 1),
        1778,
    ],
    "q2": [
        codes(dearer),
        set(codes(dearer)),
        DEAR.unique(),
        DEAR,
        TRAINING[(TRAINING["cost"] / TRAINING["trainees"].replace(0, np.nan)) > 300_000]["iso3"],
    ],
    "q3": [
        RISE,
        round(RISE, 2),
        REAL_DEAR.loc[[2000, 2019]].pct_change().iloc[1] + 1,
        NOMINAL / (in_2020(2000) / in_2020(2019)),
    ],
    "q4": [
        both(pooled),
        merged(),
        np.round(merged(), 1),
        tuple(round(number, 1) for number in both(pooled)),
    ],
    "q5": [
        both(pooled, rows=OTHERS),
        merged(OTHERS),
        np.round(merged(OTHERS), 2),
    ],
    "q6": [
        share(),
        round(share(), 4),
        SEVEN.groupby("status")["acquisition_value"].sum()["delivered"]
        / SEVEN["acquisition_value"].sum(),
        1 - sum(worth(2016, status) for status in set(ARTICLES["status"]) - {"delivered"})
        / worth(2016),
    ],
    "q7": ["c", "C", " c "],
    "q8": [
        figure(ASKED, GIVEN),
        figure(GIVEN, ASKED, scale=1e-6, label="Million $"),
        figure(ASKED, GIVEN, bars=True, scale=1, label="$"),
    ],
    "q9": [TEXT, TEXT.replace("\n", " "), TEXT.replace("36.4", "36")],
}

MISTAKES = {
    "q1": [
        (sum(KNOWN) / 10, "divided by ten years"),
        (BENIN.loc[2010:2019, "trainees"].mean(), "several rows"),
        ((sum(KNOWN) + (PLACES[2018] + PLACES[2020]) / 2) / 10, "drew a line"),
        ((sum(KNOWN) + PLACES[2018]) / 10, "stand for 2019 as well"),
        ((sum(KNOWN) + PLACES[2020]) / 10, "ends with 2019"),
        (sum(KNOWN) / 11, "fewer years than that"),
        (sum(KNOWN) / 8, "both ends included"),
        (sum(KNOWN), "all the years together"),
        (median(KNOWN), "middle year"),
        (mean(PLACES.values()), "2010 to 2019"),
        (COURSES / 9, "counted courses"),
        (COURSES / 10, "counted courses"),
        ((sum(KNOWN) - PLACES[2010]) / 8, "2010 belongs"),
        ((sum(KNOWN) + PLACES[2009]) / 10, "begin with 2009"),
    ],
    "q2": [
        (codes(lambda row: dearer(row) or infinite(row)), "their price is infinite"),
        (codes(lambda row: row["cost"] > 300_000), "all places of the row"),
        (codes(lambda row: row["cost"] > 300_000 * row["courses"]), "divided by the courses"),
        (codes(lambda row: dearer(row, 30_000)), "Count the noughts"),
        (codes(lambda row: dearer(row, 200_000)), "lower than the question's"),
        (codes(lambda row: dearer(row, 100_000)), "lower than the question's"),
        (codes(lambda row: dearer(row, 1_000_000)), "other places above the limit"),
        (codes(lambda row: dearer(row) and row["programme"] == "FMF"), "keep FMF alone"),
        (codes(lambda row: dearer(row) and row["programme"] == "OTHER"), "all programmes"),
        (codes(lambda row: dearer(row) and row["fiscal_year"] == 2019), "all years"),
        (codes(infinite), "a cost and no place"),
        (codes(lambda row: row["trainees"] == 0), "hold no place"),
    ],
    "q3": [
        (NOMINAL, "bought more than one of 2019"),
        (price(2019) / in_2020(2019) / (price(2000) / in_2020(2000)), "became smaller"),
        (real(2019) / price(2000), "still in dollars of 2000"),
        (price(2019) / real(2000), "still in dollars of 2019"),
        (total("cost", 2019) * in_2020(2019) / (total("cost", 2000) * in_2020(2000)),
         "what all places cost together"),
        (total("cost", 2019) / total("cost", 2000), "it is not deflated"),
        (total("trainees", 2019) / total("trainees", 2000), "Places became fewer"),
        (real(2019, by="courses") / real(2000, by="courses"), "divided by the courses"),
        (price_of_countries(2019) / price_of_countries(2000), "country with two places"),
        (price_of_countries(2019, median) / price_of_countries(2000, median),
         "country in the middle"),
        (real(2019), "Divide it by the price of 2000"),
        (real(2019, TRAINING) / real(2000, TRAINING), "IMET alone"),
        (real(2019) / real(1999), "first year again"),
        (real(2019) / real(2001), "first year again"),
        (real(2018) / real(2000), "last year again"),
        (real(2020) / real(2000), "last year again"),
        (real(2019) - real(2000), "how many dollars more"),
        (RISE - 1, "rise of 1"),
        (real(2000) / real(2019), "later price by the earlier"),
    ],
    "q4": [
        (both(averaged, mean), "as much as China"),
        (both(averaged, median), "country in the middle"),
        (both(row_by_row, [2019]), "joined before you summed"),
        (both(row_by_row, range(1960, 2025)), "a row for each year"),
        (both(all_people), "no row of 2019 in training"),
        (both(all_places), "no row in people"),
        (both(pooled, column="courses"), "counted courses"),
        (both(pooled, 2018), "year again"),
        (both(pooled, 2020), "year again"),
        (both(pooled, rows=IMET), "all programmes together"),
        (both(of_group), "Divide by the people"),
        ([pooled(LOW), pooled("Lower middle income")], "lower middle one"),
        ([pooled(LOW), pooled("High income")], "high-income one"),
        ([rate / 10 for rate in both(pooled)], "asks for a million"),
        ([rate / 1e6 for rate in both(pooled)], "Multiply by a million"),
        ([rate / 1e3 for rate in both(pooled)], "Multiply by a million"),
        ([1e6 / rate for rate in both(pooled)], "people there are to one place"),
        (both(places_of_all_years), "places of all years"),
        (np.round(merged()), "One decimal is asked for"),
        (both(pooled)[::-1], "in another order"),
        ([pooled(LOW), 1], "first number is right"),
    ],
    "q5": [
        (both(pooled), "Leave out the rows of PKO_GPOI"),
        (both(pooled, rows=PEACEKEEPERS), "kept what"),
        (both(averaged, mean, OTHERS), "Mean of the countries' rates"),
        (both(averaged, median, OTHERS), "Median country"),
        (both(of_group, OTHERS), "number of people"),
        (both(pooled, 2018, OTHERS), "year stays 2019"),
        (both(pooled, rows=IMET), "keep the other eight"),
        (both(pooled, rows=OTHERS, column="courses"), "counted courses"),
        (both(pooled, rows=OTHERS, column="cost"), "divided costs"),
        (both(all_people, OTHERS), "no row of 2019 in training"),
        (both(pooled, rows=OTHERS)[::-1], "in another order"),
        (np.round(merged(OTHERS), 1), "Two decimals are asked for"),
    ],
    "q6": [
        (share(2020), "stops at 2016"),
        (share(2015), "2016 belongs"),
        (share(2017), "stops at 2016"),
        (share(first=2011), "2010 belongs"),
        (share(column="current_value"), "still worth"),
        (share(column="line_items"), "bag of screws"),
        (mean(SEVEN["status"] == "delivered"), "counted rows"),
        (share(2016, "delivered", "accepted"), "promise to take"),
        (share(2016, "delivered", "accepted", "authorised"), "may be supplied"),
        (worth(2016, "delivered") / worth(2016, "delivered", "accepted", "authorised", "offered"),
         "whatever became of it"),
        (worth(2016, "delivered") / worth(2016, "delivered", "accepted"), "still at authorised"),
        (worth(2016, "delivered", column="current_value") / worth(2016), "one price"),
        (mean(share(year, first=year) for year in range(2010, 2017)), "Sum first"),
        (share(rows=GIFTS), "sold at a low price"),
        (1 - share(), "did not stand at delivered"),
        (worth(2016, "delivered") / (worth(2016) - worth(2016, "cancelled")), "called off had been"),
        (worth(2016, "delivered") / worth(2020), "total of all"),
    ],
    "q7": [("a", "who passed"), ("b", "leaning"), ("d", "per soldier")],
    "q8": [
        (figure(ASKED.cumsum(), GIVEN), "Leave out cumsum()"),
        (figure(ASKED, GIVEN.cumsum()), "Leave out cumsum()"),
        (figure(by_year("acquisition_value", years=range(2010, 2021)), years=range(2010, 2021)),
         "ends with 2019"),
        (figure(ASKED[:7], GIVEN[:7], years=range(2010, 2017)), "years of question 6"),
        (figure(ASKED, by_year("acquisition_value", "delivered")), "Look at the column"),
        (figure(ASKED, by_year("current_value")), "worth of every request"),
        (figure(ASKED, by_year("current_value", "delivered", "accepted")), "Keep one status"),
        (figure(by_year("acquisition_value", "authorised"), GIVEN), "includes every status"),
        (figure(by_year("acquisition_value", "authorised", "accepted", "delivered"), GIVEN),
         "refused, called off or only offered"),
        (figure(ASKED), "1 of the 2 series"),
        (figure(ASKED, GIVEN, bottom=0.001), "begin at 0"),
        (figure(ASKED, GIVEN, label=""), "Label the axis"),
        (figure(ASKED, GIVEN, twin=True), "use one"),
    ],
    "q9": [
        ("It cannot be tested, for 36.4 places are no result.", "100 to 150 are asked for"),
        (TEXT + TEXT, "100 to 150 are asked for"),
        ("word " * 120, "no number among them"),
    ],
}

UNITS = {
    "q1": [("1778", "text")],
    "q2": [(42, "codes")],
    "q3": [(100 * RISE, "looks like a percentage")],
    "q4": [(pooled(LOW), "two numbers"), (both(pooled) + [1], "You gave 3 numbers")],
    "q5": [({"low": 1.0}, "You gave 1 number")],
    "q6": [(100 * share(), "looks like a percentage"),
           (worth(2016, "delivered"), "Divide by the value")],
    "q7": [("e", "The letters are")],
}

UNKNOWN = {"q1": 5555, "q3": 3.1, "q6": 0.25}
