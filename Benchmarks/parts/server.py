"""The private PostgreSQL that is measured against, and what is loaded into it."""

import os
import subprocess
import sys

from settings import CHECKOUT, USERS, events_of


class Server:
    """A private PostgreSQL, stopped when its standard input closes."""

    def __init__(self):
        settings = ["shared_buffers = 512MB", "max_wal_size = 8GB"]
        self.process = subprocess.Popen(
            [os.path.join(CHECKOUT, "demo", "server")] + settings,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline().split()
        if len(line) != 3:
            sys.exit("bench: PostgreSQL did not start")
        self.folder, self.port, self.binaries = line
        with open(os.path.join(self.folder, "data", "postmaster.pid")) as file:
            self.postmaster = int(file.readline())

    def stop(self):
        self.process.stdin.close()
        self.process.wait()

    def psql(self, database, *arguments):
        subprocess.run(
            [os.path.join(self.binaries, "psql"), "-X", "-q", "-h", self.folder, "-p", self.port, "-U", "postgres",
             "-d", database, *arguments], check=True)

    def load(self, sessions, events=None):
        """Makes the database of a size and returns its name."""
        name = f"efys_{sessions}"
        efys = os.path.join(CHECKOUT, "demo", "efys")
        self.psql("postgres", "-c", f"CREATE DATABASE {name}")
        self.psql(
            name, "-v", f"users={USERS}", "-v", f"sessions={sessions}", "-v", f"events={events or events_of(sessions)}",
            "-f", f"{efys}/schema.sql", "-f", f"{efys}/sample.sql", "-f", f"{efys}/reader.sql")
        # What a table's first readers would write is written now.
        self.psql(name, "-c", "VACUUM ANALYZE")
        return name

    def load_crowd(self, rows):
        """The database of the peers part."""
        name, users = f"crowd_{rows}", 10_000 if rows < 5_000_000 else 200_000
        self.psql("postgres", "-c", f"CREATE DATABASE {name}")
        self.psql(name, "-v", f"users={users}", "-v", f"rows={rows}", "-f",
                  os.path.join(CHECKOUT, "Benchmarks", "crowd", "load.sql"))
        self.psql(name, "-c", "VACUUM ANALYZE")
        return name

    def drop(self, name):
        self.psql("postgres", "-c", f"DROP DATABASE {name}")

    def connection(self, name, user="tutanak_reader", over=None):
        place = f"host=127.0.0.1 port={over} sslmode=disable gssencmode=disable" if over else f"host={self.folder} port={self.port}"
        return f"{place} dbname={name} user={user}"

    def version(self):
        return self.ask("postgres", "SHOW server_version").split()[0]

    def ask(self, database, sql):
        return subprocess.run(
            [os.path.join(self.binaries, "psql"), "-X", "-q", "-A", "-t", "-h", self.folder, "-p", self.port, "-U", "postgres",
             "-d", database, "-c", sql], check=True, capture_output=True, text=True).stdout.strip()

    def cpu(self):
        """CPU seconds of every backend that has ended."""
        with open(f"/proc/{self.postmaster}/stat") as file:
            fields = file.read().rsplit(")", 1)[1].split()
        return (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")
