import Archive
import Documents

/// A report that is composed and not yet drawn.
struct Draft: Sendable {
  /// The document.
  let document: Document
  /// The folder its package will lie in.
  let parent: String
  /// What its manifest says it is.
  let head: Manifest.Head
  /// What its manifest says besides that, its files and what was written into them.
  let manifest: [JSONValue.Member]
  /// The report's code.
  let report: String
  /// How many rows it counts.
  let rows: Int
}
