/// The units of systemd that start schedules' runs.
package enum SystemdUnits {
  /// The files: a service and a timer each, and one service for all that says how things stand when a run failed.
  package static func files(for runs: [UnattendedRun]) -> [RenderedFile] {
    let units = runs.flatMap { run in
      [
        RenderedFile(name: "tutanak-\(run.name).service", text: service(run)),
        RenderedFile(name: "tutanak-\(run.name).timer", text: timer(run)),
      ]
    }
    return units + (runs.first.map { [RenderedFile(name: "tutanak-failed@.service", text: failed($0))] } ?? [])
  }

  private static func service(_ run: UnattendedRun) -> String {
    let head = [
      "[Unit]", "Description=Tutanak: \(value(run.title))", "Wants=network-online.target",
      "After=network-online.target postgresql.service", "OnFailure=tutanak-failed@%N.service", "", "[Service]",
      "Type=oneshot", "User=\(value(run.user))", "ExecStart=\(words(run.command))",
      "# SIGTERM ends the run in order; children are ended by the program itself.", "KillMode=mixed",
      "TimeoutStopSec=120", "SyslogIdentifier=tutanak",
    ]
    return lines(head + limits(run))
  }

  private static func timer(_ run: UnattendedRun) -> String {
    lines([
      "[Unit]", "Description=Tutanak: \(value(run.title))", "", "[Timer]",
      "OnCalendar=\(run.when.systemdText(zone: run.zone))",
      "# A machine that was off starts it once when it is on again; the run makes up for every period that was missed.",
      "Persistent=true", "RandomizedDelaySec=\(run.spread)", "", "[Install]", "WantedBy=timers.target",
    ])
  }

  private static func failed(_ run: UnattendedRun) -> String {
    let head = [
      "# Whoever is to be told is told here: systemctl edit tutanak-failed@.service, and add an ExecStart=.", "[Unit]",
      "Description=Tutanak: how things stand after %i failed", "", "[Service]", "Type=oneshot",
      "User=\(value(run.user))", "ExecStart=-\(words(run.statusCommand))", "SyslogIdentifier=tutanak-failed",
    ]
    return lines(head + limits(run))
  }

  private static func limits(_ run: UnattendedRun) -> [String] {
    run.credentials.map { "LoadCredential=\($0.name):\(value($0.path))" } + [""] + hardening
      + run.writable.map { "ReadWritePaths=-\(word($0))" }
  }

  /// What a run may do: read what its user may read, ask servers, and write where it says.
  ///
  /// The state of the clock is read by `adjtimex`, which is a call that can set it, too; no capability to do so is left.
  /// setpriv, by which pg_dump is started so that it ends with us, sets the capabilities it has.
  private static let hardening = [
    "UMask=0077", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "AmbientCapabilities=", "PrivateTmp=yes",
    "PrivateDevices=yes", "PrivateMounts=yes", "ProtectSystem=strict", "ProtectHome=read-only",
    "ProtectKernelTunables=yes", "ProtectKernelModules=yes", "ProtectKernelLogs=yes", "ProtectControlGroups=yes",
    "ProtectHostname=yes", "ProtectProc=invisible", "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
    "RestrictNamespaces=yes", "RestrictRealtime=yes", "RestrictSUIDSGID=yes", "LockPersonality=yes", "RemoveIPC=yes",
    "SystemCallArchitectures=native", "SystemCallFilter=@system-service", "SystemCallFilter=~@privileged",
    "SystemCallFilter=adjtimex clock_adjtime capset", "SystemCallErrorNumber=EPERM",
  ]

  private static func lines(_ lines: [String]) -> String { lines.joined(separator: "\n") + "\n" }

  /// A value that ends with its line: `%` begins what systemd replaces, and a line that ends with `\` goes on.
  private static func value(_ text: String) -> String {
    text.unicodeScalars.map { $0 == "%" ? "%%" : $0 == "\\" ? "/" : String($0) }.joined()
  }

  private static func words(_ words: [String]) -> String { words.map(word).joined(separator: " ") }

  /// A word of a command line or a list (`systemd.syntax(7)`).
  private static func word(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "/_.,:=+@-".utf8.contains($0)
      }
    if isPlain { return text }
    let escapes: [Unicode.Scalar: String] = ["\\": "\\\\", "\"": "\\\"", "%": "%%", "$": "$$"]
    return "\"" + text.unicodeScalars.map { escapes[$0] ?? String($0) }.joined() + "\""
  }
}
