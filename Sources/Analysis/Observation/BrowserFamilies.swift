import Model

/// What stands for a user agent where rows are put aside: its system and browser family.
///
/// A browser's whole text is met many times, and reading it takes long.
package struct BrowserFamilies {
  private let families = BoundedCache<Identifier, String>()

  /// No user agent met yet.
  package init() {}

  /// The family, where the source does not name the device itself; empty when nothing is recognised.
  func family(device: String?, _ userAgent: String?) -> String? {
    guard device == nil, let userAgent else { return nil }
    return families.result(for: userAgent) { UserAgent($0).systemAndFamily }
  }
}
