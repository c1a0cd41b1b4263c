"""Every number that the page and questions on health show, computed anew from the tables.

Written with the csv module, not with pandas. GLUED holds what
the page glues; TYPED what stands typed in alternative texts, hints and questions.
"""


from datetime import date, timedelta

from numbers_from import column, rows

cases, deaths, highest = {}, {}, {}  # Liberia: by report, by report, by month
for row in sorted(rows("ebola_reports"), key=lambda row: row["report_date"]):
    if row["iso3"] == "LBR":
        day, count = row["report_date"], int(row["cumulative_cases"])
        cases[day], deaths[day] = count, int(row["cumulative_deaths"])
        highest[day[:7]] = max(count, *highest.values(), 0)
months = sorted(highest)
new = {month: highest[month] - highest[before] for before, month in zip(months, months[1:])}

jump = cases["2014-10-29"] - cases["2014-10-25"]
open_units = [
    row for row in rows("ebola_treatment_units") if (row["iso3"], row["status"]) == ("LBR", "Open")
]
assert not any(row["lead_donor"] for row in open_units)  # "the column of donors is blank"
milestones = {
    row["event"]: float(row["value"])
    for row in rows("relief_milestones")
    if row["iso3"] == "LBR" and row["value"]
}
assert milestones["treatment_units_completed"] == 8  # these two stand in a text that cites
assert milestones["planned_treatment_units"] == 10
liberia, ivory, pakistan = (
    column("health", code, "year", "mcv1") for code in ("LBR", "CIV", "PAK")
)
fall, fall_next_door = liberia[2013] - liberia[2014], ivory[2013] - ivory[2014]


def totals(code, what):
    """The highest total so far of `what` on each report's day, later report of a day kept."""
    by_day = {}
    for row in rows("ebola_reports"):
        if row["iso3"] == code:
            day = date.fromisoformat(row["report_date"])
            kept = by_day.get(day)
            if kept is None or int(row["source_row"]) < kept[0]:
                by_day[day] = int(row["source_row"]), int(row[f"cumulative_{what}"])
    return {day: total for day, (_, total) in sorted(by_day.items())}


def growth(by_day, bin_of):
    """New ones by bin, from the highest total so far; bins without a report have none."""
    so_far, ends = 0, {}
    for day, total in by_day.items():
        so_far = max(so_far, total)
        ends[bin_of(day)] = so_far
    bins = sorted(ends)
    return {later: ends[later] - ends[before] for before, later in zip(bins, bins[1:])}


def month(day):
    return day.replace(day=1)


def fortnight(day):
    start = date(2014, 3, 25)  # the first report
    return start + timedelta(days=(day - start).days // 14 * 14)


lbr = totals("LBR", "cases")
less_jump = {
    day: total - jump if day >= date(2014, 10, 29) else total for day, total in lbr.items()
}
by_fortnight = {code: growth(totals(code, "cases"), fortnight) for code in ("LBR", "SLE", "GIN")}
died = {code: growth(totals(code, "deaths"), month) for code in ("LBR", "SLE", "GIN")}
peaks = [
    max(series, key=series.get)
    for by_day in (lbr, less_jump, totals("LBR", "deaths"))
    for series in (growth(by_day, month), growth(by_day, fortnight))
]
highest_bars = {code: max(bars.values()) for code, bars in by_fortnight.items()}
assert max(by_fortnight["SLE"], key=by_fortnight["SLE"].get) == date(2014, 10, 21)
assert max(by_fortnight["LBR"], key=by_fortnight["LBR"].get) == date(2014, 10, 21)
rise = [count for day, count in by_fortnight["LBR"].items() if day < date(2014, 10, 21)]
assert max(rise) == by_fortnight["LBR"][date(2014, 9, 9)]  # "rises to"
assert max(died["GIN"].values()) < 400  # "Guinea stays below 400"
monthly = growth(lbr, month)
assert {f"{day:%Y-%m}": count for day, count in monthly.items()} == new

force = [
    float(row["value"])
    for row in sorted(rows("relief_milestones"), key=lambda row: row["date"])
    if (row["iso3"], row["event"]) == ("LBR", "us_military_personnel")
]


def beds(word):
    return sum(int(row["beds_open"]) for row in open_units if word in row["partner"])


all_beds = sum(int(row["beds_open"]) for row in open_units)
named = {word: beds(word) for word in ("MoH", "Chinese", "German", "USPHS")}
leone, guinea = (column("health", code, "year", "mcv1") for code in ("SLE", "GIN"))
dtp = column("health", "PAK", "year", "dtp3")


def words(day):
    return f"{day.day} {day:%B}"


GLUED = {
    **{
        f"cases_{name}": f"{new[when]:,}"
        for name, when in {
            "august": "2014-08",
            "september": "2014-09",
            "december": "2014-12",
            "april": "2015-04",
        }.items()
    },
    "cases_tail": f"{sum(new[f'2015-0{n}'] for n in (1, 2, 3, 4)):,}",
    "cases_fall": f"{100 * (1 - new['2014-12'] / new['2014-09']):.0f}",
    "jump": f"{jump:,}",
    "peak_first": words(min(peaks)),
    "peak_last": words(max(peaks)),
    "peak_month_with": f"{peaks[0]:%B}",
    "peak_month_without": f"{peaks[2]:%B}",
    "troops_december": f"{max(force):,.0f}",
    "units_done": f"{milestones['treatment_units_completed']:.0f}",
    "units_planned": f"{milestones['planned_treatment_units']:.0f}",
    "beds_open": f"{all_beds}",
    "units_open": f"{len(open_units)}",
    "beds_ministry": f"{named['MoH']}",
    "fortnight_december": f"{by_fortnight['LBR'][date(2014, 12, 16)]}",
    "measles_liberia": f"{liberia[2013] - liberia[2014]:.0f}",
    "measles_ivory": f"{ivory[2013] - ivory[2014]:.0f}",
    "pakistan_2011": f"{pakistan[2011]:.0f}",
    "pakistan_2012": f"{pakistan[2012]:.0f}",
}

TYPED = {
    "fig-ebola-curves": {
        f"{by_fortnight['LBR'][date(2014, 9, 9)]:,}",
        *(f"{bar:,}" for bar in highest_bars.values()),
    },
    "fig-ebola-deaths": {
        f"{died['LBR'][date(2014, 9, 1)]:,}",
        *(f"{died['SLE'][date(2014, n, 1)]:,}" for n in (10, 11, 12)),
        "400",  # a limit, held by an assertion above
    },
    "fig-liberia-force": {
        f"{by_fortnight['LBR'][date(2014, 9, 9)]:,}",
        f"{highest_bars['LBR']:,}",
        f"{by_fortnight['LBR'][date(2014, 12, 2)]}",
        *(f"{number:,.0f}" for number in force),
        f"{milestones['treatment_units_completed']:.0f}",
        f"{milestones['planned_treatment_units']:.0f}",
    },
    "fig-liberia-beds": {
        *(f"{number}" for number in named.values()),
        f"{all_beds - sum(named.values())}",
    },
    "fig-measles": {
        *(f"{liberia[year]:.0f}" for year in (2013, 2014, 2016)),
        *(f"{ivory[year]:.0f}" for year in (2013, 2014, 2016)),
        *(f"{series[year]:.0f}" for series in (leone, guinea) for year in (2013, 2014, 2015)),
    },
    "fig-pakistan-vaccination": {
        f"{series[year]:.0f}" for series in (pakistan, dtp) for year in (2011, 2012, 2018)
    },
    "prose": {
        f"{milestones['treatment_units_completed']:.0f}",
        f"{milestones['planned_treatment_units']:.0f}",
    },
    "questions": {
        # jump-of-october
        f"{cases['2014-10-25']:,}",
        f"{cases['2014-10-29']:,}",
        f"{deaths['2014-10-25']:,}",
        f"{deaths['2014-10-29']:,}",
        f"{jump:,}",
        f"{deaths['2014-10-25'] - deaths['2014-10-29']}",
        # curve-to-the-end
        f"{new['2014-08']:,}",
        f"{new['2014-09']:,}",
        f"{new['2014-10']:,}",
        f"{new['2014-11']:,}",
        f"{new['2014-12']}",
        f"{new['2015-01']}",
        f"{new['2015-02']}",
        f"{new['2015-03']}",
        f"{new['2015-04']}",
        f"{new['2014-10'] - jump:,}",
        # beds-and-cases
        f"{len(open_units)}",
        f"{sum(int(row['beds_open']) for row in open_units)}",
        # measles-next-door
        f"{liberia[2013]:.0f}",
        f"{liberia[2014]:.0f}",
        f"{ivory[2013]:.0f}",
        f"{ivory[2014]:.0f}",
        f"{fall:.0f}",
        f"{fall_next_door:.0f}",
        f"{fall - fall_next_door:.0f}",
        # vaccine-ruse
        f"{pakistan[2011]:.0f}",
        f"{pakistan[2012]:.0f}",
    },
}
