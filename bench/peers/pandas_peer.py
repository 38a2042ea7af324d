#!/usr/bin/env python3
"""同一份规则，用 pandas 手写：pandas_peer.py 数据文件夹 结果.parquet"""

import sys
from pathlib import Path

import numpy as np
import pandas as pd

HEADS = {
    "A": ["A1", "A2", "A3", "A4", "A5"],
    "B": ["B1", "B2", "B3", "B4", "B5", "B6"],
    "C": ["C1", "C2", "C3", "C4", "C5", "C6"],
    "D": ["D1", "D2", "D3", "D4"],
    "E": ["E1", "E2", "E3", "E4", "E5", "E6"],
}


def half_up(values):
    """Two places, a half upwards: no mark is negative."""
    return np.floor(values * 100 + 0.5) / 100


def steps(values: pd.Series, lines: list[float], marks: list[float]) -> np.ndarray:
    """The marks of the highest line that is reached, lines from the lowest; a missing value gets none."""
    table = np.array([0.0, *marks])
    reached = np.searchsorted(lines, values.to_numpy(), side="right")
    return np.where(values.isna(), 0.0, table[reached])


def steps_down(values: pd.Series, lines: list[float], marks: list[float]) -> np.ndarray:
    """The marks of the lowest line that is not exceeded, lines from the lowest."""
    table = np.array([*marks, 0.0])
    exceeded = np.searchsorted(lines, values.to_numpy(), side="left")
    return np.where(values.isna(), 0.0, table[exceeded])


def linear(values: pd.Series, points: list[float], marks: list[float]) -> np.ndarray:
    """Straight lines between the points, flat beyond the ends."""
    return half_up(np.nan_to_num(np.interp(values.to_numpy(), points, marks)))


def min_max(values: pd.Series, kind: pd.Series, full: float) -> pd.Series:
    """The place between the least and the greatest of the type."""
    groups = values.groupby(kind, observed=True)
    low, high = kind.map(groups.min()).astype(float), kind.map(groups.max()).astype(float)
    marks = ((values - low) * full / (high - low)).mask((high == low) & values.notna(), full)
    return half_up(marks.fillna(0.0))


def percent_rank(values: pd.Series, kind: pd.Series, full: float) -> pd.Series:
    """The share of the others of the type that are not better."""
    groups = values.groupby(kind, observed=True)
    count = kind.map(groups.count()).astype(float)
    rank = groups.rank("min", ascending=False)
    return half_up(((count - rank) * full / (count - 1)).fillna(0.0))


def institutions(data: Path) -> pd.DataFrame:
    """The figures of every park that has institutions."""
    table = pd.read_parquet(data / "institutions.parquet")
    staff = table["从业人员"]
    return (
        pd.DataFrame(
            {
                "园区编码": table["园区编码"],
                "营业收入": table["营业收入"],
                "超三千万": table["营业收入"] > 3000,
                "超六千万": table["营业收入"] > 6000,
                "从业人员": staff,
                "人资人员": staff.where(table["机构类别"] == "人力资源服务", 0),
            }
        )
        .groupby("园区编码", sort=False)
        .sum()
    )


def main(data: Path, out: Path) -> None:
    """The whole rule, a column at a time."""
    own = institutions(data)
    x = pd.read_parquet(data / "parks.parquet").drop(columns="县")
    x["类型"] = x["类型"].astype("category")
    x = x.join(own, on="园区编码")
    kind = x["类型"]
    r = pd.DataFrame({"园区编码": x["园区编码"]})
    r["A1"] = steps(x["建筑面积"], [3000, 5000, 8000, 10000], [1, 2, 3, 4])
    r["A2"] = steps(x["专职人员"], [3, 6, 10], [1, 2, 3])
    r["A3"] = linear(x["入驻率"], [50, 75, 90], [0, 3, 5])
    r["A4"] = min_max(x["固定资产投资"], kind, 4)
    r["A5"] = np.where((x["超三千万"] >= 5) | (x["超六千万"] >= 2), 4.0, 0.0)
    r["B1"] = steps(x["服务事项"], [10, 20, 30], [1, 2, 3])
    r["B2"] = steps(x["活动场次"], [6, 12, 24], [1, 2, 3])
    r["B3"] = steps(x["满意率"], [80, 85, 90, 95], [1, 2, 3, 4])
    r["B4"] = min_max(x["服务人次"], kind, 4)
    r["B5"] = min_max(x["服务企业"], kind, 4)
    r["B6"] = linear(x["培训人次"], [200, 1000, 3000], [0, 2, 4])
    r["C1"] = half_up((x["营业收入"] * 8 / 100000).clip(upper=8).fillna(0.0))
    r["C2"] = linear(x["营收增速"], [-5, 0, 8, 15], [0, 2, 4, 5])
    r["C3"] = linear(x["亩均税收"], [5, 20, 35], [0, 2.5, 4])
    r["C4"] = min_max(x["税收"], kind, 4)
    r["C5"] = percent_rank(x["劳动生产率"], kind, 4)
    r["C6"] = steps(x["研发占比"], [1.5, 3, 5], [1, 2, 3])
    r["D1"] = linear(x["促进就业"], [500, 2000, 8000], [0, 2, 5])
    r["D2"] = linear(x["引进人才"], [0, 30, 120], [0, 2, 4])
    r["D3"] = steps(x["人资人员"] / x["从业人员"], [0.5, 0.6, 0.7], [1, 2, 3])
    r["D4"] = steps(x["荣誉"], [1, 3, 5], [1, 2, 3])
    r["E1"] = linear(x["兑现率"], [60, 90, 100], [0, 2, 3])
    r["E2"] = steps_down(x["办理时限"], [3, 5, 7.5], [2, 1.5, 0.5])
    r["E3"] = steps_down(x["违规案件"], [0, 1, 3], [3, 2, 1])
    r["E4"] = steps(x["报送信息"], [5, 10, 20], [0.5, 1, 2])
    r["E5"] = linear(x["单位能耗"], [0.15, 0.4, 0.9], [3, 2, 0])
    r["E6"] = percent_rank(x["专家评分"], kind, 2)
    for head, parts in HEADS.items():
        r[head] = half_up(r[parts].sum(axis=1))
    r["总分"] = half_up(r[list(HEADS)].sum(axis=1))
    # Totals and ties in whole hundredths, so that no dust of a sum parts equals.
    hundredths = (r["总分"] * 100).round().astype("int64")
    order = hundredths * 10000 + (r["C"] * 100).round().astype("int64")
    quota = kind.map(kind.value_counts() * 3 // 10).astype("int64")
    within = order.groupby(kind, observed=True).rank("max", ascending=False) <= quota
    r["名次"] = hundredths.rank(method="min", ascending=False).astype("int64")
    total = r["总分"]
    names = ["优秀", "良好", "合格"]
    r["等次"] = np.select([(total >= 60) & within, total >= 50, total >= 40], names, "未达合格")
    r.to_parquet(out, index=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
