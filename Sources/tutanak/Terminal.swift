import ArgumentParser
import Documents
import Files
import Foundation
import Glibc
import Jobs
import Messages

/// What is printed: results on standard output, everything else on standard error.
///
/// Nothing that came from outside can move the cursor, change a colour or begin a line: see `VisibleText`.
enum Terminal {
  /// What kind of line it is.
  enum Kind: String {
    case error, warning
    case remark = "info"
  }

  /// Prints the lines of a result.
  static func print(_ lines: [String]) {
    if lines.isEmpty { return }
    StandardStream.output.deliver(lines.map { VisibleText.of($0) + "\n" }.joined())
  }

  /// Prints a text of our own, which may have several lines.
  static func printPage(_ text: String) {
    StandardStream.output.deliver(VisibleText.inLines(text) + "\n")
  }

  /// Prints a result as JSON.
  static func print(_ value: JSONValue) {
    StandardStream.output.deliver(VisibleText.inJSON(value.text()) + "\n")
  }

  /// Says something beside the result.
  static func say(_ kind: Kind, _ text: String, isJSON: Bool) {
    if isJSON {
      let line =
        "{\"level\": \(JSONValue.quoted(kind.rawValue)), \"run\": \(JSONValue.quoted(RunNumber.current)), "
        + "\"message\": \(JSONValue.quoted(text))}"
      StandardStream.error.say(VisibleText.inJSON(line) + "\n")
    } else {
      let mark = kind == .warning ? coloured("!", "33") + " " : ""
      StandardStream.error.say(clear + Journal.priority(of: kind) + "tutanak: " + mark + VisibleText.of(text) + "\n")
    }
  }

  /// Says that a result could not be written, unless its reader has left as `head` does, and returns whether it was.
  @discardableResult
  static func sayLostResult(_ language: Language, isJSON: Bool) -> Bool {
    guard let failure = StandardStream.output.failure else { return false }
    if !StandardStream.output.hasLostItsReader {
      let rest = Message(
        tr: "Sonuç gösterilemedi; yapılan iş geçerlidir.",
        en: "The result could not be shown; the work that was done stands.")
      say(.error, (failure + rest)[language], isJSON: isJSON)
    }
    return true
  }

  /// Says what ended the program's work, and returns the status it ends with.
  ///
  /// What could not be written is an error of its own only where there is no other; the work stays as it is.
  static func conclude(_ error: (any Error)?) -> Int32 {
    var status = Int32(0)
    if let error {
      status = Tutanak.exitCode(for: error).rawValue
      let text = Tutanak.fullMessage(for: error)
      if !text.isEmpty, status != 0 { sayUsage(text) }
      if !text.isEmpty, status == 0 {
        printPage(text)
        // What the parser prints is English.
        sayLostResult(.en, isJSON: isJSONAskedFor)
      }
    }
    StandardStream.error.settle()
    let isLost = StandardStream.output.failure != nil || StandardStream.error.failure != nil
    return status == 0 && isLost ? ExitStatus.inputOutput.rawValue : status
  }

  /// Whether a descriptor is a terminal that a person looks at.
  static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// What removes a progress bar from a terminal.
  static var clear: String { isTerminal(2) ? "\r\u{1B}[K" : "" }

  /// Says what the parser of the command line has to say; a word it repeats can begin no line of its own.
  private static func sayUsage(_ text: String) {
    if isJSONAskedFor { return say(.error, text, isJSON: true) }
    var text = text
    for argument in CommandLine.arguments.dropFirst() where argument.utf8.contains(UInt8(ascii: "\n")) {
      let value = argument.firstIndex(of: "=").map { String(argument[argument.index(after: $0)...]) }
      for part in [argument, value].compactMap({ $0 }) {
        text = text.replacingOccurrences(of: part, with: VisibleText.of(part), options: .literal)
      }
    }
    StandardStream.error.say(VisibleText.inLines(text) + "\n")
  }

  /// Whether warnings are to be JSON, as far as the words of a command line tell that cannot be understood.
  private static var isJSONAskedFor: Bool {
    let words = CommandLine.arguments
    return words.contains("--log-format=json")
      || zip(words, words.dropFirst()).contains { $0 == ("--log-format", "json") }
  }

  /// A text in a colour, on a terminal that wants colours.
  private static func coloured(_ text: String, _ code: String) -> String {
    let wantsNone = ProcessInfo.processInfo.environment["NO_COLOR"]?.isEmpty == false
    return isTerminal(2) && !wantsNone ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
