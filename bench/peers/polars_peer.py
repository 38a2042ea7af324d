#!/usr/bin/env python3
"""同一份规则，用 polars 手写：polars_peer.py 数据文件夹 结果.parquet"""

import sys
from pathlib import Path

import polars as pl

x = pl.col
HEADS = {
    "A": ["A1", "A2", "A3", "A4", "A5"],
    "B": ["B1", "B2", "B3", "B4", "B5", "B6"],
    "C": ["C1", "C2", "C3", "C4", "C5", "C6"],
    "D": ["D1", "D2", "D3", "D4"],
    "E": ["E1", "E2", "E3", "E4", "E5", "E6"],
}


def half_up(expr: pl.Expr) -> pl.Expr:
    """Two places, a half away from zero."""
    return expr.round(2, mode="half_away_from_zero")


def steps(value: pl.Expr, *bands: tuple[float, float]) -> pl.Expr:
    """The marks of the first line that is reached; a missing value reaches none."""
    (line, marks), *rest = bands
    chain = pl.when(value >= line).then(marks)
    for line, marks in rest:
        chain = chain.when(value >= line).then(marks)
    return chain.otherwise(0.0)


def steps_down(value: pl.Expr, *bands: tuple[float, float]) -> pl.Expr:
    """The marks of the first line that is not exceeded."""
    (line, marks), *rest = bands
    chain = pl.when(value <= line).then(marks)
    for line, marks in rest:
        chain = chain.when(value <= line).then(marks)
    return chain.otherwise(0.0)


def linear(value: pl.Expr, *points: tuple[float, float]) -> pl.Expr:
    """Straight lines between the points, flat beyond the ends."""
    chain = pl.when(value <= points[0][0]).then(points[0][1])
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        chain = chain.when(value <= x1).then(y0 + (value - x0) * (y1 - y0) / (x1 - x0))
    marks = chain.when(value.is_not_null()).then(points[-1][1]).otherwise(0.0)
    return half_up(marks)


def min_max(value: pl.Expr, full: float) -> pl.Expr:
    """The place between the least and the greatest of the type."""
    low, high = value.min().over("类型"), value.max().over("类型")
    marks = pl.when(high == low).then(full).otherwise((value - low) * full / (high - low))
    return half_up(pl.when(value.is_not_null()).then(marks).otherwise(0.0))


def percent_rank(value: pl.Expr, full: float) -> pl.Expr:
    """The share of the others of the type that are not better."""
    count = value.count().over("类型")
    rank = value.rank("min", descending=True).over("类型")
    return half_up((full * (count - rank) / (count - 1)).fill_null(0.0).fill_nan(0.0))


def main(data: Path, out: Path) -> None:
    """The whole rule in one lazy query."""
    revenue, staff = x("营业收入"), x("从业人员")
    institutions = (
        pl.scan_parquet(data / "institutions.parquet")
        .group_by("园区编码")
        .agg(
            revenue.sum(),
            (revenue > 3000).sum().alias("超三千万"),
            (revenue > 6000).sum().alias("超六千万"),
            staff.sum(),
            staff.filter(x("机构类别") == "人力资源服务").sum().alias("人资人员"),
        )
    )
    marks = {
        "A1": steps(x("建筑面积"), (10000, 4.0), (8000, 3.0), (5000, 2.0), (3000, 1.0)),
        "A2": steps(x("专职人员"), (10, 3.0), (6, 2.0), (3, 1.0)),
        "A3": linear(x("入驻率"), (50, 0.0), (75, 3.0), (90, 5.0)),
        "A4": min_max(x("固定资产投资"), 4.0),
        "A5": pl.when((x("超三千万") >= 5) | (x("超六千万") >= 2)).then(4.0).otherwise(0.0),
        "B1": steps(x("服务事项"), (30, 3.0), (20, 2.0), (10, 1.0)),
        "B2": steps(x("活动场次"), (24, 3.0), (12, 2.0), (6, 1.0)),
        "B3": steps(x("满意率"), (95, 4.0), (90, 3.0), (85, 2.0), (80, 1.0)),
        "B4": min_max(x("服务人次"), 4.0),
        "B5": min_max(x("服务企业"), 4.0),
        "B6": linear(x("培训人次"), (200, 0.0), (1000, 2.0), (3000, 4.0)),
        "C1": half_up((revenue * 8 / 100000).clip(upper_bound=8.0).fill_null(0.0)),
        "C2": linear(x("营收增速"), (-5, 0.0), (0, 2.0), (8, 4.0), (15, 5.0)),
        "C3": linear(x("亩均税收"), (5, 0.0), (20, 2.5), (35, 4.0)),
        "C4": min_max(x("税收"), 4.0),
        "C5": percent_rank(x("劳动生产率"), 4.0),
        "C6": steps(x("研发占比"), (5, 3.0), (3, 2.0), (1.5, 1.0)),
        "D1": linear(x("促进就业"), (500, 0.0), (2000, 2.0), (8000, 5.0)),
        "D2": linear(x("引进人才"), (0, 0.0), (30, 2.0), (120, 4.0)),
        "D3": pl.when(staff > 0).then(steps(x("人资人员") / staff, (0.7, 3.0), (0.6, 2.0), (0.5, 1.0))).otherwise(0.0),
        "D4": steps(x("荣誉"), (5, 3.0), (3, 2.0), (1, 1.0)),
        "E1": linear(x("兑现率"), (60, 0.0), (90, 2.0), (100, 3.0)),
        "E2": steps_down(x("办理时限"), (3, 2.0), (5, 1.5), (7.5, 0.5)),
        "E3": steps_down(x("违规案件"), (0, 3.0), (1, 2.0), (3, 1.0)),
        "E4": steps(x("报送信息"), (20, 2.0), (10, 1.0), (5, 0.5)),
        "E5": linear(x("单位能耗"), (0.15, 3.0), (0.4, 2.0), (0.9, 0.0)),
        "E6": percent_rank(x("专家评分"), 2.0),
    }
    # Totals and ties in whole hundredths, so that no dust of a sum parts equals.
    hundredths = (x("总分") * 100).round().cast(pl.Int64)
    order = hundredths * 10000 + (x("C") * 100).round().cast(pl.Int64)
    quota = pl.len().over("类型") * 3 // 10
    within = order.rank("max", descending=True).over("类型") <= quota
    total = x("总分")
    (
        pl.scan_parquet(data / "parks.parquet")
        .join(institutions, on="园区编码", how="left", maintain_order="left")
        .select("园区编码", "类型", **marks)
        .with_columns(**{head: half_up(pl.sum_horizontal(parts)) for head, parts in HEADS.items()})
        .with_columns(总分=half_up(pl.sum_horizontal(*HEADS)))
        .with_columns(
            名次=hundredths.rank("min", descending=True),
            等次=pl.when((total >= 60) & within)
            .then(pl.lit("优秀"))
            .when(total >= 50)
            .then(pl.lit("良好"))
            .when(total >= 40)
            .then(pl.lit("合格"))
            .otherwise(pl.lit("未达合格")),
        )
        .drop("类型")
        .sink_parquet(out)
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
