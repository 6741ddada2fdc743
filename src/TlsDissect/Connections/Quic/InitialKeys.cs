using TlsDissect.Decryption.Quic;
using TlsDissect.Keys;
using TlsDissect.Protocol;
using TlsDissect.Records.Quic;

namespace TlsDissect.Connections.Quic;

/// <summary>
/// The keys of a connection's Initial packets. They follow from the version and from the destination connection ID of the client's first
/// packet, or of its first one after a Retry (RFC 9001 §5.2), so everyone has them, and everyone can forge such packets.
/// </summary>
internal sealed class InitialKeys : IDisposable
{
    /// <summary>Number of pairs of version and ID that are kept. A connection needs up to four.</summary>
    private const int MaxPairs = 8;

    /// <summary>Memory of a pair with OpenSSL's contexts, in bytes.</summary>
    private const int HeldByPair = 4 * 2560;

    private readonly List<Pair> _pairs = [];
    private readonly List<byte[]> _ids = [];

    private sealed record Pair(QuicVersion Version, byte[] Id, QuicDecryptor Client, QuicDecryptor Server);

    /// <summary>Whether no destination connection ID is known.</summary>
    public bool IsEmpty => _ids.Count == 0;

    /// <summary>Bytes of memory used.</summary>
    public int Held => 64 + _pairs.Count * HeldByPair;

    /// <summary>The ID whose keys decrypted the last packet.</summary>
    public byte[] Used { get; private set; } = [];

    /// <summary>Decrypts a packet of a side with the keys of any ID known so far.</summary>
    public DecryptedQuicPacket Decrypt(in QuicPacketHeader packet, Sender sender, Span<byte> buffer)
    {
        // Creating keys may forget those of other IDs.
        for (int i = 0; i < _ids.Count; i++)
        {
            byte[] id = _ids[i];
            if (Decrypt(Of(packet.Version!, id), sender, packet, buffer) is not { IsAuthenticated: true } read) continue;
            Used = id;
            return read;
        }

        return DecryptedQuicPacket.Failed(Decryption.DecryptionOutcome.BadRecordMac);
    }

    /// <summary>
    /// Decrypts a packet of the client with the keys of its own destination connection ID, which are kept if they are right.
    /// </summary>
    public DecryptedQuicPacket DecryptFirst(in QuicPacketHeader packet, Span<byte> buffer)
    {
        byte[] id = packet.DestinationId.ToArray();
        Pair pair = Of(packet.Version!, id);
        DecryptedQuicPacket read = Decrypt(pair, Sender.Client, packet, buffer);
        if (read.IsAuthenticated)
        {
            _ids.Add(id);
            Used = id;
        }
        else
        {
            Forget(pair);
        }

        return read;
    }

    /// <summary>
    /// Decrypts a client's packet of a reserved version with the keys of known ones. Returns the version whose keys are right; <c>null</c>
    /// if none are.
    /// </summary>
    public QuicVersion? Guess(in QuicPacketHeader initial, Span<byte> buffer)
    {
        foreach (QuicVersion version in QuicVersion.Guesses)
        {
            if (DecryptFirst(initial with { Version = version }, buffer).IsAuthenticated) return version;
        }

        return null;
    }

    /// <summary>Whether the keys of an ID are known.</summary>
    public bool Has(ReadOnlySpan<byte> id)
    {
        foreach (byte[] known in _ids)
        {
            if (id.SequenceEqual(known)) return true;
        }

        return false;
    }

    /// <summary>Decrypts a packet. Its number is near those before it, or near 0 if a forged packet had a large one.</summary>
    private static DecryptedQuicPacket Decrypt(Pair pair, Sender sender, in QuicPacketHeader packet, Span<byte> buffer)
    {
        QuicDecryptor decryptor = sender == Sender.Client ? pair.Client : pair.Server;
        DecryptedQuicPacket read = decryptor.Decrypt(packet.Packet, packet.NumberOffset, buffer);
        if (read.IsAuthenticated || decryptor.ExpectedNumber <= byte.MaxValue) return read;
        ulong expected = decryptor.ExpectedNumber;
        decryptor.ExpectedNumber = 0;
        read = decryptor.Decrypt(packet.Packet, packet.NumberOffset, buffer);
        if (!read.IsAuthenticated) decryptor.ExpectedNumber = expected;
        return read;
    }

    private Pair Of(QuicVersion version, ReadOnlySpan<byte> id)
    {
        foreach (Pair known in _pairs)
        {
            if (known.Version == version && id.SequenceEqual(known.Id)) return known;
        }

        if (_pairs.Count == MaxPairs) Forget(_pairs[^1]);
        Pair pair = new(version, id.ToArray(), Create(version, id, Sender.Client), Create(version, id, Sender.Server));
        _pairs.Add(pair);
        return pair;
    }

    private static QuicDecryptor Create(QuicVersion version, ReadOnlySpan<byte> id, Sender sender) =>
        new(QuicKeySchedule.InitialSuite, QuicKeySchedule.InitialKeys(version, id, sender));

    private void Forget(Pair pair)
    {
        _pairs.Remove(pair);
        _ids.RemoveAll(id => id.AsSpan().SequenceEqual(pair.Id) && !_pairs.Exists(other => id.AsSpan().SequenceEqual(other.Id)));
        pair.Client.Dispose();
        pair.Server.Dispose();
    }

    public void Dispose()
    {
        foreach (Pair pair in _pairs)
        {
            pair.Client.Dispose();
            pair.Server.Dispose();
        }

        _pairs.Clear();
        _ids.Clear();
    }
}
