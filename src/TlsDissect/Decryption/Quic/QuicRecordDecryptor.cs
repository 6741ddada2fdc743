using TlsDissect.Protocol;

namespace TlsDissect.Decryption.Quic;

/// <summary>
/// Decrypts packets as if they were records, so that their secrets are found as those of TLS. The fragment of a record is the whole packet,
/// and its additional data the packet up to its number.
/// </summary>
/// <remarks>
/// Several datagrams that a host handed on at once (GSO, GRO) are captured as one. A short header has no length, so the end of the first
/// packet is found by its tag: <see cref="DecryptedRecord.Consumed"/> is its length.
/// </remarks>
internal sealed class QuicRecordDecryptor : RecordDecryptor
{
    /// <summary>The shortest and longest datagrams that are handed on at once, but for the last one.</summary>
    private const int ShortestPart = 1200, LongestPart = 1500;

    /// <summary>The shortest last one.</summary>
    private const int ShortestRest = 21;

    /// <summary>The shortest connection ID that is searched for.</summary>
    private const int LongEnough = 4;

    /// <summary>Number of larger datagrams whose parts are searched for, before any was found.</summary>
    private const int MaxSearches = 64;

    private const byte LongForm = 0x80;

    private readonly QuicDecryptor _packets;
    private bool _isProved;
    private int _part;
    private int _searches;

    /// <param name="suite">One that <see cref="QuicDecryptor.Supports"/> names.</param>
    /// <param name="keys">Keys of the suite's sizes.</param>
    /// <param name="updates">The keys after key updates.</param>
    public QuicRecordDecryptor(CipherSuite suite, QuicKeys keys, IKeyUpdates updates) => _packets = new QuicDecryptor(suite, keys, updates);

    /// <summary>The next packet number if none is lost.</summary>
    public override ulong SequenceNumber
    {
        get => _packets.ExpectedNumber;
        set => _packets.ExpectedNumber = value;
    }

    /// <summary>
    /// Whether the end of a packet is searched for before the keys decrypted one. It takes hundreds of decryptions, so not for each of many
    /// secrets.
    /// </summary>
    public bool MaySearchFirst { get; set; } = true;

    /// <summary>Number of key updates.</summary>
    public int Generation => _packets.Generation;

    public override int Held => 3 * base.Held;

    /// <summary>Number of bytes in which the number of a packet is sent; 0 if the key cannot be the right one.</summary>
    public int NumberLength(scoped in TlsRecord packet) => _packets.NumberLength(packet.Fragment, packet.SentHeader.Length);

    /// <summary>Goes on to the keys after some more key updates.</summary>
    public void SkipUpdates(int count) => _packets.SkipUpdates(count);

    protected override DecryptedRecord DecryptNext(scoped in ProtectedRecord record, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> packet = record.Fragment, header = record.AdditionalData;
        bool mayHaveParts = (packet[0] & LongForm) == 0 && packet.Length >= ShortestPart + ShortestRest;
        if (mayHaveParts && _part > 0 && _part < packet.Length)
        {
            DecryptedRecord part = DecryptWhole(packet[.._part], header.Length, plaintext);
            if (part.IsAuthenticated) return part with { Consumed = _part };
        }

        DecryptedRecord whole = DecryptWhole(packet, header.Length, plaintext);
        if (whole.IsAuthenticated || !mayHaveParts) return whole;
        return FindPart(packet, header, plaintext);
    }

    private DecryptedRecord DecryptWhole(ReadOnlySpan<byte> packet, int numberOffset, Span<byte> plaintext)
    {
        DecryptedQuicPacket read = _packets.Decrypt(packet, numberOffset, plaintext);
        _isProved |= read.IsAuthenticated;
        return read.IsAuthenticated
            ? new DecryptedRecord(ContentType.ApplicationData, read.Payload) { Number = read.Number }
            : DecryptedRecord.Failed(read.Outcome);
    }

    /// <summary>Finds the end of the first packet: where the connection ID comes again, or else by trial.</summary>
    private DecryptedRecord FindPart(ReadOnlySpan<byte> packet, ReadOnlySpan<byte> header, Span<byte> plaintext)
    {
        ReadOnlySpan<byte> id = header[1..];
        if (id.Length >= LongEnough)
        {
            int next = packet[header.Length..].IndexOf(id) + header.Length - 1;
            return next < header.Length + ShortestRest
                ? DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac)
                : TryPart(packet, next, header.Length, plaintext);
        }

        DecryptedRecord found = DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
        if (packet.Length <= LongestPart || _searches >= (_isProved ? MaxSearches : MaySearchFirst ? 1 : 0)) return found;
        _searches++;
        for (int length = LongestPart; length >= ShortestPart && !found.IsAuthenticated; length--)
        {
            if (length + ShortestRest <= packet.Length) found = TryPart(packet, length, header.Length, plaintext);
        }

        return found;
    }

    private DecryptedRecord TryPart(ReadOnlySpan<byte> packet, int length, int numberOffset, Span<byte> plaintext)
    {
        DecryptedRecord part = DecryptWhole(packet[..length], numberOffset, plaintext);
        if (!part.IsAuthenticated) return part;
        (_part, _searches) = (length, 0);
        return part with { Consumed = length };
    }

    protected override void Dispose(bool disposing) => _packets.Dispose();
}
