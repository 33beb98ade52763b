import Support
import Testing

/// Who changed whose role from what to what, as the security events report tells it; and what it leaves out.
@Suite struct RoleChangeTests {
  private static let columns = """
    ALTER TABLE events ADD actor_id text, ADD target_id text, ADD role text, ADD previous_role text, ADD reason text;
    INSERT INTO users (user_id, user_name) VALUES ('1', 'yönetici'), ('2', 'ayşe'), ('3', 'ığdır');
    """
  private static let rows = """
    INSERT INTO events (event_id, occurred_at, user_id, event_type, actor_id, target_id, role, previous_role) VALUES
      ('a', '2026-10-07 08:00Z', '2', 'role_changed', '1', NULL, 'operator', 'viewer'),
      ('b', '2026-10-07 09:00Z', '1', 'role_granted', NULL, '3', 'admin', NULL),
      ('c', '2026-10-07 10:00Z', '3', 'role_revoked', '1', '3', 'admin', NULL),
      ('d', '2026-10-07 11:00Z', '2', 'role_changed', NULL, NULL, 'viewer', NULL),
      ('e', '2026-10-06 23:59:59Z', '2', 'role_granted', '1', '2', 'admin', NULL),
      ('f', '2026-10-07 12:00Z', '2', 'password_change', '1', '2', NULL, NULL);
    """

  private static func install(_ sql: String, mask: String = "M0") throws -> Installation {
    try PlainSystem.install(sql, settings: ["zone": "UTC", "formats": "[pdf, xlsx, csv, json]", "mask": mask])
  }

  @Test func `every change of the period says who, whose, from what, to what and when`() throws {
    let package = try Self.install(Self.columns + Self.rows).issue("GOR", "2026-10-07")
    let changes = try package.json()["role_changes"].list.map { row in
      ["actor_name", "target_name", "role_before", "role_after"].map { row[$0] }
    }
    #expect(
      changes == [
        ["yönetici", "ayşe", "viewer", "operator"], ["yönetici", "ığdır", .null, "admin"],
        ["yönetici", "ığdır", "admin", .null], [.null, "ayşe", .null, "viewer"],
      ])
    let sheet = try package.rows(ofSheet: "Rol değişiklikleri")
    #expect(sheet.map { $0["Önceki Rol"] } == ["viewer", .null, "admin", .null])
    #expect(
      sheet.map { $0["Olay Türü"] } == [
        "Rol Değişikliği", "Yetkinin Verilmesi", "Yetkinin Geri Alınması", "Rol Değişikliği",
      ])
    #expect(try package.rows("role_changes").map { $0["target_id"] } == ["2", "3", "3", "2"])
    let text = try package.text()
    #expect(text.contains("Rol değişiklikleri") && text.contains("“–”: kaynak belirtmiyor."))
    #expect(text.contains("yönetici ayşe viewer operator"))
  }

  @Test func `names are hidden as the mask asks, and at M3 no change is shown`() throws {
    let hidden = try Self.install(Self.columns + Self.rows, mask: "M1").issue("GOR", "2026-10-07")
    #expect(try hidden.json()["role_changes"].list.first?["target_name"].text?.hasPrefix("ay***") == true)
    let counts = try Self.install(Self.columns + Self.rows, mask: "M3").issue("GOR", "2026-10-07")
    #expect(try counts.json()["role_changes"].list == [])
    #expect(try !counts.text().contains("operator"))
  }

  @Test func `what the source does not have is named, and a day without changes says so`() throws {
    let event =
      "INSERT INTO events (event_id, occurred_at, user_id, event_type) VALUES ('a', '2026-10-07 08:00Z', '2', 'login_failed');"
    let package = try Self.install(event).issue("GOR", "2026-10-07")
    #expect(try package.says("Dönem içinde rol verme, geri alma veya değiştirme olayı kaydedilmemiştir."))
    #expect(try package.says("işlemi yapan, rol, önceki rol (olaylar)"))
  }

  @Test func `outcome and reason stand in the tables of events only where an event has one`() throws {
    func headers(_ sql: String) throws -> (workbook: [String], csv: [String], pages: String) {
      let package = try Self.install(Self.columns + sql).issue("GOR", "2026-10-07")
      let csv = try package.rows("events").first?.keys.sorted() ?? []
      return (try package.sheet("Olaylar")[0].compactMap(\.text), csv, try package.text())
    }
    let plain = try headers(Self.rows)
    #expect(!plain.workbook.contains { ["Sonuç", "Neden", "Kaynaktaki Neden", "Kaynak IP Adresi"].contains($0) })
    #expect(plain.workbook.contains("İşlemi Yapan") && !plain.pages.contains("Önem Sonuç"))
    let failed = try headers(
      """
      INSERT INTO events (event_id, occurred_at, user_id, event_type, ip, reason) VALUES
        ('x', '2026-10-07 08:00Z', '2', 'login_failed', '203.0.113.9', 'bad_password');
      """)
    #expect(["Sonuç", "Neden", "Kaynaktaki Neden", "Kaynak IP Adresi"].allSatisfy { failed.workbook.contains($0) })
    #expect(failed.pages.contains("Başarısız hatalı parola") && !failed.pages.contains("bad_password"))
    // Whoever reads files with a program finds the same columns every day.
    #expect(plain.csv == failed.csv && plain.csv.contains("raw_reason"))
  }
}
