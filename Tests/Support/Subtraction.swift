/// What can be found of counts that are not told exactly by subtracting them from the whole they make up.
package enum Subtraction {
  /// The numbers a count may be.
  package typealias Bounds = ClosedRange<Int64>

  /// More than any count.
  package static let unbounded: Int64 = 1 << 40

  /// What each part can still be once all of them must come to the whole; the bounds given are those read.
  package static func narrowed(_ parts: [Bounds], whole: Bounds) -> [Bounds] {
    let least = parts.reduce(0) { $0 + $1.lowerBound }
    let most = parts.reduce(0) { $0 + $1.upperBound }
    return parts.map { part in
      let lower = max(part.lowerBound, whole.lowerBound - (most - part.upperBound))
      let upper = min(part.upperBound, whole.upperBound - (least - part.lowerBound))
      return lower...max(lower, upper)
    }
  }

  /// The bounds of counts as a document of counts writes them: "<5", a multiple of five, null.
  ///
  /// Where a nought stands among them, a small one is none of these.
  package static func bounds(_ counts: [JSON]) -> [Bounds] {
    let hasNought = counts.contains(0)
    return counts.map { count in
      if count == "<5" { return (hasNought ? 1 : 0)...4 }
      guard let number = count.integer else { return 0...unbounded }
      return number == 0 ? 0...0 : Int64(number)...Int64(number) + 4
    }
  }

  /// The small counts among parts that the whole gives away.
  package static func found(_ parts: [JSON], whole: JSON) -> [Int64] {
    let narrowed = narrowed(bounds(parts), whole: bounds([whole])[0])
    return zip(parts, narrowed).filter { $0 == "<5" && $1.count == 1 }.map(\.1.lowerBound)
  }

  /// What many counts can still be that make up wholes together, in tables and charts that split the same rows in
  /// different ways: every whole is held against its parts, and every count against all it is part of, until nothing
  /// more is found.
  package struct System {
    private var bounds: [Bounds] = []
    private var isSmall: [Bool] = []
    private var names: [String] = []
    private var sums: [(parts: [Int], whole: Int)] = []

    /// No count yet.
    package init() {}

    /// Adds a count as a document writes it; the result is its place.
    package mutating func add(_ count: JSON, _ name: String) -> Int {
      bounds.append(Subtraction.bounds([count])[0])
      isSmall.append(count == "<5")
      names.append(name)
      return bounds.count - 1
    }

    /// Adds counts that make up a whole; where a nought stands among them, a small one is none of these.
    package mutating func add(_ counts: [JSON], of whole: Int, _ name: String) -> [Int] {
      let places = counts.indices.map { add(counts[$0], "\(name) \($0)") }
      for (place, bound) in zip(places, Subtraction.bounds(counts)) { bounds[place] = bound }
      sums.append((places, whole))
      return places
    }

    /// Says that counts that were added make up a whole.
    package mutating func sum(_ parts: [Int], is whole: Int) { sums.append((parts, whole)) }

    /// The names of small counts that can be one number only.
    package func found() -> [String] {
      var bounds = bounds
      while true {
        let before = bounds
        for (parts, whole) in sums {
          let least = parts.reduce(0) { $0 + bounds[$1].lowerBound }
          let most = parts.reduce(0) { $0 + bounds[$1].upperBound }
          let (lower, upper) = (max(bounds[whole].lowerBound, least), min(bounds[whole].upperBound, most))
          bounds[whole] = lower...max(lower, upper)
          for (place, bound) in zip(parts, narrowed(parts.map { bounds[$0] }, whole: bounds[whole])) {
            bounds[place] = bound
          }
        }
        if bounds == before { break }
      }
      return bounds.indices.filter { isSmall[$0] && bounds[$0].count == 1 }.map { names[$0] }
    }
  }
}
