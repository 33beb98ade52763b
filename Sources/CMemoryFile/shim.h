/* memfd_create(2), which <sys/mman.h> declares for _GNU_SOURCE only. */
int memfd_create(const char *name, unsigned int flags);
