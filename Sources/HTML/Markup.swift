internal import Documents
internal import Messages

/// A piece of HTML: what stands in our source is markup, and whatever is put between is text.
///
/// This is the one place where text becomes HTML, so no name, reason or user agent can be anything but text.
struct Markup: ExpressibleByStringInterpolation, Sendable {
  /// The HTML.
  private(set) var html: String

  init(stringLiteral literal: String) { html = literal }

  init(stringInterpolation: Interpolation) { html = stringInterpolation.html }

  private init(html: String) { self.html = html }

  /// One piece after the other.
  static func joined(_ pieces: some Sequence<Markup>) -> Markup {
    Markup(html: pieces.reduce(into: "") { $0 += $1.html })
  }

  /// Adds a piece.
  static func += (whole: inout Markup, piece: Markup) { whole.html += piece.html }

  /// A style sheet or a script of ours, which no text from outside is a part of.
  static func own(_ source: String) -> Markup { Markup(html: source) }

  /// JSON inside a script element: nothing in it ends the element or begins a comment.
  static func data(_ value: JSONValue) -> Markup {
    var result = ""
    for scalar in value.line.unicodeScalars {
      switch scalar {
      case "<", ">", "&", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return Markup(html: result)
  }

  /// Text as HTML, in an element or between double quotes; what could not be seen is made visible.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in VisibleText.inLines(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Puts HTML together.
  struct Interpolation: StringInterpolationProtocol {
    fileprivate var html = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      html.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    mutating func appendLiteral(_ literal: String) { html += literal }
    mutating func appendInterpolation(_ text: String) { html += Markup.escaped(text) }
    mutating func appendInterpolation(_ number: Int) { html += String(number) }
    mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    mutating func appendInterpolation(_ pieces: [Markup]) { for piece in pieces { html += piece.html } }

    /// A length of a drawing, to a tenth.
    mutating func appendInterpolation(_ length: Double) {
      let tenths = Int((length * 10).rounded())
      html += (tenths < 0 ? "-" : "") + "\(tenths.magnitude / 10).\(tenths.magnitude % 10)"
    }
  }
}
