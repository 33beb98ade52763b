"""Capture: what keeping deleted rows adds to the application's own statements."""

import json
import os
import re
import statistics
import subprocess
import time

import report
from measure import fresh
from settings import CAPTURE, CHECKOUT, PAIRS, TUTANAK

KEY = "(SELECT lpad(nextval('{}')::text, 32, '0')::uuid)"
STATEMENTS = {
    "insert": f"""INSERT INTO app_sessions (id, client_id, user_name, ip_address, user_agent, data, expires_at)
        VALUES ({KEY.format("inserted")}, '00000000-0000-4000-8000-0000000000c1', 'user', '203.0.113.7', 'Mozilla/5.0',
                '{{"cart": [1, 2, 3]}}', now() + interval '8 hours');""",
    "heartbeat": f"UPDATE app_sessions SET last_activity_at = clock_timestamp() WHERE id = {KEY.format('touched')};",
    "delete": f"DELETE FROM app_sessions WHERE id = {KEY.format('deleted')};",
}


def capture_databases(server):
    """Two databases of the storefront, one of which keeps what is deleted."""
    role = "CREATE ROLE tutanak_reader LOGIN; EXCEPTION WHEN duplicate_object THEN NULL;"
    server.psql("postgres", "-c", f"DO $$ BEGIN {role} END $$")
    for name in ("plain", "captured"):
        server.psql("postgres", "-c", f"CREATE DATABASE {name}")
        server.psql(name, "-f", os.path.join(CHECKOUT, "Tests", "Fixtures", "storefront.sql"))
        server.psql(name, "-c", "CREATE SEQUENCE inserted; CREATE SEQUENCE touched; CREATE SEQUENCE deleted")
    folder = fresh("capture")
    configuration = os.path.join(folder, "tutanak.yaml")
    with open(configuration, "w") as file:
        file.write(f"archive: {folder}\nsources:\n  shop:\n    system: storefront\n")
        file.write(f"    connection: {json.dumps(server.connection('captured'))}\n")
    subprocess.run(
        [TUTANAK, "source", "capture", "install", "--confirm", "shop", "--quiet", "--config", configuration,
         "--home", CHECKOUT, "--connection",
         f"host={server.folder} port={server.port} dbname=captured user=postgres"], check=True)
    scripts = {}
    for name, text in STATEMENTS.items():
        scripts[name] = os.path.join(folder, name + ".sql")
        with open(scripts[name], "w") as file:
            file.write(" ".join(text.split()) + "\n")
    return scripts


def latency(server, database, script, count):
    """The mean time of a statement, in microseconds."""
    out = subprocess.run(
        [os.path.join(server.binaries, "pgbench"), "-n", "-M", "prepared", "-c", "1", "-t", str(count), "-f", script,
         "-h", server.folder, "-p", server.port, "-U", "postgres", database],
        check=True, capture_output=True, text=True).stdout
    return float(re.search(r"latency average = ([0-9.]+) ms", out).group(1)) * 1000


def at_once(server, database, sql):
    start = time.monotonic()
    server.psql(database, "-c", sql)
    return (time.monotonic() - start) * 1e6 / CAPTURE


def bench(server):
    report.line(f"Capture: {CAPTURE:,} statements of one row each, and {CAPTURE:,} rows in one, {PAIRS} pairs")
    scripts = capture_databases(server)
    bulk = ("INSERT INTO app_sessions (client_id, expires_at) SELECT gen_random_uuid(), now() "
            f"FROM generate_series(1, {CAPTURE})")
    steps = [
        ("insert", lambda name: latency(server, name, scripts["insert"], CAPTURE)),
        ("heartbeat (not kept)", lambda name: latency(server, name, scripts["heartbeat"], CAPTURE)),
        ("delete", lambda name: latency(server, name, scripts["delete"], CAPTURE)),
        ("insert of many, a row", lambda name: at_once(server, name, bulk)),
        ("delete of many, a row", lambda name: at_once(server, name, "DELETE FROM app_sessions")),
    ]
    times = {title: {"plain": [], "captured": []} for title, _ in steps}
    for _ in range(PAIRS):
        for name in ("plain", "captured"):
            server.psql(name, "-c", "TRUNCATE app_sessions; " + "; ".join(
                f"ALTER SEQUENCE {sequence} RESTART" for sequence in ("inserted", "touched", "deleted")))
        for title, step in steps:
            for name in ("plain", "captured"):
                times[title][name].append(step(name))
    table = [["", "without, µs", "with, µs", "added, µs", "with / without"]]
    for title, measured_times in times.items():
        plain, captured = (statistics.median(measured_times[name]) for name in ("plain", "captured"))
        ratio = statistics.median(c / p for p, c in zip(measured_times["plain"], measured_times["captured"]))
        table.append([title, f"{plain:.1f}", f"{captured:.1f}", f"{captured - plain:.1f}", f"{ratio:.2f}"])
    report.table(table)
    report.end("capture", "Capture", server)
