package import Intake
import Messages
import Settings

/// What installs a source's capture, or takes it away: statements for one transaction, in their order.
package struct CapturePlan: Sendable {
  /// The statements between BEGIN and COMMIT.
  package let statements: [OwnerConnection.Statement]

  /// What makes the captures a system names, for the role that reads the source.
  ///
  /// - Throws: ``CaptureError`` where a table, or a column of it, is not there.
  package static func installation(
    of system: SourceSystem, on source: borrowing SourceConnection
  ) throws -> CapturePlan {
    let reader = source.snapshot.role
    var statements = CaptureSchema.installation
    for wanted in try tables(of: system) {
      guard let table = try ApplicationTable(wanted, on: source) else { throw missing(wanted) }
      if let column = table.missingColumns.first {
        throw wanted.node.error(
          Message(
            tr: "“\(wanted.name)” tablosunda “\(column)” sütunu yok.",
            en: "the table “\(wanted.name)” has no column “\(column)”."))
      }
      let history = try History.columns(of: wanted.name, on: source)
      statements += TableCapture(table: table).installation(reader: reader, existing: history)
    }
    return CapturePlan(statements: statements + [CaptureSchema.grants(to: reader), CaptureSchema.conclusion])
  }

  /// What takes them away; what the histories hold stays unless `dropsHistory`.
  ///
  /// The role stays in any case: it belongs to the server and not to one database.
  package static func removal(
    of system: SourceSystem, dropsHistory: Bool, on source: borrowing SourceConnection
  ) throws -> CapturePlan {
    var statements = CaptureSchema.lending
    for wanted in try tables(of: system) {
      statements += TableCapture.removal(
        of: wanted, try ApplicationTable(wanted, on: source), dropsHistory: dropsHistory)
    }
    if dropsHistory { statements.append(CaptureSchema.removal) }
    return CapturePlan(statements: statements + [CaptureSchema.conclusion])
  }

  /// The whole as psql runs it.
  package func script(for source: String) -> String {
    let body = statements.map { "-- \($0.purpose.en)\n\($0.sql);\n" }.joined(separator: "\n")
    return "-- tutanak source capture: \(source)\nBEGIN;\n\n\(body)\nCOMMIT;"
  }

  /// The tables a system names; a system that names none cannot be captured.
  package static func tables(of system: SourceSystem) throws -> [CapturedTable] {
    guard !system.capturedTables.isEmpty else {
      throw CaptureError(
        Message(
          tr: "\(system.folder)/system.yaml: saklanacak tablo yok; “capture” altında tablo ve sütunları yazın.",
          en: "\(system.folder)/system.yaml: no table is to be captured; name tables and columns in “capture”."))
    }
    return system.capturedTables
  }

  private static func missing(_ wanted: CapturedTable) -> any Error {
    wanted.node.error(
      Message(
        tr: "veritabanında “\(wanted.schema)” şemasında “\(wanted.name)” tablosu yok (görünüm olamaz).",
        en: "the database has no table “\(wanted.name)” in the schema “\(wanted.schema)” (a view is none)."))
  }
}
