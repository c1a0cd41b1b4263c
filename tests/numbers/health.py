"""Every number that the questions on health show, computed anew from the tables.

Written with the csv module, not with pandas. Later additions to the page go in here.
"""


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

TYPED = {
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
