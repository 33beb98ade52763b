import Analysis
import Model

/// Numbers kept in memory.
final class NumberList: NumberStore {
  private var numbers: [Int64] = []
  func append(_ number: Int64) { numbers.append(number) }
  func forEach(_ body: (Int64) -> Void) { numbers.forEach(body) }
}

/// Records sorted in memory.
final class RecordList: RecordSorter {
  private var records: [[UInt8]] = []
  func append(_ record: [UInt8]) { records.append(record) }
  func forEachInOrder(_ body: (ArraySlice<UInt8>) throws -> Void) throws {
    for record in records.sorted(by: { $0.lexicographicallyPrecedes($1) }) { try body(record[...]) }
  }
}

/// The identifiers themselves instead of a digest.
final class IdentifierList: IdentifierDigest {
  private var text = ""
  func add(_ identifier: Identifier) { text += identifier.text }
  func hexadecimal() -> String { text }
}
