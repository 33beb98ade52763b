"""Rows: what one of them costs on its way, by the difference between many and few of them."""

import statistics

import report
from measure import Measurement, goal
from settings import PAIRS, ROWS
from tutanak import install

FEW = 10_000
#: What is made, with the report and the format that make it.
WAYS = {
    "read": ("OKU", "json"),
    "as CSV": ("YUK", "csv"),
    "as JSON": ("YUK", "json"),
    "in a workbook": ("YUK", "xlsx"),
}


def run(server, database, way):
    code, form = WAYS[way]
    _, command = install(
        server, database, f"period: 2026-01-01..2026-06-29\nreports: [{code}]\n", f"mask: M0\nformats: [{form}]\n",
        system="crowd", zone="Etc/UTC", as_of="2026-06-30T00:00:00Z")
    return Measurement(server, command)


def bench(server):
    report.line(f"Rows: {ROWS:,} sessions and {ROWS:,} events against {FEW:,} of each, {PAIRS} pairs")
    few, many = server.load_crowd(FEW), server.load_crowd(ROWS)
    ours, theirs = ({way: [] for way in WAYS} for _ in range(2))
    for _ in range(PAIRS):
        for way in WAYS:
            less, more = run(server, few, way), run(server, many, way)
            ours[way].append((more.cpu - less.cpu) / (2 * (ROWS - FEW)) * 1e6)
            theirs[way].append((more.server_cpu - less.server_cpu) / (2 * (ROWS - FEW)) * 1e6)
    for database in (few, many):
        server.drop(database)
    cost = {way: statistics.median(values) for way, values in ours.items()}
    table = [["", "our CPU of a row, µs", "beyond reading, µs", "PostgreSQL's, µs"]]
    for way in WAYS:
        table.append([way, f"{cost[way]:.1f}", f"{cost[way] - cost['read']:.1f}", f"{statistics.median(theirs[way]):.1f}"])
    report.table(table)
    goal(f"a row read, put in order, judged and added up costs at most 3 µs: {cost['read']:.1f}", cost["read"] <= 3)
    sheet = cost["in a workbook"] - cost["read"]
    goal(f"and another 2 µs on the way into its sheet, of which compression is here a part: {sheet:.1f}", sheet <= 2)
    report.end("rows", "What a row costs", server, {"microseconds": {way: round(value, 2) for way, value in cost.items()}})
