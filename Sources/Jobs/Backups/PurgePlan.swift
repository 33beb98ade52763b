import Archive
import Backups
import Documents
import Messages
import Model

/// What of a source's backups the policy keeps and what it would purge, and whether a person has to agree first.
struct PurgePlan {
  /// The source.
  let source: String
  /// The policy.
  let policy: KeepPolicy
  /// The one that was last accepted; nil where there was none.
  let accepted: KeepPolicy?
  /// The verdicts.
  let retention: Retention
  /// What is to be purged, oldest first.
  let purged: [BackupInventory.Item]
  /// How many of those the accepted policy would have kept.
  let moreThanAccepted: Int

  /// The plan for a source.
  init(_ source: String, _ policy: KeepPolicy, _ inventory: BackupInventory, in run: RunContext) throws {
    (self.source, self.policy) = (source, policy)
    accepted = KeepPolicy(acceptedFor: source, in: try run.record.ledger?.entries() ?? [])
    let (zone, asOf) = (run.invocation.configuration.zone, run.invocation.asOf)
    let candidates = inventory.items(of: source).map(\.candidate)
    let retention = Retention(candidates, policy, in: zone, asOf: asOf)
    purged = retention.purged.compactMap { inventory.item($0.name, of: source) }
    // Where nothing was accepted everything was kept.
    let before = accepted.map { Set(Retention(candidates, $0, in: zone, asOf: asOf).purged.map(\.name)) } ?? []
    moreThanAccepted = purged.filter { !before.contains($0.backup.name) }.count
    self.retention = retention
  }

  /// Whether more would be purged than the accepted policy lets go.
  var isTightened: Bool { moreThanAccepted > 0 }

  /// Whether the policy can be written down as accepted without anybody's word: nothing of it is less.
  var isHarmless: Bool {
    if isTightened { return false }
    return accepted.map { policy.isAtLeast($0) } ?? true
  }

  /// What of the policy the ledger has to learn.
  var acceptance: LedgerEntry.Draft? {
    if accepted == policy { return nil }
    return LedgerEntry.Draft(.purge, .done, source: source, facts: [.init("policy", policy.json)])
  }

  /// What the ledger says of a backup that goes: what it was, and by which rule.
  func record(of item: BackupInventory.Item) -> LedgerEntry.Draft {
    let backup = item.backup
    return LedgerEntry.Draft(
      .purge, .begun, source: source, backup: backup.name,
      facts: [
        .init("bytes", .integer(Int64(backup.bytes))), .init("files", .integer(Int64(backup.files.count))),
        .init("manifest_sha256", .string(backup.manifestDigest)),
        .init("rows", backup.contents.map { .integer(Int64($0.rows)) } ?? .null),
        .init("made_at", .string(backup.moment.iso8601)),
        .init("proven_at", item.standing.provenAt.map { .string($0.iso8601) } ?? .null),
        .init("policy", policy.json),
        .init("newer_kept", .integer(Int64(retention.verdicts.filter { !$0.isPurged }.count))),
      ])
  }

  /// The plan line by line: what goes first, then what stays and why.
  var lines: [Message] {
    let gone = purged.map { item in
      Message(
        tr:
          "\(source)/\(item.backup.name): silinecek (\(Message.bytes(item.backup.bytes).tr)); hiçbir kural saklamıyor.",
        en: "\(source)/\(item.backup.name): to be purged (\(Message.bytes(item.backup.bytes).en)); nothing keeps it.")
    }
    let kept = retention.verdicts.filter { !$0.isPurged }.map { verdict -> Message in
      let reasons = Message.joined(verdict.reasons.map(\.words), by: ", ")
      return Message(
        tr: "\(source)/\(verdict.backup.name): kalır (\(reasons.tr)).",
        en: "\(source)/\(verdict.backup.name): stays (\(reasons.en)).")
    }
    return gone + kept
  }

  /// The plan as JSON.
  var json: JSONValue {
    .object([
      .init("source", .string(source)), .init("policy", policy.json), .init("accepted", accepted?.json ?? .null),
      .init("needs_confirmation", .bool(isTightened)),
      .init("purge", .array(purged.map { .string($0.backup.name) })),
      .init(
        "keep",
        .array(
          retention.verdicts.filter { !$0.isPurged }.map {
            .object([.init("name", .string($0.backup.name)), .init("because", .array($0.reasons.map(\.json)))])
          })),
    ])
  }
}
