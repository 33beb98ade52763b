/// An expression as the server prints it in a plan.
struct PlannedExpression {
  /// Its text.
  let text: String
  /// What stands before a `.` in it, outside of texts: names of tables of the plan.
  let tables: Set<String>

  /// Whether it asks a query of its own, of which it does not show the tables.
  let asks: Bool

  /// Reads one.
  init(_ text: String) {
    self.text = text
    (tables, asks) = Self.read(text)
  }

  private static func read(_ expression: String) -> (tables: Set<String>, asks: Bool) {
    let bytes = Array(expression.utf8)
    var (found, asks, position, follows) = (Set<String>(), false, 0, false)
    func isName(_ byte: UInt8) -> Bool {
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95 || byte == 36
        || byte > 127
    }
    /// The text from here to its closing quote, which is doubled within it.
    func quoted(_ quote: UInt8) -> String {
      var text: [UInt8] = []
      position += 1
      while position < bytes.count {
        if bytes[position] == quote {
          guard position + 1 < bytes.count, bytes[position + 1] == quote else { break }
          position += 1
        }
        text.append(bytes[position])
        position += 1
      }
      position += 1
      return String(decoding: text, as: UTF8.self)
    }
    while position < bytes.count {
      let byte = bytes[position]
      var name: String?
      if byte == 39 {
        _ = quoted(39)
      } else if byte == 34 {
        name = quoted(34)
      } else if isName(byte) {
        let start = position
        while position < bytes.count, isName(bytes[position]) { position += 1 }
        let word = String(decoding: bytes[start..<position], as: UTF8.self)
        name = (48...57).contains(byte) ? nil : word
        asks = asks || byte == 36 || word == "SubPlan" || word == "InitPlan"
      } else {
        position += 1
        follows = byte == 46
        continue
      }
      if let name, !follows, position < bytes.count, bytes[position] == 46 { found.insert(name) }
      follows = false
    }
    return (found, asks)
  }
}
