using TlsDissect.Protocol;

namespace TlsDissect.Keys;

/// <summary>
/// The trailer that tcpdump on an F5 BIG-IP appends to each packet, after the end of its IP packet. With <c>--f5 ssl</c> it contains the
/// secrets of the packet's connection.
/// </summary>
/// <remarks>
/// <code>
/// trailer   f5 de b0 f5 | length of all 2 | version 2 = 1 | elements
/// element   provider 2 | type 2 | length with these eight bytes 2 | version 2 | body
/// TLS 1.2   provider 4, type 0, version 0: master secret 48 | client random 32 | server random 32
/// TLS 1.3   provider 4, type 2: length of a secret 1 | secrets, each in 64 bytes | client random 32 | server random 32
///           version 0: client and server handshake, client and server application; version 1: early before them
/// </code>
/// All numbers are big-endian. A secret that is not known yet is zeros. Anyone can append such bytes, so a secret in them is only a
/// candidate, like a line of a key log.
/// </remarks>
internal static class F5Trailer
{
    /// <summary>Size of the header before the first element, and of an element's header, in bytes.</summary>
    private const int HeaderSize = 8;

    private const uint Magic = 0xf5deb0f5;
    private const ushort TrailerVersion = 1, TlsProvider = 4, Tls12Secrets = 0, Tls13Secrets = 2;
    private const int RandomLength = 32, Tls13SecretSize = 64;

    private static readonly KeyLogLabel[] Tls13Labels =
    [
        KeyLogLabel.ClientEarlyTrafficSecret, KeyLogLabel.ClientHandshakeTrafficSecret, KeyLogLabel.ServerHandshakeTrafficSecret,
        KeyLogLabel.ClientTrafficSecret0, KeyLogLabel.ServerTrafficSecret0,
    ];

    /// <summary>Whether such a trailer follows a packet. A short frame may be padded with zeros before it.</summary>
    /// <param name="padding">The bytes after the IP packet; moved to the trailer.</param>
    public static bool TryFind(ref ReadOnlySpan<byte> padding)
    {
        if (padding.Length < HeaderSize) return false;
        if (padding[0] == 0) padding = padding.TrimStart((byte)0);
        DecodeError error = default;
        return new TlsReader(padding, ref error).ReadUInt32() == Magic;
    }

    /// <summary>Adds the secrets of a trailer to a key log. Truncated and unknown parts are skipped.</summary>
    internal static void Read(ReadOnlySpan<byte> trailer, KeyLog log, int source)
    {
        DecodeError error = default;
        TlsReader header = new(trailer, ref error);
        header.ReadUInt32();
        int length = header.ReadUInt16();
        if (header.ReadUInt16() != TrailerVersion || header.Failed) return;
        TlsReader elements = new(header.Read(Math.Min(Math.Max(0, length - HeaderSize), header.Remaining)), ref error);
        while (!elements.IsEmpty)
        {
            (ushort provider, ushort type, int size, ushort version) =
                (elements.ReadUInt16(), elements.ReadUInt16(), elements.ReadUInt16(), elements.ReadUInt16());
            if (size < HeaderSize) return;
            ReadOnlySpan<byte> body = elements.Read(size - HeaderSize);
            if (elements.Failed) return;
            if (provider == TlsProvider) ReadSecrets(type, version, body, log, source);
        }
    }

    private static void ReadSecrets(ushort type, ushort version, ReadOnlySpan<byte> body, KeyLog log, int source)
    {
        DecodeError error = default;
        TlsReader reader = new(body, ref error);
        switch (type, version)
        {
            case (Tls12Secrets, 0):
                ReadOnlySpan<byte> master = reader.Read(MasterSecret.Length);
                Add(KeyLogLabel.ClientRandom, reader.Read(RandomLength), master, log, source);
                break;
            case (Tls13Secrets, 0 or 1):
                int length = reader.ReadUInt8();
                ReadOnlySpan<KeyLogLabel> labels = Tls13Labels.AsSpan(1 - version);
                ReadOnlySpan<byte> secrets = reader.Read(labels.Length * Tls13SecretSize);
                ReadOnlySpan<byte> random = reader.Read(RandomLength);
                // As long as a suite's hash (RFC 8446 §7.1).
                if (length is not (32 or 48 or 64) || random.IsEmpty) break;
                for (int i = 0; i < labels.Length; i++) Add(labels[i], random, secrets.Slice(i * Tls13SecretSize, length), log, source);
                break;
        }
    }

    private static void Add(KeyLogLabel label, ReadOnlySpan<byte> random, ReadOnlySpan<byte> secret, KeyLog log, int source)
    {
        if (random.Length == RandomLength && secret.ContainsAnyExcept((byte)0)) log.Add(new KeyLogKey(label, random), secret, source);
    }
}
