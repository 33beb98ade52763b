package import Documents
internal import Records

/// Draws a document into one HTML file that asks nobody for anything: styles, script, charts and rows are in it.
///
/// It has the sections of the pages; a list that is long enough to be searched has all its rows inside, packed, and the
/// page's own script lists, searches, filters and sorts them. Same document, same bytes.
package enum HTMLRenderer {
  /// Draws the document; the file appears whole (mode 0600) or not at all.
  ///
  /// - Returns: How many rows of each table are in it.
  /// - Throws: ``HTMLError`` where memory is short or rows are missing, `DigestError`, and `FileError` when the file or the
  ///   spooled rows of a table fail. No error carries a row's value.
  package static func draw(_ document: Document, to path: String) throws -> [String: Int] {
    var file = try PageFile(at: path)
    let policy = try ContentPolicy(document.theme)
    let sections = NumberedSection.all(of: document)
    let frame = PageFrame(document, policy)
    try file.append(frame.head)
    try file.append(frame.opening)
    try file.append(FrontMatter(document, contents: frame.contents(sections)).markup)
    var rows: [String: Int] = [:]
    for section in sections {
      try SectionBody(section, of: document, path: path).draw(to: &file) { table, count in
        rows[table, default: 0] += count
      }
    }
    try file.append(frame.closing)
    try file.commit()
    return rows
  }
}

/// A section with the number that it has on the pages; nil where they do not show it.
struct NumberedSection {
  let section: Section
  let number: Int?
  /// Its place in the page, which is unique.
  let place: Int

  /// Those of the pages, and those that list rows which the pages leave to other files.
  static func all(of document: Document) -> [NumberedSection] {
    var number = 0
    var result: [NumberedSection] = []
    for section in document.sections {
      if section.isPaged { number += 1 }
      guard section.isPaged || listsRows(section) else { continue }
      result.append(
        NumberedSection(section: section, number: section.isPaged ? number : nil, place: result.count + 1))
    }
    return result
  }

  private static func listsRows(_ section: Section) -> Bool {
    section.tables.contains { $0.appears(in: .browser) && $0.rows.count > 0 }
  }

  /// The element's name, which links lead to.
  var anchor: Markup { "section-\(place)" }

  /// The heading with its number.
  var heading: Markup {
    guard let number else { return "\(section.title)" }
    return "<span class=\"number\">\(number)</span> \(section.title)"
  }
}
