internal import Documents
internal import Evidence

/// What a browser lets the page do: use the one style sheet and run the one script inside, and nothing else.
///
/// Both are allowed by their digests, so a script that came in with a name would not run even if it were no text.
struct ContentPolicy {
  let style: String
  let script: String
  /// The policy as a browser reads it.
  let text: String

  init(_ theme: Theme) throws {
    style = StyleVariables(theme).css + String(decoding: PackageResources.page_css, as: UTF8.self)
    script = String(decoding: PackageResources.page_js, as: UTF8.self)
    text =
      "default-src 'none'; script-src 'sha256-\(try Self.digest(script))'; "
      + "style-src 'sha256-\(try Self.digest(style))'; img-src data:; base-uri 'none'; form-action 'none'"
  }

  /// SHA-256 of a text in base64, as browsers want it.
  private static func digest(_ text: String) throws -> String {
    let digits = Array(try Digest.ofText(text))
    let bytes = stride(from: 0, to: digits.count, by: 2).map { UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0 }
    var encoder = Base64Encoder()
    return String(decoding: encoder.encode(bytes) + encoder.finish(), as: UTF8.self)
  }
}

/// The colours of a look, for the style sheet.
struct StyleVariables {
  private let theme: Theme

  init(_ theme: Theme) { self.theme = theme }

  var css: String {
    let colours = theme.colours
    let named = [
      ("ink", colours.ink), ("muted", colours.muted), ("rule", colours.rule), ("band", colours.band),
      ("accent", colours.accent), ("accent-light", colours.accentLight), ("alert", colours.alert),
    ]
    let severities = colours.severities.enumerated().map { ("severity-\($0.offset)", $0.element) }
    let lines = (named + severities).map { "--\($0.0):\(Self.hexadecimal($0.1))" }
    return ":root{" + lines.joined(separator: ";") + "}\n"
  }

  private static func hexadecimal(_ colour: Theme.Colour) -> String {
    let digits = String(colour.number, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.utf8.count) + digits
  }
}
