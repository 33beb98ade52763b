#include <locale.h>
#include <stddef.h>
#include <xlsxwriter.h>

// GNU's memmem(3), which Swift's view of the C library leaves out.
extern void *memmem(const void *haystack, size_t haystack_length, const void *needle, size_t needle_length);

// All categories of a locale; as a macro it is too involved for Swift.
static const int shim_all_locale_categories = LC_ALL_MASK;
