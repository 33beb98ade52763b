import Documents

/// The texts of documents whose rows came from several servers, beside those of ``WordKey``.
package enum ServersWordKey: String, Sendable, CaseIterable {
  case methodReadingServers = "servers.reading"
  case readFromServers = "servers.moments"
  case foreignRowsNotDumped = "servers.not_dumped"
  case hiddenRowsUnknown = "servers.hidden_rows"
  case statementReadingServers = "servers.statement"
  case backupsLackForeignRows = "servers.backups_lack"
  case backupsMayLackForeignRows = "servers.backups_unknown"
}

extension ServersWordKey: TextKey {}

extension TextCatalog {
  /// The text of a key of several servers, with its places `{name}` filled.
  func callAsFunction(_ key: ServersWordKey, _ values: [String: String]) -> String {
    RendererTexts.fill(text(key.rawValue), values)
  }
}
