import Archive
import Delivery
import Documents
import Files

/// What a package says of itself, read from its files and not counted again: page 1's statements, and whether its period
/// has nothing.
struct PackageStatements: Sendable {
  /// A clause of page 1: the rule that made it, and what it says in the document's language.
  struct Statement: Sendable, Equatable {
    let code: String
    let text: String
  }

  /// What stands out.
  private(set) var standingOut: [Statement] = []
  /// What is missing.
  private(set) var missing: [Statement] = []
  /// What is to be done.
  private(set) var toDo: [Statement] = []
  /// The document's language, such as `tr`.
  let language: String
  /// The name of the zone of its period.
  let zone: String
  /// Whether it is about rows, and the source had none of its period.
  let isEmpty: Bool

  /// The machine's copy may be as long as all rows; the statements stand in its first lines.
  private static let searchedBytes = 1 << 20

  /// Reads a package; without a JSON copy there are no statements.
  init(_ package: ArchivedPackage, rows: Int64?) throws {
    let manifest = JSONValue(reading: try InputFile.bytes(package.folder + "/" + Manifest.fileName))
    language = manifest?["language"]?.stringValue ?? ""
    zone = manifest?["period"]?["zone"]?.stringValue ?? ""
    let copy = package.folder + "/" + package.number.folderName + ".json"
    if package.files.contains(where: { $0.path == package.number.folderName + ".json" }) {
      let bytes = try InputFile.beginning(of: copy, upTo: Self.searchedBytes)
      let highlights = Self.object(after: "\"highlights\":", in: bytes).flatMap { JSONValue(reading: $0) }
      func list(_ name: String) -> [Statement] {
        (highlights?[name]?.elements ?? []).compactMap { element in
          guard let code = element["code"]?.stringValue, let text = element["text"]?.stringValue else { return nil }
          return Statement(code: code, text: text)
        }
      }
      (standingOut, missing, toDo) = (list("stands_out"), list("missing"), list("to_do"))
    }
    let counts = ["sessions", "events"].compactMap { manifest?["rows"]?[$0]?["counted"] }
    let hasNone = !counts.isEmpty && counts.allSatisfy { $0 == .integer(0) }
    isEmpty = rows == 0 && (hasNone || standingOut.contains { $0.code == "no_rows" })
  }

  /// The first object behind a name; a quotation mark within a string is escaped, so a name cannot be part of one.
  private static func object(after name: String, in bytes: [UInt8]) -> [UInt8]? {
    let mark = Array(name.utf8)
    guard let found = bytes.firstRange(of: mark),
      let begin = bytes[found.upperBound...].firstIndex(of: UInt8(ascii: "{"))
    else { return nil }
    var (depth, isText, isEscaped) = (0, false, false)
    for index in begin..<bytes.endIndex {
      let byte = bytes[index]
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isText = true
      case UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "}"):
        depth -= 1
        if depth == 0 { return Array(bytes[begin...index]) }
      default: break
      }
    }
    return nil
  }
}
