#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

// A name as RFC 2253 writes it, with what is beyond ASCII left readable: the importer does not see these macros.
static const unsigned long readable_name = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;
