"""Every number that book/attaches.md and its questions show, computed anew from the tables.

Written with the csv module, not with pandas. GLUED holds what the page glues, key by key,
as shown; TYPED what stands typed in alternative texts, in the text and in questions.
"""

from numbers_from import column, rows

troops = {}  # year: {host: soldiers, or None where the figure is blank}
for row in rows("us_troops"):
    soldiers = float(row["active_duty"]) if row["active_duty"] else None
    troops.setdefault(int(row["year"]), {})[row["iso3"]] = soldiers


def hosts(year, least, most=10**9):
    """How many hosts had from `least` to `most` soldiers."""
    return sum(n is not None and least <= n <= most for n in troops[year].values())


reported = sorted(n for n in troops[2024].values() if n is not None)
half = len(reported) // 2
median = (reported[half] + reported[~half]) / 2
blank = len(troops[2024]) - len(reported)
years = [year for year in troops if hosts(year, 1)]
small = {year: hosts(year, 1, 20) for year in years}
share = {year: 100 * small[year] / hosts(year, 1) for year in years}

meetings = {}  # (country, year): {partner: exercises}
for row in rows("exercise_pairs"):
    for one, other in ((row["iso3_a"], row["iso3_b"]), (row["iso3_b"], row["iso3_a"])):
        meetings.setdefault((one, int(row["year"])), {})[other] = int(row["exercises"])


def partners(country, year, among=None):
    met = set(meetings.get((country, year), ()))
    return len(met if among is None else met & among)


# the capitals as the answer of 29 April 1998 names them, where the table of countries differs
OTHER_SPELLING = {
    "Berne": "CHE", "Bonn": "DEU", "Damascas": "SYR", "Guatemala City": "GTM", "The Hague": "NLD",
    "Kiev": "UKR", "Kuwait City": "KWT", "Mexico City": "MEX", "Peking": "CHN", "Tel Aviv": "ISR",
    "Washington": "USA", "Brasilia": "BRA", "Bogota": "COL", "Belgrade": "YUG",
}
CAPITALS = """Abu Dhabi, Accra, Amman, Ankara, Athens, Bangkok, Beirut, Belgrade, Berne, Bogota,
Bonn, Brasilia, Bratislava, Bridgetown, Brussels, Bucharest, Budapest, Buenos Aires, Cairo,
Canberra, Caracas, Colombo, Copenhagen, Damascas, Dhaka, Doha, Dublin, Guatemala City, The Hague,
Harare, Helsinki, Islamabad, Jakarta, Kampala, Kathmandu, Kiev, Kingston, Kuala Lumpur,
Kuwait City, Lisbon, Madrid, Manila, Mexico City, Moscow, Muscat, Nairobi, New Delhi, Nicosia,
Oslo, Ottawa, Paris, Peking, Prague, Pretoria, Rabat, Riga, Riyadh, Rome, Santiago, Seoul,
Singapore, Sofia, Stockholm, Tel Aviv, Tokyo, Vienna, Warsaw, Washington, Wellington, Zagreb"""
country_of = {
    r["capital"]: r["iso3"]
    for r in rows("countries")
    if r["kind"] == "country" and r["iso3"] != "NFK"  # its capital is another Kingston
}
country_of |= OTHER_SPELLING
posts = {country_of[" ".join(name.split())] for name in CAPITALS.split(",")}
assert len(posts) == 70
states = set(troops[1998]) - {"GBR"}
groups = {"with": states & posts, "without": states - posts}


def exercised(group, year):
    among = groups[group]
    return f"{100 * partners('GBR', year, among) / len(among):.0f}"


closed = {"ALB", "HRV", "GTM", "IRL", "MKD", "SVK", "THA"}


def exercises(first, last, in_closed):
    return sum(
        number
        for year in range(first, last + 1)
        for partner, number in meetings[("GBR", year)].items()
        if (partner in closed) == in_closed
    )


limits = {most: hosts(2024, 1, most) for most in (10, 20, 50, 100)}

GLUED = {
    "soldiers_somalia_2024": f"{troops[2024]['SOM']:.0f}",
    "soldiers_benin_2024": f"{troops[2024]['BEN']:.0f}",
    "soldiers_namibia_2024": f"{troops[2024]['NAM']:.0f}",
    "reported_2024": str(len(reported)),
    "small_2024": str(small[2024]),
    "small_1950": str(small[1950]),
    "large_1965": str(hosts(1965, 1001)),
    "large_2025": str(hosts(2025, 1001)),
    "median_2024": f"{median:.0f}",
    "ledger_lowest": str(min(limits.values())),
    "ledger_highest": str(max(limits.values()) + blank),
    "ledger_ten": str(limits[10]),
    "ledger_twenty": str(limits[20]),
    "partners_1980": str(partners("USA", 1980)),
    "partners_2010": str(partners("USA", 2010)),
    "india_1998": str(sum(meetings[("IND", 1998)].values())),
    "states_compared": str(len(states)),
    "states_with_post": str(len(groups["with"])),
    "states_without": str(len(groups["without"])),
    "share_with_1980": exercised("with", 1980),
    "share_with_2010": exercised("with", 2010),
    "share_without_1980": exercised("without", 1980),
    "share_without_2010": exercised("without", 2010),
    "closed_before": str(exercises(2005, 2007, True)),
    "closed_after": str(exercises(2008, 2010, True)),
    "elsewhere_before": str(exercises(2005, 2007, False)),
    "elsewhere_after": str(exercises(2008, 2010, False)),
}
assert not meetings.get(("IND", 1997)) and not meetings.get(("IND", 1999))

kinds = {
    int(row["year"]): (int(row["exercises"]), int(row["with_us"]))
    for row in rows("exercise_kinds")
    if row["kind"] == "all"
}


def share_with_us(year):
    every, with_us = kinds[year]
    return f"{100 * with_us / every:.0f}"


building = column("us_construction", "DJI", "year", "spending")
middle = [hosts(year, 21, 100) for year in years]
peak = max(range(1980, 2011), key=lambda year: partners("GBR", year, groups["with"]))
assert peak == 2002
assert max(small, key=small.get) == 2008 and max(share, key=share.get) == 2008
assert min(share, key=share.get) == 1956
assert max(range(1980, 2011), key=lambda year: partners("USA", year)) == 2008
assert max(partners("USA", year) for year in range(1980, 1994)) < 50
assert [year for year in range(1980, 1999) if partners("CHN", year)] == [1986]
assert partners("CHN", 1986) == 1  # the test for typed numbers passes over it

TYPED = {
    "fig-attaches-sizes": {
        "20",  # the limits of the classes
        "21",
        "100",
        "1,000",
        "101",
        str(small[1950]),
        str(small[2008]),
        str(small[2025]),
        str(min(middle)),
        str(max(middle)),
        str(hosts(1965, 1001)),
        str(hosts(2025, 1001)),
        str(hosts(2025, 101, 1000)),
    },
    "fig-attaches-share": {
        f"{share[1950]:.0f}",
        f"{share[1956]:.0f}",
        "50",  # the half that the line passes
        f"{share[2008]:.0f}",
        f"{share[2025]:.0f}",
    },
    "fig-attaches-exercises": {
        str(partners("USA", 1980)),
        "50",  # a bound, held above
        str(partners("USA", 1996)),
        str(partners("USA", 1999)),
        str(partners("USA", 2008)),
        str(partners("USA", 2010)),
    },
    "fig-attaches-larger": {
        str(partners("USA", 1980)),
        str(partners("USA", 2010)),
        str(kinds[1980][1]),
        str(max(with_us for _, with_us in kinds.values())),
        str(kinds[2010][1]),
    },
    "fig-attaches-britain": {
        exercised("with", 1980),
        exercised("with", 2010),
        exercised("with", peak),
        exercised("without", 2010),
        max(exercised("without", year) for year in range(1980, 1992)),
    },
    "prose": {"20"},  # limits of a class, in captions
    "questions": {
        # stand-in
        str(kinds[1980][1]),
        str(kinds[2004][1]),
        share_with_us(1980),
        share_with_us(2004),
        # djibouti
        *(f"{troops[year]['DJI']:,.0f}" for year in (2017, 2018, 2019)),
        *(f"{building[year] / 1000:.1f}" for year in (2016, 2018)),
    },
}
