"""Backup: what a dump, and looking at it, cost beside plain pg_dump and pg_restore on the same rows."""

import json
import os
import shutil
import statistics

import report
from measure import timed, tree_bytes
from settings import AS_OF, BACKUP, PAIRS, REGISTERS, TUTANAK, events_of
from tutanak import install


def bench(server):
    """What a dump, and looking at it, cost beside plain pg_dump and pg_restore on the same rows."""
    name = server.load(BACKUP)
    report.line(f"Backup: {BACKUP:,} sessions and {events_of(BACKUP):,} events, {PAIRS} rounds")
    folder, _ = install(server, name, REGISTERS)
    configuration, archive = os.path.join(folder, "tutanak.yaml"), os.path.join(folder, "archive")
    with open(configuration) as file:
        settings = file.read().replace("user=tutanak_reader", "user=postgres")
    libpq = f"host={server.folder} port={server.port} user=postgres dbname="
    plain = os.path.join(folder, "plain.dump")

    def tutanak(mode, *words):
        with open(configuration, "w") as file:
            file.write(settings + f"backup: {{ contents: {mode} }}\n")
        return timed([TUTANAK, "backup", *words, "--quiet", "--json", "--config", configuration, "--home",
                      os.path.join(folder, "home"), "--as-of", AS_OF])

    def made(mode):
        seconds, out = tutanak(mode, "create")
        return seconds, tree_bytes(json.loads(out)["backups"][0]["folder"])

    def restored(step):
        seconds, _ = step()
        server.drop("restored")
        return seconds, None

    def pg_dump():
        seconds, _ = timed([os.path.join(server.binaries, "pg_dump"), "-Fc", "-f", plain, libpq + name])
        return seconds, os.path.getsize(plain)

    def pg_restore():
        server.psql("postgres", "-c", "CREATE DATABASE restored")
        return timed([os.path.join(server.binaries, "pg_restore"), "-d", libpq + "restored", plain])

    steps = [
        ("pg_dump -Fc", pg_dump), ("pg_restore", lambda: restored(pg_restore)),
        ("create, contents: none", lambda: made("none")), ("create, contents: counts", lambda: made("counts")),
        ("create (rows and digests)", lambda: made("full")),
        ("verify", lambda: (tutanak("full", "verify")[0], None)), ("drill", lambda: (tutanak("full", "drill")[0], None)),
        ("restore", lambda: restored(lambda: tutanak("full", "restore", "latest", "--to", "restored"))),
    ]
    times, sizes = {title: [] for title, _ in steps}, {}
    for _ in range(PAIRS):
        shutil.rmtree(archive)
        os.mkdir(archive, 0o700)
        for title, step in steps:
            seconds, size = step()
            times[title].append(seconds)
            sizes[title] = size
    table = [["", "s", "MB"]]
    for title, measured_times in times.items():
        size = f"{sizes[title] / 1e6:.1f}" if sizes[title] else ""
        table.append([title, f"{statistics.median(measured_times):.1f}", size])
    report.table(table)
    server.drop(name)
    report.end("backup", "Backups", server)
