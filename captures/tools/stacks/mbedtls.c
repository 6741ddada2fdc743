/* One page over TLS or DTLS by Mbed TLS, both sides, for the suites that only it has: mbedtls VERSION SUITE PORT KEYS KEYLOG [OPTION...]
 * VERSION is tls1, tls1_1, tls1_2, dtls1 or dtls1_2, SUITE a name as Mbed TLS writes it (TLS-ECDH-RSA-WITH-CAMELLIA-128-GCM-SHA256), KEYS the folder of the keys.
 * The page is hello.html, or $PAGE. OPTION: truncated_hmac; max_fragment_length (512 bytes); no_extended_master_secret; no_encrypt_then_mac. */
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/net_sockets.h>
#include <mbedtls/ssl.h>
#include <mbedtls/ssl_cookie.h>
#include <mbedtls/timing.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *key_log;
static int datagrams, suites[2];
static mbedtls_ctr_drbg_context random_bytes;

static void check(const char *what, int code)
{
    if (code >= 0) return;
    printf("%s: -0x%04x\n", what, -code);
    exit(1);
}

static int log_secret(void *unused, const unsigned char *master, const unsigned char *block, size_t mac, size_t key, size_t iv,
    const unsigned char client_random[32], const unsigned char server_random[32], mbedtls_tls_prf_types prf)
{
    FILE *file = fopen(key_log, "a");
    fprintf(file, "CLIENT_RANDOM ");
    for (int i = 0; i < 32; i++) fprintf(file, "%02x", client_random[i]);
    fprintf(file, " ");
    for (int i = 0; i < 48; i++) fprintf(file, "%02x", master[i]);
    fprintf(file, "\n");
    fclose(file);
    return 0;
}

static void load(const char *keys, const char *name, mbedtls_x509_crt *certificate, mbedtls_pk_context *key)
{
    char path[4096];
    mbedtls_x509_crt_init(certificate);
    mbedtls_pk_init(key);
    snprintf(path, sizeof path, "%s/%s.pem", keys, name);
    check(path, mbedtls_x509_crt_parse_file(certificate, path));
    snprintf(path, sizeof path, "%s/%s.key", keys, name);
    check(path, mbedtls_pk_parse_keyfile(key, path, NULL));
}

static void configure(mbedtls_ssl_config *config, int side, const char *version, int count, char **options)
{
    static const unsigned char psk[] = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff };
    int minor = strcmp(version, "tls1") == 0 ? 1 : strcmp(version, "tls1_1") == 0 || strcmp(version, "dtls1") == 0 ? 2 : 3;
    mbedtls_ssl_config_init(config);
    check("defaults", mbedtls_ssl_config_defaults(config, side, datagrams ? MBEDTLS_SSL_TRANSPORT_DATAGRAM : MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT));
    mbedtls_ssl_conf_rng(config, mbedtls_ctr_drbg_random, &random_bytes);
    mbedtls_ssl_conf_authmode(config, MBEDTLS_SSL_VERIFY_NONE);
    mbedtls_ssl_conf_ciphersuites(config, suites);
    mbedtls_ssl_conf_min_version(config, 3, minor);
    mbedtls_ssl_conf_max_version(config, 3, minor);
    mbedtls_ssl_conf_arc4_support(config, MBEDTLS_SSL_ARC4_ENABLED);
    mbedtls_ssl_conf_session_tickets(config, MBEDTLS_SSL_SESSION_TICKETS_DISABLED);
    check("psk", mbedtls_ssl_conf_psk(config, psk, sizeof psk, (const unsigned char *) "alice", 5));
    for (int i = 0; i < count; i++) {
        if (strcmp(options[i], "truncated_hmac") == 0) mbedtls_ssl_conf_truncated_hmac(config, MBEDTLS_SSL_TRUNC_HMAC_ENABLED);
        else if (strcmp(options[i], "max_fragment_length") == 0) mbedtls_ssl_conf_max_frag_len(config, MBEDTLS_SSL_MAX_FRAG_LEN_512);
        else if (strcmp(options[i], "no_extended_master_secret") == 0) mbedtls_ssl_conf_extended_master_secret(config, MBEDTLS_SSL_EXTENDED_MS_DISABLED);
        else if (strcmp(options[i], "no_encrypt_then_mac") == 0) mbedtls_ssl_conf_encrypt_then_mac(config, MBEDTLS_SSL_ETM_DISABLED);
        else check(options[i], -1);
    }
}

/* All of a buffer: a record holds what was negotiated at most. */
static void send_all(mbedtls_ssl_context *ssl, const char *data, size_t size)
{
    while (size > 0) {
        int sent = mbedtls_ssl_write(ssl, (const unsigned char *) data, size);
        check("write", sent);
        data += sent;
        size -= sent;
    }
}

/* DTLS reads with a timer, to send again what got lost. */
static void set_socket(mbedtls_ssl_context *ssl, mbedtls_net_context *socket, mbedtls_timing_delay_context *timer)
{
    mbedtls_ssl_set_bio(ssl, socket, mbedtls_net_send, datagrams ? NULL : mbedtls_net_recv, datagrams ? mbedtls_net_recv_timeout : NULL);
    if (datagrams) mbedtls_ssl_set_timer_cb(ssl, timer, mbedtls_timing_set_delay, mbedtls_timing_get_delay);
}

static int shake_hands(mbedtls_ssl_context *ssl)
{
    int code;
    while ((code = mbedtls_ssl_handshake(ssl)) == MBEDTLS_ERR_SSL_WANT_READ) continue;
    return code;
}

/* DTLS begins a second time, when the client returns the cookie. */
static void accept_client(mbedtls_net_context *listener, mbedtls_net_context *socket, mbedtls_ssl_context *ssl)
{
    unsigned char address[16];
    size_t length;
    int code;
    check("accept", mbedtls_net_accept(listener, socket, address, sizeof address, &length));
    do {
        mbedtls_ssl_session_reset(ssl);
        if (datagrams) check("client's address", mbedtls_ssl_set_client_transport_id(ssl, address, length));
        code = shake_hands(ssl);
    } while (code == MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED);
    check("server's handshake", code);
}

static void serve(mbedtls_net_context *listener, mbedtls_ssl_config *config, const char *keys)
{
    unsigned char request[4096];
    char path[4096], page[65536];
    mbedtls_net_context socket;
    mbedtls_timing_delay_context timer;
    mbedtls_ssl_context ssl;
    mbedtls_net_init(&socket);
    mbedtls_ssl_init(&ssl);
    check("setup", mbedtls_ssl_setup(&ssl, config));
    set_socket(&ssl, &socket, &timer);
    accept_client(listener, &socket, &ssl);
    check("server's read", mbedtls_ssl_read(&ssl, request, sizeof request));
    send_all(&ssl, "HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n", 44);
    snprintf(path, sizeof path, "%s/www/%s", keys, getenv("PAGE") ? getenv("PAGE") : "hello.html");
    FILE *file = fopen(path, "r");
    send_all(&ssl, page, fread(page, 1, sizeof page, file));
    mbedtls_ssl_close_notify(&ssl);
    mbedtls_net_free(&socket);
}

static void ask(const char *port, mbedtls_ssl_config *config)
{
    static const char request[] = "GET /hello.html HTTP/1.1\r\nHost: server.example\r\nUser-Agent: tlsdissect-captures\r\nConnection: close\r\n\r\n";
    unsigned char answer[65536];
    int length;
    mbedtls_net_context socket;
    mbedtls_timing_delay_context timer;
    mbedtls_ssl_context ssl;
    mbedtls_net_init(&socket);
    mbedtls_ssl_init(&ssl);
    check("connect", mbedtls_net_connect(&socket, "127.0.0.1", port, datagrams ? MBEDTLS_NET_PROTO_UDP : MBEDTLS_NET_PROTO_TCP));
    check("setup", mbedtls_ssl_setup(&ssl, config));
    check("name", mbedtls_ssl_set_hostname(&ssl, "server.example"));
    set_socket(&ssl, &socket, &timer);
    check("client's handshake", shake_hands(&ssl));
    send_all(&ssl, request, sizeof request - 1);
    while ((length = mbedtls_ssl_read(&ssl, answer, sizeof answer)) > 0) fwrite(answer, 1, length, stdout);
    mbedtls_ssl_close_notify(&ssl);
    mbedtls_net_free(&socket);
}

int main(int count, char **arguments)
{
    const char *suite = arguments[2], *keys = arguments[4];
    mbedtls_entropy_context entropy;
    mbedtls_ssl_config server, client;
    mbedtls_x509_crt certificate;
    mbedtls_pk_context key;
    mbedtls_net_context listener;
    mbedtls_ssl_cookie_ctx cookies;
    key_log = arguments[5];
    datagrams = arguments[1][0] == 'd';
    suites[0] = mbedtls_ssl_get_ciphersuite_id(suite);
    if (suites[0] == 0) check(suite, -1);
    mbedtls_entropy_init(&entropy);
    mbedtls_ctr_drbg_init(&random_bytes);
    check("seed", mbedtls_ctr_drbg_seed(&random_bytes, mbedtls_entropy_func, &entropy, NULL, 0));

    configure(&server, MBEDTLS_SSL_IS_SERVER, arguments[1], count - 6, arguments + 6);
    load(keys, strstr(suite, "ECDH-ECDSA") ? "ecdh-ecdsa" : strstr(suite, "ECDSA") || strstr(suite, "ECDH-RSA") ? "ecdsa" : "server", &certificate, &key);
    check("own certificate", mbedtls_ssl_conf_own_cert(&server, &certificate, &key));
    mbedtls_ssl_cookie_init(&cookies);
    check("cookies", mbedtls_ssl_cookie_setup(&cookies, mbedtls_ctr_drbg_random, &random_bytes));
    mbedtls_ssl_conf_dtls_cookies(&server, mbedtls_ssl_cookie_write, mbedtls_ssl_cookie_check, &cookies);
    configure(&client, MBEDTLS_SSL_IS_CLIENT, arguments[1], count - 6, arguments + 6);
    mbedtls_ssl_conf_export_keys_ext_cb(&client, log_secret, NULL);

    mbedtls_net_init(&listener);
    check("bind", mbedtls_net_bind(&listener, "127.0.0.1", arguments[3], datagrams ? MBEDTLS_NET_PROTO_UDP : MBEDTLS_NET_PROTO_TCP));
    pid_t child = fork();
    if (child == 0) {
        alarm(10);
        serve(&listener, &server, keys);
        return 0;
    }
    alarm(10);
    ask(arguments[3], &client);
    waitpid(child, NULL, 0);
    return 0;
}
