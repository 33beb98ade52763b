import Files
import Glibc
import Support
import Testing

/// One lock for a whole run: a second one steps back, and a killed one holds nothing.
@Suite struct OneRunAtATimeTests {
  @Test(.timeLimit(.minutes(10)))
  func `a second run meanwhile exits at once and changes nothing`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database)
    try installation.slowDown(seconds: 2, settings: ["formats": "[json]"])
    let first = try installation.start("run", "nightly")
    try #require(try first.reaches { try installation.isReading() })
    for words in [["run", "nightly"], ["report", "OTR", "--period", "yesterday"], ["backup", "create"]] {
      // Whoever is turned away is told by whom, since when, and when that ends at the latest.
      let state = try JSON(file: installation.archive + "/.state/last-run.json")
      let (began, deadline) = (state["began"].text ?? "", state["deadline"].text ?? "")
      for (language, message) in [
        (
          "tr",
          "Bu arşivde başka bir çalıştırma sürüyor: “run nightly”, süreç \(first.identifier), \(began) anından beri. "
            + "Süre sınırı (deadline) onu en geç \(deadline) anında bitirir; bitince yeniden deneyin."
        ),
        (
          "en",
          "Another run is under way in this archive: “run nightly”, process \(first.identifier), since \(began); "
            + "its deadline ends it at \(deadline) at the latest. Try again when it has ended."
        ),
      ] {
        let outcome = try installation.run(words: words + ["--locale", language])
        #expect(outcome.status == 75)
        #expect(outcome.errors == "tutanak: \(message)\n")
        #expect(outcome.output == "")
      }
    }
    #expect(installation.state == "running")
    #expect(installation.packages.isEmpty)
    // What only looks needs no lock.
    #expect(try installation.run("run", "nightly", "--dry-run").status == 0)
    #expect(try installation.run("source", "check").status == 0)
    #expect(try first.wait().status == 0)
    #expect(installation.packages.count == 3)
    #expect(installation.backups.count == 1)
  }

  @Test(
    .timeLimit(.minutes(10)),
    arguments: zip([1, 2, 3, 4] as [UInt64], ["custom", "directory, compression: gzip", "plain", "custom"]))
  func `killed at five moments each, the next run is whole and leaves nothing`(seed: UInt64, format: String)
    async throws
  {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let installation = try Installation(on: database, settings: ["backup": "{ format: \(format) }"])
    let begin = ContinuousClock.now
    #expect(try installation.run("run", "nightly").status == 0)
    let length = ContinuousClock.now - begin
    var random = SeededNumbers(seed: seed)
    for number in 0..<5 {
      try Folder.remove(installation.archive)
      try Folder.create(installation.archive)
      let run = try installation.start("run", "nightly")
      // A random moment of each fifth of a run.
      usleep(UInt32(length / .microseconds(1) * (Double(number) + Double.random(in: 0..<1, using: &random)) / 5))
      run.signal(SIGKILL)
      _ = try run.wait()
      try Self.expectWhole(installation)
      let stateOfKilled = installation.state

      let again = try installation.run("run", "nightly")
      #expect(again.status == 0, "\(again.errors)")
      #expect(again.output == "")
      // A run that was killed after it had begun, and before it had ended, is told of.
      let remark = "tutanak: ! Önceki çalıştırma (run nightly, pid \(run.identifier), "
      #expect(again.errors == "" || again.errors.hasPrefix(remark), "\(again.errors)")
      #expect((stateOfKilled == "running") == again.errors.contains("öldürüldü (kill -9, bellek)"))
      #expect(installation.packages.map(\.stem) == ["2026-ANM-000001", "2026-GOR-000001", "2026-OTR-000001"])
      #expect(installation.backups.count == 1)
      #expect(installation.everything.filter { $0.contains("partial") } == [])
      #expect(
        installation.everything.filter { $0.hasPrefix(".state/") }
          == [".state/digest.key", ".state/last-run.json", ".state/lock", ".state/seal.key"])
      try Self.expectWhole(installation)
    }
    for _ in 0..<100 where !installation.processes.isEmpty { usleep(20_000) }
    #expect(installation.commands == [])
  }

  /// Whatever has its name is complete.
  private static func expectWhole(_ installation: Installation) throws {
    for folder in installation.packages.map(\.folder) + installation.backups where !folder.contains("/.") {
      let outcome = try Command.run("sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS", in: folder)
      #expect(outcome.status == 0, "\(folder)")
      let files = try Command.run("find", folder, "-type", "f").output.split(separator: "\n").count
      #expect(try JSON(file: folder + "/manifest.json")["files"].list.count == files - 3)
    }
  }
}
