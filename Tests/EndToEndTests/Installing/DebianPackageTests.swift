import Files
import Foundation
import Support
import Testing

/// Only `make test` links the program with Swift's libraries inside, as the package needs it.
private let isShipped = ProcessInfo.processInfo.environment["TUTANAK_SHIPPED"] != nil && SmallDisk.isAllowed

/// The Debian package, as somebody installs it who has no toolchain.
@Suite(.enabled(if: isShipped, "make test links the program as it is shipped"))
struct DebianPackageTests {
  private final class Made: Sendable {
    let folder: ScratchFolder
    let file: String

    init() throws {
      folder = try ScratchFolder()
      let outcome = try Command.run(
        Repository.path + "/packaging/deb", Installation.program, folder.path, environment: ["LEVEL": "1"])
      guard outcome.status == 0 else { throw ServerFailure("no package: \(outcome.errors)") }
      let made = try Folder.entries(folder.path).filter { $0.hasSuffix(".deb") }
      guard made.count == 1 else { throw ServerFailure("packages: \(made)") }
      file = folder.path + "/" + made[0]
    }
  }

  private static let made = Result { try Made() }

  /// A Debian that has the package and what it depends on and recommends.
  private func installed() throws -> CleanRoot {
    let file = try Self.made.get().file
    let fields = try Command.run("dpkg-deb", "-f", file, "Depends")
    let depends = fields.output.split(whereSeparator: { ",\n".contains($0) }).compactMap {
      $0.split(separator: " ").first
    }
    let root = try CleanRoot(with: depends.map(String.init) + ["postgresql-client-15", "zstd"])
    try #require(try Command.run("cp", file, root.path + "/tmp/tutanak.deb").status == 0)
    let outcome = try root.run("dpkg -i /tmp/tutanak.deb")
    try #require(outcome.status == 0, "\(outcome.errors)")
    return root
  }

  private func configure(_ root: CleanRoot, for database: TestDatabase) throws {
    let reader = TestRole.reader
    try """
    controller: { name: "Örnek Enerji A.Ş." }
    archive: /var/lib/tutanak/archive
    sources: { back-office: { system: efys, connection: "\(database.tcpConnection(as: reader))" } }

    """.write(toFile: root.path + "/etc/tutanak/tutanak.yaml", atomically: true, encoding: .utf8)
    let password = "127.0.0.1:\(database.server.tcpPort):*:\(reader.name):\(reader.password)"
    let outcome = try root.run("umask 077 && echo '\(password)' >~/.pgpass", as: "tutanak")
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  private let night = "tutanak run nightly --as-of \(Installation.night)"

  @Test func `lintian finds no error in it`() throws {
    let outcome = try Command.run(
      "lintian", "--fail-on", "error,warning", "--tag-display-limit", "0", try Self.made.get().file)
    #expect(outcome.status == 0 && outcome.output == "", "\(outcome.output)")
  }

  @Test func `installed where no toolchain is it does a night, and removal leaves archive and keys alone`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let root = try installed()
    #expect(try root.run("find / -xdev -name 'libswift*' -o -xdev -name 'libFoundation*'").output == "")
    #expect(try root.run("tutanak --version").output == "0.1.0\n")

    // Until it is configured it says what is missing, with file and line.
    let unconfigured = try root.run(night, as: "tutanak")
    #expect(unconfigured.status == 78)
    #expect(unconfigured.errors.contains("/etc/tutanak/tutanak.yaml:6:"))

    try configure(root, for: database)
    let outcome = try root.run(night, as: "tutanak")
    #expect(outcome.status == 0 && outcome.errors == "", "\(outcome.errors)")
    #expect(try root.run("tutanak verify", as: "tutanak").status == 0)
    let documents = "ls /var/lib/tutanak/archive/2026/*/*.pdf /var/lib/tutanak/archive/2026/*/*.xlsx | wc -l"
    #expect(try root.run(documents, as: "tutanak").output == "10\n")
    #expect(try root.run("stat -c %a:%U /var/lib/tutanak/archive").output == "700:tutanak\n")

    // What an administrator wrote outlives a newer version; a changed schedule is his.
    _ = try root.run("echo '# ours' >>/etc/tutanak/schedules/nightly.yaml")
    let upgrade = try root.run("dpkg -i /tmp/tutanak.deb </dev/null")
    #expect(upgrade.status == 0, "\(upgrade.errors)")
    #expect(try root.run("tail -n 1 /usr/share/tutanak/schedules/nightly.yaml").output == "# ours\n")
    #expect(try root.run("tutanak config check", as: "tutanak").status == 0)

    let kept = "cd /var/lib/tutanak && find . -type f | sort | xargs sha256sum"
    let before = try root.run(kept).output
    #expect(before.contains("seal.key"))
    #expect(try root.run("dpkg -r tutanak").status == 0)
    #expect(try root.run("ls /etc/tutanak/tutanak.yaml").status == 0)
    let purged = try root.run("dpkg -P tutanak")
    #expect(purged.status == 0 && purged.errors.contains("/var/lib/tutanak"))
    #expect(try root.run(kept).output == before)
    #expect(try root.run("ls /etc/tutanak /usr/bin/tutanak").status != 0)
  }

  @Test func `its units are what the program renders there, and wait until somebody enables them`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let root = try installed()
    try configure(root, for: database)
    #expect(try root.run("find /etc/systemd -name '*tutanak*'").output == "")
    let rendered = try root.run(
      "mkdir /tmp/units && tutanak schedule install --to systemd --dir /tmp/units --locale en", as: "tutanak")
    #expect(rendered.status == 0, "\(rendered.errors)")
    let units = try Folder.entries(root.path + "/tmp/units").sorted()
    #expect(
      units
        == [
          "failed@.service", "monthly.service", "monthly.timer", "nightly.service", "nightly.timer",
          "quarterly.service", "quarterly.timer", "weekly.service", "weekly.timer",
        ].map { "tutanak-" + $0 })
    for unit in units {
      let comparison = try root.run("tail -n +2 /tmp/units/\(unit) | diff - /lib/systemd/system/\(unit)")
      #expect(comparison.status == 0, "\(unit): \(comparison.output)")
    }
  }

  @Test func `the page for administrators is true to the letter`() throws {
    let database = try TestServer.shared().makeDatabase(from: .efysSmall)
    let root = try installed()
    let page = try InputFile.text(Repository.path + "/docs/installing.md")
    let commands = page.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("runuser ") }
    #expect(commands.count == 3)
    // Before the configuration is filled in each says with file and line what it cannot use.
    for command in commands {
      let refused = try root.run(command)
      #expect(refused.status == 78 && refused.errors.contains("/etc/tutanak/tutanak.yaml:6:"), "\(command)")
    }
    try configure(root, for: database)
    for command in commands {
      // The sample's days are past; everything else is as it stands there.
      let outcome = try root.run(command + " --as-of " + Installation.night)
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
    }
    // Where things are, as the table says.
    for place in [
      "/usr/bin/tutanak", "/usr/share/tutanak/words", "/etc/tutanak/reports", "/var/lib/tutanak/archive/2026",
    ] {
      #expect(try root.run("ls -d \(place)").status == 0, "\(place)")
    }
    #expect(
      try root.run("dpkg-query -W -f '${Conffiles}' tutanak").output.contains("/etc/tutanak/schedules/nightly.yaml"))
  }

  @Test func `manual, completions and help come with it and name the same home`() throws {
    let root = try installed()
    let page = try root.run("zcat /usr/share/man/man1/tutanak.1.gz").output
    #expect(page.contains("/usr/share/tutanak"))
    #expect(try root.run("ls -d /usr/share/tutanak/systems").status == 0)
    #expect(try root.run("tutanak run --help").output.contains("<executable>/../share/tutanak"))
    #expect(try root.run("bash -n /usr/share/bash-completion/completions/tutanak").errors == "")
    let completion = "bash -c '. /usr/share/bash-completion/completions/tutanak; complete -p tutanak'"
    #expect(try root.run(completion).output.contains("tutanak"))
    for file in ["zsh/vendor-completions/_tutanak", "fish/vendor_completions.d/tutanak.fish"] {
      #expect(try InputFile.text(root.path + "/usr/share/" + file).contains("backup"))
    }
  }
}
