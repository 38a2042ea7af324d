#!/usr/bin/env python3
"""各家的结果与衡的逐家相比：verify.py 衡.parquet 别家.parquet …，每个文件打印一行 JSON。

指标得分只差 0.01 的，是浮点数在五上的舍入；差得更多就是规则写得不同，比较作废。
"""

import json
import sys

import polars as pl

KEY = "园区编码"
GRADE = "等次"
TOTAL = "总分"


def gap(column: str) -> pl.Expr:
    """How far apart a column is in both results, whatever the files hold its numbers as."""
    return (pl.col(column).cast(pl.Float64) - pl.col(column + "_exact").cast(pl.Float64)).abs()


def compare(exact: pl.DataFrame, peer: pl.DataFrame) -> dict:
    """How many parks differ, in what; the peer may have fewer parks and fewer indicators."""
    both = peer.join(exact, on=KEY, how="left", suffix="_exact", validate="1:1")
    indicators = [name for name in peer.columns if len(name) == 2 and name.isascii()]
    gaps = both.select(gap(name).alias(name) for name in indicators)
    if gaps.null_count().sum_horizontal().item():
        raise SystemExit("有的园区在衡的结果里没有得分")
    worst = gaps.max().max_horizontal().item()
    if worst > 0.0101:
        names = [name for name in indicators if gaps[name].max() > 0.0101]
        raise SystemExit(f"规则写得不同：{names}，最多差 {worst}")
    found = {"家数": both.height, "得分不同": gaps.select(pl.any_horizontal(pl.all() > 0.005)).to_series().sum()}
    if TOTAL in peer.columns:
        found["总分不同"] = both.select(gap(TOTAL) > 0.005).to_series().sum()
    if GRADE in peer.columns:
        own, true = pl.col(GRADE).cast(pl.String), pl.col(GRADE + "_exact").cast(pl.String)
        found["等次不同"] = both.select(own.ne_missing(true)).to_series().sum()
    return found


def main(exact: str, *peers: str) -> None:
    """One line a peer."""
    truth = pl.read_parquet(exact)
    for peer in peers:
        print(json.dumps(compare(truth, pl.read_parquet(peer)), ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
