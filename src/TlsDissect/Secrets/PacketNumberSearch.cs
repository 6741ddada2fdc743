using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Protocol;

namespace TlsDissect.Secrets;

/// <summary>
/// Decrypts a packet of QUIC whose number is not known but for its last bytes, because the capture begins in the middle, or packets were
/// lost.
/// </summary>
internal static class PacketNumberSearch
{
    /// <summary>
    /// How often later keys are tried, after those of the first secret and of one key update. A packet tells only whether the number of
    /// updates is even, so each attempt is for two of them.
    /// </summary>
    public const int LaterAttempts = 3;

    /// <summary>Number of key updates that an attempt skips.</summary>
    public const int UpdatesPerAttempt = 2;

    /// <summary>Tries likely numbers and values of the missing bytes, and leaves the decryptor at the number after the packet's.</summary>
    /// <param name="decryptor">Has the keys.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="likely">Numbers that the packet's may be near to, which are tried first.</param>
    /// <param name="values">The values.</param>
    /// <param name="plaintext">Receives the plaintext.</param>
    /// <param name="mayTry">Whether a value may be tried; -1 for a likely number.</param>
    public static DecryptedRecord Try(QuicRecordDecryptor decryptor, scoped in TlsRecord packet, IReadOnlyList<ulong> likely, Range values,
        Span<byte> plaintext, Func<int, bool> mayTry)
    {
        int length = decryptor.NumberLength(packet);
        for (int i = 0; i < likely.Count && length > 0 && mayTry(-1); i++)
        {
            decryptor.SequenceNumber = likely[i];
            DecryptedRecord decrypted = decryptor.Decrypt(packet, plaintext);
            if (!decrypted.IsAuthenticated) continue;
            decryptor.SequenceNumber = decrypted.Number + 1;
            return decrypted;
        }

        ulong window = 1ul << (8 * length);
        // Four bytes are sent only if fewer do not tell the number.
        int end = length == sizeof(uint) ? 1 : values.End.Value;
        for (int value = values.Start.Value; value < end && length > 0 && mayTry(value); value++)
        {
            decryptor.SequenceNumber = (ulong)value * window + window / 2 - 1;
            DecryptedRecord decrypted = decryptor.Decrypt(packet, plaintext);
            if (!decrypted.IsAuthenticated) continue;
            decryptor.SequenceNumber = decrypted.Number + 1;
            return decrypted;
        }

        return DecryptedRecord.Failed(DecryptionOutcome.BadRecordMac);
    }
}
