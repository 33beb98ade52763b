internal import Files

/// The texts that the cells of a workbook share, on the disk: other programs put every text of a workbook there.
final class SharedTexts {
  private let texts: SealedSpool
  /// Where each text ends.
  private let ends: [Int]

  private static let most = 1 << 24

  /// Reads the part of a workbook that holds them; long ones lie in a nameless file in `folder`.
  init(_ part: String, of workbook: borrowing WorkbookParts, folder: String) throws {
    let spool = Spool(in: folder)
    var ends: [Int] = []
    var text: [UInt8] = []
    var takesText = false
    var isPhonetic = false
    try workbook.forEachToken(of: part) { token in
      switch token {
      case .open(let tag, let isEmpty):
        if XMLTag.is(tag, "si") {
          text.removeAll(keepingCapacity: true)
          if isEmpty { try Self.end(spool.byteCount, &ends) }
        } else if XMLTag.is(tag, "rPh") {
          isPhonetic = !isEmpty
        } else if XMLTag.is(tag, "t") {
          takesText = !isEmpty
        }
      case .text(let part, let isPlain):
        guard takesText, !isPhonetic else { return }
        if isPlain { text.append(contentsOf: part) } else { XMLTag.append(part, to: &text) }
        if text.count > SheetRows.longest { throw XMLScanner.Fault.tooLong }
      case .close(let name):
        if XMLTag.is(name, "t") { takesText = false }
        if XMLTag.is(name, "rPh") { isPhonetic = false }
        guard XMLTag.is(name, "si") else { return }
        try spool.append(text)
        try Self.end(spool.byteCount, &ends)
      }
    }
    texts = try spool.seal()
    self.ends = ends
  }

  private static func end(_ place: Int, _ ends: inout [Int]) throws {
    if ends.count == most { throw XMLScanner.Fault.tooLong }
    ends.append(place)
  }

  /// The bytes of a text; nil where there is none of that number, or the disk does not give it back.
  func text(at index: Int) -> [UInt8]? {
    guard ends.indices.contains(index) else { return nil }
    let start = index == 0 ? 0 : ends[index - 1]
    return try? texts.read(at: start, upTo: ends[index] - start)
  }
}
