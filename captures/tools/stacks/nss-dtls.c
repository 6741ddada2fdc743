/* Lines over DTLS 1.3 by NSS, both sides: nss-dtls PORT DATABASE SECRETS [OPTION...]
 * The client connects to $TO (default: PORT). Each side prints the lines that it sends. The client's traffic secrets go to SECRETS as a key log with RANDOM1 in place of
 * the client random, RANDOM2 in a second connection: epoch 1 early data, 2 the handshake, 3 application data.
 * OPTION: suite=NUMBER; retry (the server supports only P-384); cookie (the server requires one); client_certificate; psk; again (a second connection, which resumes the first); early (and sends 0-RTT data); own_nonce;
 * client (no server; the client offers DTLS 1.2, too).
 * NSS 3.87 has the epoch in the nonce, as DTLS 1.2 has. RFC 9147, section 4, has not: unless own_nonce is given, PK11_AEADOp below takes it out. */
#define _GNU_SOURCE
#include <cert.h>
#include <dlfcn.h>
#include <keyhi.h>
#include <nspr.h>
#include <nss.h>
#include <pk11pub.h>
#include <ssl.h>
#include <sslexp.h>
#include <sslproto.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static int port, count, connection;
static char **options;
static const char *secrets;

static void check(const char *what, int right)
{
    if (right) return;
    printf("%s: %s\n", what, PR_ErrorToName(PR_GetError()));
    exit(1);
}

static const char *option(const char *name)
{
    size_t length = strlen(name);
    for (int i = 0; i < count; i++)
        if (strncmp(options[i], name, length) == 0 && (options[i][length] == 0 || options[i][length] == '=')) return options[i] + length + (options[i][length] == '=');
    return NULL;
}

/* Called by libssl3 for libnss3's. The additional data of a record is its header, which has the low bits of the epoch. */
SECStatus PK11_AEADOp(PK11Context *context, CK_GENERATOR_FUNCTION generator, int fixed_bits, unsigned char *nonce, int nonce_length, const unsigned char *header,
    int header_length, unsigned char *out, int *out_length, int limit, unsigned char *tag, int tag_length, const unsigned char *in, int in_length)
{
    SECStatus (*real)(PK11Context *, CK_GENERATOR_FUNCTION, int, unsigned char *, int, const unsigned char *, int, unsigned char *, int *, int, unsigned char *, int,
        const unsigned char *, int) = dlsym(RTLD_NEXT, "PK11_AEADOp");
    if (!option("own_nonce") && header_length >= 2 && header_length <= 5 && (header[0] & 0xe0) == 0x20) nonce[5] ^= header[0] & 3;
    return real(context, generator, fixed_bits, nonce, nonce_length, header, header_length, out, out_length, limit, tag, tag_length, in, in_length);
}

static SECStatus accept_certificate(void *unused, PRFileDesc *ssl, PRBool check_signature, PRBool is_server)
{
    return SECSuccess;
}

static SECStatus send_client_certificate(void *unused, PRFileDesc *ssl, CERTDistNames *authorities, CERTCertificate **certificate, SECKEYPrivateKey **key)
{
    *certificate = PK11_FindCertFromNickname("client", NULL);
    *key = PK11_FindKeyByAnyCert(*certificate, NULL);
    return *key ? SECSuccess : SECFailure;
}

static void log_secret(PRFileDesc *ssl, PRUint16 epoch, SSLSecretDirection direction, PK11SymKey *secret, void *unused)
{
    static const char *labels[3][2] = {
        { "", "CLIENT_EARLY_TRAFFIC_SECRET" },
        { "SERVER_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_HANDSHAKE_TRAFFIC_SECRET" },
        { "SERVER_TRAFFIC_SECRET_0", "CLIENT_TRAFFIC_SECRET_0" },
    };
    if (epoch < 1 || epoch > 3 || PK11_ExtractKeyValue(secret) != SECSuccess) return;
    FILE *file = fopen(secrets, "a");
    SECItem *bytes = PK11_GetKeyData(secret);
    fprintf(file, "%s RANDOM%d ", labels[epoch - 1][direction == ssl_secret_write], connection);
    for (unsigned i = 0; i < bytes->len; i++) fprintf(file, "%02x", bytes->data[i]);
    fprintf(file, "\n");
    fclose(file);
}

static SSLHelloRetryRequestAction ask_for_cookie(PRBool first, const PRUint8 *token, unsigned length, PRUint8 *new_token, unsigned *new_length, unsigned limit, void *unused)
{
    if (!first) return ssl_hello_retry_accept;
    memcpy(new_token, "a token of the server", *new_length = 21);
    return ssl_hello_retry_request;
}

static void add_psk(PRFileDesc *ssl)
{
    static unsigned char bytes[16] = { 0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff };
    SECItem item = { siBuffer, bytes, sizeof bytes };
    PK11SymKey *psk = PK11_ImportSymKey(PK11_GetInternalSlot(), CKM_HKDF_KEY_GEN, PK11_OriginUnwrap, CKA_DERIVE, &item, NULL);
    check("psk", psk != NULL);
    check("add psk", SSL_AddExternalPsk(ssl, psk, (const PRUint8 *) "alice", 5, ssl_hash_sha256) == SECSuccess);
}

/* What both sides have in common. The socket is connected. */
static PRFileDesc *import(PRFileDesc *socket, int server)
{
    SSLVersionRange versions = { SSL_LIBRARY_VERSION_DTLS_1_3, SSL_LIBRARY_VERSION_DTLS_1_3 };
    PRSocketOptionData nonblocking = { PR_SockOpt_Nonblocking, { .non_blocking = PR_TRUE } };
    PRFileDesc *ssl = DTLS_ImportFD(NULL, socket);
    check("import", ssl != NULL);
    if (option("client")) versions.min = SSL_LIBRARY_VERSION_DTLS_1_2;
    check("versions", SSL_VersionRangeSet(ssl, &versions) == SECSuccess);
    check("certificates", SSL_AuthCertificateHook(ssl, accept_certificate, NULL) == SECSuccess);
    if (option("suite"))
    {
        for (int i = 0; i < SSL_NumImplementedCiphers; i++) SSL_CipherPrefSet(ssl, SSL_ImplementedCiphers[i], PR_FALSE);
        check("suite", SSL_CipherPrefSet(ssl, strtol(option("suite"), NULL, 16), PR_TRUE) == SECSuccess);
    }
    if (option("psk")) add_psk(ssl);
    if (option("again") || option("early")) SSL_OptionSet(ssl, SSL_ENABLE_SESSION_TICKETS, PR_TRUE);
    if (option("early")) check("0-RTT", SSL_OptionSet(ssl, SSL_ENABLE_0RTT_DATA, PR_TRUE) == SECSuccess);
    check("nonblocking", PR_SetSocketOption(ssl, &nonblocking) == PR_SUCCESS);
    check("reset", SSL_ResetHandshake(ssl, server) == SECSuccess);
    return ssl;
}

/* Waits until something arrives, or the handshake's timer says to send again. */
static void wait_for(PRFileDesc *ssl)
{
    PRIntervalTime timeout = PR_SecondsToInterval(10);
    PRPollDesc poll = { ssl, PR_POLL_READ, 0 };
    DTLS_GetHandshakeTimeout(ssl, &timeout);
    PR_Poll(&poll, 1, timeout);
}

static void shake_hands(PRFileDesc *ssl, const char *side)
{
    while (SSL_ForceHandshake(ssl) != SECSuccess)
    {
        check(side, PR_GetError() == PR_WOULD_BLOCK_ERROR);
        wait_for(ssl);
    }
}

static void send_line(PRFileDesc *ssl, const char *side, const char *line)
{
    char text[256];
    snprintf(text, sizeof text, "%s line of the %s, connection %d\n", line, side, connection);
    check(text, PR_Send(ssl, text, strlen(text), 0, 0) == (int) strlen(text));
    printf("%d %s sent: %s", connection, side, text);
}

static int receive(PRFileDesc *ssl)
{
    char line[256];
    int length;
    while ((length = PR_Recv(ssl, line, sizeof line, 0, 0)) < 0 && PR_GetError() == PR_WOULD_BLOCK_ERROR) wait_for(ssl);
    return length;
}

/* Waits until the server has acknowledged the client's last flight: data that comes before it is lost. */
static void wait_for_acknowledgment(PRFileDesc *ssl)
{
    char byte;
    PRIntervalTime timeout;
    while (DTLS_GetHandshakeTimeout(ssl, &timeout) == SECSuccess && timeout < PR_SecondsToInterval(10))
    {
        wait_for(ssl);
        PR_Recv(ssl, &byte, 1, 0, 0);
    }
}

static void serve(void)
{
    static const SSLNamedGroup groups[] = { ssl_grp_ec_secp384r1 };
    PRNetAddr own, peer;
    PRSocketOptionData reuse = { PR_SockOpt_Reuseaddr, { .reuse_addr = PR_TRUE } };
    SSLAntiReplayContext *replays = NULL;
    char byte;
    PRFileDesc *socket = PR_OpenUDPSocket(PR_AF_INET);
    PR_InitializeNetAddr(PR_IpAddrLoopback, port, &own);
    PR_SetSocketOption(socket, &reuse);
    check("bind", PR_Bind(socket, &own) == PR_SUCCESS);
    PR_RecvFrom(socket, &byte, 1, PR_MSG_PEEK, &peer, PR_INTERVAL_NO_TIMEOUT);
    check("connect", PR_Connect(socket, &peer, PR_INTERVAL_NO_TIMEOUT) == PR_SUCCESS);

    PRFileDesc *ssl = import(socket, 1);
    CERTCertificate *certificate = PK11_FindCertFromNickname("server", NULL);
    check("certificate", SSL_ConfigServerCert(ssl, certificate, PK11_FindKeyByAnyCert(certificate, NULL), NULL, 0) == SECSuccess);
    if (option("retry")) SSL_NamedGroupConfig(ssl, groups, 1);
    if (option("cookie")) SSL_HelloRetryRequestCallback(ssl, ask_for_cookie, NULL);
    if (option("client_certificate")) SSL_OptionSet(ssl, SSL_REQUEST_CERTIFICATE, PR_TRUE);
    if (option("early"))
    {
        check("replays", SSL_CreateAntiReplayContext(PR_Now() - 20 * PR_USEC_PER_SEC, PR_USEC_PER_SEC, 7, 14, &replays) == SECSuccess);
        SSL_SetAntiReplayContext(ssl, replays);
    }
    shake_hands(ssl, "server");
    for (int i = 0, early = connection == 2 && option("early") != NULL; i < 2 + early; i++)
    {
        check("server's receive", receive(ssl) > 0);
        if (i >= early) send_line(ssl, "server", i == early ? "first" : "second");
    }
    while (receive(ssl) > 0) continue;
    PR_Close(ssl);
}

static void ask(int to)
{
    PRNetAddr peer;
    PRFileDesc *socket = PR_OpenUDPSocket(PR_AF_INET);
    PR_InitializeNetAddr(PR_IpAddrLoopback, to, &peer);
    check("connect", PR_Connect(socket, &peer, PR_INTERVAL_NO_TIMEOUT) == PR_SUCCESS);
    PRFileDesc *ssl = import(socket, 0);
    SSL_SetURL(ssl, "server.example");
    SSL_SecretCallback(ssl, log_secret, NULL);
    if (option("client_certificate")) SSL_GetClientAuthDataHook(ssl, send_client_certificate, NULL);
    if (connection == 2 && option("early"))
    {
        SSL_ForceHandshake(ssl);
        send_line(ssl, "client", "early");
    }
    shake_hands(ssl, "client");
    wait_for_acknowledgment(ssl);
    for (int i = 0; i < 2; i++)
    {
        send_line(ssl, "client", i == 0 ? "first" : "second");
        check("client's receive", receive(ssl) > 0);
    }
    PR_Close(ssl);
}

int main(int argument_count, char **arguments)
{
    port = atoi(arguments[1]);
    secrets = arguments[3];
    options = arguments + 4;
    count = argument_count - 4;
    int connections = option("again") || option("early") ? 2 : 1;
    setvbuf(stdout, NULL, _IOLBF, 0);
    pid_t child = option("client") ? -1 : fork();
    alarm(20);
    check("database", NSS_Init(arguments[2]) == SECSuccess && NSS_SetDomesticPolicy() == SECSuccess);
    if (child == 0) check("cache", SSL_ConfigServerSessionIDCache(0, 0, 0, NULL) == SECSuccess);
    for (connection = 1; connection <= connections; connection++)
    {
        if (child == 0)
        {
            serve();
            continue;
        }
        usleep(500000); /* until the server's socket is bound */
        ask(getenv("TO") ? atoi(getenv("TO")) : port);
    }
    if (child > 0) waitpid(child, NULL, 0);
    return 0;
}
