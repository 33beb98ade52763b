extension Installation {
  /// Tutanak set up for a system of this repository, on tables that its application would make: Tests/Fixtures.
  package static func ofSystem(
    _ name: String, source: [String: String?] = [:], settings: [String: String?] = [:]
  ) throws -> Installation {
    let database = try TestServer.shared().makeDatabase(from: .empty)
    try database.load("Tests/Fixtures/\(name).sql")
    return try Installation(on: database, source: ["system": name].merging(source) { $1 }, settings: settings)
  }
}
