using TlsDissect.Protocol;
using TlsDissect.Transport;

namespace TlsDissect.Prefaces;

/// <summary>
/// The PROXY protocol, version 2: a binary header that a load balancer sends before the client's data, with addresses and further values
/// (§2.2 of its specification). There is no answer.
/// </summary>
internal static class ProxyV2Preface
{
    private const byte Local = 0x20, Proxy = 0x21, Authority = 2, Tcp4 = 0x11, Tcp6 = 0x21;
    private const int HeaderLength = 16;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    public static PrefaceStep? Read(in Preface preface)
    {
        if (!preface.Client.Start.StartsWith(Signature)) return null;
        DecodeError error = default;
        TlsReader header = new(preface.Client.Start[Signature.Length..], ref error);
        int command = header.ReadUInt8("command");
        int family = header.ReadUInt8("family");
        int length = header.ReadUInt16("length");
        bool isWhole = HeaderLength + length <= preface.Client.Length;
        if (header.Failed || !isWhole || command is not (Local or Proxy)) return null;
        // Of a long header, the beginning is known.
        TlsReader body = new(header.Read(Math.Min(length, header.Remaining)), ref error);
        PrefaceStep step = new(StartTlsProtocol.ProxyV2, HeaderLength + length, 0);
        if (command == Local) return step;
        IpEndpoint? client = (command, family) switch
        {
            (Proxy, Tcp4) => ReadClient(ref body, 4),
            (Proxy, Tcp6) => ReadClient(ref body, 16),
            _ => null,
        };
        return client is null ? step : step with { Client = client, Target = ReadAuthority(ref body) };
    }

    private static IpEndpoint? ReadClient(ref TlsReader body, int size)
    {
        ReadOnlySpan<byte> source = body.Read(size, "source");
        body.Read(size, "destination");
        int port = body.ReadUInt16("source port");
        body.ReadUInt16("destination port");
        return body.Failed ? null : new IpEndpoint(IpAddress.From(source), (ushort)port);
    }

    /// <summary>Reads further values up to the name that the client asked for, mostly that of its server_name.</summary>
    private static string? ReadAuthority(ref TlsReader body)
    {
        while (!body.IsEmpty)
        {
            byte type = body.ReadUInt8("type");
            ReadOnlySpan<byte> value = body.ReadVector16("value").ReadToEnd();
            if (type == Authority && !body.Failed) return Words.Text(value);
        }

        return null;
    }
}
