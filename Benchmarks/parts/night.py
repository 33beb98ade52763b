"""The night: both reports with all rules, the findings, sealing and verification, beside the bare reports."""

import os
import statistics
import subprocess

import report
from measure import Measurement, fresh, goal, measured, ratios
from settings import AS_OF, CHECKOUT, NIGHT, PAIRS, REGISTERS, TUTANAK, USERS, events_of
from tutanak import install

WHOLE = "period: 2026-09-08..2026-10-07\nreports: [OTR, GOR, ANM, MHR]\n"


class Sum:
    """Two runs, one after the other."""

    def __init__(self, *runs):
        self.cpu, self.wall = sum(r.cpu for r in runs), sum(r.wall for r in runs)
        self.server_cpu, self.peak = sum(r.server_cpu for r in runs), max(r.peak for r in runs)


def build_timer():
    library = fresh("seal") + "/seal.so"
    subprocess.run([os.environ.get("CC", "gcc"), "-O2", "-shared", "-fPIC", "-o", library,
                    os.path.join(CHECKOUT, "Benchmarks", "parts", "seal.c"), "-ldl"], check=True)
    return library


def run_whole(server, database, timer):
    """The night and the verification; the share of the night that digests and signatures take."""
    folder, command = install(server, database, WHOLE)
    spent = os.path.join(folder, "spent")
    night = Measurement(server, command, {"LD_PRELOAD": timer, "TUTANAK_SEAL_TIME": spent})
    verification = Measurement(server, [
        TUTANAK, "verify", os.path.join(folder, "archive"), "--quiet", "--config", os.path.join(folder, "tutanak.yaml"),
        "--home", os.path.join(folder, "home"), "--as-of", AS_OF])
    with open(spent) as file:
        return Sum(night, verification), night, float(file.read()) / night.cpu


def bench(server):
    report.line(f"Night: {NIGHT:,} sessions and {events_of(NIGHT):,} events of {USERS:,} users, {PAIRS} pairs")
    database = server.load(NIGHT)
    timer = build_timer()
    bare, whole, nights, shares = [], [], [], []
    for _ in range(PAIRS):
        bare.append(Measurement(server, install(server, database, REGISTERS)[1]))
        both, night, share = run_whole(server, database, timer)
        whole.append(both)
        nights.append(night)
        shares.append(share)
    server.drop(database)
    rows = NIGHT + events_of(NIGHT)
    report.table([
        ["", "rows/CPU s", "rows/s", "CPU s", "wall s", "PostgreSQL CPU s", "peak MiB"],
        measured("both reports, no rules", bare, rows), measured("the night", nights, rows),
        measured("the night and verify", whole, rows)])
    report.table([
        ["the night and verify / both reports", "median", "least", "most"],
        ratios("CPU", whole, bare, lambda r: r.cpu), ratios("wall", whole, bare, lambda r: r.wall)])
    ratio = statistics.median(w.cpu / b.cpu for w, b in zip(whole, bare))
    goal(f"the night with all rules, both reports, sealing and verification at most twice the bare reports: {ratio:.2f}",
         ratio <= 2)
    share = statistics.median(shares)
    goal(f"digests and seals under 5 % of the night's CPU: {share:.1%}", share < 0.05)
    report.end("night", "The night", server)
