internal import Compression
internal import Files

/// A workbook that may have been through anyone's hands, opened to be read part by part.
struct WorkbookParts: ~Copyable {
  /// What cannot be read, by the name of the part.
  struct Damage: Error {
    let part: String
    /// Whether it has more in it than any workbook that people fill in.
    var isTooLarge = false
  }

  private let archive: ZipArchive
  /// Where the texts are that cells share; nil where there are none.
  let sharedTexts: String?
  /// The parts of the sheets by their names.
  private let sheets: [String: String]
  /// The names of the sheets, in their order.
  let sheetNames: [String]
  /// The names of those that are not seen: a spreadsheet hides them, whether or not its menus show them again.
  let hiddenSheets: Set<String>

  /// How many bytes all parts come to when they are unpacked, as the file says.
  let unpackedSize: Int

  /// The name of the first sheet.
  var firstSheet: String? { sheetNames.first }

  /// So many parts no workbook has that people fill in; each costs whoever reads it.
  static let mostParts = 4096

  /// Opens a workbook of at most ``mostParts`` parts that come to no more than `limit` bytes when they are unpacked.
  ///
  /// - Throws: ``Damage`` where it is none, `FileError` where the file cannot be read.
  init(_ path: String, limit: Int = .max) throws {
    // A part of two contents is one thing to this program and another to a spreadsheet.
    let size = try InputFile.size(path)
    guard let archive = try ZipArchive(path) else { throw Damage(part: "ZIP") }
    guard archive.entries.count <= Self.mostParts else { throw Damage(part: "ZIP", isTooLarge: true) }
    guard archive.entries.allSatisfy({ $0.lies(within: size) }),
      Set(archive.entries.map { $0.name.lowercased() }).count == archive.entries.count
    else { throw Damage(part: "ZIP") }
    let unpacked = archive.entries.reduce(0) { min($0, 1 << 50) + min($1.size, 1 << 50) }
    guard unpacked <= limit else { throw Damage(part: "ZIP", isTooLarge: true) }
    var names: [(name: String, relation: String)] = []
    var hidden: Set<String> = []
    try Self.forEachToken(of: "xl/workbook.xml", in: archive) { token in
      guard case .open(let tag, _) = token, XMLTag.is(tag, "sheet") else { return }
      guard let name = XMLTag.text("name", of: tag), let relation = XMLTag.text("r:id", of: tag) else { return }
      names.append((name, relation))
      if let state = XMLTag.text("state", of: tag), state != "visible" { hidden.insert(name) }
    }
    var targets: [String: String] = [:]
    var sharedTexts: String?
    try Self.forEachToken(of: "xl/_rels/workbook.xml.rels", in: archive) { token in
      guard case .open(let tag, _) = token, XMLTag.is(tag, "Relationship"), let id = XMLTag.text("Id", of: tag),
        let target = XMLTag.text("Target", of: tag)
      else { return }
      let part = target.hasPrefix("/") ? String(target.dropFirst()) : "xl/" + target
      targets[id] = part
      if XMLTag.text("Type", of: tag)?.hasSuffix("/sharedStrings") == true { sharedTexts = part }
    }
    var sheets: [String: String] = [:]
    for (name, relation) in names {
      guard sheets[name] == nil, let target = targets[relation] else { throw Damage(part: "xl/workbook.xml") }
      sheets[name] = target
    }
    (self.sharedTexts, self.sheets) = (sharedTexts, sheets)
    sheetNames = names.map(\.name)
    hiddenSheets = hidden
    unpackedSize = unpacked
    self.archive = archive
  }

  /// The part of a sheet; nil where there is no sheet of that name.
  func part(ofSheet name: String) -> String? { sheets[name] }

  /// Hands over the XML of a part, token by token, and throws ``Damage`` unless all of it is sound.
  func forEachToken(of part: String, _ body: (XMLScanner.Token) throws -> Void) throws {
    try Self.forEachToken(of: part, in: archive, body)
  }

  private static func forEachToken(
    of part: String, in archive: borrowing ZipArchive, _ body: (XMLScanner.Token) throws -> Void
  ) throws {
    guard let entry = archive.entries.first(where: { $0.name == part }) else { throw Damage(part: part) }
    var scanner = XMLScanner()
    do {
      guard try unpack(entry, of: archive, { try scanner.take($0, body) }), scanner.isComplete else {
        throw Damage(part: part)
      }
    } catch is XMLScanner.Fault {
      throw Damage(part: part)
    }
  }

  /// Unpacks a part piece by piece; false where it is damaged.
  private static func unpack(
    _ entry: ZipArchive.Entry, of archive: borrowing ZipArchive, _ body: (UnsafeRawBufferPointer) throws -> Void
  ) throws -> Bool {
    if entry.method == 0 {
      guard entry.packedSize == entry.size else { return false }
      return try archive.forEachPackedPiece(of: entry) { piece in try piece.withUnsafeBytes { try body($0) } }
    }
    guard entry.method == 8 else { return false }
    var inflater = Inflater()
    var isSound = true
    var failure: (any Error)?
    var count = 0
    let isThere = try archive.forEachPackedPiece(of: entry) { piece in
      guard isSound else { return }
      isSound = inflater.unpack(piece) { bytes in
        guard failure == nil else { return }
        // What says that it is small and goes on is none that a spreadsheet wrote.
        count += bytes.count
        if count > entry.size { return failure = XMLScanner.Fault.tooLong }
        do { try body(bytes) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    return isThere && isSound && inflater.isAtEnd && inflater.byteCount == entry.size
      && inflater.checksum == entry.checksum
  }
}
