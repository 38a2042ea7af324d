"""What a clerk of a county types into the workbook that `heng template` writes, in LibreOffice.

clerk.py FORM DATA OUT [MISTAKES]: every row of the csv files in DATA goes below the headers of the sheet that has them,
typed as text as at a keyboard. MISTAKES names cells and what the clerk types there instead, a line each:
sheet, cell and text, separated by tabs.
"""

import csv
import os
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


def connected(port):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(120):
        try:
            return resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.5)
    sys.exit("the office program did not start")


def plain(header):
    """A header without its unit."""
    return header.split("（")[0]


def headers(sheet):
    names = []
    while name := sheet.getCellByPosition(len(names), 0).getString():
        names.append(plain(name))
    return names


def typed(cell, text):
    # What the format of the cell calls a text stays one, as at the keyboard.
    if cell.getPropertyValue("NumberFormat") in texts:
        cell.setString(text)
    else:
        cell.setFormula(text)


form, data, out = sys.argv[1:4]
profile = tempfile.mkdtemp()
port = 20000 + os.getpid() % 10000
office = subprocess.Popen(
    ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore",
     f"--accept=socket,host=127.0.0.1,port={port};urp;"],
    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
)
try:
    context = connected(port)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    hidden = PropertyValue(Name="Hidden", Value=True)
    book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(os.path.abspath(form)), "_blank", 0, (hidden,))
    formats = book.getNumberFormats()
    texts = {
        key for key in formats.queryKeys(256, uno.createUnoStruct("com.sun.star.lang.Locale"), False)
    }
    sheets = [book.Sheets.getByIndex(at) for at in range(book.Sheets.Count)]
    for name in sorted(os.listdir(data)):
        if not name.endswith(".csv"):
            continue
        with open(os.path.join(data, name), encoding="utf-8") as file:
            first, *rows = list(csv.reader(file))
        known = [sheet for sheet in sheets if sorted(headers(sheet)) == sorted(first)]
        if not known:
            continue
        places = {name: at for at, name in enumerate(headers(known[0]))}
        for down, row in enumerate(rows, 1):
            for name, text in zip(first, row):
                if text:
                    cell = known[0].getCellByPosition(places[name], down)
                    # A column of percentages takes what is typed for one.
                    percent = "（%）" in known[0].getCellByPosition(places[name], 0).getString()
                    typed(cell, text + "%" if percent else text)
    for line in open(sys.argv[4], encoding="utf-8") if len(sys.argv) > 4 else []:
        sheet, place, text = line.rstrip("\n").split("\t")
        typed(book.Sheets.getByName(sheet).getCellRangeByName(place), text)
    kind = PropertyValue(Name="FilterName", Value="Calc MS Excel 2007 XML")
    book.storeToURL(uno.systemPathToFileUrl(os.path.abspath(out)), (kind,))
    book.close(True)
    try:
        desktop.terminate()
    except Exception:
        pass
finally:
    try:
        office.wait(30)
    except subprocess.TimeoutExpired:
        office.kill()
