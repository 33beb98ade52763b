/// What a data subject's application says, and what the controller answers besides the rows: the matter of a question of kind
/// ``Question/Kind/subject``.
package struct SubjectApplication: Sendable, Equatable {
  /// How the application came in (Başvuru Usul ve Esasları Hakkında Tebliğ m.5).
  package enum Channel: String, Sendable, CaseIterable {
    /// In writing.
    case written
    /// Registered electronic mail.
    case kep
    /// With a secure electronic signature.
    case secureSignature = "secure_signature"
    /// With a mobile signature.
    case mobileSignature = "mobile_signature"
    /// From a mail address the controller knows.
    case registeredMail = "registered_mail"
    /// Through software made for it.
    case application
  }

  /// A right of KVKK m.11/1, by its letter; ç is `cc` and ğ is `gg`.
  package enum Right: String, Sendable, CaseIterable {
    case a, b, c, cc, d, e, f, g, gg

    /// The letter as it is cited.
    package var letter: String {
      switch self {
      case .cc: "ç"
      case .gg: "ğ"
      default: rawValue
      }
    }
  }

  /// What a written answer costs.
  package struct Fee: Sendable, Equatable {
    /// Pages that cost nothing.
    package var freePages = 10
    /// Kuruş for each page after those.
    package var perPage = 100

    /// What the by-law says: ten pages free, one lira for each page after.
    package init() {}

    /// A fee from its parts.
    package init(freePages: Int, perPage: Int) { (self.freePages, self.perPage) = (freePages, perPage) }

    /// The fee of so many pages, in kuruş.
    package func total(of pages: Int) -> Int { max(0, pages - freePages) * perPage }
  }

  /// How it came in.
  package var channel: Channel
  /// How the applicant's identity was verified, in the words of whoever did.
  package var identityCheck: String
  /// The rights that are exercised, in the order of their letters.
  package var rights: [Right]
  /// To whom the data are transferred, as the controller declares; empty means to nobody.
  package var recipients: [String]
  /// How long the data are kept, in the controller's words.
  package var retention: String
  /// Why a part of the application is refused; nil where none is.
  package var refusal: String?
  /// What the answer costs.
  package var fee: Fee
  /// How many pages the answer has, once that is known.
  package var pages: Int?
  /// Why nothing is said of disclosures to authorities, which the document itself never says; nil where nobody said so.
  package var suppression: String?
  /// Whether somebody said that disclosures to authorities are told.
  package var tellsDisclosures = false

  /// An application from its parts.
  package init(
    channel: Channel, identityCheck: String, rights: [Right], recipients: [String], retention: String,
    refusal: String? = nil, fee: Fee = Fee()
  ) {
    (self.channel, self.identityCheck, self.rights) = (channel, identityCheck, rights)
    (self.recipients, self.retention, self.refusal, self.fee) = (recipients, retention, refusal, fee)
  }
}
