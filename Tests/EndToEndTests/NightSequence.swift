import Files
import Foundation
import Glibc
import Model
import Support
import Testing

/// Nights one after the other over one archive, with faults drawn from a seed.
final class NightSequence {
  /// What goes wrong in a night.
  enum Fault: String, CaseIterable {
    case nothing, skipped, killed, terminated, cutOff, unreachable, dumpFails, dumpEndsEarly, fullDisk
    case packageAway, yearAway, archiveAway, manifestDamaged, documentChanged

    /// Whether it touches what a run has published.
    var needsWholeArchive: Bool {
      [.packageAway, .yearAway, .archiveAway, .manifestDamaged, .documentChanged].contains(self)
    }
  }

  /// Of how many days the backups are kept; the others are purged in the nights that go well.
  private static let keptDays = 4

  private let installation: Installation
  private let disk: SmallDisk?
  private var random: SeededNumbers
  private var night = CivilDate(year: 2026, month: 9, day: 10)
  private let first: CivilDate
  private var backedUp: [CivilDate] = []
  /// Whether the last run came to its end by itself.
  private var hasEnded = true
  private var length = Duration.seconds(1)
  /// What happened, for whoever reads a failure.
  private(set) var story: [String] = []

  init(seed: UInt64) throws {
    random = SeededNumbers(seed: seed)
    first = night.advanced(by: -1)
    // As many rows a day as the checker expects.
    installation = try PlainSystem.install(
      """
      INSERT INTO sessions (session_id, user_id, user_name, started_at, ended_at, status)
      SELECT d || '-' || n, 'u' || n, 'user' || n, '2026-09-01 07:00Z'::timestamptz + d * interval '1 day',
        '2026-09-01 08:00Z'::timestamptz + d * interval '1 day', 'kapalı'
      FROM generate_series(0, 150) d, generate_series(1, 4) n WHERE n <= d % 4 + 1;
      INSERT INTO events (event_id, occurred_at, user_id, event_type)
      SELECT d || '-' || n, '2026-09-01 07:00Z'::timestamptz + d * interval '1 day', 'u1', 'logout'
      FROM generate_series(0, 150) d, generate_series(1, 3) n WHERE n <= d % 3 + 1;
      """)
    disk = SmallDisk.isAllowed ? try SmallDisk(kibibytes: 60_000) : nil
    if disk != nil { try Folder.create(archive) }
    try configure()
  }

  private var archive: String { disk.map { $0.path + "/archive" } ?? installation.archive }
  private var away: String { (disk?.path ?? installation.folder.path) + "/away" }

  private func configure(_ settings: [String: String?] = [:], source: [String: String?] = [:]) throws {
    try installation.configure(
      source: ["system": "\"\(installation.folder.path)/plain\""].merging(source) { $1 },
      settings: [
        "archive": "\"\(archive)\"", "formats": "[json]", "disk": "{ reserve: 0 }",
        "backup": "{ keep: { days: \(Self.keptDays), minimum: 1 } }",
      ].merging(settings) { $1 })
  }

  /// Passes a number of nights after a first whole one, every kind in turn in an order of the seed's, and a last one that
  /// finds everything mended.
  func pass(nights: Int) throws {
    let begin = ContinuousClock.now
    try meet(.nothing)
    length = ContinuousClock.now - begin
    var kinds: [Fault] = []
    for _ in 0..<nights {
      if kinds.isEmpty { kinds = Fault.allCases.shuffled(using: &random) }
      night = night.advanced(by: 1)
      var fault = kinds.removeLast()
      if fault.needsWholeArchive, !hasEnded { fault = .nothing }
      if fault == .fullDisk, disk == nil { fault = .nothing }
      try meet(fault)
    }
    night = night.advanced(by: 1)
    try meet(.nothing)
    let again = try run()
    expect(again, .nothing, [0])
    try check(told: again.errors)
  }

  private func check(told: String) throws {
    let outcome = try judge(archive, told: told)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "", "\(story.joined(separator: "\n"))")
  }

  /// What the checker must see in an archive where a shell command did something wrong.
  static let sabotage: [(command: String, complaint: String)] = [
    ("rm -r 2026/2026-OTR-000002", "was never issued"), ("rm -r 2026/2026-OTR-000002", "number 2 is missing"),
    ("cp -r 2026/2026-GOR-000002 2026/2026-GOR-000099", "was issued 2 times"),
    ("printf X | dd of=2026/2026-ANM-000001/2026-ANM-000001.json bs=1 seek=30 conv=notrunc", "another digest"),
    ("touch 2026/2026-ANM-000001/annex.pdf", "files and lists differ"), ("mkdir 2026/.a.partial", "was left behind"),
    ("touch notes.txt", "holds ["), ("cd backups/back-office && rm -r $(ls | tail -n 1)", "the backup of 2026-"),
    ("sed -i 1d ledger.jsonl", "line 1 of the ledger does not follow"),
    ("sed -i 's/\"late\": false/\"late\": true/' 2026/2026-OTR-000001/manifest.json", "late is True"),
  ]

  /// Whether the checker sees what was done wrong to a copy of the archive.
  func checkerSees(_ command: String, _ complaint: String) throws -> Bool {
    let copy = installation.folder.path + "/copy"
    try Folder.remove(copy)
    #expect(try Command.run("cp", "-a", archive, copy).status == 0)
    #expect(try Command.run("sh", "-c", command, in: copy).status == 0)
    return try judge(copy, told: "").output.contains(complaint)
  }

  private func judge(_ archive: String, told: String) throws -> Command.Outcome {
    let days = backedUp.map { "\"\($0.iso8601)\"" }.joined(separator: ", ")
    let log = try installation.folder.write(
      "nights.json",
      """
      {"first": "\(first.iso8601)", "last": "\(night.advanced(by: -1).iso8601)", "backed_up": [\(days)],
       "kept_days": \(Self.keptDays),
       "told": \(String(decoding: try JSONEncoder().encode(told), as: UTF8.self))}
      """)
    let script = Repository.path + "/Tests/EndToEndTests/nights.py"
    return try Command.run("/usr/bin/python3", script, archive, log)
  }

  private var asOf: String { "\(night.iso8601)T02:15:00+03:00" }

  private func run() throws -> Command.Outcome { try installation.run("run", "nightly", "--locale", "en", asOf: asOf) }

  /// One night with its fault, and what had to be mended mended.
  private func meet(_ fault: Fault) throws {
    switch fault {
    case .nothing: expect(try run(), fault, [0])
    case .skipped: story.append("\(night.iso8601) skipped")
    case .killed: try interrupt(fault, by: SIGKILL, [137])
    case .terminated: try interrupt(fault, by: SIGTERM, [75])
    case .cutOff: try cutOff()
    case .unreachable:
      try configure(source: ["connection": "\"host=127.0.0.1 port=1 dbname=efys\""])
      expect(try run(), fault, [69])
    case .dumpFails: try lie(fault, "echo 'pg_dump: error: an invented fault' >&2; exit 1")
    case .dumpEndsEarly: try lie(fault, #"$REAL "$@" | head -c 2000"#)
    case .fullDisk: try fillDisk()
    case .packageAway, .yearAway, .archiveAway: try moveAway(fault)
    case .manifestDamaged, .documentChanged: try damage(fault)
    }
    try configure()
  }

  /// Holds a run against what its fault may lead to; a good one leaves nothing unfinished.
  private func expect(_ outcome: Command.Outcome, _ fault: Fault, _ statuses: [Int32]) {
    story.append("\(night.iso8601) \(fault.rawValue): \(outcome.status) \(outcome.errors)")
    #expect(statuses.contains(outcome.status), "\(story.joined(separator: "\n"))")
    if ![0, 137, 143].contains(outcome.status) { #expect(!outcome.errors.isEmpty, "\(story.joined(separator: "\n"))") }
    hasEnded = outcome.status < 128
    guard outcome.status == 0 || outcome.status == 6 else { return }
    backedUp.append(night.advanced(by: -1))
    let left = (try? Command.run("find", archive, "-name", "*.partial*").output) ?? "?"
    #expect(left == "", "\(story.joined(separator: "\n"))")
  }

  private func interrupt(_ fault: Fault, by signal: Int32, _ statuses: [Int32]) throws {
    let run = try installation.start("run", "nightly", "--locale", "en", asOf: asOf)
    usleep(UInt32(length / .microseconds(1) * Double.random(in: 0..<1, using: &random)))
    run.signal(signal)
    // It may have been quicker; and before it listens, SIGTERM ends it like any program.
    expect(try run.wait(), fault, statuses + [0, 143])
    hasEnded = false
  }

  private func cutOff() throws {
    let run = try installation.start("run", "nightly", "--locale", "en", asOf: asOf)
    let cut = """
      SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'tutanak'
      """
    _ = try run.reaches { try installation.database.query(cut) != [["0"]] }
    expect(try run.wait(), .cutOff, [0, 2, 3, 69])
  }

  private func lie(_ fault: Fault, _ script: String) throws {
    let tools = installation.database.server.binaries
    let path = try installation.writeProgram(
      "pg_dump",
      """
      REAL=\(tools)/pg_dump
      if [ "$1" = --version ]; then exec $REAL --version; fi
      \(script)
      """)
    try configure(["backup": "{ pg_dump: \(path) }"])
    expect(try run(), fault, [2])
  }

  private func fillDisk() throws {
    guard let disk else { return }
    let room = Int.random(in: 4...400, using: &random)
    let free = try Folder.freeBytes(disk.path) >> 10
    _ = try Command.run("dd", "if=/dev/zero", "of=\(disk.path)/filler", "bs=1k", "count=\(max(0, free - room))")
    expect(try run(), .fullDisk, [0, 2, 3, 74])
    try Folder.remove(disk.path + "/filler")
    // With room again the same night is made up for.
    expect(try run(), .fullDisk, [0])
  }

  private func moveAway(_ fault: Fault) throws {
    let year = archive + "/2026"
    let path =
      switch fault {
      case .packageAway: "\(year)/\(try Folder.entries(year).randomElement(using: &random) ?? "")"
      case .yearAway: year
      default: archive
      }
    #expect(try Command.run("mv", path, away).status == 0)
    let outcome = try run()
    expect(outcome, fault, fault == .archiveAway ? [73] : [0])
    if fault == .packageAway {
      // The absence is told by its number.
      let name = path.split(separator: "/").last.map(String.init) ?? ""
      let number = "2026/" + name.dropFirst(5)
      #expect(outcome.errors.contains("\(number)."), "\(outcome.errors)")
    }
    if fault == .yearAway {
      #expect(outcome.errors.contains("not in the archive"), "\(outcome.errors)")
      #expect(try Command.run("sh", "-c", #"mv "$1"/* "$2" && rmdir "$1""#, "sh", away, year).status == 0)
    } else {
      #expect(try Command.run("mv", away, path).status == 0)
    }
  }

  private func damage(_ fault: Fault) throws {
    let year = archive + "/2026"
    let name = try Folder.entries(year).filter { $0.contains("-OTR-") }.last ?? ""
    let file = fault == .manifestDamaged ? "manifest.json" : name + ".json"
    let path = "\(year)/\(name)/\(file)"
    #expect(try Command.run("cp", "-a", path, away).status == 0)
    if fault == .manifestDamaged {
      #expect(try Command.run("truncate", "-s", "300", path).status == 0)
    } else {
      _ = try Command.run("dd", "of=\(path)", "bs=1", "seek=30", "conv=notrunc", input: "X")
    }
    let outcome = try run()
    expect(outcome, fault, [fault == .manifestDamaged ? 74 : 6])
    #expect(outcome.errors.contains(path), "\(outcome.errors)")
    #expect(try Command.run("mv", away, path).status == 0)
  }
}
