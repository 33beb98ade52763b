internal import Documents
internal import Model

/// A list of the page over an archive, which the page's script shows as it shows the lists of documents.
struct ArchiveList {
  private let list: ArchivePage.List
  private let page: ArchivePage
  private let path: String

  init(_ list: ArchivePage.List, _ page: ArchivePage, path: String) {
    (self.list, self.page, self.path) = (list, page, path)
  }

  func draw(to file: inout PageFile) throws {
    try file.append(
      """
      <section id="\(list.id)" aria-labelledby="\(list.id)-title">
      <h2 id="\(list.id)-title">\(list.title)</h2>
      <p class="caption">\(list.caption)</p>

      """)
    if list.rows.isEmpty {
      try file.append("<p class=\"empty\">\(list.emptyText)</p>\n")
    } else {
      try drawRows(to: &file)
    }
    try file.append("</section>\n")
  }

  private func drawRows(to file: inout PageFile) throws {
    let total = page.formats.integer(Int64(list.rows.count))
    let needsScript = RendererTexts.fill(page.words.browser[.needsScript], ["total": total])
    try file.append(
      """
      <div class="listing" data-table="\(list.id)">
      <noscript><p class="notice">\(needsScript)</p></noscript>
      <script type="application/json" class="columns">\(.data(description))</script>
      <script type="text/plain" class="rows">
      """)
    guard var packing = RowPacking() else { throw HTMLError.noMemory(path: path) }
    for row in list.rows {
      try packing.pack(Array((JSONValue.array(row.map(Self.json)).line + "\n").utf8), to: &file)
    }
    try packing.finish([], to: &file)
    try file.append("</script>\n</div>\n")
  }

  /// What the script has to know of the list.
  private var description: JSONValue {
    .object([
      .init("table", .string(list.id)), .init("title", .string(list.title)),
      .init("total", .integer(Int64(list.rows.count))), .init("visible", .integer(Int64(list.visibleLength))),
      .init(
        "columns",
        .array(
          list.columns.map { column in
            .object([
              .init("id", .string(column.id)), .init("title", .string(column.title)),
              .init("meaning", .string(column.meaning)), .init("kind", .string(column.kind.rawValue)),
              .init("width", .integer(Int64(column.width))), .init("counts", .bool(false)),
            ])
          })),
    ])
  }

  private static func json(_ value: ArchivePage.List.Value) -> JSONValue {
    func whole(_ text: String, _ order: Int64?, _ saved: String, _ more: JSONValue.Member?) -> JSONValue {
      .object(
        [
          .init("t", .string(text)), .init("s", .string(order.map(String.init) ?? "")),
          .init("c", .string(Self.savedCell(saved))),
        ] + (more.map { [$0] } ?? []))
    }
    switch value {
    case .empty: return .null
    case .text(let text): return .string(text)
    case .moment(let moment, let offset):
      return .array([.integer(moment.microseconds), .integer(offset / microsecondsPerSecond)])
    case .ordered(let text, let order, let saved): return whole(text, order, saved, nil)
    case .severities(let counts, let order, let saved):
      let marks = counts.map { JSONValue.array([.integer(Int64($0.rank)), .string($0.count)]) }
      return whole("", order, saved, .init("marks", .array(marks)))
    case .links(let links, let subject):
      let names = links.map(\.name).joined(separator: " ")
      let entries = links.map { link in
        JSONValue.array([.string(link.name), .string(address(link.path)), .string("\(link.name) \(subject)")])
      }
      return whole(names, Int64(links.count), names, .init("links", .array(entries)))
    }
  }

  /// A cell as the program's CSV files have it: texts that would end it stand in quotes, and none is a formula; a number
  /// stays one.
  static func savedCell(_ text: String) -> String {
    let isFormula = Int64(text) == nil && text.utf8.first.map { Array("=+-@".utf8).contains($0) } ?? false
    let guarded = isFormula ? "'" + text : text
    guard text.utf8.contains(where: { Array("\";\r\n".utf8).contains($0) }) else { return guarded }
    return "\"" + guarded.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }

  /// A relative address: whatever might mean something in one is written by its bytes.
  static func address(_ path: String) -> String {
    let hexadecimal = Array("0123456789ABCDEF".utf8)
    var result: [UInt8] = []
    for byte in path.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "/"):
        result.append(byte)
      default: result += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}
