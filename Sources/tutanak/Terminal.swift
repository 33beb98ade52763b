import Documents
import Foundation
import Glibc

/// What is printed: results on standard output, everything else on standard error.
enum Terminal {
  /// What kind of line it is.
  enum Kind: String {
    case error, warning
    case remark = "info"
  }

  /// Prints a result.
  static func print(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Says something beside the result.
  static func say(_ kind: Kind, _ text: String, isJSON: Bool) {
    let line: String
    if isJSON {
      line = "{\"level\": \(JSONValue.quoted(kind.rawValue)), \"message\": \(JSONValue.quoted(text))}"
    } else {
      line = "tutanak: " + (kind == .warning ? coloured("!", "33") + " " : "") + text
    }
    let clear = isTerminal(2) && !isJSON ? "\r\u{1B}[K" : ""
    FileHandle.standardError.write(Data((clear + line + "\n").utf8))
  }

  /// Whether a descriptor is a terminal that a person looks at.
  static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// A text in a colour, on a terminal that wants colours.
  private static func coloured(_ text: String, _ code: String) -> String {
    let wantsNone = ProcessInfo.processInfo.environment["NO_COLOR"]?.isEmpty == false
    return isTerminal(2) && !wantsNone ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
