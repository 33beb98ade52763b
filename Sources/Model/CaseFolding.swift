extension String {
  /// The text with full Unicode case folding, without any locale: `ADMIN` is `admin` everywhere, `ß` is `ss`.
  ///
  /// The lower-case form folds to itself for nearly all; ß, ς, ſ and the like fold over their upper-case form.
  public var caseFolded: String {
    var folded = ""
    for scalar in unicodeScalars {
      let lower = scalar.properties.lowercaseMapping
      guard lower.unicodeScalars.contains(where: \.properties.changesWhenCaseFolded) else {
        folded += lower
        continue
      }
      for scalar in lower.unicodeScalars {
        for upper in scalar.properties.uppercaseMapping.unicodeScalars { folded += upper.properties.lowercaseMapping }
      }
    }
    return folded
  }

  /// What a reader takes a name for: without white space around it, case folded (docs/domain/evaluation.md, 2).
  ///
  /// Unicode's composed and decomposed forms stay as they are; whoever compares by bytes composes first.
  public var foldedName: String {
    var scalars = Substring(self).unicodeScalars
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return String(Substring(scalars)).caseFolded
  }
}
