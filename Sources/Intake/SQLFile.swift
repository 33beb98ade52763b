import Files
import Messages

/// One SELECT of a source system, written as psql would run it with `-v from=… -v to=… -v zone=…`.
package struct SQLFile: Sendable {
  /// The file's path, for complaints.
  package let path: String
  /// The file as it is, from which its digest is made.
  package let content: String
  /// Its text, without a closing semicolon.
  package let text: String

  /// Reads the file.
  package init(path: String) throws(IntakeError) {
    do throws(FileError) {
      self.init(path: path, text: try InputFile.text(path))
    } catch {
      throw IntakeError(file: path, problem: error.problem)
    }
  }

  /// A SELECT from its text.
  package init(path: String, text: String) {
    self.path = path
    content = text
    var trimmed = text[...]
    while let last = trimmed.last, last.isWhitespace || last == ";" { trimmed.removeLast() }
    self.text = String(trimmed)
  }

  /// The SQL with every `:'name'` outside quotes and comments replaced by the literal given for the name.
  ///
  /// Literals hold no line ends, so a line of the result is the same line of the file.
  package func substituting(_ literals: [String: String]) throws(IntakeError) -> String {
    var result = ""
    var scanner = SQLScanner(text)
    while let piece = scanner.next() {
      switch piece {
      case .other(let text):
        result += text
      case .placeholder(let name, let line):
        guard let literal = literals[name] else { throw unknownPlaceholder(name, line: line, known: literals.keys) }
        result += literal
      case .semicolon(let line):
        throw IntakeError(
          file: path, line: line,
          problem: Message(
            tr: "dosyada tek bir SELECT olmalı; ortadaki “;” işaretini kaldırın.",
            en: "the file must hold one SELECT; remove the “;” in its middle."))
      }
    }
    return result
  }

  /// The line of the file on which a character of the substituted SQL lies.
  package static func line(ofCharacter position: Int, in sql: String) -> Int {
    sql.prefix(max(0, position - 1)).count { $0.isNewline } + 1
  }

  private func unknownPlaceholder(_ name: String, line: Int, known: some Sequence<String>) -> IntakeError {
    let names = known.sorted().map { ":'\($0)'" }.joined(separator: ", ")
    return IntakeError(
      file: path, line: line,
      problem: Message(
        tr: ":'\(name)' bilinmiyor; kullanılabilenler: \(names).", en: ":'\(name)' is unknown; there are: \(names)."))
  }
}

/// Splits SQL into placeholders and everything else, respecting quotes, dollar quotes and comments.
private struct SQLScanner {
  enum Piece {
    case other(String)
    case placeholder(String, line: Int)
    case semicolon(line: Int)
  }

  private let characters: [Character]
  private var position = 0
  private var line = 1

  init(_ text: String) {
    characters = Array(text)
  }

  mutating func next() -> Piece? {
    guard position < characters.count else { return nil }
    if let name = placeholderName() {
      position += name.count + 3
      return .placeholder(name, line: line)
    }
    if characters[position] == ";" { return .semicolon(line: line) }
    let start = position
    position = endOfOpaqueText() ?? position + 1
    let text = characters[start..<position]
    line += text.count { $0.isNewline }
    return .other(String(text))
  }

  /// The name of a placeholder that begins here.
  private func placeholderName() -> String? {
    guard characters[position] == ":", character(1) == "'", position == 0 || characters[position - 1] != ":" else {
      return nil
    }
    let name = characters[(position + 2)...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    return !name.isEmpty && character(2 + name.count) == "'" ? String(name) : nil
  }

  /// Where the quoted text or comment that begins here ends; nil when none begins here.
  private func endOfOpaqueText() -> Int? {
    switch characters[position] {
    case "'":
      let previous = position > 0 ? characters[position - 1] : " "
      return endOfQuote("'", escapes: previous == "E" || previous == "e")
    case "\"": return endOfQuote("\"", escapes: false)
    case "-" where character(1) == "-":
      return characters[position...].firstIndex { $0.isNewline } ?? characters.count
    case "/" where character(1) == "*": return endOfBlockComment()
    case "$": return endOfDollarQuote()
    default: return nil
    }
  }

  private func endOfQuote(_ quote: Character, escapes: Bool) -> Int {
    var end = position + 1
    while end < characters.count {
      if escapes, characters[end] == "\\" {
        end += 2
        continue
      }
      if characters[end] == quote {
        guard end + 1 < characters.count, characters[end + 1] == quote else { return end + 1 }
        end += 1
      }
      end += 1
    }
    return characters.count
  }

  /// Block comments nest in PostgreSQL.
  private func endOfBlockComment() -> Int {
    var depth = 0
    var end = position
    while end < characters.count {
      let pair = String(characters[end...].prefix(2))
      if pair == "/*" || pair == "*/" {
        depth += pair == "/*" ? 1 : -1
        end += 2
        if depth == 0 { return end }
      } else {
        end += 1
      }
    }
    return characters.count
  }

  private func endOfDollarQuote() -> Int? {
    let tag = characters[(position + 1)...].prefix { $0.isLetter || $0 == "_" || $0.isNumber }
    guard character(1 + tag.count) == "$", tag.first?.isNumber != true else { return nil }
    let mark = Array(characters[position...(position + 1 + tag.count)])
    var end = position + mark.count
    while end + mark.count <= characters.count {
      if Array(characters[end..<(end + mark.count)]) == mark { return end + mark.count }
      end += 1
    }
    return characters.count
  }

  private func character(_ offset: Int) -> Character? {
    position + offset < characters.count ? characters[position + offset] : nil
  }
}
