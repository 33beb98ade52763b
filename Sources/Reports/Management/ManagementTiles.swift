import Documents
import Model
import Records

/// The few numbers of the first page of a management summary: how many indicators stand in which way.
enum ManagementTiles {
  /// Met, missed, in between or known in part, and not known.
  static func compose(_ summary: ManagementSummary, _ context: SectionContext) -> [Tile] {
    let words = context.words
    func count(_ states: [ManagementState]) -> Int64 { Int64(states.reduce(0) { $0 + summary.indicators($1).count }) }
    let all = words(.tileOf, ["count": context.formats.integer(Int64(ManagementSummary.Indicator.allCases.count))])
    return [
      Tile(label: context.text(ManagementState.met), value: .integer(count([.met])), remark: all),
      Tile(
        label: context.text(ManagementState.missed), value: .integer(count([.missed])), remark: all,
        isAlert: count([.missed]) > 0),
      Tile(label: words[.tileOpen], value: .integer(count([.tolerated, .partly])), remark: words[.tileOpenRemark]),
      Tile(label: context.text(ManagementState.unknown), value: .integer(count([.unknown])), remark: all),
    ]
  }
}
