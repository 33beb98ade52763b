package import Backups
import Evidence
import Files
package import Messages
package import Model
package import Reports
import Settings
package import Text

/// Everything `tutanak.yaml` says; every key is optional but `sources`.
package struct Configuration: Sendable {
  /// What is done for a period without rows.
  package enum EmptyPeriod: String, Sendable, CaseIterable {
    /// Issue the document; it says that there is nothing.
    case issue
    /// Say so on standard output, issue nothing.
    case notify
    /// Nothing at all.
    case skip
  }

  /// What is done when the disk is nearly full.
  package enum LowDisk: String, Sendable, CaseIterable {
    /// Stop before anything is written; what was issued stays.
    case stop
    /// Warn and try.
    case warn
  }

  /// The file it was read from.
  package let file: String
  /// SHA-256 of the file.
  package let digest: String
  /// The data controller.
  package var controller = Controller()
  /// The language of documents and messages.
  package var locale = Language.tr
  /// The zone of periods, days and printed times.
  package var zone = Zone.utc
  /// The folder of all packages.
  package var archive = "/var/lib/tutanak/archive"
  /// The sources, in the order they stand.
  package var sources: [SourceSettings] = []
  /// How much is hidden.
  package var mask: MaskLevel { statedMask ?? .M1 }
  /// How much the file says is hidden; nil where it says nothing, so that a report's own level counts.
  private(set) var statedMask: MaskLevel?
  /// The key of M2's pseudonyms.
  var maskKey: SecretKey?
  /// The look of documents, a folder in `templates/`.
  package var look = "official"
  /// Where the look is named, for complaints about it.
  var lookNode: SettingsNode?
  /// What documents are issued as.
  package var formats: [DocumentFormat] = [.pdf, .xlsx, .json]
  /// How CSV files are written.
  package var csv = CSVRenderer.Options()
  /// What is done for a period without rows.
  package var emptyPeriod = EmptyPeriod.issue
  /// Which rules run, and with which numbers.
  package var rules = RuleConfiguration()
  /// How databases are dumped.
  package var backup = BackupSettings()
  /// With which key is sealed what is issued.
  var seal = SealSettings()
  /// Who may ask questions, and when clear values need a second person.
  var audit = AuditSettings()
  /// Where backups are copied to; nil nowhere.
  package var offsite: Offsite?
  /// Who gets what is issued; nil nobody.
  var delivery: DeliverySettings?
  /// Bytes that must be free in the archive before a run begins.
  package var diskReserve = 256 << 20
  /// What is done when they are not.
  package var lowDisk = LowDisk.stop
  /// Microseconds after which a run ends itself; nil never does.
  ///
  /// By default a night's run is over long before the next one.
  package var deadline: Int64? = 6 * 3600 * microsecondsPerSecond

  /// For how many microseconds after a period's end its rows are compared with those of when it was issued; nil never.
  package var lateRows: Int64? = 7 * microsecondsPerDay

  /// What is wanted of the indicators of the management summary.
  var management = ManagementSettings()
  /// Where numbers for Prometheus are written; nil nowhere.
  var metrics: MetricsSettings?
  /// Who is told how runs end; nil nobody.
  var monitor: MonitorSettings?

  private static let keys = [
    "controller", "locale", "zone", "archive", "sources", "mask", "mask_key", "look", "formats", "csv",
    "empty_period", "rules", "backup", "seal", "delivery", "disk", "deadline", "late_rows", "metrics", "monitor",
    "audit", "management",
  ]

  /// Reads and checks a file; `environment` is asked for `DATABASE_URL`.
  package init(file: String, environment: [String: String]) throws {
    self.file = file
    let settings = try SettingsNode(file: file).mapping(Self.keys)
    digest = try Digest.ofFile(file)
    if let node = settings["controller"] { controller = try Self.controller(node) }
    if let node = settings["locale"] { locale = try node.choice(of: Language.self) }
    zone = try Zones.load(settings["zone"], default: "Europe/Istanbul")
    if let node = settings["archive"] { archive = try node.string() }
    for (key, value) in try settings.required("sources").entries() {
      sources.append(try SourceSettings(key, value, environment: environment))
      _ = try Zones.load(try value.entries().first { $0.key.text == "zone" }?.value, default: "UTC")
    }
    guard !sources.isEmpty else {
      throw settings.node.error(
        Message(tr: "“sources” altında en az bir kaynak gerekir.", en: "“sources” needs at least one source."))
    }
    try readDocuments(settings)
    if let node = settings["rules"] { rules = try RuleConfiguration(node, zone: zone) }
    if let node = settings["backup"] {
      backup = try BackupSettings(node, secretPath: Secrets.checkedPath)
      let drill = try node.entries().first { $0.key.text == "drill" }?.value.entries() ?? []
      if let connection = drill.first(where: { $0.key.text == "connection" })?.value {
        _ = try SourceSettings.address(connection)
      }
      offsite = try Offsite(in: node, archive: archive)
    }
    if let node = settings["audit"] { audit = try AuditSettings(node) }
    if let node = settings["seal"] { seal = try SealSettings(node) }
    if let node = settings["delivery"] {
      delivery = try DeliverySettings(node, sources: sources.map(\.name), archive: archive, language: locale)
    }
    if let disk = try settings["disk"]?.mapping(["reserve", "when_low"]) {
      if let node = disk["reserve"] { diskReserve = try node.byteCount() }
      if let node = disk["when_low"] { lowDisk = try node.choice(of: LowDisk.self) }
    }
    metrics = try settings["metrics"].map { node throws(SettingsError) in try MetricsSettings(node) }
    monitor = try settings["monitor"].map { try MonitorSettings($0) }
    if let node = settings["management"] { management = try ManagementSettings(node) }
    if let node = settings["late_rows"] { lateRows = node.text == "none" ? nil : try node.duration() }
    if let node = settings["deadline"] { deadline = node.text == "none" ? nil : try node.duration() }
  }

  private mutating func readDocuments(_ settings: SettingsMapping) throws {
    if let node = settings["mask"] { statedMask = try node.choice(of: MaskLevel.self) }
    if let node = settings["mask_key"] { maskKey = try Secrets.key(node) }
    if let node = settings["mask"], mask == .M2, maskKey == nil {
      throw node.error(
        Message(
          tr: "M2 düzeyi bir anahtar ister; “mask_key: <dosya>” ekleyin (en az 32 bayt, kip 0600).",
          en: "level M2 needs a key; add “mask_key: <file>” (at least 32 bytes, mode 0600)."))
    }
    lookNode = settings["look"]
    if let lookNode { look = try lookNode.string() }
    if let node = settings["formats"] { formats = try Self.formats(node) }
    if let node = settings["csv"] { csv = try Self.csv(node) }
    if let node = settings["empty_period"] { emptyPeriod = try node.choice(of: EmptyPeriod.self) }
  }

  private static func formats(_ node: SettingsNode) throws(SettingsError) -> [DocumentFormat] {
    var formats: [DocumentFormat] = []
    for element in try node.list() {
      let format = try element.choice(of: DocumentFormat.self)
      guard !formats.contains(format) else {
        throw element.error(
          Message(tr: "“\(format.rawValue)” iki kez yazılmış.", en: "“\(format.rawValue)” stands twice."))
      }
      formats.append(format)
    }
    guard !formats.isEmpty else {
      throw node.error(
        Message(tr: "“formats” için en az bir biçim gerekir.", en: "“formats” needs at least one format."))
    }
    return formats
  }

  private static func csv(_ node: SettingsNode) throws(SettingsError) -> CSVRenderer.Options {
    let settings = try node.mapping(["delimiter", "byte_order_mark"])
    var options = CSVRenderer.Options()
    if let delimiter = settings["delimiter"] {
      let text = try delimiter.string()
      guard text.utf8.count == 1, let character = text.unicodeScalars.first, ";,\t|".unicodeScalars.contains(character)
      else {
        throw delimiter.error(
          Message(tr: "“;”, “,”, “|” veya sekme gerekir.", en: "one of “;”, “,”, “|” or a tab is needed."))
      }
      options.delimiter = character
    }
    if let mark = settings["byte_order_mark"] { options.hasByteOrderMark = try mark.bool() }
    return options
  }

  private static func controller(_ node: SettingsNode) throws(SettingsError) -> Controller {
    let settings = try node.mapping(["name", "address", "mersis", "vkn", "kep", "verbis", "contact"])
    var controller = Controller()
    if let value = settings["name"] { controller.name = try value.string() }
    if let value = settings["address"] { controller.address = try value.string() }
    if let value = settings["mersis"] { controller.mersis = try digits(value, 16) }
    if let value = settings["vkn"] { controller.vkn = try digits(value, 10) }
    if let value = settings["kep"] { controller.kep = try value.string() }
    if let value = settings["verbis"] { controller.verbis = try value.string() }
    if let value = settings["contact"] { controller.contact = try value.string() }
    return controller
  }

  private static func digits(_ node: SettingsNode, _ count: Int) throws(SettingsError) -> String {
    let text = try node.string()
    guard text.utf8.count == count, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw node.error(
        Message(
          tr: "\(count) rakam gerekir (baştaki sıfırlar için tırnak kullanın).",
          en: "\(count) digits are needed (in quotes, for leading zeros)."))
    }
    return text
  }
}
