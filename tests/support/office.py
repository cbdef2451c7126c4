"""Drives one LibreOffice for office.ts. Debian's python3-uno; argument: its profile folder.

Reads calls from standard input, a line of JSON each, [name, argument, ...], and answers each with a
line of JSON, {"found": ...} or {"failed": "..."}, until the input ends.

inspect FILE: the changes, the comments, and the paragraphs once everything is accepted and once
everything is rejected.
describe FILE: its properties, tables, languages, and the outline of its headings.
print FILE TARGET: what it looks like on paper, as a PDF.
edit FILE TARGET FILTER AUTHOR FIND ADD: a named person appends words behind FIND, tracked.
rows FILE TARGET FILTER AUTHOR CHANGES: a named person works on the first table, tracked. CHANGES is
JSON: a row to "remove", by index; cells to "set", by name; words of a row to "add" at the end.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def main(profile):
    pipe = f"accord{os.getpid()}"
    office = subprocess.Popen(
        [
            "soffice",
            f"-env:UserInstallation=file://{profile}",
            "--headless",
            "--norestore",
            "--nologo",
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        context = connect(pipe, office)
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        for line in sys.stdin:
            call, *arguments = json.loads(line)
            try:
                answer = {"found": calls[call](context, desktop, *arguments)}
            except Exception as error:
                answer = {"failed": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)
    finally:
        # soffice is a script: its group holds the office itself; its profile goes with it
        with suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGKILL)
        office.wait()
        shutil.rmtree(profile, ignore_errors=True)


def connect(pipe, office):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    # It tells nobody when it listens: asked again and again until it does, or has ended.
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            with suppress(subprocess.TimeoutExpired):
                # with 81 it begins anew
                if office.wait(0.1) != 81:
                    raise SystemExit("LibreOffice ended before it could be asked")


def inspect(context, desktop, path):
    doc = load(desktop, path)
    found = {"changes": changes(doc), "comments": comments(doc)}
    dispatch(context, doc, ".uno:AcceptAllTrackedChanges")
    found["accepted"] = shown(doc.Text)
    doc.close(True)
    if not found["changes"]:
        return found | {"rejected": found["accepted"]}
    doc = load(desktop, path)
    dispatch(context, doc, ".uno:RejectAllTrackedChanges")
    found["rejected"] = shown(doc.Text)
    doc.close(True)
    return found


def describe(context, desktop, path):
    doc = load(desktop, path)
    about = doc.DocumentProperties
    own = about.UserDefinedProperties
    portions = [portion for part in flat(doc.Text) for portion in each(part)]
    found = {
        "title": about.Title,
        "subject": about.Subject,
        "description": about.Description,
        "own": {one.Name: own.getPropertyValue(one.Name) for one in own.PropertySetInfo.Properties},
        "headerRows": [table.RepeatHeadline for table in each_named(doc.TextTables)],
        "languages": sorted({languages(portion) for portion in portions if portion.String}),
        "outline": [
            {"level": part.OutlineLevel, "text": part.String}
            for part in flat(doc.Text)
            if part.OutlineLevel > 0
        ],
    }
    doc.close(True)
    return found


def languages(portion):
    western, asian = portion.CharLocale, portion.CharLocaleAsian
    return f"{western.Language}-{western.Country} {asian.Language}-{asian.Country}"


def flat(text):
    for part in each(text):
        if part.supportsService("com.sun.star.text.TextTable"):
            for name in part.CellNames:
                yield from flat(part.getCellByName(name))
        else:
            yield part


def paper(context, desktop, path, target):
    doc = load(desktop, path)
    options = uno.Any(
        "[]com.sun.star.beans.PropertyValue",
        (named("ExportBookmarks", True), named("ExportNotes", False)),
    )
    how = (named("FilterName", "writer_pdf_Export"), named("FilterData", options))
    uno.invoke(doc, "storeToURL", (f"file://{target}", how))
    doc.close(True)


def edit(context, desktop, path, target, kind, author, find, add):
    name_user(context, author)
    doc = load(desktop, path)
    doc.RecordChanges = True
    search = doc.createSearchDescriptor()
    search.SearchString = find
    found = doc.findFirst(search)
    found.Text.insertString(found.End, add, False)
    save(doc, target, kind)


def rows(context, desktop, path, target, kind, author, changes):
    name_user(context, author)
    doc = load(desktop, path)
    doc.RecordChanges = True
    wanted = json.loads(changes)
    table = each_named(doc.TextTables)[0]
    for name, words in wanted["set"].items():
        cell = table.getCellByName(name)
        whole = cell.createTextCursor()
        whole.gotoEnd(True)
        cell.insertString(whole, words, True)
    last = table.Rows.Count
    table.Rows.insertByIndex(last, 1)
    for column, words in enumerate(wanted["add"]):
        cell = table.getCellByPosition(column, last)
        cell.insertString(cell.End, words, False)
    table.Rows.removeByIndex(wanted["remove"], 1)
    save(doc, target, kind)


def save(doc, target, kind):
    doc.storeToURL(f"file://{target}", (named("FilterName", kind),))
    doc.close(True)


def name_user(context, author):
    provider = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.configuration.ConfigurationProvider", context
    )
    user = provider.createInstanceWithArguments(
        "com.sun.star.configuration.ConfigurationUpdateAccess",
        (named("nodepath", "/org.openoffice.UserProfile/Data"),),
    )
    user.setPropertyValue("givenname", author)
    user.setPropertyValue("sn", "")
    user.commitChanges()


def load(desktop, path):
    doc = desktop.loadComponentFromURL(f"file://{path}", "_blank", 0, (named("Hidden", True),))
    if doc is None:
        raise ValueError(f"LibreOffice cannot open {path}")
    return doc


def dispatch(context, doc, command):
    dispatcher = context.ServiceManager.createInstanceWithContext(
        "com.sun.star.frame.DispatchHelper", context
    )
    dispatcher.executeDispatch(doc.CurrentController.Frame, command, "", 0, ())


def changes(doc):
    return [
        {
            "type": change.RedlineType,
            "author": change.RedlineAuthor,
            "at": moment(change.RedlineDateTime),
        }
        for change in each(doc.Redlines)
    ]


def comments(doc):
    return [
        {
            "author": field.Author,
            "at": moment(field.DateTimeValue),
            "text": field.Content,
            "resolved": field.Resolved,
        }
        for field in each(doc.TextFields)
        if field.supportsService("com.sun.star.text.textfield.Annotation")
    ]


def shown(text):
    return [
        {
            "style": part.ParaStyleName,
            "level": part.NumberingLevel if part.NumberingIsNumber and part.ListId else None,
            "text": part.String,
        }
        for part in flat(text)
    ]


def each(collection):
    items = collection.createEnumeration()
    while items.hasMoreElements():
        yield items.nextElement()


def each_named(collection):
    return [collection.getByName(name) for name in collection.ElementNames]


def moment(value):
    day = f"{value.Year:04}-{value.Month:02}-{value.Day:02}"
    return f"{day}T{value.Hours:02}:{value.Minutes:02}:{value.Seconds:02}"


def named(name, value):
    return PropertyValue(name, 0, value, 0)


calls = {
    "inspect": inspect,
    "describe": describe,
    "print": paper,
    "edit": edit,
    "rows": rows,
}
main(*sys.argv[1:])
