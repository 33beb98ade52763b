package import Model

/// The decisions on a source's findings that the archive holds, newest last.
package struct FindingReviews: Sendable {
  /// A record: what one copy of a workbook said.
  package struct Record: Sendable {
    /// The number of the document the copy is of.
    package var document: String
    /// Its place among the records of that document, such as `2026-ANM-000123/001`.
    package var name: String
    /// The number of the ledger's line: a later record takes the place of an earlier one.
    package var sequence: Int
    /// How much that document hides.
    package var mask: MaskLevel
    /// With which key its digests were made.
    package var key: String
    /// The decisions.
    package var reviews: [FindingReview]

    /// A record from its parts.
    package init(
      document: String, name: String, sequence: Int, mask: MaskLevel, key: String, reviews: [FindingReview]
    ) {
      (self.document, self.name, self.sequence) = (document, name, sequence)
      (self.mask, self.key, self.reviews) = (mask, key, reviews)
    }
  }

  /// How a decision stands for a finding.
  package enum State: String, Sendable, CaseIterable {
    /// It judges this finding harmless, and is in force.
    case judged
    /// It judges an earlier finding harmless of which this is a repeat, and is in force.
    case repeated = "repeat"
    /// It judged it, or an earlier one, harmless, and its last day is over.
    case expired
    /// It confirms it.
    case confirmed
    /// Somebody looks into it.
    case underReview = "under_review"

    /// Whether a decision in force judges the finding harmless.
    package var isHarmless: Bool { self == .judged || self == .repeated }

    var word: ReviewWordKey {
      switch self {
      case .judged: .stateJudged
      case .repeated: .stateRepeat
      case .expired: .stateExpired
      case .confirmed: .stateConfirmed
      case .underReview: .stateUnderReview
      }
    }
  }

  /// A decision that speaks of a finding.
  package struct Standing: Sendable {
    /// How it stands.
    package let state: State
    /// The decision.
    package let review: FindingReview
    /// The number of the document on whose finding it was made.
    package let document: String
    /// How much that document hides.
    package let mask: MaskLevel
  }

  /// The records that can be read, in the order of the ledger.
  package let records: [Record]
  /// The names of those that are not as they were taken in.
  package let unused: [String]
  private let byFinding: [String: Place]
  private let byRepeat: [String: [Place]]

  private struct Place {
    let record: Int
    let review: Int
  }

  /// The decisions of records, in the order of the ledger, with the names of those that could not be used.
  package init(_ records: [Record] = [], unused: [String] = []) {
    (self.records, self.unused) = (records, unused)
    var (byFinding, byRepeat): ([String: Place], [String: [Place]]) = ([:], [:])
    for (index, record) in records.enumerated() {
      for (number, review) in record.reviews.enumerated() {
        let place = Place(record: index, review: number)
        byFinding[review.finding] = place
        guard let key = review.repeatKey else { continue }
        // Only what the newest record says of a subject is carried to its repeats.
        let earlier = byRepeat[key]?.filter { $0.record == index } ?? []
        byRepeat[key] = earlier + [place]
      }
    }
    (self.byFinding, self.byRepeat) = (byFinding, byRepeat)
  }

  /// Whether there is no decision at all.
  package var isEmpty: Bool { byFinding.isEmpty }

  /// How many findings have decisions that were made with other keys than those named.
  package func count(withoutKeys keys: Set<String>) -> Int {
    byFinding.values.count { !keys.contains(records[$0.record].key) }
  }

  /// The decision that speaks of a finding at a moment: its own, or one that judged a finding harmless of which it is a
  /// repeat; nil where there is none.
  ///
  /// `ids` and `repeatKeys` are the finding's digests, with each key that documents were made with.
  package func standing(
    of ids: [String], repeating repeatKeys: [String], at moment: Instant, in zone: Zone
  ) -> Standing? {
    if byFinding.isEmpty { return nil }
    if let own = ids.compactMap({ byFinding[$0] }).max(by: { $0.record < $1.record }) {
      let review = records[own.record].reviews[own.review]
      let state: State =
        switch review.decision {
        case .underReview: .underReview
        case .confirmed: .confirmed
        case .explained, .falsePositive: review.isExpired(at: moment, in: zone) ? .expired : .judged
        }
      return standing(state, own)
    }
    let found = repeatKeys.compactMap { byRepeat[$0] }
    guard let newest = found.max(by: { $0[0].record < $1[0].record }) else { return nil }
    let reviews = newest.map { (place: $0, review: records[$0.record].reviews[$0.review]) }
    // One that was not harmless speaks against all: a repeat of it has to be looked at.
    guard reviews.allSatisfy({ $0.review.decision.isHarmless }),
      let first = reviews.min(by: { ($0.review.until?.dayNumber ?? 0) < ($1.review.until?.dayNumber ?? 0) })
    else { return nil }
    return standing(first.review.isExpired(at: moment, in: zone) ? .expired : .repeated, first.place)
  }

  private func standing(_ state: State, _ place: Place) -> Standing {
    let record = records[place.record]
    return Standing(
      state: state, review: record.reviews[place.review], document: record.document, mask: record.mask)
  }
}
