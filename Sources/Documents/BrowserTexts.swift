/// What a document says by itself to somebody who reads it in a browser: the names of controls, and what became of rows.
///
/// `{…}` marks what is filled in, by the renderer or by the page's own script.
public struct BrowserTexts: Sendable, Equatable {
  /// The texts by their keys in the files of words.
  public enum Name: String, Sendable, CaseIterable {
    /// The link that leads past the list of sections.
    case skip
    /// The label of the field that searches all rows of a list.
    case search
    /// The label of a column's filter.
    case filter
    /// The choice of a filter that leaves nothing out.
    case any
    /// The button that takes search and filters away.
    case clear
    /// How many of the rows are listed, and how many are hidden by search and filters.
    case counts
    /// Which search and filters hide rows.
    case narrowed
    /// What stands in the rows' place where search and filters hide them all.
    case nothing
    /// The button to the first page of a list.
    case first
    /// The button to the page before.
    case previous
    /// The button to the page after.
    case next
    /// The button to the last page.
    case last
    /// The button that saves the listed rows.
    case download
    /// The heading of the table of a chart's numbers.
    case values
    /// What stands there while rows are unpacked.
    case opening
    /// What stands there where scripts do not run.
    case needsScript = "needs_script"
    /// What stands there where a browser is too old.
    case needsBrowser = "needs_browser"
    /// What stands there where not all rows came out.
    case damaged
    /// What a print says of rows beyond the most it holds.
    case printLimit = "print_limit"
  }

  private var texts: [Name: String] = [:]

  /// The texts, each asked for once.
  public init(_ text: (Name) -> String) {
    for name in Name.allCases { texts[name] = text(name) }
  }

  /// A text.
  public subscript(_ name: Name) -> String { texts[name] ?? name.rawValue }

  /// The places `{name}` that each text has to have, whatever its language.
  public static func places(of name: Name) -> Set<String> {
    switch name {
    case .filter: ["column"]
    case .counts: ["shown", "hidden", "total"]
    case .narrowed: ["filters"]
    case .needsScript, .needsBrowser: ["total"]
    case .damaged: ["total", "read"]
    case .printLimit: ["shown", "limit"]
    default: []
    }
  }
}
