import Foundation
import Support

/// What an independent reader (openpyxl) finds in a workbook.
struct WorkbookReading: Decodable {
  struct Cell: Decodable, Equatable {
    let kind: String
    let value: String
    let format: String
    let bold: Bool
  }

  struct Sheet: Decodable {
    let name: String
    let cells: [String: Cell]
    let frozen: String?
    let filter: String?
    let titleRows: String?
    let titleColumns: String?
    let rowBreaks: [Int]
    let pageOrder: String?
    /// Where a click on a cell leads, by the cell.
    let links: [String: String?]
    let paper: String
    let orientation: String
    let fitWidth: Int?
    let fitHeight: Int?
    let fits: Bool
    let headerLeft: String
    let headerRight: String
    let footerLeft: String
    let footerRight: String
    let colourScales: [String]
    let widths: [String: Double]
    let rowCount: Int

    /// The texts and numbers of all cells.
    var values: Set<String> { Set(cells.values.map(\.value)) }

    subscript(_ place: String) -> Cell? { cells[place] }
  }

  struct Extent: Decodable {
    let name: String
    let rowCount: Int
    let first: [String]
    let last: [String]
  }

  let sheets: [Sheet]
  let parts: [String]
  let title: String?
  let subject: String?
  let creator: String?
  let keywords: String?
  let description: String?
  let created: String
  let modified: String

  /// The sheet of a name.
  func sheet(_ name: String) throws -> Sheet {
    guard let sheet = sheets.first(where: { $0.name == name }) else { throw Missing(name: name) }
    return sheet
  }

  struct Missing: Error {
    let name: String
  }

  /// Reads a whole workbook.
  static func of(_ path: String) throws -> WorkbookReading {
    try JSONDecoder().decode(WorkbookReading.self, from: output("read", path))
  }

  /// Reads a large workbook: only how many rows its sheets have, and the first and last of them.
  static func extents(of path: String) throws -> [Extent] {
    try JSONDecoder().decode([Extent].self, from: output("count", path))
  }

  private static func output(_ verb: String, _ path: String) throws -> Data {
    let script = Repository.path + "/Tests/ExcelTests/workbook.py"
    let outcome = try Command.run("/usr/bin/python3", script, verb, path, environment: ["PYTHONWARNINGS": "ignore"])
    guard outcome.status == 0 else { throw Missing(name: outcome.errors) }
    return Data(outcome.output.utf8)
  }

  /// The XML of a part of the file.
  static func part(_ part: String, of path: String) throws -> String {
    try Command.run("unzip", "-p", path, part).output
  }
}
