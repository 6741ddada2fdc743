using System.Buffers.Binary;
using System.Security.Cryptography;

namespace TlsDissect.Transport;

/// <summary>
/// Community ID 1.0 of a flow, by which the records of several programs (Zeek, Suricata, Arkime) are joined. The seed is 0, as usual.
/// </summary>
internal static class CommunityId
{
    private const string Version = "1:";
    /// <summary>Numbers of the protocols (RFC 5237).</summary>
    public const byte Tcp = 6, Udp = 17;

    /// <summary>Two bytes of seed, two addresses, protocol and padding, two ports.</summary>
    private const int MaxLength = 2 + 16 + 16 + 2 + 2 + 2;

    /// <summary>Computes the id, which is the same for both directions.</summary>
    /// <param name="protocol"><see cref="Tcp"/> or <see cref="Udp"/>.</param>
    /// <param name="one">One endpoint.</param>
    /// <param name="other">The other endpoint.</param>
    public static string Of(byte protocol, in IpEndpoint one, in IpEndpoint other)
    {
        (IpEndpoint first, IpEndpoint second) = one.CompareTo(other) <= 0 ? (one, other) : (other, one);
        Span<byte> flow = stackalloc byte[MaxLength];
        flow.Clear();
        int length = 2;
        length += first.Address.CopyTo(flow[length..]);
        length += second.Address.CopyTo(flow[length..]);
        flow[length] = protocol;
        length += 2;
        BinaryPrimitives.WriteUInt16BigEndian(flow[length..], first.Port);
        BinaryPrimitives.WriteUInt16BigEndian(flow[(length + 2)..], second.Port);
        Span<byte> digest = stackalloc byte[SHA1.HashSizeInBytes];
        SHA1.HashData(flow[..(length + 4)], digest);
        return Version + Convert.ToBase64String(digest);
    }
}
