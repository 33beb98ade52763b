"""Pages: what a page of a PDF takes, by the difference between few and many of them over the same rows."""

import glob
import os
import statistics
import subprocess

import report
from measure import Measurement
from settings import PAGES, PAIRS
from tutanak import install

FEW = 1


def run(server, database, pages):
    folder, command = install(
        server, database, "period: 2026-01-01..2026-06-29\nreports: [YUK]\n", "mask: M0\nformats: [pdf]\n", system="crowd",
        zone="Etc/UTC", as_of="2026-06-30T00:00:00Z")
    path = os.path.join(folder, "home", "reports", "YUK.yaml")
    with open(path) as file:
        definition = file.read()
    with open(path, "w") as file:
        file.write(definition.replace("paged_rows: 1 }", f"paged_rows: 1000000, pages: {pages} }}"))
    measured = Measurement(server, command)
    pdf, = glob.glob(os.path.join(folder, "archive", "*", "*", "*.pdf"))
    printed = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True, text=True).stdout
    count = next(int(line.split()[1]) for line in printed.splitlines() if line.startswith("Pages:"))
    return measured, count, os.path.getsize(pdf)


def bench(server):
    report.line(f"Pages: registers of 100,000 rows on {FEW} and on {PAGES:,} pages each, {PAIRS} pairs")
    database = server.load_crowd(100_000)
    pairs = [(run(server, database, FEW), run(server, database, PAGES)) for _ in range(PAIRS)]
    server.drop(database)
    (_, few, _), (_, many, size) = pairs[0]
    cpu = statistics.median((more.cpu - less.cpu) / (many - few) * 1e3 for (less, _, _), (more, _, _) in pairs)
    memory = statistics.median((more.peak - less.peak) / (many - few) * 1024 for (less, _, _), (more, _, _) in pairs)
    report.table([
        ["", "pages", "CPU s", "peak MiB"],
        ["few", f"{few:,}", f"{statistics.median(less.cpu for (less, _, _), _ in pairs):.2f}", f"{max(less.peak for (less, _, _), _ in pairs):.0f}"],
        ["many", f"{many:,}", f"{statistics.median(more.cpu for _, (more, _, _) in pairs):.2f}", f"{max(more.peak for _, (more, _, _) in pairs):.0f}"],
    ])
    report.line(f"  a page takes {cpu:.1f} ms of CPU, {memory:.0f} KiB of memory until the file is written, {size / many / 1024:.1f} KiB of it")
    report.end("pages", "What a page of a PDF takes", server)
