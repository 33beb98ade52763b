package import Model

/// How long records of a kind are kept and what becomes of them then, as the configuration of a source says it.
package struct RetentionRule: Sendable {
  /// What the By-law calls the removal of personal data.
  package enum Method: String, Sendable, CaseIterable {
    /// Made inaccessible for those who use them.
    case delete
    /// Made inaccessible for everybody, for good.
    case destroy
    /// Made such that they can be linked to nobody.
    case anonymise
  }

  /// One reason to keep them, with the time it gives.
  package struct Ground: Sendable {
    /// The condition of KVKK m.5.
    package let basis: LegalBasis
    /// The statute, as it is cited.
    package let law: String
    /// At least so long.
    package let minimum: RetentionPeriod
    /// At most so long, unless a legal hold keeps them; nil where the statute names no end.
    package let maximum: RetentionPeriod?

    /// A ground from its parts.
    package init(basis: LegalBasis, law: String, minimum: RetentionPeriod, maximum: RetentionPeriod?) {
      (self.basis, self.law, self.minimum, self.maximum) = (basis, law, minimum, maximum)
    }
  }

  /// Its key in the configuration.
  package var name: String
  /// The relation of the source: `sessions`, `events`, `users` or `logs`.
  package var relation: String
  /// The column and words that choose its records, as the configuration has them; nil where it is about all of the relation.
  package var selection: String?
  /// The category of the data.
  package var category: String
  /// Whose data they are.
  package var subjects: String
  /// Why they are kept; at least one.
  package var grounds: [Ground]
  /// The column of time that is counted from.
  package var countedFrom: SourceColumn
  /// What becomes of them.
  package var method: Method
  /// How that is done, in the configuration's words.
  package var how: String
  /// Who answers for it.
  package var responsible: String

  /// A rule from its parts.
  package init(
    name: String, relation: String, selection: String?, category: String, subjects: String, grounds: [Ground],
    countedFrom: SourceColumn, method: Method, how: String, responsible: String
  ) {
    (self.name, self.relation, self.selection, self.category) = (name, relation, selection, category)
    (self.subjects, self.grounds, self.countedFrom) = (subjects, grounds, countedFrom)
    (self.method, self.how, self.responsible) = (method, how, responsible)
  }

  /// The ground whose minimum reaches back furthest, as seen on a day: which of `1mo` and `30d` is longer, the calendar
  /// decides.
  private func longest(on date: CivilDate) -> Ground {
    grounds.reduce(grounds[0]) { $1.minimum.start(on: date) < $0.minimum.start(on: date) ? $1 : $0 }
  }

  /// How long they are kept, as seen on a day: the longest time that a ground gives.
  package func minimum(on date: CivilDate) -> RetentionPeriod { longest(on: date).minimum }

  /// The first local day whose records are not due on a day: they have not been kept for as long as every ground asks.
  package func cutOff(on date: CivilDate) -> CivilDate { longest(on: date).minimum.start(on: date) }

  /// How long they may be kept at most, as seen on a day: the shortest end that a ground names.
  package func maximum(on date: CivilDate) -> RetentionPeriod? {
    grounds.compactMap(\.maximum).reduce(nil) { shortest, next in
      shortest.map { next.start(on: date) > $0.start(on: date) ? next : $0 } ?? next
    }
  }

  /// The first local day whose records are not older than they may be on a day; nil where no ground names an end.
  package func limit(on date: CivilDate) -> CivilDate? { maximum(on: date)?.start(on: date) }

  /// The first day on which records of a day are due.
  package func dueDay(of date: CivilDate) -> CivilDate {
    var day = date.advanced(by: Int(date.dayNumber - cutOff(on: date).dayNumber))
    while cutOff(on: day) > date { day = day.advanced(by: -1) }
    while cutOff(on: day) <= date { day = day.advanced(by: 1) }
    return day
  }

  /// Whether on some day the minimum of one ground outlasts the maximum of another, so that nobody could keep to both.
  package var contradictsItself: Bool {
    let first = CivilDate(year: 2024, month: 1, day: 1)
    // Four years have every date, the leap day among them.
    return (0..<1461).map { first.advanced(by: $0) }.contains { day in
      limit(on: day).map { $0 > cutOff(on: day) } ?? false
    }
  }
}
