/// Shares a table's width among its columns.
enum ColumnWidths {
  /// What a column asks for, in points.
  struct Demand {
    /// Its width in the report's definition, in any unit: the proportion to the others counts.
    var proportion: Double
    /// What it needs so that no number, date or severity is broken.
    var least: Double
    /// What it needs so that no word is broken.
    var words: Double
    /// What it needs so that nothing is wrapped.
    var wish: Double
  }

  /// The widths, which add up to `available`.
  ///
  /// The proportions are kept where everything fits. A column that needs more gets it from those that can spare it;
  /// when there is too little for all, words are broken first and numbers last.
  static func share(_ available: Double, among demands: [Demand]) -> [Double] {
    let least = demands.reduce(0) { $0 + $1.least }
    guard least < available else { return demands.map { $0.least * available / max(least, 1) } }
    let floors = floors(of: demands, least, available)
    let proportions = max(demands.reduce(0) { $0 + $1.proportion }, 1)
    var widths = zip(demands, floors).map { max($0.0.proportion / proportions * available, $0.1) }
    let excess = widths.reduce(0, +) - available
    let spare = zip(widths, floors).reduce(0) { $0 + ($1.0 - $1.1) }
    if spare > 0 { widths = zip(widths, floors).map { $0.0 - ($0.0 - $0.1) * excess / spare } }
    satisfy(demands, floors, &widths)
    return widths
  }

  /// The least widths, with as much for unbroken words as there is room for.
  private static func floors(of demands: [Demand], _ least: Double, _ available: Double) -> [Double] {
    let wanted = demands.reduce(0) { $0 + max($1.least, $1.words) }
    let share = wanted > available ? (available - least) / (wanted - least) : 1
    return demands.map { $0.least + (max($0.least, $0.words) - $0.least) * share }
  }

  /// Moves what some columns do not use to those that would wrap.
  private static func satisfy(_ demands: [Demand], _ floors: [Double], _ widths: inout [Double]) {
    let surpluses = widths.indices.map { max(0, widths[$0] - max(demands[$0].wish, floors[$0])) }
    let lacks = widths.indices.map { max(0, demands[$0].wish - widths[$0]) }
    let (surplus, lack) = (surpluses.reduce(0, +), lacks.reduce(0, +))
    guard surplus > 0, lack > 0 else { return }
    let moved = min(surplus, lack)
    for index in widths.indices {
      widths[index] += lacks[index] * moved / lack - surpluses[index] * moved / surplus
    }
  }
}
