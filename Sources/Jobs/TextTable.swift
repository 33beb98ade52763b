import Messages

/// Columns of text, one under the other, for a person at a terminal.
struct TextTable {
  /// The heads of the columns.
  let heads: [Message]
  /// The rows, each with as many cells as there are heads.
  private(set) var rows: [[Message]] = []

  /// A table without rows.
  init(_ heads: [Message]) { self.heads = heads }

  /// Adds a row.
  mutating func add(_ row: [Message]) { rows.append(row) }

  /// The table in both languages; without rows it is empty.
  var text: Message { Message(tr: text(.tr), en: text(.en)) }

  private func text(_ language: Language) -> String {
    if rows.isEmpty { return "" }
    let lines = ([heads] + rows).map { $0.map { $0[language] } }
    let widths = heads.indices.map { column in lines.map { $0[column].unicodeScalars.count }.max() ?? 0 }
    return lines.map { line in
      var text = ""
      for (column, cell) in line.enumerated() {
        let isLast = column == line.count - 1
        text += cell
        if !isLast {
          text += String(repeating: " ", count: widths[column] - cell.unicodeScalars.count + 2)
        }
      }
      while text.last == " " { text.removeLast() }
      return text
    }.joined(separator: "\n")
  }
}
