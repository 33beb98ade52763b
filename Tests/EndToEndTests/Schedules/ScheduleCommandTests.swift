import Files
import Foundation
import Support
import Testing

/// `tutanak schedule`: when schedules run, and what cron and systemd start them by.
@Suite struct ScheduleCommandTests {
  private static func installation(_ settings: [String: String?] = [:]) throws -> Installation {
    try Installation(on: try TestServer.shared().makeDatabase(from: .efysEmpty), ownHome: true, settings: settings)
  }

  private static func write(_ name: String, _ yaml: String, in installation: Installation) throws {
    try installation.folder.write("home/schedules/\(name).yaml", yaml)
  }

  @Test func `lists what runs when, and says the next moments with their offsets`() throws {
    let installation = try Self.installation()
    try Self.write(
      "berlin", "when: 30 2 * * *\nzone: Europe/Berlin\nperiod: yesterday\nreports: [OTR]\n", in: installation)
    try Self.write("by-hand", "period: last-week\nreports: [GOR]\n", in: installation)
    let list = try JSON(text: installation.run("schedule", "list", "--json").output)["schedules"]
    #expect(list.list.map { $0["name"].text } == ["berlin", "by-hand", "monthly", "nightly", "quarterly", "weekly"])
    #expect(list[3]["next"]["local"] == "2026-10-09T02:15:00+03:00" && list[3]["backup"] == true)
    #expect(list[3]["zone"] == "Europe/Istanbul" && list[3]["sources"][0] == "back-office")
    #expect(list[3]["title"]["tr"] == "gecelik raporlar ve yedek")
    #expect(list[1]["next"] == nil && list[1]["when"] == nil)
    let page = try installation.run("schedule", "list", "--locale", "tr").output
    #expect(
      page.contains("Europe/Istanbul  2026-10-09T02:15:00+03:00  yesterday ") && page.contains("gecelik"), "\(page)")
    let next = try installation.run(
      "schedule", "next", "--count", "2", "--locale", "en", asOf: "2026-03-28T12:00:00+01:00")
    #expect(
      next.output == """
        2026-03-29T02:15:00+03:00  nightly
        2026-03-29T03:00:00+02:00  berlin  (there is no 02:30 in Europe/Berlin that day)
        2026-03-30T02:15:00+03:00  nightly
        2026-03-30T03:00:00+03:00  weekly
        2026-03-30T02:30:00+02:00  berlin
        2026-04-01T03:30:00+03:00  monthly
        2026-04-02T04:00:00+03:00  quarterly
        2026-04-06T03:00:00+03:00  weekly
        2026-05-01T03:30:00+03:00  monthly
        2026-07-02T04:00:00+03:00  quarterly
        by-hand: there is no “when”; when it runs is not said.

        """)
    #expect(try installation.run("schedule", "next", "nigtly", "--locale", "en").status == 64)
  }

  @Test(arguments: [
    ("when: 15 2 * *", ":1:7: “15 2 * *” is no calendar expression"),
    ("when: 15 2 * * *\nzone: Europe/Istambul", ":2:7: there is no time zone “Europe/Istambul”"),
    ("whn: 15 2 * * *", ":1:1: “whn” is an unknown key"),
  ])
  func `a mistake is told with its line by config check`(lines: String, complaint: String) throws {
    let installation = try Self.installation()
    try Self.write("broken", lines + "\nperiod: yesterday\nreports: [OTR]\n", in: installation)
    let check = try installation.run("config", "check", "--locale", "en")
    #expect(check.status == 78 && check.errors.contains("broken.yaml" + complaint), "\(check.errors)")
  }

  /// systemd's own judge, without a systemd that runs.
  @Test func `its units are clean, and expose little`() throws {
    let installation = try Self.installation(["mask_key": "/etc/hostname-key-that-is-not-there"])
    let key = try installation.folder.write("mask.key", String(repeating: "k", count: 32))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
    try installation.configure(settings: ["mask_key": key])
    let units = installation.folder.path + "/units"
    try Folder.create(units)
    let outcome = try installation.run(
      "schedule", "install", "--to", "systemd", "--dir", units, "--user", "tutanak", "--locale", "en")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(
      outcome.output.hasSuffix(
        "Now: systemctl daemon-reload && systemctl enable --now tutanak-monthly.timer tutanak-nightly.timer "
          + "tutanak-quarterly.timer tutanak-weekly.timer\n"))
    let names = try Folder.entries(units)
    #expect(names.count == 9 && names.contains("tutanak-failed@.service"))
    let verified = try Command.run(
      words: ["systemd-analyze", "verify", "--man=no"] + names.map { units + "/" + $0 }, environment: ["LC_ALL": "C"])
    #expect(verified.status == 0 && verified.output + verified.errors == "", "\(verified.errors)")
    for name in names where name.hasSuffix(".service") {
      let security = try Command.run(
        "systemd-analyze", "security", "--offline=true", "--threshold=30", "--no-pager", units + "/" + name,
        environment: ["LC_ALL": "C"])
      #expect(security.status == 0, "\(security.output)")
    }
    let service = try InputFile.text(units + "/tutanak-nightly.service")
    for line in [
      "User=tutanak", "OnFailure=tutanak-failed@%N.service", "ReadWritePaths=-\(installation.archive)",
      "ExecStart=\(try #require(Self.real(Installation.program))) run nightly --config \(installation.configuration) "
        + "--home \(installation.home)",
    ] { #expect(service.contains(line + "\n"), "\(line)\n\(service)") }
    // A night that is traced makes these calls beside those of @system-service.
    #expect(service.contains("SystemCallFilter=adjtimex clock_adjtime capset\n"))
    #expect(service.contains("LoadCredential=secret-") && service.contains(":\(key)\n"))
    let timer = try InputFile.text(units + "/tutanak-nightly.timer")
    #expect(timer.contains("OnCalendar=*-*-* 02:15:00 Europe/Istanbul\n") && timer.contains("Persistent=true\n"))
    #expect(timer.contains("RandomizedDelaySec=120\n"))
  }

  @Test func `units hand over the password of the mail server`() throws {
    let path = "/etc/tutanak/mail.password"
    let installation = try Self.installation([
      "delivery":
        "{ mail: { server: \"smtp://mail.example.com\", from: a@example.com, user: a, password_file: \(path) }, "
        + "recipients: { legal: { channel: mail, to: b@example.com } } }"
    ])
    let rendered = try installation.run("schedule", "render", "nightly", "--to", "systemd", "--user", "tutanak")
    #expect(rendered.status == 0, "\(rendered.errors)")
    #expect(
      rendered.output.split(separator: "\n").contains {
        $0.hasPrefix("LoadCredential=secret-") && $0.hasSuffix(":" + path)
      },
      "\(rendered.output)")
  }

  private static func real(_ path: String) -> String? { try? Command.run("realpath", path).output.dropLastNewline }

  @Test func `what systemd hands over is taken in the place of the file`() throws {
    let installation = try Self.installation()
    let key = installation.folder.path + "/away/mask.key"
    try installation.configure(settings: ["mask": "M2", "mask_key": key, "formats": "[json]"])
    let night = ["run", "nightly", "--locale", "en"]
    #expect(try installation.run(words: night).status == 78)
    let folder = installation.folder.path + "/credentials"
    try Folder.create(folder)
    let name =
      "secret-" + (try Command.run("sh", "-c", #"printf %s "$0" | sha256sum | cut -c1-16"#, key).output.dropLastNewline)
    try String(repeating: "k", count: 32).write(toFile: folder + "/" + name, atomically: true, encoding: .utf8)
    // As systemd leaves them: the access list for the service's user shows as the group's right.
    try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: folder + "/" + name)
    let outcome = try installation.run(words: night, environment: ["CREDENTIALS_DIRECTORY": folder])
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test func `its line for cron runs as a shell takes it, whatever the paths are`() throws {
    let installation = try Self.installation(["formats": "[json]"])
    let home = installation.folder.path + "/it's 100% $HOME"
    _ = try Command.run("mv", installation.home, home)
    let outcome = try Command.run(
      words: [Installation.program, "schedule", "render", "nightly", "--to", "cron", "--user", "tutanak", "--json"]
        + ["--config", installation.configuration, "--home", home])
    let file = try JSON(text: outcome.output)["files"][0]
    #expect(file["name"] == "tutanak-nightly")
    let lines = (file["text"].text ?? "").split(separator: "\n").map(String.init)
    #expect(lines.contains("CRON_TZ=Europe/Istanbul") && lines.contains("MAILTO=root"))
    let line = try #require(lines.last)
    let prefix = "15 2 * * * tutanak "
    #expect(line.hasPrefix(prefix), "\(line)")
    // cron ends the command at a percent sign that has no backslash before it.
    #expect(line.replacingOccurrences(of: "\\%", with: "").contains("%") == false)
    let command = line.dropFirst(prefix.count).replacingOccurrences(of: "\\%", with: "%")
    let run = try Command.run("sh", "-c", command + " --as-of \(Installation.night)")
    #expect(run.status == 0 && run.output + run.errors == "", "\(run.errors)")
    #expect(installation.packages.count == 3)
  }

  @Test func `writes whole files, and over none that is not its own as it left it`() throws {
    let installation = try Self.installation()
    let units = installation.folder.path + "/units"
    let words =
      ["schedule", "install", "nightly", "--to", "systemd", "--dir", units, "--user", "tutanak"]
      + ["--locale", "en"]
    #expect(try installation.run(words: words).status == 73)
    try Folder.create(units)
    let plan = try installation.run(words: words + ["--dry-run"])
    #expect(plan.status == 0 && plan.output.contains("tutanak-nightly.timer would be written"))
    #expect(try Folder.entries(units) == [])
    #expect(try installation.run(words: words).status == 0)
    let names = try Folder.entries(units)
    #expect(names == ["tutanak-failed@.service", "tutanak-nightly.service", "tutanak-nightly.timer"])
    for name in names {
      let mode = try FileManager.default.attributesOfItem(atPath: units + "/" + name)[.posixPermissions] as? Int
      #expect(mode == 0o644)
    }
    let again = try installation.run(words: words)
    #expect(again.output.components(separatedBy: "the same, left alone").count == 4, "\(again.output)")
    // Another time: its own file, as it left it, is replaced.
    try Self.write("nightly", "when: 45 2 * * *\nperiod: yesterday\nreports: [OTR]\n", in: installation)
    #expect(try installation.run(words: words).status == 0)
    let timer = units + "/tutanak-nightly.timer"
    #expect(try InputFile.text(timer).contains("02:45:00"))
    // Somebody changes it: then nothing is written, not even what could be.
    try (InputFile.text(timer) + "AccuracySec=1h\n").write(toFile: timer, atomically: true, encoding: .utf8)
    try Self.write(
      "nightly", "when: 50 2 * * *\ntitle: { tr: a, en: b }\nperiod: yesterday\nreports: [OTR]\n", in: installation)
    let refused = try installation.run(words: words)
    #expect(refused.status == 73 && refused.errors.contains("--force"), "\(refused.errors)")
    #expect(try InputFile.text(timer).contains("AccuracySec"))
    #expect(try InputFile.text(units + "/tutanak-nightly.service").contains("Description=Tutanak: nightly\n"))
    #expect(try installation.run(words: words + ["--force"]).status == 0)
    #expect(try InputFile.text(timer).contains("02:50:00") && !InputFile.text(timer).contains("AccuracySec"))
  }

  @Test func `a time that a clock skips is told, and a schedule without one or with another name has no unit`() throws {
    let installation = try Self.installation()
    try Self.write(
      "berlin", "when: 30 2 * * *\nzone: Europe/Berlin\nperiod: yesterday\nreports: [OTR]\n", in: installation)
    try Self.write("by-hand", "period: last-week\nreports: [GOR]\n", in: installation)
    try Self.write("haftalık", "when: 15 2 * * 1\nperiod: last-week\nreports: [GOR]\n", in: installation)
    func render(_ name: String) throws -> Command.Outcome {
      try installation.run("schedule", "render", name, "--to", "systemd", "--user", "tutanak", "--locale", "en")
    }
    let berlin = try render("berlin")
    #expect(berlin.status == 0 && berlin.errors.contains("there is no 2027-03-28T02:30 in Europe/Berlin"))
    #expect(try render("by-hand").status == 78)
    #expect(try render("haftalık").status == 78)
  }
}

extension String {
  fileprivate var dropLastNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}
