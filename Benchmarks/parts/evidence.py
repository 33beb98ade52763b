"""Evidence: verifying an archive beside OpenSSL's SHA-256 over the same files."""

import os
import shutil
import statistics

import report
from measure import goal, timed
from settings import AS_OF, EVIDENCE, PAIRS, REGISTERS, TUTANAK
from tutanak import install


def bench(server):
    """How fast an archive is verified, beside OpenSSL's SHA-256 over the same files."""
    name = server.load(EVIDENCE)
    folder, _ = install(server, name, REGISTERS)
    configuration, archive = os.path.join(folder, "tutanak.yaml"), os.path.join(folder, "archive")
    with open(configuration) as file:
        settings = file.read().replace("user=tutanak_reader", "user=postgres")
    with open(configuration, "w") as file:
        file.write(settings + "backup: { contents: none, compression: none, format: plain }\n")
    shutil.rmtree(archive)
    os.mkdir(archive, 0o700)
    home = os.path.join(folder, "home")
    timed([TUTANAK, "backup", "create", "--quiet", "--config", configuration, "--home", home, "--as-of", AS_OF])
    files = [os.path.join(path, file) for path, _, names in os.walk(archive) for file in names]
    size = sum(os.path.getsize(file) for file in files)
    report.line(f"Evidence: an archive of {size / 1e6:.0f} MB, {PAIRS} rounds")
    # A copy of the archive, so that no verification adds a line to what the next one reads.
    copy = os.path.join(folder, "copy")
    shutil.copytree(archive, copy)
    times = {"openssl dgst -sha256": [], "tutanak verify": []}
    for _ in range(PAIRS):
        times["openssl dgst -sha256"].append(timed(["openssl", "dgst", "-sha256", *files])[0])
        times["tutanak verify"].append(timed([TUTANAK, "verify", copy, "--quiet", "--config", configuration, "--home", home])[0])
    table = [["", "s", "MB/s"]]
    for title, measured_times in times.items():
        seconds = statistics.median(measured_times)
        table.append([title, f"{seconds:.2f}", f"{size / 1e6 / seconds:.0f}"])
    report.table(table)
    ratio = statistics.median(v / o for o, v in zip(*times.values()))
    goal(f"verify takes at most 1.1 times what openssl takes: {ratio:.2f}", ratio <= 1.1)
    server.drop(name)
    report.end("evidence", "Evidence", server)
