import Model
import Records

/// How the values that few cells hold are written, in CSV and in JSON alike.
enum CellText {
  /// The text of a date or a share; of any other value nothing.
  static func of(_ cell: Cell) -> String {
    switch cell {
    case .date(let date): date.iso8601
    case .share(let part, let whole): "\(part)/\(whole)"
    case .empty, .text, .integer, .moment, .duration, .severity, .json: ""
    }
  }
}
