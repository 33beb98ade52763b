import Jobs

/// `man tutanak`: the declarations of the commands as a page for man.
struct ManualPage {
  private let leaves: [(words: [String], command: CommandDescription)]
  private let abstract: String
  /// What every command takes; said once.
  private let common: [CommandDescription.Argument]

  init(_ whole: CommandDescription) {
    let leaves = whole.leaves()
    let first = leaves.first?.command.arguments ?? []
    common = first.filter { argument in
      leaves.allSatisfy { $0.command.arguments?.contains(argument) ?? false }
    }
    abstract = whole.abstract ?? ""
    self.leaves = leaves
  }

  /// The page, in the macros of man(7); without a date, so that the same program gives the same bytes.
  var text: String {
    var lines = [
      #".TH TUTANAK 1 "" "Tutanak \#(BuildInfo.version)" "User Commands""#,
      ".SH NAME", "tutanak \\- records of sessions and security events that a lawyer can file",
      ".SH SYNOPSIS", ".B tutanak", "\\fIcommand\\fR [\\fIarguments\\fR] [\\fIoptions\\fR]",
      ".SH DESCRIPTION", Self.plain(abstract),
      "Reports are issued as sealed packages in an archive, backups are made from the same snapshot of the database.",
      "On success a command that cron runs says nothing.",
      ".SH COMMANDS",
    ]
    for leaf in leaves { lines += section(leaf.words, leaf.command) }
    lines.append(".SH OPTIONS OF EVERY COMMAND")
    for argument in common where argument.shouldDisplay { lines += Self.entry(argument) }
    lines += [".SH EXIT STATUS", ".nf"]
    lines += Tutanak.exitStatus.split(separator: "\n").dropFirst().map { Self.plain(String($0)) }
    return (lines + [".fi"] + Self.surroundings).joined(separator: "\n")
  }

  private func section(_ words: [String], _ command: CommandDescription) -> [String] {
    let own = (command.arguments ?? []).filter { $0.shouldDisplay && !common.contains($0) }
    let usage =
      words
      + own.map { argument in
        let text = ([argument.spelling] + [argument.value].compactMap(\.self)).joined(separator: " ")
        return (argument.isOptional ? "[\(text)]" : text) + (argument.isRepeating ? "..." : "")
      }
    return [".SS " + Self.plain(usage.joined(separator: " ")), Self.plain(command.abstract ?? "")]
      + own.flatMap { Self.entry($0) }
  }

  private static func entry(_ argument: CommandDescription.Argument) -> [String] {
    let value = argument.value.map { " \\fI\(plain($0))\\fR" } ?? ""
    return [".TP", "\\fB\(plain(argument.spelling))\\fR" + value, plain(argument.abstract ?? "")]
  }

  /// What the program reads beside its command line.
  private static let surroundings = [
    ".SH ENVIRONMENT",
    ".TP", "\\fBTUTANAK_CONFIG\\fR, \\fBTUTANAK_HOME\\fR",
    "What \\fB\\-\\-config\\fR and \\fB\\-\\-home\\fR say otherwise.",
    ".TP", "\\fBDATABASE_URL\\fR, \\fBPG*\\fR, \\fBPGPASSFILE\\fR", "As everywhere with PostgreSQL.",
    ".TP", "\\fBNO_COLOR\\fR", "No colours, even on a terminal.",
    ".SH FILES",
    ".TP", "\\fI/etc/tutanak/tutanak.yaml\\fR", "The configuration.",
    ".TP", "\\fI/usr/share/tutanak\\fR",
    "The home of a program in \\fI/usr/bin\\fR: systems, reports, templates, schedules and words.",
    ".TP", "\\fI/var/lib/tutanak/archive\\fR", "The archive that the configuration of the package names.",
    ".SH SEE ALSO", ".BR pg_dump (1),", ".BR openssl (1)",
  ]

  /// A text in which nothing is a macro or an escape.
  private static func plain(_ text: String) -> String {
    var plain = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": plain += "\\e"
      case "-": plain += "\\-"
      case "“": plain += "\\(lq"
      case "”": plain += "\\(rq"
      default: plain.unicodeScalars.append(scalar)
      }
    }
    return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
  }
}
