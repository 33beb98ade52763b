package import Messages

/// One message to all addresses of a recipient: at once, and each by itself where the server refuses one of them.
struct Mailing {
  let server: MailServer
  let addresses: [MailAddress]
  /// The password; nil where the server asks for none.
  let secret: String?

  /// Sends a message.
  ///
  /// - Throws: ``MailError`` where it could not be sent at all, ``PartialMailError`` where addresses were refused.
  func send(_ message: [UInt8]) throws {
    do throws(MailError) {
      try submit(message, to: addresses)
    } catch {
      // It is said before a byte of the message has gone, so nobody has it twice.
      guard addresses.count > 1, error.isAboutAddress else { throw error }
      try sendToEach(message)
    }
  }

  private func sendToEach(_ message: [UInt8]) throws {
    var reached: [String] = []
    var refused: [(address: String, error: MailError)] = []
    var untried: [String] = []
    for (place, address) in addresses.enumerated() {
      do throws(MailError) {
        try submit(message, to: [address])
        reached.append(address.address)
      } catch {
        refused.append((address.address, error))
        // Whatever else went wrong is the way's fault, and would be the next one's too.
        if !error.isAboutAddress {
          untried = addresses[(place + 1)...].map(\.address)
          break
        }
      }
    }
    if !refused.isEmpty { throw PartialMailError(reached: reached, refused: refused, untried: untried) }
  }

  private func submit(_ message: [UInt8], to addresses: [MailAddress]) throws(MailError) {
    try Submission(server: server, recipients: addresses, secret: secret).send(message)
  }
}

/// Some addresses of a recipient have not got a message, and others may have.
package struct PartialMailError: DeliveryFault {
  /// Those that have it.
  package let reached: [String]
  /// Those that were refused, each with the reason.
  let refused: [(address: String, error: MailError)]
  /// Those that nothing was sent to any more.
  let untried: [String]

  /// It is given up only where every address was refused for good; whoever has it gets it no second time in any case.
  package var verdict: DeliveryVerdict {
    if refused.contains(where: { $0.error.verdict == .wayIsBroken }) { return .wayIsBroken }
    return untried.isEmpty && refused.allSatisfy { $0.error.verdict == .stop } ? .stop : .tryLater
  }

  package var failureKind: FailureKind { refused.first?.error.failureKind ?? .unavailable }

  package var message: Message {
    let failures = refused.map { Message(verbatim: "\($0.address):") + $0.error.message }
    return Message.joined([summary] + failures + (untried.isEmpty ? [] : [notTried]), by: " ")
  }

  private var summary: Message {
    let got = reached.joined(separator: ", ")
    if got.isEmpty { return Message(tr: "Adreslerin hiçbiri almadı.", en: "No address has got it.") }
    if untried.isEmpty {
      return Message(
        tr: "Adreslerden biri ya da birkaçı almadı, ötekiler aldı (\(got)).",
        en: "Some addresses have not got it, the others have (\(got)).")
    }
    return Message(
      tr: "Adreslerden biri ya da birkaçı almadı; alanlar: \(got).",
      en: "Some addresses have not got it; these have: \(got).")
  }

  private var notTried: Message {
    let names = untried.joined(separator: ", ")
    return Message(tr: "Bunlara gönderilmesi denenmedi: \(names).", en: "Not tried any more: \(names).")
  }
}
