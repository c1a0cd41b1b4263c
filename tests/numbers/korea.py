"""Every number that book/korea.md shows, computed anew from the tables.

Written with the csv module, not with the page's pandas code. GLUED holds what
the page glues, key by key, as shown; TYPED what stands typed in alternative
texts, hints, questions and claims about this page.
"""


from numbers_from import between, column, correlation

troops = column("us_troops", "KOR", "year", "active_duty")
aid_military = column("us_aid", "KOR", "fiscal_year", "military_constant")
aid_economic = column("us_aid", "KOR", "fiscal_year", "economic_constant")
aid_military_nominal = column("us_aid", "KOR", "fiscal_year", "military_nominal")
income = column("income", "KOR", "year", "gdp_per_capita")
score = column("democracy", "KOR", "year", "electoral")
low = column("democracy", "KOR", "year", "electoral_low")
high = column("democracy", "KOR", "year", "electoral_high")
hold = column("military_executive", "KOR", "year", "military_executive_index")
haiti = column("income", "HTI", "year", "gdp_per_capita")
philippines = column("income", "PHL", "year", "gdp_per_capita")
taiwan = column("income", "TWN", "year", "gdp_per_capita")
philippine_troops = column("us_troops", "PHL", "year", "active_duty")


def cut(year):
    return f"{100 * (troops[year - 1] - troops[year]) / troops[year - 1]:.0f}"


def growth(first, last):
    return f"{100 * ((income[last] / income[first]) ** (1 / (last - first)) - 1):.1f}"


def aid_per_head(code):
    total = sum(
        sum(between(column("us_aid", code, "fiscal_year", kind), 1946, 1980))
        for kind in ("military_constant", "economic_constant")
    )
    return f"{1e6 * total / column('income', code, 'year', 'population')[1960]:,.0f}"


def factor(code):
    series = column("income", code, "year", "gdp_per_capita")
    return series[2018] / series[1960]


aid_by_prices = {
    "nominal": (aid_military_nominal, column("us_aid", "KOR", "fiscal_year", "economic_nominal")),
    "constant": (aid_military, aid_economic),
}
aid_shares = [
    100 * sum(between(army, 1946, last)) / sum(between(army, 1946, last) + between(rest, 1946, last))
    for army, rest in aid_by_prices.values()
    for last in (1961, 1980, 2020)
]
years = range(1955, 2025)
after_war = min((n, year) for year, n in troops.items() if year >= 1953)

GLUED = {
    "troops_1953": f"{troops[1953]:,.0f}",
    "troops_1955": f"{troops[1955]:,.0f}",
    "troops_cut_1958": cut(1958),
    "troops_cut_1971": cut(1971),
    "troops_cut_2005": cut(2005),
    "troops_lowest": f"{after_war[0]:,.0f}",
    "troops_lowest_year": str(after_war[1]),
    "troops_1987": f"{troops[1987]:,.0f}",
    "troops_1988": f"{troops[1988]:,.0f}",
    "report_days_since_1953": str(len(between(troops, 1953, 2025))),
    "years_to_1987": str(1987 - 1953),
    "aid_military_1946_1980": f"{sum(between(aid_military, 1946, 1980)) / 1000:.1f}",
    "aid_economic_1946_1980": f"{sum(between(aid_economic, 1946, 1980)) / 1000:.1f}",
    "aid_economic_peak_year": str(max(aid_economic, key=aid_economic.get)),
    "aid_military_peak_year": str(max(aid_military, key=aid_military.get)),
    "aid_military_1950_1955_nominal": f"{sum(between(aid_military_nominal, 1950, 1955)):.0f}",
    "aid_share_lowest": f"{min(aid_shares):.0f}",
    "aid_share_highest": f"{max(aid_shares):.0f}",
    "income_korea_1960": f"{income[1960]:,.0f}",
    "income_korea_2018": f"{income[2018]:,.0f}",
    "income_haiti_1960": f"{haiti[1960]:,.0f}",
    "income_ratio_2018": f"{income[2018] / haiti[2018]:.0f}",
    "growth_1953_1962": growth(1953, 1962),
    "growth_1962_1972": growth(1962, 1972),
    "growth_1972_1987": growth(1972, 1987),
    "aid_economic_1954_1962": f"{sum(between(aid_economic, 1954, 1962)) / 1000:.1f}",
    "aid_economic_1963_1972": f"{sum(between(aid_economic, 1963, 1972)) / 1000:.1f}",
    "aid_economic_1973_1987": f"{sum(between(aid_economic, 1973, 1987)) / 1000:.1f}",
    "aid_per_head_korea": aid_per_head("KOR"),
    "aid_per_head_taiwan": aid_per_head("TWN"),
    "aid_per_head_liberia": aid_per_head("LBR"),
    "growth_factor_korea": f"{factor('KOR'):.1f}",
    "growth_factor_taiwan": f"{factor('TWN'):.1f}",
    "growth_factor_liberia": f"{factor('LBR'):.2f}",
    "democracy_1987": f"{score[1987]:.2f}",
    "democracy_1988": f"{score[1988]:.2f}",
    "democracy_1987_high": f"{high[1987]:.3f}",
    "democracy_1988_low": f"{low[1988]:.3f}",
    "democracy_lowest_since_1993": f"{min(between(score, 1993, 2024)):.2f}",
    "correlation_levels": correlation([(troops[y], score[y]) for y in years]),
    "correlation_changes": correlation(
        [(troops[y] - troops[y - 1], score[y] - score[y - 1]) for y in years[1:]]
    ),
    "military_1987": f"{hold[1987]:.2f}",
    "military_1988": f"{hold[1988]:.2f}",
    "military_1994": f"{hold[1994]:.2f}",
}


def fewest(series, first, last):
    return min(between(series, first, last))


def most(series, first, last):
    return max(between(series, first, last))


TYPED = {
    "fig-korea-troops": {
        f"{troops[1950]:.0f}",
        f"{troops[1953]:,.0f}",
        f"{troops[1955]:,.0f}",
        f"{troops[1970]:,.0f}",
        f"{troops[1971]:,.0f}",
        f"{round(sum(between(troops, 1971, 1990)) / 20, -4):,.0f}",
        f"{troops[2025]:,.0f}",
    },
    "fig-korea-philippines-troops": {
        f"{troops[1955] / 1000:.0f}",
        f"{troops[2025] / 1000:.0f}",
        f"{philippine_troops[1968] / 1000:.0f}",
        f"{sum(between(philippine_troops, 1980, 1989)) / 10_000:.0f}",
    },
    "fig-korea-aid": {
        f"{max(aid_economic.values()) / 1000:.1f}",
        f"{fewest(aid_military, 1955, 1986) / 1000:.1f}",
        f"{max(aid_military.values()) / 1000:.1f}",
    },
    "fig-korea-income": {
        f"{round(income[1946], -2):.0f}",
        f"{income[2018]:,.0f}",
        f"{round(philippines[1946], -3):,.0f}",
        f"{philippines[2018]:,.0f}",
    },
    "fig-korea-income-index": {
        "100",  # the base, by construction
        f"{round(100 * income[2018] / income[1960], -1):,.0f}",
        f"{round(100 * taiwan[2018] / taiwan[1960], -1):,.0f}",
        f"{round(100 * philippines[2018] / philippines[1960], -1):.0f}",
        f"{100 * haiti[2018] / haiti[1960]:.0f}",
    },
    "fig-korea-democracy": {
        f"{fewest(score, 1949, 1986):.2f}",
        f"{most(score, 1949, 1986):.2f}",
        f"{score[1987]:.2f}",
        f"{score[1988]:.2f}",
        f"{fewest(score, 1993, 2024):.1f}",
    },
    "fig-korea-military": {f"{hold[year]:.2f}" for year in (1970, 1988, 1992, 1993)},
    "prose": {"100"},  # the base of the index in try it 2
    "questions": {
        f"{troops[1950]:.0f}",
        f"{troops[1953]:,.0f}",
        f"{aid_military_nominal[1956]:.0f}",
        f"{aid_military_nominal[1972]:.0f}",
        f"{aid_military[1956]:,.0f}",
        f"{aid_military[1972]:,.0f}",
        f"{100 * (aid_military[1972] / aid_military[1956] - 1):.0f}",
        growth(1953, 1962),
        growth(1962, 1972),
        f"{sum(between(aid_economic, 1954, 1962)) / 1000:.1f}",
        f"{sum(between(aid_economic, 1963, 1972)) / 1000:.1f}",
        f"{score[1987]:.2f}",
        f"{low[1987]:.3f}",
        f"{high[1987]:.3f}",
        f"{score[1988]:.2f}",
        f"{low[1988]:.3f}",
        f"{high[1988]:.3f}",
        f"{troops[1987]:,.0f}",
        f"{troops[1988]:,.0f}",
    },
}
