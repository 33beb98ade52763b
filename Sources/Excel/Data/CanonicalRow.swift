// Glibc has memmem where the header of a C library asked for it.
internal import CXlsxWriter
internal import Files
import Glibc

/// A row in the form the data digest is computed over: what its cells hold, whichever program wrote them.
///
/// Every cell is a netstring, `5:tAnna,` for instance: the number of bytes, a colon, the bytes and a comma. The bytes
/// are `t` and a text in UTF-8, `n` and a number, or none where the cell is empty; docs/domain/data-digest.md has all.
struct CanonicalRow: ~Copyable {
  private(set) var record = RecordBuffer()

  /// Forgets the cells, keeping the memory.
  mutating func clear() { record.clear() }

  /// Adds an empty cell.
  mutating func appendEmpty() {
    record.append(decimal: 0)
    end()
  }

  /// Adds a text; an empty one is an empty cell, as Excel has it.
  mutating func append(text: UnsafeRawBufferPointer) {
    if text.isEmpty { return appendEmpty() }
    record.append(decimal: Int64(text.count + 1))
    record.append(byte: UInt8(ascii: ":"))
    record.append(byte: UInt8(ascii: "t"))
    record.append(text)
    record.append(byte: UInt8(ascii: ","))
  }

  /// Adds a text.
  mutating func append(text: String) {
    var text = text
    text.withUTF8 { append(text: UnsafeRawBufferPointer($0)) }
  }

  /// Adds a whole number.
  mutating func append(number: Int64) {
    record.append(decimal: Int64(RecordBuffer.decimalCount(number) + 1))
    record.append(byte: UInt8(ascii: ":"))
    record.append(byte: UInt8(ascii: "n"))
    record.append(decimal: number)
    record.append(byte: UInt8(ascii: ","))
  }

  /// Adds a number as a cell of a column of some kind holds it.
  mutating func append(_ number: CanonicalNumber) {
    switch number {
    case .whole(let value): append(number: value)
    case .other(let text): append(netstring: "n" + text)
    }
  }

  /// Adds a text as it is.
  mutating func append(netstring text: String) {
    record.append(decimal: Int64(text.utf8.count))
    record.append(byte: UInt8(ascii: ":"))
    record.append(text: text)
    record.append(byte: UInt8(ascii: ","))
  }

  /// Adds what is no value of a table, such as a formula or an error; no row of a document holds any.
  mutating func append(foreign text: String) { append(netstring: "x" + text) }

  /// Whether another row holds the same.
  func isEqual(to other: borrowing CanonicalRow) -> Bool {
    record.withBytes { left in other.record.withBytes { right in left.elementsEqual(right) } }
  }

  /// Whether a cell of the row holds a text.
  func says(_ text: String) -> Bool {
    var cell = CanonicalRow()
    cell.append(text: text)
    return record.withBytes { row in
      cell.record.withBytes { wanted in
        guard let (whole, part) = row.baseAddress.flatMap({ whole in wanted.baseAddress.map { (whole, $0) } }) else {
          return false
        }
        return memmem(whole, row.count, part, wanted.count) != nil
      }
    }
  }

  private mutating func end() {
    record.append(byte: UInt8(ascii: ":"))
    record.append(byte: UInt8(ascii: ","))
  }
}
