using TlsDissect.Messages;
using TlsDissect.Messages.Extensions;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

/// <summary>encrypted_client_hello of a ClientHello, and the configurations that a server publishes (RFC 9849 §4, §5).</summary>
public class EncryptedClientHelloTests
{
    [Fact]
    public void An_outer_one_has_all_its_fields()
    {
        (ClientHello hello, byte[] body) = Parse(d => Outer(d));
        EncryptedClientHello outer = Assert.IsType<EncryptedClientHello>(hello.EncryptedClientHello);

        Assert.False(outer.IsInner);
        Assert.Equal((1, 3, 7), (outer.KdfId, outer.AeadId, outer.ConfigId));
        Assert.Equal(Enumerable.Repeat((byte)0xEE, 32), outer.EncapsulatedKey.ToArray());
        Assert.Equal(Enumerable.Repeat((byte)0xAA, 40), outer.Payload.ToArray());
        Assert.Equal(outer.Payload.ToArray(), body[outer.PayloadOffset..(outer.PayloadOffset + 40)]);
        Assert.Null(hello.Malformed);
    }

    [Fact]
    public void An_inner_one_is_only_its_type()
    {
        (ClientHello hello, _) = Parse(d => d.UInt8(1));
        Assert.True(hello.EncryptedClientHello?.IsInner);
        Assert.Null(hello.Malformed);
    }

    [Fact]
    public void A_type_that_does_not_exist_is_malformed()
    {
        (ClientHello hello, _) = Parse(d => d.UInt8(2));
        Assert.Null(hello.EncryptedClientHello);
        Assert.StartsWith("encrypted_client_hello: type at byte ", hello.Malformed, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_prefix_of_an_outer_one_is_malformed()
    {
        byte[] whole = Outer(new TlsWriter()).ToArray();
        for (int length = 0; length < whole.Length; length++)
        {
            (ClientHello hello, _) = Parse(d => d.Opaque(whole.AsSpan(0, length)));
            Assert.Null(hello.EncryptedClientHello);
            Assert.NotNull(hello.Malformed);
        }
    }

    [Fact]
    public void A_list_of_configurations_skips_unknown_versions()
    {
        byte[] config = new TlsWriter().UInt16(EchConfig.KnownVersion).Vector16(Contents).ToArray();
        byte[] list = new TlsWriter().Vector16(l => l.UInt16(0xFE0A).Vector16(c => c.Fill(9)).Opaque(config)).ToArray();
        DecodeError error = default;
        TlsReader reader = new(list, ref error);
        EchConfig only = Assert.Single(EchConfig.ReadList(ref reader));

        Assert.False(error.IsSet);
        Assert.Equal((7, HpkeKem.DHKEM_X25519_HKDF_SHA256, 64), (only.ConfigId, only.KemId, only.MaximumNameLength));
        Assert.Equal(
            [(HpkeKdf.HKDF_SHA256, HpkeAead.AES_128_GCM), (HpkeKdf.HKDF_SHA256, HpkeAead.ChaCha20Poly1305)],
            [.. only.CipherSuites]);
        Assert.Equal("public.example", only.PublicName);
        Assert.Equal(config, only.Bytes.ToArray());
    }

    [Fact]
    public void A_configuration_with_trailing_bytes_is_malformed()
    {
        byte[] list = new TlsWriter()
            .Vector16(l => l.UInt16(EchConfig.KnownVersion).Vector16(c => { Contents(c); c.UInt8(0); })).ToArray();
        DecodeError error = default;
        TlsReader reader = new(list, ref error);
        Assert.Empty(EchConfig.ReadList(ref reader));
        Assert.Equal("trailing bytes", error.What);
    }

    private static void Contents(TlsWriter contents) => contents.UInt8(7).UInt16(0x20).Vector16(k => k.Fill(32))
        .Vector16(s => s.UInt16s(1, 1, 1, 3)).UInt8(64).Vector8(n => n.Opaque("public.example"u8))
        .Vector16(x => x.Extension(0x7777, d => d.Fill(3)));

    private static TlsWriter Outer(TlsWriter data) =>
        data.UInt8(0).UInt16s(1, 3).UInt8(7).Vector16(k => k.Fill(32, 0xEE)).Vector16(p => p.Fill(40, 0xAA));

    private static (ClientHello Hello, byte[] Body) Parse(Action<TlsWriter> data)
    {
        byte[] body = SampleMessages.ClientHelloStart()
            .Vector16(e => e.Extension(5, d => d.UInt8(1).UInt32(0)).Extension(0xFE0D, data)).ToArray();
        HandshakeMessage? message = HandshakeParser.Parse(HandshakeType.ClientHello, body, default, out DecodeError error);
        Assert.Equal("", error.ToString());
        return (Assert.IsType<ClientHello>(message), body);
    }
}
