/* The DEFLATE method of RFC 3749 for the OpenSSL 1.0 inside an old Node, which was built without it but kept the code that compresses records: node.js loads
 * this into the process, where it finds OpenSSL's and zlib's functions. The structures are those of OpenSSL 1.0's comp.h and ssl.h. */
#include <string.h>
#include <zlib.h>

struct context;
struct method
{
    int type;
    const char *name;
    int (*init)(struct context *);
    void (*finish)(struct context *);
    int (*compress)(struct context *, unsigned char *, unsigned, unsigned char *, unsigned);
    int (*expand)(struct context *, unsigned char *, unsigned, unsigned char *, unsigned);
    long (*ctrl)(void);
    long (*callback_ctrl)(void);
};
struct listed { int id; const char *name; struct method *method; };

extern void *SSL_COMP_get_compression_methods(void);
extern int sk_push(void *, void *);

/* Each direction of a connection has a context of its own; few are made here. */
static struct { struct context *owner; z_stream out, in; } streams[16];

static int find(struct context *owner)
{
    for (int i = 0; i < 16; i++)
        if (streams[i].owner == owner) return i;
    return -1;
}

static int init(struct context *owner)
{
    int i = find(NULL);
    if (i < 0) return 0;
    memset(&streams[i], 0, sizeof streams[i]);
    streams[i].owner = owner;
    return deflateInit_(&streams[i].out, Z_DEFAULT_COMPRESSION, ZLIB_VERSION, sizeof(z_stream)) == Z_OK && inflateInit_(&streams[i].in, ZLIB_VERSION, sizeof(z_stream)) == Z_OK;
}

static void finish(struct context *owner)
{
    int i = find(owner);
    if (i >= 0) streams[i].owner = NULL;
}

static int run(z_stream *stream, int (*step)(z_stream *, int), unsigned char *out, unsigned room, unsigned char *in, unsigned size)
{
    stream->next_in = in;
    stream->avail_in = size;
    stream->next_out = out;
    stream->avail_out = room;
    return size == 0 || step(stream, Z_SYNC_FLUSH) == Z_OK ? (int) (room - stream->avail_out) : -1;
}

static int compress_record(struct context *owner, unsigned char *out, unsigned room, unsigned char *in, unsigned size)
{
    return run(&streams[find(owner)].out, deflate, out, room, in, size);
}

static int expand_record(struct context *owner, unsigned char *out, unsigned room, unsigned char *in, unsigned size)
{
    return run(&streams[find(owner)].in, inflate, out, room, in, size);
}

static struct method deflating = { 1, "zlib compression", init, finish, compress_record, expand_record, NULL, NULL };
static struct listed entry = { 1, "zlib compression", &deflating };

__attribute__((constructor)) static void add(void)
{
    sk_push(SSL_COMP_get_compression_methods(), &entry);
}
