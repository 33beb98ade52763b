"""A peer: a careful program in Python. psycopg reads by COPY, the server adds up, XlsxWriter writes in constant memory,
reportlab draws.

    careful_python.py URI WORKBOOK PAGES
"""

import sys

import psycopg
import xlsxwriter

from common import EVENTS, MAX_ROWS, SESSIONS, SHEETS, USERS, draw_pages

uri, workbook, pages = sys.argv[1:]
SUMS = """
    WITH s AS (
      SELECT user_id, count(*) AS count, sum(length) AS total, percentile_cont(0.5) WITHIN GROUP (ORDER BY length) AS median,
             max(length) AS longest, count(DISTINCT ip_address) AS addresses, count(DISTINCT user_agent) AS browsers,
             min(created_at) AS first, max(coalesce(ended_at, created_at)) AS last
      FROM (SELECT *, extract(epoch FROM coalesce(ended_at, expires_at) - created_at)::float8 AS length FROM sessions) AS l
      GROUP BY user_id
    ), f AS (
      SELECT user_id, count(*) AS failures FROM security_events WHERE event_type = 'login_failed' GROUP BY user_id
    )
    SELECT u.id, u.username, u.full_name, coalesce(s.count, 0), coalesce(s.total, 0), s.median, s.longest,
           coalesce(s.addresses, 0), coalesce(s.browsers, 0), coalesce(f.failures, 0),
           s.first AT TIME ZONE 'UTC', s.last AT TIME ZONE 'UTC'
    FROM users u LEFT JOIN s ON s.user_id = u.id LEFT JOIN f ON f.user_id = u.id ORDER BY u.id"""
# The server makes Excel's numbers of times.
serial = "(extract(epoch FROM {}) / 86400.0 + 25569)::float8".format
SELECTS = [
    (SESSIONS, f"""SELECT s.id, s.user_id, u.username, session_token, host(ip_address), user_agent, {serial('s.created_at')},
        {serial('expires_at')}, {serial('ended_at')}, is_active,
        extract(epoch FROM coalesce(ended_at, expires_at) - s.created_at)::float8
        FROM sessions s LEFT JOIN users u ON u.id = s.user_id ORDER BY s.id""",
     ["int8", "int4", "text", "text", "text", "text", "float8", "float8", "float8", "bool", "float8"], "nnttttdddbn"),
    (EVENTS, f"""SELECT e.id, e.user_id, u.username, event_type, host(ip_address), details::text, {serial('e.created_at')}
        FROM security_events e LEFT JOIN users u ON u.id = e.user_id ORDER BY e.id""",
     ["int8", "int4", "text", "text", "text", "text", "float8"], "nnttttd"),
]

with psycopg.connect(uri) as connection, xlsxwriter.Workbook(workbook, {"constant_memory": True}) as book:
    users = connection.execute(SUMS, binary=True).fetchall()
    bold, moment = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})

    def begin(title, columns):
        sheet = book.add_worksheet(title)
        sheet.write_row(0, 0, columns, bold)
        return sheet

    sheet = begin(SHEETS[0], USERS)
    for number, row in enumerate(users, 1):
        for column, value in enumerate(row):
            if value is not None:
                (sheet.write_datetime if column > 9 else sheet.write)(number, column, value, *([moment] if column > 9 else []))
    counts = []
    for title, (columns, sql, types, kinds) in zip(SHEETS[1:], SELECTS):
        row, sheets, total = MAX_ROWS, 0, 0
        with connection.cursor().copy(f"COPY ({sql}) TO STDOUT (FORMAT binary)") as copy:
            copy.set_types(types)
            for values in copy.rows():
                if row == MAX_ROWS:
                    sheets, row = sheets + 1, 0
                    sheet = begin(title if sheets == 1 else f"{title} {sheets}", columns)
                row, total = row + 1, total + 1
                for column, (value, kind) in enumerate(zip(values, kinds)):
                    if value is None:
                        continue
                    if kind == "t":
                        sheet.write_string(row, column, value)
                    elif kind == "b":
                        sheet.write_boolean(row, column, value)
                    else:
                        sheet.write_number(row, column, value, moment if kind == "d" else None)
        counts.append(total)
draw_pages(pages, users, f"{counts[0]} oturum, {counts[1]} olay")
