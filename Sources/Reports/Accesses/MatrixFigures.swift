import Analysis
import Documents
import Model

/// The charts of accesses that are held against a matrix.
enum MatrixFigures {
  /// More roles or objects than that make a picture nobody reads; the table has all.
  static let drawnRoles = 12
  static let drawnObjects = 10

  /// A row a role, a column an object.
  static func places(_ summary: MatrixSummary, _ context: SectionContext) -> Figure? {
    let roles = Set(summary.places.keys.map(\.role)).sorted()
    let objects = Set(summary.places.keys.map(\.object)).sorted()
    guard (1...drawnRoles).contains(roles.count), (1...drawnObjects).contains(objects.count) else { return nil }
    let words = context.words
    return Figure(
      id: "matrix_places", title: words[.figurePlaces], subtitle: words[.figurePlacesSubtitle], shape: .heatMap,
      unit: .count, labels: objects.map(\.text), labelTitle: words.title(.role),
      series: roles.map { role in
        Figure.Series(
          name: role.text,
          values: objects.map { summary.places[.init(role: role, object: $0)]?.accesses.total ?? 0 })
      })
  }

  /// How many accesses deviated, document by document, this one last.
  static func trend(_ summary: MatrixSummary, _ context: SectionContext) -> Figure {
    let words = context.words
    let earlier = context.deviationsBefore
    return Figure(
      id: "matrix_trend", title: words[.figureDeviations], subtitle: words[.figureDeviationsSubtitle],
      shape: .bars,
      unit: .count, labels: earlier.map(\.number) + [context.facts.number], labelTitle: words.title(.document),
      series: [
        Figure.Series(name: words[.figureDeviations], values: earlier.map(\.count) + [summary.deviating])
      ])
  }
}
