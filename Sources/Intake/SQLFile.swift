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
    var trimmed = text[...].utf8
    while let last = trimmed.last, " \t\n\u{B}\u{C}\r;".utf8.contains(last) { trimmed.removeLast() }
    self.text = String(Substring(trimmed))
  }

  /// The SQL with every `:'name'` outside quotes and comments replaced by the literal given for the name.
  ///
  /// Literals hold no line ends, so a line of the result is the same line of the file.
  package func substituting(_ literals: [String: String]) throws(IntakeError) -> String {
    var result: [UInt8] = []
    var scanner = SQLScanner(text)
    while let piece = scanner.next() {
      switch piece {
      case .other(let text):
        result += text
      case .placeholder(let name, let line):
        guard let literal = literals[name] else { throw unknownPlaceholder(name, line: line, known: literals.keys) }
        result += literal.utf8
      case .semicolon(let line):
        throw IntakeError(
          file: path, line: line,
          problem: Message(
            tr: "dosyada tek bir SELECT olmalı; ortadaki “;” işaretini kaldırın.",
            en: "the file must hold one SELECT; remove the “;” in its middle."))
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// The statements of a file that may hold several, parted by semicolons, with every `:'name'` replaced by its literal.
  package func statements(_ literals: [String: String]) throws(IntakeError) -> [String] {
    var statements: [[UInt8]] = [[]]
    var scanner = SQLScanner(text)
    while let piece = scanner.next() {
      switch piece {
      case .other(let text):
        statements[statements.count - 1] += text
      case .placeholder(let name, let line):
        guard let literal = literals[name] else { throw unknownPlaceholder(name, line: line, known: literals.keys) }
        statements[statements.count - 1] += literal.utf8
      case .semicolon:
        statements.append([])
      }
    }
    return statements.map { String(decoding: $0, as: UTF8.self) }
  }

  /// The names of every `:'name'` outside quotes and comments.
  package var placeholders: Set<String> {
    var names: Set<String> = []
    var scanner = SQLScanner(text)
    while let piece = scanner.next() { if case .placeholder(let name, _) = piece { names.insert(name) } }
    return names
  }

  /// The line of the file on which a character of the substituted SQL lies; the server counts characters of Unicode.
  package static func line(ofCharacter position: Int, in sql: String) -> Int {
    sql.unicodeScalars.prefix(max(0, position - 1)).count { $0 == "\n" } + 1
  }

  /// Whether the name of a placeholder may hold a byte.
  package static func isInName(_ byte: UInt8) -> Bool { byte.isInName }

  private func unknownPlaceholder(_ name: String, line: Int, known: some Sequence<String>) -> IntakeError {
    let names = known.sorted().map { ":'\($0)'" }.joined(separator: ", ")
    return IntakeError(
      file: path, line: line,
      problem: Message(
        tr: ":'\(name)' bilinmiyor; kullanılabilenler: \(names).", en: ":'\(name)' is unknown; there are: \(names)."))
  }
}

/// Splits SQL into placeholders and everything else, respecting quotes, dollar quotes and comments.
///
/// Byte by byte, as the server's own lexer does it: a combining mark behind a quote does not make it another character.
private struct SQLScanner {
  enum Piece {
    case other(ArraySlice<UInt8>)
    case placeholder(String, line: Int)
    case semicolon(line: Int)
  }

  private let bytes: [UInt8]
  private var position = 0
  private var line = 1

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  mutating func next() -> Piece? {
    guard position < bytes.count else { return nil }
    if let name = placeholderName() {
      position += name.utf8.count + 3
      return .placeholder(name, line: line)
    }
    if bytes[position] == UInt8(ascii: ";") {
      position += 1
      return .semicolon(line: line)
    }
    let start = position
    position = endOfOpaqueText() ?? position + 1
    let text = bytes[start..<position]
    line += text.count { $0 == UInt8(ascii: "\n") }
    return .other(text)
  }

  /// The name of a placeholder that begins here.
  private func placeholderName() -> String? {
    guard has(":'"), position == 0 || bytes[position - 1] != UInt8(ascii: ":") else { return nil }
    let name = bytes[(position + 2)...].prefix { $0.isInName }
    return !name.isEmpty && byte(2 + name.count) == UInt8(ascii: "'") ? String(decoding: name, as: UTF8.self) : nil
  }

  /// Where the quoted text or comment that begins here ends; nil when none begins here.
  private func endOfOpaqueText() -> Int? {
    switch bytes[position] {
    case UInt8(ascii: "'"): endOfQuote(escapes: isEscapeString)
    case UInt8(ascii: "\""): endOfQuote(escapes: false)
    case UInt8(ascii: "-") where has("--"):
      bytes[position...].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? bytes.count
    case UInt8(ascii: "/") where has("/*"): endOfBlockComment()
    case UInt8(ascii: "$"): endOfDollarQuote()
    default: nil
    }
  }

  /// Whether an E stands before the quote that begins here, and is no end of a longer word.
  private var isEscapeString: Bool {
    guard position > 0, bytes[position - 1] | 0x20 == UInt8(ascii: "e") else { return false }
    return position == 1 || !bytes[position - 2].isInName
  }

  private func endOfQuote(escapes: Bool) -> Int {
    let quote = bytes[position]
    var end = position + 1
    while end < bytes.count {
      if escapes, bytes[end] == UInt8(ascii: "\\") {
        end += 2
        continue
      }
      if bytes[end] == quote {
        guard end + 1 < bytes.count, bytes[end + 1] == quote else { return end + 1 }
        end += 1
      }
      end += 1
    }
    return bytes.count
  }

  /// Block comments nest in PostgreSQL.
  private func endOfBlockComment() -> Int {
    var depth = 0
    var end = position
    while end < bytes.count {
      if has("/*", at: end) {
        depth += 1
        end += 2
      } else if has("*/", at: end) {
        depth -= 1
        end += 2
        if depth == 0 { return end }
      } else {
        end += 1
      }
    }
    return bytes.count
  }

  private func endOfDollarQuote() -> Int? {
    // A dollar within a name is a part of it.
    if position > 0, bytes[position - 1].isInName { return nil }
    let tag = bytes[(position + 1)...].prefix { $0.isInName }
    guard byte(1 + tag.count) == UInt8(ascii: "$"), tag.first?.isDigit != true else { return nil }
    let mark = bytes[position...(position + 1 + tag.count)]
    var end = mark.endIndex
    while let dollar = bytes[end...].firstIndex(of: UInt8(ascii: "$")) {
      if bytes[dollar...].starts(with: mark) { return dollar + mark.count }
      end = dollar + 1
    }
    return bytes.count
  }

  private func has(_ text: String) -> Bool { has(text, at: position) }

  private func has(_ text: String, at place: Int) -> Bool { bytes[place...].starts(with: text.utf8) }

  private func byte(_ offset: Int) -> UInt8? { position + offset < bytes.count ? bytes[position + offset] : nil }
}

extension UInt8 {
  fileprivate var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// Whether a name may hold it: letters, digits, `_` and every byte beyond ASCII, as in PostgreSQL.
  fileprivate var isInName: Bool {
    isDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self == UInt8(ascii: "_")
      || self >= 0x80
  }
}
