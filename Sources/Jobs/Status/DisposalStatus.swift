import Archive
import Documents
import Messages
import Model

/// Disposals that are not at their end: planned and not carried out, or begun and not known, or without a record.
struct DisposalStatus {
  private let plans: [DisposalPlans.Plan]
  private let zone: Zone

  /// Reads the ledger; no source is asked.
  init(in run: RunContext) throws {
    zone = run.invocation.configuration.zone
    plans = try DisposalPlans(of: run).plans.filter { plan in
      switch plan.state {
      case .pending, .approved, .open: true
      case .done: plan.document == nil
      case .expired, .notDone, .closed: false
      }
    }
  }

  /// The section.
  var section: StatusSection {
    StatusSection(
      name: "disposals", page: page, json: json, complaints: complaints,
      steps: plans.isEmpty ? [] : [RunStep(.status, complaints.isEmpty ? .inOrder : .lacking)])
  }

  private var page: Message {
    guard !plans.isEmpty else { return Message(tr: "Açık imha planı yok.", en: "No disposal is open.") }
    var table = TextTable([
      Message(tr: "İMHA", en: "DISPOSAL"), Message(tr: "DURUM", en: "STATE"), Message(tr: "KAYNAK", en: "SOURCE"),
      Message(tr: "KURAL", en: "RULE"), Message(tr: "KAYIT", en: "RECORDS"), Message(tr: "SON", en: "UNTIL"),
    ])
    for plan in plans {
      let until = plan.waits ? MomentText.local(plan.expires, zone) : "-"
      table.add([
        Message(verbatim: plan.number), plan.standing, Message(verbatim: plan.source), Message(verbatim: plan.rule),
        Message(verbatim: String(plan.due)), Message(verbatim: until),
      ])
    }
    return table.text
  }

  /// What waits for a person by a plan's own term is no complaint; what nobody knows, or has no record, is.
  private var complaints: [Message] {
    plans.filter { !$0.waits }.map { plan in
      let command = "tutanak disposal run \(plan.number) --confirm \(plan.code)"
      return plan.state == .open
        ? Message(
          tr:
            "\(plan.number) (\(plan.source), \(plan.rule)): kayıtların silinip silinmediği öğrenilemedi. “\(command)” "
            + "sunucuya sorar.",
          en: "\(plan.number) (\(plan.source), \(plan.rule)): whether the records were deleted was not learned. "
            + "“\(command)” asks the server.")
        : Message(
          tr:
            "\(plan.number) (\(plan.source), \(plan.rule)): kayıtlar silindi, imha tutanağı düzenlenmedi. “\(command)” "
            + "düzenler; hiçbir kayıt ikinci kez silinmez.",
          en:
            "\(plan.number) (\(plan.source), \(plan.rule)): the records were deleted, and no disposal record was issued. "
            + "“\(command)” issues it; nothing is deleted twice.")
    }
  }

  private var json: JSONValue {
    .array(
      plans.map { plan in
        .object([
          .init("plan", .string(plan.number)), .init("state", .string(plan.state.rawValue)),
          .init("source", .string(plan.source)), .init("rule", .string(plan.rule)), .init("due", .integer(plan.due)),
          .init("planned_at", .string(plan.entry.time.iso8601)),
          .init("until", plan.waits ? .string(plan.expires.iso8601) : .null),
        ])
      })
  }
}

extension DisposalPlans.Plan {
  /// Whether it waits for a person, for as long as it is valid.
  fileprivate var waits: Bool { state == .pending || state == .approved }

  fileprivate var standing: Message {
    switch state {
    case .pending: Message(tr: "onay bekliyor", en: "waits for approval")
    case .approved: Message(tr: "onaylı, yürütülmedi", en: "approved, not carried out")
    case .open: Message(tr: "sonucu öğrenilemedi", en: "end not learned")
    case .done: Message(tr: "silindi, tutanağı yok", en: "deleted, no record")
    case .expired, .notDone, .closed: Message(tr: "sona erdi", en: "over")
    }
  }
}
