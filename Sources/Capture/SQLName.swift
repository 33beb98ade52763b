/// Names as SQL has them, whatever they are made of.
enum SQLName {
  /// A name in double quotes.
  static func quoted(_ name: String) -> String {
    var result = "\""
    for scalar in name.unicodeScalars {
      if scalar == "\"" { result.unicodeScalars.append(scalar) }
      result.unicodeScalars.append(scalar)
    }
    return result + "\""
  }

  /// A table with its schema.
  static func quoted(_ schema: String, _ name: String) -> String { quoted(schema) + "." + quoted(name) }

  /// A text as a literal; names hold no control character, and no escape means anything in it.
  static func literal(_ text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      if scalar == "'" { result.unicodeScalars.append(scalar) }
      result.unicodeScalars.append(scalar)
    }
    return result + "'"
  }

  /// A text between dollar quotes that do not stand in it.
  static func dollarQuoted(_ text: String) -> String {
    var (tag, number) = ("$capture$", 0)
    while text.unicodeScalars.split(separator: "$").contains(where: { String($0) == tag.dropFirst().dropLast() }) {
      number += 1
      tag = "$capture\(number)$"
    }
    return "\(tag)\n\(text)\n\(tag)"
  }
}
