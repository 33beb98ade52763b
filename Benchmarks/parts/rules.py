"""Rules: what judging by all rules adds to reading."""

import statistics

import report
from measure import goal, measured, ratios
from settings import EACH_RULE, PAIRS, RULES, USERS
from tutanak import rule_names, run_rules


def each_alone(server, database):
    """What each rule adds to reading where it is the only one, the dearest first, in microseconds of CPU a row.

    What several share, such as putting rows aside for those about users, each of them pays here.
    """
    costs = []
    for rule in rule_names():
        pairs = [(run_rules(server, database, False, only=rule).cpu, run_rules(server, database, False).cpu) for _ in range(PAIRS)]
        costs.append((statistics.median(one - none for one, none in pairs) / (2 * RULES) * 1e6, rule))
    return sorted(costs, reverse=True)


def bench(server):
    report.line(f"Rules: {RULES:,} sessions and as many events of {USERS:,} users in the lookback, {PAIRS} pairs")
    database = server.load(RULES, RULES)
    with_rules, without = [], []
    for _ in range(PAIRS):
        without.append(run_rules(server, database, False))
        with_rules.append(run_rules(server, database, True))
    alone = each_alone(server, database) if EACH_RULE else []
    server.drop(database)
    report.table([
        ["", "rows/CPU s", "rows/s", "CPU s", "wall s", "PostgreSQL CPU s", "peak MiB"],
        measured("all rules", with_rules, 2 * RULES), measured("reading alone", without, 2 * RULES)])
    report.table([
        ["all rules / reading alone", "median", "least", "most"],
        ratios("CPU", with_rules, without, lambda r: r.cpu),
        ratios("CPU with PostgreSQL's", with_rules, without, lambda r: r.cpu + r.server_cpu)])
    if alone:
        report.table([["one rule alone", "µs a row"]] + [[rule, f"{cost:.2f}"] for cost, rule in alone])
    ratio = statistics.median(a.cpu / b.cpu for a, b in zip(with_rules, without))
    goal(f"all rules add at most 60 % to the CPU of reading: {ratio - 1:.0%}", ratio <= 1.6)
    report.end("rules", "The rules", server)
