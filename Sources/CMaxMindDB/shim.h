#include <maxminddb.h>

/// The variadic MMDB_get_value for two levels and for three, which Swift cannot call.
static inline int tutanak_mmdb_value2(MMDB_entry_s *start, MMDB_entry_data_s *data, const char *first, const char *second) {
  return MMDB_get_value(start, data, first, second, NULL);
}
