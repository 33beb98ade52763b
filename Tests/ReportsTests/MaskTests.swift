import Model
import Reports
import Testing

@Suite struct `Masking` {
  let partial = Mask(level: .M1)

  @Test(arguments: [("Ahmet Yılmaz", "Ah*** Yı***"), ("İpek Çığ", "İp*** Çı***"), ("Al", "A***"), ("", "")])
  func `hides a name but its first letters`(_ name: String, _ hidden: String) {
    #expect(partial.fullName(name) == hidden)
  }

  @Test(arguments: [
    ("ahmet.yilmaz", "ah***.yi***"), ("root", "ro***"), ("a@okul.com", "a***@o***.com"), ("x.y", "x***.y***"),
  ])
  func `hides a sign-in name`(_ name: String, _ hidden: String) {
    #expect(partial.userName(name) == hidden)
  }

  static let addresses: [(String, String)] = [
    ("85.105.12.7", "85.105.12.***"), ("2a02:e0:1234:5::1", "2a02:e0:1234:***"), ("kiosk-3.okul.tr", "host:ki***"),
    ("fe80::1%eth0", "fe80:0:0:***"),
  ]

  @Test(arguments: addresses) func `hides the end of an address`(_ address: String, _ hidden: String) throws {
    #expect(partial.address(try #require(NetworkAddress(address))) == hidden)
  }

  @Test func `shortens a session's identifier where it is more than a row number`() {
    #expect(partial.sessionID("19112") == "19112")
    #expect(partial.sessionID("0f8fad5b-d9cb-469f-a165-70867728950e") == "0f8fad5b***")
  }

  @Test func `leaves everything at M0 and nothing at M3`() {
    #expect(Mask(level: .M0).fullName("Ahmet Yılmaz") == "Ahmet Yılmaz")
    #expect(Mask(level: .M3).fullName("Ahmet Yılmaz") == "***")
    #expect(Mask(level: .M3).rowKey("4711") == "***" && Mask(level: .M3).device("kiosk") == "***")
    #expect(partial.rowKey("4711") == "4711" && partial.device("Ayşe'nin telefonu") == "Ay***")
  }

  /// A digest that is no secret, and different for different texts.
  private static let marking = Mask(
    level: .M1,
    digest: { parts in
      var state = parts.joined(separator: "\0").utf8.reduce(UInt64(14_695_981_039_346_656_037)) {
        ($0 ^ UInt64($1)) &* 1_099_511_628_211
      }
      let words = (0..<4).map { _ -> String in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
      }
      return words.joined()
    })

  @Test(arguments: ["203.0.113", "10.0.0"]) func `numbers the addresses of a network, each once`(network: String) throws
  {
    let hidden = try (0...255).map { Self.marking.address(try #require(NetworkAddress("\(network).\($0)"))) }
    #expect(Set(hidden) == Set((1...256).map { "\(network).*** #\($0)" }))
    // In no order that tells them.
    #expect(hidden != (1...256).map { "\(network).*** #\($0)" })
  }

  @Test func `keeps apart what looks alike, and marks the same alike`() throws {
    let mask = Self.marking
    let addresses = try (1...2000).map { mask.address(try #require(NetworkAddress("2001:db8:1::\($0)"))) }
    #expect(Set(addresses).count == 2000)
    #expect(addresses.allSatisfy { $0.wholeMatch(of: /2001:db8:1:\*\*\* #[0-9a-z]{6}/) != nil })
    #expect(try mask.address(#require(NetworkAddress("2001:db8:1::7"))) == addresses[6])
    let sessions = (1...2000).map { mask.sessionID("session-number-\($0)") }
    #expect(Set(sessions).count == 2000)
    #expect(mask.device("LAPTOP-1") != mask.device("LAPTOP-2"))
    #expect(mask.mark(ofUser: "4711", isName: false) == " #4711")
    let long = "0f8fad5b-d9cb-469f-a165-70867728950e"
    #expect(mask.mark(ofUser: long, isName: false).hasPrefix(" #"))
    #expect(mask.mark(ofUser: "ayse", isName: true) != mask.mark(ofUser: "aysu", isName: true))
  }

  @Test(arguments: [MaskLevel.M0, .M2, .M3]) func `marks nothing at other levels`(level: MaskLevel) throws {
    let mask = Mask(level: level, pseudonym: { _ in "p" }, digest: { _ in String(repeating: "a", count: 64) })
    #expect(try !mask.address(#require(NetworkAddress("203.0.113.9"))).contains("#"))
    #expect(!mask.sessionID("0f8fad5b-d9cb-469f").contains("#") && !mask.device("kiosk").contains("#"))
    #expect(mask.mark(ofUser: "4", isName: false) == "")
  }

  @Test func `asks for a pseudonym at M2`() {
    let mask = Mask(level: .M2, pseudonym: { "p-" + String($0.count) })
    #expect(mask.userName("root") == "p-4")
    #expect(mask.sessionID("19112") == "p-5")
    #expect(mask.rowKey("4711") == "p-4" && mask.device("kiosk") == "p-5")
  }
}
