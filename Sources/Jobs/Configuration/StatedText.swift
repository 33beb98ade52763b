import Messages

/// A reason or another text that a person gives on the command line and that a document prints.
enum StatedText {
  /// How long it may be, in characters of Unicode.
  private static let longest = 500

  /// The text: something that can be printed as it is, in one line.
  ///
  /// `missing` is what is said where there is none; `option` is where it was given.
  static func checked(_ text: String?, option: String, missing: Message) throws(Failure) -> String {
    let scalars = (text ?? "").unicodeScalars
    if scalars.allSatisfy({ $0.properties.isWhitespace || VisibleText.isInvisible($0) }) {
      throw Failure(.wrongUsage, missing)
    }
    guard !scalars.contains(where: VisibleText.isInvisible), scalars.count <= longest else {
      throw Failure(
        .wrongUsage,
        Message(
          tr:
            "\(option) tek satırlık, görünmeyen karakter içermeyen, en çok \(longest) karakterlik bir metin "
            + "olmalı.",
          en: "\(option) must be one line of at most \(longest) characters, none of them invisible."))
    }
    return text ?? ""
  }
}
