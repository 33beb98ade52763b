import Documents
import Model
import Records

/// The few numbers of the first page of a status of retention.
enum RetentionTiles {
  /// What was counted, what of it is due, late and beyond the law, and what has no rule.
  static func compose(_ status: RetentionStatus, _ context: SectionContext) -> [Tile] {
    let words = context.words
    func text(_ number: Int64) -> String { context.formats.integer(number) }
    let free = status.lines.filter { $0.hold == nil }
    let late = status.lines.filter { $0.counts?.overdue ?? 0 > 0 }.map(\.daysLate).max()
    let rules = status.lines.count { $0.rule != nil }
    let beyond = free.compactMap(\.counts).map(\.beyond).reduce(0, +)
    let soon = ["days": text(Int64(status.horizon)), "count": text(status.sum(\.soon))]
    return [
      Tile(
        label: words[.tileRows], value: .integer(status.sum(\.rows)),
        remark: words(.tileRetentionRules, ["count": text(Int64(rules))])),
      Tile(label: words[.tileDue], value: .integer(status.sum(\.due)), remark: words(.tileSoon, soon)),
      Tile(
        label: words[.tileOverdue], value: .integer(status.sum(\.overdue)),
        remark: late.map { words(.tileLate, ["days": text($0)]) } ?? "",
        isAlert: free.contains { $0.counts?.overdue ?? 0 > 0 }),
      Tile(
        label: words[.tileBeyond], value: .integer(status.sum(\.beyond)), remark: words[.tileBeyondRemark],
        isAlert: beyond > 0),
      Tile(
        label: words[.tileWithoutRule], value: .integer(Int64(status.withoutRule.count { $0.counts != nil })),
        remark: words(.tileUnread, ["count": text(Int64(status.unread.count))]), isAlert: !status.unread.isEmpty),
    ]
  }
}
