import Backups
import Documents
import Messages
import Model

extension Retention.Reason {
  /// How scripts read it.
  var json: JSONValue {
    if case .newest(let tier, let firstDay) = self {
      return .object([.init("reason", .string(name)), .init("period", .string(tier.text(firstDay)))])
    }
    return .object([.init("reason", .string(name))])
  }

  private var name: String {
    switch self {
    case .newest(let tier, _): tier.rawValue
    case .minimum: "minimum"
    case .lastGood: "last_good"
    case .lastProven: "last_proven"
    case .protected(let protection): protection.rawValue
    case .ofTheFuture: "future"
    case .nothingCounts: "nothing_counts"
    }
  }

  /// How a person reads it.
  var words: Message {
    switch self {
    case .newest(let tier, let firstDay):
      Message(
        tr: "\(tier.words.tr) \(tier.text(firstDay))", en: "\(tier.words.en) \(tier.text(firstDay))")
    case .minimum: Message(tr: "en az", en: "minimum")
    case .lastGood: Message(tr: "son sağlam", en: "last good")
    case .lastProven: Message(tr: "son kanıtlı", en: "last proven")
    case .protected(.held): Message(tr: "saklı tutuluyor", en: "held")
    case .protected(.damaged): Message(tr: "değişmiş", en: "changed")
    case .ofTheFuture: Message(tr: "tarihi ileride", en: "of the future")
    case .nothingCounts: Message(tr: "sayılan yedek yok", en: "no backup counts")
    }
  }
}

extension RetentionTier {
  fileprivate var words: Message {
    switch self {
    case .day: Message(tr: "gün", en: "day")
    case .week: Message(tr: "hafta", en: "week")
    case .month: Message(tr: "ay", en: "month")
    case .year: Message(tr: "yıl", en: "year")
    }
  }
}
