#!/usr/bin/env python3
"""Writes data/units.csv (synthetic, by a fixed seed) and, by a reader of its own in fractions, published.csv.

The indicators, their divisors and directions are read from the rows of rules.heng; the method is written out here once
more, step by step on lists of fractions, and shares nothing with heng: no engine, no floats.

    python3 make.py data      writes data/units.csv anew
    python3 make.py results   writes published.csv anew
"""

import csv
import random
import sys
from fractions import Fraction

UNITS = 51
SEED = 20240101


def tree():
    """The 方面 of rules.heng with their parent, and the rows below each."""
    heads, rows, open_heads = [], [], []
    for line in open("rules.heng", encoding="utf-8"):
        line = line.strip()
        if line.startswith("方面 "):
            code = line.split()[1]
            heads.append((code, open_heads[-1] if open_heads else None))
            open_heads.append(code)
        elif line == "}" and open_heads:
            open_heads.pop()
        elif line.count("|") == 4 and not line.startswith("表头"):
            code, _, raw, divisor, direction = (cell.strip() for cell in line.split("|"))
            rows.append((code, open_heads[-1], raw, divisor, direction == "越低越好"))
    return heads, rows


def write_data():
    rng = random.Random(SEED)
    _, rows = tree()
    units = []
    for place in range(UNITS):
        group = ("大", "中", "小")[place % 3]
        size = {"大": 4000, "中": 900, "小": 150}[group]
        units.append({
            "代码": f"U{place + 1:02}", "名称": f"第 {place + 1} 单位", "组别": group,
            "人口": round(size * rng.uniform(0.6, 1.6), 1),
            "产值": round(size * rng.uniform(0.4, 2.4), 2),
            "面积": round(size * rng.uniform(0.3, 3.0), 1),
        })
    for number, (_, _, raw, divisor, _) in enumerate(rows):
        shape = rng.choice(("even", "bell", "long", "outlying"))
        for place, unit in enumerate(units):
            if shape == "even":
                value = rng.uniform(10, 90)
            elif shape == "bell":
                value = sum(rng.uniform(0, 20) for _ in range(6))
            elif shape == "long":
                value = rng.lognormvariate(2, 1.1)
            else:
                value = rng.uniform(20, 40) * (rng.choice((6, 9, 12)) if rng.random() < 0.05 else 1)
            if divisor != "1":
                value *= unit[divisor] / 100
            unit[raw] = "" if rng.random() < 0.03 else f"{value:.3f}"
        if number % 17 == 5:
            # Nobody of a group has it, so that nothing can stand in.
            for unit in units:
                if unit["组别"] == "小":
                    unit[raw] = ""
    with open("data/units.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(units[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(units)


def half_up(value, places):
    """Rounded, halves away from zero."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole if value >= 0 else -whole, 10**places)


def mean(values):
    return sum(values) / len(values) if values else None


def is_fit(values):
    """Skewness below 2 or excess kurtosis below 3.5, as Excel's SKEW and KURT; the skewness by its square."""
    n, middle = len(values), mean(values)
    second, third, fourth = (sum((value - middle) ** power for value in values) for power in (2, 3, 4))
    skewness_squared = Fraction(n * n * (n - 1), (n - 2) ** 2) * third**2 / second**3
    plain = n * fourth / second**2 - 3
    kurtosis = ((n + 1) * plain + 6) * Fraction(n - 1, (n - 2) * (n - 3))
    return skewness_squared < 4 or kurtosis < Fraction(7, 2)


def winsorised(column):
    """A column with its outermost values moved, at most five of them."""
    present = {unit: value for unit, value in column.items() if value is not None}
    high = low = 0
    while len(present) >= 4 and high + low < 5 and len(set(present.values())) > 1 and not is_fit(list(present.values())):
        middle = mean(list(present.values()))
        if sum((value - middle) ** 3 for value in present.values()) >= 0:
            end = max(present.values())
            moved = [unit for unit, value in present.items() if value == end]
            to, high = max(value for value in present.values() if value != end), len(moved)
        else:
            end = min(present.values())
            moved = [unit for unit, value in present.items() if value == end]
            to, low = min(value for value in present.values() if value != end), len(moved)
        present.update(dict.fromkeys(moved, to))
    return {unit: present.get(unit) for unit in column}


def write_results():
    heads, rows = tree()
    with open("data/units.csv", encoding="utf-8") as file:
        units = list(csv.DictReader(file))
    number = lambda cell: Fraction(cell) if cell else None
    marks = {}
    for code, _, raw, divisor, is_lower_better in rows:
        column = {}
        for place, unit in enumerate(units):
            value = number(unit[raw])
            column[place] = None if value is None else half_up(value / (1 if divisor == "1" else number(unit[divisor])), 20)
        groups = {}
        for place, unit in enumerate(units):
            groups.setdefault(unit["组别"], []).append(column[place])
        stands_in = {group: mean([value for value in values if value is not None]) for group, values in groups.items()}
        for place, unit in enumerate(units):
            if column[place] is None:
                column[place] = stands_in[unit["组别"]]
        column = winsorised(column)
        present = [value for value in column.values() if value is not None]
        low, high = min(present), max(present)
        for place, value in column.items():
            share = None if value is None else (value - low) / (high - low)
            marks[code, place] = None if share is None else 100 * (1 - share if is_lower_better else share)
    parts = {head: [code for code, parent, *_ in rows if parent == head] + [code for code, parent in heads if parent == head]
             for head, _ in heads}
    parts["总分"] = [code for code, parent in heads if parent is None]
    for head in [code for code, _ in reversed(heads)] + ["总分"]:
        for place in range(len(units)):
            present = [marks[code, place] for code in parts[head] if marks[code, place] is not None]
            marks[head, place] = mean(present)

    def shown(value, places=10):
        whole = half_up(value, places)
        return f"{whole.numerator * 10**places // whole.denominator // 10**places}.{whole.numerator * 10**places // whole.denominator % 10**places:0{places}}"

    with open("published.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        names = [code for code, *_ in heads]
        writer.writerow(["代码"] + [code for code, *_ in rows] + names + ["总分"] + [f"{name}.位次" for name in names])
        for place, unit in enumerate(units):
            own = [marks[code, place] for code, *_ in rows]
            of_heads = [marks[name, place] for name in names]
            ranks = [1 + sum(marks[name, other] > marks[name, place] for other in range(len(units))) for name in names]
            cells = ["" if mark is None else shown(mark) for mark in own + of_heads + [marks["总分", place]]]
            writer.writerow([unit["代码"]] + cells + ranks)


if __name__ == "__main__":
    {"data": write_data, "results": write_results}[sys.argv[1]]()
