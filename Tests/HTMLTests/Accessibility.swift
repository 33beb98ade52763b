import Support

/// What can be judged of WCAG 2.2 without a person: names, headings, tables, places, size, contrast.
enum Accessibility {
  /// The list of what is wrong with the page as it is seen at this moment.
  static let audit = BrowserPage.Step.evaluate(script)

  private static let script = """
    (() => { const found = [];
    const all = (selector) => [...document.querySelectorAll(selector)];
    const check = (ok, what) => { if (!ok) found.push(what); };
    check(document.documentElement.lang === "tr-TR", "3.1.1 language");
    check(document.title.length > 0, "2.4.2 title");
    check(all("main").length === 1 && all("body > header, body > footer").length === 2, "1.3.1 landmarks");
    check(all("h1").length === 1, "one h1");
    let level = 0;
    for (const heading of all("h1, h2, h3, h4")) { const now = Number(heading.localName[1]);
      check(now <= level + 1, "1.3.1 heading " + heading.textContent); level = now; }
    const ids = all("[id]").map((element) => element.id);
    check(new Set(ids).size === ids.length, "ids are unique");
    for (const link of all("a[href^='#']")) check(document.getElementById(link.hash.slice(1)), "2.4.1 " + link.hash);
    for (const named of all("[aria-labelledby]")) check(document.getElementById(named.getAttribute("aria-labelledby")), "4.1.2");
    for (const field of all("input, select"))
      check(field.labels.length || field.ariaLabel, "3.3.2 field " + field.outerHTML);
    for (const press of all("button, summary")) check(press.textContent.trim(), "4.1.2 button");
    for (const picture of all("svg")) check(picture.ariaHidden || picture.getAttribute("role") === "img", "1.1.1");
    for (const table of all("table")) check(table.caption && table.tHead.querySelector("th[scope=col]"), "1.3.1 table");
    for (const box of all(".scroll")) check(box.tabIndex === 0 && box.ariaLabel, "2.1.1 scrolled box");
    for (const target of all("button, input, select, summary, nav a")) { const place = target.getBoundingClientRect();
      if (place.height) check(place.height >= 23.5, "2.5.8 " + target.outerHTML + place.height); }
    check(document.documentElement.scrollWidth <= innerWidth, "1.4.10 reflow");
    const light = (text) => { const parts = text.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
      .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]; };
    const ground = (element) => { for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if (!/, 0\\)$/.test(colour)) return colour; } return "rgb(255,255,255)"; };
    for (const element of all("body *")) {
      if (element.closest("svg") || !element.checkVisibility()) continue;
      const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      if (!own && !["INPUT", "SELECT"].includes(element.tagName) || element.disabled) continue;
      const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
      const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
      check(ratio >= 4.5, "1.4.3 contrast " + ratio.toFixed(2) + " " + element.outerHTML.slice(0, 80));
    }
    return found; })()
    """
}
