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
  /// How many bytes may go with a letter, all in all; nil has no limit.
  var sizeLimit: Int? { get }

  /// Looks at the files that the settings name: credentials, and what a server is known by.
  func check() throws
  /// Hands a parcel over; errors that are a ``DeliveryFault`` say what is to be done next.
  func deliver(_ parcel: Parcel) throws -> Receipt
}

/// What channels read their settings with.
package struct ChannelContext: Sendable {
  /// The folder of all packages, which is no place to deliver to.
  package let archive: String
  /// Returns the path of a file that holds a secret, or says why it is no place for one.
  package let secretPath: @Sendable (SettingsNode) throws(SettingsError) -> String

  /// A context from its parts.
  package init(
    archive: String, secretPath: @escaping @Sendable (SettingsNode) throws(SettingsError) -> String
  ) {
    (self.archive, self.secretPath) = (archive, secretPath)
  }
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
}

extension DeliveryError: DeliveryFault {
  /// What is wrong with one shipment says nothing of the others.
  package var verdict: DeliveryVerdict { isAboutShipment ? .tryLater : .wayIsBroken }
}
