import Analysis
package import Model

/// What a finding is known by, unmasked, before it goes into a keyed digest.
struct FindingIdentity {
  /// Rule and branch, version, key, first and last evidence: the same on every run of one archive (decision 0010).
  let parts: [String]
  /// What repeats share: rule and branch, version, severity and key; nil for the whole source, of which everything would
  /// be a repeat.
  let repeatParts: [String]?

  /// The identity of what a rule reported.
  init(_ definition: RuleDefinition, _ finding: Finding) {
    let evidence = finding.evidence.identifiers
    let rule = [definition.id, finding.branch, String(definition.version)]
    let key = [finding.key.kind.rawValue, finding.key.value.text]
    parts = ["finding"] + rule + key + [evidence.first?.text ?? "", evidence.last?.text ?? ""]
    repeatParts = finding.key.kind == .tenant ? nil : ["repeat"] + rule + [finding.severity.key] + key
  }
}

/// The decisions on findings that the archive holds, with what it takes to find the findings again.
package struct FindingDecisions: Sendable {
  /// A keyed digest of several texts.
  package typealias KeyedDigest = @Sendable ([String]) -> String

  /// The decisions.
  package let reviews: FindingReviews
  /// The moment at which they are in force or not.
  private let moment: Instant
  /// The name of the key that the document's own digests are made with.
  private let key: String
  /// The digests of documents of other mask levels, by the names of their keys.
  private let otherKeys: [String: KeyedDigest]

  /// Decisions as they stand at a moment, for a document whose digests have a key.
  package init(
    _ reviews: FindingReviews, at moment: Instant, key: String, otherKeys: [String: KeyedDigest] = [:]
  ) {
    (self.reviews, self.moment, self.key, self.otherKeys) = (reviews, moment, key, otherKeys)
  }

  /// No decision.
  package static let none = FindingDecisions(FindingReviews(), at: Instant(microseconds: 0), key: "")

  /// How many findings were decided on in documents whose digests cannot be made here.
  var unmatchedCount: Int { reviews.count(withoutKeys: Set(otherKeys.keys).union([key])) }

  /// What was decided on a finding, in whichever document it, or one of which it is a repeat, was reviewed.
  func standing(
    of identity: FindingIdentity, id: String, repeatKey: String?, first: Instant, in zone: Zone
  ) -> FindingReviews.Standing? {
    if reviews.isEmpty { return nil }
    let others = otherKeys.values
    return reviews.standing(
      of: [id] + others.map { $0(identity.parts) },
      repeating: [repeatKey].compactMap { $0 } + others.compactMap { digest in identity.repeatParts.map(digest) },
      first: first, at: moment, in: zone)
  }
}
