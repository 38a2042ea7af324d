#!/usr/bin/env python3
"""规则中逐行的部分，用 GoRules Zen 的 JDM 手写：zen_peer.py 数据文件夹 结果.parquet [tables|formulas]

前两万行里，二十一个指标只看自己一家，用一张 JDM 图算；其余六个要与别家比，Zen 没有，不算。tables 把分档写成决策表，
是 Zen 通常的写法；formulas 全写成算式，快一倍。两种都用成批的接口，机构的合计先用 polars 备好，
读数据、备合计、写结果都不计时；最后一行打印每行微秒。Zen 的表达式里不能写汉字的名称，所以用指标编号的小写。
"""

import json
import sys
import time
from pathlib import Path

import polars as pl
import zen

ROWS = 20_000
STEPS = {
    "A1": ("建筑面积", [(">= 10000", 4), (">= 8000", 3), (">= 5000", 2), (">= 3000", 1)]),
    "A2": ("专职人员", [(">= 10", 3), (">= 6", 2), (">= 3", 1)]),
    "B1": ("服务事项", [(">= 30", 3), (">= 20", 2), (">= 10", 1)]),
    "B2": ("活动场次", [(">= 24", 3), (">= 12", 2), (">= 6", 1)]),
    "B3": ("满意率", [(">= 95", 4), (">= 90", 3), (">= 85", 2), (">= 80", 1)]),
    "C6": ("研发占比", [(">= 5", 3), (">= 3", 2), (">= 1.5", 1)]),
    "D3": ("人资人员占比", [(">= 0.7", 3), (">= 0.6", 2), (">= 0.5", 1)]),
    "D4": ("荣誉", [(">= 5", 3), (">= 3", 2), (">= 1", 1)]),
    "E2": ("办理时限", [("<= 3", 2), ("<= 5", 1.5), ("<= 7.5", 0.5)]),
    "E3": ("违规案件", [("<= 0", 3), ("<= 1", 2), ("<= 3", 1)]),
    "E4": ("报送信息", [(">= 20", 2), (">= 10", 1), (">= 5", 0.5)]),
}
LINEAR = {
    "A3": ("入驻率", [(50, 0), (75, 3), (90, 5)]),
    "B6": ("培训人次", [(200, 0), (1000, 2), (3000, 4)]),
    "C2": ("营收增速", [(-5, 0), (0, 2), (8, 4), (15, 5)]),
    "C3": ("亩均税收", [(5, 0), (20, 2.5), (35, 4)]),
    "D1": ("促进就业", [(500, 0), (2000, 2), (8000, 5)]),
    "D2": ("引进人才", [(0, 0), (30, 2), (120, 4)]),
    "E1": ("兑现率", [(60, 0), (90, 2), (100, 3)]),
    "E5": ("单位能耗", [(0.15, 3), (0.4, 2), (0.9, 0)]),
}
OTHERS = {
    "A5": "(above3000 >= 5 or above6000 >= 2) ? 4 : 0",
    "C1": "round(min([revenue * 8 / 100000, 8]), 2)",
}
# What every name of the decision is called in the tables.
FACTS = {code.lower(): field for code, (field, _) in (STEPS | LINEAR).items()} | {
    "above3000": "超三千万",
    "above6000": "超六千万",
    "revenue": "营业收入",
}


def table(code: str, bands: list[tuple[str, float]]) -> dict:
    """A decision table: the first band that fits; a missing value and the rest get 0."""
    rows = [("null", 0), *bands, ("", 0)]
    return {
        "id": code,
        "name": code,
        "type": "decisionTableNode",
        "content": {
            "hitPolicy": "first",
            "inputs": [{"id": "i", "name": code.lower(), "field": code.lower()}],
            "outputs": [{"id": "o", "name": code, "field": code}],
            "rules": [{"_id": str(at), "i": test, "o": str(marks)} for at, (test, marks) in enumerate(rows)],
        },
    }


def linear(code: str, points: list[tuple[float, float]]) -> str:
    """Straight lines between the points, flat beyond the ends."""
    field = code.lower()
    text = str(points[-1][1])
    for (x0, y0), (x1, y1) in reversed(list(zip(points, points[1:]))):
        text = f"{field} <= {x1} ? round({y0} + ({field} - {x0}) * {y1 - y0} / ({x1} - {x0}), 2) : {text}"
    return f"{field} == null ? 0 : {field} <= {points[0][0]} ? {points[0][1]} : {text}"


def chain(code: str, bands: list[tuple[str, float]]) -> str:
    """The same as a table, in one formula."""
    text = "0"
    for test, marks in reversed(bands):
        text = f"{code.lower()} {test} ? {marks} : {text}"
    return f"{code.lower()} == null ? 0 : {text}"


def graph(style: str) -> dict:
    """One decision: a node of formulas, and beside it the eleven tables unless they are formulas too."""
    formulas = {code: linear(code, points) for code, (_, points) in LINEAR.items()} | OTHERS
    nodes = []
    if style == "tables":
        nodes = [table(code, bands) for code, (_, bands) in STEPS.items()]
    else:
        formulas |= {code: chain(code, bands) for code, (_, bands) in STEPS.items()}
    expressions = [{"id": code, "key": code, "value": text} for code, text in formulas.items()]
    nodes.append({"id": "f", "name": "f", "type": "expressionNode", "content": {"expressions": expressions}})
    edges = []
    for node in nodes:
        edges.append({"id": f"to-{node['id']}", "type": "edge", "sourceId": "in", "targetId": node["id"]})
        edges.append({"id": f"of-{node['id']}", "type": "edge", "sourceId": node["id"], "targetId": "out"})
    ends = [{"id": "in", "name": "in", "type": "inputNode"}, {"id": "out", "name": "out", "type": "outputNode"}]
    return {"nodes": ends + nodes, "edges": edges}


def facts(data: Path, rows: int) -> pl.DataFrame:
    """The first parks with the figures of their institutions."""
    revenue, staff = pl.col("营业收入"), pl.col("从业人员")
    own = (
        pl.scan_parquet(data / "institutions.parquet")
        .group_by("园区编码")
        .agg(
            revenue.sum(),
            (revenue > 3000).sum().alias("超三千万"),
            (revenue > 6000).sum().alias("超六千万"),
            (staff.filter(pl.col("机构类别") == "人力资源服务").sum() / staff.sum()).fill_nan(None).alias("人资人员占比"),
        )
    )
    none = pl.col("超三千万", "超六千万", "营业收入").fill_null(0)
    parks = pl.scan_parquet(data / "parks.parquet").head(rows)
    return parks.join(own, on="园区编码", how="left", maintain_order="left").with_columns(none).collect()


def main(data: Path, out: Path, style: str) -> None:
    """Every park by itself, on all cores."""
    table = facts(data, ROWS)
    contexts = table.select(**{name: pl.col(field) for name, field in FACTS.items()}).to_dicts()
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"rule": graph(style)}}})
    requests = [{"key": "rule", "context": context} for context in contexts]
    begun = time.perf_counter()
    answers = engine.evaluate_batch(requests)
    spent = time.perf_counter() - begun
    results = [answer["data"]["result"] for answer in answers]
    codes = sorted([*STEPS, *LINEAR, *OTHERS])
    marks = [pl.Series(code, [float(result[code]) for result in results]) for code in codes]
    pl.DataFrame([table["园区编码"], *marks]).write_parquet(out)
    print(json.dumps({"微秒每行": round(spent / len(requests) * 1e6, 2)}, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "tables")
