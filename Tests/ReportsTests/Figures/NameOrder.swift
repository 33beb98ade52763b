@testable import Reports

/// The order of users that are equal in a table: as in a dictionary, then by their keys' bytes.
enum NameOrder {
  /// Whether a user stands before another; `names` are the texts shown for them where these are not their keys.
  static func precedes(_ first: String?, _ second: String?, _ names: [String: String]) -> Bool {
    func place(_ key: String?) -> [[UInt8]] {
      let text = names[key ?? ""] ?? key ?? ""
      return [Array(TurkishAlphabet.sortText(text).utf8), Array((key ?? "").utf8)]
    }
    return place(first).lexicographicallyPrecedes(place(second)) { $0.lexicographicallyPrecedes($1) }
  }
}
