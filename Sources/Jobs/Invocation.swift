import Files
package import Logging
package import Messages
package import Model
import Settings

/// What every command is given: where things are, the clock, the language, and whom to tell.
package struct Invocation: Sendable {
  /// How far a long step has come.
  package struct Progress: Sendable {
    /// What is being read or drawn.
    package let step: Message
    /// How many rows so far.
    package let rows: Int
  }

  /// The configuration.
  package let configuration: Configuration
  /// Where systems, reports, templates and schedules are.
  package let home: Home
  /// The language of messages and, unless a report is asked for in another, of documents.
  package let language: Language
  /// The moment the run speaks from.
  package private(set) var asOf: Instant
  /// Whether the moment was given and no clock read.
  package let hasGivenMoment: Bool
  /// Whether nothing may be changed.
  package let isDryRun: Bool
  /// Whether large tables may be scanned whole where an index would spare it.
  package let allowsScans: Bool
  /// Takes warnings and remarks.
  package let logger: Logger
  /// Is told now and then how far a long step has come.
  package let progress: @Sendable (Progress) -> Void

  /// Reads the configuration and finds the home; `formats` are what documents are issued as in place of what the
  /// configuration says, `pdf,json`, say.
  ///
  /// - Throws: ``Failure`` for a configuration that cannot be used.
  package init(
    configurationFile: String?, home: String?, locale: Language?, asOf: String?, isDryRun: Bool,
    allowsScans: Bool = false, formats: String? = nil,
    logger: Logger, environment: [String: String], progress: @escaping @Sendable (Progress) -> Void
  ) throws {
    let file = try Self.configurationFile(configurationFile, environment: environment)
    do {
      var configuration = try Configuration(file: file, environment: environment)
      if let formats { configuration.formats = try DocumentFormat.list(formats) }
      self.configuration = configuration
    } catch let error as FileError {
      throw Failure(.misconfigured, error.message)
    }
    self.home = try Home(named: home)
    language = locale ?? configuration.locale
    hasGivenMoment = asOf != nil
    if let asOf {
      self.asOf = try Instant(asOf, in: configuration.zone)
    } else {
      self.asOf = SystemClock.now()
    }
    self.isDryRun = isDryRun
    self.allowsScans = allowsScans
    self.logger = logger
    self.progress = progress
  }

  /// The language of messages before there is an invocation, and when there will be none.
  ///
  /// It is the one asked for, else the configuration's as far as that can be read, else Turkish.
  package static func language(
    _ locale: Language?, configurationFile: String?, environment: [String: String]
  ) -> Language {
    if let locale { return locale }
    guard let file = try? Self.configurationFile(configurationFile, environment: environment),
      let entries = try? SettingsNode(file: file).entries(),
      let value = entries.first(where: { $0.key.text == "locale" })?.value
    else { return .tr }
    return (try? value.choice(of: Language.self)) ?? .tr
  }

  /// Whether there is a configuration to be read, or one that was named.
  package static func hasConfiguration(_ named: String?, environment: [String: String]) -> Bool {
    (try? configurationFile(named, environment: environment)) != nil
  }

  /// The same at a later moment of the machine's clock, for what speaks of what this run has done itself.
  func at(_ moment: Instant) -> Invocation {
    var later = self
    later.asOf = moment
    return later
  }

  /// The year documents of this run are numbered in.
  var issueYear: Int { configuration.zone.localTime(at: asOf).date.parts.year }

  /// Says what nobody may miss.
  func tell(_ message: Message) { logger.error("\(message[language])") }

  /// Says something that deserves attention but stops nothing.
  func warn(_ message: Message) { logger.warning("\(message[language])") }

  /// Says what is being done, for those who asked to hear it.
  func inform(_ message: Message) { logger.info("\(message[language])") }

  /// The file named on the command line, in `TUTANAK_CONFIG`, in the working folder or in `/etc`.
  private static func configurationFile(_ named: String?, environment: [String: String]) throws(Failure) -> String {
    if let file = named ?? environment["TUTANAK_CONFIG"] { return file }
    let places = ["tutanak.yaml", "/etc/tutanak/tutanak.yaml"]
    guard let file = places.first(where: { InputFile.exists($0) }) else {
      let list = places.joined(separator: ", ")
      throw Failure(
        .misconfigured,
        Message(
          tr: "Yapılandırma dosyası bulunamadı (\(list)). --config ile yerini verin.",
          en: "There is no configuration file (\(list)). Say where it is with --config."))
    }
    return file
  }
}
