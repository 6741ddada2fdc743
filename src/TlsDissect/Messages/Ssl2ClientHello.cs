using System.Runtime.InteropServices;
using TlsDissect.Protocol;

namespace TlsDissect.Messages;

/// <summary>A ClientHello in the form of SSL 2.0, from a client of SSL 3.0 or later (RFC 5246 appendix E.2) or of SSL 2.0 itself.</summary>
internal static class Ssl2ClientHello
{
    private const byte ClientHelloType = 1;
    private const int RandomLength = 32;

    /// <summary>Parses the message without its two-byte length, starting with its type.</summary>
    /// <returns>The message, or <c>null</c> with the reason in <paramref name="error"/>.</returns>
    public static ClientHello? Parse(ReadOnlySpan<byte> message, out DecodeError error) => Parse(message, null, out error);

    /// <summary>Parses the message, and records its fields.</summary>
    public static ClientHello? Parse(ReadOnlySpan<byte> message, FieldRecorder? recorder, out DecodeError error)
    {
        error = default;
        TlsReader reader = new(message, ref error, recorder);
        ClientHello hello = Read(ref reader);
        reader.ExpectEnd();
        return error.IsSet ? null : hello;
    }

    private static ClientHello Read(ref TlsReader reader)
    {
        if (reader.ReadUInt8("msg_type") != ClientHelloType) reader.Fail("msg_type");
        ProtocolVersion version = (ProtocolVersion)reader.ReadUInt16("version");
        ushort cipherSpecsLength = reader.ReadUInt16("cipher_spec_length");
        ushort sessionIdLength = reader.ReadUInt16("session_id_length");
        ushort challengeLength = reader.ReadUInt16("challenge_length");
        int[] specs = ReadCipherSpecs(ref reader, cipherSpecsLength);
        return new ClientHello
        {
            LegacyVersion = version,
            IsSsl2Compatible = true,
            Ssl2CipherSpecs = ImmutableCollectionsMarshal.AsImmutableArray(specs),
            CipherSuites = [.. specs.Where(spec => spec <= ushort.MaxValue).Select(spec => (CipherSuiteId)spec)],
            SessionId = reader.Read(sessionIdLength, "session_id").ToArray(),
            Random = RightJustified(reader.Read(challengeLength, "challenge")),
            CompressionMethods = [0],
            Extensions = [],
        };
    }

    private static int[] ReadCipherSpecs(ref TlsReader reader, int length)
    {
        if (length % 3 != 0) reader.Fail("cipher_spec_length");
        if (length > reader.Remaining) reader.Fail("cipher_specs");
        if (reader.Failed) return [];
        int[] specs = new int[length / 3];
        TlsReader list = reader.ReadPart(length, "cipher_specs");
        for (int i = 0; list.HasItem("cipher_spec"); i++) specs[i] = list.ReadUInt24("cipher_spec");
        return specs;
    }

    /// <summary>Converts the challenge to a random: zeros before it, or its last 32 bytes.</summary>
    private static byte[] RightJustified(ReadOnlySpan<byte> challenge)
    {
        byte[] random = new byte[RandomLength];
        if (challenge.Length > RandomLength) challenge = challenge[^RandomLength..];
        challenge.CopyTo(random.AsSpan(RandomLength - challenge.Length));
        return random;
    }
}
