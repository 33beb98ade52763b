internal import Documents
import Records

extension CellText {
  /// The text of a cell of a folded run: its first and last number, identifier or moment, and how many rows it stands for.
  func text(of row: borrowing TableRow, at index: Int, isCount: Bool, in run: RowRuns.Run) -> (
    text: String, isMuted: Bool, isShortened: Bool
  ) {
    let first = text(of: row, at: index, isCount: isCount)
    switch run.last[index] {
    case .integer(let last):
      return (first.text + "–" + (isCount ? text(of: .integer(last)) : String(last)), false, false)
    case .moment(let last, let zoneOffset):
      let count = repeated(run.count)
      return (first.text + " –\n" + text(of: .moment(last, zoneOffset: zoneOffset)) + "\n" + count, false, false)
    case .text(let last):
      let end = text(last)
      return (first.text + " …\n" + end.text, false, first.isShortened || end.isShortened)
    case .empty, .date, .duration, .share, .severity, .json, nil: return first
    }
  }
}
