import Foundation
import Intake
import Model
import Support
import Testing

@Suite struct `User keys of hostile names` {
  @Test(arguments: Fuzzing.seeds(50)) func `are composed, and their own keys`(_ seed: Int) throws {
    var texts = HostileTexts(seed)
    for _ in 0..<40 {
      let name = texts.text()
      guard let key = UserKey.folding(name) else { continue }
      #expect(!key.isEmpty)
      #expect(Identifier(key.precomposedStringWithCanonicalMapping) == Identifier(key))
      let again = try #require(UserKey.folding(key))
      #expect(Identifier(again) == Identifier(key), "\(name.debugDescription)")
      let decomposed = try #require(UserKey.folding(name.decomposedStringWithCanonicalMapping))
      #expect(Identifier(decomposed) == Identifier(key), "\(name.debugDescription)")
    }
  }
}
