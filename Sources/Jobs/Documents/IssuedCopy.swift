import Archive
import Documents
import Evidence
import Files
import Model

/// The JSON copy of a document as it lies in the archive: read only where it is what was issued.
///
/// There is none of a document that is not there any more, has no JSON copy, or is not what the ledger says.
struct IssuedCopy {
  /// The document's number.
  let number: DocumentNumber
  /// The period it is of.
  let period: Period
  /// What its object `document` says.
  let head: JSONValue
  /// Where the file lies.
  let path: String

  /// The object `document` of a JSON copy is never longer.
  private static let headLimit = 1 << 20

  /// The copy of a document that the ledger says was issued.
  init?(_ entry: LedgerEntry, in archive: Archive) {
    guard let document = entry.document, let period = entry.period,
      let package = try? ArchivedPackage(document, issuedAs: entry.fact("manifest_sha256")?.stringValue, in: archive),
      let file = package.manifest.files.first(where: { $0.path == package.number.folderName + ".json" }),
      let digest = try? Digest.ofFile(package.folder + "/" + file.path), digest == file.sha256
    else { return nil }
    (number, self.period, path) = (package.number, period, package.folder + "/" + file.path)
    guard let head = Self.head(of: path) else { return nil }
    self.head = head
  }

  /// Lends the rows of one of its arrays; false where it has no such array.
  func forEachRow(of table: String, _ body: (JSONValue) -> Void) throws -> Bool {
    try Self.forEachRow(of: table, in: path, body)
  }

  /// Lends the rows of an array of a JSON copy, each of which is a line of the file; an empty one is a line as a whole.
  static func forEachRow(of table: String, in path: String, _ body: (JSONValue) -> Void) throws -> Bool {
    let (begin, end) = (Array("  \"\(table)\": [".utf8), Array("  ]".utf8))
    var (line, isInside, isFound): ([UInt8], Bool, Bool) = ([], false, false)
    try InputFile.forEachPortion(of: path) { portion in
      for byte in portion {
        if byte != UInt8(ascii: "\n") {
          line.append(byte)
          continue
        }
        if isInside, line.starts(with: end) { isInside = false }
        if isInside, let row = row(line) { body(row) }
        if line.starts(with: begin) { (isFound, isInside) = (true, line == begin) }
        line.removeAll(keepingCapacity: true)
      }
    }
    return isFound
  }

  /// A line without the comma behind its object.
  private static func row(_ line: [UInt8]) -> JSONValue? {
    let text = line.drop { $0 == UInt8(ascii: " ") }
    return JSONValue(reading: Array(text.last == UInt8(ascii: ",") ? text.dropLast() : text))
  }

  /// The object as it is written: its end is the first brace at its own depth.
  private static func head(of path: String) -> JSONValue? {
    guard let bytes = try? InputFile.beginning(of: path, upTo: headLimit) else { return nil }
    let ending = Array("\n  }".utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")),
      let end = bytes.indices.first(where: { bytes[$0...].starts(with: ending) })
    else { return nil }
    return JSONValue(reading: Array(bytes[(colon + 1)..<(end + ending.count)]))
  }
}

extension LedgerEntry {
  /// The newest lines of documents of a report and source that were issued and stand, oldest first, without those whose folder
  /// never got its name and those that show chosen users or were replaced.
  static func standing(_ report: String, of source: String, in record: IssueRecord) throws -> [LedgerEntry] {
    var last: [String: LedgerEntry] = [:]
    for entry in try record.ledger?.entries() ?? [] where entry.act == .issue || entry.act == .reissue {
      if let document = entry.document, entry.source == source, entry.report == report { last[document] = entry }
    }
    return last.values.filter { entry in
      guard entry.outcome == .done, entry.fact("users")?.integerValue ?? 0 == 0,
        let number = entry.document.flatMap({ DocumentNumber($0) })
      else { return false }
      return record.successor(of: number) == nil
    }.sorted { $0.sequence < $1.sequence }
  }
}
