@testable import Analysis
import Files
import Support
import Testing

@Suite struct `The numbers of the rules` {
  @Test func `that a rule asks for are among its parameters, and none is left unasked`() throws {
    #expect(RuleList.all.count == 31)
    for rule in RuleList.all {
      let name = String(describing: rule)
      let text = try InputFile.text("\(Repository.path)/Sources/Analysis/Rules/\(name).swift")
      let asked = text.matches(of: /(?:context|numbers)\.value\("([^"]+)"\)/).map { String($0.1) }
      #expect(
        text.matches(of: /(?:context|numbers)\.value\(/).count == asked.count,
        "\(name) asks for a number by no fixed name")
      #expect(Set(asked).sorted() == rule.definition.parameters.map(\.name).sorted(), "\(name)")
    }
  }
}
