/// The data controller's identity block, from the configuration; empty texts are left out of documents.
package struct Controller: Sendable, Equatable {
  /// The legal name.
  package var name = ""
  /// The address.
  package var address = ""
  /// The MERSİS number, 16 digits.
  package var mersis = ""
  /// The tax number, 10 digits.
  package var vkn = ""
  /// The registered e-mail address.
  package var kep = ""
  /// The VERBİS registration.
  package var verbis = ""
  /// The contact for data protection: name, mail, telephone.
  package var contact = ""

  /// An empty block.
  package init() {}
}
