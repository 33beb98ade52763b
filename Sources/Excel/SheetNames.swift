/// Gives sheets names that Excel accepts, each once.
struct SheetNames {
  private static let lengthLimit = 31
  private static let forbidden: Set<Unicode.Scalar> = ["[", "]", ":", "*", "?", "/", "\\"]

  private var used: Set<String> = []

  /// A name as near to `wanted` as Excel allows, with a number behind it where the name is taken or `part` says so.
  mutating func next(for wanted: String, part: Int = 1) -> String {
    let base = Self.allowed(wanted)
    var number = part
    while true {
      let ending = number > 1 ? " \(number)" : ""
      let name = Self.shortened(base, to: Self.lengthLimit - ending.utf16.count) + ending
      // Excel compares names without regard to case, and keeps "History" for itself.
      let key = name.lowercased()
      if key != "history", used.insert(key).inserted { return name }
      number += 1
    }
  }

  private static func allowed(_ wanted: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in wanted.unicodeScalars {
      switch scalar {
      // Formulas put names into apostrophes; a typographic one never clashes with them.
      case "'": scalars.append("’")
      case _ where forbidden.contains(scalar) || scalar.value < 0x20: scalars.append("-")
      default: scalars.append(scalar)
      }
    }
    return scalars.isEmpty ? "-" : String(scalars)
  }

  /// The name up to its last whole word that fits, with an ellipsis; cut anywhere where words are longer than that.
  private static func shortened(_ name: String, to limit: Int) -> String {
    guard name.utf16.count > limit else { return name }
    var result = name.unicodeScalars
    while String(result).utf16.count > limit - 1 { result.removeLast() }
    if let space = result.lastIndex(of: " "), result.distance(from: result.startIndex, to: space) > limit / 2 {
      var words = result[..<space]
      while let last = words.last, " ,;:–-".unicodeScalars.contains(last) { words.removeLast() }
      return String(words) + "…"
    }
    result = name.unicodeScalars
    while String(result).utf16.count > limit { result.removeLast() }
    return String(result)
  }
}
