"""Recomputes the marks of this example from its tables with fractions, apart from the program: prints published.csv."""
import csv
import math
from datetime import date
from fractions import Fraction as F
from pathlib import Path

DATA = Path(__file__).parent / "data"
CLASSES = ["Ⅰ类", "Ⅱ类", "Ⅲ类", "Ⅳ类", "Ⅴ类", "劣Ⅴ类"]


def table(name):
    with open(DATA / name, encoding="utf-8") as file:
        return list(csv.DictReader(file))


def of(rows, county):
    return [row for row in rows if row["县区代码"] == county["县区代码"]]


def rounded(value):
    return F(math.floor(abs(value) * 100 + F(1, 2)), 100) * (1 if value >= 0 else -1)


def between(value, low, high, full):
    return full * min(max((value - low) / (high - low), F(0)), F(1))


def rank(value, all_values, high_first):
    return 1 + sum(1 for other in all_values if (other > value if high_first else other < value))


counties, sections, months = table("counties.csv"), table("sections.csv"), table("monthly.csv")
issues, events, honors = table("issues.csv"), table("events.csv"), table("honors.csv")


def month_mark(row):
    peers = [F(other["水质指数"]) for other in months if other["月份"] == row["月份"] and other["水质指数"]]
    return max(8 - (rank(F(row["水质指数"]), peers, False) - 1) * F(1, 2), F(0))


def marks(county):
    plain = county["类型"] == "平原"
    own = of(sections, county)
    worst = max(CLASSES.index(row["本年类别"]) for row in own if row["是否出境"] == "是")
    monthly = [month_mark(row) for row in of(months, county) if row["水质指数"]]
    problems = of(issues, county)
    in_time = [row for row in problems if row["销号日"] and date.fromisoformat(row["销号日"]) <= date.fromisoformat(row["整改期限"])]
    rates = [F(other["满意率"]) for other in counties if other["类型"] == county["类型"]]
    spread = max(rates) - min(rates)
    water = 12 if plain else 10
    sewage = F(county["污水处理率"])
    result = {
        "A11": min(F(sum(CLASSES.index(row["本年类别"]) <= CLASSES.index(row["目标类别"]) for row in own), len(own)), F(1)) * 12,
        "A12": [10, 10, 8, 4, 0, 0][worst],
        "A13": sum(monthly) / len(monthly),
        "A21": max(F(0), water - max(0, math.ceil(100 - F(county["水源达标率"])))),
        "A22": between(F(county["感官优良率"]), F(60), F(90), F(8)) if plain else None,
        "A23": None if plain else between(F(county["生态流量达标率"]), F(70), F(100), F(10)),
        "B11": min(F(county["完成投资"]) / F(county["计划投资"]), F(1)) * 10,
        "B12": 8 if sewage >= 95 else 5 if sewage >= 90 else 2 if sewage >= 85 else 0,
        "B21": max(F(0), 8 - (1 - F(len(in_time), len(problems))) * 100 * F(4, 10)),
        "B22": min(F(county["巡河率"]) / 100, F(1)) * 4,
        "C1": (60 + 40 * (F(county["满意率"]) - min(rates)) / spread) / 100 * 12 if spread else 12,
        "C2": min(F(county["报送信息"]) * F(4, 10), F(8)),
    }
    return {code: None if mark is None else rounded(F(mark)) for code, mark in result.items()}


def bonus(county):
    best = {}
    for row in of(honors, county):
        worth = {"国家级": F(2), "省级": F(1), "市级": F(1, 2)}[row["级别"]]
        best[row["事项编号"]] = max(best.get(row["事项编号"], F(0)), worth)
    steps = sum(max(CLASSES.index(row["上年类别"]) - CLASSES.index(row["本年类别"]), 0) for row in of(sections, county))
    return min(sum(best.values(), F(0)) + F(steps, 2), F(3))


def happened(county, kind):
    return any(row["类别"] == kind and row["查实"] == "是" for row in of(events, county))


def graded():
    rows = []
    for county in counties:
        own = marks(county)
        head = {h: sum(mark for code, mark in own.items() if code.startswith(h) and mark is not None) for h in "ABC"}
        minus = sum(row["类别"] == "通报批评" and row["查实"] == "是" for row in of(events, county))
        rows.append({"county": county, "marks": own, "heads": head, "total": sum(head.values()) + bonus(county) - minus})
    full = {"A": 50, "B": 30, "C": 20}
    rates = [F(other["满意率"]) for other in counties]
    for row in rows:
        county, own = row["county"], of(sections, row["county"])
        if any(s["本年类别"] == "劣Ⅴ类" and s["上年类别"] != "劣Ⅴ类" for s in own) or happened(county, "弄虚作假"):
            row["grade"] = "不合格"
            continue
        fit = (
            all(CLASSES.index(s["本年类别"]) <= CLASSES.index(s["目标类别"]) for s in own)
            and not happened(county, "突发环境事件")
            and (F(county["满意率"]) >= F(county["上年满意率"]) or rank(F(county["满意率"]), rates, True) <= 3)
        )
        short = any(row["heads"][h] / full[h] < F(6, 10) for h in "ABC")
        row["excellent"] = row["total"] >= 90 and fit and not short
        row["grade"] = (
            "良好" if row["total"] >= 80 and not short else "合格" if row["total"] >= 60 else "不合格"
        )
    for kind in ["平原", "山区"]:
        group = [row for row in rows if row["county"]["类型"] == kind]
        places = math.floor(F(3, 10) * len(group) + F(1, 2))
        able = sorted((row for row in group if row.get("excellent")), key=lambda row: -row["total"])
        for row in able[:places]:
            row["grade"] = "优秀"
    return rows


if __name__ == "__main__":
    rows = graded()
    codes = list(rows[0]["marks"])
    print(",".join(["县区代码", *codes, "A", "B", "C", "总分", "等次"]))
    for row in rows:
        cells = ["" if row["marks"][code] is None else f"{float(row['marks'][code]):.2f}" for code in codes]
        print(",".join([row["county"]["县区代码"], *cells, *(f"{float(v):.2f}" for v in row["heads"].values()), f"{float(row['total']):.2f}", row["grade"]]))
