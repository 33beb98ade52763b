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

  @Test func `asks for a pseudonym at M2`() {
    let mask = Mask(level: .M2) { "p-" + String($0.count) }
    #expect(mask.userName("root") == "p-4")
    #expect(mask.sessionID("19112") == "p-5")
    #expect(mask.rowKey("4711") == "p-4" && mask.device("kiosk") == "p-5")
  }
}
