import Support
import Testing

/// CSV files as other programs will read them, to the byte.
@Suite struct CSVTests {
  private static let rows = """
    INSERT INTO users (user_id, user_name) VALUES ('u1', 'şule;"ığdır"'), ('u2', '=HYPERLINK("x")');
    INSERT INTO events (event_id, occurred_at, user_id, event_type, ip) VALUES
      ('1', '2026-10-07 09:00:00.000001Z', 'u1', 'login_success', '192.0.2.1'),
      ('2', '2026-10-07 10:00Z', 'u2', E'satır\\nsonu', NULL);
    """

  private static func file(_ csv: String?, mask: String = "M0") throws -> [UInt8] {
    let installation = try PlainSystem.install(
      rows, settings: ["zone": "UTC", "formats": "[csv]", "mask": mask, "csv": csv])
    return try installation.issue("GOR", "2026-10-07").bytes("-events.csv")
  }

  private static let header = [
    "row_no", "event_id", "occurred_at", "user_key", "user_name", "event_type", "raw_type", "severity", "outcome", "ip",
  ]

  @Test func `semicolons, a header, UTF-8, CR LF, quotes where needed, no formulas`() throws {
    let lines = [
      Self.header.joined(separator: ";"),
      #"1;1;2026-10-07T09:00:00.000001Z;u1;"şule;""ığdır""";Başarılı Oturum Açma;login_success;info;Başarılı;192.0.2.1"#,
      #"2;2;2026-10-07T10:00:00.000000Z;u2;"'=HYPERLINK(""x"")";Eşlenmemiş Tür;satır<U+000A>sonu;info;;"#,
    ]
    let text = String(decoding: try Self.file(nil), as: UTF8.self)
    #expect(text == lines.map { $0 + "\r\n" }.joined())
  }

  @Test(arguments: [(";", "\";\""), (",", "\",\""), ("|", "\"|\""), ("\t", #""\t""#)])
  func `another delimiter`(delimiter: String, yaml: String) throws {
    let bytes = try Self.file("{ delimiter: \(yaml) }")
    #expect(bytes.starts(with: Array(Self.header.joined(separator: delimiter).utf8)))
  }

  @Test func `a byte order mark for Excel`() throws {
    let marked = try Self.file("{ byte_order_mark: true }")
    #expect(Array(marked.prefix(3)) == [0xEF, 0xBB, 0xBF])
    #expect(try Array(marked.dropFirst(3)) == Self.file(nil))
  }
}
