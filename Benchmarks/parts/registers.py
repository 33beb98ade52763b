"""Speed: the two registers against register.c, which must come to the same numbers."""

import json
import os
import re
import statistics
import subprocess
import sys

import report
from measure import Measurement, fresh, goal, measured, ratios
from settings import AS_OF, CHECKOUT, FONTS, FROM, PAIRS, SESSIONS, TO, USERS, WORK, ZONE, events_of
from tutanak import run_tutanak


def run_register(server, database):
    folder = fresh("register")
    command = [os.path.join(WORK, "program", "register"), server.connection(database),
               os.path.join(CHECKOUT, "systems", "efys"), FROM, TO, AS_OF, ZONE, FONTS, folder]
    return Measurement(server, command), folder


def unmarked(row):
    """A row without what keeps masked values apart: a key makes Tutanak's marks, the C program counts."""
    return re.sub(r" ?#[0-9a-z]+(?=[\" ])", "", json.dumps(row, ensure_ascii=False))


def compare(register, archive):
    """Ends the bench unless both programs came to the same numbers."""
    differences = []
    for code in ("OTR", "GOR"):
        with open(os.path.join(archive, f"2026-{code}-000001", f"2026-{code}-000001.json")) as file:
            ours = json.load(file)
        with open(os.path.join(register, f"{code}.json")) as file:
            theirs = json.load(file)
        for part, values in theirs.pop("document").items():
            for key, value in values.items():
                if ours["document"][part][key] != value:
                    differences.append(f"{code} {part}.{key}: {ours['document'][part][key]}, register {value}")
        del theirs["program"]
        for table, rows in theirs.items():
            # Where two rows count the same, each program has an order of its own.
            if sorted(map(unmarked, ours[table])) != sorted(map(unmarked, rows)):
                differences.append(f"{code} {table}: {len(ours[table])} rows, register {len(rows)}, not the same")
    if differences:
        sys.exit("bench: the programs disagree\n  " + "\n  ".join(differences))


def build_register():
    program = fresh("program") + "/register"
    include = subprocess.run(["pkg-config", "--cflags", "libpq"], check=True, capture_output=True, text=True).stdout
    subprocess.run(
        [os.environ.get("CC", "gcc"), "-O2", "-Wall", *include.split(), "-o", program,
         os.path.join(CHECKOUT, "Benchmarks", "register.c"), "-lpq", "-lxlsxwriter", "-lhpdf"], check=True)


def bench(server):
    build_register()
    events = events_of(SESSIONS)
    rows = SESSIONS + events
    report.line(f"Speed: {SESSIONS:,} sessions and {events:,} events of {USERS:,} users, {PAIRS} pairs")
    database = server.load(SESSIONS)
    ours, theirs = [], []
    for _ in range(PAIRS):
        measurement, archive = run_tutanak(server, database)
        ours.append(measurement)
        measurement, register = run_register(server, database)
        theirs.append(measurement)
        compare(register, archive)
    server.drop(database)
    report.table([
        ["", "rows/CPU s", "rows/s", "CPU s", "wall s", "PostgreSQL CPU s", "peak MiB"],
        measured("tutanak", ours, rows), measured("C program", theirs, rows)])
    report.table([
        ["tutanak / C program", "median", "least", "most"],
        ratios("CPU", ours, theirs, lambda r: r.cpu), ratios("wall", ours, theirs, lambda r: r.wall),
        ratios("CPU with PostgreSQL's", ours, theirs, lambda r: r.cpu + r.server_cpu)])
    for what, value in (("CPU", lambda r: r.cpu), ("wall time", lambda r: r.wall)):
        ratio = statistics.median(value(a) / value(b) for a, b in zip(ours, theirs))
        goal(f"at most 1.25 times the C program's {what}: {ratio:.2f}", ratio <= 1.25)
    report.end("registers", "The registers", server)
