using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

/// <summary>The inner ClientHello as it is encrypted, and how the whole one is restored (RFC 9849 §5.1).</summary>
public sealed class EncodedClientHelloTests
{
    private const int OuterExtensions = 0xfd00, Ech = 0xfe0d;

    private static readonly byte[] SessionId = [.. Enumerable.Repeat((byte)0x77, 32)];

    /// <summary>An outer hello with extensions 10, 13, 51 and its ECH between the last two.</summary>
    private static ClientHello Outer()
    {
        byte[] body = Body(SessionId, e => e.Extension(10, d => d.Vector16(l => l.UInt16(29)))
            .Extension(13, d => d.Vector16(l => l.UInt16(0x0804)))
            .Extension(Ech, d => d.UInt8(0).UInt16(1).UInt16(1).UInt8(7).Vector16(k => k.Fill(32)).Vector16(p => p.Fill(40)))
            .Extension(51, d => d.Vector16(_ => { }))).ToArray();
        return Assert.IsType<ClientHello>(HandshakeParser.Parse(HandshakeType.ClientHello, body, default, out _));
    }

    private static TlsWriter Body(byte[] sessionId, Action<TlsWriter> extensions) =>
        new TlsWriter().UInt16(0x0303).Fill(32, 0x11).Vector8(s => s.Opaque(sessionId)).Vector16(c => c.UInt16s(0x1301, 0x1302))
            .Vector8(m => m.UInt8(0)).Vector16(extensions);

    private static byte[] Encoded(Action<TlsWriter> extensions, int padding = 0) => Body([], extensions).Fill(padding, 0).ToArray();

    private static void AddOuter(TlsWriter writer, params int[] types) =>
        writer.Extension(OuterExtensions, d => d.Vector8(l => l.UInt16s(types)));

    private static byte[]? Restore(byte[] encoded, out string fault)
    {
        byte[]? message = EncodedClientHello.TryRestore(encoded, Outer(), out DecodeError error);
        Assert.Equal(message is null, error.IsSet);
        fault = error.What ?? "";
        return message;
    }

    [Fact]
    public void Outer_extensions_and_the_session_ID_are_put_in()
    {
        byte[]? message = Restore(Encoded(e =>
        {
            e.Extension(0, d => d.Fill(3)).Extension(Ech, d => d.UInt8(1));
            AddOuter(e, 10, 51);
            e.Extension(43);
        }, padding: 29), out _);

        byte[] body = Body(SessionId, e => e.Extension(0, d => d.Fill(3)).Extension(Ech, d => d.UInt8(1))
            .Extension(10, d => d.Vector16(l => l.UInt16(29))).Extension(51, d => d.Vector16(_ => { })).Extension(43)).ToArray();
        Assert.Equal([1, 0, 0, (byte)body.Length, .. body], message);
    }

    [Theory]
    [InlineData(51, 10)] // Not in the order of the outer hello.
    [InlineData(10, 10)] // Twice.
    [InlineData(10, 16)] // Not there.
    [InlineData(10, Ech)]
    [InlineData]
    public void Names_of_outer_extensions_follow_the_rules(params int[] types)
    {
        Assert.Null(Restore(Encoded(e => AddOuter(e, types)), out string fault));
        Assert.Equal("OuterExtensions", fault);
    }

    [Fact]
    public void They_are_replaced_once()
    {
        Assert.Null(Restore(Encoded(e =>
        {
            AddOuter(e, 10);
            AddOuter(e, 13);
        }), out string fault));
        Assert.Equal("ech_outer_extensions", fault);
    }

    [Fact]
    public void Padding_is_zeros()
    {
        Assert.NotNull(Restore(Encoded(_ => { }, padding: 1000), out _));
        Assert.Null(Restore([.. Encoded(_ => { }, padding: 5), 1, 0], out string fault));
        Assert.Equal("zeros", fault);
    }

    [Fact]
    public void It_has_no_session_ID_of_its_own()
    {
        Assert.Null(Restore(Body([1, 2], _ => { }).ToArray(), out string fault));
        Assert.Equal("legacy_session_id", fault);
    }

    [Fact]
    public void Extensions_do_not_grow_beyond_their_length()
    {
        Assert.NotNull(Restore(Encoded(e => e.Extension(21, d => d.Fill(65_520)).Extension(43)), out _));
        Assert.Null(Restore(Encoded(e =>
        {
            e.Extension(21, d => d.Fill(65_520));
            AddOuter(e, 10, 13);
        }), out string fault));
        Assert.Equal("extensions", fault);
    }

    [Fact]
    public void No_prefix_and_no_mutation_throws()
    {
        byte[] encoded = Encoded(e =>
        {
            e.Extension(0, d => d.Fill(3));
            AddOuter(e, 10, 13, 51);
        });
        for (int length = 0; length < encoded.Length; length++) Assert.Null(Restore(encoded[..length], out _));
        Random random = new(9849);
        for (int i = 0; i < 50_000; i++)
        {
            byte[] mutated = [.. encoded];
            for (int changes = random.Next(1, 4); changes > 0; changes--) mutated[random.Next(mutated.Length)] = (byte)random.Next(256);
            if (Restore(mutated, out _) is not byte[] message) continue;
            Assert.Equal(message.Length - 4, message[1] << 16 | message[2] << 8 | message[3]);
        }
    }

    [Fact]
    public void Inner_hello_of_DTLS_has_an_empty_cookie()
    {
        static byte[] Hello(byte[] session, Action<TlsWriter> extensions) =>
            new TlsWriter().UInt16(0xFEFD).Fill(32, 0x11).Vector8(s => s.Opaque(session)).Vector8(_ => { })
                .Vector16(c => c.UInt16(0x1301)).Vector8(m => m.UInt8(0)).Vector16(extensions).ToArray();
        byte[] body = Hello(SessionId, e => e.Extension(13, d => d.Fill(2)).Extension(51, d => d.Fill(9)));
        ClientHello outer = Assert.IsType<ClientHello>(PartialHello.Parse(HandshakeType.ClientHello, body));
        byte[]? message = EncodedClientHello.TryRestore(Hello([], e => AddOuter(e, 51)), outer, out _);
        Assert.Equal(Hello(SessionId, e => e.Extension(51, d => d.Fill(9))), message![RawHandshake.HeaderSize..]);
    }
}
