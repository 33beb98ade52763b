/// `1 address`, `2 addresses`: a number with its noun, for the English sentences.
func counted(_ count: some BinaryInteger, _ noun: String) -> String {
  count == 1 ? "1 \(noun)" : "\(count) \(noun)" + (noun.hasSuffix("s") ? "es" : "s")
}
