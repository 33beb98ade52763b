import Model

extension String {
  /// What a reader takes a name for: without white space around it, case folded without any locale (anomalies §2.1).
  ///
  /// Unicode's composed and decomposed forms stay as they are, since Swift compares them as equal.
  var foldedName: String {
    var scalars = Substring(self).unicodeScalars
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return String(Substring(scalars)).caseFolded
  }
}
