import Archive
import Documents
import Intake
import Messages
import Model

/// What must hold before anything of a source is planned, approved of or deleted: clocks that agree, no legal hold, and a
/// database of its own.
struct DisposalGuard {
  let work: DisposalWork
  let run: RunContext

  /// How far this machine's clock and the server's may be apart: a day's records hang on it.
  private static let tolerance = 5 * 60 * microsecondsPerSecond

  /// Refuses where one of them does not.
  func check() throws {
    let source = work.source
    guard let ledger = run.record.ledger else { throw Self.noLedger }
    let entries = try ledger.entries()
    guard source.eventsAddress == nil else {
      throw Failure(
        .misconfigured,
        Message(
          tr:
            "“\(source.name)” olaylarını başka bir yerden okuyor (events_from); silmenin onları değiştirmediği denetlenemez. "
            + "Hiçbir kayıt silinmez.",
          en:
            "“\(source.name)” reads its events from elsewhere (events_from); that a deletion leaves them alone cannot be "
            + "checked. No record is deleted."))
    }
    let reader = try SourceConnection.open(source.address)
    let snapshot = reader.snapshot
    try reader.end()
    try checkClocks(snapshot, entries)
    let identity = SourceIdentity.of(snapshot)
    try checkHolds(entries, identity)
    try checkSharing(identity)
  }

  static let noLedger = Failure(
    .misconfigured,
    Message(
      tr: "Arşivin defteri yok; defteri olmadan hiçbir kayıt silinmez.",
      en: "The archive has no ledger; no record is deleted without one."))

  private func checkClocks(_ snapshot: SourceSnapshot, _ entries: [LedgerEntry]) throws {
    guard let ahead = snapshot.clockAhead, let uncertainty = snapshot.clockUncertainty,
      ahead.magnitude + uncertainty.magnitude <= UInt64(Self.tolerance)
    else {
      throw Failure(
        .unavailable,
        Message(
          tr:
            "Bu makinenin saatiyle veritabanı sunucusunun saati beş dakikadan fazla ayrılıyor ya da karşılaştırılamadı; "
            + "neyin süresinin dolduğu bilinemez. Hiçbir kayıt silinmedi; saatleri düzeltin.",
          en:
            "This machine's clock and the database server's are more than five minutes apart, or could not be compared: "
            + "what is due cannot be known. No record was deleted; set the clocks right."))
    }
    if let last = entries.map(\.time).max(), last > SystemClock.now() {
      throw Failure(
        .unavailable,
        Message(
          tr:
            "Defterde bu makinenin saatinden sonraki bir satır var; saat geri alınmış ya da ileri gitmişti. Hiçbir kayıt "
            + "silinmedi; saati düzeltin.",
          en:
            "The ledger has a line that lies after this machine's clock: the clock was put back, or was ahead then. No "
            + "record was deleted; set the clock right."))
    }
  }

  /// Refuses what somebody holds: anything of the source, of a source that the configuration does not have any more, and of
  /// one that led to the same database or of which nobody knows where it led.
  private func checkHolds(_ entries: [LedgerEntry], _ identity: String?) throws {
    let configured = Set(run.invocation.configuration.sources.map(\.name))
    let names = Set(entries.filter { $0.act == .hold }.compactMap(\.source))
    for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      for hold in RetentionHolds(entries, source: name, now: SystemClock.now()).standing {
        let isElsewhere =
          name != work.source.name && configured.contains(name) && identity != nil && hold.database != nil
          && hold.database != identity
        if isElsewhere { continue }
        throw Failure(
          .notPermitted,
          Message(
            tr:
              "Hukuki bekletme var: \(name), \(hold.rule). Bu kaynakta ya da aynı veritabanında olabilecek bir bekletme "
              + "kaldırılmadan hiçbir kayıt silinmez (tutanak disposal release).",
            en:
              "A legal hold stands: \(name), \(hold.rule). While there is one of this source, or one that may be of the same "
              + "database, no record is deleted (tutanak disposal release)."))
      }
    }
  }

  /// Refuses a database that another source is read from: which of that one's records a deletion takes is measured by nobody.
  private func checkSharing(_ identity: String?) throws {
    for other in run.invocation.configuration.sources where other.name != work.source.name {
      for address in [other.address, other.eventsAddress].compactMap({ $0 }) {
        if address != work.source.address, let identity, let found = try? SourceIdentity.ask(address), found != identity
        {
          continue
        }
        throw Failure(
          .misconfigured,
          Message(
            tr:
              "“\(other.name)” kaynağı aynı veritabanından okunuyor ya da hangi veritabanından okunduğu öğrenilemedi; "
              + "silmenin onun kayıtlarını almadığı denetlenemez. Hiçbir kayıt silinmedi.",
            en:
              "“\(other.name)” is read from the same database, or from which one it is read could not be learned; that a "
              + "deletion takes none of its records cannot be checked. No record was deleted."))
      }
    }
  }
}
