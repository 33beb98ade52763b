/// Sets of numbers that grow together; four bytes a number.
struct UnionFind {
  private var parents: [Int32] = []

  /// How many numbers there are.
  var count: Int { parents.count }

  /// Adds the next number, alone in its set.
  mutating func add() { parents.append(Int32(parents.count)) }

  /// The least number of a number's set.
  mutating func root(of number: Int32) -> Int32 {
    var number = number
    while parents[Int(number)] != number {
      parents[Int(number)] = parents[Int(parents[Int(number)])]
      number = parents[Int(number)]
    }
    return number
  }

  /// Makes one set of two.
  mutating func unite(_ first: Int32, _ second: Int32) {
    let (one, other) = (root(of: first), root(of: second))
    parents[Int(max(one, other))] = min(one, other)
  }
}
