"""What a part of the bench says: on the terminal at once, and afterwards in a page of its own below `results/`."""

import datetime
import json
import os
import platform
import subprocess

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
FOLDER = os.environ.get("RESULTS", os.path.join(CHECKOUT, "Benchmarks", "results"))
lines = []


def line(text=""):
    print(text, flush=True)
    lines.append(text)


def table(rows):
    """The first column to the left, the others to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        line("  " + "  ".join(
            cell.ljust(width) if column == 0 else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths))).rstrip())


def output(*command):
    """What a command prints, or nothing where there is no such program."""
    try:
        return subprocess.run(command, capture_output=True, text=True, cwd=CHECKOUT).stdout.strip()
    except FileNotFoundError:
        return ""


def processor():
    with open("/proc/cpuinfo") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return f"{len(names) or os.cpu_count()} × {names[0] if names else platform.machine()}"


def memory():
    with open("/proc/meminfo") as file:
        return f"{int(file.readline().split()[1]) / 2 ** 20:.0f} GiB"


def library(package):
    return output("dpkg-query", "-W", "-f", "${Version}", package) or "?"


def circumstances(server):
    """Machine, versions and date, as the lines of a list."""
    load = output("cut", "-d ", "-f", "3", "/proc/loadavg")
    system = output("sh", "-c", ". /etc/os-release; echo $PRETTY_NAME")
    commit = output("git", "rev-parse", "--short=10", "HEAD") or "?"
    changed = "" if not output("git", "status", "--porcelain", "--untracked-files=no") else " and changes on top"
    libraries = ", ".join(f"{name} {library(name)}" for name in ("libxlsxwriter4", "libhpdf-2.3.0", "libpq5", "zlib1g"))
    return [
        f"- {datetime.date.today().isoformat()}, commit {commit}{changed}",
        f"- {processor()}, {memory()}, {system}, Linux {platform.release()}",
        f"- load of the machine over the last quarter of an hour: {load}",
        f"- PostgreSQL {server.version()} on the same machine, its cache warm; {libraries}",
    ]


def begin():
    lines.clear()


def end(part, title, server, figures=None, chart=None):
    """Writes the page of a part: `part`.md, with its figures for programs beside it and its chart within it."""
    os.makedirs(FOLDER, exist_ok=True)
    text = [f"# {title}", "", *circumstances(server), ""]
    if chart:
        with open(os.path.join(FOLDER, part + ".svg"), "w") as file:
            file.write(chart)
        text += [f"![{title}]({part}.svg)", ""]
    text += ["```", *lines, "```", ""]
    with open(os.path.join(FOLDER, part + ".md"), "w") as file:
        file.write("\n".join(text))
    if figures is not None:
        with open(os.path.join(FOLDER, part + ".json"), "w") as file:
            json.dump(figures, file, indent=1, ensure_ascii=False)
            file.write("\n")
    line()
