"""What a run of a program takes, and what of it is printed."""

import os
import shutil
import statistics
import subprocess
import sys
import time

import report
from settings import WORK


class Measurement:
    """What one run of a program took."""

    def __init__(self, server, command, environment=None):
        before, start = server.cpu(), time.monotonic()
        pid = os.posix_spawn(command[0], command, {**os.environ, **(environment or {})})
        self.peak, ended = 0, 0
        while not ended:
            # Not ru_maxrss, which begins with the size of whoever started the program.
            self.peak = max(self.peak, peak_memory(pid))
            time.sleep(0.02)
            ended, status, usage = os.wait4(pid, os.WNOHANG)
        self.wall = time.monotonic() - start
        if status != 0:
            sys.exit(f"bench: {os.path.basename(command[0])} ended with {os.waitstatus_to_exitcode(status)}")
        self.cpu = usage.ru_utime + usage.ru_stime
        time.sleep(0.3)  # until the server has noticed that the backend ended
        self.server_cpu = server.cpu() - before


def peak_memory(pid):
    """The largest resident set of a process so far, in MiB."""
    with open(f"/proc/{pid}/status") as file:
        return next((int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM:")), 0)


def fresh(name):
    """An empty folder."""
    folder = os.path.join(WORK, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder


def measured(name, runs, rows):
    cpu, wall = statistics.median(r.cpu for r in runs), statistics.median(r.wall for r in runs)
    return [name, f"{rows / cpu:,.0f}", f"{rows / wall:,.0f}", f"{cpu:.2f}", f"{wall:.2f}",
            f"{statistics.median(r.server_cpu for r in runs):.2f}", f"{max(r.peak for r in runs):.0f}"]


def ratios(name, ours, theirs, value):
    each = [value(a) / value(b) for a, b in zip(ours, theirs)]
    return [name, f"{statistics.median(each):.2f}", f"{min(each):.2f}", f"{max(each):.2f}"]


def timed(command, **options):
    """How long a command takes, in seconds; what it printed."""
    start = time.monotonic()
    out = subprocess.run(command, check=True, capture_output=True, text=True, **options).stdout
    return time.monotonic() - start, out


def goal(text, is_met):
    """A line that says of a goal whether it is met; a missed one is told, and fails nothing."""
    report.line(f"  {'met' if is_met else 'NOT MET'}: {text}")


def tree_bytes(folder):
    return sum(os.path.getsize(os.path.join(path, name)) for path, _, names in os.walk(folder) for name in names)
