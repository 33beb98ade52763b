import Model

/// Evidence that comes in no order of time, such as sessions by user and then events: it is listed in total order.
///
/// The rows lie where the sorter puts them; memory does not grow with them.
struct OrderedEvidence {
  private let sorter: any RecordSorter
  /// How many rows.
  private(set) var count = 0
  private var links = EvidenceLinks()

  init(sorter: any RecordSorter) {
    self.sorter = sorter
  }

  /// Adds a row; those without a time come last.
  mutating func append(_ row: EvidenceRow, at moment: Instant?) throws {
    count += 1
    links.add(row)
    try sorter.append((moment ?? .infinity).microseconds.ascendingBytes + Array(row.id.utf8))
  }

  /// The rows in order of time and identifier, added to a list.
  func add(to list: inout EvidenceList) throws {
    list = list.resting(on: links)
    try sorter.forEachInOrder { record in list.append(Identifier(String(decoding: record.dropFirst(8), as: UTF8.self)))
    }
  }
}
