/// Whom a table or a column is for: which kinds of file show it follows from that here, and nowhere else.
public enum Audience: Sendable, CaseIterable {
  /// Everybody: what a row is about.
  case everyone
  /// People, on pages and at a screen, and whoever opens a CSV file; programs find the same in the JSON copy under other
  /// names.
  case readers
  /// People with room: more than a page is wide.
  case readersWithRoom
  /// People with room, and programs.
  case readersWithRoomAndPrograms
  /// People who look at a page or a summary, where nothing is computed with.
  case viewers
  /// The same, and programs.
  case viewersAndPrograms
  /// People at a desk: what is looked up or filled in in the workbook.
  case desk
  /// People with the pages before them, printed or in a browser.
  case paper
  /// Programs that read the JSON copy.
  case programs
  /// Whoever takes the rows elsewhere: the JSON copy and CSV files.
  case dataFiles
  /// Whoever takes the rows elsewhere in CSV files, in columns that are the same every time.
  case csvFiles
  /// Nobody: the source does not have it.
  case nobody

  /// Those of the audience that are no people with a page or a workbook before them.
  public var withoutLookers: Audience {
    switch self {
    case .everyone, .readersWithRoomAndPrograms, .dataFiles: .dataFiles
    case .readers, .readersWithRoom, .csvFiles: .csvFiles
    case .viewersAndPrograms, .programs: .programs
    case .viewers, .desk, .paper, .nobody: .nobody
    }
  }

  /// The kinds of file that show what is for this audience.
  public var outputs: Set<Output> {
    switch self {
    case .everyone: [.workbook, .paged, .browser, .csv, .json]
    case .readers: [.workbook, .paged, .browser, .csv]
    case .readersWithRoom: [.workbook, .browser, .csv]
    case .readersWithRoomAndPrograms: [.workbook, .browser, .csv, .json]
    case .viewers: [.workbook, .paged, .browser]
    case .viewersAndPrograms: [.workbook, .paged, .browser, .json]
    case .desk: [.workbook]
    case .paper: [.paged, .browser]
    case .programs: [.json]
    case .dataFiles: [.csv, .json]
    case .csvFiles: [.csv]
    case .nobody: []
    }
  }
}

/// A kind of file a table can be drawn into.
public enum Output: Sendable, Hashable, CaseIterable {
  /// A workbook's sheet.
  case workbook
  /// A page of a PDF.
  case paged
  /// A page in a browser.
  case browser
  /// A CSV companion.
  case csv
  /// An array of the JSON copy.
  case json

  /// The kinds of file beside a workbook that hold every row of a table, those first that a reader of pages opens first.
  public static let withEveryRow = [Output.browser, .csv, .json]

  /// The name of the file that a table of a document stands in.
  public func fileName(stem: String, table: String) -> String {
    switch self {
    case .workbook: stem + ".xlsx"
    case .paged: stem + ".pdf"
    case .browser: stem + ".html"
    case .csv: "\(stem)-\(table).csv"
    case .json: stem + ".json"
    }
  }
}
