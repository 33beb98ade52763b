import Testing

@testable import Excel

/// Columns of a small table: the words of their headers are whole where the page has room for them.
@Suite struct HeaderWordsTests {
  @Test(arguments: [
    // What a header lacks comes from where the page has room, then from the broadest.
    (least: [2, 2, 2], shares: [1, 3, 3], count: 10, result: [2, 3, 3]),
    (least: [2, 2, 2], shares: [1, 5, 4], count: 10, result: [2, 4, 4]),
    (least: [3, 1, 1], shares: [1, 2, 2], count: 5, result: [3, 1, 1]),
    // Nothing is lacking, or there is not enough for all: as it was.
    (least: [2, 2], shares: [4, 6], count: 10, result: [4, 6]),
    (least: [4, 4, 4], shares: [2, 4, 4], count: 10, result: [2, 4, 4]),
  ])
  func `get what they lack and no more than the page has`(
    least: [Int], shares: [Int], count: Int, result: [Int]
  ) {
    #expect(SmallTable.holding(least, in: shares, of: count) == result)
  }
}
