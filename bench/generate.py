#!/usr/bin/env python3
"""按种子生成全国园区的测速数据：园区一张表，机构一张表，规则一份。

同一个种子、同样的版本，写出的文件逐字节相同。
"""

import argparse
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl

COUNTIES = 3000
MISSING = 0.01
# The share of values drawn onto a line of the rules, or one step to either side of it: that is where
# a mark turns, and where binary floating point may turn it the wrong way.
ON_A_LINE = 0.25
# Rows in one group of a parquet file: enough groups for every core, and few enough to stay cheap.
ROW_GROUP = 250_000


class Field(NamedTuple):
    """A column of parks: drawn between `low` and `high` with `decimals` places."""

    name: str
    decimals: int
    low: float
    high: float
    lines: tuple[float, ...] = ()
    # Where the better parks are: at the top, or at the bottom of the range.
    better: int = 1


FIELDS = [
    Field("建筑面积", 2, 1000, 16000, (3000, 5000, 8000, 10000)),
    Field("专职人员", 0, 0, 16, (3, 6, 10)),
    Field("入驻率", 1, 35, 100, (50, 75, 90)),
    Field("固定资产投资", 2, 100, 50000),
    Field("服务事项", 0, 0, 45, (10, 20, 30)),
    Field("活动场次", 0, 0, 36, (6, 12, 24)),
    Field("满意率", 2, 70, 100, (80, 85, 90, 95)),
    Field("服务人次", 0, 0, 200000),
    Field("服务企业", 0, 0, 3000),
    Field("培训人次", 0, 0, 4000, (200, 1000, 3000)),
    Field("营收增速", 2, -15, 25, (-5, 0, 8, 15)),
    Field("亩均税收", 4, 0, 45, (5, 20, 35)),
    Field("税收", 2, 0, 20000),
    Field("劳动生产率", 3, 5, 120),
    Field("研发占比", 2, 0, 8, (1.5, 3, 5)),
    Field("促进就业", 0, 0, 10000, (500, 2000, 8000)),
    Field("引进人才", 0, 0, 160, (0, 30, 120)),
    Field("荣誉", 0, 0, 8, (1, 3, 5)),
    Field("兑现率", 2, 50, 100, (60, 90, 100)),
    Field("办理时限", 1, 1, 12, (3, 5, 7.5), better=-1),
    Field("违规案件", 0, 0, 6, (0, 1, 3), better=-1),
    Field("报送信息", 0, 0, 30, (5, 10, 20)),
    Field("单位能耗", 3, 0.05, 1.2, (0.15, 0.4, 0.9), better=-1),
    Field("专家评分", 2, 55, 100),
]


def decimals(units: np.ndarray, places: int, rng: np.random.Generator) -> pl.Series:
    """A column from whole numbers of the last place, with its missing cells.

    One division rounds correctly, so that a float is the one nearest to the decimal that is meant,
    and the shortest decimal that reads back as it is that decimal.
    """
    values = pl.Series(units) if places == 0 else pl.Series(units / 10**places)
    return pl.select(pl.when(pl.lit(rng.random(len(units)) >= MISSING)).then(values)).to_series()


def near_lines(units: np.ndarray, lines: tuple[int, ...], share: float, rng: np.random.Generator) -> np.ndarray:
    """Some of the numbers moved onto a line, or one step beside it."""
    if not lines:
        return units
    moved = rng.choice(np.array(lines), len(units)) + rng.integers(-1, 2, len(units))
    return np.where(rng.random(len(units)) < share, moved, units)


def column(field: Field, quality: np.ndarray, rng: np.random.Generator) -> pl.Series:
    """A column of parks. Good parks are good at most things, as in life: totals spread."""
    step = 10**field.decimals
    low, high = round(field.low * step), round(field.high * step)
    place = 0.45 * quality + 0.55 * rng.random(len(quality))
    if field.better < 0:
        place = 1 - place
    units = low + np.floor(place * (high - low + 1)).astype(np.int64)
    lines = tuple(round(line * step) for line in field.lines)
    units = near_lines(units, lines, ON_A_LINE, rng).clip(low, high)
    return decimals(units, field.decimals, rng).alias(field.name)


def choice(names: list[str], shares: list[float], count: int, rng: np.random.Generator) -> pl.Series:
    """A text column that holds one of a few names."""
    drawn = np.searchsorted(np.cumsum(shares)[:-1], rng.random(count), side="right")
    return pl.Series(names).gather(drawn)


def parks(count: int, quality: np.ndarray, rng: np.random.Generator) -> pl.DataFrame:
    """The table of parks."""
    codes = [f"{110000 + 7 * county}" for county in range(COUNTIES)]
    return pl.DataFrame(
        [
            pl.Series("园区编码", [f"P{number:07d}" for number in range(1, count + 1)]),
            pl.Series(codes).gather(rng.integers(0, COUNTIES, count)).alias("县"),
            choice(["综合型", "专业型"], [0.6, 0.4], count, rng).alias("类型"),
            *(column(field, quality, rng) for field in FIELDS),
        ]
    )


def institutions(keys: pl.Series, quality: np.ndarray, rng: np.random.Generator) -> pl.DataFrame:
    """The table of institutions, in the order of the parks, as counties send it; some parks have none."""
    owner = np.repeat(np.arange(len(keys)), rng.poisson(10, len(keys)).clip(0, 30))
    count = len(owner)
    revenue = np.exp(rng.normal(12.2, 0.9, count) + 0.9 * quality[owner]).astype(np.int64).clip(0, 10**8)
    revenue = near_lines(revenue, (300_000, 600_000), ON_A_LINE / 2, rng)
    return pl.DataFrame(
        [
            keys.gather(owner),
            choice(["人力资源服务", "其他", "配套服务"], [0.6, 0.3, 0.1], count, rng).alias("机构类别"),
            decimals(revenue, 2, rng).alias("营业收入"),
            decimals(10 * rng.integers(1, 41, count), 0, rng).alias("从业人员"),
        ]
    )


def write(table: pl.DataFrame, path: Path) -> None:
    """The table as a file of the kind that its name says."""
    if path.suffix == ".csv":
        table.write_csv(path)
    else:
        table.write_parquet(path, compression="zstd", row_group_size=ROW_GROUP)


def main() -> None:
    """The command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--parks", type=int, default=1_000_000, help="园区家数，机构约十倍")
    arguments.add_argument("--seed", type=int, default=2024, help="种子")
    arguments.add_argument("--out", type=Path, required=True, help="写到哪个文件夹")
    arguments.add_argument("--csv", action="store_true", help="写 csv，不写 parquet")
    options = arguments.parse_args()

    kind = "csv" if options.csv else "parquet"
    options.out.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(options.seed)
    quality = rng.random(options.parks)
    table = parks(options.parks, quality, rng)
    write(table, options.out / f"parks.{kind}")
    write(institutions(table["园区编码"], quality, rng), options.out / f"institutions.{kind}")
    rules = (Path(__file__).parent / "rules.heng").read_text(encoding="utf-8")
    (options.out / "rules.heng").write_text(rules.replace(".parquet", f".{kind}"), encoding="utf-8")


if __name__ == "__main__":
    main()
