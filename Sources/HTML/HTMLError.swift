package import Messages

/// Why an HTML file could not be drawn, for a reason other than a file operation (those are `FileError`s).
package enum HTMLError: ExplainedError, Equatable {
  /// There is no memory to pack rows in.
  case noMemory(path: String)
  /// A table lent fewer rows than it says it has.
  case missingRows(path: String, table: String, expected: Int, found: Int)

  package var failureKind: FailureKind { .internalFault }

  package var message: Message {
    switch self {
    case .noMemory(let path):
      Message(
        tr: "\(path) çizilemedi: satırları sıkıştırmak için bellek yetmedi. Hiçbir şey yayımlanmadı.",
        en: "\(path) cannot be drawn: there is no memory to pack its rows in. Nothing was published.")
    case .missingRows(let path, let table, let expected, let found):
      Message(
        tr: "\(path) çizilemedi: “\(table)” tablosunda \(expected) satır olmalıydı, \(found) satır okunabildi. "
          + "Hiçbir şey yayımlanmadı.",
        en: "\(path) cannot be drawn: the table “\(table)” should have \(expected) rows, \(found) could be read. "
          + "Nothing was published.")
    }
  }
}
