import Analysis
import Documents

/// What page 1 of an audit says of the matrix of authority, by the rules of docs/reports.md.
struct MatrixStatements {
  let rows: MatrixRows
  let context: SectionContext

  private func statement(_ code: Statement.Code, _ key: MatrixWordKey, _ count: String = "") -> Statement {
    Statement(code: code, text: context.words(key, ["count": count]))
  }

  private var counts: MatrixText.Counts { MatrixText.Counts(rows, context) }

  /// Accesses that deviate.
  var standingOut: [Statement] {
    guard let summary = rows.summary, rows.isApplied, summary.deviating > 0 else { return [] }
    return [statement(.matrixDeviations, .statementDeviations, counts.deviating)]
  }

  /// Why accesses were not held against a matrix, and how many; at M3 the section alone has the parts of those in doubt.
  var missing: [Statement] {
    guard rows.namesObjects else { return [statement(.noObjects, .statementNoObjects)] }
    guard let summary = rows.summary else { return [statement(.noMatrix, .statementNoMatrix)] }
    let unnamed = rows.unnamed > 0 ? [statement(.objectsUnnamed, .statementUnnamed, counts.unnamed)] : []
    let unjudged =
      summary.toExamine > 0 && !context.showsCountsOnly
      ? [statement(.accessesUnjudged, .statementUnjudged, context.count(summary.toExamine))] : []
    return unjudged + unnamed
  }

  /// What is left to people.
  var toDo: [Statement] {
    guard let summary = rows.summary, rows.isApplied else { return [] }
    let examine = summary.deviating > 0 ? [statement(.examineDeviations, .actDeviations)] : []
    let lacks = [AccessMatrix.Doubt.objectUnknown, .roleNotInMatrix].contains { summary.doubts[$0, default: 0] > 0 }
    return examine + (lacks ? [statement(.completeMatrix, .actMatrix)] : [])
  }
}
