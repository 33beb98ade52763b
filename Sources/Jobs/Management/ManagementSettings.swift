import Messages
import Model
import Reports
import Settings

/// The block `management`: what is wanted of each indicator of the management summary, and who answers for it.
struct ManagementSettings: Sendable {
  /// What is wanted; an indicator that is not named has the default, one with `none` has no target.
  private(set) var targets: [ManagementSummary.Indicator: ManagementSummary.Target]
  /// Who answers for it.
  private(set) var responsible: [ManagementSummary.Indicator: String] = [:]
  /// Within how many days a backup must have been proven by a test.
  private(set) var provenWithin: Int64 = 92

  /// What is wanted where nobody says otherwise: nothing missing, late, broken or failed.
  static let defaults: [ManagementSummary.Indicator: ManagementSummary.Target] = {
    let withoutTarget: Set<ManagementSummary.Indicator> = [
      .severeFindings, .incidents, .unreviewed, .reviewDays, .disposals,
    ]
    let indicators = ManagementSummary.Indicator.allCases.filter { !withoutTarget.contains($0) }
    return Dictionary(uniqueKeysWithValues: indicators.map { ($0, .init(limit: 0, tolerated: 0)) })
  }()

  /// What holds where nothing is said.
  init() { targets = Self.defaults }

  /// Reads the block.
  init(_ node: SettingsNode) throws(SettingsError) {
    self.init()
    let settings = try node.mapping(["targets", "responsible", "proven_within"])
    let names = ManagementSummary.Indicator.allCases.map(\.rawValue)
    if let wanted = try settings["targets"]?.mapping(names) {
      for indicator in ManagementSummary.Indicator.allCases {
        guard let node = wanted[indicator.rawValue] else { continue }
        targets[indicator] = try Self.target(node)
      }
    }
    if let named = try settings["responsible"]?.mapping(names) {
      for indicator in ManagementSummary.Indicator.allCases {
        responsible[indicator] = try named[indicator.rawValue].map { node throws(SettingsError) in try node.string() }
      }
    }
    if let length = settings["proven_within"] { provenWithin = try Self.days(length) }
  }

  /// `none`, a number, or `{ limit: 0, tolerated: 2 }`.
  private static func target(_ node: SettingsNode) throws(SettingsError) -> ManagementSummary.Target? {
    if node.text == "none" { return nil }
    if node.text != nil {
      let limit = Int64(try node.integer(in: 0...1_000_000_000))
      return .init(limit: limit, tolerated: limit)
    }
    let settings = try node.mapping(["limit", "tolerated"])
    let limit = Int64(try settings.required("limit").integer(in: 0...1_000_000_000))
    guard let more = settings["tolerated"] else { return .init(limit: limit, tolerated: limit) }
    let tolerated = Int64(try more.integer(in: 0...1_000_000_000))
    guard tolerated >= limit else {
      throw more.error(
        Message(tr: "“tolerated”, “limit” değerinden küçük olamaz.", en: "“tolerated” cannot be below “limit”."))
    }
    return .init(limit: limit, tolerated: tolerated)
  }

  private static func days(_ node: SettingsNode) throws(SettingsError) -> Int64 {
    let length = try node.duration()
    guard length >= microsecondsPerDay, length % microsecondsPerDay == 0 else {
      throw node.error(
        Message(tr: "tam gün yazın, örneğin 92d.", en: "write whole days, such as 92d."))
    }
    return length / microsecondsPerDay
  }
}
