import Archive
import Backups
import Documents
import Intake
import Messages
import Model
import Reports

/// What is kept because an answer to an authority rests on it: the rows, by a digest of their keys, and a backup with them.
struct AuthorityHold {
  /// Whose letter it is, for the ledger.
  private let reason: String
  private let source: String
  private let rows: Int
  private let digest: String
  private let held: ArchivedBackup?
  /// The name of the backup that holds the rows; nil where there is none.
  var backup: String? { held?.name }

  /// What is to be held of a document; nil where it answers no authority, is a draft, or no row matches.
  init?(_ facts: ReportFacts, in run: RunContext) throws {
    guard case .authority(let letter) = facts.request.question?.matter, facts.request.mask == .M0,
      let rows = facts.observations.answers?.authority, let digest = rows.digest, let last = rows.last
    else { return nil }
    let source = facts.request.source.name
    (self.rows, self.digest, self.source) = (rows.held, digest, source)
    reason = "\(letter.authority), \(letter.caseNumber), \(letter.letterNumber)"
    // The rows are in the source now, so a sound backup made after the last of them has them; not of events that lie on
    // another server, which no backup of this source has.
    let inventory = try BackupInventory(in: run)
    let newest = inventory.sources.flatMap { inventory.items(of: $0) }.filter { item in
      (item.backup.source == source || item.backup.covers.contains(source)) && item.isGood
        && item.backup.moment > last && item.backup.moment <= facts.invocation.asOf
    }.max { RetentionCandidate.isOlder($0.candidate, $1.candidate) }
    held = facts.observations.eventsSnapshot == nil ? newest?.backup : nil
  }

  /// Writes the hold into the ledger, once the document is published; what fails is told as a step of the run.
  func write(for document: IssuedDocument, in run: RunContext) -> [RunStep] {
    do {
      try run.record.ledger?.append(
        LedgerEntry.Draft(
          .hold, .done, source: held?.source ?? source, backup: backup, document: document.number, reason: reason,
          facts: [
            .init("until", .null), .init("rows", .integer(Int64(rows))), .init("row_keys_digest", .string(digest)),
          ]))
      if backup == nil {
        run.invocation.warn(
          Message(
            tr:
              "\(document.number): eşleşen kayıtları içeren bir yedek yok; alınacak ilk yedeği “tutanak backup hold” ile "
              + "saklayın.",
            en:
              "\(document.number): no backup holds the records that matched; hold the next one with “tutanak backup hold”."
          ))
      }
      return []
    } catch {
      return [RunStep(.inspect, source: source, .failed(Failure(error)))]
    }
  }
}

extension ReportFacts {
  /// Keyed digests of the accounts a letter is about, by which an answer to one of these persons finds that it was
  /// disclosed; nothing where the document answers no authority.
  var subjectDigests: [JSONValue.Member] {
    guard let rows = observations.answers?.authority else { return [] }
    let found = rows.subjects.map { digests.hexadecimal(["subject", $0.text]) }.sorted()
    return [.init("subjects", .array(found.map { .string($0) }))]
  }

  /// What an answer to an authority states of its making; nil where the document is none.
  func authorityFacts(_ hold: AuthorityHold?) -> AuthorityFacts? {
    guard case .authority = request.question?.matter, let system, let snapshot else { return nil }
    let kept: [(ReportInput, Bool)] = [
      (.sessions, observations.sessions != nil), (.events, observations.events != nil),
    ]
    let supply = AuthoritySupply(
      kept: Set(kept.filter(\.1).map(\.0)), keepsUsers: system.queries[.users] != nil,
      missing: Set(observations.missingColumns), starts: observations.records,
      losesSessions: system.deletesSessions && observations.history == nil)
    let clocks = AuthorityFacts.Clocks(
      keeper: clockSource.map { .init(source: $0.source, stratum: $0.stratum, offset: $0.offset) },
      serverAhead: snapshot.clockAhead, uncertainty: snapshot.clockUncertainty)
    return AuthorityFacts(
      supply: supply, clocks: invocation.hasGivenMoment ? nil : clocks, heldBackup: hold?.backup)
  }
}
