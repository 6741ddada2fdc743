/* Loaded before tstclnt: Debian builds NSS without a key log, but NSS tells a program that asks (SSL_SecretCallback, TLS 1.3) its traffic secrets. They go to $SECRETS
 * as a key log without the client random: epoch 1 early data, 2 the handshake, 3 application data; direction 1 what is read, 2 what is written. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pk11pub.h>
#include <ssl.h>
#include <sslexp.h>
#include <stdio.h>
#include <stdlib.h>

static void log_secret(PRFileDesc *socket, PRUint16 epoch, SSLSecretDirection direction, PK11SymKey *secret, void *unused)
{
    static const char *labels[3][2] = {
        { "", "CLIENT_EARLY_TRAFFIC_SECRET" },
        { "SERVER_HANDSHAKE_TRAFFIC_SECRET", "CLIENT_HANDSHAKE_TRAFFIC_SECRET" },
        { "SERVER_TRAFFIC_SECRET_0", "CLIENT_TRAFFIC_SECRET_0" },
    };
    if (epoch < 1 || epoch > 3 || PK11_ExtractKeyValue(secret) != SECSuccess) return;
    FILE *file = fopen(getenv("SECRETS"), "a");
    SECItem *bytes = PK11_GetKeyData(secret);
    fprintf(file, "%s RANDOM ", labels[epoch - 1][direction == ssl_secret_write]);
    for (unsigned i = 0; i < bytes->len; i++) fprintf(file, "%02x", bytes->data[i]);
    fprintf(file, "\n");
    fclose(file);
}

PRFileDesc *SSL_ImportFD(PRFileDesc *model, PRFileDesc *socket)
{
    PRFileDesc *(*import)(PRFileDesc *, PRFileDesc *) = dlsym(RTLD_NEXT, "SSL_ImportFD");
    PRFileDesc *made = import(model, socket);
    if (made) SSL_SecretCallback(made, log_secret, NULL);
    return made;
}
