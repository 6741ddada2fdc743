using TlsDissect.Protocol;
using TlsDissect.Tests.Messages;

namespace TlsDissect.Tests.Records;

/// <summary>Records in wire format.</summary>
internal static class WireRecords
{
    public static byte[] Record(ContentType type, ReadOnlySpan<byte> fragment, int version = 0x0303) =>
        [(byte)type, (byte)(version >> 8), (byte)version, (byte)(fragment.Length >> 8), (byte)fragment.Length, .. fragment];

    public static byte[] Data(int length, byte fill = 0xAB) => Record(ContentType.ApplicationData, [.. Enumerable.Repeat(fill, length)]);

    public static byte[] Alert(int level = 2, int description = 40) => Record(ContentType.Alert, [(byte)level, (byte)description]);

    /// <summary>A record with the least of ClientHellos, or with one of a size.</summary>
    public static byte[] Hello(int extraBytes = 0)
    {
        byte[] body = new TlsWriter().UInt16(0x0303).Fill(32).UInt8(0).Vector16(w => w.UInt16(156)).Vector8(w => w.UInt8(0))
            .Vector16(w => w.Extension(21, padding => padding.Fill(extraBytes, 0))).ToArray();
        return Record(ContentType.Handshake, new TlsWriter().UInt8(1).Vector24(w => w.Opaque(body)).ToArray(), 0x0301);
    }

    /// <summary>An SSLv2-compatible ClientHello (RFC 5246 appendix E.2).</summary>
    public static byte[] Ssl2Hello()
    {
        byte[] message = new TlsWriter().UInt8(1).UInt16(0x0301).UInt16(6).UInt16(0).UInt16(16).Opaque(0, 0, 0x2F, 0, 0, 0x0A).Fill(16)
            .ToArray();
        return [(byte)(0x80 | message.Length >> 8), (byte)message.Length, .. message];
    }
}
