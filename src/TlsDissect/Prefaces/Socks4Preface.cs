using System.Buffers.Binary;
using System.Globalization;
using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Prefaces;

/// <summary>SOCKS 4 and 4a: a request with an address or a name, then a reply of eight bytes with 90 for success.</summary>
internal static class Socks4Preface
{
    private const int ReplyLength = 8;
    private const byte Version = 4, Connect = 1;

    public static PrefaceStep? Read(in Preface preface)
    {
        if (preface.Client.IsEmpty || !(preface.Server.IsEmpty || IsSuccess(preface.Server.Start))) return null;
        DecodeError error = default;
        TlsReader request = new(preface.Client.Start, ref error);
        if (request.ReadUInt8() != Version || request.ReadUInt8() != Connect) return null;
        int port = request.ReadUInt16();
        ReadOnlySpan<byte> address = request.Read(4);
        ReadText(ref request); // The user.
        // 4a: an address of 0.0.0.x says that a name follows.
        bool isName = !request.Failed && BinaryPrimitives.ReadUInt32BigEndian(address) is > 0 and < 256;
        string host = isName ? Words.Text(ReadText(ref request)) : request.Failed ? "" : IpAddress.From(address).ToString();
        return request.Failed
            ? null
            : new PrefaceStep(StartTlsProtocol.Socks4, request.Offset, preface.Server.IsEmpty ? 0 : ReplyLength)
            {
                Target = string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"),
            };
    }

    private static bool IsSuccess(ReadOnlySpan<byte> reply) => reply.Length >= ReplyLength && reply.StartsWith("\0Z"u8);

    /// <summary>Reads text that ends with a zero.</summary>
    private static ReadOnlySpan<byte> ReadText(ref TlsReader reader)
    {
        int length = reader.Unread.IndexOf((byte)0);
        if (length < 0) reader.Fail("text");
        return reader.Read(length + 1) is { IsEmpty: false } text ? text[..^1] : default;
    }
}
