import Analysis
import Documents
import Files
import Messages
import Model
@testable import Reports
import Support
import Testing

@Suite struct `What a rule measured` {
  private static let midnight = Instant(microseconds: 1_791_331_200_000_000)

  /// A measure, how a Turkish and how an English reader is told.
  private static let cases: [(Finding.Measure, String, String)] = [
    (.init("failures", 147), "başarısız giriş: 147", "failed sign-ins: 147"),
    (
      .init("reasons", .text("bad_password, unknown_user")), "nedenler: hatalı parola, bilinmeyen kullanıcı",
      "reasons: wrong password, unknown user"
    ),
    (.init("gap_us", 93_784_999_999), "aralık: 26:03:04", "gap: 26:03:04"),
    (.init("median_ms", 61_500), "ortanca: 00:01:01", "median: 00:01:01"),
    (.init("new_network", 1), "yeni ağ: Evet", "new network: Yes"),
    (.init("new_network", 0), "yeni ağ: Hayır", "new network: No"),
    (.init("change", .text("mfa_removed")), "değişiklik: ÇFD Kaldırma", "change: MFA Removed"),
    (.init("end_basis", .text("expiry")), "bitişin dayanağı: Geçerlilik sonu", "basis of the end: Expiry"),
    (.init("day_kind", .text("holiday")), "günün türü: resmî tatil", "kind of day: public holiday"),
    (.init("day", .text("2026-10-07")), "gün: 07.10.2026", "day: 2026-10-07"),
    (
      .init("closed_at", .instant(midnight)), "hesabın kapanışı: 07.10.2026 03:00:00",
      "account closed at: 2026-10-07 03:00:00"
    ),
    (
      .init("top_users", .users([.init("ayşe", 12), .init("ışık", 3)])), "en çok denenenler: ayşe × 12, ışık × 3",
      "most tried: ayşe × 12, ışık × 3"
    ),
  ]

  private static func context(_ language: Language, _ level: MaskLevel = .M0) throws -> RowContext {
    let template = try Template(folder: Repository.path + "/templates/official", words: Repository.path + "/words")
    return RowContext(
      zone: try Zone(name: "Europe/Istanbul", compiled: try #require(try ZoneFiles.compiled("Europe/Istanbul"))),
      words: template.words(language), language: language,
      mask: Mask(level: level), users: [:], hasNamesAsKeys: true)
  }

  @Test func `is told in the reader's language`() throws {
    for (measure, turkish, english) in Self.cases {
      #expect(MeasureText.of([measure], try Self.context(.tr)) == turkish)
      #expect(MeasureText.of([measure], try Self.context(.en)) == english)
    }
    let all = Self.cases.prefix(2).map(\.0)
    #expect(MeasureText.of(all, try Self.context(.en)) == "failed sign-ins: 147; reasons: wrong password, unknown user")
  }

  @Test func `is hidden as the mask asks`() throws {
    let address = Finding.Measure("address", .address(try #require(NetworkAddress("203.0.113.9"))))
    #expect(MeasureText.of([address], try Self.context(.tr, .M1)).hasPrefix("adres: 203.0.113.***"))
    #expect(!MeasureText.of([Self.cases.last!.0], try Self.context(.tr, .M1)).contains("ayşe"))
  }

  @Test func `has a word of its own in both languages`() throws {
    for language in Language.allCases {
      let words = try Self.context(language).words
      for name in MeasureName.allCases {
        let word = words.name(measure: name.rawValue)
        #expect(!word.isEmpty && !word.contains("_"), "\(name)")
      }
    }
  }
}
