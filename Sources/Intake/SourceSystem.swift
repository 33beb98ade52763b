import Files
package import Messages
package import Model
package import Settings

/// How one kind of application lays out its tables: a folder with SELECTs and the meaning of its raw words.
package struct SourceSystem: Sendable {
  /// What a user is told apart by.
  package enum UserKey: String, Sendable, CaseIterable {
    /// `user_id` never changes and is taken as it is.
    case id
    /// `user_id` is a name: normalised, so that `Admin` and `admin ` are one user (docs/domain/evaluation.md, 2).
    case name
  }

  /// The name of the folder.
  package let name: String
  /// The folder.
  package let folder: String
  /// What the application is called, for a reader.
  package let title: Message
  /// What users are told apart by.
  package let userKey: UserKey
  /// Types of events that the catalogue does not know, by name.
  package let ownEventTypes: [String: OwnEventType]
  /// Raw event types.
  package let events: [String: EventMeaning]
  /// Raw states of sessions.
  package let statuses: [String: SessionStatus]
  /// Raw reasons for the end of a session.
  package let endReasons: [String: EndReason]
  /// Raw reasons of failed sign-ins.
  package let reasons: [String: FailureReason]
  /// Raw legal bases of sessions; others are shown in the source's words.
  package let legalBases: [String: LegalBasis]
  /// Raw kinds of accounts.
  package let accountKinds: [String: AccountKind]
  /// Whether the application deletes the row of a session that ended: what is still there is not all there was.
  package let deletesSessions: Bool
  /// The block of rules as it stands, for whoever knows the rules; nil without one.
  package let rules: SettingsNode?
  /// The tables whose history can be kept where the application deletes it.
  package let capturedTables: [CapturedTable]
  /// Whether the SELECTs are those that read that history besides: `sessions.captured.sql` in the place of `sessions.sql`.
  package let readsHistory: Bool
  /// What `:'name'` stands for in the SELECTs beside window and zone, such as the tenant that a source is about.
  package let parameters: [String: String]
  /// How sessions lie in a live store, where the application has one.
  package let live: LiveLayout?
  /// The SELECTs that are there.
  package let queries: [Relation: SQLFile]

  /// What every SELECT is given.
  package static let windowNames = ["from", "to", "zone"]

  /// Reads a system's folder: `system.yaml` and the SQL files beside it, which may use `parameters`.
  ///
  /// - Throws: `SettingsError`, ``IntakeError`` with file and line where a SELECT uses a name that nobody gives.
  package init(folder: String, parameters: [String: String] = [:], readsHistory: Bool = false) throws {
    self.parameters = parameters
    self.readsHistory = readsHistory
    self.folder = folder
    name = folder.split(separator: "/").last.map(String.init) ?? folder
    let keys = [
      "title", "user_key", "event_types", "events", "reasons", "statuses", "end_reasons", "legal_bases",
      "account_kinds", "deletes_sessions", "rules", "capture", "live",
    ]
    let settings = try SettingsNode(file: folder + "/system.yaml").mapping(keys)
    let title = try settings.required("title").mapping(["tr", "en"])
    self.title = Message(tr: try title.required("tr").string(), en: try title.required("en").string())
    userKey = try settings["user_key"]?.choice(of: UserKey.self) ?? .id
    let types = try EventTypeNames(settings["event_types"])
    ownEventTypes = types.own
    events = try Self.meanings(settings["events"]) { node throws(SettingsError) in try types.meaning(node) }
    statuses = try Self.meanings(settings["statuses"]) { node throws(SettingsError) in
      try node.choice(of: SessionStatus.self)
    }
    endReasons = try Self.meanings(settings["end_reasons"]) { node throws(SettingsError) in
      try node.choice(of: EndReason.self)
    }
    reasons = try Self.meanings(settings["reasons"]) { node throws(SettingsError) in
      try node.choice(of: FailureReason.self)
    }
    legalBases = try Self.meanings(settings["legal_bases"]) { node throws(SettingsError) in
      try node.choice(of: LegalBasis.self)
    }
    accountKinds = try Self.meanings(settings["account_kinds"]) { node throws(SettingsError) in
      try node.choice(of: AccountKind.self)
    }
    deletesSessions = try settings["deletes_sessions"]?.bool() ?? false
    rules = settings["rules"]
    capturedTables = try CapturedTable.all(settings["capture"])
    queries = try Self.queries(folder, readsHistory: readsHistory)
    live = try settings["live"].map { node throws(SettingsError) in try LiveLayout(node) }
    let literals = Dictionary(uniqueKeysWithValues: (Self.windowNames + parameters.keys).map { ($0, "NULL") })
    for relation in Relation.allCases { _ = try queries[relation]?.substituting(literals) }
    guard queries[.sessions] != nil || queries[.events] != nil else {
      throw IntakeError(
        file: folder,
        problem: Message(
          tr: "klasörde sessions.sql veya events.sql bulunmalı.",
          en: "the folder must hold sessions.sql or events.sql."))
    }
  }

  /// The SELECTs of a folder; where the history is read, those that know it in the place of others.
  private static func queries(_ folder: String, readsHistory: Bool) throws(IntakeError) -> [Relation: SQLFile] {
    var queries: [Relation: SQLFile] = [:]
    var knowsHistory = false
    for relation in Relation.allCases {
      let (plain, captured) = ("\(folder)/\(relation.fileName)", "\(folder)/\(relation.rawValue).captured.sql")
      if readsHistory, InputFile.exists(captured) {
        knowsHistory = true
        queries[relation] = try SQLFile(path: captured)
      } else if InputFile.exists(plain) {
        queries[relation] = try SQLFile(path: plain)
      }
    }
    guard knowsHistory || !readsHistory else {
      throw IntakeError(
        file: folder,
        problem: Message(
          tr: "kaynakta “capture: true” yazılı, ama klasörde geçmişi okuyan bir SELECT (sessions.captured.sql) yok.",
          en: "the source says “capture: true”, and the folder has no SELECT that reads the history "
            + "(sessions.captured.sql)."))
    }
    return queries
  }

  /// What a raw event type means: what the mapping says, else the type of that name; nil where there is none.
  package func meaning(ofEvent raw: String) -> EventMeaning? {
    if let meaning = events[raw] { return meaning }
    if let type = EventType(rawValue: raw), type != .unmapped { return EventMeaning(.known(type)) }
    return ownEventTypes[raw].map { EventMeaning(.own($0)) }
  }

  /// The raw types that mean one of these: those of the mapping, and the types' own names unless it says otherwise.
  func rawEvents(of types: Set<EventType>) -> [String] {
    let mapped = events.filter { types.contains($0.value.kind.type) }.map(\.key)
    let own = types.map(\.rawValue).filter { events[$0] == nil }
    return (mapped + own).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private static func meanings<Value>(
    _ node: SettingsNode?, _ read: (SettingsNode) throws(SettingsError) -> Value
  ) throws(SettingsError) -> [String: Value] {
    var result: [String: Value] = [:]
    for (key, value) in try node?.entries() ?? [] { result[try key.string()] = try read(value) }
    return result
  }
}
