/* One page over OpenSSL, both sides, with extensions that it does not know: extensions PORT KEYS KEYLOG VERSION TABLE STATUS
 * VERSION: 1.2, 1.3, or stateless: TLS 1.3 in which the server's first answer is a HelloRetryRequest with a cookie; retry:
 * TLS 1.3 in which it is one for another group. TABLE: lines of extensions.py: number, message, data in hex or -. The server asks for the client's certificate, so
 * that there is a CertificateRequest, and staples the OCSP response in the file STATUS. Needs libssl-dev. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct extension { unsigned number, message; unsigned char data[512]; size_t size; };

static struct extension table[256];
static int count;
static FILE *key_log;

static void check(const char *what, int right)
{
    if (right) return;
    printf("%s failed\n", what);
    ERR_print_errors_fp(stdout);
    exit(1);
}

static unsigned message_of(const char *name)
{
    if (strcmp(name, "CH") == 0) return SSL_EXT_CLIENT_HELLO;
    if (strcmp(name, "SH") == 0) return SSL_EXT_TLS1_2_SERVER_HELLO;
    if (strcmp(name, "S3") == 0) return SSL_EXT_TLS1_3_SERVER_HELLO;
    if (strcmp(name, "HRR") == 0) return SSL_EXT_TLS1_3_HELLO_RETRY_REQUEST;
    if (strcmp(name, "EE") == 0) return SSL_EXT_TLS1_3_ENCRYPTED_EXTENSIONS;
    if (strcmp(name, "CT") == 0) return SSL_EXT_TLS1_3_CERTIFICATE;
    if (strcmp(name, "CR") == 0) return SSL_EXT_TLS1_3_CERTIFICATE_REQUEST;
    return SSL_EXT_TLS1_3_NEW_SESSION_TICKET;
}

static void read_table(const char *path, int is_tls13)
{
    char name[8], hex[1100];
    unsigned number;
    FILE *file = fopen(path, "r");
    check("table", file != NULL);
    while (fscanf(file, "%u %7s %1099s", &number, name, hex) == 3) {
        struct extension *e = &table[count];
        e->number = number;
        e->message = message_of(name);
        if (e->message == SSL_EXT_TLS1_2_SERVER_HELLO ? is_tls13 : e->message != SSL_EXT_CLIENT_HELLO && !is_tls13) continue;
        e->size = hex[0] == '-' ? 0 : strlen(hex) / 2;
        for (size_t i = 0; i < e->size; i++) sscanf(hex + 2 * i, "%2hhx", &e->data[i]);
        count++;
    }
    fclose(file);
}

static int add(SSL *ssl, unsigned number, unsigned context, const unsigned char **out, size_t *size, X509 *x, size_t chain, int *alert, void *arg)
{
    for (int i = 0; i < count; i++) {
        if (table[i].number != number || !(table[i].message & context) || chain > 0) continue;
        /* The client's certificate has none. */
        if (context == SSL_EXT_TLS1_3_CERTIFICATE && !SSL_is_server(ssl)) return 0;
        *out = table[i].data;
        *size = table[i].size;
        return 1;
    }
    return 0;
}

static int parse(SSL *ssl, unsigned number, unsigned context, const unsigned char *in, size_t size, X509 *x, size_t chain, int *alert, void *arg)
{
    return 1;
}

static void log_secret(const SSL *ssl, const char *line)
{
    fprintf(key_log, "%s\n", line);
    fflush(key_log);
}

static SSL_CTX *context(const char *keys, const char *name, int is_tls13)
{
    char path[512];
    int version = is_tls13 ? TLS1_3_VERSION : TLS1_2_VERSION;
    SSL_CTX *made = SSL_CTX_new(TLS_method());
    check("version", SSL_CTX_set_min_proto_version(made, version) && SSL_CTX_set_max_proto_version(made, version));
    snprintf(path, sizeof path, "%s/%s.pem", keys, name);
    check("certificate", SSL_CTX_use_certificate_file(made, path, SSL_FILETYPE_PEM));
    snprintf(path, sizeof path, "%s/%s.key", keys, name);
    check("key", SSL_CTX_use_PrivateKey_file(made, path, SSL_FILETYPE_PEM));
    for (int i = 0; i < count; i++) {
        unsigned messages = 0;
        int is_first = 1;
        for (int j = 0; j < count; j++) {
            if (table[j].number != table[i].number) continue;
            if (j < i) is_first = 0;
            messages |= table[j].message;
        }
        if (is_first) check("extension", SSL_CTX_add_custom_ext(made, table[i].number, messages, add, NULL, NULL, parse, NULL));
    }
    return made;
}

static int make_cookie(SSL *ssl, unsigned char *cookie, size_t *size)
{
    memset(cookie, 0x5A, *size = 16);
    return 1;
}

static int take_cookie(SSL *ssl, const unsigned char *cookie, size_t size) { return size == 16; }

static int take_name(SSL *ssl, int *alert, void *arg) { return SSL_TLSEXT_ERR_OK; }

static int staple(SSL *ssl, void *path)
{
    static unsigned char response[4096];
    FILE *file = fopen(path, "rb");
    check("status", file != NULL);
    size_t size = fread(response, 1, sizeof response, file);
    unsigned char *copy = OPENSSL_malloc(size);
    fclose(file);
    memcpy(copy, response, size);
    SSL_set_tlsext_status_ocsp_resp(ssl, copy, size);
    return SSL_TLSEXT_ERR_OK;
}

static int accept_any(int ok, X509_STORE_CTX *store) { return 1; }

static void serve(int listener, const char *keys, char *status, int is_tls13, int is_stateless, int is_retry)
{
    static const char page[] = "HTTP/1.0 200 OK\r\n\r\nHello from inside TLS.\n";
    char request[512];
    int connection = accept(listener, NULL, NULL);
    SSL_CTX *server = context(keys, "server", is_tls13);
    SSL_CTX_set_verify(server, SSL_VERIFY_PEER, accept_any);
    SSL_CTX_set_session_id_context(server, (const unsigned char *) "x", 1);
    if (is_retry) check("groups", SSL_CTX_set1_groups_list(server, "P-384"));
    SSL_CTX_set_tlsext_servername_callback(server, take_name);
    SSL_CTX_set_tlsext_status_cb(server, staple);
    SSL_CTX_set_tlsext_status_arg(server, status);
    SSL_CTX_set_stateless_cookie_generate_cb(server, make_cookie);
    SSL_CTX_set_stateless_cookie_verify_cb(server, take_cookie);
    SSL *ssl = SSL_new(server);
    SSL_set_fd(ssl, connection);
    while (is_stateless && SSL_stateless(ssl) == 0) {
        SSL_free(ssl);
        ssl = SSL_new(server);
        SSL_set_fd(ssl, connection);
    }
    check("accept", SSL_accept(ssl) == 1);
    check("request", SSL_read(ssl, request, sizeof request) > 0);
    check("page", SSL_write(ssl, page, sizeof page - 1) > 0);
    SSL_shutdown(ssl);
    SSL_shutdown(ssl);
    exit(0);
}

int main(int argc, char **argv)
{
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(argv[1])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    int one = 1, status = 0, got, listener = socket(AF_INET, SOCK_STREAM, 0), is_stateless = strcmp(argv[4], "stateless") == 0;
    int is_tls13 = strcmp(argv[4], "1.2") != 0;
    char page[512];
    key_log = fopen(argv[3], "w");
    read_table(argv[5], is_tls13);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    check("listen", bind(listener, (struct sockaddr *) &address, sizeof address) == 0 && listen(listener, 1) == 0);
    pid_t child = fork();
    if (child == 0) serve(listener, argv[2], argv[6], is_tls13, is_stateless, strcmp(argv[4], "retry") == 0);
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(connection, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    check("connect", connect(connection, (struct sockaddr *) &address, sizeof address) == 0);
    SSL_CTX *client = context(argv[2], "client", is_tls13);
    SSL_CTX_set_keylog_callback(client, log_secret);
    /* With a session ID, OpenSSL 3.0 continues from its cookie with another transcript than the client has. */
    if (is_stateless) SSL_CTX_clear_options(client, SSL_OP_ENABLE_MIDDLEBOX_COMPAT);
    SSL *ssl = SSL_new(client);
    SSL_set_fd(ssl, connection);
    SSL_set_tlsext_status_type(ssl, TLSEXT_STATUSTYPE_ocsp);
    SSL_set_tlsext_host_name(ssl, "server.example");
    check("connect", SSL_connect(ssl) == 1);
    check("request", SSL_write(ssl, "GET / HTTP/1.0\r\n\r\n", 18) > 0);
    while ((got = SSL_read(ssl, page, sizeof page)) > 0) fwrite(page, 1, got, stdout);
    SSL_shutdown(ssl);
    waitpid(child, &status, 0);
    return status != 0;
}
