"""Tutanak set up and run as an administrator does."""

import glob
import json
import os
import subprocess

from measure import Measurement, fresh
from settings import AS_OF, CHECKOUT, REGISTERS, TUTANAK, ZONE


def comparable(definition):
    """A report as the C program makes it: it knows no rules, and its pages list the first rows of the registers."""
    lines = [line for line in definition.splitlines(True) if "findings_summary" not in line]
    limits = {"sessions": 500, "events": 500, "quarantine": 200}
    return "".join(
        f"  - {{ id: {line.split()[1]}, paged_rows: {limits[line.split()[1]]} }}\n"
        if line.startswith("  - ") and line.split()[1] in limits else line for line in lines)


def install(server, database, schedule, settings="", system="efys", zone=ZONE, as_of=AS_OF, over=None):
    """A folder with a home of its own; returns it and the command that runs the schedule; `over` a port of 127.0.0.1."""
    folder = fresh("tutanak")
    home = os.path.join(folder, "home")
    os.makedirs(os.path.join(home, "schedules"))
    os.mkdir(os.path.join(folder, "archive"), 0o700)
    for part in ("templates", "words", "calendars"):
        os.symlink(os.path.join(CHECKOUT, part), os.path.join(home, part))
    os.mkdir(os.path.join(home, "systems"))
    for name, place in (("efys", "systems"), ("crowd", "Benchmarks")):
        os.symlink(os.path.join(CHECKOUT, place, name), os.path.join(home, "systems", name))
    os.mkdir(os.path.join(home, "reports"))
    for path in glob.glob(os.path.join(CHECKOUT, "reports", "*")) + glob.glob(
            os.path.join(CHECKOUT, "Benchmarks", "reports", "*")):
        name = os.path.basename(path)
        with open(path) as file:
            definition = file.read()
        with open(os.path.join(home, "reports", name), "w") as file:
            file.write(definition if schedule != REGISTERS else comparable(definition))
    with open(os.path.join(home, "schedules", "month.yaml"), "w") as file:
        file.write(schedule)
    configuration = os.path.join(folder, "tutanak.yaml")
    with open(configuration, "w") as file:
        file.write(f"zone: {zone}\narchive: {folder}/archive\nsources:\n  back-office:\n    system: {system}\n")
        file.write(f"    connection: {json.dumps(server.connection(database, over=over))}\n")
        file.write(settings)
    command = [TUTANAK, "run", "month", "--quiet", "--config", configuration, "--home", home, "--as-of", as_of]
    return folder, command


def run_tutanak(server, database):
    folder, command = install(server, database, REGISTERS)
    return Measurement(server, command), os.path.join(folder, "archive", "2026")


def rule_names():
    """The identifiers of all rules."""
    listed = subprocess.run([TUTANAK, "rules", "list", "--home", CHECKOUT], check=True, capture_output=True, text=True, cwd="/").stdout
    return [line.split()[0] for line in listed.splitlines()]


def run_rules(server, database, are_enabled, lookback="90d", only=None):
    """The findings of the last day, which look back over all rows; or the same with every rule switched off, but for one."""
    settings = f"formats: [json]\nrules:\n  lookback: {lookback}\n"
    if not are_enabled:
        settings += "".join(f"  {rule}: {{ enabled: false }}\n" for rule in rule_names() if rule != only)
    _, command = install(server, database, "period: 2026-10-07\nreports: [ANM]\n", settings)
    return Measurement(server, command)
