import ArgumentParser
import Jobs

extension ScheduleFilesJob.Target: ExpressibleByArgument {}

/// `tutanak schedule list`, `next`, `render` and `install`.
struct ScheduleCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schedule", abstract: "Look at the schedules, and have cron or systemd start them.",
    discussion: Tutanak.exitStatus, subcommands: [List.self, Next.self, Render.self, Install.self])

  /// Lists the schedules.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "List the schedules: when each runs, what it issues of which sources, and when next.",
      discussion: Tutanak.exitStatus)

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) { try ScheduleJob(options.invocation()).list() }
    }
  }

  /// Says when they run.
  struct Next: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Say when a schedule runs next, or all of them.", discussion: Tutanak.exitStatus)

    @Argument(help: "The schedule; all without one.")
    var name: String?

    @Option(help: "How many moments of each.")
    var count = 5

    @OptionGroup var options: CommonOptions

    func validate() throws {
      guard (1...1000).contains(count) else { throw ValidationError("--count: 1…1000") }
    }

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try ScheduleJob(options.invocation()).next(name, count: count)
      }
    }
  }

  /// Prints files.
  struct Render: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Print the files by which cron or systemd starts a schedule, or all of them.",
      discussion: Tutanak.exitStatus)

    @Argument(help: "The schedule; all without one.")
    var name: String?

    @OptionGroup var target: TargetOptions
    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try ScheduleFilesJob(options.invocation(), to: target.to, user: target.user).render(name)
      }
    }
  }

  /// Writes them.
  struct Install: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Write these files into a folder, such as /etc/systemd/system or /etc/cron.d.",
      discussion: Tutanak.exitStatus)

    @Argument(help: "The schedule; all without one.")
    var name: String?

    @OptionGroup var target: TargetOptions

    @Option(help: ArgumentHelp("The folder.", valueName: "folder"))
    var dir: String

    @Flag(help: "Overwrite files that this program did not write, or that were changed since.")
    var force = false

    @Flag(help: "Say what would be done and change nothing.")
    var dryRun = false

    @OptionGroup var options: CommonOptions

    func run() async throws {
      try await Outcome.report(options, alwaysPrintsResult: true) {
        try ScheduleFilesJob(options.invocation(isDryRun: dryRun), to: target.to, user: target.user)
          .install(name, in: dir, isForced: force)
      }
    }
  }

  /// What the files are for.
  struct TargetOptions: ParsableArguments {
    @Option(help: "What starts the runs: cron or systemd.")
    var to: ScheduleFilesJob.Target

    @Option(help: "As whom they run; else the archive's owner.")
    var user: String?
  }
}
