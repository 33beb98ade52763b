import Documents
import Messages
import Model
import Records

/// How rules of retention and what they are about are written.
extension SectionContext {
  /// `2 yıl`.
  func text(_ period: RetentionPeriod) -> String {
    let key: RetentionWordKey =
      switch period.unit {
      case .days: .days
      case .months: .months
      case .years: .years
      }
    return words(key, ["count": formats.integer(Int64(period.count))])
  }

  /// The day a status of retention speaks from.
  var retentionDay: CivilDate { retention?.date ?? facts.zone.localTime(at: facts.asOf).date }

  /// What a rule is about: the relation, and the class of its records.
  func object(_ relation: String, _ rule: RetentionRule?) -> String {
    let name = words.text("source_relations.\(relation)")
    guard let selection = rule?.selection else { return words(.object, ["relation": name]) }
    return words(.objectOf, ["relation": name, "selection": selection])
  }

  /// What a line is about; of a relation of which other records have a rule, that this is the rest.
  func object(_ line: RetentionStatus.Line) -> String {
    let isRest =
      line.rule == nil && (retention?.lines ?? []).contains { $0.relation == line.relation && $0.rule != nil }
    guard isRest else { return object(line.relation, line.rule) }
    let name = words.text("source_relations.\(line.relation)")
    return words(.objectOf, ["relation": name, "selection": words[.noRule]])
  }

  /// `KVKK m.5/2-ç – Hukuki yükümlülük`, each basis once.
  func bases(of rule: RetentionRule) -> String {
    var texts: [String] = []
    for ground in rule.grounds {
      let text = words.article(ground.basis) + " – " + words.name(ground.basis)
      if !texts.contains(text) { texts.append(text) }
    }
    return texts.joined(separator: "; ")
  }

  /// Every statute with the period it gives.
  func grounds(of rule: RetentionRule) -> String {
    rule.grounds.map { ground in
      let minimum = ["law": ground.law, "minimum": text(ground.minimum)]
      guard let maximum = ground.maximum else { return words(.ground, minimum) }
      return words(.groundToEnd, minimum.merging(["maximum": text(maximum)]) { $1 })
    }.joined(separator: "; ")
  }

  /// What the moment is called that a rule counts from.
  func countedFrom(_ rule: RetentionRule) -> String { words.text("source_fields.\(rule.countedFrom.text)") }

  /// The local day of a moment.
  func day(_ instant: Instant) -> CivilDate { facts.zone.localTime(at: instant).date }

  /// Until when a hold lasts.
  func text(_ hold: RetentionStatus.Hold) -> String {
    guard let until = hold.until else { return words[.untilReleased] }
    return words(.heldUntil, ["date": formats.date(day(until.advanced(by: -1)))])
  }
}
