/// The key of a text of documents, of whichever list of them.
package protocol TextKey: Sendable {
  /// The key in the files of words.
  var rawValue: String { get }
}

extension WordKey: TextKey {}
extension StatementWordKey: TextKey {}
extension FigureWordKey: TextKey {}
extension ArchiveWordKey: TextKey {}
extension RequestWordKey: TextKey {}
extension DeadlineWordKey: TextKey {}
extension AuthorityWordKey: TextKey {}
extension BreachWordKey: TextKey {}
