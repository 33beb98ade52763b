import CCurl

/// libcurl itself, which wants to be asked once before anything else.
enum CurlLibrary {
  /// Whether it can be used.
  static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
}
