import Archive
import Documents
import Messages
import Model
import Reports

/// Lists the decisions on findings that the archive holds: `tutanak review list`.
package struct ReviewListJob: Sendable {
  private let invocation: Invocation

  /// A job of an invocation that changes nothing.
  package init(_ invocation: Invocation) { self.invocation = invocation }

  /// Every decision with whether it stands, oldest first; a record that is not as it was taken in is a failure.
  package func carryOut() async throws -> RunResult {
    try await LockedRun(invocation, as: "review list").carryOut { run in
      if let damage = run.damage { throw damage }
      let items = try ReviewReading(in: run).items(of: nil)
      var result = RunResult()
      result.steps = items.filter { $0.record == nil }.map {
        RunStep(.inspect, .failed(Failure(.tampered, Self.damaged($0.folder))))
      }
      if result.steps.isEmpty { result.steps = [RunStep(.inspect, .inOrder)] }
      result.listing = listing(items)
      return result
    }
  }

  private enum State: String {
    case inForce = "in_force"
    case expired, replaced

    var word: Message {
      switch self {
      case .inForce: Message(tr: "geçerli", en: "in force")
      case .expired: Message(tr: "süresi doldu", en: "expired")
      case .replaced: Message(tr: "yerine yenisi geçti", en: "replaced")
      }
    }
  }

  private func listing(_ items: [ReviewReading.Item]) -> Listing {
    var last: [String: ReviewFolder] = [:]
    func finding(_ item: ReviewReading.Item, _ review: FindingReview) -> String {
      "\(item.record?.source ?? "")/\(review.finding)"
    }
    for item in items { for review in item.record?.reviews ?? [] { last[finding(item, review)] = item.folder } }
    var table = TextTable([
      Message(tr: "KAYIT", en: "RECORD"), Message(tr: "KURAL", en: "RULE"), Message(tr: "KARAR", en: "DECISION"),
      Message(tr: "KARARI VEREN", en: "BY"), Message(tr: "ZAMAN", en: "DECIDED"), Message(tr: "SON GÜN", en: "UNTIL"),
      Message(tr: "İHLAL ADAYI", en: "BREACH"), Message(tr: "DURUM", en: "STATE"),
    ])
    var rows: [JSONValue] = []
    let zone = invocation.configuration.zone
    for item in items {
      for review in item.record?.reviews ?? [] {
        let state: State =
          last[finding(item, review)] != item.folder
          ? .replaced : review.isExpired(at: invocation.asOf, in: zone) ? .expired : .inForce
        table.add([
          Message(verbatim: item.folder.text), Message(verbatim: review.rule), Self.word(review.decision),
          Message(verbatim: review.reviewer), Message(verbatim: MomentText.local(review.decidedAt, zone)),
          Message(verbatim: review.until?.iso8601 ?? "–"), Self.word(review.breach), state.word,
        ])
        guard case .object(let members) = ReviewRecord.json(review) else { continue }
        let by = item.entry.fact("person") ?? .null
        rows.append(
          .object(
            [
              .init("record", .string(item.folder.text)), .init("state", .string(state.rawValue)),
              .init("imported_at", .string(item.entry.time.iso8601)), .init("imported_by", by),
            ] + members))
      }
    }
    let none = Message(
      tr: "Arşivde bulgular hakkında karar yok.", en: "The archive holds no decision on a finding.")
    return Listing(page: rows.isEmpty ? none : table.text, members: [.init("reviews", .array(rows))])
  }

  /// What a decision is called.
  static func word(_ decision: FindingReview.Decision) -> Message {
    switch decision {
    case .underReview: Message(tr: "inceleniyor", en: "under review")
    case .confirmed: Message(tr: "doğrulandı", en: "confirmed")
    case .explained: Message(tr: "açıklaması var", en: "explained")
    case .falsePositive: Message(tr: "yanlış pozitif", en: "false positive")
    }
  }

  private static func word(_ answer: FindingReview.BreachAnswer?) -> Message {
    switch answer {
    case .yes: Message(tr: "EVET", en: "YES")
    case .no: Message(tr: "hayır", en: "no")
    case .underReview: Message(tr: "inceleniyor", en: "under review")
    case nil: Message(verbatim: "–")
    }
  }

  private static func damaged(_ folder: ReviewFolder) -> Message {
    Message(
      tr:
        "\(folder.path): yok, arşive alındığı gibi değil ya da bir kararının zamanı kabul edilemez; uygulanmıyor. “tutanak verify” onu "
        + "doğrulamıyorsa sağlam bir kopyasından geri yükleyin; doğruluyorsa kararları yeniden alın.",
      en:
        "\(folder.path): it is not there, not as it was taken in, or has a decision with a time that cannot be, and is not "
        + "applied. Where “tutanak verify” complains of it, restore it from a sound copy; otherwise take the decisions in again."
    )
  }
}
