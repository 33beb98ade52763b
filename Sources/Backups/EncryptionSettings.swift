import Files
import Messages
package import Settings

/// For whom dumps are encrypted: the block `backup.encryption` of the configuration.
package struct EncryptionSettings: Sendable, Equatable {
  /// A public key, and what is said where age does not take it.
  struct Recipient: Sendable, Equatable {
    /// The key as age takes it with `-r`: `age1…`, or a public key of ssh.
    let key: String
    /// The complaint, which names the place and not the key.
    let complaint: SettingsError
  }

  /// Everyone who can read the dumps.
  let recipients: [Recipient]
  /// age, a name on the PATH or a path.
  package var program = "age"
  /// A private key on this machine, with which each dump is decrypted again after it was made; nil where there is none.
  package var identityFile: String?

  /// The public keys, in the order they stand.
  package var publicKeys: [String] { recipients.map(\.key) }

  /// Reads the block; `secretPath` checks a file that holds a secret and returns its path.
  package init(
    _ node: SettingsNode, secretPath: (SettingsNode) throws(SettingsError) -> String
  ) throws(SettingsError) {
    let settings = try node.mapping(["recipients", "recipients_file", "program", "identity_file"])
    var recipients: [Recipient] = []
    if let list = settings["recipients"] {
      for element in try list.list() {
        recipients.append(try Self.recipient(element.string(), where: element.error))
      }
    }
    if let file = settings["recipients_file"] { recipients += try Self.keys(inFile: file) }
    guard !recipients.isEmpty else {
      throw node.error(
        Message(
          tr: "şifreleme için en az bir açık anahtar gerekir: “recipients: [age1…]” veya “recipients_file: <dosya>” "
            + "(“age-keygen -y <özel anahtar>” yazar).",
          en: "encryption needs at least one public key: “recipients: [age1…]” or “recipients_file: <file>” "
            + "(“age-keygen -y <private key>” prints it)."))
    }
    self.recipients = recipients
    if let tool = settings["program"] { program = try tool.string() }
    identityFile = try settings["identity_file"].map { node throws(SettingsError) in try secretPath(node) }
  }

  /// Public keys of one who gets documents, as a list or one alone; `program` names age.
  package init(keys node: SettingsNode, program: SettingsNode?) throws(SettingsError) {
    var recipients: [Recipient] = []
    for element in node.text == nil ? try node.list() : [node] {
      recipients.append(try Self.recipient(element.string(), where: element.error, consequence: Self.nothingSent))
    }
    guard !recipients.isEmpty else {
      throw node.error(
        Message(tr: "en az bir açık anahtar gerekir.", en: "at least one public key is needed."))
    }
    self.recipients = recipients
    if let program { self.program = try program.string() }
  }

  private static let nothingSent = Message(
    tr: "Alıcıya hiçbir şey gönderilmez.", en: "Nothing is sent to the recipient.")
  private static let nothingWritten = Message(
    tr: "Şifrelenemeyen yedek alınmaz, hiçbir şey yazılmadı.",
    en: "No backup is made that cannot be encrypted, and nothing was written.")

  /// One key a line; `#` begins a remark.
  private static func keys(inFile node: SettingsNode) throws(SettingsError) -> [Recipient] {
    let path = try node.string()
    let text: String
    do throws(FileError) {
      text = try InputFile.text(path)
    } catch {
      throw node.error(error.message)
    }
    var recipients: [Recipient] = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.trimmingPrefix { $0 == " " } }
    for (index, line) in lines.enumerated() {
      var key = line
      while let last = key.last, last.isWhitespace { key.removeLast() }
      if key.isEmpty || key.hasPrefix("#") { continue }
      recipients.append(
        try recipient(String(key)) { SettingsError(file: path, line: index + 1, column: 1, problem: $0) })
    }
    guard !recipients.isEmpty else {
      throw node.error(
        Message(
          tr: "\(path) içinde açık anahtar yok; her satıra bir “age1…” yazın.",
          en: "\(path) holds no public key; write one “age1…” a line."))
    }
    return recipients
  }

  /// A key that may stand in a command line and in a manifest.
  private static func recipient(
    _ key: String, where error: (Message) -> SettingsError, consequence: Message = nothingWritten
  ) throws(SettingsError) -> Recipient {
    guard !key.uppercased().contains("AGE-SECRET-KEY"), !key.contains("PRIVATE KEY") else {
      throw error(
        Message(
          tr: "bu özel bir anahtar; buraya açık olanı yazın (“age-keygen -y <dosya>”) ve özel anahtarı bu makineden "
            + "kaldırın.",
          en: "this is a private key; write the public one here (“age-keygen -y <file>”) and take the private one off "
            + "this machine."))
    }
    let complaint = error(
      Message(
        tr: "age bu açık anahtarı kabul etmiyor; “age-keygen -y <özel anahtar>” ne yazıyorsa onu yazın.",
        en: "age does not take this public key; write what “age-keygen -y <private key>” prints.") + consequence)
    guard !key.isEmpty, key.unicodeScalars.allSatisfy({ $0.value >= 0x20 }) else { throw complaint }
    return Recipient(key: key, complaint: complaint)
  }
}

extension EncryptionSettings {
  /// How age is asked to encrypt for all of them.
  var arguments: [String] { ["--encrypt"] + recipients.flatMap { ["--recipient", $0.key] } }

  /// Has age encrypt nothing for all recipients, before anything is written.
  ///
  /// - Throws: a ``SettingsError`` with the place of the first key that age does not take.
  package func check() async throws {
    if try await encrypts(arguments) { return }
    for recipient in recipients where try await !encrypts(["--encrypt", "--recipient", recipient.key]) {
      throw recipient.complaint
    }
    throw recipients[0].complaint
  }

  private func encrypts(_ arguments: [String]) async throws -> Bool {
    try await ChildProcess.run(program, arguments + ["--output", "/dev/null"], environment: [:]).isSuccess
  }
}
