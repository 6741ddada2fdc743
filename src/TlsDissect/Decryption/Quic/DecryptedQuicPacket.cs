namespace TlsDissect.Decryption.Quic;

/// <summary>The result of decrypting one packet. Borrowed: the payload is in the caller's buffer.</summary>
/// <param name="number">The packet number.</param>
/// <param name="generation">Number of key updates before this packet.</param>
/// <param name="payload">The authenticated frames.</param>
internal readonly ref struct DecryptedQuicPacket(ulong number, int generation, ReadOnlySpan<byte> payload)
{
    public DecryptionOutcome Outcome { get; private init; } = DecryptionOutcome.Authenticated;

    public bool IsAuthenticated => Outcome == DecryptionOutcome.Authenticated;

    public ulong Number { get; } = number;

    public int Generation { get; } = generation;

    public ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>Whether reserved bits of the header are set, which the version forbids (RFC 9000 §17.2 and §17.3.1).</summary>
    public bool HasReservedBits { get; init; }

    /// <summary>Creates the result for a packet that does not authenticate.</summary>
    public static DecryptedQuicPacket Failed(DecryptionOutcome outcome) => new() { Outcome = outcome };
}
