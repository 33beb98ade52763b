"""Reads the lists of an HTML document as a program does that is no browser: their columns and rows as JSON.

    blocks.py PAGE

A moment comes as microseconds since 1970 in UTC; every other value as it is.
"""

import base64
import json
import re
import sys
import zlib

with open(sys.argv[1], encoding="utf-8") as page:
    text = page.read()

lists = {}
pattern = r'<script type="application/json" class="columns">(.*?)</script>\s*<script type="text/plain" class="rows">\s*(.*?)\s*</script>'
for described, packed in re.findall(pattern, text, re.DOTALL):
    description = json.loads(described)
    names = [column["id"] for column in description["columns"]]
    lines = zlib.decompress(base64.b64decode(packed), wbits=-15).decode("utf-8").split("\n")
    assert lines.pop() == ""
    rows = [json.loads(line) for line in lines]
    assert len(rows) == description["total"], "the list says another number of rows"
    assert all(len(row) == len(names) for row in rows)
    for row in rows:
        for place, value in enumerate(row):
            if isinstance(value, list):
                row[place] = value[0]
    lists[description["table"]] = [dict(zip(names, row)) for row in rows]
json.dump(lists, sys.stdout, ensure_ascii=False)
