#!/usr/bin/env python3
"""量读数据的用时：一百万行的 csv，GB18030 与 UTF-8 相比；十万行二十列的 xlsx。

    python3 bench/arrival.py --heng target/release/heng --folder 文件夹 [--rounds 5]

数据按种子写，同一个种子、同样的版本写出同样的文件。两种编码轮流跑，印各自的中位数、它们的比，和 xlsx 的用时、内存。
"""

import argparse
import os
import random
import statistics
import subprocess
import time
from pathlib import Path

import openpyxl

ROWS = 1_000_000
SHEET_ROWS, SHEET_COLUMNS = 100_000, 20
COUNTIES = ["鹿城区", "龙湾区", "瓯海区", "洞头区", "乐清市", "瑞安市", "龙港市", "永嘉县", "平阳县", "苍南县"]

HEAD = "规则集 \"测速\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n"
ITEMS = """方面 A "甲" 10 分 {
  指标 A1 "收入" 10 分 {
    依据 "一"
    取值 收入
    计分 比例 目标 5000 万元 封顶 满分 保底 0 分
  }
}
"""


def rules(file, columns):
    return f'{HEAD}数据 园区 "{file}" {{\n{columns}}}\n{ITEMS}'


def write(folder, seed):
    """The rule files and the data, where they are not there."""
    draw = random.Random(seed)
    text = folder / "utf8.csv"
    if not text.exists():
        with text.open("w", encoding="utf-8", newline="") as out:
            out.write("编号,名称,所属县区,收入\n")
            for row in range(ROWS):
                county = draw.choice(COUNTIES)
                out.write(f"P{row:07},{county}第{row % 997}产业园,{county},{draw.randrange(1_000_000) / 100:.2f}\n")
    gbk = folder / "gb18030.csv"
    if not gbk.exists():
        gbk.write_bytes(text.read_text(encoding="utf-8").encode("gb18030"))
    columns = "  编号 文本 主键\n  名称 文本 名称\n  所属县区 文本 备查\n  收入 万元\n"
    for name in ["utf8", "gb18030"]:
        (folder / f"{name}.heng").write_text(rules(f"{name}.csv", columns), encoding="utf-8")
    numbers = [f"列{at}" for at in range(1, SHEET_COLUMNS - 2)]
    book = folder / "sheet.xlsx"
    if not book.exists():
        whole = openpyxl.Workbook(write_only=True)
        sheet = whole.create_sheet("园区")
        sheet.append(["编号", "名称", "收入", *numbers])
        for row in range(SHEET_ROWS):
            figures = [draw.randrange(1_000_000) / 100 for _ in range(SHEET_COLUMNS - 2)]
            sheet.append([f"P{row:06}", f"{draw.choice(COUNTIES)}第{row}产业园", *figures])
        whole.save(book)
    columns = "  编号 文本 主键\n  名称 文本 名称\n  收入 万元\n" + "".join(f"  {name} 数值 备查\n" for name in numbers)
    (folder / "sheet.heng").write_text(rules("sheet.xlsx", columns), encoding="utf-8")


def run(heng, folder, name):
    """Seconds and MiB of one run."""
    out = folder / "out.csv"
    command = [heng, "score", str(folder / f"{name}.heng"), "--data", str(folder), "--format", "csv", "--out", str(out)]
    begun = time.perf_counter()
    child = subprocess.Popen(command)
    _, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    if status:
        raise SystemExit(f"{name}: {status}")
    return seconds, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--heng", default="target/release/heng")
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    write(options.folder, options.seed)
    found = {"utf8": [], "gb18030": [], "sheet": []}
    for _ in range(options.rounds):
        for name, runs in found.items():
            runs.append(run(options.heng, options.folder, name))
    for name, runs in found.items():
        seconds = [seconds for seconds, _ in runs]
        print(f"{name}: {statistics.median(seconds):.2f} s (least {min(seconds):.2f}), {max(size for _, size in runs):.0f} MiB")
    medians = {name: statistics.median(seconds for seconds, _ in runs) for name, runs in found.items()}
    print(f"gb18030 / utf8: {medians['gb18030'] / medians['utf8']:.2f}")


if __name__ == "__main__":
    main()
