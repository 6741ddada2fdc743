using System.Security.Cryptography;
using TlsDissect.Keys;
using TlsDissect.Messages;
using TlsDissect.Protocol;

namespace TlsDissect.Handshakes;

/// <summary>The eight bytes by which a server confirms that it accepted an inner ClientHello (RFC 9849 §7.2).</summary>
internal static class EchConfirmation
{
    private const int Length = 8;

    /// <summary>Their place in a ServerHello: the end of its random.</summary>
    public static Range InServerHello { get; } = (RawHandshake.HeaderSize + 2 + 24)..(RawHandshake.HeaderSize + 2 + 32);

    /// <summary>Their place in a HelloRetryRequest: encrypted_client_hello. Returns <c>null</c> without it.</summary>
    public static Range? InRetryRequest(ReadOnlySpan<byte> message)
    {
        DecodeError error = default;
        TlsReader reader = new(message, ref error);
        reader.Read(RawHandshake.HeaderSize + 2 + 32);
        reader.ReadVector8();
        reader.Read(2 + 1);
        TlsReader list = reader.ReadVector16();
        while (!list.IsEmpty)
        {
            ExtensionType type = (ExtensionType)list.ReadUInt16();
            TlsReader data = list.ReadVector16();
            if (type == ExtensionType.EncryptedClientHello && data.Remaining == Length && !error.IsSet)
                return data.Offset..(data.Offset + Length);
        }

        return null;
    }

    /// <summary>Whether the bytes are those that the inner ClientHello and the messages up to here give.</summary>
    /// <param name="version">The negotiated version.</param>
    /// <param name="hash">The hash of the negotiated suite.</param>
    /// <param name="inner">The first inner ClientHello.</param>
    /// <param name="before">The transcript before the message with the confirmation.</param>
    /// <param name="message">That message and the place of the confirmation, which is computed with zeros in that place.</param>
    public static bool Verifies(ProtocolVersion version, SuiteHash hash, ClientHello inner, byte[] before,
        (byte[] Message, Range Place) message)
    {
        if (message.Message.Length < message.Place.End.Value) return false;
        bool isRetry = !message.Place.Equals(InServerHello);
        byte[] transcript = [.. before, .. message.Message];
        transcript.AsSpan(before.Length)[message.Place].Clear();
        byte[] secret = Tls13KeySchedule.Extract(hash, new byte[SuiteHashes.Length(hash)], inner.Random.Span);
        byte[] expected = new byte[Length];
        Tls13KeySchedule.ExpandLabel(version, hash, secret, isRetry ? "hrr ech accept confirmation" : "ech accept confirmation",
            SuiteHashes.Compute(hash, transcript), expected);
        return CryptographicOperations.FixedTimeEquals(expected, message.Message.AsSpan(message.Place));
    }
}
