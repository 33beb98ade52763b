public import Model

/// From when on a source holds records: of the time before there are not none, nobody knows.
public enum RecordStart: Sendable, Equatable {
  /// It holds some from before anything the document speaks of.
  case always
  /// Its first record is of this moment.
  case since(Instant)
  /// It holds none up to the period's end.
  case never

  /// What follows from the earliest row that was read, and from whether there are any before what was read.
  ///
  /// `spoken` is the first moment the document speaks of.
  public init(firstRead: Instant?, hasEarlier: Bool, spoken: Instant) {
    if hasEarlier {
      self = .always
    } else {
      self = firstRead.map { $0 < spoken ? .always : .since($0) } ?? .never
    }
  }

  /// The first record; nil where it is not known, or there is none.
  public var first: Instant? { if case .since(let first) = self { first } else { nil } }

  /// Whether there are records of a time that ends at a moment, which is not part of it.
  public func covers(until end: Instant) -> Bool {
    switch self {
    case .always: true
    case .since(let first): first < end
    case .never: false
    }
  }

  /// What two relations of one source come to: where either holds records, there are some.
  public func joined(_ other: RecordStart) -> RecordStart {
    switch (self, other) {
    case (.always, _), (_, .always): .always
    case (.never, let start), (let start, .never): start
    case (.since(let one), .since(let two)): .since(min(one, two))
    }
  }
}
