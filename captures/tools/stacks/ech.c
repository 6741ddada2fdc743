/* Encrypted Client Hello (RFC 9849) by BoringSSL, both sides: ech PORT KEYS KEYLOG INNER [OPTION...]
 * OPTION: retry (the server asks for another group first); rejected (the client has the configuration of a key that the server lost);
 * grease (the client has no configuration); resume (a second connection resumes the first); early (its request is early data);
 * silent (no ECH_SECRET and ECH_CONFIG).
 * BoringSSL does not log the two lines of RFC 9850 §2.3. This program does: the client's message gives enc, and the private key of the
 * configuration the shared secret of the KEM (RFC 9180 §4.1). INNER gets the inner hellos as the client wrote them, in hex.
 * Debian's android-libboringssl-dev. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/bytestring.h>
#include <openssl/curve25519.h>
#include <openssl/digest.h>
#include <openssl/err.h>
#include <openssl/hkdf.h>
#include <openssl/hpke.h>
#include <openssl/nid.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static FILE *key_log, *inner_log;
static char **options;
static int option_count;
static EVP_HPKE_KEY key;
static uint8_t *config, *list;
static size_t config_size, list_size;
static SSL_SESSION *session;

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

static void write_hex(FILE *file, const uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) fprintf(file, "%02x", bytes[i]);
}

static void log_line(const char *label, const uint8_t *random, const uint8_t *secret, size_t size)
{
    fprintf(key_log, "%s ", label);
    write_hex(key_log, random, 32);
    fprintf(key_log, " ");
    write_hex(key_log, secret, size);
    fprintf(key_log, "\n");
    fflush(key_log);
}

static void log_secret(const SSL *ssl, const char *line)
{
    fprintf(key_log, "%s\n", line);
    fflush(key_log);
}

/* LabeledExtract and LabeledExpand of DHKEM(X25519, HKDF-SHA256) (RFC 9180 §4). */
static void shared_secret(const uint8_t enc[32], uint8_t secret[32])
{
    static const char suite[] = "HPKE-v1KEM\0\x20";
    uint8_t private_key[32], public_key[32], dh[32], input[256], prk[32];
    size_t size, at, prk_size;
    check("private key", EVP_HPKE_KEY_private_key(&key, private_key, &size, 32) && EVP_HPKE_KEY_public_key(&key, public_key, &size, 32));
    check("X25519", X25519(dh, private_key, enc));
    at = sizeof suite - 1;
    memcpy(input, suite, at);
    memcpy(input + at, "eae_prk", 7);
    memcpy(input + at + 7, dh, 32);
    check("extract", HKDF_extract(prk, &prk_size, EVP_sha256(), input, at + 39, NULL, 0));
    memcpy(input, "\0\x20", 2);
    memcpy(input + 2, suite, at);
    memcpy(input + 2 + at, "shared_secret", 13);
    memcpy(input + 15 + at, enc, 32);
    memcpy(input + 47 + at, public_key, 32);
    check("expand", HKDF_expand(secret, 32, EVP_sha256(), prk, prk_size, input, 79 + at));
}

/* The client's hellos: the inner one as it is, and of the outer one what its key log would say. */
static void on_message(int is_write, int version, int type, const void *bytes, size_t size, SSL *ssl, void *unused)
{
    CBS message, body, block, data, enc;
    uint8_t kind, config_id, secret[32];
    uint16_t number, kdf, aead;
    const uint8_t *random;
    if (type == SSL3_RT_CLIENT_HELLO_INNER) {
        write_hex(inner_log, bytes, size);
        fprintf(inner_log, "\n");
        fflush(inner_log);
    }

    if (type != SSL3_RT_HANDSHAKE || wanted("silent") || wanted("grease")) return;
    CBS_init(&message, bytes, size);
    if (!CBS_get_u8(&message, &kind) || kind != SSL3_MT_CLIENT_HELLO || !CBS_get_u24_length_prefixed(&message, &body)) return;
    check("hello", CBS_skip(&body, 2));
    random = CBS_data(&body);
    check("hello", CBS_skip(&body, 32) && CBS_get_u8_length_prefixed(&body, &data) && CBS_get_u16_length_prefixed(&body, &data) &&
        CBS_get_u8_length_prefixed(&body, &data) && CBS_get_u16_length_prefixed(&body, &block));
    while (CBS_get_u16(&block, &number) && CBS_get_u16_length_prefixed(&block, &data)) {
        if (number != 0xfe0d) continue;
        check("extension", CBS_get_u8(&data, &kind) && kind == 0 && CBS_get_u16(&data, &kdf) && CBS_get_u16(&data, &aead) &&
            CBS_get_u8(&data, &config_id) && CBS_get_u16_length_prefixed(&data, &enc));
        if (CBS_len(&enc) != 32) continue;
        shared_secret(CBS_data(&enc), secret);
        log_line("ECH_SECRET", random, secret, sizeof secret);
        log_line("ECH_CONFIG", random, config, config_size);
    }
}

static int keep_session(SSL *ssl, SSL_SESSION *given)
{
    SSL_SESSION_free(session);
    session = given;
    return 1;
}

static enum ssl_verify_result_t accept_certificate(SSL *ssl, uint8_t *alert)
{
    return ssl_verify_ok;
}

static int choose_protocol(SSL *ssl, const uint8_t **out, uint8_t *size, const uint8_t *in, unsigned in_size, void *unused)
{
    *out = (const uint8_t *) "http/1.1";
    *size = 8;
    return SSL_TLSEXT_ERR_OK;
}

static SSL_CTX *context(void)
{
    SSL_CTX *made = SSL_CTX_new(TLS_method());
    check("version", SSL_CTX_set_min_proto_version(made, TLS1_3_VERSION) && SSL_CTX_set_max_proto_version(made, TLS1_3_VERSION));
    if (wanted("early")) SSL_CTX_set_early_data_enabled(made, 1);
    return made;
}

static void make_config(SSL_CTX *server)
{
    EVP_HPKE_KEY other;
    SSL_ECH_KEYS *own = SSL_ECH_KEYS_new(), *servers = SSL_ECH_KEYS_new();
    EVP_HPKE_KEY_zero(&key);
    EVP_HPKE_KEY_zero(&other);
    check("HPKE keys", EVP_HPKE_KEY_generate(&key, EVP_hpke_x25519_hkdf_sha256()) && EVP_HPKE_KEY_generate(&other, EVP_hpke_x25519_hkdf_sha256()));
    check("configuration", SSL_marshal_ech_config(&config, &config_size, 7, &key, "public.example", 32));
    check("keys", SSL_ECH_KEYS_add(own, 1, config, config_size, &key) && SSL_ECH_KEYS_marshal_retry_configs(own, &list, &list_size));
    if (wanted("rejected")) {
        uint8_t *new_config;
        size_t size;
        check("configuration", SSL_marshal_ech_config(&new_config, &size, 8, &other, "public.example", 32) && SSL_ECH_KEYS_add(servers, 1, new_config, size, &other));
    }

    check("server's keys", SSL_CTX_set1_ech_keys(server, wanted("rejected") ? servers : own));
}

static void serve(int socket, SSL_CTX *server)
{
    static const char page[] = "HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n<p>Hello from inside TLS</p>\n";
    char request[4096];
    SSL *ssl = SSL_new(server);
    SSL_set_fd(ssl, socket);
    if (SSL_accept(ssl) == 1 && SSL_read(ssl, request, sizeof request) > 0) {
        if (wanted("early")) check("server's handshake", SSL_read(ssl, request, sizeof request) > 0);
        SSL_write(ssl, page, sizeof page - 1);
        SSL_shutdown(ssl);
        while (read(socket, request, sizeof request) > 0) continue; /* The client's close_notify: no reset. */
    }

    close(socket);
}

static void ask(const struct sockaddr_in *address, SSL_CTX *client)
{
    static const char text[] = "GET /hello.html HTTP/1.1\r\nHost: secret.example\r\nConnection: close\r\n\r\n";
    char answer[4096];
    int length, one = 1, socket_number = socket(AF_INET, SOCK_STREAM, 0);
    check("connect", connect(socket_number, (const struct sockaddr *) address, sizeof *address) == 0);
    setsockopt(socket_number, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    SSL *ssl = SSL_new(client);
    SSL_set_tlsext_host_name(ssl, "secret.example");
    SSL_set_alpn_protos(ssl, (const uint8_t *) "\x08http/1.1", 9);
    if (wanted("grease")) SSL_set_enable_ech_grease(ssl, 1);
    else check("ECH", SSL_set1_ech_config_list(ssl, list, list_size));
    if (session != NULL) SSL_set_session(ssl, session);
    SSL_set_fd(ssl, socket_number);
    int connected = SSL_connect(ssl) == 1;
    if (wanted("rejected")) {
        check("it is rejected", !connected && ERR_GET_REASON(ERR_peek_error()) == SSL_R_ECH_REJECTED);
        printf("rejected\n");
    } else {
        check("handshake", connected);
        SSL_write(ssl, text, sizeof text - 1);
        if (SSL_do_handshake(ssl) != 1 && SSL_get_error(ssl, -1) == SSL_ERROR_EARLY_DATA_REJECTED) {
            SSL_reset_early_data_reject(ssl);
            check("handshake", SSL_do_handshake(ssl) == 1);
            SSL_write(ssl, text, sizeof text - 1);
        }
        if (wanted("early")) SSL_write(ssl, "after the handshake", 19);
        while ((length = SSL_read(ssl, answer, sizeof answer)) > 0) fwrite(answer, 1, length, stdout);
        check("ECH", SSL_ech_accepted(ssl) == !wanted("grease"));
        SSL_shutdown(ssl);
    }

    close(socket_number);
    SSL_free(ssl);
}

int main(int count, char **arguments)
{
    char path[4096];
    int one = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(arguments[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    key_log = fopen(arguments[3], "w");
    inner_log = fopen(arguments[4], "w");
    options = arguments + 5;
    option_count = count - 5;

    SSL_CTX *server = context(), *client = context();
    snprintf(path, sizeof path, "%s/ecdsa.pem", arguments[2]);
    check(path, SSL_CTX_use_certificate_chain_file(server, path));
    snprintf(path, sizeof path, "%s/ecdsa.key", arguments[2]);
    check(path, SSL_CTX_use_PrivateKey_file(server, path, SSL_FILETYPE_PEM));
    SSL_CTX_set_alpn_select_cb(server, choose_protocol, NULL);
    if (wanted("retry")) check("groups", SSL_CTX_set1_curves_list(server, "P-256"));
    make_config(server);
    SSL_CTX_set_custom_verify(client, SSL_VERIFY_PEER, accept_certificate);
    SSL_CTX_set_keylog_callback(client, log_secret);
    SSL_CTX_set_msg_callback(client, on_message);
    SSL_CTX_set_session_cache_mode(client, SSL_SESS_CACHE_CLIENT);
    SSL_CTX_sess_set_new_cb(client, keep_session);

    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    check("bind", bind(listener, (struct sockaddr *) &address, sizeof address) == 0 && listen(listener, 8) == 0);
    int connections = wanted("resume") || wanted("early") ? 2 : 1;
    if (fork() == 0) {
        alarm(10);
        for (int i = 0; i < connections; i++) serve(accept(listener, NULL, NULL), server);
        return 0;
    }
    alarm(10);
    for (int i = 0; i < connections; i++) ask(&address, client);
    wait(NULL);
    return 0;
}
