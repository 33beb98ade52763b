import Documents
package import Reports

/// Every word and sentence a document can hold, side by side in both languages: what `tutanak config sentences` prints and
/// `docs/sentences.md` holds, so that a reader of each language can go over all of them.
package enum SentenceManual {
  /// All of them, in Markdown, by the keys of the files of words; places are filled with sample values.
  package static func book(turkish: TextCatalog, english: TextCatalog) -> String {
    var lines = [
      "# Every sentence", "",
      "Made from the files in `words/` (`make sentences`); nobody edits it by hand. Places are filled with sample values, a",
      "number with a noun with 1 and with 12.",
    ]
    var chapter = ""
    for key in TextCatalog.requiredKeys.sorted(by: { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
      + TextCatalog.ruleKeys
    {
      let name = self.chapter(of: key)
      if name != chapter {
        chapter = name
        lines += ["", "## \(name)", "", "| key | Turkish | English |", "| --- | --- | --- |"]
      }
      lines.append("| `\(key)` | \(cell(turkish.text(key))) | \(cell(english.text(key))) |")
    }
    return lines.joined(separator: "\n")
  }

  private static func chapter(of key: String) -> String {
    let parts = key.split(separator: ".")
    if parts.count < 2 { return "general" }
    return parts[0] == "rule_texts" ? String(parts[1]) : String(parts[0])
  }

  /// A text with samples in its places: once with one of everything where a noun depends on it, and once with more.
  private static func cell(_ template: String) -> String {
    let places = template.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
      $0.split(separator: "}").first.map(String.init)
    }
    let isCounted = places.contains { $0.split(separator: "|").count == 3 }
    let texts = (isCounted ? ["1", "12"] : ["12"]).map { count in
      var values: [String: String] = [:]
      for place in places {
        let parts = place.split(separator: "|").map(String.init)
        values[parts[0]] = parts.count == 3 ? count : sample(parts[0])
      }
      return RendererTexts.fill(template, values)
    }
    return texts.joined(separator: "<br>").replacing("|", with: "\\|").replacing("\n", with: "<br>")
  }

  /// What stands in a place: a moment, a length, a name where its own name says so; else a number.
  private static func sample(_ place: String) -> String {
    samples[place] ?? "12"
  }

  private static let samples: [String: String] = [
    "from": "07.10.2026 00:00:00", "to": "08.10.2026 00:00:00", "span": "03:12:18–03:36:06", "time": "03:37:12",
    "moment": "08.10.2026 02:15:00", "first": "08.09.2026 09:00:00", "level": "M1", "sheet": "Oturumlar",
    "reason": "…", "columns": "…", "rules": "A03, S01", "rule": "A03", "title": "…", "list": "…",
    "lists": "…", "relation": "sessions", "schedule": "…", "user": "root", "number": "2026/OTR-000123", "day": "7",
    "month": "Ekim", "year": "2026", "weekday": "Çarşamba", "offset": "UTC+03:00", "detail": "…", "keys": "…",
    "occasion": "…", "length": "11:29:24", "longest": "11:29:24", "median": "00:37:56", "mean": "01:02:03",
    "duration": "11:29:24", "gap": "07:30:00", "after": "00:10:00", "delay": "00:10:00", "held": "00:10:00",
    "elapsed": "00:45:00", "limit": "12:00:00", "country": "DE", "changes": "TR → DE", "status": "…",
    "missing": "A09", "partial": "S03", "disabled": "B03", "article": "5/2-f", "system": "efys", "events": "…",
    "names": "12",
  ]
}
