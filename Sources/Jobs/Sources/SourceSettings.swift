import Backups
import Intake
import Messages
import Schedules
import Settings

/// One configured source: how it is reached and how its tables are laid out.
package struct SourceSettings: Sendable {
  /// The name in the configuration.
  package let name: String
  /// A folder in `systems/`, or a path.
  package let system: String
  /// The zone of clocks without a zone; nil takes the report's.
  package let zone: String?
  /// Whether schedules expect rows of it; false for a source that is quiet for days.
  let expectsRows: Bool
  /// Whether reports read the history that `tutanak source capture` keeps.
  let isCaptured: Bool
  /// The reports that schedules issue of it, by their codes and where they stand; nil issues all of a schedule.
  let reports: [(code: String, node: SettingsNode)]?
  /// What the SELECTs of the system are given beside window and zone, and where it stands.
  let parameters: [(name: String, value: String, node: SettingsNode)]
  /// How many rows a table must have for a scan of all of it to be refused; nil refuses none.
  let scanLimit: Int?
  /// How the server is reached.
  let address: SourceAddress
  /// How the server is reached that events and logs are read from, where that is another one.
  let eventsAddress: SourceAddress?
  /// The live store beside the database, if there is one, and where it is named.
  let live: LiveStoreAddress?
  let liveNode: SettingsNode?
  /// Who was erased since backups were made, and how; nil where nobody is.
  let erasures: ErasureSettings?
  /// How long its records are kept; nil where nothing is said.
  let retention: RetentionSettings?
  /// Who may do what with its objects; nil where nothing is said.
  let accessMatrix: AccessMatrixSettings?
  /// How the application is told of backups; nil where it is not.
  let backupHistory: BackupHistorySettings?
  /// Which part of the database is dumped; nil is all of it.
  let selection: DumpSelection?
  /// Where the system is named, for complaints about it.
  let systemNode: SettingsNode

  /// What stands in a source's place where a document is over all of them; no source can be called so.
  static let everyName = "*"
  /// The same for readers.
  static let everyTitle = Message(tr: "bütün kaynaklar", en: "all sources")
  /// All sources together: nothing is read of it.
  static let every = SourceSettings(every: everyName)
  /// Whether it is all sources, of which none is read.
  var isEvery: Bool { name == Self.everyName }

  /// What messages call it.
  var title: Message { isEvery ? Self.everyTitle : Message(verbatim: name) }

  private init(every name: String) {
    (self.name, system, zone, expectsRows, isCaptured) = (name, "", nil, false, false)
    (reports, parameters, scanLimit, address, eventsAddress) = (nil, [], nil, SourceAddress(), nil)
    (live, liveNode, erasures, retention, backupHistory) = (nil, nil, nil, nil, nil)
    accessMatrix = nil
    (selection, systemNode) = (nil, SettingsNode(absentFrom: ""))
  }

  /// Those of a schedule's reports that are issued of it, in the schedule's order.
  func reports(of schedule: Schedule) -> [String] {
    schedule.reports.filter { code in reports?.contains { $0.code == code } ?? true }
  }

  /// Reads one entry of `sources`.
  init(_ key: SettingsNode, _ node: SettingsNode, environment: [String: String]) throws {
    name = try key.string()
    guard name.first != ".", name.allSatisfy({ $0.isLetter || $0.isNumber || "-_.".contains($0) }) else {
      throw key.error(
        Message(
          tr: "kaynak adı dosya adlarında geçer: harf, rakam, “-”, “_” ve “.” kullanın, “.” ile başlamayın.",
          en: "a source's name is part of file names: use letters, digits, “-”, “_” and “.”, not “.” first."))
    }
    let settings = try node.mapping([
      "system", "connection", "zone", "passfile", "timeouts", "events_from", "expect_rows", "reports", "parameters",
      "scan_limit", "capture", "live", "backup", "erasures", "backup_history", "retention", "access_matrix",
    ])
    systemNode = try settings.required("system")
    system = try systemNode.string()
    zone = try settings["zone"]?.string()
    expectsRows = try settings["expect_rows"]?.bool() ?? true
    isCaptured = try settings["capture"]?.bool() ?? false
    reports = try settings["reports"]?.list().map { (try $0.string(), $0) }
    parameters = try settings["parameters"]?.entries().map { try Self.parameter($0.key, $0.value) } ?? []
    scanLimit = try settings["scan_limit"].map { try Self.scanLimit($0) } ?? ScanGuard.defaultLimit
    erasures = try settings["erasures"].map { try ErasureSettings($0) }
    selection = try settings["backup"].map { try DumpSelection($0) }
    liveNode = settings["live"]
    live = try liveNode.map { try LiveSettings.address($0) }
    var address = SourceAddress()
    if let text = settings["connection"] {
      address = try Self.address(text)
    } else if let text = environment["DATABASE_URL"] {
      do {
        address = try SourceAddress(text, allowsSecrets: true)
      } catch let error as any ExplainedError {
        throw Failure(.misconfigured, Message(verbatim: "DATABASE_URL:") + error.message)
      }
    }
    try Self.complete(&address, settings["passfile"], settings["timeouts"])
    self.address = address
    eventsAddress = try settings["events_from"].map { node in
      try Self.otherAddress(try node.mapping(["connection", "passfile", "timeouts"]))
    }
    retention = try settings["retention"].map { try RetentionSettings($0, Self.otherAddress) }
    accessMatrix = try settings["access_matrix"].map { try AccessMatrixSettings($0) }
    backupHistory = try settings["backup_history"].flatMap { try BackupHistorySettings($0, Self.otherAddress) }
  }

  /// A connection string, which holds no secret.
  static func address(_ text: SettingsNode) throws -> SourceAddress {
    do {
      return try SourceAddress(try text.string(), allowsSecrets: false)
    } catch let error as any ExplainedError {
      throw error is SettingsError ? error : text.error(error.message)
    }
  }

  /// A connection beside the source's own.
  private static func otherAddress(_ settings: SettingsMapping) throws -> SourceAddress {
    var address = try Self.address(try settings.required("connection"))
    try Self.complete(&address, settings["passfile"], settings["timeouts"])
    return address
  }

  /// Adds a password file and how long the server is waited for.
  private static func complete(
    _ address: inout SourceAddress, _ passfile: SettingsNode?, _ timeouts: SettingsNode?
  ) throws {
    if let passfile { address.passfile = try Secrets.checkedPath(passfile) }
    guard let timeouts = try timeouts?.mapping(["connect", "statement", "lock"]) else { return }
    if let time = timeouts["connect"] { address.connectTimeoutSeconds = Int(try time.duration() / 1_000_000) }
    if let time = timeouts["statement"] { address.statementTimeoutMilliseconds = Int(try time.duration() / 1000) }
    if let time = timeouts["lock"] { address.lockTimeoutMilliseconds = Int(try time.duration() / 1000) }
  }

  private static func scanLimit(_ node: SettingsNode) throws(SettingsError) -> Int? {
    node.text == "none" ? nil : try node.integer(in: 1...1_000_000_000_000)
  }

  /// A name that SQL can hold, and its value.
  private static func parameter(
    _ key: SettingsNode, _ value: SettingsNode
  ) throws(SettingsError) -> (name: String, value: String, node: SettingsNode) {
    let name = try key.string()
    guard !name.isEmpty, name.utf8.allSatisfy({ SQLFile.isInName($0) }), !SourceSystem.windowNames.contains(name) else {
      let taken = SourceSystem.windowNames.joined(separator: ", ")
      throw key.error(
        Message(
          tr: "parametre adında harf, rakam ve “_” olabilir; \(taken) ise dönemin ve saat diliminindir.",
          en: "a parameter's name has letters, digits and “_”; \(taken) are the window's and the zone's."))
    }
    let text = try value.string()
    guard text.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else {
      throw value.error(
        Message(
          tr: "parametrenin değeri tek satır olmalı, denetim karakteri içermemeli.",
          en: "a parameter's value is one line without control characters."))
    }
    return (name, text, key)
  }
}
