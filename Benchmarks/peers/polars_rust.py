"""A peer: polars adds up, rust_xlsxwriter writes, reportlab draws.

    polars_rust.py URI WORKBOOK PAGES

Its times are cut to whole seconds by rustpy-xlsxwriter, which gives it an advantage.
"""

import sys

import adbc_driver_postgresql.dbapi
import polars as pl
import rustpy_xlsxwriter

from common import EVENTS, MAX_ROWS, SESSIONS, SHEETS, USERS, draw_pages

uri, workbook, pages = sys.argv[1:]


def read(sql):
    with adbc_driver_postgresql.dbapi.connect(uri) as connection, connection.cursor() as cursor:
        cursor.execute(sql)
        return pl.from_arrow(cursor.fetch_arrow_table())


utc = "{0} AT TIME ZONE 'UTC' AS {0}".format
users = read("SELECT id, username, full_name FROM users ORDER BY id")
sessions = read(
    f"SELECT id, user_id, session_token, host(ip_address) AS ip, user_agent, {utc('created_at')}, {utc('expires_at')}, "
    f"{utc('ended_at')}, is_active FROM sessions ORDER BY id")
events = read(
    f"SELECT id, user_id, event_type, host(ip_address) AS ip, details::text AS details, {utc('created_at')} "
    "FROM security_events ORDER BY id")
sessions = sessions.with_columns(
    length=(pl.coalesce("ended_at", "expires_at") - pl.col("created_at")).dt.total_microseconds() / 1e6)
sums = sessions.group_by("user_id").agg(
    count=pl.len(), total=pl.col("length").sum(), median=pl.col("length").median(), longest=pl.col("length").max(),
    addresses=pl.col("ip").n_unique(), browsers=pl.col("user_agent").n_unique(), first=pl.col("created_at").min(),
    last=pl.coalesce("ended_at", "created_at").max())
failures = events.filter((pl.col("event_type") == "login_failed") & pl.col("user_id").is_not_null()).group_by("user_id").agg(
    failures=pl.len())
table = users.join(sums, left_on="id", right_on="user_id", how="left").join(
    failures, left_on="id", right_on="user_id", how="left").with_columns(
    pl.col("count", "total", "addresses", "browsers", "failures").fill_null(0)).sort("id").select(
    "id", "username", "full_name", "count", "total", "median", "longest", "addresses", "browsers", "failures", "first", "last")
names = users.select(user_id="id", username="username")
sessions = sessions.join(names, on="user_id", how="left", maintain_order="left").select(
    "id", "user_id", "username", "session_token", "ip", "user_agent", "created_at", "expires_at", "ended_at", "is_active", "length")
events = events.join(names, on="user_id", how="left", maintain_order="left").select(
    "id", "user_id", "username", "event_type", "ip", "details", "created_at")
sheets = []
for title, frame, columns in zip(SHEETS, (table, sessions, events), (USERS, SESSIONS, EVENTS)):
    frame.columns = columns
    for number, begin in enumerate(range(0, frame.height, MAX_ROWS)):
        sheets.append((title if number == 0 else f"{title} {number + 1}", frame.slice(begin, MAX_ROWS)))
draw_pages(pages, table.rows(), f"{sessions.height} oturum, {events.height} olay")
rustpy_xlsxwriter.write_worksheets(sheets, workbook, datetime_format="yyyy-mm-dd hh:mm:ss", bold_headers=True)
