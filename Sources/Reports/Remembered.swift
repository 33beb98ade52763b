/// What was made of texts met lately, so that it need not be made again for every row.
///
/// Memory is bounded: long texts are not remembered, and after ``limit`` different ones everything is forgotten.
final class Remembered {
  private var results: [String: String] = [:]

  private static let limit = 10_000
  private static let longest = 512

  /// What `make` makes of a text, now or before.
  func result(for text: String, _ make: (String) -> String) -> String {
    if let result = results[text] { return result }
    let result = make(text)
    guard text.utf8.count <= Self.longest else { return result }
    if results.count >= Self.limit { results.removeAll(keepingCapacity: true) }
    results[text] = result
    return result
  }
}
