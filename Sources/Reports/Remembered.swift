/// What was made of values met lately, so that it need not be made again for every row.
///
/// Memory is bounded: after ``limit`` different ones everything is forgotten.
final class Remembered<Key: Hashable> {
  private var results: [Key: String] = [:]

  private static var limit: Int { 10_000 }

  /// What `make` makes of a value, now or before.
  func result(for key: Key, _ make: (Key) -> String) -> String {
    if let result = results[key] { return result }
    let result = make(key)
    if results.count >= Self.limit { results.removeAll(keepingCapacity: true) }
    results[key] = result
    return result
  }
}
