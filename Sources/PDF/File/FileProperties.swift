internal import CHaru
internal import Documents
internal import Model

/// What a PDF carries about itself: the texts and the time that stand in its information dictionary and, word for word
/// the same, in its metadata packet.
struct FileProperties {
  let title, subject, author, keywords, creator: String
  /// The BCP 47 tag of the texts' language.
  let language: String
  /// The time of issue on the document's wall clock; nil where there is none.
  let issued: HPDF_Date?

  init(_ identity: Identity) {
    let keywords = [identity.number, identity.classification, identity.statedMoment].compactMap { $0 }
    title = PropertyText.of(identity.title)
    subject = PropertyText.of(identity.subtitle)
    author = PropertyText.of(identity.author)
    self.keywords = PropertyText.of(keywords.joined(separator: ", "))
    creator = PropertyText.of(identity.software)
    language = identity.languageTag
    issued = Self.date(of: identity)
  }

  /// The texts by libharu's names for them; an empty one is left out, as a reader would take it for a statement.
  var texts: [(type: HPDF_InfoType, text: String)] {
    [
      (HPDF_INFO_TITLE, title), (HPDF_INFO_SUBJECT, subject), (HPDF_INFO_AUTHOR, author),
      (HPDF_INFO_KEYWORDS, keywords), (HPDF_INFO_CREATOR, creator),
    ].filter { !$0.1.isEmpty }
  }

  /// The time of issue on the document's wall clock; nil where there is none, and for years a PDF cannot write.
  private static func date(of identity: Identity) -> HPDF_Date? {
    guard let issuedAt = identity.issuedAt, let local = WallClock.time(issuedAt, zoneOffset: identity.zoneOffset) else {
      return nil
    }
    let (date, time) = (local.date.parts, local.time)
    let minutes = Int32(clamping: identity.zoneOffset.magnitude / 60_000_000)
    guard (1...9999).contains(date.year), minutes < 24 * 60 else { return nil }
    return HPDF_Date(
      year: HPDF_INT(date.year), month: HPDF_INT(date.month), day: HPDF_INT(date.day), hour: HPDF_INT(time.hour),
      minutes: HPDF_INT(time.minute), seconds: HPDF_INT(time.second),
      ind: CChar(bitPattern: UInt8(ascii: identity.zoneOffset < 0 ? "-" : "+")), off_hour: minutes / 60,
      off_minutes: minutes % 60)
  }
}
