/// What one recipient gets of one document.
package struct Parcel: Sendable {
  /// The files; none where only a letter goes.
  package let shipment: Shipment

  /// A parcel from its parts.
  package init(_ shipment: Shipment) { self.shipment = shipment }
}
