package import Model

/// The decisions on a source's findings that the archive holds, newest last.
package struct FindingReviews: Sendable {
  /// A record: what one copy of a workbook said.
  package struct Record: Sendable {
    /// The number of the document the copy is of.
    package var document: String
    /// Its place among the records of that document, such as `2026-ANM-000123/001`.
    package var name: String
    /// The period of that document: only what begins after it repeats its findings.
    package var period: Period
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
      document: String, period: Period, name: String, sequence: Int, mask: MaskLevel, key: String,
      reviews: [FindingReview]
    ) {
      (self.document, self.period, self.name, self.sequence) = (document, period, name, sequence)
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
        byFinding[review.finding] = Place(record: index, review: number)
      }
    }
    // What stands of each finding, whichever record has it: a record that leaves a finding out takes nothing back.
    for place in byFinding.values {
      if let key = records[place.record].reviews[place.review].repeatKey { byRepeat[key, default: []].append(place) }
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
  /// A repeat begins after the period of the document on whose finding was decided; where nobody knows when it began, it is
  /// none. `ids` and `repeatKeys` are the finding's digests, with each key that documents were made with.
  package func standing(
    of ids: [String], repeating repeatKeys: [String], first: Instant?, at moment: Instant, in zone: Zone
  ) -> Standing? {
    if byFinding.isEmpty { return nil }
    // Copies at two mask levels are taken in independently of each other: the later decision stands.
    let owns = ids.compactMap { byFinding[$0] }
    if let own = owns.max(by: { (review($0).decidedAt, $0.record) < (review($1).decidedAt, $1.record) }) {
      let review = review(own)
      let state: State =
        switch review.decision {
        case .underReview: .underReview
        case .confirmed: .confirmed
        case .explained, .falsePositive: review.isExpired(at: moment, in: zone) ? .expired : .judged
        }
      return standing(state, own)
    }
    let found = repeatKeys.flatMap { byRepeat[$0] ?? [] }
    // One that was not harmless speaks against all: a repeat of it has to be looked at.
    guard let first, found.allSatisfy({ review($0).decision.isHarmless }) else { return nil }
    // Of the newest record before it the one that ends first.
    let earlier = found.filter { records[$0.record].period.to <= first }
    guard let newest = earlier.map(\.record).max(),
      let place = earlier.filter({ $0.record == newest }).min(by: {
        (review($0).until?.dayNumber ?? 0, $0.review) < (review($1).until?.dayNumber ?? 0, $1.review)
      })
    else { return nil }
    return standing(review(place).isExpired(at: moment, in: zone) ? .expired : .repeated, place)
  }

  private func review(_ place: Place) -> FindingReview { records[place.record].reviews[place.review] }

  private func standing(_ state: State, _ place: Place) -> Standing {
    let record = records[place.record]
    return Standing(
      state: state, review: record.reviews[place.review], document: record.document, mask: record.mask)
  }
}
