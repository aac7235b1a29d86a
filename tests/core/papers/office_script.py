"""Run by the Python that LibreOffice comes with: open workbooks, change named cells, recalculate, give the named results.

Reads JSON from standard input: the port, and for each book its file and a list of changes (names to values); each set is made
on the book as it was kept. Writes JSON: for each book what was kept, and what each set comes to, by name.
"""

import json
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

SECONDS = 60


def desktop_at(port):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(SECONDS * 5):
        try:
            context = resolver.resolve(f"uno:socket,host=127.0.0.1,port={port};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except NoConnectException:
            time.sleep(0.2)
    raise SystemExit("the office did not answer")


def opened(desktop, path):
    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    for _ in range(10):
        found = desktop.loadComponentFromURL(uno.systemPathToFileUrl(path), "_blank", 0, (hidden,))
        if found is not None:
            return found
        time.sleep(1)
    raise SystemExit(f"{path} could not be opened")


def cell_called(document, name):
    area = document.NamedRanges.getByName(name).getReferredCells()
    return area.getCellByPosition(0, 0)


def value_of(cell):
    if cell.getError():
        return f"error {cell.getError()}"
    return cell.getString() if cell.FormulaResultType2 == 2 else cell.getValue()


def results_of(document):
    names = [name for name in document.NamedRanges.ElementNames if name.startswith("out_")]
    return {name: value_of(cell_called(document, name)) for name in names}


def put(document, name, value):
    cell = cell_called(document, name)
    if isinstance(value, str):
        cell.setString(value)
    else:
        cell.setValue(value)


def kept_value(cell):
    return cell.getString() if cell.Type.value == "TEXT" else cell.getValue()


def main():
    asked = json.load(sys.stdin)
    desktop, answers = desktop_at(asked["port"]), []
    for book in asked["books"]:
        document = opened(desktop, book["file"])
        for sheet in document.Sheets:
            sheet.unprotect("")
        found = {"kept": results_of(document), "changed": []}
        document.calculateAll()
        found["recalculated"] = results_of(document)
        for changes in book["changes"]:
            before = {name: kept_value(cell_called(document, name)) for name in changes}
            for name, value in changes.items():
                put(document, name, value)
            document.calculateAll()
            found["changed"].append(results_of(document))
            for name, value in before.items():
                put(document, name, value)
        document.close(True)
        answers.append(found)
    json.dump(answers, sys.stdout)


main()
