using TlsDissect.Messages;
using TlsDissect.Messages.Fingerprints;
using TlsDissect.Protocol;

namespace TlsDissect.Tests.Messages;

/// <summary>An extension of a strange form costs that extension, not the hello: peers pass over what they do not use.</summary>
public class MalformedExtensionTests
{
    [Fact]
    public void The_rest_of_a_client_hello_is_read()
    {
        ClientHello hello = Parse<ClientHello>(HandshakeType.ClientHello, SampleMessages.ClientHelloStart().Vector16(e => e
            .Extension(10, d => d.UInt16(7).UInt8(1))
            .Extension(0, d => d.Vector16(l => l.UInt8(0).Vector16(n => n.Opaque("example.com"u8))))));

        Assert.Equal("example.com", hello.ServerName);
        Assert.Empty(hello.SupportedGroups);
        Assert.Equal([ExtensionType.SupportedGroups, ExtensionType.ServerName], hello.Extensions.Select(e => e.Type));
        Assert.StartsWith("supported_groups: named_group_list at byte ", hello.Malformed, StringComparison.Ordinal);
        Assert.Null(hello.Extensions[1].Malformed);
        Assert.Equal(32, hello.Ja3!.Length);
    }

    [Fact]
    public void Trailing_bytes_in_an_extension_are_told()
    {
        ServerHello hello =
            Parse<ServerHello>(HandshakeType.ServerHello,
                new TlsWriter().UInt16(0x0303).Opaque(SampleMessages.Fill32).Vector8(_ => { }).UInt16(0x1301).UInt8(0)
            .Vector16(e => e.Extension(43, d => d.UInt16(0x0304).UInt8(9)).Extension(51, d => d.UInt16(29).Vector16(k => k.Fill(32)))));

        Assert.Equal(ProtocolVersion.Tls13, hello.NegotiatedVersion);
        Assert.Equal(NamedGroup.x25519, hello.KeyShare?.Group);
        Assert.StartsWith("supported_versions: trailing bytes at byte ", hello.Malformed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_that_is_cut_selects_none()
    {
        ServerHello hello =
            Parse<ServerHello>(HandshakeType.ServerHello,
                new TlsWriter().UInt16(0x0303).Opaque(SampleMessages.Fill32).Vector8(_ => { }).UInt16(0xC02F).UInt8(0)
            .Vector16(e => e.Extension(43, d => d.UInt8(3))));

        Assert.Null(hello.SelectedVersion);
        Assert.Equal(ProtocolVersion.Tls12, hello.NegotiatedVersion);
        Assert.NotNull(hello.Malformed);
    }

    [Fact]
    public void A_list_that_does_not_fit_its_message_is_malformed_as_a_whole()
    {
        byte[] body = SampleMessages.ClientHelloStart().UInt16(8).UInt16(10).UInt16(9).Fill(4).ToArray();
        Assert.Null(HandshakeParser.Parse(HandshakeType.ClientHello, body, default, out DecodeError error));
        Assert.Equal("extension_data", error.What);
    }

    private static T Parse<T>(HandshakeType type, TlsWriter body) where T : HandshakeMessage
    {
        HandshakeMessage? message = HandshakeParser.Parse(type, body.ToArray(), default, out DecodeError error);
        Assert.Equal("", error.ToString());
        return Assert.IsType<T>(message);
    }
}
