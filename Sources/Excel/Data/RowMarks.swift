internal import Files

/// The row marks of an issued package, read at any place.
final class RowMarks {
  private let file: FileDescriptor
  private let end: Int
  /// Where the marks of each table begin.
  private var starts: [Int] = []
  private var chunk: [UInt8] = []
  private var chunkStart = 0

  private static let lineLength = RowMarksFile.byteCount * 2 + 1
  private static let chunkLength = lineLength * 4_096

  /// Opens the file and finds the tables, of which each has so many rows; nil where it is not of that form.
  init?(_ path: String, tables: [(id: String, rows: Int)]) throws {
    file = try FileDescriptor(reading: path)
    end = try InputFile.size(path)
    var position = 0
    for table in tables {
      let head = Array("\(table.id) \(table.rows)\n".utf8)
      guard try file.read(at: position, upTo: head.count) == head else { return nil }
      position += head.count
      guard table.rows <= (end - position) / Self.lineLength else { return nil }
      starts.append(position)
      position += table.rows * Self.lineLength
    }
    guard position == end else { return nil }
  }

  /// The mark of a row of a table, both counted from 0; nil where the line is no mark.
  func mark(ofTable table: Int, row: Int) throws -> UInt64? {
    let position = starts[table] + row * Self.lineLength
    if position < chunkStart || position + Self.lineLength > chunkStart + chunk.count {
      chunk = try file.read(at: position, upTo: min(Self.chunkLength, end - position))
      chunkStart = position
    }
    guard position + Self.lineLength <= chunkStart + chunk.count else { return nil }
    var mark: UInt64 = 0
    for digit in chunk[position - chunkStart..<position - chunkStart + Self.lineLength - 1] {
      switch digit {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): mark = mark << 4 | UInt64(digit - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): mark = mark << 4 | UInt64(digit - UInt8(ascii: "a") + 10)
      default: return nil
      }
    }
    return mark
  }
}
