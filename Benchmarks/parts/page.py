"""Page: how soon a register opens in a browser, and what memory that takes; the index of an archive beside it."""

import json
import os
import statistics
import subprocess
import sys

import report
from measure import goal, timed
from settings import CHECKOUT, PAGE, PAIRS
from tutanak import install

BROWSER = os.path.join(CHECKOUT, "Tests", "HTMLTests", "browser.py")
MIB = 1 << 20
# When the rows are listed, by the page's own clock, which begins with the request for the file.
LISTED = """new MutationObserver((_, observer) => {
  if (document.documentElement?.dataset.ready) { window.listed = performance.now(); observer.disconnect(); }
}).observe(document, { subtree: true, childList: true, attributes: true });"""
SEARCH = """new Promise((done) => {
  const list = document.querySelector(".listing"), field = list.querySelector(".controls input");
  const begin = performance.now();
  new MutationObserver(() => done(performance.now() - begin - 150)).observe(
    list.querySelector(".status"), { childList: true });
  field.value = "9"; field.dispatchEvent(new Event("input"));
})"""


def opened(path):
    """Opens a page in a new Chromium; milliseconds until it is seen, listed and searched, and MiB."""
    steps = [
        {"evaluate": "window.listed"},
        {"evaluate": "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => "
                     "done(performance.getEntriesByName('first-contentful-paint')[0]?.startTime))))"},
        {"memory": True}, {"evaluate": SEARCH}]
    out = subprocess.run(
        [sys.executable, BROWSER, path, LISTED], input=json.dumps(steps), check=True, capture_output=True, text=True).stdout
    listed, seen, memory, searched = json.loads(out)["results"]
    return {"seen": seen, "listed": listed, "searched": searched, **memory}


def line(name, path, rows, runs):
    def median(key):
        return statistics.median(run[key] for run in runs)
    return [name, f"{rows:,}", f"{os.path.getsize(path) / 1e6:.1f}", f"{median('seen'):.0f}", f"{median('listed'):.0f}",
            f"{median('searched'):.0f}", f"{median('heap') / MIB:.0f}", f"{median('renderer') / MIB:.0f}"]


def bench(server):
    database = server.load(PAGE)
    schedule = "period: 2026-09-08..2026-10-07\nreports: [OTR]\n"
    folder, command = install(server, database, schedule, "formats: [html]\n")
    timed(command)
    server.drop(database)
    archive = os.path.join(folder, "archive")
    page = os.path.join(archive, "2026", "2026-OTR-000001", "2026-OTR-000001.html")
    index = os.path.join(archive, "index.html")
    report.line(f"Page: a register of {PAGE:,} sessions in Chromium, from disk, a new browser each of {PAIRS} times")
    figures = {path: [opened(path) for _ in range(PAIRS)] for path in (page, index)}
    report.table([
        ["", "rows", "MB", "seen, ms", "listed, ms", "searched, ms", "script MiB", "renderer MiB"],
        line("register", page, PAGE, figures[page]), line("index", index, 1, figures[index])])
    listed = statistics.median(run["listed"] for run in figures[page])
    goal(f"the rows of a register are listed within a second: {listed / 1000:.2f} s", listed <= 1000)
    report.end("page", "A page in a browser", server)
