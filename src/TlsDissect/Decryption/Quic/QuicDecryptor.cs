using TlsDissect.Protocol;

namespace TlsDissect.Decryption.Quic;

/// <summary>
/// Decrypts the packets of one direction at one encryption level (RFC 9001 §5), in any order. Single-threaded. Keeps its cipher contexts
/// for life and allocates nothing per packet.
/// </summary>
/// <remarks>
/// <code>
///   first byte | version, connection IDs, ... | packet number (1-4) | ciphertext | tag
///    ^ mask[0]                                 ^ mask[1..]     sample: 16 bytes from 4 after the number's start
/// </code>
/// After a key update, the packets have the other key phase (§6). A packet with the other phase is of the next generation, or of the
/// previous one if its number is lower than all of the current generation (§6.5).
/// </remarks>
internal sealed class QuicDecryptor : IDisposable
{
    private const byte LongForm = 0x80;
    private const byte KeyPhase = 0x04;
    private const int LongestNumber = 4;

    private readonly CipherSuite _suite;
    private readonly NumberMask _mask;
    private readonly IKeyUpdates? _updates;
    private QuicGeneration? _previous;
    private QuicGeneration _current;
    private QuicGeneration? _next;

    /// <param name="suite">One that <see cref="Supports"/> names.</param>
    /// <param name="keys">Keys of the suite's sizes.</param>
    /// <param name="updates">For 1-RTT packets, the keys after key updates; <c>null</c> at the other levels, which have none.</param>
    public QuicDecryptor(CipherSuite suite, QuicKeys keys, IKeyUpdates? updates = null)
    {
        _suite = suite;
        _mask = NumberMask.Create(suite, keys.HeaderKey);
        _updates = updates;
        _current = Create(0, keys.Packet);
    }

    /// <summary>
    /// The next packet's number if none is lost: one more than the largest that authenticated. After a long loss, set it to try others.
    /// </summary>
    public ulong ExpectedNumber { get; set; }

    /// <summary>Number of key updates so far.</summary>
    public int Generation => _current.Index;

    /// <summary>Whether the suite is supported. QUIC excludes the suite of TLS 1.3 with a short tag (§5.3).</summary>
    public static bool Supports(CipherSuite suite) => suite is
    {
        IsTls13: true,
        Cipher: BulkCipher.Aes128 or BulkCipher.Aes256 or BulkCipher.ChaCha20,
        Mode: CipherMode.Gcm or CipherMode.Ccm or CipherMode.Poly1305,
    };

    /// <summary>Decrypts and authenticates one packet. A packet that does not authenticate leaves the decryptor unchanged.</summary>
    /// <param name="packet">From its first byte to its last one, as on the wire.</param>
    /// <param name="numberOffset">Offset of the packet number.</param>
    /// <param name="buffer">At least as long as the packet. Receives the header without protection, then the payload.</param>
    public DecryptedQuicPacket Decrypt(ReadOnlySpan<byte> packet, int numberOffset, Span<byte> buffer)
    {
        int sampleOffset = numberOffset + LongestNumber;
        if (packet.Length < sampleOffset + NumberMask.SampleLength || packet.Length > buffer.Length)
            return DecryptedQuicPacket.Failed(DecryptionOutcome.Malformed);

        Span<byte> mask = stackalloc byte[NumberMask.MaxLength];
        _mask.Fill(packet.Slice(sampleOffset, NumberMask.SampleLength), mask);
        bool isLong = (packet[0] & LongForm) != 0;
        byte first = (byte)(packet[0] ^ (mask[0] & (isLong ? 0x0F : 0x1F)));
        int numberLength = (first & 3) + 1;

        Span<byte> header = buffer[..(numberOffset + numberLength)];
        packet[..header.Length].CopyTo(header);
        header[0] = first;
        ulong number = ReadNumber(header[numberOffset..], mask[1..]);

        ReadOnlySpan<byte> body = packet[header.Length..];
        Span<byte> plaintext = buffer.Slice(header.Length, body.Length - _current.TagLength);
        QuicGeneration? generation = isLong ? _current : GenerationOf((first & KeyPhase) != 0, number);
        if (generation is null || !generation.TryDecrypt(number, header, body, plaintext))
            return DecryptedQuicPacket.Failed(DecryptionOutcome.BadRecordMac);

        if (generation == _next) Advance(_next);
        ExpectedNumber = Math.Max(ExpectedNumber, number + 1);
        return new DecryptedQuicPacket(number, generation.Index, plaintext) { HasReservedBits = (first & (isLong ? 0x0C : 0x18)) != 0 };
    }

    /// <summary>Goes on to later keys although no packet came with those before them: a capture may begin after key updates.</summary>
    public void SkipUpdates(int count)
    {
        for (int i = 0; i < count && _updates is not null; i++) Advance(_next ?? Create(_current.Index + 1, _updates.Next()));
    }

    /// <summary>
    /// Number of bytes in which the number of a packet is sent, 1 to 4, if the key is the right one. 0 if it cannot be: reserved bits are
    /// set.
    /// </summary>
    public int NumberLength(ReadOnlySpan<byte> packet, int numberOffset)
    {
        int sampleOffset = numberOffset + LongestNumber;
        if (packet.Length < sampleOffset + NumberMask.SampleLength) return 0;
        Span<byte> mask = stackalloc byte[NumberMask.MaxLength];
        _mask.Fill(packet.Slice(sampleOffset, NumberMask.SampleLength), mask);
        int first = packet[0] ^ mask[0];
        return (first & ((packet[0] & LongForm) != 0 ? 0x0C : 0x18)) != 0 ? 0 : (first & 3) + 1;
    }

    public void Dispose()
    {
        _mask.Dispose();
        _previous?.Dispose();
        _current.Dispose();
        _next?.Dispose();
    }

    /// <summary>Removes the protection of a packet number and reconstructs it.</summary>
    private ulong ReadNumber(Span<byte> bytes, ReadOnlySpan<byte> mask)
    {
        uint truncated = 0;
        for (int i = 0; i < bytes.Length; i++)
        {
            bytes[i] ^= mask[i];
            truncated = truncated << 8 | bytes[i];
        }

        return PacketNumbers.Reconstruct(ExpectedNumber, truncated, bytes.Length);
    }

    /// <summary>The generation whose keys protect a packet, if there is one.</summary>
    private QuicGeneration? GenerationOf(bool phase, ulong number)
    {
        if (phase == _current.Phase) return _current;
        if (_current.IsUsed && number < _current.Lowest) return _previous;
        // Numbers between those of one generation cannot be of another one.
        if (_updates is null || (_current.IsUsed && number < _current.Highest)) return null;
        return _next ??= Create(_current.Index + 1, _updates.Next());
    }

    private void Advance(QuicGeneration next)
    {
        _previous?.Dispose();
        (_previous, _current, _next) = (_current, next, null);
    }

    private QuicGeneration Create(int index, DirectionKeys keys) => new(index, Aeads.Create(_suite, keys.Key), keys.Iv);
}
