"""Reads a workbook with openpyxl and prints what a reader of it gets, as JSON.

usage: workbook.py read FILE     every sheet with its cells and its print set-up
       workbook.py count FILE    every sheet with its number of rows, its first and its last data row
"""

import datetime
import json
import re
import sys
import xml.etree.ElementTree
import xml.parsers.expat
import zipfile

import openpyxl
import openpyxl.worksheet._reader

ORDINARY = openpyxl.worksheet._reader.from_excel


def exact(value, *arguments, timedelta=False):
    """openpyxl rounds durations to milliseconds; here they keep their microseconds."""
    if timedelta:
        return datetime.timedelta(microseconds=round(value * 86_400_000_000))
    return ORDINARY(value, *arguments)


openpyxl.worksheet._reader.from_excel = exact

ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def shown(text):
    """What Excel shows for a text of the file: _xHHHH_ stands for a character (ECMA-376, ST_Xstring)."""
    return ESCAPE.sub(lambda match: chr(int(match.group(1), 16)), text)


def cell(cell):
    value = cell.value
    kind = cell.data_type
    if isinstance(value, datetime.datetime):
        kind, value = "moment", value.isoformat(timespec="milliseconds")
    elif isinstance(value, datetime.timedelta):
        kind, value = "duration", value // datetime.timedelta(microseconds=1)
    elif isinstance(value, str):
        value = shown(value)
    return {"kind": kind, "value": str(value), "format": cell.number_format, "bold": bool(cell.font.b)}


def sheet(sheet):
    cells = {}
    for row in sheet.iter_rows():
        for one in row:
            if one.value is not None:
                cells[one.coordinate] = cell(one)
    page = sheet.page_setup
    head, foot = sheet.oddHeader, sheet.oddFooter
    return {
        "name": sheet.title,
        "cells": cells,
        "frozen": sheet.freeze_panes,
        "filter": sheet.auto_filter.ref,
        "titleRows": sheet.print_title_rows,
        "titleColumns": sheet.print_title_cols,
        "rowBreaks": [one.id for one in sheet.row_breaks.brk],
        "pageOrder": page.pageOrder,
        "links": {
            one.coordinate: one.hyperlink.location
            for row in sheet.iter_rows()
            for one in row
            if one.hyperlink
        },
        "paper": str(page.paperSize),
        "orientation": page.orientation,
        "fitWidth": page.fitToWidth,
        "fitHeight": page.fitToHeight,
        "fits": bool(sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage),
        "headerLeft": head.left.text or "",
        "headerRight": head.right.text or "",
        "footerLeft": foot.left.text or "",
        "footerRight": foot.right.text or "",
        "colourScales": [
            str(area.sqref)
            for area, rules in sheet.conditional_formatting._cf_rules.items()
            if any(rule.type == "colorScale" for rule in rules)
        ],
        "widths": {key: dimension.width for key, dimension in sheet.column_dimensions.items()},
        "rowCount": sheet.max_row,
    }


def read(path):
    book = openpyxl.load_workbook(path)
    about = book.properties
    names = zipfile.ZipFile(path).namelist()
    return {
        "sheets": [sheet(one) for one in book.worksheets],
        "parts": names,
        "title": about.title,
        "subject": about.subject,
        "creator": about.creator,
        "keywords": about.keywords,
        "description": about.description,
        "created": about.created.isoformat(),
        "modified": about.modified.isoformat(),
    }


def count(path):
    """openpyxl takes minutes for a million rows; Python's own XML parser sees every element of them in seconds."""
    archive = zipfile.ZipFile(path)
    book = xml.etree.ElementTree.fromstring(archive.read("xl/workbook.xml"))
    names = [one.get("name") for one in book.iter() if one.tag.endswith("}sheet")]
    return [extent(name, archive.open(f"xl/worksheets/sheet{index}.xml")) for index, name in enumerate(names, 1)]


def extent(name, stream):
    number, first, last, inside = 0, [], [], False

    def start(tag, attributes):
        nonlocal number, first, last, inside
        if tag == "row":
            if number == 2:
                first = last
            number += 1
            last = []
        inside = tag == "v" or tag == "t"

    def text(data):
        nonlocal inside
        if inside:
            last.append(data)
            inside = False

    parser = xml.parsers.expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.ParseFile(stream)
    return {"name": name, "rowCount": number, "first": first or last, "last": last}


print(json.dumps({"read": read, "count": count}[sys.argv[1]](sys.argv[2])))
