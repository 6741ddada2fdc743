using System.Buffers.Binary;
using TlsDissect.Transport.Udp;

namespace TlsDissect.Capture.Network.Census;

/// <summary>Recognizes RADIUS packets (RFC 2865 §3) that carry an EAP method with TLS inside (RFC 3579 §3.1).</summary>
internal static class RadiusPacket
{
    private const int HeaderSize = 20;
    private const byte AccessRequest = 1;
    private const byte AccessChallenge = 11;
    private const byte EapMessage = 79;

    /// <summary>Whether a datagram is such a packet, with all its attributes in order.</summary>
    public static bool TryReadTlsMethod(in Datagram datagram, out byte method)
    {
        method = 0;
        ReadOnlySpan<byte> packet = datagram.Payload;
        if (packet.Length < HeaderSize || packet[0] is not (AccessRequest or AccessChallenge)) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(packet[2..]);
        if (length < HeaderSize || length > packet.Length) return false;

        bool isFound = false;
        bool isFirst = true;
        ReadOnlySpan<byte> attributes = packet[HeaderSize..length];
        while (!attributes.IsEmpty)
        {
            if (attributes.Length < 2 || attributes[1] < 2 || attributes[1] > attributes.Length) return false;
            // An EAP message longer than an attribute continues in the next one; the first has its header.
            if (isFirst && attributes[0] == EapMessage)
            {
                isFound = EapMethod.TryReadTlsMethod(attributes[2..attributes[1]], out method);
                isFirst = false;
            }

            attributes = attributes[attributes[1]..];
        }

        return isFound;
    }
}
