/* How long a program spends in OpenSSL's digests and signatures: preloaded, it adds up the CPU time of each thread and
   writes the seconds into the file that TUTANAK_SEAL_TIME names. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static _Atomic long long spent;
static _Thread_local int depth;

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* Every function of ours returns a word and takes at most six. */
#define TIMED(name)                                                                             \
  long name(long a, long b, long c, long d, long e, long f) {                                   \
    static long (*real)(long, long, long, long, long, long);                                    \
    if (!real) real = (long (*)(long, long, long, long, long, long))dlsym(RTLD_NEXT, #name);    \
    long long begun = depth++ ? 0 : now();                                                      \
    long result = real(a, b, c, d, e, f);                                                       \
    if (!--depth) spent += now() - begun;                                                       \
    return result;                                                                              \
  }

TIMED(EVP_DigestUpdate)
TIMED(EVP_DigestFinal_ex)
TIMED(CMS_sign)
TIMED(CMS_final)
TIMED(CMS_add1_signer)
TIMED(PEM_read_bio_PrivateKey)
TIMED(PEM_read_bio_X509)
TIMED(EVP_PKEY_Q_keygen)
TIMED(X509_sign)

__attribute__((destructor)) static void tell(void) {
  const char *path = getenv("TUTANAK_SEAL_TIME");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%.6f\n", spent / 1e9);
  fclose(file);
}
