import Evidence
import Files
import Messages

/// A ledger as it lies there, read line by line without believing it.
struct VerifiedLedger {
  /// The lines that can be read, in their order.
  private(set) var entries: [LedgerEntry] = []
  /// What is wrong with it.
  private(set) var findings: [VerificationFinding] = []
  /// Whether there is one.
  let isThere: Bool
  private var digests: [String] = []

  /// The last line.
  var head: LedgerHead { LedgerHead(sequence: digests.count, digest: digests.last ?? Ledger.origin) }

  /// Reads the ledger of an archive.
  init(of archive: String) {
    let log = LineLog(at: archive + "/" + Ledger.fileName)
    isThere = InputFile.exists(log.path)
    guard isThere, let (lines, tornBytes) = try? log.read() else {
      add(.missing, Message(tr: "defter yok", en: "there is no ledger"))
      return
    }
    var previous = Ledger.origin
    var isBroken = false
    for (index, line) in lines.enumerated() {
      let digest = (try? Digest.ofBytes(Array(line))) ?? ""
      let entry = LedgerEntry(line: line)
      if !isBroken, let problem = Self.problem(entry, line: index + 1, after: previous) {
        add(.tampered, problem)
        // What comes after a broken line is not believed less for it; one break is one finding.
        isBroken = true
      }
      if let entry { entries.append(entry) }
      digests.append(digest)
      previous = digest
    }
    if tornBytes > 0 {
      add(
        .truncated,
        Message(
          tr: "son satır yarım (\(tornBytes) bayt); elektrik kesilmiş olabilir",
          en: "the last line is torn (\(tornBytes) bytes); there may have been a power cut"))
    }
  }

  private mutating func add(_ state: VerificationFinding.State, _ detail: Message) {
    findings.append(VerificationFinding(state, Ledger.fileName, detail))
  }

  private static func problem(_ entry: LedgerEntry?, line: Int, after previous: String) -> Message? {
    guard let entry else {
      return Message(tr: "\(line). satır okunamıyor", en: "line \(line) cannot be read")
    }
    guard entry.sequence == line else {
      return Message(
        tr: "\(line). satır \(entry.sequence) numarasını taşıyor", en: "line \(line) has the number \(entry.sequence)")
    }
    guard entry.previous == previous else {
      return Message(
        tr: "\(line). satır, \(line - 1). satırın şimdiki hâlinin devamı değil",
        en: "line \(line) does not follow from line \(line - 1) as it is now")
    }
    return nil
  }

  /// Holds heads that were written down elsewhere against the ledger; each comes with where it stands.
  ///
  /// One that is cut names the last of them, one that was rewritten the first.
  mutating func check(_ heads: [(head: LedgerHead, place: String)]) {
    let known = heads.filter { !$0.head.isOrigin }.sorted { $0.head.sequence < $1.head.sequence }
    if let last = known.last, last.head.sequence > digests.count {
      add(
        .truncated,
        Message(
          tr: "\(digests.count) satır var, oysa \(last.place) \(last.head.sequence). satırı anıyor",
          en: "it has \(digests.count) lines, and \(last.place) names line \(last.head.sequence)"))
    }
    let other = known.first { head, _ in
      head.sequence <= digests.count && !digests[head.sequence - 1].hasPrefix(head.digest)
    }
    if let other {
      add(
        .resealed,
        Message(
          tr: "\(other.head.sequence). satır, \(other.place) içinde yazılı olandan farklı",
          en: "line \(other.head.sequence) is not the one that \(other.place) names"))
    }
  }
}
