package import Documents
package import Model

/// A page over an archive: what lies in it, as of the moment it is written.
///
/// It is given every word and number; it knows neither the archive nor what a state of a document means.
package struct ArchivePage: Sendable {
  /// What the page is called; the number is the archive's name, the stem that of files saved from it.
  package var identity: Identity
  /// The colours.
  package var theme: Theme
  /// How numbers, dates and durations are written.
  package var formats: Formats
  /// The words of controls, as those of a document.
  package var words: RendererTexts
  /// What a busy reader asks: sentences, numbers, notices.
  package var cover: Cover
  /// The nights of schedules; nil where nobody can tell what came of them.
  package var nights: Nights?
  /// The lists, in reading order.
  package var lists: [List]

  /// A page from its parts.
  package init(
    identity: Identity, theme: Theme, formats: Formats, words: RendererTexts, cover: Cover, nights: Nights?,
    lists: [List]
  ) {
    (self.identity, self.theme, self.formats, self.words) = (identity, theme, formats, words)
    (self.cover, self.nights, self.lists) = (cover, nights, lists)
  }
}

extension ArchivePage {
  /// A calendar: what came of each night of each schedule.
  package struct Nights: Sendable {
    /// What came of a night; the later case is the worse one.
    package enum Mark: String, Sendable, CaseIterable, Comparable {
      /// Everything was done.
      case done
      /// Done, without a record.
      case empty
      /// Done again by a later edition.
      case superseded
      /// Nothing was wanted of it.
      case unwanted
      /// It is not due yet.
      case pending
      /// Something is missing.
      case wanting

      package static func < (first: Mark, second: Mark) -> Bool {
        allCases.firstIndex(of: first) ?? 0 < allCases.firstIndex(of: second) ?? 0
      }
    }

    /// A night.
    package struct Night: Sendable {
      /// What came of it.
      package var mark: Mark
      /// The same in words.
      package var text: String

      /// A night from its parts.
      package init(_ mark: Mark, _ text: String) { (self.mark, self.text) = (mark, text) }
    }

    /// A month.
    package struct Month: Sendable {
      /// Its name.
      package var name: String
      /// How many days it has.
      package var dayCount: Int
      /// The nights by the day of the month, from 1.
      package var nights: [Int: Night]

      /// A month from its parts.
      package init(name: String, dayCount: Int, nights: [Int: Night]) {
        (self.name, self.dayCount, self.nights) = (name, dayCount, nights)
      }
    }

    /// The nights of one schedule and source.
    package struct Strip: Sendable {
      /// Which.
      package var title: String
      /// Its months, newest first.
      package var months: [Month]

      /// A strip from its parts.
      package init(title: String, months: [Month]) { (self.title, self.months) = (title, months) }
    }

    /// The heading.
    package var title: String
    /// What stands under it.
    package var caption: String
    /// The head of the column of months.
    package var monthTitle: String
    /// What each mark means.
    package var legend: [Mark: String]
    /// The strips.
    package var strips: [Strip]
    /// What stands there where there are none.
    package var emptyText: String

    /// A calendar from its parts.
    package init(
      title: String, caption: String, monthTitle: String, legend: [Mark: String], strips: [Strip], emptyText: String
    ) {
      (self.title, self.caption, self.monthTitle) = (title, caption, monthTitle)
      (self.legend, self.strips, self.emptyText) = (legend, strips, emptyText)
    }
  }

  /// A list that is searched, filtered and sorted.
  package struct List: Sendable {
    /// A value.
    package enum Value: Sendable {
      /// None.
      case empty
      /// A text from anywhere.
      case text(String)
      /// A moment, and microseconds by which its zone is ahead of UTC.
      case moment(Instant, zoneOffset: Int64)
      /// What is shown, the number it is sorted by, and what a saved CSV file has.
      case ordered(String, by: Int64, saved: String)
      /// Counts of severities, by rank, highest first; each as it is shown.
      case severities([(rank: Int, count: String)], by: Int64, saved: String)
      /// Names with addresses relative to the page; `subject` says of what they are.
      case links([(name: String, path: String)], subject: String)
    }

    /// The English key.
    package var id: String
    /// The heading.
    package var title: String
    /// What stands under it.
    package var caption: String
    /// The columns.
    package var columns: [Column]
    /// Longer texts are folded: how many characters stay visible.
    package var visibleLength: Int
    /// The rows, a value for every column.
    package var rows: [[Value]]
    /// What stands there where there are none.
    package var emptyText: String

    /// A list from its parts.
    package init(
      id: String, title: String, caption: String, columns: [Column], visibleLength: Int, rows: [[Value]],
      emptyText: String
    ) {
      (self.id, self.title, self.caption, self.columns) = (id, title, caption, columns)
      (self.visibleLength, self.rows, self.emptyText) = (visibleLength, rows, emptyText)
    }
  }
}
