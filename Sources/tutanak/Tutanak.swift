import ArgumentParser
import Files
import Glibc
import Jobs

/// The command line: the only room that prints and exits.
@main
struct Tutanak: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tutanak",
    abstract: "Turns the session and security-event tables of a PostgreSQL database into records a lawyer can file.",
    discussion: exitStatus,
    version: BuildInfo.version,
    subcommands: [
      RunCommand.self, ReportCommand.self, AuditCommand.self, BackupCommand.self, SourceCommand.self, RulesCommand.self,
      ConfigCommand.self, ScheduleCommand.self, StatusCommand.self, VerifyCommand.self, SealCommand.self,
      DeliverCommand.self, ArchiveCommand.self, DisposalCommand.self, ReviewCommand.self,
    ])

  /// Runs the command of the command line, and exits.
  static func main() async {
    StandardStream.prepare()
    ProcessLimits.prepare()
    LibraryWords.capture()
    var failure: (any Error)?
    do {
      var command = try await asyncParseAsRoot()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch {
      failure = error
    }
    Glibc.exit(Terminal.conclude(failure))
  }

  /// Printed under every command's help; `docs/exit-codes.md` says more.
  static let exitStatus = """
    EXIT STATUS
      0   everything asked for was done
      2   reports issued, backup failed
      3   backup done, a report failed
      4   done, but a backup is not at its second place, or a document not with a recipient
      5   done, but a time stamp is still to come
      6   something issued before was changed, is missing, or was added to; a backup is not what it was
      7   issued, but a required rule could not be evaluated, records are missing, or a backup is too small or old
      64  wrong usage                       73  output cannot be created
      65  bad input data                    74  I/O error, such as a full disk
      69  database or server unreachable    75  another run holds the lock, or try again later
      70  internal error                    77  permission
                                            78  configuration
    """
}
