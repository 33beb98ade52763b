package import Messages
package import Settings

/// A way to a recipient: one file in `Channels/`, and one line in ``Channels``.
package protocol Channel: Sendable {
  /// What the configuration calls it.
  static var name: String { get }
  /// The keys of a recipient that are its own.
  static var keys: [String] { get }
  /// Whether a letter goes with what is delivered, which can also go alone, or sealed for the recipient's certificate.
  static var takesLetters: Bool { get }

  /// Reads a recipient's own keys; the files they name are looked at by ``check()``, which stops one recipient and not
  /// the whole run.
  init(_ settings: SettingsMapping, _ context: ChannelContext) throws(SettingsError)

  /// Where things go, in words, without a secret.
  var place: String { get }
  /// What fails with it: nobody else is tried over the same way in a run in which it failed.
  var way: String { get }
  /// A folder of this machine that it writes into.
  var localFolder: String? { get }
  /// The addresses of mail; nil where none goes.
  var addresses: [String]? { get }

  /// Whether files of so many bytes may go with a letter, in an envelope or without.
  func takes(_ bytes: Int, isSealed: Bool) -> Bool
  /// What the message of a letter is known by, where letters go.
  func messageID(of letter: Letter) -> String?
  /// Looks at the files that the settings name: credentials, and what a server is known by.
  func check() throws
  /// Hands a parcel over; errors that are a ``DeliveryFault`` say what is to be done next.
  func deliver(_ parcel: Parcel) throws -> Receipt
}

/// What channels read their settings with.
package struct ChannelContext: Sendable {
  /// The folder of all packages, which is no place to deliver to.
  package let archive: String
  /// The server that takes messages; nil where none is configured.
  package let mailServer: MailServer?
  /// Returns the path of a file that holds a secret, or says why it is no place for one.
  package let secretPath: @Sendable (SettingsNode) throws(SettingsError) -> String
  /// Returns what such a file holds.
  package let secret: @Sendable (SettingsNode) throws(SettingsError) -> [UInt8]

  /// A context from its parts.
  package init(
    archive: String, mailServer: MailServer?,
    secretPath: @escaping @Sendable (SettingsNode) throws(SettingsError) -> String,
    secret: @escaping @Sendable (SettingsNode) throws(SettingsError) -> [UInt8]
  ) {
    (self.archive, self.mailServer, self.secretPath, self.secret) = (archive, mailServer, secretPath, secret)
  }
}

extension Channel {
  /// Nothing is written here.
  package var localFolder: String? { nil }
  /// No mail goes.
  package var addresses: [String]? { nil }
  /// Whatever there is.
  package func takes(_ bytes: Int, isSealed: Bool) -> Bool { true }
  /// No message goes.
  package func messageID(of letter: Letter) -> String? { nil }
}

/// What is to be done after a delivery failed.
package enum DeliveryVerdict: Sendable, Equatable {
  /// It is about this one: it is tried again later, and others may go now.
  case tryLater
  /// The way is broken: nothing else is tried over it now.
  case wayIsBroken
  /// It was refused for good: a person has to look at it before it is tried again.
  case stop
}

/// An error of a channel, which says what is to be done next.
package protocol DeliveryFault: ExplainedError {
  /// What is to be done next.
  var verdict: DeliveryVerdict { get }
  /// Addresses that have got it all the same.
  var reached: [String] { get }
}

extension DeliveryFault {
  /// Nobody has got it.
  package var reached: [String] { [] }
}

extension DeliveryError: DeliveryFault {
  /// What is wrong with one shipment says nothing of the others.
  package var verdict: DeliveryVerdict { isAboutShipment ? .tryLater : .wayIsBroken }
}
