import Archive
import Documents
import Excel
import Model
import Reports

/// A record of reviews as its file `review.json` has it.
struct ReviewRecord: Equatable {
  /// The name of the file.
  static let fileName = "review.json"
  /// What the file says it is.
  static let format = "tutanak-review-1"

  /// The number of the document.
  var document: String
  /// SHA-256 of that document's manifest.
  var manifestDigest: String
  /// With which key its digests were made.
  var key: String
  /// How much it hides.
  var mask: MaskLevel
  /// Its source.
  var source: String
  /// SHA-256 of the copy of the workbook; the copy itself is not kept.
  var fileDigest: String
  /// When it was taken in, by this machine's clock.
  var importedAt: Instant
  /// Who took it in, as the operating system names that person.
  var importedBy: String
  /// Why, in that person's words.
  var reason: String?
  /// What reviewers decided.
  var reviews: [FindingReview]

  /// The content of the file.
  var json: JSONValue {
    .object([
      .init("format", .string(Self.format)), .init("document", .string(document)),
      .init("document_manifest_sha256", .string(manifestDigest)), .init("digest_key", .string(key)),
      .init("mask", .string(mask.rawValue)), .init("source", .string(source)),
      .init("workbook_sha256", .string(fileDigest)), .init("imported_at", .string(importedAt.iso8601)),
      .init("imported_by", .string(importedBy)), .init("reason", Self.text(reason)),
      .init("reviews", .array(reviews.map(Self.json))),
    ])
  }

  private static func text(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// A review, as lists have it as well.
  static func json(_ review: FindingReview) -> JSONValue {
    .object([
      .init("finding", .string(review.finding)), .init("repeat_key", text(review.repeatKey)),
      .init("rule", .string(review.rule)), .init("decision", .string(review.decision.rawValue)),
      .init("reviewer", .string(review.reviewer)), .init("decided_at", .string(review.decidedAt.iso8601)),
      .init("reason", text(review.reason)), .init("valid_until", text(review.until?.iso8601)),
      .init("breach_candidate", text(review.breach?.rawValue)),
    ])
  }

  /// A record from its parts.
  init(
    document: String, manifestDigest: String, key: String, mask: MaskLevel, source: String, fileDigest: String,
    importedAt: Instant, importedBy: String, reason: String?, reviews: [FindingReview]
  ) {
    (self.document, self.manifestDigest, self.key, self.mask) = (document, manifestDigest, key, mask)
    (self.source, self.fileDigest, self.importedAt) = (source, fileDigest, importedAt)
    (self.importedBy, self.reason, self.reviews) = (importedBy, reason, reviews)
  }

  /// Reads the file; nil where it is none that the program writes.
  init?(reading bytes: [UInt8]) {
    guard let value = JSONValue(reading: bytes), value["format"]?.stringValue == Self.format,
      let document = value["document"]?.stringValue, let manifest = value["document_manifest_sha256"]?.stringValue,
      let key = value["digest_key"]?.stringValue,
      let mask = value["mask"]?.stringValue.flatMap({ MaskLevel(rawValue: $0) }),
      let source = value["source"]?.stringValue, let file = value["workbook_sha256"]?.stringValue,
      let importedAt = value["imported_at"]?.instantValue, let importedBy = value["imported_by"]?.stringValue
    else { return nil }
    var reviews: [FindingReview] = []
    for entry in value["reviews"]?.elements ?? [] {
      guard let review = Self.review(entry) else { return nil }
      reviews.append(review)
    }
    self.init(
      document: document, manifestDigest: manifest, key: key, mask: mask, source: source, fileDigest: file,
      importedAt: importedAt, importedBy: importedBy, reason: value["reason"]?.stringValue, reviews: reviews)
  }

  private static func review(_ value: JSONValue) -> FindingReview? {
    guard let finding = value["finding"]?.stringValue, let rule = value["rule"]?.stringValue,
      let decision = value["decision"]?.stringValue.flatMap({ FindingReview.Decision(rawValue: $0) }),
      let reviewer = value["reviewer"]?.stringValue, let decidedAt = value["decided_at"]?.instantValue
    else { return nil }
    let (until, breach) = (value["valid_until"]?.stringValue, value["breach_candidate"]?.stringValue)
    let day = until.flatMap { WrittenMoment.day(.text($0)) }
    let answer = breach.flatMap { FindingReview.BreachAnswer(rawValue: $0) }
    guard (until == nil) == (day == nil), (breach == nil) == (answer == nil), decision.isHarmless == (day != nil) else {
      return nil
    }
    return FindingReview(
      finding: finding, repeatKey: value["repeat_key"]?.stringValue, rule: rule, decision: decision,
      reviewer: reviewer, decidedAt: decidedAt, reason: value["reason"]?.stringValue, until: day, breach: answer)
  }
}
