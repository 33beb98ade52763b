import Archive
import Documents
import Evidence
import Intake
import Messages
import Model
import Reports

/// A rule whose due records may be deleted, with everything that must not change between its plan and the deletion.
struct DisposalWork {
  let invocation: Invocation
  let source: SourceSettings
  let entry: RetentionSettings.Entry
  let settings: DisposalSettings
  let disposer: SourceAddress
  let system: SourceSystem
  let statement: SQLFile
  let digests: DocumentDigests

  /// Reads the configuration, the statement and the source's query anew.
  init(_ source: SourceSettings, rule: String, in run: RunContext) throws {
    invocation = run.invocation
    self.source = source
    entry = try source.rule(rule)
    guard let settings = entry.disposal, let disposer = source.retention?.disposer else {
      throw Failure(
        .misconfigured,
        Message(
          tr: "“\(rule)” kuralının “disposal” bloğu yok; program onun kayıtlarını silmez.",
          en: "the rule “\(rule)” has no block “disposal”; the program deletes none of its records."))
    }
    (self.settings, self.disposer) = (settings, disposer)
    system = try Catalogue(run.invocation).system(source)
    statement = try settings.statement()
    let key = ArchiveKey(archive: run.record.archive)
    digests = try DocumentDigests(.M0, archiveKey: try run.interruption.uninterrupted { try key.obtain() })
  }

  /// How the rule's records are read.
  var reader: SourceAddress {
    entry.relation.isReadWithEvents ? source.eventsAddress ?? source.address : source.address
  }

  /// What is to be deleted, for a cut-off.
  func order(cutOff: Instant) -> DisposalOrder {
    DisposalOrder(
      system: system, relation: entry.relation, chosen: entry.chosen, countedFrom: entry.rule.countedFrom,
      cutOff: cutOff, zone: source.zone ?? invocation.configuration.zone.name, table: settings.table,
      statement: statement)
  }

  /// SHA-256 of the statement's file.
  func statementDigest() throws -> String { try Digest.ofText(statement.content) }

  /// SHA-256 of the source's query.
  func queryDigest() throws -> String {
    try Digest.ofText(system.queries[entry.relation]?.content ?? "")
  }

  /// A keyed digest of everything the rule says, and of what its query is given.
  var ruleDigest: String {
    let rule = entry.rule
    var parts = [
      "retention rule", source.name, rule.name, rule.relation, rule.selection ?? "", rule.category, rule.subjects,
      rule.countedFrom.name, rule.method.rawValue, rule.how, rule.responsible, settings.table.text,
      source.zone ?? invocation.configuration.zone.name, String(rule.grounds.count),
    ]
    for ground in rule.grounds {
      parts += [ground.basis.rawValue, ground.law, ground.minimum.text, ground.maximum?.text ?? ""]
    }
    for (name, value) in system.parameters.sorted(by: { $0.key < $1.key }) { parts += [name, value] }
    return digests.hexadecimal(parts)
  }

  /// A keyed digest of the records that are due.
  func rowsDigest(_ rows: DueRows) -> String {
    digests.hexadecimal(["disposed rows", String(rows.due), rows.dueSums])
  }

  /// A keyed digest over lines of the ledger.
  var seal: DisposalSeal { DisposalSeal(digests: digests) }

  /// What the reading role sees of the records now.
  func seen(cutOff: Instant) throws -> DueRows {
    let reader = try SourceConnection.open(self.reader)
    let rows = try order(cutOff: cutOff).rows(on: reader)
    try reader.end()
    return rows
  }

  /// Refuses where the role that deletes sees other records than the one that reads: a view may depend on who looks.
  func checkReader(sees rows: DueRows, cutOff: Instant) throws {
    guard try seen(cutOff: cutOff) == rows else {
      throw Failure(
        .misconfigured,
        Message(
          tr:
            "Okuyan rol ile silen rol aynı kayıtları görmüyor, ya da kayıtlar o sırada değişti. Hiçbir kayıt silinmedi.",
          en:
            "The role that reads and the one that deletes do not see the same records, or these changed meanwhile. No record "
            + "was deleted."))
    }
  }

  /// The answers to authorities that rest on rows of the source, or of one that the configuration does not have any more:
  /// each put a hold on rows that only the archive's key can tell.
  func answers(in run: RunContext) throws -> [String] {
    let names = Set(invocation.configuration.sources.map(\.name))
    var numbers: [String] = []
    for entry in try run.record.ledger?.entries() ?? []
    where entry.act == .hold && (entry.source == source.name || !names.contains(entry.source ?? ""))
      && entry.fact("row_keys_digest") != nil
    {
      if let number = entry.document, !numbers.contains(number) { numbers.append(number) }
    }
    return numbers
  }
}

extension Invocation {
  /// Refuses a stated moment: what is due and who may delete is told by the machine's clock alone.
  func requireOwnClock() throws {
    guard hasGivenMoment else { return }
    throw Failure(
      .wrongUsage,
      Message(
        tr: "Bir imha makinenin saatiyle yürür; --as-of verilemez.",
        en: "A disposal goes by the machine's clock; --as-of cannot be given."))
  }
}
