import Messages
internal import Documents

/// Texts of a PDF that stand on no page: properties and bookmarks.
enum PropertyText {
  /// The text with everything libharu cannot write there made visible: control characters, and characters outside
  /// the Basic Multilingual Plane, which it would turn into spaces.
  static func of(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value > 0xFFFF || VisibleText.isInvisible(scalar) {
        result += VisibleText.mark(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
