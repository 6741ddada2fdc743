// Makes a program that uses libssl repeat what has to be fresh, as broken random generators and old servers do. Loaded with LD_PRELOAD.
// REPEAT=random: every hello of the process has the same random. REPEAT=key: its first ephemeral key serves every connection.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

typedef struct evp_pkey_st EVP_PKEY;
typedef struct evp_pkey_ctx_st EVP_PKEY_CTX;
int EVP_PKEY_up_ref(EVP_PKEY *key);

static int repeats(const char *what) {
  const char *wanted = getenv("REPEAT");
  return wanted && strcmp(wanted, what) == 0;
}

// libssl fills the random of a hello with it; libcrypto calls its own for keys.
int RAND_bytes_ex(void *context, unsigned char *buffer, size_t length, unsigned int strength) {
  static int (*original)(void *, unsigned char *, size_t, unsigned int);
  if (!original) original = dlsym(RTLD_NEXT, "RAND_bytes_ex");
  if (repeats("random") && length == 32) {
    for (size_t i = 0; i < length; i++) buffer[i] = (unsigned char)(i * 7 + 1);
    return 1;
  }
  return original(context, buffer, length, strength);
}

int EVP_PKEY_keygen(EVP_PKEY_CTX *context, EVP_PKEY **key) {
  static int (*original)(EVP_PKEY_CTX *, EVP_PKEY **);
  static EVP_PKEY *first;
  if (!original) original = dlsym(RTLD_NEXT, "EVP_PKEY_keygen");
  if (repeats("key") && first) {
    *key = first;
    return EVP_PKEY_up_ref(first);
  }
  int result = original(context, key);
  if (result > 0 && !first && repeats("key")) {
    first = *key;
    EVP_PKEY_up_ref(first);
  }
  return result;
}
