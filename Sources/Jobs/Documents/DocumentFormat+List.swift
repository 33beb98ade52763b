import Messages

extension DocumentFormat {
  /// The formats of a list as a person writes it: `pdf,xlsx`.
  static func list(_ text: String) throws(Failure) -> [DocumentFormat] {
    var formats: [DocumentFormat] = []
    let known = allCases.map(\.rawValue)
    for word in text.split(separator: ",", omittingEmptySubsequences: false).map(String.init) {
      guard let format = DocumentFormat(rawValue: word) else {
        let unknown = Message(
          tr: "--format: “\(word)” bir biçim değil; biçimler: \(known.joined(separator: ", ")).",
          en: "--format: “\(word)” is no format; the formats are \(known.joined(separator: ", ")).")
        throw Failure(.wrongUsage, Suggestion.question(for: word, among: known).map { unknown + $0 } ?? unknown)
      }
      guard !formats.contains(format) else {
        throw Failure(
          .wrongUsage,
          Message(tr: "--format: “\(word)” iki kez yazılmış.", en: "--format: “\(word)” stands twice."))
      }
      formats.append(format)
    }
    return formats
  }
}
