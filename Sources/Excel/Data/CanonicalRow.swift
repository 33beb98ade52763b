internal import Documents
internal import Files

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

  private mutating func end() {
    record.append(byte: UInt8(ascii: ":"))
    record.append(byte: UInt8(ascii: ","))
  }
}
