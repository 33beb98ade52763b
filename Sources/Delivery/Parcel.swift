package import Evidence

/// What one recipient gets of one document.
package struct Parcel: Sendable {
  /// The files; none where a letter goes alone.
  package var shipment: Shipment
  /// The letter, where letters go.
  package var letter: Letter?
  /// For whom letter and files are put into an envelope; nil where they go as they are.
  package var certificates: RecipientCertificates?

  /// Addresses that an earlier try has reached: they get it no second time.
  package var reached: Set<String> = []

  /// A parcel of files.
  package init(_ shipment: Shipment) { self.shipment = shipment }
}
