import Documents
import Files
import HTML
import Model
import Records
import Support

/// A document drawn into a page in a scratch folder.
struct DrawnPage {
  let scratch: ScratchFolder
  let path: String
  /// How many rows of each table the page holds.
  let rows: [String: Int]

  /// Draws what `compose` makes; tables keep their rows in the folder it is given.
  init(_ compose: (_ folder: String) throws -> Document = { try SampleDocument.make(in: $0) }) throws {
    scratch = try ScratchFolder()
    path = scratch.path + "/drawn.html"
    rows = try HTMLRenderer.draw(compose(scratch.path), to: path)
  }

  /// Draws a document whose only list has the given rows.
  init(columns: [Column], rows: [[Cell]]) throws {
    try self.init { folder in
      var document = try SampleDocument.make(in: folder, sessions: 0)
      let table = Table(id: "list", columns: columns, rows: try TableRows(rows, in: folder), emptyText: "Kayıt yok.")
      document.sections = [Section(id: "list", title: "Liste", sheet: .own("Liste"), blocks: [.table(table)])]
      return document
    }
  }

  /// A column that every output shows.
  static func column(_ kind: Column.Kind, id: String = "value", title: String = "Değer") -> Column {
    Column(id: id, title: title, kind: kind, width: 20)
  }

  func text() throws -> String { try InputFile.text(path) }

  /// Opens the page in Chromium, where nothing may go wrong, and returns what came of each step.
  func visit(_ steps: BrowserPage.Step...) throws -> (results: [JSON], complaints: [String]) {
    let visit = try BrowserPage.visit(path, steps)
    return (visit.results, visit.complaints)
  }

  /// The texts of a column as the page lists them, from the first.
  static func column(_ number: Int) -> BrowserPage.Step {
    .evaluate(
      "[...document.querySelectorAll('.listing tbody td:nth-child(\(number))')].map((cell) => cell.textContent)")
  }

  /// What the page says of its rows.
  static let status = BrowserPage.Step.evaluate("document.querySelector('.listing .status').textContent")
}
