"""Memory: the peak at growing numbers of rows of the same users."""

import report
from measure import goal
from settings import MEMORY, USERS, events_of
from tutanak import run_rules, run_tutanak


def bench(server):
    report.line(f"Memory: {USERS:,} users at every size")
    table = [["sessions", "events", "CPU s", "wall s", "rows/s", "peak MiB", "peak MiB of the rules"]]
    peaks, rule_peaks = [], []
    largest = server.load(max(MEMORY))
    for sessions in MEMORY:
        database = largest if sessions == max(MEMORY) else server.load(sessions)
        run, _ = run_tutanak(server, database)
        # What a rule holds is bounded by its window, so the rows grow with time and not with their density.
        rules = run_rules(server, largest, True, f"{30 * 24 * 60 * sessions // max(MEMORY)}m")
        if database != largest:
            server.drop(database)
        rows = sessions + events_of(sessions)
        table.append([f"{sessions:,}", f"{events_of(sessions):,}", f"{run.cpu:.1f}", f"{run.wall:.1f}",
                      f"{rows / run.wall:,.0f}", f"{run.peak:.1f}", f"{rules.peak:.1f}"])
        peaks.append(run.peak)
        rule_peaks.append(rules.peak)
    server.drop(largest)
    report.table(table)
    for what, all_peaks in (("the registers", peaks), ("the rules", rule_peaks)):
        growth = max(all_peaks) / min(all_peaks)
        goal(f"the peak of {what} is flat: the largest is {growth:.2f} times the smallest", growth <= 1.1)
    report.end("memory", "Memory", server)
