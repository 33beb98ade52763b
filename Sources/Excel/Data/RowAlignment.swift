/// Holds the rows found on a sheet against those that were issued on it, in their order, and says which differ.
///
/// Where they differ, the nearest place is looked for at which two rows of both agree again; what lies between was
/// changed, is missing or was added.
struct RowAlignment {
  /// What is wrong with a row.
  enum Fault: Equatable {
    /// Number of the row as it is found, and as it was issued, both from 0.
    case changed(Int), moved(Int), extra(Int), missing(Int)
  }

  private let count: Int
  private let issued: (Int) throws -> UInt64?
  private let limit: Int
  /// The next issued row.
  private var next = 0
  private var waiting: [(row: Int, mark: UInt64)] = []
  /// What was found, at most as much as was asked for.
  private(set) var faults: [Fault] = []
  /// Whether there was more than that.
  private(set) var isCutOff = false

  /// How far is looked for a place where both agree again.
  private static let window = 256

  /// `issued` has the mark of each of `count` rows.
  init(count: Int, limit: Int, issued: @escaping (Int) throws -> UInt64?) {
    self.count = count
    self.limit = limit
    self.issued = issued
  }

  /// Takes the next row that was found.
  mutating func take(row: Int, mark: UInt64) throws {
    if isCutOff { return }
    if waiting.isEmpty, next < count, try issued(next) == mark {
      next += 1
      return
    }
    waiting.append((row, mark))
    while waiting.count > Self.window + 2, !isCutOff { try step(isLast: false) }
  }

  /// No more rows are to come.
  mutating func finish() throws {
    while !isCutOff, !waiting.isEmpty || next < count { try step(isLast: true) }
  }

  private mutating func step(isLast: Bool) throws {
    if let first = waiting.first, next < count, try issued(next) == first.mark {
      next += 1
      waiting.removeFirst()
      return
    }
    let (gone, found) = try distanceToAgreement(isLast: isLast)
    try note(gone: gone, found: found)
    next += gone
    waiting.removeFirst(found)
  }

  /// How many issued and found rows lie before the place where two of both agree again.
  private func distanceToAgreement(isLast: Bool) throws -> (gone: Int, found: Int) {
    let (most, mostFound) = (min(Self.window, count - next), min(Self.window, waiting.count))
    var marks: [UInt64?] = []
    for row in next..<min(count, next + most + 2) { marks.append(try issued(row)) }
    for reach in 1...max(1, max(most, mostFound)) {
      for step in (0...reach).reversed() {
        for (gone, found) in step == reach ? [(reach, reach)] : [(step, reach), (reach, step)]
        where gone <= most && found <= mostFound && agrees(marks, gone, found, isLast: isLast) {
          return (gone, found)
        }
      }
    }
    // Nothing agrees within reach: one row of each, then looked at again.
    return isLast && (most == 0 || mostFound == 0) ? (most, mostFound) : (min(1, most), min(1, mostFound))
  }

  private func agrees(_ marks: [UInt64?], _ gone: Int, _ found: Int, isLast: Bool) -> Bool {
    for ahead in 0..<2 {
      let isIssued = gone + ahead < marks.count
      let isFound = found + ahead < waiting.count
      if !isIssued, !isFound, isLast { return true }
      guard isIssued, isFound, marks[gone + ahead] == waiting[found + ahead].mark else { return false }
    }
    return true
  }

  private mutating func note(gone: Int, found: Int) throws {
    let both = min(gone, found)
    var marks: [UInt64?] = []
    for row in next..<next + both { marks.append(try issued(row)) }
    let isMoved =
      gone == found && marks.compactMap { $0 }.sorted() == waiting.prefix(found).map(\.mark).sorted()
    for place in 0..<both where marks[place] != waiting[place].mark {
      add(isMoved ? .moved(waiting[place].row) : .changed(waiting[place].row))
    }
    for place in both..<max(both, found) { add(.extra(waiting[place].row)) }
    for place in both..<max(both, gone) { add(.missing(next + place)) }
  }

  private mutating func add(_ fault: Fault) {
    if faults.count < limit { faults.append(fault) } else { isCutOff = true }
  }
}
