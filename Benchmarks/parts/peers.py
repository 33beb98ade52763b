"""Peers: the same three sheets and the same table of pages by Tutanak and by what others would take.

They take turns on the same database. The C program is run as often as Tutanak; the slow ones once a scale, beside a run of
Tutanak, with which they are compared. What is not installed, and cannot be, is told and left out.
"""

import os
import statistics
import subprocess
import sys
import zipfile

import chart
import report
from measure import Measurement, fresh, goal, ratios
from settings import CHECKOUT, IS_FULL, PAIRS, PEERS
from tutanak import install

SCHEDULE = "period: 2026-01-01..2026-06-29\nreports: [YUK]\n"
SETTINGS = "mask: M0\nformats: [xlsx, pdf]\n"
FOLDER = os.path.join(CHECKOUT, "Benchmarks", "peers")
ENVIRONMENT = os.path.join(CHECKOUT, ".build", "bench-peers")
PACKAGES = ["psycopg[binary]", "XlsxWriter", "polars", "adbc-driver-postgresql", "pyarrow", "rustpy-xlsxwriter", "reportlab"]
C = "C program"
#: More rows would take the slowest of them most of an hour.
SLOW_UP_TO = 10_000_000 if IS_FULL else 200_000
NAMES = {"polars_rust": "polars + rust_xlsxwriter", "careful_python": "careful Python"}


def build():
    """The C program, and a Python with what the others import; returns the peers that can be run, by name."""
    program = fresh("peers") + "/limit"
    include = subprocess.run(["pkg-config", "--cflags", "libpq"], check=True, capture_output=True, text=True).stdout
    subprocess.run([os.environ.get("CC", "gcc"), "-O2", "-Wall", *include.split(), "-o", program,
                    os.path.join(FOLDER, "limit.c"), "-lpq", "-lxlsxwriter", "-lhpdf"], check=True)
    peers = {C: [program]}
    python = os.path.join(ENVIRONMENT, "bin", "python")
    if os.environ.get("PYTHON_PEERS", "yes") == "no":
        report.line("  without the peers in Python (PYTHON_PEERS=no)")
        return peers
    if not os.path.exists(python):
        made = subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], capture_output=True).returncode == 0
        if not made or subprocess.run([python, "-m", "pip", "-q", "install", *PACKAGES], capture_output=True).returncode != 0:
            subprocess.run(["rm", "-rf", ENVIRONMENT])
            report.line("  without the peers in Python: their packages could not be installed")
            return peers
    for script, name in NAMES.items():
        peers[name] = [python, os.path.join(FOLDER, script + ".py")]
    return peers


def run_peer(server, database, command):
    folder = fresh("peer")
    address = server.connection(database, "postgres")
    if len(command) > 1:
        address = f"postgresql://postgres@/{database}?host={server.folder}&port={server.port}"
    run = Measurement(server, [*command, address, f"{folder}/out.xlsx", f"{folder}/out.pdf"], {"TMPDIR": folder, "TZ": "UTC"})
    run.bytes = os.path.getsize(f"{folder}/out.xlsx")
    return run


def run_ours(server, database, rows):
    folder, command = install(server, database, SCHEDULE, SETTINGS, system="crowd", zone="Etc/UTC", as_of="2026-06-30T00:00:00Z")
    run = Measurement(server, command)
    package = os.path.join(folder, "archive", "2026", "2026-YUK-000001")
    run.bytes = os.path.getsize(os.path.join(package, "2026-YUK-000001.xlsx"))
    run.is_whole = count_rows(os.path.join(package, "2026-YUK-000001.xlsx")) >= 2 * rows
    return run


def count_rows(workbook):
    """The rows of all sheets, as their XML has them."""
    count = 0
    with zipfile.ZipFile(workbook) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/sheet"):
                continue
            with archive.open(name) as sheet:
                rest = b""
                while part := sheet.read(1 << 20):
                    # A row's tag may begin in one part and end in the next.
                    part = rest + part
                    count += part.count(b"<row ")
                    rest = part[-4:]
    return count


def row_of(name, runs):
    def median(value):
        return statistics.median(value(run) for run in runs)
    return [name, f"{median(lambda r: r.cpu):.2f}", f"{median(lambda r: r.wall):.2f}", f"{median(lambda r: r.server_cpu):.2f}",
            f"{max(r.peak for r in runs):.0f}", f"{median(lambda r: r.bytes) / 1e6:.1f}", str(len(runs))]


def bench_scale(server, rows, peers):
    """Runs of Tutanak and of each peer; of the pairs with each."""
    report.line(f"{rows:,} sessions and {rows:,} events")
    database = server.load_crowd(rows)
    ours, theirs, beside = [], {name: [] for name in peers}, {name: [] for name in peers}
    for turn in range(PAIRS if rows < 5_000_000 else 1):
        for name, command in peers.items():
            if turn > 0 and name != C or rows > SLOW_UP_TO and name == NAMES["careful_python"]:
                continue
            ours.append(run_ours(server, database, rows))
            theirs[name].append(run_peer(server, database, command))
            beside[name].append(ours[-1])
    server.drop(database)
    if not all(run.is_whole for run in ours):
        sys.exit("bench: rows are missing from the workbook")
    theirs = {name: runs for name, runs in theirs.items() if runs}
    report.table([["", "CPU s", "wall s", "PostgreSQL CPU s", "peak MiB", "workbook MB", "runs"], row_of("tutanak", ours),
                  *(row_of(name, runs) for name, runs in theirs.items())])
    table = [["tutanak / peer, of pairs", "median", "least", "most"]]
    for name, runs in theirs.items():
        table += [ratios(f"{name}: CPU", beside[name], runs, lambda r: r.cpu),
                  ratios(f"{name}: wall", beside[name], runs, lambda r: r.wall)]
    report.table(table)
    return ours, theirs, beside


def paired(ours, theirs, value):
    return statistics.median(value(a) / value(b) for a, b in zip(ours, theirs))


def judge(rows, ours, theirs, beside):
    c = theirs[C]
    for what, value in (("CPU", lambda r: r.cpu), ("wall time", lambda r: r.wall)):
        ratio = paired(beside[C], c, value)
        goal(f"at most a fifth of the C program's {what}: {ratio:.2f} of it", ratio <= 0.2)
    size = ours[0].bytes / c[0].bytes
    goal(f"at most 1.2 times its bytes: {size:.2f}", size <= 1.2)
    rust = NAMES["polars_rust"]
    if theirs.get(rust):
        ratio = paired(beside[rust], theirs[rust], lambda r: r.cpu)
        goal(f"at most a sixth of the CPU of {rust}: {ratio:.2f} of it", ratio <= 1 / 6)
    most = 64 if rows <= 1_000_000 else 96
    peak = max(run.peak for run in ours)
    goal(f"at most {most} MiB: {peak:.0f}", peak <= most)


def bench(server):
    report.line("Peers: users, sessions and events in a workbook of three sheets, users on pages")
    peers = build()
    points, cost = {}, {}
    for rows in PEERS:
        ours, theirs, beside = bench_scale(server, rows, peers)
        judge(rows, ours, theirs, beside)
        report.line()
        for name, runs in {"tutanak": ours, **theirs}.items():
            points.setdefault(name, []).append((2 * rows, round(statistics.median(run.cpu for run in runs), 3)))
        cost[rows] = statistics.median(run.cpu for run in ours) / (2 * rows)
    report.table([["rows of each table", "CPU of a row, µs"], *([f"{rows:,}", f"{value * 1e6:.2f}"] for rows, value in cost.items())])
    if len(cost) > 1:
        growth = cost[max(cost)] / cost[min(cost)]
        goal(f"a row of the largest costs at most 1.3 times one of the smallest: {growth:.2f}", growth <= 1.3)
    drawing = chart.lines(points, "CPU seconds for sessions and events", "rows read", "CPU seconds") if len(cost) > 1 else None
    report.end("peers", "Peers", server, {"cpu_seconds_by_rows": points}, drawing)
