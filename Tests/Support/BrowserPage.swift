import Foundation

/// An HTML document as a real Chromium shows it, and as a program reads it that is no browser.
package enum BrowserPage {
  /// Something a reader does, or a question to the page.
  package enum Step: Sendable {
    /// A script's value.
    case evaluate(String)
    /// A click in the middle of what a selector finds.
    case click(String)
    /// A text put into a field in place of what it holds.
    case type(String, into: String)
    /// A choice of a list.
    case choose(String, of: String)
    /// Printed into a PDF of that path.
    case print(to: String)
    /// A picture of what is seen, so many pixels wide.
    case picture(String, width: Int, dark: Bool)

    fileprivate var object: [String: Any] {
      switch self {
      case .evaluate(let script): ["evaluate": script]
      case .click(let selector): ["click": selector]
      case .type(let text, let selector): ["type": selector, "text": text]
      case .choose(let value, let selector): ["choose": selector, "value": value]
      case .print(let path): ["print": path]
      case .picture(let path, let width, let dark): ["picture": path, "width": width, "dark": dark]
      }
    }
  }

  /// What came of a visit.
  package struct Visit: Sendable {
    /// The value of every step, in order.
    package let results: [JSON]
    /// Dialogs, messages of the console and exceptions, and requests but for the page itself: none of a good page.
    package let complaints: [String]
  }

  private static let scripts = Repository.path + "/Tests/HTMLTests/"

  /// Opens a page once its rows are unpacked, and takes the steps one after the other; `before` runs before its script.
  package static func visit(_ path: String, _ steps: [Step], before: String = "") throws -> Visit {
    let input = try JSONSerialization.data(withJSONObject: steps.map(\.object))
    let outcome = try Command.run(
      "python3", scripts + "browser.py", path, before, input: String(decoding: input, as: UTF8.self))
    guard outcome.status == 0 else { throw ServerFailure("Chromium: \(outcome.errors)") }
    let answer = try JSON(text: outcome.output)
    let requests = answer["requests"].list.compactMap(\.text).filter {
      $0 != "file://" + path && !$0.hasPrefix("data:")
    }
    return Visit(
      results: answer["results"].list,
      complaints: answer["dialogs"].list.compactMap(\.text) + answer["messages"].list.compactMap(\.text) + requests)
  }

  /// The rows of every list inside, by the table's name; moments as microseconds since 1970 in UTC.
  package static func rows(of path: String) throws -> JSON {
    let outcome = try Command.run("python3", scripts + "blocks.py", path)
    guard outcome.status == 0 else { throw ServerFailure("blocks.py: \(outcome.errors)") }
    return try JSON(text: outcome.output)
  }
}
