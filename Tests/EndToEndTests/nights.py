"""Judges an archive after nights with faults, knowing nothing of the program but what its manual promises.

    nights.py ARCHIVE LOG        LOG: {"first": day, "last": day, "told": text, "backed_up": [day, ...], "kept_days": N}

Prints a line for everything that is wrong. Days are local dates of Europe/Istanbul (UTC+03:00 throughout 2026).
"""

import datetime
import hashlib
import json
import os
import re
import sys

REPORTS = ["ANM", "GOR", "MHR", "OTR", "YDK"]
ORIGIN = datetime.date(2026, 9, 1)
wrong = []


def day_of(instant):
    moment = datetime.datetime.fromisoformat(instant.replace("Z", "+00:00"))
    return (moment + datetime.timedelta(hours=3)).date()


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def check_whole(folder):
    """Every file is listed with its size and digest, and nothing else is there."""
    found = {
        os.path.relpath(os.path.join(parent, name), folder)
        for parent, _, names in os.walk(folder)
        for name in names
    }
    sums = {}
    with open(os.path.join(folder, "SHA256SUMS"), encoding="utf-8") as file:
        for line in file:
            sums[line.rstrip("\n")[66:]] = line[:64]
    listed = {entry["path"]: entry for entry in read(os.path.join(folder, "manifest.json"))["files"]}
    if found != set(sums) | {"SHA256SUMS", "manifest.p7s"} or set(sums) != set(listed) | {"manifest.json"}:
        wrong.append(f"{folder}: files and lists differ: {sorted(found)}")
        return
    for path, expected in sums.items():
        if digest(os.path.join(folder, path)) != expected:
            wrong.append(f"{folder}/{path}: another digest than SHA256SUMS has")
    for path, entry in listed.items():
        file = os.path.join(folder, path)
        if entry["sha256"] != sums[path] or entry["size"] != os.path.getsize(file):
            wrong.append(f"{file}: another digest or size than the manifest has")


def check_package(folder, name, manifest, issued):
    year, code, sequence = name.split("-")
    day, made = day_of(manifest["period"]["from"]), day_of(manifest["as_of"])
    issued[code].append((int(sequence), day, made))
    try:
        document = read(os.path.join(folder, name + ".json"))["document"]
    except (OSError, ValueError, KeyError) as error:
        wrong.append(f"{folder}: no document to read: {error}")
        return
    number = f"{year}/{code}-{sequence}"
    if not manifest["document"] == document["number"] == number or manifest["report"] != code:
        wrong.append(f"{folder}: is {manifest['document']} and {document['number']}")
    is_late = made - day != datetime.timedelta(days=1)
    if not manifest["late"] == document["late"] == is_late:
        wrong.append(f"{folder}: late is {manifest['late']} and {document['late']}, made on {made} of {day}")
    index = (day - ORIGIN).days
    counts = {"OTR": ("sessions", index % 4 + 1), "GOR": ("events", index % 3 + 1)}
    if code in counts and document["counts"][counts[code][0]] != counts[code][1]:
        wrong.append(f"{folder}: counts {document['counts']}, not {counts[code]}")


def check_reports(issued, first, last, told):
    owed = {first + datetime.timedelta(days=number) for number in range((last - first).days + 1)}
    for code, entries in issued.items():
        days = [day for _, day, _ in entries]
        for day in sorted(owed - set(days)):
            wrong.append(f"{code} of {day} was never issued")
        for day in sorted({day for day in days if days.count(day) > 1} | (set(days) - owed)):
            wrong.append(f"{code} of {day} was issued {days.count(day)} times")
        numbers = [sequence for sequence, _, _ in entries]
        if len(set(numbers)) != len(numbers):
            wrong.append(f"{code}: a number twice: {sorted(numbers)}")
        for hole in sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers)):
            if f"2026/{code}-{hole:06}" not in told:
                wrong.append(f"{code}: number {hole} is missing and nothing was said")
        order = [(made, day) for _, day, made in sorted(entries)]
        if order != sorted(order):
            wrong.append(f"{code}: numbers are not in the order of the nights: {order}")


def check_ledger(archive):
    """The chain of the ledger, and the days whose backups it says were purged."""
    with open(os.path.join(archive, "ledger.jsonl"), "rb") as file:
        *lines, end = file.read().split(b"\n")
    if end:
        wrong.append("the ledger ends in the middle of a line")
    previous, begun, purged = "0" * 64, set(), set()
    for number, line in enumerate(lines, 1):
        entry = json.loads(line)
        if entry["sequence"] != number or entry["previous"] != previous:
            wrong.append(f"line {number} of the ledger does not follow")
        previous = hashlib.sha256(line).hexdigest()
        name = entry["backup"]
        if entry["act"] != "purge" or not name:
            continue
        if entry["outcome"] == "begun":
            begun.add(name)
            continue
        begun.discard(name)
        if entry["outcome"] == "done":
            purged.add(datetime.datetime.strptime(name[:8], "%Y%m%d").date())
    for name in sorted(begun):
        wrong.append(f"the purge of {name} was never completed")
    return purged


def check_backups(backups, purged, backed_up, days):
    for day in sorted(backups & purged):
        wrong.append(f"the backup of {day} was purged and is there")
    for day in sorted(backed_up - backups - purged):
        wrong.append(f"the backup of {day} is not there")
    if sorted(backups) != sorted(backups | purged)[-days:]:
        wrong.append(f"backups of {sorted(map(str, backups))} are kept, not of the last {days} days")


def main(archive, log):
    issued = {code: [] for code in REPORTS}
    backups = set()
    for parent, folders, names in os.walk(archive):
        for name in folders + names:
            if name.endswith(".partial") or ".partial" in name:
                wrong.append(f"{parent}/{name} was left behind")
    if set(os.listdir(archive)) != {
            ".state", "2026", "backups", "index.html", "keys", "ledger.jsonl", "register"}:
        wrong.append(f"{archive} holds {sorted(os.listdir(archive))}")
    for name in sorted(os.listdir(os.path.join(archive, "2026"))):
        folder = os.path.join(archive, "2026", name)
        if not re.fullmatch(r"2026-(ANM|GOR|MHR|OTR|YDK)-\d{6}", name):
            wrong.append(f"{folder} is no package")
            continue
        check_whole(folder)
        manifest = read(os.path.join(folder, "manifest.json"))
        check_package(folder, name, manifest, issued)
    for name in sorted(os.listdir(os.path.join(archive, "backups", "back-office"))):
        folder = os.path.join(archive, "backups", "back-office", name)
        check_whole(folder)
        day = day_of(read(os.path.join(folder, "manifest.json"))["period"]["from"])
        if day in backups:
            wrong.append(f"{folder}: the second backup of {day}")
        backups.add(day)
    date = datetime.date.fromisoformat
    check_reports(issued, date(log["first"]), date(log["last"]), log["told"])
    check_backups(backups, check_ledger(archive), {date(text) for text in log["backed_up"]}, log["kept_days"])
    print("\n".join(wrong), end="")


main(sys.argv[1], read(sys.argv[2]))
