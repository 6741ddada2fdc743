using TlsDissect.Decryption;
using TlsDissect.Decryption.Quic;
using TlsDissect.Protocol;
using TlsDissect.Records;

namespace TlsDissect.Secrets;

/// <summary>
/// Tries the keys of one traffic secret on a packet of QUIC. The packet has the last bytes of its number; those before them are not known
/// if the capture begins in the middle, or packets were lost.
/// </summary>
/// <param name="services">Limits on trials, and a buffer.</param>
/// <param name="decryptor">Has the keys. Owned: it becomes part of the answer, or is disposed.</param>
/// <param name="isFirstLook">Whether the secret was not tried before.</param>
internal sealed class QuicSecretTrial(SecretServices services, QuicRecordDecryptor decryptor, bool isFirstLook)
{
    /// <summary>For each depth (<see cref="SearchDepth"/>), the number of values of the first bytes that are tried up to it.</summary>
    private static readonly int[] Windows = [2, 8, 64, 256, 1024, 4096];

    /// <summary>Tries the secret to a depth.</summary>
    public SecretAnswer Try(byte[] secret, int level, scoped in TlsRecord packet) =>
        Try(secret, level == 0 ? 0 : Windows[level - 1], Windows[level], packet);

    /// <summary>Tries the values of the first bytes from one up to but excluding another.</summary>
    public SecretAnswer Try(byte[] secret, int from, int to, scoped in TlsRecord packet)
    {
        int length = decryptor.NumberLength(packet);
        ulong window = 1ul << (8 * length);
        // Four bytes are sent only if fewer do not tell the number.
        int last = length == sizeof(uint) ? 1 : to;
        for (int first = from; first < last && length > 0; first++)
        {
            // The likeliest number is tried always.
            if (first > 0 && !services.Search.TrySpend(packet.Header.Length + TrialBudget.Overhead, isFirstLook)) break;
            decryptor.SequenceNumber = (ulong)first * window + window / 2 - 1;
            DecryptedRecord decrypted = decryptor.Decrypt(packet, services.Plaintext);
            if (!decrypted.IsAuthenticated) continue;
            decryptor.SequenceNumber = decrypted.Number + 1;
            return SecretAnswer.Decrypted(new FoundKeys(decryptor) { TrafficSecret = secret }, decrypted);
        }

        decryptor.Dispose();
        return SecretAnswer.Of(SecretResult.BadRecord);
    }
}
