import Intake
import Messages

/// Compares what is installed for one table with what would be installed now.
enum TableFaults {
  /// Everything that is not as it is wanted; `relation` is the table's number when it was installed.
  static func of(
    _ wanted: CapturedTable, relation: String, on source: borrowing SourceConnection
  ) throws -> [Message] {
    guard let table = try ApplicationTable(wanted, on: source) else {
      return [
        Message(
          tr: "“\(wanted.name)” tablosu artık yok; kurulumdan sonra silinmiş.",
          en: "the table “\(wanted.name)” is gone; it was dropped after the installation.")
      ]
    }
    var faults: [Message] = []
    if table.members.first?.number != relation {
      faults.append(
        Message(
          tr: "tablo kurulumdan sonra yeniden oluşturulmuş.", en: "the table was made anew after the installation."))
    }
    if !table.missingColumns.isEmpty {
      let list = table.missingColumns.joined(separator: ", ")
      faults.append(
        Message(
          tr: "saklanacak sütunlar tabloda yok: \(list); system.yaml dosyasını düzeltip yeniden kurun.",
          en: "columns that are to be kept are missing: \(list); correct system.yaml and install again."))
    }
    faults += try historyFaults(table, source)
    faults += try functionFaults(table, source)
    faults += try triggerFaults(table, source)
    return faults.isEmpty ? [] : faults + [remedy]
  }

  private static let remedy = Message(
    tr: "çare: “tutanak source capture install” yeniden kurar; kesintisiz geçmiş o andan başlar.",
    en: "remedy: “tutanak source capture install” installs it again; the history without a break begins then.")

  private static func historyFaults(
    _ table: ApplicationTable, _ source: borrowing SourceConnection
  ) throws -> [Message] {
    let name = table.wanted.name
    let present = try History.columns(of: name, on: source)
    if present.isEmpty {
      return [Message(tr: "geçmiş tablosu yok.", en: "the history is not there.")]
    }
    let wrong = table.wanted.columns.filter { column in
      present.first { $0.key.utf8.elementsEqual(column.utf8) }?.value != table.kind(column).sqlType
        && !table.missingColumns.holds(column)
    }
    var faults: [Message] = []
    if !wrong.isEmpty {
      let list = wrong.joined(separator: ", ")
      faults.append(
        Message(
          tr: "geçmiş tablosunda eksik ya da türü değişmiş sütunlar: \(list).",
          en: "columns missing from the history, or of another type now: \(list)."))
    }
    let readable = try source.rows(
      of: "SELECT has_table_privilege(\(SQLName.literal(SQLName.quoted(CaptureSchema.name, name))), 'SELECT')",
      doing: CaptureState.action)
    if readable.first?.first != "t" {
      faults.append(Message(tr: "okuyan rol geçmişi okuyamıyor.", en: "the reading role may not read the history."))
    }
    return faults
  }

  private static func functionFaults(
    _ table: ApplicationTable, _ source: borrowing SourceConnection
  ) throws -> [Message] {
    let body = "\n\(TableCapture(table: table).functionBody)\n"
    let rows = try source.rows(
      of: """
        SELECT p.prosrc = \(try source.literal(body)), p.prosecdef, r.rolname = '\(CaptureSchema.name)',
               coalesce('search_path=pg_catalog, pg_temp' = ANY (p.proconfig), false)
        FROM pg_catalog.pg_proc p JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
          JOIN pg_catalog.pg_roles r ON r.oid = p.proowner
        WHERE n.nspname = '\(CaptureSchema.name)' AND p.proname = \(SQLName.literal(table.wanted.name))
        """, doing: CaptureState.action)
    guard let row = rows.first else { return [Message(tr: "işlevi yok.", en: "its function is not there.")] }
    var faults: [Message] = []
    if row[1] != "t" || row[2] != "t" || row[3] != "t" {
      faults.append(
        Message(
          tr: "işlevin sahibi, yetkisi veya search_path değeri değiştirilmiş.",
          en: "the owner, the rights or the search_path of its function were changed."))
    }
    if row[0] != "t" {
      faults.append(
        Message(
          tr: "işlevi yapılandırmanın istediği değil (sütunlar değişmiş).",
          en: "its function is not what the configuration wants (columns have changed)."))
    }
    return faults
  }

  private static func triggerFaults(
    _ table: ApplicationTable, _ source: borrowing SourceConnection
  ) throws -> [Message] {
    let rows = try source.rows(
      of: """
        SELECT t.tgrelid::text, t.tgname, t.tgenabled IN ('O', 'A')
        FROM pg_catalog.pg_trigger t JOIN pg_catalog.pg_proc p ON p.oid = t.tgfoid
          JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
        WHERE t.tgrelid IN (\(table.members.map(\.number).joined(separator: ", ")))
          AND n.nspname = '\(CaptureSchema.name)' AND p.proname = \(SQLName.literal(table.wanted.name))
        """, doing: CaptureState.action)
    var faults: [Message] = []
    for member in table.members {
      let own = rows.filter { $0[0] == member.number }
      let missing = TableCapture.triggers.filter { name in !own.contains { $0[1] == name } }
      let disabled = own.filter { $0[2] != "t" }.compactMap { $0[1] }
      if !missing.isEmpty {
        let list = missing.joined(separator: ", ")
        faults.append(
          Message(
            tr: "“\(member.name)” tablosunda tetikleyici eksik: \(list).",
            en: "triggers missing from “\(member.name)”: \(list)."))
      }
      if !disabled.isEmpty {
        let list = disabled.joined(separator: ", ")
        faults.append(
          Message(
            tr: "“\(member.name)” tablosunda tetikleyici kapalı: \(list).",
            en: "triggers disabled on “\(member.name)”: \(list)."))
      }
    }
    return faults
  }
}
