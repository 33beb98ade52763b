import Archive
import Documents
import Files
import Intake
import Messages

/// What a drill is about to make on another server, written down first: the next drill drops what a killed one has left.
struct DrillNote: Sendable {
  /// The names a drill's databases begin with; no other is ever dropped.
  static let prefix = "tutanak_drill_"
  private let path: String

  init(in archive: Archive) { path = archive.stateFolder + "/drill-database.json" }

  /// Writes down the database and the roles that are to be made on a server.
  func write(database: String, roles: [String], on server: borrowing TargetServer) throws {
    let value = JSONValue.object([
      .init("system_identifier", server.systemIdentifier.map { .string($0) } ?? .null),
      .init("database", .string(database)), .init("roles", .array(roles.map { .string($0) })),
    ])
    var file = try OutputFile(at: path)
    try file.append(value.text() + "\n")
    try file.commit()
  }

  /// Everything is dropped again.
  func remove() throws { try Folder.remove(path) }

  /// Drops what the note of a killed drill names, where it is on the server of an address; what is told of it.
  func sweep(on address: SourceAddress) throws -> Message? {
    guard InputFile.exists(path), let note = JSONValue(reading: try InputFile.bytes(path)),
      let database = note["database"]?.stringValue, database.hasPrefix(Self.prefix)
    else { return nil }
    let server = try TargetServer.open(address)
    guard note["system_identifier"]?.stringValue == server.systemIdentifier else {
      return Message(
        tr: "Yarıda kesilen bir deneme başka bir sunucuda “\(database)” veritabanını bırakmış olabilir; elle silin.",
        en: "A drill that was killed may have left the database “\(database)” on another server; drop it by hand.")
    }
    try server.drop(database: database)
    for role in note["roles"]?.elements.compactMap(\.stringValue) ?? [] { try server.drop(role: role) }
    try remove()
    return nil
  }
}
