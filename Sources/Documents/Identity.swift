public import Model

/// What a document is called and what its files carry about themselves.
public struct Identity: Sendable {
  /// The document number, `2026/OTR-000123`.
  public var number: String
  /// The name of its files without an extension, `2026-OTR-000123`.
  public var fileStem: String
  /// The title, in capitals where the language's conventions ask for it.
  public var title: String
  /// The line under the title: the period in words.
  public var subtitle: String
  /// The classification printed on every page, such as `KİŞİSEL VERİ İÇERİR – GİZLİ`.
  public var classification: String
  /// The running foot's left side: controller, title and period.
  public var runningFoot: String
  /// The data controller, the author in the files' properties.
  public var author: String
  /// Program and version, the creator in the files' properties.
  public var software: String
  /// The BCP 47 language tag of the text, `tr-TR` or `en-GB`.
  public var languageTag: String
  /// When the document was issued, the only time the files carry; nil where it was made for a stated moment.
  ///
  /// A file of such a document has no date of its making: the stated one would be taken for it.
  public var issuedAt: Instant?
  /// That, and for which moment, in words for the files' properties.
  public var statedMoment: String?
  /// Microseconds by which the document's zone is ahead of UTC at ``issuedAt``.
  public var zoneOffset: Int64

  /// An identity from its parts.
  public init(
    number: String, fileStem: String, title: String, subtitle: String, classification: String, runningFoot: String,
    author: String, software: String, languageTag: String, issuedAt: Instant?,
    statedMoment: String? = nil, zoneOffset: Int64
  ) {
    self.number = number
    self.fileStem = fileStem
    self.title = title
    self.subtitle = subtitle
    self.classification = classification
    self.runningFoot = runningFoot
    self.author = author
    self.software = software
    self.languageTag = languageTag
    self.issuedAt = issuedAt
    self.statedMoment = statedMoment
    self.zoneOffset = zoneOffset
  }
}
