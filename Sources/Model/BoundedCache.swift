/// What was made of values met lately, so that it need not be made again for every row.
///
/// Memory is bounded: long texts are not remembered, and after so many different values everything is forgotten.
/// It can be inlined, so that whoever uses it looks up keys of a known type.
public final class BoundedCache<Key: Hashable, Value> {
  @usableFromInline var results: [Key: Value] = [:]
  @usableFromInline let limit: Int

  /// Nothing met yet.
  @inlinable public init(limit: Int = 3_000) {
    self.limit = limit
  }

  @inlinable func remember(_ key: Key, _ make: (Key) -> Value) -> Value {
    if let result = results[key] { return result }
    let result = make(key)
    if results.count >= limit { results.removeAll(keepingCapacity: true) }
    results[key] = result
    return result
  }
}

extension BoundedCache where Key == Identifier {
  /// What `make` makes of a text, now or before; texts beyond 512 bytes are made anew each time, so that they do not fill the memory.
  @inlinable public func result(for text: String, _ make: (String) -> Value) -> Value {
    text.utf8.count > 512 ? make(text) : remember(Identifier(text)) { make($0.text) }
  }
}

extension BoundedCache where Key == NetworkAddress {
  /// What `make` makes of an address, now or before; a host name is made anew each time, since it may be a text of any length.
  @inlinable public func result(for address: NetworkAddress, _ make: (NetworkAddress) -> Value) -> Value {
    if case .host = address { make(address) } else { remember(address, make) }
  }
}
