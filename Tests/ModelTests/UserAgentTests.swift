import Model
import Testing

@Suite struct `A browser's description of itself` {
  static let texts: [(String, String)] = [
    (
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36",
      "Chrome 126 · Windows"
    ),
    (
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/125.0.0.0",
      "Edge 125 · Windows"
    ),
    ("Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0", "Firefox 127 · Linux"),
    (
      "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5_1 like Mac OS X) AppleWebKit/605.1.15 Version/17.5 Mobile Safari/604.1",
      "Safari 17 · iOS"
    ),
    ("Mozilla/5.0 (Linux; Android 14; SM-S918B) Chrome/126.0.0.0 Mobile Safari/537.36", "Chrome 126 · Android"),
    ("KurumMobil/4.12.1 (tr.example.kurum; build:4121; iOS 17.5.1)", "KurumMobil 4 · iOS"),
    ("okhttp/4.12.0", "okhttp 4"), ("python-requests/2.32.3", "python-requests 2"), ("", ""), ("gibberish", ""),
    (String(repeating: "A", count: 32_768), ""),
  ]

  @Test(arguments: texts) func `comes down to family, version and system`(_ text: String, _ short: String) {
    #expect(UserAgent(text).description == short)
  }
}
