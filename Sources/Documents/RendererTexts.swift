/// The few words renderers say by themselves.
///
/// `{…}` marks what they fill in.
public struct RendererTexts: Sendable, Equatable {
  /// The page number: `Sayfa {page} / {pages}`.
  public var page: String
  /// Under a shortened table: how many of the `{total}` rows are `{shown}`, and on which `{sheet}` of the workbook all are.
  public var rowsShown: String
  /// The same where the document has no such sheet: in which `{file}` all rows are.
  public var rowsShownFile: String
  /// The same where no file of the document has them all.
  public var rowsShownNowhere: String
  /// In a field of the first page: that all `{total}` rows of the registers are listed.
  public var allRowsListed: String
  /// The same where only `{shown}` of the `{total}` are.
  public var rowsListed: String
  /// How often a row stands there that is folded with equal ones: `{count} kez`.
  public var repeated: String
  /// Under a table with such rows: what they are.
  public var rowsFolded: String
  /// On the cover: how many `{characters}` no font has, and how many `{cells}` were shortened.
  public var replacements: String
  /// What the same field says when nothing was replaced or shortened.
  public var noReplacements: String
  /// Appended to a text that was cut: `… (+{rest} karakter)`.
  public var shortened: String
  /// The name of the cover sheet.
  public var coverSheet: String
  /// The name of the summary sheet.
  public var summarySheet: String
  /// The heading of the summary's list of sheets.
  public var sheetList: String
  /// The header over how many rows each sheet of that list has.
  public var sheetRows: String
  /// Header of the column that holds a heat map's row names.
  public var total: String
  /// The words of the severities, from info to critical.
  public var severities: [String]

  /// An annex: `Ek-{number}`.
  public var annex: String
  /// What stands where a document has no annexes.
  public var noAnnexes: String
  /// The heading of the page that lists the sections.
  public var contents: String
  /// Where each page is initialled by hand: `Paraf`.
  public var initials: String
  /// What is said in a browser.
  public var browser: BrowserTexts

  /// The words, all of them.
  public init(
    page: String, rowsShown: String, rowsShownFile: String, rowsShownNowhere: String, allRowsListed: String,
    rowsListed: String, repeated: String, rowsFolded: String,
    replacements: String, noReplacements: String, shortened: String,
    coverSheet: String, summarySheet: String, sheetList: String, sheetRows: String, total: String, severities: [String],
    annex: String, noAnnexes: String, contents: String, initials: String, browser: BrowserTexts
  ) {
    self.page = page
    self.rowsShown = rowsShown
    self.rowsShownFile = rowsShownFile
    self.rowsShownNowhere = rowsShownNowhere
    self.allRowsListed = allRowsListed
    self.rowsListed = rowsListed
    self.repeated = repeated
    self.rowsFolded = rowsFolded
    self.replacements = replacements
    self.noReplacements = noReplacements
    self.shortened = shortened
    self.coverSheet = coverSheet
    self.summarySheet = summarySheet
    self.sheetList = sheetList
    self.sheetRows = sheetRows
    self.total = total
    self.severities = severities
    self.annex = annex
    self.noAnnexes = noAnnexes
    self.contents = contents
    self.initials = initials
    self.browser = browser
  }

  /// The names of the places `{name}` of a template.
  public static func places(in template: String) -> Set<String> {
    var names: Set<String> = []
    var rest = template.utf8[...]
    while let place = nextPlace(in: rest) {
      names.insert(String(template[place.name]))
      rest = rest[place.end...]
    }
    return names
  }

  /// Fills the places `{name}` of a template; `{count|row|rows}` is a number with its noun.
  public static func fill(_ template: String, _ values: [String: String]) -> String {
    fill(template) { values[$0] }
  }

  /// The same with values that are asked for by name, in the order of the template; a place without one stays as it is.
  public static func fill(_ template: String, _ value: (String) -> String?) -> String {
    var result = ""
    var rest = template.utf8[...]
    while let place = nextPlace(in: rest) {
      result += template[rest.startIndex..<place.begin]
      result += filled(template[place.name], value) ?? String(template[place.begin..<place.end])
      rest = rest[place.end...]
    }
    return result + template[rest.startIndex...]
  }

  /// Where the next `{name}` stands.
  private static func nextPlace(
    in text: String.UTF8View.SubSequence
  ) -> (begin: String.Index, name: Range<String.Index>, end: String.Index)? {
    guard let open = text.firstIndex(of: UInt8(ascii: "{")),
      let close = text[open...].firstIndex(of: UInt8(ascii: "}"))
    else { return nil }
    return (open, text.index(after: open)..<close, text.index(after: close))
  }

  private static func filled(_ place: Substring, _ value: (String) -> String?) -> String? {
    guard place.utf8.contains(UInt8(ascii: "|")) else { return value(String(place)) }
    let parts = place.utf8.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false).map(Substring.init)
    guard parts.count == 3, let number = value(String(parts[0])) else { return nil }
    return "\(number) \(number == "1" ? parts[1] : parts[2])"
  }
}
