"""Where things lie, and how large they are made: the variables of README.md."""

import os

CHECKOUT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
WORK = os.path.join(CHECKOUT, ".build", "bench")
TUTANAK = os.environ.get("TUTANAK", os.path.join(CHECKOUT, ".build", "release", "tutanak"))
FONTS = "/usr/share/fonts/truetype/noto"
FROM, TO, AS_OF = "2026-09-07T21:00:00Z", "2026-10-07T21:00:00Z", "2026-10-07T23:15:00Z"
ZONE = "Europe/Istanbul"
REGISTERS = "period: 2026-09-08..2026-10-07\nreports: [OTR, GOR]\n"


def number(text):
    """200000, 200k or 1M as a number."""
    factor = {"k": 1_000, "m": 1_000_000}.get(text[-1].lower(), 1)
    return int(float(text.rstrip("kKmM")) * factor)


def of(name, default):
    return number(os.environ.get(name, default))


def some(name, default):
    return [number(size) for size in os.environ.get(name, default).split()]


IS_FULL = bool(os.environ.get("FULL"))
SESSIONS = of("SCALE", "200k")
USERS = of("USERS", "2000")
PAIRS = int(os.environ.get("PAIRS", "3"))
PEERS = some("PEERS", "100k 1M") + ([10_000_000] if IS_FULL else [])
ROWS = of("ROWS", "100k")
RULES = of("RULES", "1M")
NIGHT = of("NIGHT", "200k")
EACH_RULE = bool(os.environ.get("EACH_RULE"))
CAPTURE = of("CAPTURE", "20k")
NETWORK = of("NETWORK", "100k")
PAGES = of("PAGES", "1000")
PAGE = of("PAGE", "20k")
BACKUP = of("BACKUP", "1M")
EVIDENCE = of("EVIDENCE", "1M")
MEMORY = some("MEMORY", "100k 500k 1M") + ([5_000_000] if IS_FULL else [])


def events_of(sessions):
    """The sample's natural mix: half as many events again as sessions."""
    return sessions * 3 // 2
