import Model

/// The number of a document, `2026/OTR-000123`: year, report and a count from 1.
package struct DocumentNumber: Hashable, Sendable, Comparable {
  /// The year it was issued in, by the configured zone.
  package let year: Int
  /// The report's code.
  package let code: String
  /// The count within year and report, from 1.
  package let sequence: Int

  /// A number from its parts.
  package init(year: Int, code: String, sequence: Int) {
    self.year = year
    self.code = code
    self.sequence = sequence
  }

  /// Reads `2026-OTR-000123` or `2026/OTR-000123`; nil for anything the program would not have written.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count > 5, bytes[4] == UInt8(ascii: "-") || bytes[4] == UInt8(ascii: "/"),
      let year = FolderYear(String(decoding: bytes[..<4], as: UTF8.self)),
      let dash = bytes.lastIndex(of: UInt8(ascii: "-")), dash > 5,
      let sequence = Int(String(decoding: bytes[(dash + 1)...], as: UTF8.self)), sequence > 0
    else { return nil }
    self.init(year: year.number, code: String(decoding: bytes[5..<dash], as: UTF8.self), sequence: sequence)
    guard Array(folderName.utf8).dropFirst(5) == bytes.dropFirst(5) else { return nil }
  }

  /// `2026/OTR-000123`, as documents print it.
  package var text: String { "\(padded(year, 4))/\(code)-\(padded(sequence, 6))" }

  /// `2026-OTR-000123`, as its folder and files are called.
  package var folderName: String { "\(padded(year, 4))-\(code)-\(padded(sequence, 6))" }

  package static func < (first: DocumentNumber, second: DocumentNumber) -> Bool {
    if first.year != second.year { return first.year < second.year }
    if first.code != second.code { return first.code.utf8.lexicographicallyPrecedes(second.code.utf8) }
    return first.sequence < second.sequence
  }
}

/// A year as a folder is called by it: four digits and nothing else.
struct FolderYear {
  let number: Int

  init?(_ name: String) {
    guard name.utf8.count == 4, name.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(name) else {
      return nil
    }
    self.number = number
  }
}
