import Model

/// Windows found in the plainest way: for every row, look at all rows (the reference the rules are held against).
enum NaiveEpisodes {
  /// K: each episode as the identifiers of its rows.
  static func counting(_ count: Int, within window: Int64, in events: [SecurityEvent]) -> [String] {
    let rows = ordered(events)
    let triggers = rows.indices.filter { index in
      index >= count - 1 && rows[index].at - rows[index - count + 1].at <= window
    }
    return episodes(rows, triggers.map { (start: rows[$0 - count + 1].at, index: $0, first: $0 - count + 1) })
  }

  /// D: each episode as the identifiers of its rows; `value` gives a row's value.
  static func distinct(
    _ number: Int, within window: Int64, in events: [SecurityEvent], value: (SecurityEvent) -> Identifier?
  ) -> [String] {
    let rows = ordered(events)
    let sorted = events.sorted(by: Self.precedes)
    var triggers: [(start: Int64, index: Int, first: Int)] = []
    for index in rows.indices {
      let inside = rows.indices.filter { $0 <= index && rows[index].at - rows[$0].at <= window }
      let values = Set(inside.compactMap { value(sorted[$0]) })
      if values.count >= number { triggers.append((rows[index].at - window, index, inside.first ?? index)) }
    }
    return episodes(rows, triggers)
  }

  /// Each episode as its rows; `fires` is asked of every row whether the rows of its window, up to it, are enough.
  static func windows(
    within window: Int64, in events: [SecurityEvent], fires: ([SecurityEvent]) -> Bool
  ) -> [[SecurityEvent]] {
    let rows = events.sorted(by: precedes)
    var result: [ClosedRange<Int>] = []
    for index in rows.indices {
      let end = rows[index].at
      let inside = rows.indices.filter { $0 <= index && end - rows[$0].at <= window }
      guard let first = inside.first, fires(inside.map { rows[$0] }) else { continue }
      if let last = result.last, end - window <= rows[last.upperBound].at {
        result[result.count - 1] = last.lowerBound...index
      } else {
        result.append(first...index)
      }
    }
    return result.map { Array(rows[$0]) }
  }

  private static func episodes(
    _ rows: [(at: Int64, id: String)], _ triggers: [(start: Int64, index: Int, first: Int)]
  ) -> [String] {
    var result: [ClosedRange<Int>] = []
    var lastTrigger: Int64 = .min
    for trigger in triggers {
      if let range = result.last, trigger.start <= lastTrigger {
        result[result.count - 1] = range.lowerBound...trigger.index
      } else {
        result.append(trigger.first...trigger.index)
      }
      lastTrigger = rows[trigger.index].at
    }
    return result.map { range in range.map { rows[$0].id }.joined(separator: " ") }
  }

  private static func ordered(_ events: [SecurityEvent]) -> [(at: Int64, id: String)] {
    events.sorted(by: precedes).map { ($0.at, $0.id.text) }
  }

  /// The total order: time, then identifier.
  static func precedes(_ first: SecurityEvent, _ second: SecurityEvent) -> Bool {
    (first.occurredAt ?? .infinity, first.id) < (second.occurredAt ?? .infinity, second.id)
  }
}

extension SecurityEvent {
  /// The time in microseconds, for references that reckon with it.
  var at: Int64 { occurredAt?.microseconds ?? 0 }
}

/// Numbers that look random and are the same every time.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) {
    state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 31)
  }

  mutating func next(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}

extension Sequence where Element == Identifier {
  /// The identifiers as one line, for comparing at a glance.
  func joined(separator: String) -> String { map(\.text).joined(separator: separator) }
}
