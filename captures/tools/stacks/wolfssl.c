/* One page over TLS 1.2 or DTLS 1.2 by wolfSSL, both sides: wolfssl VERSION SUITE PORT KEYS KEYLOG [OPTION...], VERSION is tls1_2 or dtls1_2, the suite by wolfSSL's name.
 * OPTION: truncated_hmac; max_fragment_length (512 bytes). */
#include <wolfssl/options.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wolfssl/ssl.h>

static int datagrams;

static void check(const char *what, int right)
{
    if (right) return;
    printf("%s failed\n", what);
    exit(1);
}

static WOLFSSL_CTX *context(WOLFSSL_METHOD *method, const char *suite)
{
    WOLFSSL_CTX *made = wolfSSL_CTX_new(method);
    check(suite, wolfSSL_CTX_set_cipher_list(made, suite) == WOLFSSL_SUCCESS);
    wolfSSL_CTX_set_verify(made, WOLFSSL_VERIFY_NONE, NULL);
    return made;
}

/* The socket of the first client. */
static int accepted(int listener)
{
    char byte;
    struct sockaddr_in peer;
    socklen_t length = sizeof peer;
    if (!datagrams) return accept(listener, NULL, NULL);
    check("first datagram", recvfrom(listener, &byte, 1, MSG_PEEK, (struct sockaddr *) &peer, &length) == 1);
    check("answer", connect(listener, (struct sockaddr *) &peer, length) == 0);
    return listener;
}

static void serve(int listener, WOLFSSL_CTX *server, const char *keys)
{
    char request[4096], path[4096], page[65536];
    int socket = accepted(listener);
    WOLFSSL *ssl = wolfSSL_new(server);
    wolfSSL_set_fd(ssl, socket);
    check("server's handshake", wolfSSL_accept(ssl) == WOLFSSL_SUCCESS);
    check("server's read", wolfSSL_read(ssl, request, sizeof request) > 0);
    snprintf(path, sizeof path, "%s/www/hello.html", keys);
    FILE *file = fopen(path, "r");
    strcpy(page, "HTTP/1.0 200 ok\r\nContent-type: text/html\r\n\r\n");
    size_t head = strlen(page), body = fread(page + head, 1, sizeof page - head, file);
    wolfSSL_write(ssl, page, head + body);
    wolfSSL_shutdown(ssl);
    close(socket);
}

static void print_hex(FILE *file, const unsigned char *bytes, int size)
{
    for (int i = 0; i < size; i++) fprintf(file, "%02x", bytes[i]);
}

static void log_secret(WOLFSSL *ssl, const char *path)
{
    unsigned char random[32], master[48];
    FILE *file = fopen(path, "w");
    check("random", wolfSSL_get_client_random(ssl, random, sizeof random) == sizeof random);
    check("master secret", wolfSSL_SESSION_get_master_key(wolfSSL_get_session(ssl), master, sizeof master) == sizeof master);
    fprintf(file, "CLIENT_RANDOM ");
    print_hex(file, random, sizeof random);
    fprintf(file, " ");
    print_hex(file, master, sizeof master);
    fprintf(file, "\n");
    fclose(file);
}

static void ask(const struct sockaddr_in *address, WOLFSSL_CTX *client, const char *key_log)
{
    static const char text[] = "GET /hello.html HTTP/1.1\r\nHost: server.example\r\nUser-Agent: tlsdissect-captures\r\nConnection: close\r\n\r\n";
    char answer[4096];
    int length, number = socket(AF_INET, datagrams ? SOCK_DGRAM : SOCK_STREAM, 0);
    check("connect", connect(number, (const struct sockaddr *) address, sizeof *address) == 0);
    WOLFSSL *ssl = wolfSSL_new(client);
    wolfSSL_UseSNI(ssl, WOLFSSL_SNI_HOST_NAME, "server.example", 14);
    wolfSSL_KeepArrays(ssl);
    wolfSSL_set_fd(ssl, number);
    check("client's handshake", wolfSSL_connect(ssl) == WOLFSSL_SUCCESS);
    log_secret(ssl, key_log);
    wolfSSL_write(ssl, text, sizeof text - 1);
    while ((length = wolfSSL_read(ssl, answer, sizeof answer)) > 0) fwrite(answer, 1, length, stdout);
    wolfSSL_shutdown(ssl);
    close(number);
}

int main(int count, char **arguments)
{
    char path[4096];
    const char *suite = arguments[2], *keys = arguments[4], *name = strstr(suite, "ECDSA") ? "ecdsa" : "server";
    datagrams = arguments[1][0] == 'd';
    int one = 1, listener = socket(AF_INET, datagrams ? SOCK_DGRAM : SOCK_STREAM, 0);
    struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(atoi(arguments[3])), .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    wolfSSL_Init();
    WOLFSSL_CTX *server = context(datagrams ? wolfDTLSv1_2_server_method() : wolfTLSv1_2_server_method(), suite);
    WOLFSSL_CTX *client = context(datagrams ? wolfDTLSv1_2_client_method() : wolfTLSv1_2_client_method(), suite);
    snprintf(path, sizeof path, "%s/%s.pem", keys, name);
    check(path, wolfSSL_CTX_use_certificate_chain_file(server, path) == WOLFSSL_SUCCESS);
    snprintf(path, sizeof path, "%s/%s.key", keys, name);
    check(path, wolfSSL_CTX_use_PrivateKey_file(server, path, WOLFSSL_FILETYPE_PEM) == WOLFSSL_SUCCESS);
    snprintf(path, sizeof path, "%s/dh1024.pem", keys);
    check("parameters", wolfSSL_CTX_SetTmpDH_file(server, path, WOLFSSL_FILETYPE_PEM) == WOLFSSL_SUCCESS);
    wolfSSL_CTX_SetMinDhKey_Sz(client, 1024);
    for (int i = 6; i < count; i++)
    {
        if (strcmp(arguments[i], "truncated_hmac") == 0) check(arguments[i], wolfSSL_CTX_UseTruncatedHMAC(client) == WOLFSSL_SUCCESS);
        else if (strcmp(arguments[i], "max_fragment_length") == 0) check(arguments[i], wolfSSL_CTX_UseMaxFragment(client, WOLFSSL_MFL_2_9) == WOLFSSL_SUCCESS);
        else check(arguments[i], 0);
    }

    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    check("bind", bind(listener, (struct sockaddr *) &address, sizeof address) == 0 && (datagrams || listen(listener, 1) == 0));
    if (fork() == 0)
    {
        alarm(10);
        serve(listener, server, keys);
        return 0;
    }
    alarm(10);
    ask(&address, client, arguments[5]);
    wait(NULL);
    return 0;
}
