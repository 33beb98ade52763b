import Documents
import Records

/// The few numbers of the first page of an audit of accesses.
enum AccessTiles {
  static func compose(_ accesses: AccessRows, _ context: SectionContext) -> [Tile] {
    let words = context.words
    let (sessions, events) = (accesses.sessions?.total ?? 0, accesses.events?.total ?? 0)
    let outside = (accesses.sessions?.outside ?? 0) + (accesses.events?.outside ?? 0)
    let days = AccessDay.all(accesses, context)
    let found = context.openFindings
    let all = context.showsCountsOnly ? 0 : Int64(accesses.count)
    return [
      Tile(
        label: words[.tileAccesses], value: context.countCell(sessions + events),
        remark: words(
          .tileAccessesRemark, ["sessions": context.count(sessions), "events": context.count(events)])),
      Tile(
        label: words[.tileDrawn], value: context.countCell(accesses.drawn.sessions + accesses.drawn.events),
        remark: words[.tileDrawnRemark]),
      Tile(
        label: words[.tileGaps], value: .integer(Int64(days.count { $0.state == .empty })),
        remark: words(.tileGapsRemark, ["count": context.formats.integer(Int64(days.count))])),
      Tile(
        label: words[.tileOffHours], value: context.countCell(outside),
        remark: words(.tileOffHoursRemark, ["share": context.formats.percent(outside, of: all)])),
      Tile(
        label: words[.tileOpenFindings],
        value: found.documents == 0 ? .text("–") : context.countCell(Int64(found.findings.count)),
        remark: found.decided.isEmpty || !context.mask.showsPersons
          ? words[.tileOpenFindingsRemark]
          : words(ReviewWordKey.tileDecided, ReviewText.counts(found, context))),
    ]
  }
}
