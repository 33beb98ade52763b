/// Files for `/etc/cron.d` that start schedules' runs, one each.
package enum CronFile {
  /// The files.
  ///
  /// Where a run has nothing to say nothing is printed, so whoever `MAILTO` names hears of failures and warnings only.
  package static func files(for runs: [UnattendedRun]) -> [RenderedFile] {
    runs.map { run in
      let lines = [
        "# \(run.title)",
        "# The times are those of \(run.zone). cronie reads CRON_TZ; Debian's cron does not: there this must be the",
        "# zone of the machine (timedatectl). What a machine misses while it is off the next run makes up for.",
        "CRON_TZ=\(run.zone)", "SHELL=/bin/sh", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "# To a person: MAILTO=someone@example.com", "MAILTO=root",
        "\(run.when.cronText) \(run.user) \(run.command.map(word).joined(separator: " "))",
      ]
      return RenderedFile(name: "tutanak-\(run.name)", text: lines.joined(separator: "\n") + "\n")
    }
  }

  /// A word of the shell in a line of cron, which takes `%` for the end of the command.
  private static func word(_ text: String) -> String {
    let isPlain =
      !text.isEmpty
      && text.utf8.allSatisfy {
        (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "/_.,:=+@-".utf8.contains($0)
      }
    let quoted = isPlain ? text : "'" + text.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined() + "'"
    return quoted.unicodeScalars.map { $0 == "%" ? "\\%" : String($0) }.joined()
  }
}
