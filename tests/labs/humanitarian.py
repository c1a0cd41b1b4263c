"""Right routes and wrong answers of the lab humanitarian, from the CSV files, without its code."""

from datetime import date

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from labs.reading import table, whole

# --- days of the operation in Liberia (q1) ----------------------------------------------------

ANNOUNCED, DEPLOYED = date(2014, 9, 16), date(2014, 12, 15)
LIBERIA = table("relief_milestones", "LBR", key="event")


def since(day: date) -> int:
    return (day - ANNOUNCED).days


def day_of(event: str, value: float) -> date:
    rows = LIBERIA[LIBERIA["value"] == value]
    return date.fromisoformat(rows.loc[[event], "date"].iloc[-1])


# --- printed totals (q2) ----------------------------------------------------------------------

TOTALS = whole("ebola_totals")
PRINTED, SUMS = TOTALS["cases_reported"].tolist(), TOTALS["cases_sum"].tolist()
OFF = [printed - total for printed, total in zip(PRINTED, SUMS, strict=True)]

# --- running totals by country (q3, q5, q8) ---------------------------------------------------

REPORTS = whole("ebola_reports").sort_values("source_row", ascending=False)
THREE = ("LBR", "SLE", "GIN")
CASES, DEATHS = "cumulative_cases", "cumulative_deaths"
LAST = "2016-04-13"


def at(day: str, country: str = "LBR", column: str = CASES) -> int:
    """The number in the last report up to `day`."""
    rows = REPORTS[(REPORTS["iso3"] == country) & (REPORTS["report_date"] <= day)]
    return int(rows[column].iloc[-1])


def share(day: str, country: str = "LBR", column: str = CASES) -> float:
    return at(day, country, column) / at(LAST, country, column)


LIBERIA_RUNNING = REPORTS[REPORTS["iso3"] == "LBR"].set_index("report_date")[CASES]
LATEST = LIBERIA_RUNNING.groupby(level=0).last()  # the later of two reports on a day

# --- early recovery in Haiti (q4) -------------------------------------------------------------

FIELDS = whole("haiti_clusters").dropna(subset=["requirements"])
RECOVERY = FIELDS[FIELDS["cluster"].map(lambda name: "recovery" in name.lower())]
SHARES = RECOVERY["funding"] / RECOVERY["requirements"]
BY_YEAR = RECOVERY.groupby("year")[["requirements", "funding"]].sum()


def came(rows: pd.DataFrame) -> float:
    return rows["funding"].sum() / rows["requirements"].sum()


def spelt(*names: str) -> pd.DataFrame:
    return FIELDS[FIELDS["cluster"].isin(names)]


# --- beds (q5, q6) ----------------------------------------------------------------------------

UNITS_TABLE = whole("ebola_treatment_units")
OPEN = UNITS_TABLE[UNITS_TABLE["status"] == "Open"]
PAIR = ("LBR", "GIN")


def beds(column: str = "beds_open", rows: pd.DataFrame = UNITS_TABLE) -> list[int]:
    return [int(rows.loc[rows["iso3"] == country, column].sum()) for country in PAIR]


def between(first: str, last: str, column: str = CASES) -> list[int]:
    return [at(last, country, column) - at(first, country, column) for country in PAIR]


def ratio(above: list, below: list) -> list[float]:
    return [float(a / b) for a, b in zip(above, below, strict=True)]


WEEK = between("2014-12-10", "2014-12-17")
LBR_OPEN = OPEN[OPEN["iso3"] == "LBR"].fillna({"partner": ""})
# by hand, from the names in the column partner
GERMAN, CHINESE, US = "LBR_0022", "LBR_0110", "LBR_0015"
AU_FIRST, AU_LAST = "LBR_0016", "LBR_0020"
WIDE = (GERMAN, CHINESE, US, AU_FIRST, AU_LAST)
MINISTRY = ("LBR_0018", "LBR_0023")
LBR_BEDS = LBR_OPEN.set_index("facility_code")["beds_open"]
ALL_BEDS = int(LBR_BEDS.sum())


def held(*codes: str, of: float = ALL_BEDS) -> float:
    return float(LBR_BEDS[list(codes)].sum() / of)


def both(wide: tuple, of: float = ALL_BEDS) -> list[float]:
    return [held(GERMAN, of=of), held(*wide, of=of)]


def by_partner(words: str) -> float:
    return float(LBR_OPEN.query("partner.str.contains(@words)")["beds_open"].sum() / ALL_BEDS)


# --- months (q8) ------------------------------------------------------------------------------

MONTHS = pd.period_range("2014-07", "2015-03", freq="M")


def new(country: str, months: pd.PeriodIndex = MONTHS, column: str = CASES,
        highest: bool = True) -> list[int]:
    rows = REPORTS[REPORTS["iso3"] == country]
    values = rows[column].cummax() if highest else rows[column]
    values.index = pd.PeriodIndex(rows["report_date"], freq="M")
    last = values.groupby(level=0).last()
    return [int(last[month] - last[month - 1]) for month in months]


def so_far(country: str) -> list[int]:
    rows = REPORTS[REPORTS["iso3"] == country]
    return [int(rows.loc[rows["report_date"] <= f"{month}-31", CASES].max()) for month in MONTHS]


def drawn(*lines: list, kind: str = "plot", start: float | None = 0, label: str = "New cases",
          scale: float = 1):
    """Return a function that draws the lines over numbered months."""
    def draw():
        fig, ax = plt.subplots()
        for line in lines:
            getattr(ax, kind)(range(len(line)), [scale * value for value in line])
        if start is not None:
            ax.set_ylim(bottom=start)
        ax.set_xlabel("Month")
        ax.set_ylabel(label)
        return ax
    return draw


def by_dates():
    fig, ax = plt.subplots()
    days = MONTHS.to_timestamp()
    for country in THREE:
        ax.plot(days, new(country), marker="o", label=country)
    ax.axvline(pd.Timestamp("2014-12-15"), color="grey")
    ax.set(ylim=(0, 3500), ylabel="People newly reported")
    ax.legend()
    return ax


def by_pandas():
    frame = pd.DataFrame({country: new(country) for country in THREE}, index=MONTHS.to_timestamp())
    ax = frame.plot(style=["-", "--", ":"], ylim=(0, None))
    ax.set_ylabel("New reported cases (people)")
    return ax


def grouped_bars():
    fig, ax = plt.subplots()
    for place, country in enumerate(THREE):
        ax.bar(np.arange(9) + place / 4, new(country), width=0.25)
    ax.set_xlabel("Month")
    ax.set_ylabel("Cases")
    return fig


def two_axes():
    fig, ax = plt.subplots()
    for country in THREE:
        ax.plot(new(country))
    ax.set_ylim(bottom=0)
    ax.set_ylabel("New cases")
    ax.twinx().plot([0, 5], [150, 3000])
    return ax


ALL_LINES = [new(country) for country in THREE]

# --- what is tried ----------------------------------------------------------------------------

TEXT = (
    "The tables support speed in Haiti, where 17,000 US personnel were there 14 days after the "
    "earthquake of 2010, by the table of milestones. For Liberia they support it less: 90 days "
    "passed from the promise of September 2014 to the deployment of 3,000, and by then 72 per "
    "cent of the cases of the WHO reports were known. Against me speaks that Liberia had almost "
    "twelve open beds for each new case in December 2014 and Guinea two. Who built them the "
    "table of units does not say, since each donor is blank, which may hide a large American "
    "part. Effect is therefore open, and what communities did is a rival cause. Recovery in "
    "Haiti got 37 per cent. Goodwill is in no table; a survey before and after would test it."
)

ROUTES = {
    "q1": [
        since(DEPLOYED),
        (day_of("us_military_personnel", 3000) - day_of("us_announcement_max_personnel",
                                                        3000)).days,
        np.float64(np.busday_count("2014-09-16", "2014-12-15", weekmask="1111111")),
        pd.Series(pd.to_datetime(["2014-09-16", "2014-12-15"])).diff().dt.days.iloc[1],
    ],
    "q2": [
        sum(difference != 0 for difference in OFF),
        len(TOTALS.query("cases_reported != cases_sum")),
        np.count_nonzero(np.subtract(PRINTED, SUMS)),
    ],
    "q3": [
        share("2014-12-15"),
        round(LIBERIA_RUNNING["2014-12-10"] / LIBERIA_RUNNING.iloc[-1], 4),
        np.float64(7719) / 10678,
    ],
    "q4": [
        came(RECOVERY),
        round(came(spelt("EARLY RECOVERY", "Early Recovery", "Early Recovery and Livelihoods")), 4),
        np.average(RECOVERY["funding"] / RECOVERY["requirements"],
                   weights=RECOVERY["requirements"]),
    ],
    "q5": [
        ratio(beds(), WEEK),
        np.array(ratio(beds(rows=OPEN), WEEK)).round(2),
        (910 / 78, 240 / 124),
        pd.Series({"LBR": 910 / 78, "GIN": 240 / 124}),
    ],
    "q6": [
        both(WIDE),
        [by_partner("German"), by_partner("German|Chinese|USPHS|AU")],
        np.round([held(GERMAN), held(*WIDE)], 3),
    ],
    "q7": ["c", "C", " (c) "],
    "q8": [
        drawn(*ALL_LINES),
        drawn(*reversed(ALL_LINES), kind="scatter"),
        by_dates,
        by_pandas,
        grouped_bars,
    ],
    "q9": [TEXT, f"\n{TEXT}\n", TEXT.replace("Haiti", "that country")],
}

MISTAKES = {
    "q1": [
        (0, "is an announcement"),
        (since(date(2014, 9, 30)), "first 150"),
        ((date(2010, 1, 26) - date(2010, 1, 12)).days, "17,000 in Haiti"),
        (since(date(2014, 10, 5)), "row with 400"),
        (since(day_of("monrovia_medical_unit_opens", 25)), "field hospital opened"),
        (since(day_of("planned_treatment_units", 10)), "smaller plan"),
        (since(day_of("treatment_units_completed", 8)), "8 finished units"),
        (since(day_of("us_military_personnel", 1300)), "shrinking"),
        (len(pd.date_range(ANNOUNCED, DEPLOYED)), "Monday to the Tuesday"),
        ((DEPLOYED - date(2014, 9, 30)).days, "first row of Liberia"),
        ((ANNOUNCED - DEPLOYED).days, "from the later"),
    ],
    "q2": [
        (TOTALS["mismatch"].sum(), "only the deaths disagree"),
        (sum(difference > 0 for difference in OFF), "also be too low"),
        (sum(difference < 0 for difference in OFF), "both directions"),
        (len(TOTALS.query("deaths_reported != deaths_sum")), "or the deaths"),
        (OFF.count(0), "without a misprint"),
        (sum(b < a for a, b in zip(PRINTED, PRINTED[1:], strict=False)), "another sign"),
        (REPORTS["cases_fall"].sum(), "falls of a country"),
        (sum(map(abs, OFF)), "how much they are off"),
        (sum(OFF), "cancel out"),
        (max(map(abs, OFF)), "worst of them"),
    ],
    "q3": [
        (share("2014-12-17"), "after the 15th"),
        (share("2014-12-03"), "later report"),
        (LATEST[LATEST.index <= "2014-12-15"].sum() / LATEST.sum(), "Running totals added up"),
        (share("2014-12-31"), "end of December"),
        (share("2014-09-16"), "day of the promise"),
        (share("2014-12-10") - share("2014-09-16"), "before the announcement"),
        (1 - share("2014-12-15"), "came after"),
        (at("2014-12-15") / at("2015-05-09"), "May 2015"),
        (at("2014-12-15") / LIBERIA_RUNNING.max(), "corrected later"),
        (share("2014-12-15", column=DEATHS), "took deaths"),
        (sum(at("2014-12-15", c) for c in THREE) / sum(at(LAST, c) for c in THREE),
         "Liberia alone"),
        (at("2014-12-15") / sum(at("2014-12-15", c) for c in THREE), "own last total"),
        (share("2014-12-15", "SLE"), "code is LBR"),
        (share("2014-12-15", "GIN"), "code is LBR"),
        (at("2014-12-15"), "number of cases"),
        (at(LAST) / at("2014-12-15"), "part by the whole"),
    ],
    "q4": [
        (np.mean([40, 23, 34, 18]) / 100, "Mean of percentages"),
        (SHARES.mean(), "Mean of shares"),
        (came(RECOVERY[RECOVERY["year"] < 2016]), "spelt in 2016"),
        (came(RECOVERY[RECOVERY["cluster"].str.contains("Recovery")]), "two large appeals"),
        (came(spelt("EARLY RECOVERY", "Early Recovery")), "goes on after Recovery"),
        (came(spelt("Early Recovery")), "found one row"),
        (BY_YEAR["funding"][2010] / BY_YEAR["requirements"][2010], "four appeals together"),
        (np.median([40, 23, 34, 18]) / 100, "middle of four percentages"),
        (SHARES.median(), "middle of four shares"),
        (came(FIELDS), "not chosen the field"),
        (came(whole("haiti_clusters")), "money without a field"),
        (RECOVERY["funding"].sum() / whole("haiti_clusters")["funding"].sum(),
         "part of all money"),
        (1 / came(RECOVERY), "what came by what was asked"),
        (1 - came(RECOVERY), "never came"),
        (RECOVERY["funding"].sum(), "sum of dollars"),
    ],
    "q5": [
        (ratio(beds("beds_planned"), WEEK), "takes nobody in"),
        (ratio(beds("beds_planned", OPEN), WEEK), "fewer beds open than planned"),
        (ratio(beds(), between("2014-12-03", "2014-12-10")), "between 3 and 10"),
        (ratio(beds(), between("2014-12-10", "2014-12-24")), "ends with the report of 17"),
        (ratio(beds(), between("2014-12-17", "2014-12-24")), "between 17 and 24"),
        (ratio(beds(), [at("2014-12-17", c) for c in PAIR]), "ever reported"),
        (ratio(WEEK, beds()), "for each bed"),
        (ratio(beds(), between("2014-12-10", "2014-12-17", DEATHS)), "new deaths"),
        (ratio([16, 4], WEEK), "counted open units"),
        (beds(), "Divide them"),
        (ratio(beds(), WEEK)[::-1], "another order"),
        ([910 / 78, 1.0], "The first number is right"),
    ],
    "q6": [
        (both((CHINESE, US, AU_FIRST, AU_LAST)), "in addition to the narrow"),
        (both((GERMAN, CHINESE, US)), "The rule counts them"),
        (both((GERMAN, CHINESE, US, AU_FIRST)), "once first, once last"),
        (both((GERMAN, CHINESE, AU_FIRST, AU_LAST)), "counts USPHS"),
        (both((GERMAN, US, AU_FIRST, AU_LAST)), "counts the Chinese team"),
        (both((*WIDE, *MINISTRY)), "ministry of health"),
        ([1 / 16, 5 / 16], "counted units"),
        (both(WIDE, beds("beds_planned")[0]), "above and below"),
        (both(WIDE, beds("beds_planned", OPEN)[0]), "than planned"),
        (both(WIDE, UNITS_TABLE["beds_open"].sum()), "Liberia's open beds alone"),
        (both(WIDE, OPEN["beds_open"].sum()), "Liberia's open beds alone"),
        ([100 * held(GERMAN), 100 * held(*WIDE)], "between 0 and 1"),
        ([held(GERMAN, of=1), held(*WIDE, of=1)], "Those are beds"),
    ],
    "q7": [("a", "need met"), ("b", "only the public"), ("d", "before")],
    "q8": [
        (drawn(*map(so_far, THREE)), "number so far"),
        (drawn(*(new(c, highest=False) for c in THREE)), "highest so far"),
        (drawn(*(new(c, column=DEATHS) for c in THREE)), "drew deaths"),
        (drawn(*(new(c, MONTHS - 1) for c in THREE)), "starts with June"),
        (drawn(*(new(c, MONTHS[:6]) for c in THREE)), "after December"),
        (drawn(*(new(c, pd.period_range("2014-04", "2016-04", freq="M")) for c in THREE)),
         "All months"),
        (drawn(*(new(c, MONTHS[1:]) for c in THREE)), "Subtract first"),
        (drawn([sum(month) for month in zip(*ALL_LINES, strict=True)]), "for each country"),
        (drawn(ALL_LINES[0]), "1 of the 3 series"),
        (drawn(*ALL_LINES, label=""), "Label the axis"),
        (drawn(*ALL_LINES, start=50), "begin at 0"),
        (two_axes, "Two y axes"),
    ],
    "q9": [
        ("Too late.", "2 words"),
        (" ".join(TEXT.split()[:60]), "100 to 150"),
        (f"{TEXT} {TEXT}", "100 to 150"),
        ("word " * 120, "no number among them"),
    ],
}

UNITS = {
    "q1": [(since(DEPLOYED) / 30, "months"), (since(DEPLOYED) / 7, "weeks"),
           (since(DEPLOYED) * 24, "hours"), (DEPLOYED - ANNOUNCED, "Give one number")],
    "q2": [("5", "This is text")],
    "q3": [(100 * share("2014-12-15"), "looks like a percentage"),
           (float("nan"), "not a number")],
    "q4": [(100 * came(RECOVERY), "looks like a percentage")],
    "q5": [(910 / 78, "This is one number"), ({1.0, 2.0}, "no order"),
           ([11.7, 1.9, 1.0], "You gave 3 numbers")],
    "q6": [(held(GERMAN), "This is one number")],
    "q7": [("e", "The letters are"), (3, "one letter")],
    "q8": [([1, 2, 3], "panel that you drew")],
    "q9": [(12, "Write a text")],
}

UNKNOWN = {"q1": 44, "q2": 42, "q3": 0.4321, "q4": 0.4321}
