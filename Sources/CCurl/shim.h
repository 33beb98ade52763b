#include <curl/curl.h>

// Swift cannot call functions with any number of parameters; these are curl_easy_setopt, one for each kind of value.

static inline CURLcode curl_set_number(CURL *handle, CURLoption option, long value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_text(CURL *handle, CURLoption option, const char *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_pointer(CURL *handle, CURLoption option, void *value) {
  return curl_easy_setopt(handle, option, value);
}

static inline CURLcode curl_set_reader(CURL *handle, curl_read_callback reader) {
  return curl_easy_setopt(handle, CURLOPT_READFUNCTION, reader);
}

static inline CURLcode curl_set_writer(CURL *handle, CURLoption option, curl_write_callback writer) {
  return curl_easy_setopt(handle, option, writer);
}

static inline CURLcode curl_set_watcher(CURL *handle, curl_xferinfo_callback watcher) {
  return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, watcher);
}

// The same of curl_easy_getinfo.

static inline CURLcode curl_get_number(CURL *handle, CURLINFO information, long *value) {
  return curl_easy_getinfo(handle, information, value);
}

static inline CURLcode curl_get_text(CURL *handle, CURLINFO information, char **value) {
  return curl_easy_getinfo(handle, information, value);
}
