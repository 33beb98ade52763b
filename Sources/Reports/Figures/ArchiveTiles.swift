import Documents
import Model
import Records

/// The few numbers of the first page of a report that rests on the archive's ledger.
enum ArchiveTiles {
  /// What was sealed, what of it is not as it was, what has no time stamp, and which days have no document.
  static func compose(_ history: SealHistory, _ context: SectionContext) -> [Tile] {
    let (words, formats) = (context.words, context.formats)
    func number(_ count: Int) -> Cell { .integer(Int64(count)) }
    let stamps = history.stamps
    return [
      Tile(
        label: words[.tileSealed], value: number(history.sealed.count),
        remark: words(.tileSealedDocuments, ["count": text(history.sealed.count { $0.report != nil }, formats)])),
      Tile(
        label: words[.tileSealsValid], value: number(history.count(.valid)),
        remark: words(.tileSealsBroken, ["count": text(history.broken, formats)]), isAlert: history.broken > 0),
      Tile(
        label: words[.tileUnstamped], value: stamps ? number(history.unstamped.count) : .text("–"),
        remark: words[stamps ? .tileUnstampedRemark : .stampingOff], isAlert: !history.unstamped.isEmpty),
      Tile(
        label: words[.tileMissingDays], value: number(history.days(.missing)),
        remark: words(
          .tileCalendarDays, ["count": text(history.days.count - history.days(.before), formats)]),
        isAlert: history.days(.missing) > 0),
      Tile(
        label: words[.tileChainLength], value: number(history.links), remark: words[.tileChainRemark],
        isAlert: !history.damages.isEmpty),
    ]
  }

  /// What was issued, with clear values, in another's place, and which runs failed.
  static func compose(_ trail: TrailHistory, _ context: SectionContext) -> [Tile] {
    let (words, formats) = (context.words, context.formats)
    func number(_ count: Int) -> Cell { .integer(Int64(count)) }
    let asked = trail.issued.count { if case .person = $0.requester { true } else { false } }
    return [
      Tile(
        label: words[.tileDocuments], value: number(trail.issued.count),
        remark: words(.tileAskedByPersons, ["count": text(asked, formats)])),
      Tile(
        label: words[.tileUnmasked], value: number(trail.unmasked.count), remark: words[.tileUnmaskedRemark],
        isAlert: !trail.unmasked.isEmpty),
      Tile(label: words[.tileReissued], value: number(trail.reissued.count), remark: words[.tileReissuedRemark]),
      Tile(
        label: words[.tileFailedRuns], value: number(trail.failedRuns.count),
        remark: words(.tileRuns, ["count": text(trail.runs, formats)]), isAlert: !trail.failedRuns.isEmpty),
      Tile(
        label: words[.tileChanges], value: number(trail.changes.count),
        remark: words(.tileActs, ["count": text(trail.deeds.count, formats)])),
    ]
  }

  private static func text(_ count: Int, _ formats: Formats) -> String { formats.integer(Int64(count)) }
}
