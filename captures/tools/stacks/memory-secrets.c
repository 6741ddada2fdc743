/* Finds a traffic secret of DTLS 1.3 in a process, for programs that write no key log: memory-secrets PID SAMPLE...
 * The samples are the first records of one side and epoch, in order: in hexadecimal, two bytes of record number as sent and the first 16 bytes behind the header.
 * The secret is the one whose mask turns their numbers into 0, 1, 2... TLS_AES_128_GCM_SHA256 only. Prints the secret in hexadecimal. Needs libssl-dev. */
#define _FILE_OFFSET_BITS 64
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LENGTH 32

static unsigned char samples[16][18];
static int sample_count;
static EVP_CIPHER_CTX *cipher;

static int fits(const unsigned char *secret)
{
    /* HKDF-Expand-Label(secret, "sn", "", 16), RFC 9147, section 5.9. */
    static const unsigned char label[] = { 0, 16, 8, 'd', 't', 'l', 's', '1', '3', 's', 'n', 0, 1 };
    unsigned char key[EVP_MAX_MD_SIZE], mask[32];
    unsigned int size;
    int length;
    HMAC(EVP_sha256(), secret, LENGTH, label, sizeof label, key, &size);
    EVP_EncryptInit_ex(cipher, EVP_aes_128_ecb(), NULL, key, NULL);
    for (int i = 0; i < sample_count; i++) {
        EVP_EncryptUpdate(cipher, mask, &length, samples[i] + 2, 16);
        if ((samples[i][0] ^ mask[0]) != 0 || (samples[i][1] ^ mask[1]) != i) return 0;
    }
    return 1;
}

static int search(FILE *memory, unsigned long from, unsigned long to)
{
    unsigned char *bytes = malloc(to - from);
    if (bytes == NULL || fseeko(memory, from, SEEK_SET) != 0) return 0;
    size_t length = fread(bytes, 1, to - from, memory);
    /* 32 random bytes rarely have fewer than 24 different values. */
    int counts[256] = { 0 }, different = 0;
    for (size_t end = 0; end < length; end++) {
        different += counts[bytes[end]]++ == 0;
        if (end >= LENGTH) different -= --counts[bytes[end - LENGTH]] == 0;
        if (end + 1 < LENGTH || different < 24) continue;
        size_t at = end + 1 - LENGTH;
        if (!fits(bytes + at)) continue;
        for (int i = 0; i < LENGTH; i++) printf("%02x", bytes[at + i]);
        printf("\n");
        return 1;
    }
    free(bytes);
    return 0;
}

int main(int count, char **arguments)
{
    char path[64], line[512], rights[8];
    unsigned long from, to;
    cipher = EVP_CIPHER_CTX_new();
    sample_count = count - 2;
    for (int i = 0; i < sample_count; i++)
        for (int j = 0; j < 18; j++) sscanf(arguments[i + 2] + 2 * j, "%2hhx", &samples[i][j]);
    snprintf(path, sizeof path, "/proc/%s/maps", arguments[1]);
    FILE *maps = fopen(path, "r");
    snprintf(path, sizeof path, "/proc/%s/mem", arguments[1]);
    FILE *memory = fopen(path, "r");
    if (maps == NULL || memory == NULL) return 1;
    while (fgets(line, sizeof line, maps))
        if (sscanf(line, "%lx-%lx %7s", &from, &to, rights) == 3 && strncmp(rights, "rw", 2) == 0 && search(memory, from, to)) return 0;
    return 1;
}
