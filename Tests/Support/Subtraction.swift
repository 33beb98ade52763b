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
}
