/* One page over TLS 1.3 by BoringSSL, both sides, for what only it has: boringssl PORT KEYS KEYLOG [OPTION...]
 * OPTION: certificate_zlib, certificate_brotli (RFC 8879); application_settings (draft-vvv-tls-alps, with h2); cecpq2 (a key share of X25519 and NTRU);
 * ech (RFC 9849: the true hello inside the one that is seen); http2 (ALPN alone); serve (no client: another program asks);
 * tls12 (TLS 1.2 in place of 1.3); channel_id (draft-balfanz-tls-channelid-01); client_certificate (the client's, asked for and given);
 * delegated (RFC 9345: with KEYS/delegation.pem, a key of an hour signs in place of the certificate's).
 * Debian's android-libboringssl-dev, zlib1g-dev and libbrotli-dev. */
#include <arpa/inet.h>
#include <brotli/decode.h>
#include <brotli/encode.h>
#include <netinet/tcp.h>
#include <openssl/bytestring.h>
#include <openssl/ec_key.h>
#include <openssl/evp.h>
#include <openssl/hpke.h>
#include <openssl/mem.h>
#include <openssl/nid.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

static FILE *key_log;
static char **options;
static int option_count;
static uint8_t *ech_list;
static size_t ech_list_size;

static void check(const char *what, int right)
{
    if (right) return;
    printf("%s failed, error %08x\n", what, ERR_peek_last_error());
    exit(1);
}

static int wanted(const char *name)
{
    for (int i = 0; i < option_count; i++)
        if (strcmp(options[i], name) == 0) return 1;
    return 0;
}

static void log_secret(const SSL *ssl, const char *line)
{
    fprintf(key_log, "%s\n", line);
    fflush(key_log);
}

static int zlib_compress(SSL *ssl, CBB *out, const uint8_t *in, size_t size)
{
    uLongf space = compressBound(size);
    uint8_t *room;
    return CBB_reserve(out, &room, space) && compress2(room, &space, in, size, 9) == Z_OK && CBB_did_write(out, space);
}

static int zlib_decompress(SSL *ssl, CRYPTO_BUFFER **out, size_t whole, const uint8_t *in, size_t size)
{
    uint8_t *room;
    uLongf space = whole;
    *out = CRYPTO_BUFFER_alloc(&room, whole);
    return *out != NULL && uncompress(room, &space, in, size) == Z_OK && space == whole;
}

static int brotli_compress(SSL *ssl, CBB *out, const uint8_t *in, size_t size)
{
    size_t space = BrotliEncoderMaxCompressedSize(size);
    uint8_t *room;
    return CBB_reserve(out, &room, space) && BrotliEncoderCompress(5, 17, BROTLI_MODE_GENERIC, size, in, &space, room) && CBB_did_write(out, space);
}

static int brotli_decompress(SSL *ssl, CRYPTO_BUFFER **out, size_t whole, const uint8_t *in, size_t size)
{
    uint8_t *room;
    size_t space = whole;
    *out = CRYPTO_BUFFER_alloc(&room, whole);
    return *out != NULL && BrotliDecoderDecompress(size, in, &space, room) == BROTLI_DECODER_RESULT_SUCCESS && space == whole;
}

static int choose_protocol(SSL *ssl, const uint8_t **out, uint8_t *size, const uint8_t *in, unsigned in_size, void *unused)
{
    *out = (const uint8_t *) "h2";
    *size = 2;
    return SSL_TLSEXT_ERR_OK;
}

static enum ssl_verify_result_t accept_certificate(SSL *ssl, uint8_t *alert)
{
    return ssl_verify_ok;
}

static SSL_CTX *context(void)
{
    static const int groups[] = { NID_CECPQ2, NID_X25519 };
    SSL_CTX *made = SSL_CTX_new(TLS_method());
    check("version", SSL_CTX_set_min_proto_version(made, wanted("tls12") ? TLS1_2_VERSION : TLS1_3_VERSION));
    check("version", SSL_CTX_set_max_proto_version(made, wanted("tls12") ? TLS1_2_VERSION : TLS1_3_VERSION));
    if (wanted("certificate_zlib")) check("zlib", SSL_CTX_add_cert_compression_alg(made, TLSEXT_cert_compression_zlib, zlib_compress, zlib_decompress));
    if (wanted("certificate_brotli")) check("brotli", SSL_CTX_add_cert_compression_alg(made, TLSEXT_cert_compression_brotli, brotli_compress, brotli_decompress));
    if (wanted("cecpq2")) check("groups", SSL_CTX_set1_curves(made, groups, 2));
    return made;
}

/* A key for ECH of its own, and the list that the client would have from the DNS. */
static void make_ech(SSL_CTX *server)
{
    EVP_HPKE_KEY key;
    SSL_ECH_KEYS *ech_keys = SSL_ECH_KEYS_new();
    uint8_t *config;
    size_t size;
    EVP_HPKE_KEY_zero(&key);
    check("HPKE key", EVP_HPKE_KEY_generate(&key, EVP_hpke_x25519_hkdf_sha256()));
    check("ECH configuration", SSL_marshal_ech_config(&config, &size, 7, &key, "public.example", 16));
    check("ECH key", SSL_ECH_KEYS_add(ech_keys, 1, config, size, &key));
    check("ECH keys", SSL_CTX_set1_ech_keys(server, ech_keys));
    check("ECH list", SSL_ECH_KEYS_marshal_retry_configs(ech_keys, &ech_list, &ech_list_size));
}

/* The credential that the certificate's key signs: a key of its own on P-256, good until `valid` seconds after the certificate's first. */
static void delegate(SSL *ssl, EVP_PKEY *owner)
{
    static const char name[] = "TLS, server delegated credentials";
    uint8_t *spki, *certificate = NULL, signed_part[4096], signature[128], whole[1024];
    size_t spki_size, length = sizeof signature;
    EC_KEY *key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
    EVP_PKEY *own = EVP_PKEY_new();
    check("key", EC_KEY_generate_key(key) && EVP_PKEY_assign_EC_KEY(own, key));
    CBB cbb, inner;
    check("public key", CBB_init(&cbb, 256) && EVP_marshal_public_key(&cbb, own) && CBB_finish(&cbb, &spki, &spki_size));
    check("credential", CBB_init_fixed(&cbb, whole, sizeof whole) && CBB_add_u32(&cbb, 7200) && CBB_add_u16(&cbb, SSL_SIGN_ECDSA_SECP256R1_SHA256) &&
        CBB_add_u24_length_prefixed(&cbb, &inner) && CBB_add_bytes(&inner, spki, spki_size) && CBB_add_u16(&cbb, SSL_SIGN_ECDSA_SECP256R1_SHA256) && CBB_flush(&cbb));

    int certificate_size = i2d_X509(SSL_get_certificate(ssl), &certificate);
    size_t at = 64;
    memset(signed_part, ' ', at);
    memcpy(signed_part + at, name, sizeof name);
    memcpy(signed_part + (at += sizeof name), certificate, certificate_size);
    memcpy(signed_part + (at += certificate_size), whole, CBB_len(&cbb));
    at += CBB_len(&cbb);
    EVP_MD_CTX *signing = EVP_MD_CTX_new();
    check("signature", EVP_DigestSignInit(signing, NULL, EVP_sha256(), NULL, owner) && EVP_DigestSign(signing, signature, &length, signed_part, at));
    check("credential", CBB_add_u16_length_prefixed(&cbb, &inner) && CBB_add_bytes(&inner, signature, length) && CBB_flush(&cbb));
    check("delegation", SSL_set1_delegated_credential(ssl, CRYPTO_BUFFER_new(whole, CBB_len(&cbb), NULL), own, NULL));
}

static void add_settings(SSL *ssl, const char *settings)
{
    if (wanted("application_settings")) check("ALPS", SSL_add_application_settings(ssl, (const uint8_t *) "h2", 2, (const uint8_t *) settings, strlen(settings)));
}

static void serve(int socket, SSL_CTX *server, const char *keys)
{
    char request[4096], path[4096], page[65536];
    SSL *ssl = SSL_new(server);
    add_settings(ssl, "the server's settings");
    if (wanted("delegated")) delegate(ssl, SSL_get_privatekey(ssl));
    SSL_set_fd(ssl, socket);
    check("server's handshake", SSL_accept(ssl) == 1);
    check("server's read", SSL_read(ssl, request, sizeof request) > 0);
    snprintf(path, sizeof path, "%s/www/hello.html", keys);
    FILE *file = fopen(path, "r");
    strcpy(page, "HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n");
    size_t head = strlen(page), body = fread(page + head, 1, sizeof page - head, file);
    SSL_write(ssl, page, head + body);
    SSL_shutdown(ssl);
    close(socket);
}

static void ask(const struct sockaddr_in *address, SSL_CTX *client)
{
    static const char text[] = "GET /hello.html HTTP/1.1\r\nHost: server.example\r\nUser-Agent: tlsdissect-captures\r\nConnection: close\r\n\r\n";
    char answer[4096];
    int length, one = 1, socket_number = socket(AF_INET, SOCK_STREAM, 0);
    check("connect", connect(socket_number, (const struct sockaddr *) address, sizeof *address) == 0);
    setsockopt(socket_number, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    SSL *ssl = SSL_new(client);
    SSL_set_tlsext_host_name(ssl, "server.example");
    if (wanted("http2") || wanted("application_settings")) SSL_set_alpn_protos(ssl, (const uint8_t *) "\x02h2\x08http/1.1", 12);
    if (wanted("ech")) check("ECH", SSL_set1_ech_config_list(ssl, ech_list, ech_list_size));
    add_settings(ssl, "the client's settings");
    if (wanted("channel_id")) {
        EC_KEY *key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
        EVP_PKEY *own = EVP_PKEY_new();
        check("channel ID", EC_KEY_generate_key(key) && EVP_PKEY_assign_EC_KEY(own, key) && SSL_set1_tls_channel_id(ssl, own));
    }

    SSL_set_fd(ssl, socket_number);
    check("client's handshake", SSL_connect(ssl) == 1);
    check("ECH is accepted", !wanted("ech") || SSL_ech_accepted(ssl));
    check("settings came", !wanted("application_settings") || SSL_has_application_settings(ssl));
    SSL_write(ssl, text, sizeof text - 1);
    while ((length = SSL_read(ssl, answer, sizeof answer)) > 0) fwrite(answer, 1, length, stdout);
    SSL_shutdown(ssl);
    close(socket_number);
}

int main(int count, char **arguments)
{
    char path[4096];
    const char *keys = arguments[2];
    int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    key_log = fopen(arguments[3], "w");
    options = arguments + 4;
    option_count = count - 4;

    SSL_CTX *server = context(), *client = context();
    const char *name = wanted("delegated") ? "delegation" : "server";
    snprintf(path, sizeof path, "%s/%s.pem", keys, name);
    check(path, SSL_CTX_use_certificate_chain_file(server, path));
    snprintf(path, sizeof path, "%s/%s.key", keys, name);
    check(path, SSL_CTX_use_PrivateKey_file(server, path, SSL_FILETYPE_PEM));
    if (wanted("http2") || wanted("application_settings")) SSL_CTX_set_alpn_select_cb(server, choose_protocol, NULL);
    if (wanted("ech")) make_ech(server);
    if (wanted("channel_id")) SSL_CTX_set_tls_channel_id_enabled(server, 1);
    if (wanted("client_certificate")) {
        SSL_CTX_set_custom_verify(server, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, accept_certificate);
        snprintf(path, sizeof path, "%s/client.pem", keys);
        check(path, SSL_CTX_use_certificate_chain_file(client, path));
        snprintf(path, sizeof path, "%s/client.key", keys);
        check(path, SSL_CTX_use_PrivateKey_file(client, path, SSL_FILETYPE_PEM));
    }

    SSL_CTX_set_keylog_callback(client, log_secret);

    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    check("bind", bind(listener, (struct sockaddr *) &address, sizeof address) == 0 && listen(listener, 8) == 0);
    if (wanted("serve")) {
        alarm(25);
        for (;;) {
            int accepted = accept(listener, NULL, NULL);
            if (fork() == 0) {
                alarm(10);
                serve(accepted, server, keys);
                return 0;
            }
            close(accepted);
        }
    }

    if (fork() == 0) {
        alarm(10);
        serve(accept(listener, NULL, NULL), server, keys);
        return 0;
    }
    alarm(10);
    ask(&address, client);
    wait(NULL);
    return 0;
}
