using TlsDissect.Messages;
using TlsDissect.Protocol;
using TlsDissect.Tests.Connections;

namespace TlsDissect.Tests.Messages;

/// <summary>A list of certificates costs no more than a chain can have, whatever it says; what is read of it stays.</summary>
public class CertificateListTests
{
    private const byte CertificateType = 11;
    private const byte CompressedType = 25;

    [Theory]
    [InlineData(ProtocolVersion.Tls12, false)]
    [InlineData(ProtocolVersion.Tls13, false)]
    [InlineData(ProtocolVersion.Tls12, true)]
    [InlineData(ProtocolVersion.Tls13, true)]
    public void A_list_is_read_up_to_32_certificates(ProtocolVersion version, bool isCompressed)
    {
        Certificate message = Read(version, isCompressed, Enumerable.Range(0, 40).Select(i => new byte[] { (byte)i, 1 }));
        Assert.Equal(Enumerable.Range(0, 32), message.Entries.Select(entry => (int)entry.Der.Span[0]));
        Assert.Equal("certificate_list: more than 32 certificates", message.Malformed);
        Assert.Null(Read(version, isCompressed, Enumerable.Range(0, 32).Select(i => new byte[] { (byte)i, 1 })).Malformed);
    }

    [Theory]
    [InlineData(ProtocolVersion.Tls12, false)]
    [InlineData(ProtocolVersion.Tls13, false)]
    [InlineData(ProtocolVersion.Tls12, true)]
    [InlineData(ProtocolVersion.Tls13, true)]
    public void A_list_is_read_up_to_an_empty_certificate(ProtocolVersion version, bool isCompressed)
    {
        Certificate message = Read(version, isCompressed, [[1, 1], [2, 2], [], [3, 3]]);
        Assert.Equal([1, 2], message.Entries.Select(entry => (int)entry.Der.Span[0]));
        Assert.Equal("certificate_list: an empty certificate", message.Malformed);
    }

    /// <summary>52,000 of them take 260,000 bytes, and some 300 on the wire.</summary>
    [Fact]
    public void Fifty_thousand_empty_certificates_take_no_memory()
    {
        byte[] body = Crowd.Compressed(Body(ProtocolVersion.Tls13, Enumerable.Repeat(Array.Empty<byte>(), 52_000)));
        HandshakeContext context = new(ProtocolVersion.Tls13, null, new CertificateCache(100));
        HandshakeParser.Parse((HandshakeType)CompressedType, body, context, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        HandshakeMessage? message = HandshakeParser.Parse((HandshakeType)CompressedType, body, context, out _);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 400_000);
        Assert.Empty(Assert.IsType<CompressedCertificate>(message).Certificate!.Entries);
    }

    private static Certificate Read(ProtocolVersion version, bool isCompressed, IEnumerable<byte[]> certificates)
    {
        byte[] body = Body(version, certificates);
        HandshakeContext context = new(version, null, new CertificateCache(100));
        HandshakeMessage? message = isCompressed
            ? HandshakeParser.Parse((HandshakeType)CompressedType, Crowd.Compressed(body), context, out DecodeError error)
            : HandshakeParser.Parse((HandshakeType)CertificateType, body, context, out error);
        Assert.False(error.IsSet);
        return message as Certificate ?? Assert.IsType<CompressedCertificate>(message).Certificate!;
    }

    private static byte[] Body(ProtocolVersion version, IEnumerable<byte[]> certificates)
    {
        bool isTls13 = version == ProtocolVersion.Tls13;
        byte[] list = [.. certificates.SelectMany(der => (byte[])[.. Crowd.UInt24(der.Length), .. der, .. isTls13 ? (byte[])[0, 0] : []])];
        return [.. isTls13 ? (byte[])[0] : [], .. Crowd.UInt24(list.Length), .. list];
    }
}
