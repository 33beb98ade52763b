public import ArgumentParser
import Foundation
import Jobs
import Logging
import Messages

extension Language: ExpressibleByArgument {}

/// The options every command takes.
struct CommonOptions: ParsableArguments {
  /// How warnings and remarks are written.
  enum LogFormat: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  @Option(help: "The configuration; else $TUTANAK_CONFIG, ./tutanak.yaml, /etc/tutanak/tutanak.yaml.")
  var config: String?

  @Option(
    help: "Where systems, reports, templates and schedules are; else $TUTANAK_HOME, <executable>/../share/tutanak.")
  var home: String?

  @Option(help: "The language of messages and documents: tr or en.")
  var locale: Language?

  @Flag(help: "Print one JSON object on standard output and nothing else.")
  var json = false

  @Flag(help: "Print errors only.")
  var quiet = false

  @Flag(help: "Say what is being done.")
  var verbose = false

  @Option(help: ArgumentHelp("How warnings and remarks are written: text or json.", valueName: "format"))
  var logFormat = LogFormat.text

  @Option(help: "The clock, for reruns and tests: an instant like 2026-10-08T02:15:00+03:00.")
  var asOf: String?

  /// The language of messages.
  var language: Language {
    Invocation.language(locale, configurationFile: config, environment: ProcessInfo.processInfo.environment)
  }

  /// Whether there is a configuration to be read, or one that was named.
  var hasConfiguration: Bool {
    Invocation.hasConfiguration(config, environment: ProcessInfo.processInfo.environment)
  }

  /// Reads the configuration; `isDryRun` changes nothing.
  func invocation(isDryRun: Bool = false, allowsScans: Bool = false, formats: String? = nil) throws -> Invocation {
    var logger = Logger(label: "tutanak") { _ in TerminalLog(isJSON: logFormat == .json) }
    logger.logLevel = quiet ? .error : verbose ? .info : .warning
    return try Invocation(
      configurationFile: config, home: home, locale: locale, asOf: asOf, isDryRun: isDryRun,
      allowsScans: allowsScans, formats: formats, logger: logger, environment: ProcessInfo.processInfo.environment,
      progress: progress)
  }

  /// Shows on a terminal how far a long step has come.
  var progress: @Sendable (Invocation.Progress) -> Void {
    let bar = ProgressBar(isShown: !quiet && !json)
    let language = language
    return { bar.show($0, language) }
  }
}
