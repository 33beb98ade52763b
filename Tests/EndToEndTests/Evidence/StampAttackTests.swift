import Files
import Support
import Testing

/// What can be done to the time stamps of an archive, and the lines with which it is found.
@Suite struct StampAttackTests {
  @Test func `a stamp of another document, a changed one, one that is gone, and one nobody asked for`() throws {
    let server = try TimeStampServer()
    let stamped = "{ time_stamp: { url: \"\(server.url)\", anchor: \"\(server.authority.anchor)\" } }"
    let installation = try Installation(
      on: try TestServer.shared().makeDatabase(from: .efysEmpty), settings: ["formats": "[json]", "seal": stamped])
    let documents = try ["2026-10-06", "2026-10-07"].map { try installation.issue("OTR", $0) }
    let (one, two) = (documents[0].folder + "/manifest.tsr", documents[1].folder + "/manifest.tsr")
    func verify() throws -> (status: Int32, lines: String) {
      let outcome = try installation.run("verify", "--locale", "en")
      return (outcome.status, outcome.errors)
    }
    let sound = try installation.run("verify", "--json")
    #expect(sound.status == 0)
    #expect(try JSON(text: sound.output)["verification"]["stamped"] == 2)

    _ = try Command.run("cp", "-p", one, installation.folder.path + "/kept")
    _ = try Command.run("cp", two, one)
    #expect(
      try verify() == (
        6,
        "tutanak: tampered: 2026/2026-OTR-000001/manifest.tsr: the stamp is over another digest; it is not this "
          + "document's.\n"
      ))
    try Folder.remove(one)
    #expect(
      try verify() == (
        6,
        "tutanak: unstamped: 2026/2026-OTR-000001/manifest.tsr: NO time stamp was obtained; it is queued "
          + "(\(server.url))\n"
      ))
    _ = try Command.run("cp", "-p", installation.folder.path + "/kept", one)
    #expect(try verify() == (0, ""))
    try installation.configure(settings: ["formats": "[json]"])
    let plain = try installation.issue("GOR", "2026-10-07")
    _ = try Command.run("cp", one, plain.folder + "/manifest.tsr")
    #expect(
      try verify() == (
        6, "tutanak: extra: 2026/2026-GOR-000001/manifest.tsr: no stamp was asked for\n"
      ))
  }
}
