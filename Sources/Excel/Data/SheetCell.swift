import Glibc

/// A cell of a sheet, whichever program wrote it.
package enum SheetCell: Sendable, Equatable {
  case empty
  case text(String)
  /// A number as a spreadsheet keeps it: days for dates and times.
  case number(Double)
  /// A formula, an error or whatever else is no value that was typed in.
  case foreign

  /// The cells of a canonical row.
  static func cells(ofRow bytes: UnsafeRawBufferPointer) -> [SheetCell] {
    var cells: [SheetCell] = []
    var position = 0
    while position < bytes.count {
      var length = 0
      while position < bytes.count, bytes[position] != UInt8(ascii: ":") {
        length = length * 10 + Int(bytes[position]) - 48
        position += 1
      }
      let start = position + 1
      guard start + length <= bytes.count else { return cells }
      cells.append(cell(bytes[start..<start + length]))
      position = start + length + 1
    }
    return cells
  }

  private static func cell(_ bytes: Slice<UnsafeRawBufferPointer>) -> SheetCell {
    guard let kind = bytes.first else { return .empty }
    let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
    return switch kind {
    case UInt8(ascii: "t"): .text(text)
    case UInt8(ascii: "n"): Double(text).map { .number($0) } ?? .foreign
    default: .foreign
    }
  }

  /// Whether another program has kept the value: it may have cut a number to fewer digits, or a duration to thousandths
  /// of a second.
  func isKept(as other: SheetCell) -> Bool {
    if case .number(let mine) = self, case .number(let theirs) = other {
      return abs(mine - theirs) <= max(1e-8, abs(mine) * 1e-12)
    }
    // Two ways to write a letter are two texts.
    if case .text(let mine) = self, case .text(let theirs) = other { return mine.utf8.elementsEqual(theirs.utf8) }
    return self == other
  }

  /// Where a cell lies by its name: the column from 0, the row from 1; nil where it is no name.
  static func place(_ name: some Collection<UInt8>) -> (column: Int, row: Int)? {
    let letters = name.prefix { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "Z") }
    let digits = name.dropFirst(letters.count)
    guard (1...3).contains(letters.count), (1...7).contains(digits.count),
      digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") })
    else { return nil }
    return (letters.reduce(0) { $0 * 26 + Int($1) - 64 } - 1, digits.reduce(0) { $0 * 10 + Int($1) - 48 })
  }

  /// A cell's name on its sheet: `C7` is that of the third column, counted from 0, and the seventh row, from 1.
  static func name(column: Int, row: Int) -> String {
    var letters = ""
    var rest = column + 1
    while rest > 0 {
      letters = String(Unicode.Scalar(UInt8(65 + (rest - 1) % 26))) + letters
      rest = (rest - 1) / 26
    }
    return letters + String(row)
  }
}
