import Archive
import Documents
import Files
import Reports

/// A document in whose place another edition is issued.
struct ReplacedDocument: Sendable, Equatable {
  /// Its number.
  let number: DocumentNumber
  /// Its edition, from 1.
  let edition: Int
  /// The schedule it was made for; its period stays settled by the new edition.
  let schedule: String?
  /// Why it is replaced.
  let reason: String
  /// What the source held of its period then, by relation; empty where nobody knows.
  let rows: [String: IssuedRows]
  /// The first of the documents that it follows, or itself; nil where nothing rests on it.
  var first: IssueFacts.First?
}

extension IssueRecord {
  /// The first of the documents that end with one, and when it was made, as its manifest says.
  func first(before number: DocumentNumber) -> IssueFacts.First {
    var first = number
    while case .there(let head) = document(first), let earlier = head.replaces,
      earlier.sequence < first.sequence
        || earlier.year < first.year
    { first = earlier }
    let path = "\(archive.yearFolder(first.year))/\(first.folderName)/\(Manifest.fileName)"
    let manifest = (try? InputFile.bytes(path)).flatMap { JSONValue(reading: $0) }
    let made = manifest?["made_at"]?.instantValue
    let isGiven = manifest?["as_of_given"]?.boolValue ?? false
    return IssueFacts.First(
      number: first.text, moment: isGiven ? manifest?["as_of"]?.instantValue : made, made: made)
  }
}
