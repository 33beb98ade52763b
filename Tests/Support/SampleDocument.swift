import Records
package import Documents
import Files
package import Model

/// A small document with one of everything, in Turkish, for the renderers' tests.
package enum SampleDocument {
  /// Europe/Istanbul is three hours ahead of UTC, all year since 2016.
  package static let zoneOffset: Int64 = 3 * 3600 * 1_000_000
  /// 2026-10-07T23:15:07Z, the time of issue.
  package static let issuedAt = Instant(microseconds: 1_791_414_907_000_000)

  /// The look of the repository's own template, with Debian's fonts.
  package static let theme: Theme = {
    func colour(_ text: String) -> Theme.Colour {
      guard let colour = Theme.Colour(hexadecimal: text) else { preconditionFailure("\(text) is no colour") }
      return colour
    }
    let noto = "/usr/share/fonts/truetype/noto/NotoSans-"
    return Theme(
      name: "official", marginPoints: 40,
      colours: Theme.Colours(
        ink: colour("#1A2238"), muted: colour("#6B7280"), rule: colour("#C9CDD6"), band: colour("#F3F4F8"),
        accent: colour("#1F4E8C"), accentLight: colour("#C9D8EE"), alert: colour("#A61E22"),
        severities: ["#9AA3B2", "#5B7593", "#C77A14", "#B3261E", "#5E0B0B"].map(colour)),
      fonts: Theme.Fonts(
        regular: noto + "Regular.ttf", bold: noto + "Bold.ttf", italic: noto + "Italic.ttf",
        fallback: "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", workbookName: "Noto Sans"))
  }()

  /// The Turkish way of writing numbers and dates.
  package static let formats = Formats(
    dateOrder: .dayMonthYear, groupSeparator: ".", decimalSeparator: ",", isPercentFirst: true)

  /// The renderers' own words, in Turkish.
  package static let words = RendererTexts(
    page: "Sayfa {page} / {pages}",
    rowsShown: "{total} satırın ilk {shown} tanesi. Tamamı çalışma kitabının “{sheet}” sayfasındadır.",
    rowsShownFile: "{total} satırın ilk {shown} tanesi. Tamamı {file} dosyasındadır.",
    rowsShownNowhere: "{total} satırın ilk {shown} tanesi; ötekiler hiçbir dosyada yoktur.",
    allRowsListed: "tümü ({total} satır)", rowsListed: "{total} satırın {shown} tanesi", repeated: "{count} kez",
    rowsFolded: "Art arda gelen aynı satırlar tek satırda toplanmıştır.",
    replacements: "{characters} karakter yazı tipinde yok, <U+…> olarak yazıldı; {cells} hücre kısaltıldı",
    noReplacements: "yok", shortened: "… (+{rest} karakter)", coverSheet: "Kapak", summarySheet: "Özet",
    sheetList: "Sayfalar", sheetRows: "Satır", total: "Toplam",
    severities: ["Bilgi", "Düşük", "Orta", "Yüksek", "Kritik"],
    annex: "Ek-{number}", noAnnexes: "Belgenin eki yoktur.", contents: "İçindekiler", initials: "Paraf",
    browser: BrowserTexts { name in
      ([name.rawValue] + BrowserTexts.places(of: name).sorted().map { "{\($0)}" }).joined(separator: " ")
    })

  /// A document with a heading block, tiles, all four figures, tables and signatures.
  ///
  /// The rows of its tables lie in `folder`; the session listing has `sessions` rows and repeats `names` in turn.
  package static func make(
    in folder: String, sessions: Int = 120, names: [String] = ["şükrü.ığdır", "İpek Çığ", "ÖĞÜŞİÇ öğüşiç ıI"]
  ) throws -> Document {
    Document(
      identity: identity, theme: theme, formats: formats, words: words, cover: cover,
      sections: try sections(in: folder, sessions: sessions, names: names),
      summary: .object([.init("number", .string("2026/OTR-000123")), .init("counts", .object([]))]))
  }

  private static let identity = Identity(
    number: "2026/OTR-000123", fileStem: "2026-OTR-000123", title: "OTURUM KAYITLARI DÖKÜMÜ",
    subtitle: "7 Ekim 2026, Çarşamba 00:00 – 24:00 (UTC+03:00)", classification: "KİŞİSEL VERİ İÇERİR – GİZLİ",
    runningFoot: "Örnek Enerji A.Ş. · Oturum Kayıtları Dökümü · 07.10.2026", author: "Örnek Enerji A.Ş.",
    software: "Tutanak 0.1", languageTag: "tr-TR", issuedAt: issuedAt, zoneOffset: zoneOffset)

  private static let cover = Cover(
    fields: [
      Field("Belge No", "2026/OTR-000123 · sürüm 1"), Field("Düzenlenme", "08.10.2026 02:15:07 UTC+03:00"),
      Field("Kaynak", "back-office (efys) · PostgreSQL 15.20"), Field("Veri sorumlusu", "Örnek Enerji A.Ş."),
      Field("Hukuki sebep", "KVKK m.5/2-ç (hukuki yükümlülük), m.12"),
      Field("Yazı tipinde olmayan karakter", .drawingReplacements),
    ],
    notices: ["Bu belge Tutanak yazılımı tarafından otomatik üretilmiştir."])

  private static func sections(in folder: String, sessions: Int, names: [String]) throws -> [Section] {
    [
      Section(
        id: "summary", title: "Özet", sheet: .summary,
        blocks: [
          .tiles([
            Tile(label: "Oturum", value: .integer(702), remark: "önceki gün 688"),
            Tile(label: "Bulgu", value: .integer(7), remark: "1 yüksek", isAlert: true),
            Tile(label: "Kayıtlı birleşik süre", value: .duration(41_364_123_456)),
            Tile(label: "Değerlendirilen kural", value: "24 / 30"),
          ]),
          .figure(line), .figure(bars), .figure(columns), .figure(heatMap),
        ]),
      Section(
        id: "purpose", title: "Amaç ve hukuki dayanak", sheet: .cover,
        blocks: [
          .paragraph(String(repeating: "İşleme amacı: bilgi güvenliği süreçlerinin yürütülmesi. ", count: 12)),
          .notice("Belirtilen dönemde kaynak kayıtta kesinti vardır."),
          .fields([Field("Kapsam", "Tüm oturumlar"), Field("Dönem", "07.10.2026")]),
        ]),
      Section(
        id: "sessions", title: "Oturumlar", sheet: .own("Oturumlar"), isLandscape: true,
        blocks: [.table(try sessionTable(in: folder, count: sessions, names: names))]),
      Section(
        id: "signatures", title: "İmza", sheet: .none,
        blocks: [.signatures([SignatureBox(role: "Düzenleyen", lines: ["Ad Soyad", "Unvan", "Tarih", "İmza"])])]),
    ]
  }

  private static let line = Figure(
    id: "load", title: "Gün içi yoğunluk", subtitle: "açık oturum sayısı, saatlik", shape: .line, unit: .count,
    labels: (0..<24).map { String($0) + ":00" }, labelTitle: "Saat",
    series: [.init(name: "Oturum", values: (0..<24).map { Int64(($0 * 7) % 50) })])
  private static let bars = Figure(
    id: "longest", title: "En uzun on kullanıcı", subtitle: "kayıtlı birleşik süre", shape: .bars, unit: .duration,
    labels: ["i***.kı***", "ş***.öz***", "ü***.ğü***"], labelTitle: "Kullanıcı",
    series: [.init(name: "Süre", values: [41_364_000_000, 30_000_000_000, 5_000_000_000])])
  private static let columns = Figure(
    id: "severity", title: "Günlük olaylar", subtitle: "önem derecesine göre", shape: .columns, unit: .count,
    labels: ["01.10", "02.10", "03.10"], labelTitle: "Gün",
    series: [
      .init(name: "Düşük", values: [5, 7, 3], severity: 1), .init(name: "Yüksek", values: [1, 0, 2], severity: 3),
    ])
  private static let heatMap = Figure(
    id: "heat", title: "Haftalık yoğunluk", subtitle: "oturum başlangıcı, gün ve saat", shape: .heatMap, unit: .count,
    labels: (0..<24).map { String($0) }, labelTitle: "Gün",
    series: ["Pzt", "Sal", "Çar", "Per", "Cum", "Cmt", "Paz"].enumerated().map { row, name in
      .init(name: name, values: (0..<24).map { Int64(row * $0 % 17) })
    })

  private static func sessionTable(in folder: String, count: Int, names: [String]) throws -> Table {
    let rows = try TableRowsWriter(in: folder)
    for index in 0..<count {
      let begin = Instant(microseconds: issuedAt.microseconds - 86_400_000_000 + Int64(index) * 61_000_001)
      try rows.append([
        .integer(Int64(index + 1)), .text(names[index % names.count]), .moment(begin, zoneOffset: zoneOffset),
        .text(begin.iso8601), .duration(Int64(index) * 1_234_567), .severity(.high),
        index % 3 == 0 ? .empty : .text("logout"),
      ])
    }
    return Table(
      id: "sessions",
      columns: [
        Column(id: "row_no", title: "Sıra No", kind: .integer, width: 7, audience: .everyone),
        Column(id: "user_name", title: "Kullanıcı", kind: .text, width: 24, audience: .everyone),
        Column(id: "started_at", title: "Oturum Başlangıcı", kind: .moment, width: 19, audience: .everyone),
        Column(id: "started_utc", title: "Başlangıç (UTC)", kind: .text, width: 27, audience: .desk),
        Column(
          id: "duration_us", title: "Süre (sa:dk:sn)", kind: .duration, width: 12, audience: .everyone, hasBar: true),
        Column(id: "severity", title: "Önem", kind: .severity, width: 9, audience: .everyone),
        Column(id: "end_reason", title: "Kapanış Nedeni", kind: .text, width: 16, audience: .everyone),
      ],
      rows: try rows.finish(), pagedRowLimit: 60, emptyText: "Belirtilen dönem ve ölçütlerle kayıt bulunmamaktadır.")
  }
}
