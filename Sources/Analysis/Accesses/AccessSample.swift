import HeapModule
public import Model

/// Rows drawn by a stated rule: those whose digest comes first.
///
/// Anybody who has the seed and the rows draws the same ones. Memory: the rows that are drawn.
public struct AccessSample<Row> {
  /// How many rows are drawn of each kind: where none of sixty deviates, fewer than five in a hundred of all do, with a
  /// confidence of 95 percent.
  public static var size: Int { 60 }

  private struct Drawn: Comparable {
    let digest: Identifier
    let id: Identifier
    let row: Row

    static func == (first: Drawn, second: Drawn) -> Bool { first.digest == second.digest && first.id == second.id }
    static func < (first: Drawn, second: Drawn) -> Bool {
      (first.digest, first.id) < (second.digest, second.id)
    }
  }

  private var drawn = Heap<Drawn>()

  /// Nothing drawn yet.
  public init() {}

  /// Looks at a row: `row` is called only where it is drawn, for now.
  public mutating func add(_ id: Identifier, digest: String, row: () -> Row) {
    let digest = Identifier(digest)
    if drawn.count == Self.size {
      guard let last = drawn.max, (digest, id) < (last.digest, last.id) else { return }
      drawn.removeMax()
    }
    drawn.insert(Drawn(digest: digest, id: id, row: row()))
  }

  /// The rows that are drawn, in the order of their digests.
  public func rows() -> [(digest: String, row: Row)] {
    drawn.unordered.sorted().map { ($0.digest.text, $0.row) }
  }
}
