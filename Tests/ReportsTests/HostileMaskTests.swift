import Model
import Reports
import Support
import Testing

@Suite struct `Masking hostile texts` {
  @Test(arguments: Fuzzing.seeds(50)) func `never shows more than the text holds`(_ seed: Int) {
    var texts = HostileTexts(seed)
    for level in MaskLevel.allCases {
      let mask = Mask(level: level, pseudonym: { _ in "p" })
      for _ in 0..<20 {
        let text = texts.text()
        for hidden in [mask.fullName(text), mask.userName(text), mask.email(text), mask.sessionID(text)] {
          switch level {
          case .M0: #expect(hidden.utf8.elementsEqual(text.utf8))
          case .M1: #expect(hidden.utf8.count <= text.utf8.count * 4 + 8)
          case .M2: #expect(hidden == "p")
          case .M3: #expect(hidden == "***")
          }
        }
        _ = mask.userAgent(text)
        if let address = NetworkAddress(text) { _ = mask.address(address) }
        let agent = UserAgent(text)
        #expect((agent.family ?? "").unicodeScalars.count <= 40)
      }
    }
  }
}
