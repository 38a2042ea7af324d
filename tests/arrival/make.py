"""Writes the files of the cases of `tests/arrival`, each in its true form.

    python3 -m venv venv && venv/bin/pip install openpyxl xlwt odfpy msoffcrypto-tool && venv/bin/python make.py

What Python writes comes out with the same bytes each time. LibreOffice (`soffice`), which stands for the office program
of a county, and encryption put times and random bytes into their files: those are made only where they are not there.
"""

import datetime
import io
import os
import pathlib
import shutil
import subprocess
import tempfile
import zipfile

import openpyxl
import xlwt
from openpyxl.styles import Alignment

HERE = pathlib.Path(__file__).parent
THEN = datetime.datetime(2024, 1, 1)


def place(case, name):
    """Where a file of a case stands."""
    folder = HERE / f"{case:02}"
    folder.mkdir(exist_ok=True)
    return folder / name


def text(case, name, rows, encoding="utf-8", end="\r\n", mark=b""):
    """Rows of text, each ended as Windows ends them unless it is said otherwise."""
    rows = rows if isinstance(rows, str) else end.join(rows) + end
    place(case, name).write_bytes(mark + rows.encode(encoding))


def book(*sheets):
    """A workbook of sheets: a name and its rows."""
    whole = openpyxl.Workbook()
    whole.remove(whole.active)
    for name, rows in sheets:
        sheet = whole.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return whole


def one(rows, name="Sheet1"):
    """A workbook of one sheet, and the sheet."""
    whole = book((name, rows))
    return whole, whole[name]


def packed(whole):
    """The bytes of a workbook, without the time of now."""
    whole.properties.created = whole.properties.modified = THEN
    out = io.BytesIO()
    whole.save(out)
    same = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(same, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                now = part.split(b"<dcterms:modified", 1)[1].split(b">", 1)[1].split(b"<", 1)[0]
                part = part.replace(now, b"2024-01-01T00:00:00Z")
            new.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), part)
    return same.getvalue()


def xlsx(case, name, whole):
    """A workbook that openpyxl writes."""
    place(case, name).write_bytes(packed(whole))


def office(case, name, whole, form=None):
    """A workbook that LibreOffice is to save, in the form of its name unless it is said otherwise."""
    if not place(case, name).exists():
        WAITING.append((form or name.rsplit(".", 1)[1], packed(whole), place(case, name)))


WAITING = []


def save():
    """Lets LibreOffice save what waits for it, form by form."""
    for form in sorted({form for form, _, _ in WAITING}):
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            jobs = [job for job in WAITING if job[0] == form]
            for at, (_, content, _) in enumerate(jobs):
                (folder / f"book{at}.xlsx").write_bytes(content)
            profile = f"-env:UserInstallation=file://{folder}/profile"
            command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(folder / "out")]
            command += [str(folder / f"book{at}.xlsx") for at in range(len(jobs))]
            subprocess.run(command, check=True, capture_output=True, timeout=600)
            for at, (_, _, path) in enumerate(jobs):
                shutil.copy(folder / "out" / f"book{at}.{form.split(':')[0]}", path)


def xls(case, name, rows, sheet="Sheet1", styles=()):
    """A BIFF workbook as WPS and Excel before 2007 write it."""
    whole = xlwt.Workbook(encoding="utf-8")
    page = whole.add_sheet(sheet)
    styles = dict(styles)
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if value is not None:
                style = styles.get((at, column))
                page.write(at, column, value, *([xlwt.easyxf(num_format_str=style)] if style else []))
    whole.save(str(place(case, name)))


def archive(case, name, members, encoding="gbk"):
    """A zip archive with names in an encoding that it does not name, as WeChat and older Windows write them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for at, (member, content) in enumerate(members):
            stand_in = chr(ord("a") + at) * len(member.encode(encoding))
            new.writestr(zipfile.ZipInfo(stand_in, (2024, 1, 1, 0, 0, 0)), content)
    content = out.getvalue()
    for at, (member, _) in enumerate(members):
        written = member.encode(encoding)
        content = content.replace(bytes([ord("a") + at]) * len(written), written)
    place(case, name).write_bytes(content)


PARKS = ["编号,园区名称,营业收入", "P1,鹿城产业园,1200.50", "P2,乐清产业园,880"]
CELLS = [["编号", "园区名称", "营业收入"], ["P1", "鹿城产业园", 1200.5], ["P2", "乐清产业园", 880]]


def encodings_and_files():
    text(1, "gbk.csv", PARKS, "gbk")
    office(1, "calc_gbk.csv", one(CELLS)[0], 'csv:Text - txt - csv (StarCalc):44,34,67,1')
    text(2, "bom.csv", PARKS, "utf-8-sig")
    text(3, "plain.csv", PARKS)
    text(3, "calc.csv", PARKS, end="\n")
    text(4, "unicode.txt", [row.replace(",", "\t") for row in PARKS], "utf-16-le", mark=b"\xff\xfe")
    text(4, "big.txt", [row.replace(",", "\t") for row in PARKS], "utf-16-be", mark=b"\xfe\xff")
    text(4, "tabs.csv", [row.replace(",", "\t") for row in PARKS], "utf-16-le", mark=b"\xff\xfe")
    text(5, "short.csv", ["编号,营业收入", "P1,5"])
    text(5, "shorter.csv", ["编号,园区名称,营业收入", "P1,鹿城,5"])
    rare = ["编号,园区名称,营业收入", "P1,㛃𠮷产业园,1", "P2,㐂乐产业园,2"]
    text(6, "utf8.csv", rare)
    text(6, "gb18030.csv", rare, "gb18030")
    xlsx(6, "rare.xlsx", one([row.split(",") for row in rare])[0])
    text(7, "glued.csv", '\ufeff"编号","园区名称","营业收入"\r\n"P1","鹿城产业园","1200.50"\r\n')
    text(7, "twice.csv", "\ufeff\ufeff" + "\r\n".join(PARKS) + "\r\n")
    text(7, "inside.csv", "编号,\ufeff园区名称,营业收入\r\nP1,鹿城产业园,1200.50\r\n")
    text(8, "crlf.csv", PARKS)
    text(8, "cr.csv", PARKS, end="\r")
    broken = '编号,"园区\n名称","营业收入\r\n（万元）"\r\nP1,"鹿城\n产业园",1200.50\r\nP2,"乐清\r\n产业园",880\r\n'
    text(8, "breaks.csv", broken)
    whole, sheet = one([["编号", "园区\n名称", "营业收入\n（万元）"], ["P1", "鹿城\n产业园", 1200.5]])
    sheet["B1"].alignment = sheet["B2"].alignment = Alignment(wrap_text=True)
    office(8, "breaks.ods", whole)
    xlsx(9, "really_xlsx.csv", one(CELLS)[0])
    office(9, "really_html.xls", one(CELLS)[0], "html")
    page = "<html><head><meta charset=gb2312></head><body><table border=1>" + "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row.split(",")) + "</tr>" for row in PARKS
    )
    text(9, "exported_gbk.xls", page + "</table></body></html>", "gbk")
    xls(10, "wps.et", CELLS)
    xls(10, "old.xls", CELLS)
    office(10, "calc.xls", one(CELLS)[0])
    locked = place(10, "locked.xlsx")
    if not locked.exists():
        from msoffcrypto.format.ooxml import OOXMLFile

        with open(locked, "wb") as out:
            OOXMLFile(io.BytesIO(packed(one(CELLS)[0]))).encrypt("123456", out)
    text(10, "wrong.et", "不是工作簿")
    gbk = ("\r\n".join(PARKS) + "\r\n").encode("gbk")
    archive(11, "微信.zip", [("园区.csv", gbk)])
    archive(11, "folder.zip", [("申报材料/园区.csv", gbk), ("申报材料/说明.txt", "见表".encode("gbk"))])
    workbook = packed(one(CELLS)[0])
    archive(11, "workbook.zip", [("园区.xlsx", workbook)])
    archive(11, "several.zip", [("鹿城/园区.csv", gbk), ("乐清/园区.csv", gbk)])
    whole, sheet = one(CELLS + [["P3", "龙港产业园", 5], ["P4", "苍南产业园", 6]], "园区")
    sheet.row_dimensions[3].hidden = True
    sheet.auto_filter.ref = "A1:C5"
    sheet.auto_filter.add_filter_column(1, ["鹿城产业园"])
    sheet.row_dimensions[4].hidden = sheet.row_dimensions[5].hidden = True
    sheet.column_dimensions["C"].hidden = True
    hidden = whole.create_sheet("旧数据")
    hidden.append(["编号", "园区名称", "营业收入"])
    hidden.append(["P9", "旧园", 1])
    hidden.sheet_state = "hidden"
    xlsx(12, "hidden.xlsx", whole)
    office(12, "hidden.ods", whole)
    office(12, "hidden.xls", whole)
    shown = whole["园区"]
    shown.title, whole["旧数据"].title = "旧的", "园区"
    whole["旧的"].sheet_state, whole["园区"].sheet_state = "visible", "hidden"
    xlsx(12, "named_hidden.xlsx", whole)
    counties = [("鹿城", [["P1", "鹿城产业园", 1200.5]]), ("瓯海", [["P2", "瓯海产业园", 880], ["P3", "瓯海二园", 7]])]
    note = ("填表说明", [["本表由各县填写"], ["营业收入按万元"]])
    whole = book(note, *[(name, CELLS[:1] + rows) for name, rows in counties])
    xlsx(13, "counties.xlsx", whole)
    office(13, "counties.ods", whole)
    short = book(*[(name, [head] + rows) for (name, rows), head in zip(counties, [CELLS[0], CELLS[0][:2] + ["营收"]])])
    xlsx(13, "one_differs.xlsx", short)
    xlsx(14, "blank_behind.xlsx", book(("鹿城 ", CELLS), ("瓯海", CELLS[:1] + [["P3", "瓯海产业园", 7]])))
    office(14, "blank_behind.ods", book(("鹿城 ", CELLS), ("瓯海", CELLS[:1] + [["P3", "瓯海产业园", 7]])))


def shapes():
    head = [["温州市人力资源服务产业园基本情况表"], ["填报单位：鹿城区人力社保局（盖章）"], ["单位：万元、家、人"]]
    columns = ["编号", "园区名称", "营业收入", "入驻机构", "从业人员"]
    rows = [["P1", "鹿城产业园", 1200.5, 20, 300], ["P2", "乐清产业园", 880, 12, 150]]
    whole, sheet = one(head + [columns] + rows, "鹿城")
    for row in (1, 2, 3):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=5)
    xlsx(15, "titled.xlsx", whole)
    office(15, "titled.xls", whole)
    text(15, "titled.csv", [",".join(map(str, row + [""] * (5 - len(row)))) for row in head + [columns] + rows], "gbk")
    whole, sheet = one(head + [[], columns] + rows, "鹿城")
    xlsx(15, "blank_line.xlsx", whole)
    rows = [["P1", "鹿城产业园", 1000, 1200.5, 20], ["P2", "乐清产业园", 900, 880, 12]]
    whole, sheet = one([["编号", "园区名称", "营业收入", None, "入驻机构"], [None, None, "2022年", "2023年", None]] + rows)
    for area in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        sheet.merge_cells(area)
    xlsx(16, "two_levels.xlsx", whole)
    office(16, "two_levels.ods", whole)
    office(16, "two_levels.xls", whole)
    office(16, "two_levels.html", whole)
    whole, sheet = one(
        [["编号", "园区名称", "主要指标", None, None], [None, None, "营业收入", None, "入驻机构"], [None, None, "2022年", "2023年", None]]
        + rows
    )
    for area in ("A1:A3", "B1:B3", "C1:E1", "C2:D2", "E2:E3"):
        sheet.merge_cells(area)
    xlsx(16, "three_levels.xlsx", whole)
    text(16, "saved_as.csv", ["编号,园区名称,营业收入,,入驻机构", ",,2022年,2023年,"] + [",".join(map(str, row)) for row in rows])
    rows = [["鹿城区", "P1", 1], [None, "P2", 2], ["乐清市", "P3", 3], [None, "P4", 4], [None, "P5", 5]]
    whole, sheet = one([["县名", "编号", "营业收入"]] + rows)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("A4:A5")
    xlsx(17, "merged.xlsx", whole)
    office(17, "merged.ods", whole)
    office(17, "merged.xls", whole)
    office(17, "merged.html", whole)
    whole, sheet = one([["县名", "编号", "营业收入"], ["鹿城区", "P1", 10], ["鹿城区", "P2", None]])
    sheet.merge_cells("C2:C3")
    xlsx(17, "merged_number.xlsx", whole)
    notes = [["注：营业收入含代收代付。"], ["填表人：张三  审核人：李四  日期：2024年1月5日"]]
    xlsx(18, "notes.xlsx", one(CELLS + [[]] + notes)[0])
    office(18, "notes.xls", one(CELLS + notes)[0])
    text(18, "notes.csv", PARKS + ["注：营业收入含代收代付。,,", "填表人：张三,审核人：李四,日期：2024年1月5日"])
    text(18, "short_notes.csv", PARKS + ["说明：营业收入含代收代付。", "备注"])
    text(18, "unknown.csv", PARKS + ["以上数据由统计局提供,,"])
    total = PARKS + ["合 计,,2080.50"]
    text(19, "right.csv", total)
    text(19, "wrong.csv", PARKS + ["总计,,2100"])
    kinds = [["编号", "园区名称", "营业收入"], ["P1", "鹿城产业园", 10], ["P2", "鹿城二园", 20], ["小计", None, 30]]
    kinds += [["P3", "乐清产业园", 5], ["小计", None, 5], ["合　计", None, 35]]
    xlsx(19, "subtotals.xlsx", one(kinds)[0])
    summed, sheet = one([["编号", "园区名称", "营业收入"], ["P1", "鹿城产业园", 10], ["P2", "乐清产业园", 20]])
    sheet.append(["合计", None, "=SUM(C2:C3)"])
    office(19, "formula.xlsx", summed, 'xlsx:Calc MS Excel 2007 XML')
    text(19, "above.csv", ["编号,园区名称,营业收入", "全市合计,,2080.50"] + PARKS[1:])
    text(19, "of_which.csv", PARKS[:2] + ["其中：主园区,,900"] + PARKS[2:] + ["合计,,2080.50", "其中:规上企业,,1500"])
    text(19, "mean.csv", PARKS + ["平均,,1040.25"])
    numbered = [["序号", "编号", "园区名称", "营业收入"], [1, "P1", "鹿城产业园", 10], [2, "P2", "乐清产业园", 20]]
    xlsx(20, "gaps.xlsx", one(numbered + [[4, "P3", "龙港产业园", 30], [None, "P4", "苍南产业园", 40]])[0])
    xlsx(20, "per_page.xlsx", one(numbered + [["序号", "编号", "园区名称", "营业收入"], [1, "P3", "龙港产业园", 30]])[0])
    xlsx(20, "template.xlsx", one(numbered + [[3, None, None, None], [4, None, None, None]])[0])
    text(21, "again.csv", PARKS + [PARKS[0], "P3,龙港产业园,5"])
    whole, _ = one(
        [["基本情况表"]] + CELLS + [["基本情况表"]] + CELLS[:1] + [["P3", "龙港产业园", 5]] + [["基本情况表"]] + CELLS[:1] + [["P4", "苍南产业园", 5]]
    )
    xlsx(21, "with_titles.xlsx", whole)
    blank = [[None, None, 0], ["-", "-", "-"], [None, "—", 0.0], ["", None, "0.00"]]
    xlsx(22, "blank.xlsx", one(CELLS + blank)[0])
    text(22, "blank.csv", PARKS + [",,0", "-,-,-", ",,", "/,/,/"])
    text(22, "half.csv", PARKS + [",龙港产业园,0"])
    turned = [["编号", "P1", "P2"], ["园区名称", "鹿城产业园", "乐清产业园"], ["营业收入", 1200.5, 880]]
    xlsx(23, "turned.xlsx", one(turned)[0])
    office(23, "turned.ods", one(turned)[0])
    text(23, "turned.csv", [",".join(map(str, row)) for row in turned])
    titled = [["各园区基本情况"], ["单位：亿元"]] + [[row[0], *row[1:]] for row in turned] + [["注：含代收代付"]]
    xlsx(23, "titled.xlsx", one(titled)[0])
    wrong = [turned[0], turned[1], ["营业收入（万元）", 1200.5, "约900"]]
    xlsx(23, "wrong.xlsx", one(wrong)[0])
    text(24, "twice.csv", ["编号,园区名称,营业收入,营业收入", "P1,鹿城产业园,1,2"])
    text(24, "two_units.csv", ["编号,园区名称,营业收入（万元）,营业收入（亿元）", "P1,鹿城产业园,10000,1"])
    xlsx(24, "ignored.xlsx", one([["编号", "园区名称", "备注", "营业收入", "备注"], ["P1", "鹿城产业园", "a", 5, "b"]])[0])
    text(25, "renamed.csv", ["编号,园区名称,营收", "P1,鹿城产业园,1200.50"])
    text(25, "new_name.csv", ["编号,园区名称,营业收入（含代收代付）", "P1,鹿城产业园,1200.50"])
    text(25, "extra.csv", ["编号,园区名称,营业收入,传真", "P1,鹿城产业园,1200.50,88888888"])
    text(25, "both.csv", ["编号,园区名称,营收,营业收入（含代收代付）", "P1,鹿城产业园,1,2"])


def headers_and_units():
    for name, unit in [("full", "营业收入（万元）"), ("half", "营业收入(万元)"), ("colon", "营业收入:万元"), ("larger", "营业收入（亿元）"), ("square", "营业收入[单位：元]"), ("other", "营业收入（人）")]:
        text(26, f"{name}.csv", [f"编号,{unit}", "P1,1.25"])
    xlsx(27, "note.xlsx", one([["情况表"], ["", "", "单位：亿元"], ["编号", "园区名称", "营业收入"], ["P1", "鹿城产业园", 1.25]])[0])
    xlsx(27, "conflict.xlsx", one([["情况表"], ["", "", "单位：元"], ["编号", "园区名称", "营业收入（万元）"], ["P1", "鹿城产业园", 1.25]])[0])
    xlsx(27, "agrees.xlsx", one([["情况表"], ["（单位：万元，人）"], ["编号", "园区名称", "营业收入（万元）"], ["P1", "鹿城产业园", 1.25]])[0])
    text(28, "read.csv", ["编号,营业收入,入驻机构,建筑面积", "P1,5.2亿,20家,5000㎡", "P2,\"6,300万元\",二十家,5000平米", "P3,6300 万元,20 家,5000平方米", "P4,52000000元,20,0.5公顷"])
    text(28, "refused.csv", ["编号,营业收入,入驻机构,建筑面积", "P1,约3000万,20余家,5000人", "P2,3000万左右,几十家,五千多平米"])
    text(30, "mu.csv", ["编号,建筑面积", "P1,15亩", "P2,1500", "P3,3亩"])
    text(30, "mu_header.csv", ["编号,建筑面积（亩）", "P1,15", "P2,30"])
    text(30, "endless.csv", ["编号,建筑面积（亩）", "P1,15", "P2,1"])


def numbers():
    def column(case, name, cells, head="营业收入"):
        rows = [f"编号,{head}"] + [f'P{at},"{cell}"' for at, cell in enumerate(cells, 1)]
        text(case, name, rows)

    column(31, "wide.csv", ["５０００．５", "１，２３４", "－１２", "5000．5"])
    column(31, "wide_share.csv", ["７０％", "７０", "70％"], "占比")
    column(32, "thousands.csv", ["1,234.56", "1，234.56", "1 234", "123 456.9", "1234.56"])
    column(32, "misplaced.csv", ["1,23", "1 23", "12,34.5", "0 123"])
    column(33, "blanks.csv", ["'1200", "1200\u00a0", "1200\u3000", "\u200b1200", " 1200 "])
    whole, sheet = one([["编号", "营业收入"], ["P1", "1200"], ["P2", "1200\u00a0"], ["P3", "1200\u3000"]])
    for row in (2, 3, 4):
        sheet.cell(row, 2).quotePrefix = True
        sheet.cell(row, 2).number_format = "@"
    xlsx(33, "texts.xlsx", whole)
    office(33, "texts.xls", whole)
    column(34, "texts.csv", ["70", "70%", "70％", "百分之七十", "0.7%"], "占比")
    shares, sheet = one([["编号", "占比"], ["P1", 0.7], ["P2", 0.07], ["P3", 70], ["P4", "70%"], ["P5", 0.007]])
    for row in (2, 3, 6):
        sheet.cell(row, 2).number_format = "0.00%"
    xlsx(34, "formats.xlsx", shares)
    office(34, "formats.xls", shares)
    office(34, "formats.ods", shares)
    office(34, "formats.html", shares)
    marks = ["—", "－", "-", "/", "\\", "无", "暂无", "N/A", "空", "不涉及", "未统计", "0", ""]
    column(35, "marks.csv", marks)
    column(35, "undeclared.csv", marks[:11])
    xlsx(35, "marks.xlsx", one([["编号", "营业收入"]] + [[f"P{at}", cell or None] for at, cell in enumerate(marks, 1)])[0])
    column(36, "vague.csv", ["≥20", "20+", "近20", "20-25", "20～25", "20以上", "约20", "二三十"])
    column(37, "negative.csv", ["(120)", "（120）", "−120", "－120", "-120"])
    column(37, "twice.csv", ["(-120)", "--120", "(120"])
    column(38, "scientific.csv", ["1.2E+05", "1.2e5"])
    codes = [["信用代码", "营业收入"], ["91330302MA2ABCDE1X", 1], ["330302199001011234", 2]]
    text(38, "codes.csv", [",".join(map(str, row)) for row in codes])
    text(38, "shortened.csv", ["信用代码,营业收入", "3.30302E+17,1"])
    xlsx(38, "codes.xlsx", one(codes)[0])
    xlsx(38, "floats.xlsx", one([["信用代码", "营业收入"], [330302199001011234, 1], [1001, 2]])[0])
    office(38, "floats.xls", one([["信用代码", "营业收入"], [330302199001011234, 1], [1001, 2]])[0])
    xlsx(38, "large.xlsx", one([["编号", "营业收入"], ["P1", 120000.0], ["P2", 1.2e14], ["P3", 1e-7]])[0])
    xlsx(38, "huge.xlsx", one([["编号", "营业收入"], ["P1", 1.2e21]])[0])
    residue = [["编号", "营业收入"], ["P1", 0.1 + 0.2], ["P2", 1.1 * 3], ["P3", 66.49000000000001], ["P4", 0.07]]
    xlsx(39, "residue.xlsx", one(residue)[0])
    office(39, "residue.xls", one(residue)[0])
    office(39, "residue.ods", one(residue)[0])
    column(40, "numerals.csv", ["二十家", "两家", "〇", "○", "零", "一百零五", "十二家", "两千三百家"], "入驻机构")
    column(40, "refused.csv", ["廿家", "二三十家", "几家", "半家"], "入驻机构")
    formulas, sheet = one([["编号", "营业收入"], ["P1", "=1/0"], ["P2", "=NA()"], ["P3", "=B2+1"], ["P4", "=1+1"]])
    office(41, "errors.xlsx", formulas, "xlsx:Calc MS Excel 2007 XML")
    office(41, "errors.xls", formulas)
    office(41, "errors.ods", formulas)
    xlsx(41, "uncached.xlsx", formulas)
    column(41, "errors.csv", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!"])
    column(42, "growth.csv", ["增长15%", "下降3.2%", "↑15%", "持平", "同比增长15%", "负增长2%", "↓3.2%", "15%", "-3.2"], "增速")
    column(42, "counts.csv", ["增长15家", "减少3家"], "入驻机构")
    text(43, "base.csv", ["编号,本期,基期", "P1,10,0", "P2,10,-3", "P3,10,8", "P4,10,"])


def dates():
    def column(name, cells):
        text(44, name, ["编号,成立日期"] + [f"P{at},{cell}" for at, cell in enumerate(cells, 1)])

    column("read.csv", ["2023年12月31日", "2023.12.31", "2023/12/31", "2023-12-31", "20231231", "2023/1/5", "２０２３年１２月３１日"])
    column("refused.csv", ["2023-12", "2023年底", "12月", "45291", "2023-02-30", "23/12/31"])
    rows = [["编号", "成立日期"], ["P1", datetime.date(2023, 12, 31)], ["P2", datetime.date(2023, 12, 31)]]
    rows += [["P3", "2023年12月31日"]]
    whole, sheet = one(rows)
    sheet["B3"].number_format = 'yyyy"年"m"月"d"日"'
    times, sheet = one([["编号", "成立日期"], ["P1", datetime.datetime(2023, 12, 31, 8, 30)]])
    sheet["B2"].number_format = "yyyy-mm-dd hh:mm"
    xlsx(44, "times.xlsx", times)
    xlsx(44, "dates.xlsx", whole)
    office(44, "dates.xls", whole)
    office(44, "dates.ods", whole)
    bare = [["编号", "成立日期"], ["P1", 45291], ["P2", 1], ["P3", 45291.5], ["P4", 2023], ["P5", 20231231]]
    xlsx(44, "serials.xlsx", one(bare)[0])
    xlsx(44, "serials_only.xlsx", one(bare[:2] + [["P2", 36526]])[0])
    xls(44, "serials_only.xls", bare[:2] + [["P2", 36526]])
    mac, sheet = one([["编号", "成立日期"], ["P1", datetime.date(2023, 12, 31)], ["P2", None]])
    mac.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet["B3"] = 43829
    xlsx(44, "mac.xlsx", mac)
    office(44, "mac.xls", mac)
    text(45, "yearly.csv", ["编号,成立日期", "P1,每年3月31日前", "P2,2023年3月31日前"])


def identity():
    text(46, "parks.csv", ["园区名称,营业收入", "温州市鹿城区人力资源服务产业园,1", "乐清（智谷）产业园,2"])
    names = ["温州市鹿城区人力资源服务产业园", "鹿城人力资源产业园", "温州市 鹿城区人力资源服务产业园", "乐清(智谷)产业园", "乐清（智谷）产业园"]
    text(46, "orgs.csv", ["机构,园区名称,人数"] + [f"机构{at},{name},1" for at, name in enumerate(names, 1)])
    text(46, "alike.csv", ["园区名称,营业收入", "乐清（智谷）产业园,1", "乐清(智谷)产业园,2", "ＡＢ产业园,3", "AB产业园,4"])
    text(47, "counties.csv", ["编号,县", "P1,乐清", "P2,乐清市", "P3,洞头", "P4,洞头区", "P5,龙港", "P6,苍南县", "P7,温州"])
    text(48, "truths.csv", ["编号,已备案"] + [f"P{at},{cell}" for at, cell in enumerate(["是", "否", "有", "无", "√", "×", "✓", "1", "0", "已建", "未建", "Y", "true"], 1)])
    whole, sheet = one([["编号", "已备案"], ["P1", True], ["P2", False], ["P3", 1], ["P4", "√"]])
    xlsx(48, "truths.xlsx", whole)
    office(48, "truths.ods", whole)
    text(48, "refused.csv", ["编号,已备案", "P1,部分", "P2,在建", "P3,2"])
    text(49, "several.csv", ["编号,入驻企业,入驻机构", "P1,A公司、B公司；C公司,3", "P2,A公司,A公司、B公司"])
    text(50, "orgs.csv", ["编号,机构,园区", "1,甲公司,P1", "2,乙公司,P1", "3,甲公司,P2"])
    text(50, "parks.csv", ["编号,园区名称", "P1,鹿城", "P2,乐清"])
    text(51, "marks.csv", ["编号,文号,备注", "P1,温人社发〔2021〕142号,综合性（市级）", "P2,“甲”、《乙》；：丙,综合性(市级)"])
    text(52, "formula.csv", ["编号,园区名称,营业收入", 'P1,"=HYPERLINK(""http://x"",""y"")",1', "P2,+1+1,2", "P3,@SUM(A1),3", "P4,-乙,4"])
    xlsx(52, "formula.xlsx", one([["编号", "园区名称", "营业收入"], ["P1", "'=1+1", 1]])[0])


def doubts():
    revenues = ["1200.50", "880", "930.25", "1010", "8800000"]
    text(29, "yuan.csv", ["编号,营业收入"] + [f"P{at},{cell}" for at, cell in enumerate(revenues, 1)])
    text(29, "all_in_yuan.csv", ["编号,营业收入", "P1,12005000", "P2,8800000"])
    parks = ["编号,所在县", "P1,鹿城区", "P2,乐清市"]
    for case in (53, 54, 55):
        text(case, "parks.csv", parks)
    head = "园区,评委,评委所在县,分值"
    text(53, "marks.csv", [head, "P1,甲,瓯海区,9", "P1,乙,瓯海区,8.5", "P1,丙,瓯海区,", "P1,丁,瓯海区,88", "P2,甲,瓯海区,9", "P2,乙,瓯海区,7", "P2,丙,瓯海区,8"])
    text(53, "abstained.csv", [head, "P1,甲,瓯海区,9", "P1,乙,瓯海区,弃权", "P1,丙,瓯海区,8"])
    text(53, "above.csv", [head, "P1,甲,瓯海区,9", "P1,乙,瓯海区,12", "P1,丙,瓯海区,8"])
    text(54, "marks.csv", [head, "P1,甲,瓯海区,9", "P1,乙,瓯海区,8", "P1,丙,瓯海区,8", "P2,甲,瓯海区,9", "P2,乙,瓯海区,7"])
    text(55, "marks.csv", [head, "P1,甲,瓯海区,9", "P1,乙,鹿城区,10", "P1,丙,瓯海区,8", "P2,甲,瓯海区,9", "P2,乙,鹿城区,7", "P2,丙,瓯海区,8"])


if __name__ == "__main__":
    os.environ["TZ"] = "UTC"
    encodings_and_files()
    shapes()
    headers_and_units()
    numbers()
    dates()
    identity()
    doubts()
    save()
