// The script of a document in HTML. It asks nobody for anything: it unpacks the rows that are in the file, lists them page
// by page, searches, filters and sorts them, and saves what is listed as CSV. Texts become text nodes, never HTML.
"use strict";
(() => {
  const setup = JSON.parse(document.getElementById("setup").textContent);
  const { texts, severities } = setup;
  const language = setup.language;
  const collator = new Intl.Collator(language);
  const PAGE = 100; // rows listed at a time
  const PRINTED = 2000; // the most rows on paper
  const CHOICES = 20; // a column of so few different values is filtered by choosing one
  const LONG = 400; // longer texts are folded
  const DASH = "–";

  // ---- Words and numbers, as the document writes them.

  const fill = (template, values) =>
    template.replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));
  const digits = (number, count) => String(number).padStart(count, "0");
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, setup.group);
  const day = (date) => {
    const parts = [digits(date.getUTCDate(), 2), digits(date.getUTCMonth() + 1, 2), digits(date.getUTCFullYear(), 4)];
    return setup.date === "dd.MM.yyyy" ? parts.join(".") : parts.reverse().join("-");
  };
  const clock = (date) => [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map((n) => digits(n, 2)).join(":");
  const duration = (microseconds) => {
    const seconds = Math.trunc(Math.abs(microseconds) / 1e6);
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    return (microseconds < 0 ? "-" : "") + parts.map((n) => digits(n, 2)).join(":");
  };
  const moment = ([microseconds, offset]) => {
    const local = new Date((Math.floor(microseconds / 1e6) + offset) * 1000);
    return day(local) + " " + clock(local);
  };
  const iso8601 = ([microseconds]) => {
    const seconds = Math.floor(microseconds / 1e6);
    return new Date(seconds * 1000).toISOString().slice(0, 19) + "." + digits(microseconds - seconds * 1e6, 6) + "Z";
  };

  /// What a reader sees of a value, what it is sorted by, and its text in CSV files.
  const shown = (value, kind) => {
    if (value === null || value === "") return DASH;
    if (typeof value === "string") return value;
    if (!Array.isArray(value) && typeof value === "object") {
      return value.marks ? value.marks.map(([rank, count]) => severities[rank] + " " + count).join(" · ") : value.t;
    }
    switch (kind) {
      case "integer": return grouped(value);
      case "name": return String(value); // a number that names something, such as a port
      case "duration": return duration(value);
      case "date": return day(new Date(value * 864e5));
      case "severity": return severities[value] ?? DASH;
      default: return moment(value);
    }
  };
  const order = (value) => {
    if (value === null || value === "") return null;
    if (Array.isArray(value)) return value[0];
    if (typeof value !== "object") return value;
    return value.s === "" ? null : Number(value.s);
  };
  const inCSV = (value, kind) => {
    if (value === null) return "";
    if (typeof value === "string") return quoted(/^[=+\-@]/.test(value) ? "'" + value : value);
    if (!Array.isArray(value) && typeof value === "object") return value.c;
    switch (kind) {
      case "date": return new Date(value * 864e5).toISOString().slice(0, 10);
      case "severity": return setup.severity_keys[value];
      case "moment": return iso8601(value);
      default: return String(value);
    }
  };
  const quoted = (text) => (/[";\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);

  /// What is searched in: numbers as they are shown and as they are typed.
  const sought = (value, form) =>
    shown(value, form) + (form === "integer" && typeof value === "number" ? "\u0000" + value : "");
  /// Upper and lower case are one in every language, and so are the four letters i: rather too much is found than too little.
  const folded = (text) => text.normalize("NFC").toLowerCase().replace(/i\u0307|ı/g, "i");
  const needle = (text) => folded(text.replaceAll("\u0000", ""));

  // ---- Elements.

  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key in element && typeof value !== "string") element[key] = value;
      else element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  };
  const button = (label, act) => {
    const element = make("button", { type: "button" }, label);
    element.addEventListener("click", act);
    return element;
  };
  const later = (act) => {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(act, 150);
    };
  };
  const severity = (rank, text) => [make("span", { class: "mark fill-severity-" + rank }), text];
  const content = (value, { form, visible }) => {
    if (value?.links) {
      return value.links.flatMap(([name, address, label]) => [make("a", { href: address, "aria-label": label }, name), " "]);
    }
    if (value?.marks) {
      return value.marks.map(([rank, count]) =>
        make("span", { class: "count" }, ...severity(rank, severities[rank] + " " + count)));
    }
    const text = shown(value, form);
    if (form === "severity" && typeof value === "number") return severity(value, text);
    const letters = text.length > visible ? [...text] : [];
    if (letters.length <= visible) return [text];
    const rest = fill(texts.shortened, { rest: grouped(letters.length - visible) });
    const summary = make("summary", {}, letters.slice(0, visible).join("") + rest);
    const details = make("details", {}, summary);
    details.addEventListener("toggle", () => details.open && details.childNodes.length === 1 && details.append(text));
    return [details];
  };

  // ---- Rows.

  /// Unpacks base64 of deflated lines of JSON; what cannot be unpacked ends the rows.
  const unpack = async (packed) => {
    const rows = [];
    try {
      const step = 1 << 18; // a multiple of 4
      const parts = [];
      for (let start = 0; start < packed.length; start += step) {
        const bytes = atob(packed.slice(start, start + step));
        parts.push(Uint8Array.from(bytes, (letter) => letter.charCodeAt(0)));
      }
      const stream = new Blob(parts).stream().pipeThrough(new DecompressionStream("deflate-raw"));
      const reader = stream.pipeThrough(new TextDecoderStream("utf-8", { fatal: true })).getReader();
      let rest = "";
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        const lines = (rest + value).split("\n");
        rest = lines.pop();
        for (const line of lines) rows.push(JSON.parse(line));
      }
    } catch {
      // The count of rows tells.
    }
    return rows;
  };

  /// The rows of a table in the order of one of its columns; texts as the document's alphabet has them, the empty last.
  const sorted = (rows, column, isDescending) => {
    const keys = rows.map((row) => order(row[column]));
    const names = [...new Set(keys.filter((key) => typeof key === "string"))];
    names.sort((one, other) => collator.compare(one, other) || (one < other ? -1 : 1));
    const ranks = new Map(names.map((name, rank) => [name, rank]));
    const numbers = keys.map((key) => (typeof key === "string" ? ranks.get(key) : key));
    const sign = isDescending ? -1 : 1;
    return rows.map((_, index) => index).sort((one, other) => {
      const [a, b] = [numbers[one], numbers[other]];
      if (a === null || b === null) return (a === null) - (b === null) || one - other;
      return sign * (a - b) || one - other;
    });
  };

  class Listing {
    constructor(element, description, rows) {
      Object.assign(this, { element, rows, title: description.title, total: description.total });
      this.columns = description.columns.map((column) =>
        ({ ...column, visible: description.visible ?? LONG,
          form: column.kind === "integer" && !column.counts ? "name" : column.kind }));
      this.table = description.table;
      this.haystacks = null;
      this.filters = this.columns.map(() => "");
      this.sorting = { column: -1, isDescending: false };
      this.order = rows.map((_, index) => index);
      this.page = 0;
      this.build();
      this.narrow();
    }

    text(row, column) { return shown(this.rows[row][column], this.columns[column].form); }

    build() {
      this.search = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
      this.search.addEventListener("input", later(() => this.narrow()));
      this.status = make("p", { class: "status", role: "status" });
      this.printed = make("p", { class: "remark only-printed" });
      this.head = this.columns.map((column, index) => {
        const cell = make("th", {
          scope: "col", class: column.kind, title: column.meaning, "aria-sort": "none", "data-column": column.id,
        });
        cell.append(button(column.title, () => this.sort(index)));
        return cell;
      });
      this.fields = this.columns.map((column, index) => this.field(column, index));
      this.body = make("tbody");
      const widths = this.columns.map((column) => make("col", { width: String(Math.round(column.width * 7.5) + 20) }));
      const table = make("table", {},
        make("caption", { class: "unseen" }, this.title), make("colgroup", {}, ...widths),
        make("thead", {}, make("tr", {}, ...this.head),
          make("tr", { class: "filters" }, ...this.fields.map((field) => make("td", {}, field)))),
        this.body);
      const [first, previous, next, last] = ["first", "previous", "next", "last"].map((name) =>
        button(texts[name], () => this.turn(name)));
      this.turns = { first, previous, next, last };
      this.place = make("span", {});
      this.element.replaceChildren(
        make("div", { class: "controls", role: "search", "aria-label": this.title },
          make("label", {}, texts.search, make("br"), this.search),
          button(texts.clear, () => this.clear()), button(texts.download, () => this.save())),
        this.status, this.printed,
        make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": this.title }, table),
        make("div", { class: "pager controls", role: "group", "aria-label": this.title },
          first, previous, this.place, next, last));
    }

    /// A column's filter: a choice where there are few values, else a text that its cells hold.
    field(column, index) {
      const label = fill(texts.filter, { column: column.title });
      const values = new Set();
      if (column.kind === "text" || column.kind === "severity") {
        for (let row = 0; row < this.rows.length && values.size <= CHOICES; row++) values.add(this.text(row, index));
      }
      const isChoice = values.size > 0 && values.size <= CHOICES && [...values].every((value) => value.length < 60);
      const field = make(isChoice ? "select" : "input", { "aria-label": label, "data-filter": column.id, autocomplete: "off" });
      if (isChoice) {
        field.append(make("option", { value: "" }, texts.any));
        const names = [...values].sort(collator.compare);
        field.append(...names.map((value) => make("option", { value: "=" + value }, value)));
      } else {
        field.type = "search";
      }
      field.addEventListener("input", later(() => {
        this.filters[index] = field.value;
        this.narrow();
      }));
      return field;
    }

    /// Whether search and filters let a row through.
    lets(row, searched, wanted) {
      if (searched && !this.haystacks[row].includes(searched)) return false;
      return wanted.every(({ column, exact, part }) =>
        exact === undefined
          ? folded(sought(this.rows[row][column], this.columns[column].form)).includes(part)
          : this.text(row, column) === exact);
    }

    narrow() {
      const text = this.search.value.trim();
      if (text && !this.haystacks) {
        this.haystacks = this.rows.map((row) =>
          folded(row.map((value, column) => sought(value, this.columns[column].form)).join("\u0000")));
      }
      const searched = needle(text);
      const wanted = this.filters.flatMap((filter, column) => {
        if (!filter.trim()) return [];
        const isChoice = this.fields[column].localName === "select";
        return [isChoice ? { column, exact: filter.slice(1) } : { column, part: needle(filter.trim()) }];
      });
      this.listed = searched || wanted.length
        ? this.order.filter((row) => this.lets(row, searched, wanted)) : this.order;
      this.page = 0;
      this.tell(text, wanted);
      this.draw();
    }

    /// Says how many rows are listed and hidden, and by what.
    tell(text, wanted) {
      const counts = [this.listed.length, this.rows.length - this.listed.length, this.total].map(grouped);
      const names = [text && texts.search + " “" + text + "”"].concat(wanted.map(({ column }) =>
        this.columns[column].title + " “" + this.filters[column].replace(/^=/, "") + "”")).filter(Boolean);
      this.counts = fill(texts.counts, { shown: counts[0], hidden: counts[1], total: counts[2] });
      if (names.length) this.counts += " · " + fill(texts.narrowed, { filters: names.join(", ") });
      this.status.textContent = this.counts;
    }

    clear() {
      this.search.value = "";
      for (const field of this.fields) field.value = "";
      this.filters = this.columns.map(() => "");
      this.narrow();
    }

    sort(column) {
      const { sorting } = this;
      sorting.isDescending = sorting.column === column && !sorting.isDescending;
      sorting.column = column;
      this.order = sorted(this.rows, column, sorting.isDescending);
      this.head.forEach((cell, index) => {
        const way = sorting.isDescending ? "descending" : "ascending";
        cell.setAttribute("aria-sort", index === column ? way : "none");
      });
      this.narrow();
    }

    turn(name) {
      const last = Math.max(0, Math.ceil(this.listed.length / PAGE) - 1);
      const places = { first: 0, previous: this.page - 1, next: this.page + 1, last };
      this.page = Math.min(last, Math.max(0, places[name]));
      this.draw();
    }

    draw(limit = PAGE) {
      const start = limit === PAGE ? this.page * PAGE : 0;
      const lines = this.listed.slice(start, start + limit).map((row) =>
        make("tr", {}, ...this.columns.map((column, index) => {
          const value = this.rows[row][index];
          const isMuted = value === null || value === "" || value === 0 && column.kind !== "severity";
          return make("td", { class: column.kind + (isMuted ? " muted" : "") }, ...content(value, column));
        })));
      const nothing = make("tr", {}, make("td", { colspan: String(this.columns.length) }, texts.nothing));
      this.body.replaceChildren(...(lines.length ? lines : [nothing]));
      const pages = Math.max(1, Math.ceil(this.listed.length / PAGE));
      this.place.textContent = fill(texts.page, { page: grouped(this.page + 1), pages: grouped(pages) });
      this.turns.first.disabled = this.turns.previous.disabled = this.page === 0;
      this.turns.next.disabled = this.turns.last.disabled = this.page >= pages - 1;
    }

    /// The listed rows as the CSV files of the program have them, with a mark by which spreadsheets know UTF-8.
    csv() {
      const lines = this.listed.map((row) =>
        this.columns.map((column, index) => inCSV(this.rows[row][index], column.kind)).join(";"));
      return "\ufeff" + [this.columns.map((column) => column.id).join(";"), ...lines, ""].join("\r\n");
    }

    save() {
      // What a damaged file still has is no copy of the list, and its name says so.
      const part = this.rows.length === this.total ? "" : `-${this.rows.length}-of-${this.total}`;
      const address = URL.createObjectURL(new Blob([this.csv()], { type: "text/csv" }));
      make("a", { href: address, download: `${setup.stem}-${this.table}${part}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60000);
    }

    print() {
      const isCut = this.listed.length > PRINTED;
      const numbers = { shown: grouped(this.listed.length), limit: grouped(PRINTED) };
      this.printed.textContent = this.counts + (isCut ? " · " + fill(texts.print_limit, numbers) : "");
      this.draw(PRINTED);
    }
  }

  // ---- The page.

  const say = (element, text, isAlert) => {
    const notice = make("p", { class: isAlert ? "notice alert" : "notice", role: isAlert ? "alert" : "status" }, text);
    element.prepend(notice);
    return notice;
  };
  /// Browsers of some years have the class without this format.
  const canUnpack = () => {
    try { return Boolean(new DecompressionStream("deflate-raw") && TextDecoderStream); } catch { return false; }
  };
  const open = async (element) => {
    const description = JSON.parse(element.querySelector(".columns").textContent);
    const total = grouped(description.total);
    if (!canUnpack()) return say(element, fill(texts.needs_browser, { total }), true);
    say(element, texts.opening, false);
    const packed = element.querySelector(".rows").textContent.trim();
    const rows = await unpack(packed);
    const listing = new Listing(element, description, rows);
    if (rows.length !== description.total) {
      say(element, fill(texts.damaged, { total, read: grouped(rows.length) }), true);
    }
    return listing;
  };
  const start = async () => {
    const listings = [];
    for (const element of document.querySelectorAll(".listing")) {
      const listing = await open(element);
      if (listing instanceof Listing) listings.push(listing);
    }
    addEventListener("beforeprint", () => {
      for (const details of document.querySelectorAll("figure details:not([open])")) {
        details.open = true;
        details.dataset.printed = "";
      }
      for (const listing of listings) listing.print();
    });
    addEventListener("afterprint", () => {
      for (const details of document.querySelectorAll("[data-printed]")) {
        details.open = false;
        delete details.dataset.printed;
      }
      for (const listing of listings) listing.draw();
    });
    document.documentElement.dataset.ready = "true";
  };
  start();
})();
