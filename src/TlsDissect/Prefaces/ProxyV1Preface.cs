using System.Globalization;
using System.Net;
using System.Text;
using TlsDissect.Transport;

namespace TlsDissect.Prefaces;

/// <summary>
/// The PROXY protocol, version 1: a line that a load balancer sends before the client's data (§2.1 of its specification). There is no
/// answer.
/// </summary>
internal static class ProxyV1Preface
{
    private const int MostBytes = 107;

    public static PrefaceStep? Read(in Preface preface)
    {
        ReadOnlySpan<byte> line = preface.Client.Start;
        int end = line.IndexOf("\r\n"u8);
        if (!line.StartsWith("PROXY "u8) || end is < 0 or > MostBytes - 2) return null;
        string[] words = Encoding.Latin1.GetString(line[..end]).Split(' ');
        IpEndpoint? client = words is ["PROXY", "TCP4" or "TCP6", string address, _, string port, _] ? Endpoint(address, port) : null;
        bool isHeader = client is not null || words is ["PROXY", "UNKNOWN", ..];
        return isHeader ? new PrefaceStep(StartTlsProtocol.ProxyV1, end + 2, 0) { Client = client } : null;
    }

    private static IpEndpoint? Endpoint(string address, string port)
    {
        bool isValid = IPAddress.TryParse(address, out IPAddress? parsed);
        isValid &= ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out ushort number);
        return isValid ? new IpEndpoint(IpAddress.From(parsed!.GetAddressBytes()), number) : null;
    }
}
