/// The conditions under which KVKK m.5 lets personal data be processed; a closed list of eight.
///
/// The raw value is the key used in files. The letter order is the Turkish alphabet's: a, b, c, ç, d, e, f.
public enum LegalBasis: String, Sendable, CaseIterable {
  /// m.5/1: explicit consent.
  case explicitConsent = "KVKK_5_1"
  /// m.5/2-a: expressly provided for by law.
  case providedByLaw = "KVKK_5_2_A"
  /// m.5/2-b: vital interest.
  case vitalInterest = "KVKK_5_2_B"
  /// m.5/2-c: contract.
  case contract = "KVKK_5_2_C"
  /// m.5/2-ç: legal obligation.
  case legalObligation = "KVKK_5_2_CC"
  /// m.5/2-d: made public by the data subject.
  case madePublic = "KVKK_5_2_D"
  /// m.5/2-e: establishment, exercise or defence of a right.
  case defenceOfRight = "KVKK_5_2_E"
  /// m.5/2-f: legitimate interest.
  case legitimateInterest = "KVKK_5_2_F"

  /// The paragraph and the letter of article 5.
  public var paragraph: String {
    switch self {
    case .explicitConsent: "5/1"
    case .providedByLaw: "5/2-a"
    case .vitalInterest: "5/2-b"
    case .contract: "5/2-c"
    case .legalObligation: "5/2-ç"
    case .madePublic: "5/2-d"
    case .defenceOfRight: "5/2-e"
    case .legitimateInterest: "5/2-f"
    }
  }
}
