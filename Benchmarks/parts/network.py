"""Network: how much of a slow line the program fills, beside psql, which copies the same rows over the same line."""

import os
import selectors
import socket
import statistics
import threading
import time

import report
from measure import Measurement, goal
from settings import NETWORK, PAIRS, WORK
from tutanak import install

#: A packet of either way arrives so many seconds later, and so many bytes pass in a second.
DELAY, RATE = 0.005, 100e6 / 8
#: How much is under way at most: what TCP on such a line would let be (its delay there and back, and some).
WINDOW = 1 << 20


class Line:
    """A port of 127.0.0.1 that carries to the server's socket as a line of 5 ms and 100 Mbit/s would."""

    def __init__(self, path):
        self.path, self.bytes = path, 0
        # When the line is free again, each way: whoever talks over it shares it.
        self.free, self.turn = {"up": 0.0, "down": 0.0}, threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX)
            server.connect(self.path)
            client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            for ends in ((client, server, "up"), (server, client, "down")):
                threading.Thread(target=self.carry, args=ends, daemon=True).start()

    def carry(self, source, target, way):
        """Reads as fast as the line takes it and writes each piece when it arrives."""
        waiting, size = [], 0
        source.setblocking(False)
        selector = selectors.DefaultSelector()
        selector.register(source, selectors.EVENT_READ)
        is_open = True
        while is_open or waiting:
            now = time.monotonic()
            while waiting and waiting[0][0] <= now:
                piece = waiting.pop(0)[1]
                size -= len(piece)
                try:
                    target.sendall(piece)
                except OSError:
                    is_open, waiting = False, []
            pause = max(0, waiting[0][0] - now) if waiting else 1
            if not is_open or size >= WINDOW:
                time.sleep(min(pause, 0.001))
                continue
            if not selector.select(pause):
                continue
            try:
                piece = source.recv(16384)
            except OSError:
                piece = b""
            if not piece:
                is_open = False
                continue
            size += len(piece)
            with self.turn:
                self.bytes += len(piece)
                self.free[way] = max(time.monotonic(), self.free[way]) + len(piece) / RATE
                waiting.append((self.free[way] + DELAY, piece))
        try:
            target.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass

    def close(self):
        self.listener.close()


def psql(server, database, port):
    """Both SELECTs of the system, one after the other, as psql copies them."""
    folder = os.path.join(WORK, "network")
    os.makedirs(folder, exist_ok=True)
    commands = []
    for relation in ("sessions", "events"):
        with open(os.path.join(report.CHECKOUT, "Benchmarks", "crowd", relation + ".sql")) as file:
            sql = " ".join(line.split("--")[0].strip() for line in file).strip().rstrip(";")
        sql = sql.replace(":'from'", "'2026-01-01'").replace(":'to'", "'2026-06-30'").replace(":'as_of'", "'2026-06-30'")
        commands += ["-c", f"\\copy ({sql}) to '/dev/null'"]
    return Measurement(server, [os.path.join(server.binaries, "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p",
                                str(port), "-U", "tutanak_reader", "-d", database, *commands])


def bench(server):
    report.line(f"Network: {NETWORK:,} sessions and as many events over 5 ms and 100 Mbit/s, {PAIRS} pairs")
    database = server.load_crowd(NETWORK)
    few = server.load_crowd(1_000)
    walls, shares, idle = [], [], []
    for _ in range(PAIRS):
        line = Line(os.path.join(server.folder, f".s.PGSQL.{server.port}"))
        copied = psql(server, database, line.port)
        carried = line.bytes
        for name, into in ((few, idle), (database, walls)):
            before = line.bytes
            _, command = install(
                server, name, "period: 2026-01-01..2026-06-29\nreports: [OKU]\n", "mask: M0\nformats: [json]\n", system="crowd",
                zone="Etc/UTC", as_of="2026-06-30T00:00:00Z", over=line.port)
            into.append(Measurement(server, command))
        shares.append(((line.bytes - before) / RATE / walls[-1].wall, carried / RATE / copied.wall, copied.wall, walls[-1].wall))
        line.close()
    for name in (database, few):
        server.drop(name)
    ours, theirs, copied, run = (statistics.median(values) for values in zip(*shares))
    report.table([
        ["", "wall s", "of the line"],
        ["psql, both tables one after the other", f"{copied:.2f}", f"{theirs:.0%}"],
        ["the whole run, both tables at once", f"{run:.2f}", f"{ours:.0%}"],
        ["the whole run with 1,000 rows", f"{statistics.median(one.wall for one in idle):.2f}", ""],
    ])
    rest = run - statistics.median(one.wall for one in idle)
    goal(f"what the rows add takes at most 1.25 times psql's time: {rest / copied:.2f}", rest <= 1.25 * copied)
    report.end("network", "A slow line between program and server", server)
